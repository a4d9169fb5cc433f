"""Every moment counts for the day and hour that the workspace's clock shows, in sums and in SQL; on both databases."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.hits import recount, rows
from qrdesk.core.hits.days import Days, begins_us, moment_of
from qrdesk.core.hits.sums import unpack_hours
from qrdesk.core.models import RollupDay, Workspace
from qrdesk.core.services.periods import Period
from tests.core.hits.places import Place
from tests.core.hits.upkeep_hits import a_hit, store

EPOCH = date(1970, 1, 1)
FIRST, LAST = datetime(2011, 12, 1, tzinfo=UTC), datetime(2020, 12, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
SECOND = timedelta(seconds=1)
ZONES = (
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Australia/Lord_Howe",  # its clock changes by half an hour
    "Pacific/Apia",  # had no 30 December 2011
    "Pacific/Chatham",  # its clock changes at a quarter to
    "America/Havana",  # its clock skips midnight, and shows it twice
    "Asia/Pyongyang",  # its clock was put forward at half past 23 to midnight
    "UTC",
    "America/New_York",
)


@cache
def changes(zone: str) -> list[datetime]:
    """Return the moments, to the minute, at which the clock was changed."""
    found: list[datetime] = []
    at, there = FIRST, ZoneInfo(zone)
    while at < LAST:
        before, after = at, at + timedelta(days=7)
        at = after
        if before.astimezone(there).utcoffset() == after.astimezone(there).utcoffset():
            continue
        while after - before > timedelta(minutes=1):
            middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
            same = middle.astimezone(there).utcoffset() == before.astimezone(there).utcoffset()
            before, after = (middle, after) if same else (before, middle)
        found.append(after)
    return found


def micros(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def near(zone: str, at: datetime) -> bool:
    """Say whether the clock is changed within the hour, where hours are cut up by that."""
    return zone == "Pacific/Chatham" and any(abs(at - change) <= timedelta(hours=1) for change in changes(zone))


def moments(zone: str) -> Iterator[datetime]:
    """Yield moments around all changes of a clock and around some midnights."""
    for change in changes(zone):
        for quarter in range(-8, 9):
            yield from (change + QUARTER * quarter - SECOND, change + QUARTER * quarter)
    for day in range(0, (LAST - FIRST).days, 50):
        on = FIRST + timedelta(days=day)
        midnight = datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        yield from (midnight - timedelta(microseconds=1), midnight)


@st.composite
def zoned(draw: st.DrawFn) -> tuple[str, datetime]:
    """Draw a zone and a moment, often one at which something happens there."""
    zone = draw(st.sampled_from(ZONES))
    if draw(st.booleans()):
        return zone, draw(st.sampled_from(list(moments(zone))))
    return zone, draw(st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC)))


@settings(deadline=None)
@given(zoned())
def test_a_moment_counts_for_the_day_and_hour_that_the_clock_shows(drawn: tuple[str, datetime]) -> None:
    zone, at = drawn
    there, clock = ZoneInfo(zone), at.astimezone(ZoneInfo(zone))
    number, hour = Days({7: zone}).day_and_hour(7, micros(at))
    assert EPOCH + timedelta(days=number) == clock.date()
    told = moment_of(hour, there)
    assert told.date() == clock.date()
    if not near(zone, at):
        assert told == clock.replace(minute=0, second=0, microsecond=0)
    day = Period(clock.date(), clock.date(), there)
    assert day.hours[0] <= hour < day.hours[1]
    assert day.clock()(hour) == told.weekday() * 24 + told.hour


@settings(deadline=None)
@given(zoned())
def test_a_day_begins_the_moment_the_clock_shows_it(drawn: tuple[str, datetime]) -> None:
    zone, at = drawn
    day, there = at.astimezone(ZoneInfo(zone)).date(), ZoneInfo(zone)
    begins = datetime.fromtimestamp(begins_us(day, there) // 1_000_000, UTC)
    assert begins.astimezone(there).date() == day
    assert (begins - SECOND).astimezone(there).date() < day
    assert Days({7: zone}).first_us(7, (day - EPOCH).days) == micros(begins)


def test_a_day_that_a_country_left_out_has_no_moment() -> None:
    apia = ZoneInfo("Pacific/Apia")
    gone = Period(date(2011, 12, 30), date(2011, 12, 30), apia)
    assert gone.micros[0] == gone.micros[1] == begins_us(date(2011, 12, 31), apia)
    assert gone.hours[0] == gone.hours[1]


def test_hits_of_the_first_quarter_hours_of_a_zone_count_once() -> None:
    """Monrovia was 44 minutes and 30 seconds behind until 1972, and days began at no full quarter of UTC."""
    there, days = ZoneInfo("Africa/Monrovia"), Days({7: "Africa/Monrovia"})
    day = Period(date(1971, 5, 5), date(1971, 5, 5), there)
    first, end = day.micros
    for at in range(first - 1, end, 450_000_000):
        assert (days.number(7, at) == (day.start - EPOCH).days) == (first <= at < end)


@pytest.mark.parametrize("zone", ZONES)
def test_both_databases_tell_days_and_hours_as_sums_do(place: Place, zone: str) -> None:
    there, days = ZoneInfo(zone), Days({7: zone})
    period = Period(FIRST.date(), LAST.date(), there)
    told = {at: days.day_and_hour(7, at) for at in map(micros, moments(zone)) if within(period, at)}
    assert asked(period, told) == told
    for change in changes(zone)[:6]:
        on = change.astimezone(there).date()
        for day in (on - timedelta(days=1), on, on + timedelta(days=1)):
            one = Period(day, day, there)
            mine = {at: found for at, found in told.items() if within(one, at)}
            assert asked(one, mine) == mine


def within(period: Period, at: int) -> bool:
    first, end = period.micros
    return first <= at < end


def asked(period: Period, moments: Any) -> dict[int, tuple[int, int]]:
    """Return days and hours of moments as the database tells them."""
    values = ", ".join(f"({at})" for at in moments)
    hits = f"(SELECT column1 AS at FROM (VALUES {values}) AS v) AS h"
    found = rows.ask(f"SELECT at, {period.day_sql()}, {period.hour_sql()} FROM {hits}") if values else None
    return {at: (day, hour) for at, day, hour in found.fetchall()} if found else {}


@pytest.mark.parametrize("zone", [zone for zone in ZONES if changes(zone)])
def test_sums_of_days_are_the_hits_of_these_days(place: Place, zone: str) -> None:
    Workspace.update(time_zone=zone).execute()
    change = changes(zone)[0]
    made = [change + QUARTER * n + timedelta(minutes=n % 15) for n in range(-120, 120)]
    store(a_hit(place, at, visitor=f"v{n % 7}") for n, at in enumerate(made))
    clock = [at.astimezone(ZoneInfo(zone)) for at in made]
    stored = {row.day: row for row in RollupDay.select().where(RollupDay.scope == "l")}
    told = Counter((at.date() - EPOCH).days for at in clock)
    assert {day: row.scans for day, row in stored.items()} == told
    period = Period(min(clock).date(), max(clock).date(), ZoneInfo(zone))
    by_day = rows.ask(f"SELECT {period.day_sql()}, COUNT(*) FROM hit GROUP BY 1").fetchall()
    assert dict(by_day) == told
    by_hour = rows.ask(f"SELECT {period.day_sql()}, {period.hour_sql()}, COUNT(*) FROM hit GROUP BY 1, 2").fetchall()
    hours = {(day, hour): one[0] for day, row in stored.items() for hour, one in unpack_hours(row.hours).items()}
    assert {(day, hour): count for day, hour, count in by_hour} == hours
    assert recount.compare() == []
