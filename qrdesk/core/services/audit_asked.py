"""What is asked of the audit log: whether there could be an answer at all."""

from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.models import AuditEntry, Key, Member
from qrdesk.core.schemas.audit import AuditFilter
from qrdesk.core.services import audit_words

_DOORS = ("api", "app", "cli", "system")
_DIALECTS = ("h0p", "heldqr", "honopu", "usnp")


def check_span(query: AuditFilter) -> None:
    """Do nothing if the time that is asked for has a beginning before its end.

    Raises:
        Invalid: it has not.
    """
    if query.since is not None and query.until is not None and query.since >= query.until:
        raise Invalid.field("until", "The time asked for ends before it begins.")


def check_known(ctx: Context, query: AuditFilter) -> None:
    """Do nothing if a question that found no entry names people, keys, actions and doors that there are.

    Raises:
        Invalid: names what there is not.
    """
    entry = AuditEntry
    if query.action and not audit_words.is_known(query.action) and not _is_told(ctx, entry.action == query.action):
        kinds = ", ".join(audit_words.kinds())
        raise Invalid.field(
            "action", f"There is no action “{query.action}”. These are, with all done to them: {kinds}."
        )
    known = {*_DOORS, *_DIALECTS, "mcp"}
    if query.surface and query.surface not in known and not _is_told(ctx, entry.surface == query.surface):
        raise Invalid.field("surface", f"There is no door “{query.surface}”. These are: {', '.join(_DOORS)}.")
    for field, name, noun, model, column in (
        ("member", query.member, "member", Member, entry.member_id),
        ("key", query.key, "key", Key, entry.key_id),
    ):
        if name and not _is_called(ctx, model, name) and not _is_told(ctx, _by(column, name)):
            raise Invalid.field(field, f"No {noun} is called “{name}”, and none that the log tells of was.")


def _by(column: Any, name: str) -> Any:
    return (column == name) | ((column != "") & (AuditEntry.actor == name))


def _is_told(ctx: Context, condition: Any) -> bool:
    mine = AuditEntry.workspace_id == ctx.actor.workspace_id
    return AuditEntry.select(AuditEntry.id).where(mine & condition).exists()


def _is_called(ctx: Context, model: Any, name: str) -> bool:
    called = (model.public_id == name) | (model.uuid == name) | (model.name == name)
    return model.select().where((model.workspace == ctx.actor.workspace_id) & called).exists()
