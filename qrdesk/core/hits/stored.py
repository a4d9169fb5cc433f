"""Hits read back from the database, with what they name, a page at a time."""

from collections.abc import Iterator
from typing import Any

from qrdesk.core.hits import rows
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Place, Way

PAGE = 10_000
_KNOWN = 50_000  # small rows kept in memory
_LAST_ID = (1 << 63) - 1
_HITS = (
    "SELECT id, hit_id, at, workspace_id, link_id, scan, bot, language, visitor, agent_id, place_id, origin_id, way_id "
    "FROM hit WHERE workspace_id = ? AND at >= ? AND at < ? AND (at, id) > (?, ?) AND id > ? AND id <= ? "
    "ORDER BY at, id LIMIT ?"
)


class _Named:
    """The small rows of one kind that hits named so far, by their number."""

    def __init__(self, table: str, kind: Any) -> None:
        self._head = f"SELECT id, {', '.join(kind._fields)} FROM {table} WHERE id IN ("  # noqa: S608 - our own words only
        self._kind = kind
        self.rows: dict[int, Any] = {}

    def learn(self, ids: set[int]) -> None:
        if len(self.rows) > _KNOWN:
            self.rows.clear()
        missing = [(number,) for number in sorted(ids - self.rows.keys())]
        for number, *values in rows.run(self._head, missing, ")"):
            self.rows[number] = self._kind._make(values)
        for (number,) in missing:
            self.rows.setdefault(number, self._kind())  # damaged: the hit itself counts all the same


def read_hits(
    workspace_id: int, first_us: int, end_us: int, *, page: int = 0, after_id: int = 0, last_id: int = _LAST_ID
) -> Iterator[list[HitRow]]:
    """Yield the hits of a workspace from ``first_us`` to before ``end_us``, oldest first; the instants are at_us.

    Numbers of hits are given in the order of commits: those up to ``last_id`` are what was stored at some moment.
    """
    kinds = (("hit_agent", Agent), ("hit_place", Place), ("hit_origin", Origin), ("hit_way", Way))
    named = [_Named(*kind) for kind in kinds]
    agents, places, origins, ways = (one.rows for one in named)
    at, last = first_us, -1
    while True:
        some = rows.ask(_HITS, (workspace_id, first_us, end_us, at, last, after_id, last_id, page or PAGE)).fetchall()
        if not some:
            return
        for place, one in enumerate(named, -len(named)):
            one.learn({row[place] for row in some})
        yield [
            HitRow(hit_id, at_us, own, link, bool(scan), bool(bot), said, by, agents[a], places[p], origins[o], ways[w])
            for _, hit_id, at_us, own, link, scan, bot, said, by, a, p, o, w in some
        ]
        at, last = some[-1][2], some[-1][0]
