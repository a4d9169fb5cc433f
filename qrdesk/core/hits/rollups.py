"""Sums of hits: per link and hour, and per link, day and dimension. Bots are counted per hour and nowhere else.

A day is one of the workspace's time zone: the sums of its days and those of its hours tell the same. Hits that another
program counted (table ``imported_day``) are in the sums of the hours, at noon of their day, and in none by dimension:
nothing more is known of them.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import peewee

from qrdesk.core import database
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import Days, days_kept, days_of, hold
from qrdesk.core.hits.enrich import OTHER, HitRow

DIMENSIONS: tuple[str, ...] = ("device", "os", "browser", "language", "country", "referrer")
RULE, VARIANT = "rule", "variant"  # dimensions of those hits only that have one
MAX_VALUES = 200  # kept per link, day and dimension; the rest is summed as "other"
HOUR_US = 3_600_000_000
_PAGE = 20_000

HourKey = tuple[int, int]  # link, hour
DayKey = tuple[int, int, str, str]  # link, day (see days.py), dimension, value
Group = tuple[int, int, str]  # link, day, dimension
_ADD_HOURS = (
    "ON CONFLICT (link_id, hour) DO UPDATE SET scans = rollup_hour.scans + excluded.scans, "
    "clicks = rollup_hour.clicks + excluded.clicks, bots = rollup_hour.bots + excluded.bots"
)
_ADD_DAYS = (
    "ON CONFLICT (link_id, day, dimension, value) DO UPDATE SET scans = rollup_day.scans + excluded.scans, "
    "clicks = rollup_day.clicks + excluded.clicks"
)
_COLUMNS = ", ".join(HitRow._fields)


class ImportedDay(NamedTuple):
    """What another program counted for one link on one day (days since 1970-01-01 in the workspace's time zone)."""

    link_id: int
    day: int
    workspace_id: int
    scans: int
    clicks: int


@dataclass(slots=True)
class Sums:
    """Sums of some hits, nothing left out. Values stand in the order of their first hit."""

    hours: dict[HourKey, list[int]] = field(default_factory=dict)  # workspace, scans, clicks, bots
    days: dict[DayKey, list[int]] = field(default_factory=dict)  # workspace, scans, clicks
    links: dict[int, int] = field(default_factory=dict)  # hits without bots

    def add(self, hits: Iterable[HitRow], days: Days) -> None:
        """Count hits in; ``days`` are those of their workspaces."""
        for hit in hits:
            place = 1 if hit.source == "scan" else 2
            hour = hit.at // HOUR_US
            counts = self.hours.setdefault((hit.link_id, hour), [hit.workspace_id, 0, 0, 0])
            if hit.bot:
                counts[3] += 1
                continue
            counts[place] += 1
            day = days.number(hit.workspace_id, hour)
            self.links[hit.link_id] = self.links.get(hit.link_id, 0) + 1
            for dimension, value in _values_of(hit):
                key = (hit.link_id, day, dimension, value)
                kept = self.days.get(key)
                if kept is None:
                    kept = self.days[key] = [hit.workspace_id, 0, 0]
                kept[place] += 1

    def add_imported(self, imported: Iterable[ImportedDay], days: Days) -> None:
        """Count in what another program counted; numbers below zero take back what was counted in before."""
        for link_id, day, workspace_id, scans, clicks in imported:
            key = (link_id, days.noon(workspace_id, day))
            counts = self.hours.setdefault(key, [workspace_id, 0, 0, 0])
            counts[1] += scans
            counts[2] += clicks
            self.links[link_id] = self.links.get(link_id, 0) + scans + clicks


def _values_of(hit: HitRow) -> list[tuple[str, str]]:
    values = (hit.device, hit.os, hit.browser, hit.language, hit.country, hit.referrer_host)
    found: list[tuple[str, str]] = list(zip(DIMENSIONS, values, strict=True))
    if hit.rule:
        found.append((RULE, hit.rule))
    if hit.variant:
        found.append((VARIANT, hit.variant))
    return found


class Difference(NamedTuple):
    """A sum that is not what the hits themselves give. Counts are as the table keeps them, None: no such row."""

    table: str
    key: tuple[int | str, ...]
    kept: tuple[int, ...] | None
    counted: tuple[int, ...] | None


def capped(sums: Sums, known: Mapping[Group, set[str]]) -> dict[DayKey, list[int]]:
    """Return the day sums with at most 200 values each; ``known`` are the values already kept."""
    seen: dict[Group, set[str]] = {}
    result: dict[DayKey, list[int]] = {}
    for (link_id, day, dimension, value), (workspace_id, scans, clicks) in sums.days.items():
        group = (link_id, day, dimension)
        values = seen.get(group)
        if values is None:
            values = seen[group] = known.get(group, set()) - {OTHER}
        if value not in values and len(values) >= MAX_VALUES:
            value = OTHER  # noqa: PLW2901 - the rest of the loop must not see the value that is not kept
        elif value != OTHER:
            values.add(value)
        total = result.setdefault((*group, value), [workspace_id, 0, 0])
        total[1] += scans
        total[2] += clicks
    return result


def store(sums: Sums) -> None:
    """Add sums to the tables, inside the caller's transaction. Keys are sorted: two writers then cannot deadlock."""
    hours = [(*key, *value) for key, value in sorted(sums.hours.items())]
    rows.run("INSERT INTO rollup_hour (link_id, hour, workspace_id, scans, clicks, bots)", hours, _ADD_HOURS)
    days = [(*key, *value) for key, value in sorted(capped(sums, _crowded(sums)).items())]
    rows.run("INSERT INTO rollup_day (link_id, day, dimension, value, workspace_id, scans, clicks)", days, _ADD_DAYS)
    rows.run(
        "UPDATE link SET hit_count = hit_count + more.column2 FROM (",
        sorted(sums.links.items()),
        ") AS more WHERE link.id = more.column1",
    )


def sums_to_store(hits: Sequence[HitRow]) -> Sums:
    """Return the sums of hits that the running transaction stores; their days stay what they are until it ends."""
    sums = Sums()
    if hits:
        sums.add(hits, days_kept(hit.workspace_id for hit in hits))
    return sums


def recount(workspace_id: int | None = None) -> None:
    """Rebuild the sums of one workspace, or of all, from the hits themselves and imported days, in one transaction.

    A million hits take several seconds, in which no hit is counted; they wait in their files.
    """
    with database.write():
        hold(workspace_id)
        days = days_of(_workspaces(workspace_id))
        _ask("DELETE FROM rollup_hour", workspace_id)
        _ask("DELETE FROM rollup_day", workspace_id)
        _ask("UPDATE link SET hit_count = 0", workspace_id)
        for page in _hits(workspace_id):
            sums = Sums()
            sums.add(page, days)
            store(sums)
        for imported in _imported(workspace_id):
            sums = Sums()
            sums.add_imported(imported, days)
            store(sums)


def compare(workspace_id: int | None = None) -> list[Difference]:
    """Return every sum that differs from a recount of the hits, while hits go on being counted."""
    sums = Sums()
    with _as_of_now():
        days = days_of(_workspaces(workspace_id))
        for page in _hits(workspace_id):
            sums.add(page, days)
        for imported in _imported(workspace_id):
            sums.add_imported(imported, days)
        hours = _ask("SELECT link_id, hour, workspace_id, scans, clicks, bots FROM rollup_hour", workspace_id)
        kept_hours = {row[:2]: row[2:] for row in hours}
        sql = "SELECT link_id, day, dimension, value, workspace_id, scans, clicks FROM rollup_day"
        by_day = _ask(sql, workspace_id)
        kept_days = {row[:4]: row[4:] for row in by_day}
        kept_links = {row[:1]: row[1:] for row in _ask("SELECT id, hit_count FROM link", workspace_id)}
    counted = {(link,): (hits,) for link, hits in sums.links.items()}
    return [
        *_differences("rollup_hour", kept_hours, {key: tuple(value) for key, value in sums.hours.items()}),
        *_differences("rollup_day", kept_days, {key: tuple(value) for key, value in capped(sums, {}).items()}),
        *_differences("link", kept_links, {key: counted.get(key, (0,)) for key in kept_links}),
    ]


@contextmanager
def _as_of_now() -> Generator[None]:
    """Have all reads of the body see the database as it is at the first one."""
    with database.scope():
        began = database.proxy.in_transaction()
        with database.proxy.atomic():
            if not began and not isinstance(database.proxy.obj, peewee.SqliteDatabase):  # where it is always so
                rows.ask("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield


def _differences(table: str, kept: Mapping[Any, Any], counted: Mapping[Any, Any]) -> Iterator[Difference]:
    for key in sorted({*kept, *counted}):
        if kept.get(key) != counted.get(key):
            yield Difference(table, key, kept.get(key), counted.get(key))


def _workspaces(workspace_id: int | None) -> list[int]:
    return [one for (one,) in rows.ask("SELECT id FROM workspace").fetchall() if workspace_id in {None, one}]


def _ask(sql: str, workspace_id: int | None) -> list[tuple[Any, ...]]:
    """Run a statement for one workspace, or for all; return its rows, none when it answers nothing."""
    cursor = rows.ask(sql) if workspace_id is None else rows.ask(f"{sql} WHERE workspace_id = ?", (workspace_id,))
    return cursor.fetchall() if cursor.description is not None else []


def _crowded(sums: Sums) -> dict[Group, set[str]]:
    """Return the kept values of those groups that may get too many of them."""
    fresh: dict[Group, int] = {}
    for link_id, day, dimension, _ in sums.days:
        group = (link_id, day, dimension)
        fresh[group] = fresh.get(group, 0) + 1
    counts = rows.run(
        "SELECT link_id, day, dimension, COUNT(*) FROM rollup_day WHERE (link_id, day) IN (",
        sorted({group[:2] for group in fresh}),
        ") GROUP BY link_id, day, dimension",
    )
    kept = {(link_id, day, dimension): count for link_id, day, dimension, count in counts}
    return {group: _values(group) for group, new in fresh.items() if group in kept and kept[group] + new > MAX_VALUES}


def _values(group: Group) -> set[str]:
    sql = "SELECT value FROM rollup_day WHERE link_id = ? AND day = ? AND dimension = ?"
    return {value for (value,) in rows.ask(sql, group).fetchall()}


def _hits(workspace_id: int | None) -> Iterator[list[HitRow]]:
    """Yield all hits in the order they were stored, a page at a time."""
    which, parameters = ("", ()) if workspace_id is None else (" AND workspace_id = ?", (workspace_id,))
    last = 0
    while True:
        sql = f"SELECT id, {_COLUMNS} FROM hit WHERE id > ?{which} ORDER BY id LIMIT ?"  # noqa: S608 - our own words only
        page = rows.ask(sql, (last, *parameters, _PAGE)).fetchall()
        if not page:
            return
        yield [HitRow._make(row[1:]) for row in page]
        last = page[-1][0]


def _imported(workspace_id: int | None) -> Iterator[list[ImportedDay]]:
    """Yield all imported days, a page at a time."""
    which, parameters = ("", ()) if workspace_id is None else (" AND workspace_id = ?", (workspace_id,))
    last = (0, -1)
    while True:
        columns = ", ".join(ImportedDay._fields)
        sql = f"SELECT {columns} FROM imported_day WHERE (link_id, day) > (?, ?){which} ORDER BY link_id, day LIMIT ?"  # noqa: S608 - our own words only
        page = [ImportedDay._make(row) for row in rows.ask(sql, (*last, *parameters, _PAGE)).fetchall()]
        if not page:
            return
        yield page
        last = page[-1][:2]
