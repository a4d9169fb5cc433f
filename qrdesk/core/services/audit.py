"""The audit log: every change, who made it, and what was before and after. Entries are added, never changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from qrdesk.core.context import Context
from qrdesk.core.models import AuditEntry

_SECRET = frozenset({"key", "webhook_secret", "password", "code", "secret"})
_MASK = "•••"
_LONGEST = 2000  # characters of one value


@dataclass(frozen=True, slots=True)
class Audited:
    """How an operation goes into the log: as what, and how its subject is seen beforehand.

    ``apart``: after the change and not in its transaction, for it waits for other computers.
    """

    action: str
    look: Any = None
    apart: bool = False


def note(
    ctx: Context,
    action: str,
    before: BaseModel | None,
    after: BaseModel | None,
    *,
    sent: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry, within the running transaction: the fields that differ, those of secrets masked."""
    subject = after or before
    was, now = _fields(before), _fields(after)
    changes = {name: [was.get(name), now.get(name)] for name in {**was, **now} if was.get(name) != now.get(name)}
    AuditEntry.create(
        workspace_id=ctx.actor.workspace_id,
        at=ctx.now,
        member_id=ctx.actor.member_id,
        key_id=ctx.actor.key_id,
        actor=ctx.actor.name,
        surface=ctx.actor.origin.surface,
        came_from=ctx.actor.origin.network,
        agent=ctx.actor.origin.agent,
        action=action,
        subject_id=getattr(subject, "id", ""),
        subject_name=getattr(subject, "title", "") or getattr(subject, "name", "") or getattr(subject, "slug", ""),
        changes=json.dumps(changes, ensure_ascii=False),
    )


def _fields(view: BaseModel | None) -> dict[str, Any]:
    if view is None:
        return {}
    found = view.model_dump(mode="json")
    return {name: _MASK if name in _SECRET else _cut(value) for name, value in found.items()}


def _cut(value: Any) -> Any:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return value if len(text) <= _LONGEST else text[:_LONGEST] + "…"
