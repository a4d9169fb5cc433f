"""What events say of the link that they are about, for many links at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from qrdesk.core import shown
from qrdesk.core.hits import rows
from qrdesk.core.models.base import from_micros
from qrdesk.core.shown import Held

_LINKS = (
    "SELECT l.id, l.public_id, l.uuid, l.slug, d.scheme, d.host, l.destination, l.title, l.created_at, l.updated_at, "
    "f.public_id, f.name, l.deleted_at, l.suspended_at, l.archived_at, l.paused_at, l.starts_at, l.ends_at, "
    "l.hit_limit, l.hits_used FROM link l JOIN domain d ON d.id = l.domain_id LEFT JOIN folder f ON f.id = l.folder_id "
    "WHERE l.id IN ("
)
_TAGS = "SELECT link_tag.link_id, tag.name FROM link_tag JOIN tag ON tag.id = link_tag.tag_id WHERE link_id IN ("


def load(link_ids: Iterable[int], now: datetime) -> dict[int, dict[str, Any]]:
    """Return what is said of links, by their row numbers; one that is not there is left out."""
    wanted = [(one,) for one in sorted(set(link_ids))]
    tags: dict[int, list[str]] = {}
    for link_id, name in rows.run(_TAGS, wanted, ")"):
        tags.setdefault(link_id, []).append(name)
    found: dict[int, dict[str, Any]] = {}
    for link_id, public_id, uuid, slug, scheme, host, destination, title, *rest in rows.run(_LINKS, wanted, ")"):
        created_at, updated_at, folder_id, folder, *held = rest
        found[link_id] = {
            "id": public_id,
            "uuid": uuid,
            "slug": slug,
            "host": host,
            "short_url": shown.short_url(scheme, host, slug),
            "code_url": shown.code_url(scheme, host, slug),
            "destination": destination,
            "title": title,
            "tags": sorted(tags.get(link_id, ())),
            "folder": None if folder_id is None else {"id": folder_id, "name": folder},
            "state": shown.state_of(_held(held), now).value,
            "created_at": written(from_micros(created_at)),
            "updated_at": written(from_micros(updated_at)),
        }
    return found


def _held(row: Sequence[Any]) -> Held:
    *instants, hit_limit, hits_used = row
    deleted, suspended, archived, paused, starts, ends = (one if one is None else from_micros(one) for one in instants)
    return Held(deleted, suspended, archived, paused, starts, ends, hit_limit, hits_used)


def written(at: datetime) -> str:
    """Return an aware UTC instant as the API writes it."""
    return at.isoformat().replace("+00:00", "Z")
