"""Sums counted anew from the hits themselves and imported days, and held against those that are stored.

Only days whose hits are all there can be counted anew: of the others the sums are all that is left. Work is done in
spans of days, each in one transaction, so that hits are stored meanwhile; a span is right from the moment it is done.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from qrdesk.core import database
from qrdesk.core.hits import rollups, rows, spans, totals, uniques
from qrdesk.core.hits.days import days_of, number_of
from qrdesk.core.hits.differences import Difference, between
from qrdesk.core.hits.snapshot import as_of_now
from qrdesk.core.hits.spans import Span
from qrdesk.core.hits.stored import read_hits
from qrdesk.core.hits.sums import LINK, MAX_VALUES, DaySum, Group, ImportedDay, Key, Sums, merge

T = TypeVar("T")
HITS_AT_ONCE = 10_000  # about a second of counting
_TRIES = 3
_IMPORTED = ", ".join(ImportedDay._fields)
_OF_SPAN = "WHERE workspace_id = ? AND day >= ? AND day < ?"
_TABLES = ("hit", "imported_day", "rollup_day", "rollup_total")
_TOTAL = "SUM(scans), SUM(clicks), SUM(bots)"


class _Ahead(NamedTuple):
    """What was added up of a busy day while others went on writing; right as long as ``stored`` is what it was."""

    sums: Sums
    last_id: int  # of the hits that are in it
    stored: tuple[Any, ...]


class _Counted:
    """What the hits of a span add up to. ``visitors`` holds them where somebody may still need to know them."""

    def __init__(self, span: Span, ahead: _Ahead | None = None) -> None:
        days = days_of([span.workspace_id])
        sums, after_id = (ahead.sums, ahead.last_id) if ahead is not None else (Sums(), 0)
        for page in read_hits(span.workspace_id, *spans.bounds_us(span, days), after_id=after_id):
            sums.add(page, days)
        sums.add_imported(read_imported(span), days)
        groups = rollups.groups_of(sums.link_ids)
        self.rows = sums.spread(groups)
        self.visitors = sums.spread_visitors(groups)
        for key, visitors in self.visitors.items():
            self.rows[key].visitors = len(visitors)


def recount(
    workspace_id: int | None = None, *, now: datetime | None = None, breathe: Callable[[], object] = lambda: None
) -> None:
    """Count the sums of one workspace, or of all, anew. What is right already stays as it is.

    ``breathe`` is called between two transactions: others may want to write. What it raises ends the recount, with all
    that was done so far in place.

    Raises:
        DatabaseUnreachable: or one of its kinds; what was counted so far is right, the rest as it was.
    """
    today = _today(now)
    for one in _workspaces(workspace_id):
        for span in _spans(one):
            _rewrite(span, today, breathe)
            breathe()
        totals.mend(one, breathe)


def repair(workspace_id: int | None = None, *, now: datetime | None = None) -> list[Difference]:
    """Count anew what differs from the hits, and return what differed."""
    today = _today(now)
    found: list[Difference] = []
    for one in _workspaces(workspace_id):
        for span in _spans(one):
            if wrong := _differences(span):
                _rewrite(span, today)
                found += wrong
        if wrong := list(totals.find_wrong(one)):
            totals.mend(one)
            found += wrong
    return found


def compare(workspace_id: int | None = None) -> list[Difference]:
    """Return every sum that differs from a recount of the hits, while hits go on being stored.

    Left out are groups whose links have changed and that are still to be added up anew. What of a day's many values
    was put together as "other" depends on the order of the hits: there only the total is compared.
    """
    found: list[Difference] = []
    for one in _workspaces(workspace_id):
        for span in _spans(one):
            found += _differences(span)
        found += totals.find_wrong(one)
    return found


def rewrite(span: Span, *, now: datetime | None = None) -> None:
    """Count the sums of a span anew, as far as its hits are all there."""
    _rewrite(span, _today(now))


def _spans(workspace_id: int) -> list[Span]:
    sql = "SELECT day, COUNT(*) FROM {} WHERE workspace_id = ? GROUP BY day"
    with database.scope():
        beside = (rows.ask(sql.format(table), (workspace_id,)).fetchall() for table in ("rollup_day", "imported_day"))
        weights = spans.weigh(spans.hits_by_day(workspace_id), *beside)
    return spans.cut(workspace_id, weights, HITS_AT_ONCE)


def _rewrite(span: Span, today: int, breathe: Callable[[], object] = lambda: None) -> None:
    for _ in range(_TRIES):
        ahead = _count_ahead(span, breathe)
        if _put_anew(span, today, ahead):
            return
        breathe()
    _put_anew(span, today)  # hits of it are deleted all the time: others have to wait


def _put_anew(span: Span, today: int, ahead: _Ahead | None = None) -> bool:
    """Put the sums of a span in the place of those kept; False where what was added up ahead is right no more."""
    # what links had in all stays: hits that are counted elsewhere now are no more, and rules and limits go by it
    with database.write():
        rollups.lock()
        span = spans.whole_part(span)
        if span.first == span.end:
            return True
        if ahead is not None and ahead.stored != _stored(span, ahead.last_id):
            return False
        counted = _Counted(span, ahead)
        before = _delete(span)
        rollups.put(counted.rows)
        recent = [key for key in {*before, *counted.rows} if key[2] >= today - uniques.KEPT_DAYS]
        uniques.replace({key: counted.visitors.get(key, set()) for key in recent})
    return True


def _count_ahead(span: Span, breathe: Callable[[], object]) -> _Ahead | None:
    """Add up what is stored of a span, without the lock; None where it is so little that nobody waits long for it."""
    with database.scope():
        span = spans.whole_part(span)
        (last_id,) = rows.ask("SELECT COALESCE(MAX(id), 0) FROM hit").fetchone()
        stored = _stored(span, last_id)
        if stored[-1] <= HITS_AT_ONCE:
            return None
        sums, days = Sums(), days_of([span.workspace_id])
        for page in read_hits(span.workspace_id, *spans.bounds_us(span, days), last_id=last_id):
            sums.add(page, days)
            breathe()
    return _Ahead(sums, last_id, stored)


def _stored(span: Span, last_id: int) -> tuple[Any, ...]:
    """Return what sums of the hits up to ``last_id`` depend on: the span, its time zone, and how many hits it has."""
    zone = rows.ask("SELECT time_zone FROM workspace WHERE id = ?", (span.workspace_id,)).fetchone()
    bounds = spans.bounds_us(span, days_of([span.workspace_id]))
    sql = "SELECT COUNT(*) FROM hit WHERE workspace_id = ? AND at >= ? AND at < ? AND id <= ?"
    return (span, zone, rows.ask(sql, (span.workspace_id, *bounds, last_id)).fetchone()[0])


def take_out(span: Span) -> list[Key]:
    """Delete the sums of a span, and take them out of the totals, within the running transaction, which has the lock.

    Returns:
        The keys of the rows that were there.
    """
    sql = f"SELECT owner_id, {_TOTAL} FROM rollup_day {_OF_SPAN} AND scope = ? GROUP BY owner_id"  # noqa: S608 - our own words only
    had = rows.ask(sql, (*span, LINK)).fetchall()
    rollups.add_totals({link_id: [span.workspace_id, *(-int(one) for one in total)] for link_id, *total in had})
    return _delete(span)


def _delete(span: Span) -> list[Key]:
    keys = rows.ask(f"SELECT scope, owner_id, day FROM rollup_day {_OF_SPAN}", span).fetchall()  # noqa: S608 - our own words only
    rows.ask(f"DELETE FROM rollup_day {_OF_SPAN}", span)  # noqa: S608 - our own words only
    return keys


def _differences(span: Span) -> list[Difference]:
    with as_of_now():
        span = spans.whole_part(span)
        if span.first == span.end:
            return []
        counted = {key: _capped(one) for key, one in _Counted(span).rows.items()}
        sql = f"SELECT scope, owner_id, day, {', '.join(rollups.COLUMNS)} FROM rollup_day {_OF_SPAN}"  # noqa: S608 - our own words only
        stale = set(rows.ask("SELECT scope, owner_id FROM rollup_stale").fetchall())
        said = _without(stale, {row[:3]: row[3:] for row in rows.ask(sql, span).fetchall()})
    kept = {key: rollups.unpack_row(row) for key, row in said.items()}
    return [*_unlike_hours(said, kept), *between(kept, _without(stale, counted))]


def _without(stale: set[Group], sums: Mapping[Key, T]) -> dict[Key, T]:
    return {key: one for key, one in sums.items() if key[:2] not in stale}


def _unlike_hours(said: Mapping[Key, Sequence[Any]], kept: Mapping[Key, DaySum]) -> Iterator[Difference]:
    """Yield rows whose totals are not the sums of their own hours."""
    places = [rollups.COLUMNS.index(name) for name in ("scans", "clicks", "bots")]
    for key, row in said.items():
        totals = tuple(row[place] for place in places)
        if totals != kept[key].totals:
            yield Difference("rollup_day", key, "scans, clicks, bots", totals, kept[key].totals)


def read_imported(span: Span) -> Iterator[ImportedDay]:
    """Return what other programs counted for the days of a span."""
    found = rows.ask(f"SELECT {_IMPORTED} FROM imported_day {_OF_SPAN} ORDER BY link_id, day", span)  # noqa: S608 - our own words only
    return map(ImportedDay._make, found.fetchall())


def _capped(one: DaySum) -> DaySum:
    """Return a row with no more values than are stored."""
    if not any(len(counts) > MAX_VALUES for counts in one.counts.values()):
        return one
    found = DaySum(one.workspace_id)
    merge(found, one)
    return found


def _today(now: datetime | None) -> int:
    return number_of((now or datetime.now(UTC)).date())


def _workspaces(workspace_id: int | None) -> list[int]:
    with database.scope():
        if workspace_id is not None:
            return [workspace_id]
        # those that are gone, too: what is left of them is still in the tables
        sources = ("id FROM workspace", *(f"workspace_id FROM {table}" for table in _TABLES))
        found = rows.ask(" UNION ".join(f"SELECT {one}" for one in sources)).fetchall()
    return sorted(one for (one,) in found)
