"""Which links of a workspace have a slug, or had it: for APIs that name no domain.

In plain SQL: it runs for every call of those APIs, and peewee takes ten times as long to put it into words.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from qrdesk.core import slugs
from qrdesk.core.hits import rows
from qrdesk.core.models.base import from_micros

_HOLDERS = """SELECT l.id, l.public_id, l.slug, l.created_at, l.deleted_at, d.is_default
FROM slug s JOIN domain d ON d.id = s.domain_id JOIN link l ON l.id = s.link_id
WHERE s.domain_id IN (SELECT id FROM domain WHERE workspace_id = ?) AND s.folded IN (?, ?)
AND s.folded = CASE WHEN d.case_sensitive THEN ? ELSE ? END AND l.workspace_id = ?
ORDER BY d.is_default DESC, d.id"""  # the index of addresses begins with the domain
_BY_ID = """SELECT id, public_id, slug, created_at, deleted_at, 0 FROM link
WHERE workspace_id = ? AND (public_id = ? OR uuid = ?)"""


class Holder(NamedTuple):
    """A link: its row number, its id, the slug that it shows, when it was made, and whether it was deleted.

    ``on_default`` says that the address by which it was found is on the workspace's default domain.
    """

    row_id: int
    id: str
    slug: str
    created_at: datetime
    deleted: bool
    on_default: bool


def list_holders(workspace_id: int, slug: str) -> list[Holder]:
    """Return the links that have a slug, or had it, deleted ones too: the default domain's first, then by domain."""
    exact, loose = slugs.fold(slug, case_sensitive=True), slugs.fold(slug)
    asked = (workspace_id, exact, loose, exact, loose, workspace_id)
    return [_holder(row) for row in rows.ask(_HOLDERS, asked).fetchall()]


def find_by_id(workspace_id: int, name: str) -> Holder | None:
    """Return the link with an id or UUID, a deleted one, too; None where there is none."""
    row = rows.ask(_BY_ID, (workspace_id, name, name)).fetchone()
    return None if row is None else _holder(row)


def _holder(row: Sequence[Any]) -> Holder:
    row_id, public_id, slug, created_at, deleted_at, on_default = row
    return Holder(row_id, public_id, slug, from_micros(created_at), deleted_at is not None, bool(on_default))
