"""Answers from the hits themselves: whatever is asked, piece by piece, so that a long question can be ended."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from qrdesk.core.hits import rollups, rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.hits.sums import WORKSPACE, merge_totals
from qrdesk.core.services import hit_conditions
from qrdesk.core.services.analytics_questions import Counts, Question
from qrdesk.core.services.hit_conditions import Condition
from qrdesk.core.services.periods import WEEK_H, Period
from qrdesk.core.services.question_places import holding_place

VISITORS_UP_TO = 3_000_000  # hits to look at
_ROWS = 100_000  # in a piece: about 30 ms
_MONTH_DAYS = 31
_OWNER = "workspace_id = ?"
_COUNT = "COUNT(*) FILTER (WHERE {})"
_SUMS = tuple(_COUNT.format(one) for one in ("scan AND NOT bot", "NOT scan AND NOT bot", "bot"))
_VISITORS = "COUNT(DISTINCT CASE WHEN NOT bot AND visitor <> '' THEN visitor END)"
_SUMS_CHOSEN = (_COUNT.format("scan"), _COUNT.format("NOT scan"), "0")  # bots are left out before
_VISITORS_CHOSEN = "COUNT(DISTINCT NULLIF(visitor, ''))"


class Piece(NamedTuple):
    """A part of the hits that are asked about: those that match the condition, all of this period."""

    period: Period
    condition: Condition


@dataclass(frozen=True, slots=True)
class Search:
    """A question, ready to be asked. ``conditions`` is None where no hit can match."""

    question: Question
    conditions: tuple[Condition, ...] | None

    def check(self) -> None:
        """Do nothing if there is time left, and somebody waits for the answer.

        Raises:
            CalledOff, QueryTooLong: there is not; nobody does.
        """
        self.question.limit.check()


@contextmanager
def searching(question: Question) -> Generator[Search]:
    """Hold one of this process's few places for questions that read hits, and hand out what to ask them with.

    Raises:
        Busy: too many wait for a place.
        CalledOff, QueryTooLong: no place in time.
    """
    with holding_place(question.limit.check):
        yield Search(question, hit_conditions.read(question))


def exact_from(question: Question, *others: Period) -> date | None:
    """Return the first day whose hits are all there, if the period, or one of others, begins before it."""
    first = question.hits_from
    if first is None or min(one.start for one in (question.period, *others)) >= first:
        return None
    return first


def by_day(search: Search) -> dict[int, Counts]:
    """Return counts by day, as days since 1970-01-01; days without hits are missing.

    Where very many hits have to be looked at, visitors are not told: to find the same ones would take most of the time.
    """
    found: dict[int, Counts] = {}
    period = kept(search)
    if period is not None and _near(search, period) > VISITORS_UP_TO:
        return {int(day): _counts(search, *sums) for day, sums in _summed(search, period.day_sql()).items()}
    visitors = _VISITORS_CHOSEN if search.question.chosen else _VISITORS
    for piece in _pieces(search, whole_days=True):
        for day, *counts in _ask(search, piece, piece.period.day_sql(), visitors):
            found[int(day)] = _counts(search, *map(int, counts))
    return found


def by_hour(search: Search) -> dict[int, Counts]:
    """Return counts by hour, numbered as in the sums."""
    key = search.question.period.hour_sql()
    return {int(hour): _counts(search, *sums) for hour, sums in _summed(search, key).items()}


def by_week_hour(search: Search) -> list[int]:
    """Return hits by the hour of the week, as ``Period.clock`` tells it."""
    period = search.question.period
    found, clock = [0] * WEEK_H, period.clock()
    for hour, (scans, clicks, _) in _summed(search, period.hour_sql()).items():
        found[clock(hour)] += scans + clicks
    return found


def by_link(search: Search) -> dict[int, Counts]:
    """Return counts by the row number of the link."""
    return {link_id: _counts(search, *sums) for link_id, sums in _summed(search, "link_id").items()}


def by_value(search: Search, dimension: str) -> dict[str, tuple[int, int]]:
    """Return scans and clicks by value of a dimension; "" is unknown or none."""
    if dimension == "language":
        return {value: (scans, clicks) for value, (scans, clicks, _) in _summed(search, "language").items()}
    small, column = hit_conditions.SMALL[dimension]
    found: dict[str, tuple[int, int]] = {}
    by_row = _summed(search, small.column)
    values = rows.run(f"SELECT id, {column} FROM {small.table} WHERE id IN (", [(one,) for one in by_row], ")")  # noqa: S608 - our own words only
    for row_id, value in values:
        scans, clicks = found.get(value, (0, 0))
        found[value] = (scans + by_row[row_id][0], clicks + by_row[row_id][1])
    return found


def condition(search: Search, period: Period, since_us: int | None = None) -> Condition:
    """Return the condition that hits of a period match; ``since_us`` leaves out those before, as a database sees at
    once: it would go through them again for each page.
    """
    first, end = period.micros
    return _joined([*(search.conditions or ()), ("at >= ? AND at < ?", (max(first, since_us or first), end))])


def kept(search: Search) -> Period | None:
    """Return the part of the period of which hits are kept; None where there is none, or no hit can match."""
    period, first = search.question.period, search.question.hits_from
    if search.conditions is None or (first is not None and first > period.end):
        return None
    return Period(max(period.start, first or period.start), period.end, period.zone)


def months(search: Search) -> Iterator[Period]:
    """Yield what is kept of the period by the month, oldest first, as long as there is time left."""
    period = kept(search)
    for month in period.months() if period is not None else ():
        search.check()
        yield month


def _pieces(search: Search, *, whole_days: bool) -> Iterator[Piece]:
    """Yield pieces in which SQLite sorts quickly what it groups; PostgreSQL counts without sorting, by the month.

    Where most hits that are stored are looked at anyway, SQLite reads them in the order they lie in: going by the
    index takes half as long again. Such pieces end where days do not.
    """
    period = kept(search)
    if period is None:
        return
    near = 0 if is_shared() else _near(search, period)
    if near and not whole_days and (bounds := _bounds(near)):
        first, last = bounds
        whose = [(words.replace(_OWNER, f"+{_OWNER}"), sent) for words, sent in search.conditions or ()]
        for start in range(first, last + 1, _ROWS):
            search.check()
            ids = ("id >= ? AND id < ?", (start, start + _ROWS))
            yield Piece(period, _joined([ids, *whose, ("at >= ? AND at < ?", period.micros)]))
        return
    days = min(period.days, max(1, _ROWS * period.days // near)) if near else _MONTH_DAYS
    for part in period.parts(days):
        search.check()
        yield Piece(part, condition(search, part))


def _near(search: Search, period: Period) -> int:
    """Return how many hits of the workspace have to be looked at; 0 where only those of few links are."""
    if not any(_OWNER in words for words, _ in search.conditions or ()):
        return 0
    owners, columns = [search.question.workspace_id], ("scans", "clicks", "bots")
    return sum(sum(row[2:]) for row in rollups.read_rows(WORKSPACE, owners, *period.day_numbers, columns))


def _bounds(near: int) -> tuple[int, int] | None:
    """Return the first and last number of all hits, if ``near`` of them are most of them."""
    # each by itself: for both at once SQLite goes through the whole table
    first, last = rows.ask("SELECT (SELECT MIN(id) FROM hit), (SELECT MAX(id) FROM hit)").fetchone()
    return (first, last) if first is not None and near * 2 > last - first else None


def _counts(search: Search, scans: int, clicks: int, bots: int, visitors: int | None = None) -> Counts:
    return Counts(scans, clicks, None if search.question.chosen else bots, visitors)


def _joined(parts: Sequence[Condition]) -> Condition:
    return " AND ".join(words for words, _ in parts), tuple(one for _, sent in parts for one in sent)


def _ask(search: Search, piece: Piece, key: str, *more: str) -> list[tuple[Any, ...]]:
    """Return key, scans, clicks, bots and more by ``key``."""
    words, parameters = piece.condition
    sums = _SUMS_CHOSEN if search.question.chosen else _SUMS
    sql = f"SELECT {', '.join((key, *sums, *more))} FROM hit WHERE {words} GROUP BY 1"  # noqa: S608 - our own words only
    return rows.ask(sql, parameters).fetchall()


def _summed(search: Search, key: str) -> dict[Any, tuple[int, int, int]]:
    """Return scans, clicks and bots by ``key``."""
    found: dict[Any, list[int]] = {}
    for piece in _pieces(search, whole_days=False):
        merge_totals(found, {value: counts for value, *counts in _ask(search, piece, key)})
    return {value: (scans, clicks, bots) for value, (scans, clicks, bots) in found.items()}
