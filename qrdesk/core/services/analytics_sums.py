"""Answers from the sums of days. None says that only the hits themselves can tell."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from qrdesk.core.hits import regroup, rollups, rows
from qrdesk.core.hits.hit_row import OTHER
from qrdesk.core.hits.sums import LINK, MAX_VALUES, WORKSPACE, Group, Hours, merge_totals, unpack, unpack_hours
from qrdesk.core.services.analytics_questions import Counts, Question, members, members_sql
from qrdesk.core.services.periods import WEEK_H

Pair = tuple[int, int]  # scans, clicks
_NONE: Pair = (0, 0)
_UNKNOWN = Counts(bots=None, visitors=None)
_STALE_DAYS = 31
_STALE_LINKS = 3000  # in one statement: its rows are added up in half a second
_FEW = "device"  # the one dimension in which "other" is a value like others
# An empty value means that there is none, and not that it is unknown: it is no answer to “which are the most frequent”.
_NONE_MEANT = frozenset("in_app utm_source utm_medium utm_campaign utm_term utm_content rule variant code".split())


def by_day(question: Question) -> dict[int, Counts] | None:
    """Return counts by day, as days since 1970-01-01; days without hits may be missing."""
    group = question.group
    if question.nobody:
        return {}
    if group is None or len(question.values) > 1:
        return None
    if question.values:
        return _by_day_of_value(question, group)
    found: dict[int, Counts] = {}
    known = question.links is None and not _is_stale(
        group
    )  # links of a group have visitors in common; theirs cannot be added up
    for day, scans, clicks, bots, visitors in _rows(question, group, ("scans", "clicks", "bots", "visitors")):
        one = _of_source(question, scans, clicks)
        counts = Counts(*one, None, None) if question.chosen else Counts(*one, bots, visitors if known else None)
        found[day] = found[day].plus(counts) if day in found else counts
    return found


def by_hour(question: Question) -> dict[int, Counts] | None:
    """Return counts by hour, numbered as in the sums; what was imported is at noon."""
    group = question.group
    if question.nobody:
        return {}
    if group is None or question.values:
        return None
    found: Hours = {}
    for _, packed in _rows(question, group, ("hours",)):
        merge_totals(found, unpack_hours(packed))
    return {
        hour: Counts(*_of_source(question, scans, clicks), None if question.source else bots, None)
        for hour, (scans, clicks, bots) in found.items()
    }


def by_week_hour(question: Question) -> list[int] | None:
    """Return hits by the hour of the week, as ``Period.clock`` tells it, without what was imported."""
    group, found = question.group, [0] * WEEK_H
    if question.nobody:
        return found
    if group is None or question.values:
        return None
    clock = question.period.clock()
    for hours in _hours_not_imported(question, group):  # none is kept: a year has many
        for hour, (scans, clicks, _) in hours.items():
            found[clock(hour)] += sum(_of_source(question, scans, clicks))
    return found


def by_value(question: Question, dimension: str) -> dict[str, Pair] | None:
    """Return scans and clicks by value of a dimension. "" is unknown; where it would mean none it is left out."""
    group = question.group
    if question.nobody:
        return {}
    if group is None or any(name != dimension for name in question.values):
        return None
    if dimension in question.values:
        days = _by_day_of_value(question, group)
        return None if days is None else {question.values[dimension]: total(days.values())[:2]}
    found: dict[str, list[int]] = {}
    unknown = [0, 0]
    for _, scans, clicks, packed in _rows(question, group, ("scans", "clicks", dimension)):
        unknown[0] += scans
        unknown[1] += clicks
        for value, more in unpack(packed).items():
            counts = found.get(value)
            if counts is None:
                found[value] = more
            else:
                counts[0] += more[0]
                counts[1] += more[1]
    if has_unknown(dimension):
        found[""] = _less(unknown, [*found.values(), *imported_by_day(question, group).values()])
    return {value: _of_source(question, *counts) for value, counts in found.items()}


def has_unknown(dimension: str) -> bool:
    """Say whether an empty value of a dimension is one to count by: unknown, or a visitor who came directly."""
    return dimension not in _NONE_MEANT


def total(counts: Iterable[Counts], first: Counts | None = None) -> Counts:
    """Return the sum of counts, and of ``first``."""
    found = first or Counts()
    for one in counts:
        found = found.plus(one)
    return found


def imported_by_day(question: Question, group: Group) -> dict[int, Pair]:
    """Return scans and clicks that another program counted, by day."""
    if question.links is not None:
        return _imported_of(question, question.links)
    which, parameters = ("workspace_id = ?", (group[1],)) if group[0] == WORKSPACE else members_sql(group)
    sql = f"SELECT day, SUM(scans), SUM(clicks) FROM imported_day WHERE {which} AND day BETWEEN ? AND ? GROUP BY day"  # noqa: S608 - our own words only
    found = rows.ask(sql, (*parameters, *question.period.day_numbers)).fetchall()
    return {day: (int(scans), int(clicks)) for day, scans, clicks in found}


def _imported_of(question: Question, links: Sequence[int]) -> dict[int, Pair]:
    first, last = question.period.day_numbers
    sql = f"SELECT day, scans, clicks FROM imported_day WHERE day BETWEEN {first} AND {last} AND link_id IN ("  # noqa: S608 - our own numbers only
    found: dict[int, Pair] = {}
    for day, scans, clicks in rows.run(sql, [(link_id,) for link_id in links], ")"):
        before = found.get(day, _NONE)
        found[day] = (before[0] + scans, before[1] + clicks)
    return found


def _hours_not_imported(question: Question, group: Group) -> Iterator[Hours]:
    imported = imported_by_day(question, group)
    days: dict[int, Hours] = {day: {} for day in imported}
    for day, packed in _rows(question, group, ("hours",)):
        hours = unpack_hours(packed)
        if day in days:
            merge_totals(days[day], hours)
        else:
            yield hours
    for day, pair in imported.items():
        _take_out(days[day], question.period.noon(day), pair)
        yield days[day]


def _take_out(hours: Hours, noon: int, pair: Pair) -> None:
    """Take what was imported out of the hours of its day.

    It lies at noon; of a day that is still counted, or for ever, by the clock of another time zone, in the hour with
    most hits.
    """
    kept = hours.get(noon)
    if kept is None or kept[0] < pair[0] or kept[1] < pair[1]:
        kept = max(hours.values(), key=lambda counts: counts[0] + counts[1], default=[0, 0, 0])
    for place, number in enumerate(pair):
        kept[place] = max(0, kept[place] - number)


def _rows(question: Question, group: Group, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield day and columns; those of the links in turn where only some are wanted, or the group has old sums."""
    if question.links is None and not _is_stale(group):
        for _, *row in rollups.read_rows(group[0], [group[1]], *question.period.day_numbers, columns):
            yield tuple(row)
        return
    links = sorted(members(group)) if question.links is None else question.links
    for part in question.period.parts(_STALE_DAYS):  # thousands of links have a million rows in a year
        for start in range(0, len(links), _STALE_LINKS):
            question.limit.check()
            some = links[start : start + _STALE_LINKS]
            for _, *row in rollups.read_rows(LINK, some, *part.day_numbers, columns):
                yield tuple(row)


def _is_stale(group: Group) -> bool:
    return group[0] in regroup.MEMBERS and regroup.is_stale(group)


def _by_day_of_value(question: Question, group: Group) -> dict[int, Counts] | None:
    """Return counts by day of the hits with one value; None where days do not tell it from all others."""
    ((dimension, value),) = question.values.items()
    if value == OTHER and dimension != _FEW:
        return None
    found: dict[int, Counts] = {}
    for day, scans, clicks, packed in _rows(question, group, ("scans", "clicks", dimension)):
        counts = unpack(packed)
        if not value:
            one = _less((scans, clicks), counts.values())
        elif value not in counts and len(counts) > MAX_VALUES:
            return None
        else:
            one = counts.get(value, _NONE)
        found[day] = found.get(day, _UNKNOWN).plus(Counts(*_of_source(question, *one)))
    if not value:
        for day, one in imported_by_day(question, group).items():
            scans, clicks = _of_source(question, *one)
            found[day] = found.get(day, _UNKNOWN).plus(Counts(-scans, -clicks))
    return found


def _of_source(question: Question, scans: int, clicks: int) -> Pair:
    return (scans if question.source != "click" else 0, clicks if question.source != "scan" else 0)


def _less(whole: Sequence[int], parts: Iterable[Sequence[int]]) -> list[int]:
    scans, clicks = whole
    for one in parts:
        scans -= one[0]
        clicks -= one[1]
    return [scans, clicks]
