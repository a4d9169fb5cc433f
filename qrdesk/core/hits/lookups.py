"""The small rows that hits name: found by the digest of what they say, made where they are missing."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

from qrdesk.core.hits import rows
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Place, Way

_TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hit_agent", Agent._fields),
    ("hit_place", Place._fields),
    ("hit_origin", Origin._fields),
    ("hit_way", Way._fields),
)
_REMEMBERED = 32_768  # digests: of each batch most are those of the last one
_Stored = tuple[int, int, int, bool, bool, int, int, int, int, str, str, str]

# The columns of table hit that ``stored_rows`` gives values for, in their order.
COLUMNS = (
    *("at", "workspace_id", "link_id", "scan", "bot", "agent_id", "place_id", "origin_id", "way_id"),
    *("language", "visitor", "hit_id"),
)


@lru_cache(_REMEMBERED)
def digest(values: tuple[str, ...]) -> str:
    """Return the key of a small row. What is in databases already goes by it: it never changes."""
    return blake2b("\x1f".join(values).encode(), digest_size=12).hexdigest()


def stored_rows(hits: Sequence[HitRow]) -> list[_Stored]:
    """Return what table hit keeps of each hit, within the running transaction. Small rows that are missing are made."""
    # Hits share the objects of these rows; by their place in memory they are found in a tenth of the time.
    agents = _ids(*_TABLES[0], {id(hit.agent): hit.agent for hit in hits})
    places = _ids(*_TABLES[1], {id(hit.place): hit.place for hit in hits})
    origins = _ids(*_TABLES[2], {id(hit.origin): hit.origin for hit in hits})
    ways = _ids(*_TABLES[3], {id(hit.way): hit.way for hit in hits})
    return [
        (
            *(at, workspace_id, link_id, scan, bot, agents[id(agent)], places[id(place)], origins[id(origin)]),
            *(ways[id(way)], language, visitor, hit_id),
        )
        for hit_id, at, workspace_id, link_id, scan, bot, language, visitor, agent, place, origin, way in hits
    ]


def _ids(table: str, columns: Sequence[str], wanted: Mapping[int, tuple[str, ...]]) -> dict[int, int]:
    keys = {place: digest(row) for place, row in wanted.items()}
    by_key = {keys[place]: row for place, row in wanted.items()}
    found = known(table, list(by_key))
    missing = [(key, *by_key[key]) for key in sorted(by_key.keys() - found.keys())]
    if missing:
        head = f"INSERT INTO {table} (key, {', '.join(columns)})"
        rows.run(head, missing, "ON CONFLICT (key) DO NOTHING")
        found.update(known(table, [row[0] for row in missing]))
    return {place: found[key] for place, key in keys.items()}


def known(table: str, keys: Sequence[str]) -> dict[str, int]:
    """Return the numbers of those small rows that are there, by their keys."""
    return dict(rows.run(f"SELECT key, id FROM {table} WHERE key IN (", [(key,) for key in sorted(keys)], ")"))  # noqa: S608 - our own words only
