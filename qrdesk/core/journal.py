"""Writing the audit log: one entry for each change, within the transaction of the change."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qrdesk.core import ids
from qrdesk.core.context import Origin
from qrdesk.core.hits import rows
from qrdesk.core.models.base import to_micros

Changes = Mapping[str, tuple[Any, Any]]  # field -> before, after
_COLUMNS = (
    "public_id, workspace_id, at, member_id, key_id, actor, surface, came_from, agent, action, subject_id, "
    "subject_name, changes"
)
_LONGEST_NAME = 240
_NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Writer:
    """Who made a change, by the ids that callers see: rows come and go, and their numbers are given again."""

    name: str
    member_id: str = ""
    key_id: str = ""
    origin: Origin = _NOWHERE


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change was made to, as it was called then."""

    id: str = ""
    name: str = ""


SYSTEM = Writer("QRDesk", origin=Origin("system"))  # what is done without anybody asking for it


def write(
    workspace_id: int, action: str, changes: Changes, *, at: datetime, writer: Writer = SYSTEM, subject: Subject
) -> None:
    """Add an entry within the running transaction. No secret may be in ``changes``."""
    who = (writer.member_id, writer.key_id, writer.name[:_LONGEST_NAME])
    where = (writer.origin.surface, writer.origin.network, writer.origin.agent)
    what = (action, subject.id, subject.name[:_LONGEST_NAME])
    text = json.dumps({name: list(pair) for name, pair in changes.items()}, ensure_ascii=False)
    row = (ids.mint_id("aud"), workspace_id, to_micros(at), *who, *where, *what, text)
    rows.run(f"INSERT INTO audit_entry ({_COLUMNS})", [row])
