"""Sums of hits in memory: by the day for each link, and spread from there over the groups that the links are in.

Bots are counted by the hour and nowhere else. Days and hours are those of the workspace's time zone. Hits that another
program counted (table ``imported_day``) are in the hour of noon of their day, and in no dimension: nothing more is
known of them; the same goes for hits that are only counted.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii as quoted
from typing import NamedTuple, TypeVar

from qrdesk.core.hits.days import QUARTER_US, Days
from qrdesk.core.hits.hit_row import DIMENSIONS, OTHER, HitRow

T = TypeVar("T")
LINK, WORKSPACE, DOMAIN, FOLDER, TAG = "l", "w", "d", "f", "t"
MAX_VALUES = 200  # kept per row and dimension; the rest is summed as "other"

Group = tuple[str, int]  # scope, owner: a row number of the table that the scope says
Groups = Mapping[int, Sequence[Group]]  # by link
Key = tuple[str, int, int]  # scope, owner, day
Hours = dict[int, list[int]]  # scans, clicks and bots by hour, with the numbers that hits.days gives them
Counts = dict[str, list[int]]  # scans and clicks by value
CLICK = 1 << 32
_SCANS = CLICK - 1
_BITS = 32
_LONG = 400  # characters of packed counts
_read = json.JSONDecoder().raw_decode  # json.loads and json.dumps cost six times as much for the usual few values


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
        return totals_of(self.hours)


class Tally:
    """What is added to a row of rollup_day. Counts are scans and ``CLICK`` times clicks, by value, in the order of
    ``DIMENSIONS``: plain numbers, which cost a third of a list each.
    """

    __slots__ = ("counts", "hours", "visitors", "workspace_id")

    def __init__(self, workspace_id: int) -> None:
        self.workspace_id = workspace_id
        self.visitors = 0
        self.hours: Hours = {}
        self.counts: tuple[dict[str, int], ...] = tuple([{} for _ in DIMENSIONS])

    def unpacked(self) -> DaySum:
        """Return the same in the words of a row."""
        counts = {
            name: {value: [number & _SCANS, number >> _BITS] for value, number in values.items()}
            for name, values in zip(DIMENSIONS, self.counts, strict=True)
            if values
        }
        hours = {hour: list(total) for hour, total in self.hours.items()}
        return DaySum(self.workspace_id, self.visitors, hours, counts)


class Sums:
    """Sums of some hits, nothing left out. Values stand in the order of their first hit."""

    def __init__(self) -> None:
        self._days: dict[tuple[int, int], Tally] = {}  # by link and day
        self._visitors: dict[tuple[int, int], dict[str, None]] = {}  # a dict keeps their order
        self._quarters: dict[tuple[int, int], tuple[Tally, list[int], dict[str, None]]] = {}  # of an hour, and by link

    def add(self, hits: Iterable[HitRow], days: Days) -> None:
        """Count hits in; ``days`` are those of their workspaces."""
        known = self._quarters
        for _, at, workspace_id, link_id, scan, bot, language, visitor, agent, place, origin, way in hits:
            quarter = (link_id, at // QUARTER_US)
            day, total, visitors = known.get(quarter) or self._open(quarter, workspace_id, days)
            if bot:
                total[2] += 1
                continue
            total[0 if scan else 1] += 1
            if visitor:
                visitors[visitor] = None
            one = 1 if scan else CLICK
            values = (*agent, language, *place, *origin, *way)
            for counts, value in zip(day.counts, values, strict=True):
                if value:
                    counts[value] = counts.get(value, 0) + one

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

    def visitors(self) -> Iterator[tuple[int, int, int, Iterable[str]]]:
        """Yield link, day, workspace and the different visitors."""
        for (link_id, number), visitors in self._visitors.items():
            if visitors:
                yield link_id, number, self._days[link_id, number].workspace_id, visitors

    def tallies(self, groups: Groups) -> dict[Key, Tally]:
        """Return the sums of the links, of their workspaces, and of the groups that they are in. Visitors are left 0.

        A hit counts for the workspace that it names itself.
        """
        found: dict[Key, Tally] = {}
        for (link_id, number), day in self._days.items():
            found[LINK, link_id, number] = day
            for scope, owner in owners(link_id, day.workspace_id, groups):
                key = (scope, owner, number)
                into = found.get(key)
                if into is None:
                    into = found[key] = Tally(day.workspace_id)
                _join(into, day)
        return found

    def spread(self, groups: Groups) -> dict[Key, DaySum]:
        """Return what ``tallies`` does in the words of rows, with all values there are."""
        return {key: tally.unpacked() for key, tally in self.tallies(groups).items()}

    def spread_visitors(self, groups: Groups) -> dict[Key, set[str]]:
        """Return the different visitors of the links, of their workspaces, and of the groups that they are in."""
        found: dict[Key, set[str]] = {}
        for link_id, number, workspace_id, visitors in self.visitors():
            for scope, owner in ((LINK, link_id), *owners(link_id, workspace_id, groups)):
                found.setdefault((scope, owner, number), set()).update(visitors)
        return found

    def _open(
        self, quarter: tuple[int, int], workspace_id: int, days: Days
    ) -> tuple[Tally, list[int], dict[str, None]]:
        link_id, since = quarter
        number, hour = days.day_and_hour(workspace_id, since * QUARTER_US)
        day = self._day(workspace_id, link_id, number)
        visitors = self._visitors.setdefault((link_id, number), {})
        found = self._quarters[quarter] = (day, day.hours.setdefault(hour, [0, 0, 0]), visitors)
        return found

    def _day(self, workspace_id: int, link_id: int, number: int) -> Tally:
        found = self._days.get((link_id, number))
        if found is None:
            found = self._days[link_id, number] = Tally(workspace_id)
        return found


def totals_of(hours: Hours) -> tuple[int, int, int]:
    """Return scans, clicks and bots of all hours."""
    scans = clicks = bots = 0
    for counts in hours.values():
        scans += counts[0]
        clicks += counts[1]
        bots += counts[2]
    return scans, clicks, bots


def owners(link_id: int, workspace_id: int, groups: Groups) -> list[Group]:
    """Return the groups that a hit of this link and workspace counts for."""
    return [(WORKSPACE, workspace_id), *(group for group in groups.get(link_id, ()) if group[0] != WORKSPACE)]


def merge(kept: DaySum, more: DaySum) -> None:
    """Add one row's sums to another's, in place; no dimension gets more than ``MAX_VALUES`` values."""
    kept.visitors += more.visitors
    merge_totals(kept.hours, more.hours)
    for dimension, counts in more.counts.items():
        merge_counts(kept.counts.setdefault(dimension, {}), counts)


def merge_totals(kept: dict[T, list[int]], more: Mapping[T, list[int]]) -> None:
    """Add up scans, clicks and bots by hour, or by anything else, in place; what has nothing left in it goes."""
    for key, (scans, clicks, bots) in more.items():
        counts = kept.setdefault(key, [0, 0, 0])
        counts[0] += scans
        counts[1] += clicks
        counts[2] += bots
        if not any(counts):
            del kept[key]


def merge_counts(kept: Counts, more: Counts) -> None:
    """Add up counts by value, in place; a value beyond the ``MAX_VALUES`` that are kept counts as "other"."""
    merge_numbers(kept, {value: scans + clicks * CLICK for value, (scans, clicks) in more.items()})


def merge_numbers(kept: Counts, more: Mapping[str, int]) -> None:
    """Do what ``merge_counts`` does with the counts of a tally."""
    room = MAX_VALUES - len(kept) + (OTHER in kept)
    for value, number in more.items():
        counts = kept.get(value)
        if counts is None:
            name = value
            if value != OTHER:
                if room > 0:
                    room -= 1
                else:
                    name = OTHER
            counts = kept.setdefault(name, [0, 0])
        counts[0] += number & _SCANS
        counts[1] += number >> _BITS


def add_packed(text: str, more: Mapping[str, int]) -> str:
    """Return packed counts with those of a tally added.

    A long text is taken apart between its values, and only those that get more are read: a third of the cost.
    """
    parts = _apart(text) if len(text) > _LONG else None
    if parts is None:
        counts = unpack(text)
        if len(counts) + len(more) < MAX_VALUES:
            _merge_few(counts, more)
        else:
            merge_numbers(counts, more)
        return pack(counts)
    room = MAX_VALUES - len(parts) + (OTHER in parts)
    for value, number in more.items():
        key = quoted(value)[1:-1]
        if key not in parts and key != OTHER:
            if room > 0:
                room -= 1
            else:
                key = OTHER
        scans, _, clicks = parts.get(key, "0,0").partition(",")
        parts[key] = f"{int(scans) + (number & _SCANS)},{int(clicks) + (number >> _BITS)}"
    return '{"' + '],"'.join([f'{key}":[{counts}' for key, counts in parts.items()]) + "]}"


def _merge_few(kept: Counts, more: Mapping[str, int]) -> None:
    for value, number in more.items():
        counts = kept.get(value)
        if counts is None:
            kept[value] = [number & _SCANS, number >> _BITS]
        else:
            counts[0] += number & _SCANS
            counts[1] += number >> _BITS


def _apart(text: str) -> dict[str, str] | None:
    """Return quoted values and their counts as they stand in a text of ``pack``; None where that is not to be seen."""
    try:
        return dict([part.rsplit('":[', 1) for part in text[2:-2].split('],"')])
    except ValueError:  # a value that ends in "],", or a text that somebody else wrote
        return None


def pack(counts: Mapping[str, list[int]]) -> str:
    """Return counts as the table keeps them; "" for none."""
    if not counts:
        return ""
    return "{" + ",".join([f"{quoted(value)}:[{scans},{clicks}]" for value, (scans, clicks) in counts.items()]) + "}"


def pack_hours(hours: Hours) -> str:
    """Return hours as the table keeps them; "" for none."""
    if not hours:
        return ""
    return "{" + ",".join([f'"{hour}":[{one[0]},{one[1]},{one[2]}]' for hour, one in hours.items()]) + "}"


def unpack(text: str) -> Counts:
    """Return the counts that a column holds."""
    return _read(text)[0] if text else {}


def unpack_hours(text: str) -> Hours:
    """Return the hours that a row holds."""
    return {int(hour): counts for hour, counts in _read(text)[0].items()} if text else {}


def _join(into: Tally, day: Tally) -> None:
    for hour, (scans, clicks, bots) in day.hours.items():
        total = into.hours.setdefault(hour, [0, 0, 0])
        total[0] += scans
        total[1] += clicks
        total[2] += bots
    for counts, more in zip(into.counts, day.counts, strict=True):
        if more:
            for value, number in more.items():
                counts[value] = counts.get(value, 0) + number
