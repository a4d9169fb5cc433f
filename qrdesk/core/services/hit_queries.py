"""Answers from the hits themselves: whatever is asked, a month at a time, so that a long question can be ended.

The small tables that a hit names are looked through first. SQLite is then handed a mask, a byte for each of their rows
that says whether it matches: looking a hit's number up in a list takes twice as long.
"""

import math
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from qrdesk.core.context import Context
from qrdesk.core.errors import Busy, CalledOff, QueryTooLong
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.hits.hit_row import Agent, Origin, Place, Way
from qrdesk.core.hits.sums import LINK, WORKSPACE
from qrdesk.core.services.analytics_questions import Counts, Question, members
from qrdesk.core.services.periods import Period

AT_ONCE = 2  # questions of this process; the others wait
WAITING = 8
_SLICE_S = 0.05
_FEW_LINKS = 40  # so many are looked up one by one, each by its own index
_KNOWN = "NOT bot"
_NEVER = "1 = 0"
_SCANS, _CLICKS = "COUNT(*) FILTER (WHERE scan AND NOT bot)", "COUNT(*) FILTER (WHERE NOT scan AND NOT bot)"
_BOTS = "COUNT(*) FILTER (WHERE bot)"
_VISITORS = "COUNT(DISTINCT CASE WHEN NOT bot AND visitor <> '' THEN visitor END)"
_callers = threading.BoundedSemaphore(AT_ONCE + WAITING)
_places = threading.BoundedSemaphore(AT_ONCE)


class _Small(NamedTuple):
    """A small table, and the column of ``hit`` that names its rows."""

    table: str
    column: str


_AGENT, _PLACE = _Small("hit_agent", "agent_id"), _Small("hit_place", "place_id")
_ORIGIN, _WAY = _Small("hit_origin", "origin_id"), _Small("hit_way", "way_id")
_SMALL: Mapping[str, tuple[_Small, str]] = {  # by dimension: where it stands
    **{name: (_AGENT, name) for name in Agent._fields},
    **{name: (_PLACE, name) for name in Place._fields},
    "referrer": (_ORIGIN, "referrer_host"),
    **{name: (_ORIGIN, name) for name in Origin._fields[1:]},
    **{name: (_WAY, name) for name in Way._fields},
}
Condition = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Search:
    """A question, ready to be asked. ``conditions`` is None where no hit can match."""

    ctx: Context
    question: Question
    conditions: tuple[Condition, ...] | None
    ends_at: float  # on the monotonic clock

    def check(self) -> None:
        """Do nothing if there is time left, and somebody waits for the answer.

        Raises:
            CalledOff, QueryTooLong: there is not; nobody does.
        """
        if self.ctx.cancelled():
            raise CalledOff("The question was called off.")
        if time.monotonic() > self.ends_at:
            raise QueryTooLong(
                f"This question takes longer than {self.ctx.settings.query_seconds} seconds: every hit of the period "
                "has to be looked at. Choose a shorter period, or fewer conditions."
            )


@contextmanager
def searching(ctx: Context, question: Question) -> Generator[Search]:
    """Hold one of this process's few places for questions that read hits, and hand out what to ask them with.

    Raises:
        Busy: too many wait for a place.
        CalledOff, QueryTooLong: no place in time.
    """
    if not _callers.acquire(blocking=False):
        raise Busy("QRDesk is answering other questions of this kind. Try again in a moment.")
    try:
        search = prepared(ctx, question)
        while not _places.acquire(timeout=_SLICE_S):
            search.check()
        try:
            yield search
        finally:
            _places.release()
    finally:
        _callers.release()


def prepared(ctx: Context, question: Question, *, limited: bool = True) -> Search:
    """Return a question ready to be asked; unless ``limited``, it may take any time."""
    ends_at = time.monotonic() + ctx.settings.query_seconds if limited else math.inf
    return Search(ctx, question, _conditions(question), ends_at)


def exact_from(question: Question, *others: Period) -> date | None:
    """Return the first day whose hits are all there, if the period, or one of others, begins before it."""
    first = question.hits_from
    if first is None or min(one.start for one in (question.period, *others)) >= first:
        return None
    return first


def by_day(search: Search) -> dict[int, Counts]:
    """Return counts by day, as days since 1970-01-01; days without hits are missing."""
    found: dict[int, Counts] = {}
    for month in months(search):
        for day, *counts in _ask(search, month, (month.day_sql(), _SCANS, _CLICKS, _BOTS, _VISITORS)):
            found[int(day)] = _counts(search, counts)
    return found


def by_hour(search: Search) -> dict[int, Counts]:
    """Return counts by hour, as whole hours since 1970 UTC."""
    found: dict[int, Counts] = {}
    for month in months(search):
        for hour, *counts in _ask(search, month, ("at / 3600000000", _SCANS, _CLICKS, _BOTS)):
            found[int(hour)] = _counts(search, [*counts, None])
    return found


def by_link(search: Search) -> dict[int, Counts]:
    """Return counts by the row number of the link."""
    return {link_id: _counts(search, [*sums, None]) for link_id, sums in _summed(search, "link_id", _BOTS).items()}


def by_value(search: Search, dimension: str) -> dict[str, tuple[int, int]]:
    """Return scans and clicks by value of a dimension; "" is unknown or none."""
    if dimension == "language":
        return {value: (scans, clicks) for value, (scans, clicks) in _summed(search, "language").items()}
    small, column = _SMALL[dimension]
    found: dict[str, list[int]] = {}
    by_row = _summed(search, small.column)
    values = rows.run(f"SELECT id, {column} FROM {small.table} WHERE id IN (", [(one,) for one in by_row], ")")  # noqa: S608 - our own words only
    for row_id, value in values:
        counts = found.setdefault(value, [0, 0])
        counts[0] += by_row[row_id][0]
        counts[1] += by_row[row_id][1]
    return {value: (scans, clicks) for value, (scans, clicks) in found.items()}


def condition(search: Search, period: Period) -> Condition:
    """Return the condition, with its parameters, that hits of a period match."""
    parts: list[Condition] = [*(search.conditions or ()), ("at >= ? AND at < ?", period.micros)]
    return " AND ".join(words for words, _ in parts), tuple(one for _, sent in parts for one in sent)


def months(search: Search) -> Iterator[Period]:
    """Yield the parts of the period of which hits are kept, oldest first, as long as there is time left."""
    period, first = search.question.period, search.question.hits_from
    if search.conditions is None or (first is not None and first > period.end):
        return
    for month in Period(max(period.start, first or period.start), period.end, period.zone).months():
        search.check()
        yield month


def _ask(search: Search, period: Period, columns: Sequence[str], which: str = "") -> list[tuple[Any, ...]]:
    """Return the columns, grouped by the first of them."""
    words, parameters = condition(search, period)
    sql = f"SELECT {', '.join(columns)} FROM hit WHERE {words}{which} GROUP BY 1"  # noqa: S608 - our own words only
    return rows.ask(sql, parameters).fetchall()


def _summed(search: Search, column: str, *more: str) -> dict[Any, list[int]]:
    """Return scans, clicks and more by the values of a column; without ``more``, bots are left out."""
    found: dict[Any, list[int]] = {}
    which = "" if more else f" AND {_KNOWN}"
    for month in months(search):
        for value, *counts in _ask(search, month, (column, _SCANS, _CLICKS, *more), which):
            kept = found.setdefault(value, [0] * len(counts))
            for place, count in enumerate(counts):
                kept[place] += int(count)
    return found


def _counts(search: Search, found: Sequence[Any]) -> Counts:
    scans, clicks, bots, visitors = found
    known = None if visitors is None else int(visitors)
    return Counts(int(scans), int(clicks), 0 if search.question.chosen else int(bots), known)


def _conditions(question: Question) -> tuple[Condition, ...] | None:
    found: list[Condition] = [_whose(question)]
    if question.source is not None:
        found.append(("scan" if question.source == "scan" else "NOT scan", ()))
    if question.chosen:
        found.append((_KNOWN, ()))
    for small in (_AGENT, _PLACE, _ORIGIN, _WAY):
        wanted = [(_SMALL[name][1], value) for name, value in question.values.items() if _in(name, small)]
        if wanted:
            matching = " AND ".join(f"{column} = ?" for column, _ in wanted)
            sql = f"SELECT id FROM {small.table} WHERE {matching}"  # noqa: S608 - our own words only
            ids = [one for (one,) in rows.ask(sql, [value for _, value in wanted]).fetchall()]
            found.append(_among(small.column, ids))
    if "language" in question.values:
        found.append(("language = ?", (question.values["language"],)))
    return None if question.nobody or any(words == _NEVER for words, _ in found) else tuple(found)


def _in(dimension: str, small: _Small) -> bool:
    return dimension in _SMALL and _SMALL[dimension][0] is small


def _whose(question: Question) -> Condition:
    scope, owner_id = question.groups[0]
    if scope in {LINK, WORKSPACE}:
        return ("link_id = ?" if scope == LINK else "workspace_id = ?"), (owner_id,)
    ids = sorted(set.intersection(*(members(group) for group in question.groups)))
    if len(ids) <= _FEW_LINKS:
        return _among("link_id", ids)
    words, parameters = _among("link_id", ids)
    return f"workspace_id = ? AND {words}", (question.workspace_id, *parameters)


def _among(column: str, ids: Sequence[int]) -> Condition:
    """Return the condition that a column holds one of some numbers."""
    if not ids:
        return _NEVER, ()
    if len(ids) == 1:
        return f"{column} = ?", (ids[0],)
    if is_shared():
        return f"{column} = ANY(?)", (list(ids),)
    if len(ids) <= _FEW_LINKS and column == "link_id":
        return f"{column} IN ({', '.join(map(str, ids))})", ()
    return f"substr(?, {column} + 1, 1) = x'01'", (_mask(ids),)


def _mask(ids: Iterable[int]) -> bytes:
    found = bytearray(max(ids) + 1)
    for one in ids:
        found[one] = 1
    return bytes(found)
