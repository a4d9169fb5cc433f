"""Days as the workspace counts them, and the stored hours and days they cover."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import HOUR_US, QUARTER_US, ahead_s, begins_us, day_of, hour_of, lag_s, number_of
from qrdesk.core.schemas.analytics import MissQuery, PeriodQuery

DEFAULT_DAYS = 30
MAX_DAYS = 3700  # ten years and a bit: a printed code's life
_HOUR_S = 3600
_QUARTER_S = QUARTER_US // 1_000_000
_MICRO = 1_000_000
_DAY_US = 86_400_000_000
_DAY_H = 24
WEEK_H = 168
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH_WEEK_H = date(1970, 1, 1).weekday() * _DAY_H
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of whole days, both ends in it, in a time zone."""

    start: date
    end: date
    zone: ZoneInfo

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def before(self) -> "Period":
        """The period of the same length that ends the day before this one starts."""
        return Period(self.start - timedelta(days=self.days), self.start - _ONE_DAY, self.zone)

    @property
    def year_before(self) -> "Period":
        """The same days a year before; 29 February was the 28th."""
        return Period(_year_before(self.start), _year_before(self.end), self.zone)

    @property
    def hours(self) -> tuple[int, int]:
        """First hour, numbered as in the sums, and the first one after it."""
        first, end = self.micros
        return hour_of(first, self.zone), hour_of(end - 1, self.zone) + 1

    @property
    def micros(self) -> tuple[int, int]:
        """First moment, in microseconds since 1970 UTC, and the first one after it."""
        return begins_us(self.start, self.zone), begins_us(self.end + _ONE_DAY, self.zone)

    @property
    def day_numbers(self) -> tuple[int, int]:
        """First and last day, as days since 1970-01-01."""
        return number_of(self.start), number_of(self.end)

    @property
    def dates(self) -> list[date]:
        """Every day of it."""
        return [self.start + timedelta(days=number) for number in range(self.days)]

    def noon(self, day: int) -> int:
        """Return the hour, numbered as in the sums, that imported hits of a day are counted in."""
        on = day_at(day)
        return int(datetime(on.year, on.month, on.day, 12, tzinfo=self.zone).timestamp() // _HOUR_S)

    def months(self) -> "Iterator[Period]":
        """Yield it in pieces of at most one month of the calendar."""
        start = self.start
        while start <= self.end:
            after = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield Period(start, min(after - _ONE_DAY, self.end), self.zone)
            start = after

    def parts(self, days: int) -> "Iterator[Period]":
        """Yield it in pieces of so many days."""
        for start in range(0, self.days, days):
            first = self.start + timedelta(days=start)
            yield Period(first, min(first + timedelta(days=days - 1), self.end), self.zone)

    def day_sql(self) -> str:
        """Return SQL for the number of the day that a hit counts for, as ``hits.days`` tells it, from its ``at``.

        Right for hits within the period. The clocks may change in it, so it takes one ``CASE`` for each change.
        """
        return f"(at - {_cases(_late(self))}) / {_DAY_US}"

    def hour_sql(self) -> str:
        """Return SQL for the hour that a hit counts for, numbered as in the sums. Right for hits within the period."""
        return f"(at - {_cases(_lags(self))}) / {HOUR_US}"

    def clock(self) -> Callable[[int], int]:
        """Return what tells the hour of the week, from Monday's first, of an hour numbered as in the sums.

        To ask the time zone about each of thousands of hours takes ten times as long.
        """
        first, end = self.hours
        changes = _offsets(self)
        ends, ahead = [hour for hour, _ in changes], [_hours_ahead(seconds) for _, seconds in changes]

        def read(hour: int) -> int:
            inside = first <= hour < end
            more = ahead[bisect_right(ends, hour)] if inside else _hours_ahead(_offset(hour, self.zone))
            return (hour + more + _EPOCH_WEEK_H) % WEEK_H

        return read


def day_at(number: int) -> date:
    """Return a day that is given as days since 1970-01-01."""
    return date.fromordinal(_EPOCH_DAY + number)


def kept_from(ctx: Context, zone: ZoneInfo) -> date | None:
    """Return the first day of which no hit has been deleted for its age; None where none has."""
    (at,) = rows.ask("SELECT hits_from FROM workspace WHERE id = ?", (ctx.actor.workspace_id,)).fetchone()
    return None if at is None else day_of(at - 1, zone) + _ONE_DAY


def zone_of(ctx: Context) -> ZoneInfo:
    """Return the time zone of the caller's workspace."""
    (name,) = rows.ask("SELECT time_zone FROM workspace WHERE id = ?", (ctx.actor.workspace_id,)).fetchone()
    return ZoneInfo(name)


def period_of(ctx: Context, query: PeriodQuery | MissQuery) -> Period:
    """Return the period that is asked for, in the workspace's time zone.

    Raises:
        Invalid: it ends before it starts, is still to come, or is longer than ten years.
    """
    zone = zone_of(ctx)
    end = query.end or ctx.now.astimezone(zone).date()
    if not all(1971 <= day.year <= 9990 for day in (end, query.start or end)):
        raise Invalid.field("start", "The period lies outside the calendar that QRDesk keeps.")
    start = query.start or end - timedelta(days=DEFAULT_DAYS - 1)
    if start > end and query.end is None:
        raise Invalid.field("start", "That day is still to come.")
    if start > end:
        raise Invalid.field("start", "The period ends before it starts.")
    if (end - start).days >= MAX_DAYS:
        raise Invalid.field("start", "The period is longer than ten years.")
    return Period(start, end, zone)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _cases(values: Sequence[tuple[int, int]]) -> str:
    """Return SQL for the value that holds at a hit's ``at``; each value comes with the moment at which it ends."""
    *before, (_, last) = values
    words = str(last)
    for ends_us, value in reversed(before):
        words = f"CASE WHEN at < {ends_us} THEN {value} ELSE {words} END"
    return words


def _late(period: Period) -> list[tuple[int, int]]:
    """Return by how much the days of a period begin after those of UTC, each with the moment at which it ends."""
    found: list[tuple[int, int]] = []
    began_us = begins_us(period.start, period.zone)
    late_us = began_us - number_of(period.start) * _DAY_US
    for day in range(number_of(period.start) + 1, number_of(period.end) + 2):  # the last day may be a long one, too
        first_us = begins_us(day_at(day), period.zone)
        other_us = first_us - day * _DAY_US
        if other_us != late_us:
            # from here on both tell a day of 25 hours right; of one of 23, only the new one does
            found.append((max(began_us, first_us - _DAY_US), late_us))
            late_us = other_us
        began_us = first_us
    return [*found, (0, late_us)]


def _lags(period: Period) -> list[tuple[int, int]]:
    """Return how long after full hours of UTC hours begin in a period, each with the moment at which it ends."""
    found: list[tuple[int, int]] = []
    lag = lag_s(period.micros[0] // _MICRO, period.zone)
    for hour in (period.hours[0], *(ends for ends, _ in _offsets(period))):
        for at_s in range(hour * _HOUR_S, (hour + 1) * _HOUR_S + 1, _QUARTER_S):
            other = lag_s(at_s, period.zone)
            if other != lag:
                found.append((at_s * _MICRO, lag * _MICRO))
                lag = other
    return [*found, (0, lag * _MICRO)]


def _offsets(period: Period) -> list[tuple[int, int]]:
    """Return the seconds that clocks are ahead of UTC in a period, each with the hour since 1970 at which it ends.

    An hour has the seconds of its last one.
    """
    first, end = period.hours
    found: list[tuple[int, int]] = []
    seconds = _offset(first, period.zone)
    for day in range(first, end, _DAY_H):
        after = min(day + _DAY_H, end)
        if _offset(after - 1, period.zone) == seconds:
            continue
        for hour in range(day, after):
            other = _offset(hour, period.zone)
            if other != seconds:
                found.append((hour, seconds))
                seconds = other
    return [*found, (end, seconds)]


def _hours_ahead(seconds: int) -> int:
    return (seconds + _HOUR_S - 1) // _HOUR_S


def _offset(hour: int, zone: ZoneInfo) -> int:
    return ahead_s(hour * _HOUR_S + _HOUR_S - 1, zone)
