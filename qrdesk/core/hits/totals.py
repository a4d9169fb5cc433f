"""What links had in all, held against the sums of their days."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from qrdesk.core import database
from qrdesk.core.hits import link_locks, rollups, rows
from qrdesk.core.hits.differences import Difference, Totals, between_totals
from qrdesk.core.hits.snapshot import as_of_now
from qrdesk.core.hits.sums import LINK

_LINKS_AT_ONCE = 500
_LAST_LINK = (1 << 31) - 1
_KEPT = "SELECT link_id, scans, clicks, bots FROM rollup_total WHERE workspace_id = ? AND link_id > ? AND link_id <= ?"
_HIT_COUNTS = "SELECT id, hit_count FROM link WHERE workspace_id = ? AND id > ? AND id <= ?"
_SUMMED = (
    "SELECT owner_id, SUM(scans), SUM(clicks), SUM(bots) FROM rollup_day "
    "WHERE scope = ? AND workspace_id = ? AND owner_id > ? AND owner_id <= ? GROUP BY owner_id"
)
_PAGE = "SELECT id FROM link WHERE workspace_id = ? AND id > ? ORDER BY id LIMIT ?"


class _Some(NamedTuple):
    """Totals of some links."""

    kept: Totals
    hit_counts: dict[int, int]
    summed: Totals


def find_wrong(workspace_id: int) -> Iterator[Difference]:
    """Yield totals of links that differ from the sums of their days, while hits go on being stored."""
    for after, last in _spans(workspace_id):
        with as_of_now():
            some = _read(workspace_id, after, last)
        yield from between_totals(*some)


def mend(workspace_id: int, breathe: Callable[[], object] = lambda: None) -> None:
    """Make the totals of a workspace's links the sums of their days; ``breathe`` is called between transactions."""
    for after, last in _spans(workspace_id):
        with database.write():
            rollups.lock()
            some = _read(workspace_id, after, last)
            wrong = sorted({int(one.key[0]) for one in between_totals(*some)})
            rows.run("DELETE FROM rollup_total WHERE link_id IN (", [(link_id,) for link_id in wrong], ")")
            link_locks.take(wrong)
            rows.run("UPDATE link SET hit_count = 0 WHERE id IN (", [(link_id,) for link_id in wrong], ")")
            rollups.add_totals({one: [workspace_id, *some.summed[one]] for one in wrong if one in some.summed})
        breathe()


def _read(workspace_id: int, after: int, last: int) -> _Some:
    which = (workspace_id, after, last)
    summed = {link_id: (int(s), int(c), int(b)) for link_id, s, c, b in rows.ask(_SUMMED, (LINK, *which)).fetchall()}
    kept = {link_id: (s, c, b) for link_id, s, c, b in rows.ask(_KEPT, which).fetchall()}
    return _Some(kept, dict(rows.ask(_HIT_COUNTS, which).fetchall()), summed)


def _spans(workspace_id: int) -> Iterator[tuple[int, int]]:
    """Yield spans of row numbers that cover every link and those that are gone; the first number is before its span."""
    after = 0
    while True:
        with database.scope():
            some = rows.ask(_PAGE, (workspace_id, after, _LINKS_AT_ONCE)).fetchall()
        if len(some) < _LINKS_AT_ONCE:
            yield after, _LAST_LINK
            return
        yield after, some[-1][0]
        after = some[-1][0]
