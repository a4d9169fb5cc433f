"""The audit log: every change, who made it, and what was before and after. Entries are added, never changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from qrdesk.core import code_titles, database, journal
from qrdesk.core.context import Actor, Context
from qrdesk.core.journal import Changes, Subject, Writer
from qrdesk.core.models import Key, Member
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.services import differences

Arguments = Mapping[str, Any]  # of an operation, by the names of its parameters
Told = Callable[[Any, Any, Arguments], Changes | None]  # from before, result and arguments; None: nothing was done


@dataclass(frozen=True, slots=True)
class Audited:
    """How an operation goes into the log.

    Attributes:
        action: as what, such as ``link.updated``.
        look: returns its subject as it is beforehand, for the parameters of its path.
        told: what to write, where that is not how its subject differs from before.
        itself: it adds its entry itself, as ``note`` does, in a transaction of its own choosing.
    """

    action: str
    look: Callable[..., BaseModel | None] | None = None
    told: Told | None = None
    itself: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known before a change: who makes it, who may be gone afterwards, and its subject as it was."""

    writer: Writer
    before: BaseModel | None


def begin(ctx: Context, audited: Audited, names: tuple[Any, ...]) -> Begun:
    """Look at the subject of a change that is about to be made, within its transaction.

    Raises:
        NotFound: there is none of these names.
    """
    if audited.look is None:
        return Begun(writer_of(ctx.actor), None)
    database.hold_edits()  # what is seen now is still true when it changes
    return Begun(writer_of(ctx.actor), audited.look(ctx, *names))


def end(ctx: Context, audited: Audited, begun: Begun, arguments: Arguments, result: Any) -> None:
    """Add the entry of a change just made, within its transaction; there is none where nothing has changed."""
    before, after = begun.before, result if isinstance(result, BaseModel) else None
    if audited.told is None:
        changes = differences.between(before, after, arguments) or None  # sent, and the same as before
    else:
        changes = audited.told(before, result, arguments)
    if changes is not None:
        _write(ctx, audited.action, changes, begun.writer, _subject(after, before, changes))


def note(
    ctx: Context,
    action: str,
    before: BaseModel | None,
    after: BaseModel | None,
    *,
    changes: Changes | None = None,
) -> None:
    """Add an entry to the log of the actor's workspace within the running transaction.

    For operations that do so themselves. ``changes`` are told instead of how the two differ, and hold no secret.
    """
    said = differences.between(before, after, {}) if changes is None else changes
    _write(ctx, action, said, writer_of(ctx.actor), _subject(after, before, said))


def writer_of(actor: Actor) -> Writer:
    """Return who acts, as the log names them."""
    member = None if actor.member_id is None else Member.get_or_none(Member.id == actor.member_id)
    key = None if actor.key_id is None else Key.get_or_none(Key.id == actor.key_id)
    name = actor.name or getattr(member or key, "name", "")
    return Writer(name, getattr(member, "public_id", ""), getattr(key, "public_id", ""), actor.origin)


def _write(ctx: Context, action: str, changes: Changes, writer: Writer, subject: Subject) -> None:
    journal.write(ctx.actor.workspace_id, action, changes, at=ctx.now, writer=writer, subject=subject)


def _subject(after: BaseModel | None, before: BaseModel | None, changes: Changes) -> Subject:
    """Return what was changed: what is shown of it now if that has an id, else what it was; or how many there were."""
    shown = after if getattr(after, "id", "") or before is None else before
    if isinstance(shown, CodeView):
        return Subject(shown.id, code_titles.title_of(shown))
    names = (getattr(shown, field, "") for field in ("title", "name", "slug", "host"))
    found = Subject(getattr(shown, "id", ""), next(filter(None, names), ""))
    for many, one in (("links", "link"), ("codes", "QR code")):
        if not found.id and many in changes:
            count = len(changes[many][1])
            return Subject("", f"{count:,} {one}{'' if count == 1 else 's'}")
    return found
