"""Names of the workspace's own making: one spelling each, whatever the letter case."""

from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, NotFound
from qrdesk.core.models import Workspace


def find_named(ctx: Context, model: Any, name: str) -> Any | None:
    """Return the workspace's row of ``model`` called by id, UUID or name; letter case matters only between rivals."""
    mine = model.workspace == ctx.actor.workspace_id
    row = model.get_or_none(mine & ((model.public_id == name) | (model.uuid == name)))
    if row is None:
        wanted = " ".join(name.split())
        row = model.get_or_none(mine & (model.name == wanted)) or _find_alike(model, mine, wanted)
    return row


def get_named(ctx: Context, model: Any, name: str, noun: str) -> Any:
    """Return the workspace's row of ``model`` called by id, UUID or name.

    Raises:
        NotFound: there is none.
    """
    row = find_named(ctx, model, name)
    if row is None:
        raise NotFound.of(noun, name)
    return row


def list_named(ctx: Context, model: Any) -> list[Any]:
    """Return the workspace's rows of ``model`` by name."""
    rows = model.select().where(model.workspace == ctx.actor.workspace_id)
    return sorted(rows, key=lambda row: (row.name.casefold(), row.id))


def rename(ctx: Context, row: Any, name: str | None, noun: str) -> None:
    """Give a row another name, or leave it its own (None), within the running transaction; it is not saved.

    Raises:
        Conflict: another row has that name, perhaps in other letters.
    """
    if name is not None:
        check_free(ctx, type(row), name, noun, but=row.id)
        row.name = name


def check_free(ctx: Context, model: Any, name: str, noun: str, *, but: int | None = None) -> None:
    """Do nothing if no row but that numbered ``but`` has the name, within the running transaction.

    Raises:
        Conflict: one does, perhaps in other letters: ``Lunch`` and ``lunch`` would be taken for one another.
    """
    # holds others who choose a name until we are done: databases fold fewer letters than people do
    Workspace.update(name=Workspace.name).where(Workspace.id == ctx.actor.workspace_id).execute()
    other = _find_alike(model, (model.workspace == ctx.actor.workspace_id) & (model.id != (but or 0)), name)
    if other is not None:
        reason = f"There is a {noun} “{other.name}” already. Choose another name."
        raise Conflict(reason, field_errors={"name": reason})


def _find_alike(model: Any, which: Any, name: str) -> Any | None:
    wanted = name.casefold()
    found = {text.casefold(): row_id for row_id, text in model.select(model.id, model.name).where(which).tuples()}
    return model.get_by_id(found[wanted]) if wanted in found else None
