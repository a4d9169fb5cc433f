"""The small rows that hits name: found by the digest of what they say, made where they are missing."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TypeVar

from qrdesk.core.hits import rows
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Place, Way

_TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hit_agent", Agent._fields),
    ("hit_place", Place._fields),
    ("hit_origin", Origin._fields),
    ("hit_way", Way._fields),
)
_Row = TypeVar("_Row", bound=tuple[str, ...])
_Stored = tuple[int, int, int, bool, bool, int, int, int, int, str, str, str]

# The columns of table hit that ``stored_rows`` gives values for, in their order.
COLUMNS = (
    *("at", "workspace_id", "link_id", "scan", "bot", "agent_id", "place_id", "origin_id", "way_id"),
    *("language", "visitor", "hit_id"),
)


def digest(values: Sequence[str]) -> str:
    """Return the key of a small row. What is in databases already goes by it: it never changes."""
    return blake2b("\x1f".join(values).encode(), digest_size=12).hexdigest()


def stored_rows(hits: Sequence[HitRow]) -> list[_Stored]:
    """Return what table hit keeps of each hit, within the running transaction. Small rows that are missing are made."""
    agents = _ids(*_TABLES[0], {hit.agent for hit in hits})
    places = _ids(*_TABLES[1], {hit.place for hit in hits})
    origins = _ids(*_TABLES[2], {hit.origin for hit in hits})
    ways = _ids(*_TABLES[3], {hit.way for hit in hits})
    return [
        (
            *(at, workspace_id, link_id, scan, bot, agents[agent], places[place], origins[origin], ways[way]),
            *(language, visitor, hit_id),
        )
        for hit_id, at, workspace_id, link_id, scan, bot, language, visitor, agent, place, origin, way in hits
    ]


def _ids(table: str, columns: Sequence[str], wanted: Iterable[_Row]) -> dict[_Row, int]:
    by_key = {digest(row): row for row in wanted}
    found = _known(table, list(by_key))
    missing = [(key, *by_key[key]) for key in sorted(by_key.keys() - found.keys())]
    if missing:
        head = f"INSERT INTO {table} (key, {', '.join(columns)})"
        rows.run(head, missing, "ON CONFLICT (key) DO NOTHING")
        found.update(_known(table, [row[0] for row in missing]))
    return {by_key[key]: number for key, number in found.items()}


def _known(table: str, keys: Sequence[str]) -> dict[str, int]:
    return dict(rows.run(f"SELECT key, id FROM {table} WHERE key IN (", [(key,) for key in sorted(keys)], ")"))  # noqa: S608 - our own words only
