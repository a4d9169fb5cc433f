"""What was changed since a caller looked last: two reads by an index, for those who ask every second."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.models import AuditEntry
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.changes import ChangesQuery, ChangesView, ChangeView
from qrdesk.core.services.queries import tuples

_NOTHING_YET = "none"  # the mark of a workspace in which nothing was ever changed
_MOST = 200  # changes that are told one by one
_LATE = timedelta(minutes=10)  # a change carries the moment it began, and long ones are kept later than shorter ones
# What readers of it may hear of, by its kind; the rest is for those who may read the audit log.
_READ_BY: Mapping[str, Scope | None] = {
    **dict.fromkeys(("link", "links", "folder", "tag", "view", "preset", "hits"), Scope.LINKS_READ),
    **dict.fromkeys(("code", "codes", "design"), Scope.CODES_READ),
    **dict.fromkeys(("member", "invitation"), Scope.MEMBERS_READ),
    "file": Scope.FILES_READ,
    "domain": Scope.DOMAINS_READ,
    "key": Scope.KEYS_READ,
    "endpoint": Scope.WEBHOOKS_READ,
    "workspace": None,  # everybody sees whose links these are
}


def list_changes(ctx: Context, query: ChangesQuery) -> ChangesView:
    """Return what was changed since a mark, by whomever, and the mark of now.

    It says which things, never who changed them or how: that is in the audit log. A thing is named to whom it is
    shown, and to those who may read that log.
    """
    if not query.after:
        return ChangesView(mark=_newest(ctx), changes=[])
    known = _entry(ctx, query.after)
    if known is None:
        return ChangesView(mark=_newest(ctx), changes=[], everything=True)
    entry_id, at = known
    found = tuples(later(ctx.actor.workspace_id, entry_id, at))
    if not found:
        return ChangesView(mark=query.after, changes=[])
    told = [] if len(found) > _MOST else _told(ctx, found[::-1])
    return ChangesView(mark=found[0][0], changes=told, everything=len(found) > _MOST)


def later(workspace_id: int, entry_id: int, at: datetime) -> Any:
    """Return the question for what a workspace wrote into its log since an entry, the latest first."""
    mine = (AuditEntry.workspace_id == workspace_id) & (AuditEntry.at >= at - _LATE)
    asked = AuditEntry.select(AuditEntry.public_id, AuditEntry.action, AuditEntry.subject_id)
    return asked.where(mine & (AuditEntry.id > entry_id)).order_by(AuditEntry.id.desc()).limit(_MOST + 1)


def _told(ctx: Context, found: Sequence[tuple[str, str, str]]) -> list[ChangeView]:
    """Return each thing once, where its last change stands."""
    all_of_them = ctx.actor.may(Scope.AUDIT_READ)
    last: dict[tuple[str, str], None] = {}
    for _, action, subject in found:
        key = (action.partition(".")[0], subject)
        last.pop(key, None)
        if all_of_them or _is_shown(ctx, key[0]):
            last[key] = None
    return [ChangeView(kind=kind, id=subject) for kind, subject in last]


def _is_shown(ctx: Context, kind: str) -> bool:
    if kind not in _READ_BY:
        return False
    scope = _READ_BY[kind]
    return scope is None or ctx.actor.may(scope)


def _entry(ctx: Context, mark: str) -> tuple[int, datetime] | None:
    """Return the number and moment of the change that a mark stands for; None for one that is not known any more."""
    if mark == _NOTHING_YET:
        return 0, datetime(2000, 1, 1, tzinfo=UTC)
    mine = AuditEntry.workspace_id == ctx.actor.workspace_id
    asked = AuditEntry.select(AuditEntry.id, AuditEntry.at).where((AuditEntry.public_id == mark) & mine)
    found = tuples(asked)
    return (found[0][0], found[0][1]) if found else None


def _newest(ctx: Context) -> str:
    """Return the mark of the latest change; ``none`` before the first."""
    mine = AuditEntry.select(AuditEntry.public_id).where(AuditEntry.workspace_id == ctx.actor.workspace_id)
    found = tuples(mine.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(1))
    return found[0][0] if found else _NOTHING_YET
