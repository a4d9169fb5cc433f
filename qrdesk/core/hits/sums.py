"""Sums of hits in memory: by the day for each link, and spread from there over the groups that the links are in.

Bots are counted by the hour and nowhere else. A day is one of the workspace's time zone. Hits that another program
counted (table ``imported_day``) are in the hour of noon of their day, and in no dimension: nothing more is known of
them; the same goes for hits that are only counted.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qrdesk.core.hits.days import Days
from qrdesk.core.hits.hit_row import DIMENSIONS, OTHER, Agent, HitRow, Origin, Place, Way

LINK, WORKSPACE, DOMAIN, FOLDER, TAG = "l", "w", "d", "f", "t"
MAX_VALUES = 200  # kept per row and dimension; the rest is summed as "other"
HOUR_US = 3_600_000_000

Group = tuple[str, int]  # scope, owner: a row number of the table that the scope says
Groups = Mapping[int, Sequence[Group]]  # by link
Key = tuple[str, int, int]  # scope, owner, day
Hours = dict[int, list[int]]  # scans, clicks and bots by hour, whole ones since 1970 UTC
Counts = dict[str, list[int]]  # scans and clicks by value
_Cells = dict[Any, list[int]]  # scans and clicks by one of the small rows
_LANGUAGE = ("language",)
_FIELDS: tuple[tuple[str, ...], ...] = (
    Agent._fields,
    _LANGUAGE,
    Place._fields,
    ("referrer", *Origin._fields[1:]),
    Way._fields,
)
_PLACES = {name: place for place, name in enumerate(DIMENSIONS)}
_dumps = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class ImportedDay(NamedTuple):
    """What another program counted for one link on one day (days since 1970-01-01 in the workspace's time zone)."""

    link_id: int
    day: int
    workspace_id: int
    scans: int
    clicks: int


@dataclass(slots=True)
class DaySum:
    """A row of rollup_day, unpacked. ``counts`` has the dimensions of which there is a value, and no others."""

    workspace_id: int
    visitors: int = 0
    hours: Hours = field(default_factory=dict)
    counts: dict[str, Counts] = field(default_factory=dict)

    @property
    def totals(self) -> tuple[int, int, int]:
        """Scans, clicks and bots."""
        hours = self.hours.values()
        return sum(one[0] for one in hours), sum(one[1] for one in hours), sum(one[2] for one in hours)


class _LinkDay:
    """What hits of one link on one day add up to, by the small rows they name."""

    __slots__ = ("cells", "hours", "visitors", "workspace_id")

    def __init__(self, workspace_id: int) -> None:
        self.workspace_id = workspace_id
        self.hours: Hours = {}
        self.cells: tuple[_Cells, ...] = ({}, {}, {}, {}, {})
        self.visitors: dict[str, None] = {}  # in order, so that a story told again is the same story


class Sums:
    """Sums of some hits, nothing left out. Values stand in the order of their first hit."""

    def __init__(self) -> None:
        self._days: dict[tuple[int, int], _LinkDay] = {}  # by link and day
        self._hours: dict[tuple[int, int], tuple[_LinkDay, list[int]]] = {}  # by link and hour

    def add(self, hits: Iterable[HitRow], days: Days) -> None:
        """Count hits in; ``days`` are those of their workspaces."""
        known = self._hours
        for _, at, workspace_id, link_id, scan, bot, language, visitor, agent, place, origin, way in hits:
            hour = at // HOUR_US
            day, counts = known.get((link_id, hour)) or self._open(workspace_id, link_id, hour, days)
            if bot:
                counts[2] += 1
                continue
            which = 0 if scan else 1
            counts[which] += 1
            if visitor:
                day.visitors[visitor] = None
            for cells, row in zip(day.cells, (agent, language, place, origin, way), strict=True):
                cell = cells.get(row)
                if cell is None:
                    cell = cells[row] = [0, 0]
                cell[which] += 1

    def add_imported(self, imported: Iterable[ImportedDay], days: Days) -> None:
        """Count in what another program counted; numbers below zero take back what was counted in before."""
        for link_id, day, workspace_id, scans, clicks in imported:
            found = self._day(workspace_id, link_id, day)
            counts = found.hours.setdefault(days.noon(workspace_id, day), [0, 0, 0])
            counts[0] += scans
            counts[1] += clicks

    @property
    def link_ids(self) -> list[int]:
        """The links that have hits here, in order."""
        return sorted({link_id for link_id, _ in self._days})

    def totals(self) -> dict[int, list[int]]:
        """Return workspace, scans, clicks and bots by link."""
        found: dict[int, list[int]] = {}
        for (link_id, _), day in self._days.items():
            total = found.setdefault(link_id, [day.workspace_id, 0, 0, 0])
            for scans, clicks, bots in day.hours.values():
                total[1] += scans
                total[2] += clicks
                total[3] += bots
        return found

    def visitors(self) -> Iterator[tuple[int, int, int, list[str]]]:
        """Yield link, day, workspace and the different visitors."""
        for (link_id, number), day in self._days.items():
            if day.visitors:
                yield link_id, number, day.workspace_id, list(day.visitors)

    def spread(self, groups: Groups) -> dict[Key, DaySum]:
        """Return the sums of the links, of their workspaces, and of the groups that they are in. Visitors are left 0.

        A hit counts for the workspace that it names itself.
        """
        found: dict[Key, DaySum] = {}
        grouped: dict[Key, _LinkDay] = {}
        for (link_id, number), day in self._days.items():
            found[LINK, link_id, number] = _unfolded(day)
            for scope, owner in owners(link_id, day.workspace_id, groups):
                into = grouped.get((scope, owner, number))
                if into is None:
                    into = grouped[scope, owner, number] = _LinkDay(day.workspace_id)
                _join(into, day)
        found.update((key, _unfolded(day)) for key, day in grouped.items())
        return found

    def spread_visitors(self, groups: Groups) -> dict[Key, set[str]]:
        """Return the different visitors of the links, of their workspaces, and of the groups that they are in."""
        found: dict[Key, set[str]] = {}
        for link_id, number, workspace_id, visitors in self.visitors():
            for scope, owner in ((LINK, link_id), *owners(link_id, workspace_id, groups)):
                found.setdefault((scope, owner, number), set()).update(visitors)
        return found

    def _open(self, workspace_id: int, link_id: int, hour: int, days: Days) -> tuple[_LinkDay, list[int]]:
        day = self._day(workspace_id, link_id, days.number(workspace_id, hour))
        found = self._hours[link_id, hour] = (day, day.hours.setdefault(hour, [0, 0, 0]))
        return found

    def _day(self, workspace_id: int, link_id: int, number: int) -> _LinkDay:
        found = self._days.get((link_id, number))
        if found is None:
            found = self._days[link_id, number] = _LinkDay(workspace_id)
        return found


def owners(link_id: int, workspace_id: int, groups: Groups) -> list[Group]:
    """Return the groups that a hit of this link and workspace counts for."""
    return [(WORKSPACE, workspace_id), *(group for group in groups.get(link_id, ()) if group[0] != WORKSPACE)]


def merge(kept: DaySum, more: DaySum) -> None:
    """Add one row's sums to another's, in place; no dimension gets more than ``MAX_VALUES`` values."""
    kept.visitors += more.visitors
    merge_hours(kept.hours, more.hours)
    for dimension, counts in more.counts.items():
        merge_counts(kept.counts.setdefault(dimension, {}), counts)


def merge_hours(kept: Hours, more: Hours) -> None:
    """Add up hours, in place; those with nothing left in them go."""
    for hour, (scans, clicks, bots) in more.items():
        counts = kept.setdefault(hour, [0, 0, 0])
        counts[0] += scans
        counts[1] += clicks
        counts[2] += bots
        if not any(counts):
            del kept[hour]


def merge_counts(kept: Counts, more: Counts) -> None:
    """Add up counts by value, in place; a value beyond the ``MAX_VALUES`` that are kept counts as "other"."""
    room = MAX_VALUES - len(kept) + (OTHER in kept)
    for value, (scans, clicks) in more.items():
        counts = kept.get(value)
        if counts is None:
            name = value
            if value != OTHER:
                if room > 0:
                    room -= 1
                else:
                    name = OTHER
            counts = kept.setdefault(name, [0, 0])
        counts[0] += scans
        counts[1] += clicks


def pack(counts: Mapping[Any, list[int]]) -> str:
    """Return hours or counts as the table keeps them; "" for none."""
    return _dumps(counts) if counts else ""


def unpack(text: str) -> Counts:
    """Return the counts that a column holds."""
    return json.loads(text) if text else {}


def unpack_hours(text: str) -> Hours:
    """Return the hours that a row holds."""
    return {int(hour): counts for hour, counts in json.loads(text).items()} if text else {}


def _join(into: _LinkDay, day: _LinkDay) -> None:
    for hour, (scans, clicks, bots) in day.hours.items():
        counts = into.hours.get(hour)
        if counts is None:
            into.hours[hour] = [scans, clicks, bots]
        else:
            counts[0] += scans
            counts[1] += clicks
            counts[2] += bots
    for target, cells in zip(into.cells, day.cells, strict=True):
        for row, (scans, clicks) in cells.items():
            cell = target.get(row)
            if cell is None:
                target[row] = [scans, clicks]
            else:
                cell[0] += scans
                cell[1] += clicks


def _unfolded(day: _LinkDay) -> DaySum:
    counts: dict[str, Counts] = {}
    for names, cells in zip(_FIELDS, day.cells, strict=True):
        for row, (scans, clicks) in cells.items():
            for name, value in zip(names, (row,) if names is _LANGUAGE else row, strict=True):
                if value:
                    values = counts.get(name)
                    if values is None:
                        values = counts[name] = {}
                    kept = values.get(value)
                    if kept is None:
                        values[value] = [scans, clicks]
                    else:
                        kept[0] += scans
                        kept[1] += clicks
    return DaySum(day.workspace_id, hours=dict(day.hours), counts=counts)
