"""Which day and hour a hit counts for: those that the clock of its workspace shows.

Sums keep an hour as the whole hours from 1970 to when it began, in UTC. Where hours begin between two full ones of UTC,
as in India, the number is that of the full hour before. Which hour a number stands for is read the same way in every
zone: the one that the clock shows in the last second of that hour of UTC. Where a clock changes by less than an hour,
or not at a full one, parts of two hours may share a number; days are exact all the same.

Sums, questions to single hits and the ids of visitors follow this one rule, or they would not add up.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import peewee

from qrdesk.core import database
from qrdesk.core.hits import rows
from qrdesk.core.zone import known

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_ONE_DAY = timedelta(days=1)
_HOUR_S = 3600
_QUARTER_S = 900
_LATE_H = 20  # no clock was ever put back over midnight by more than three hours
_MICRO = 1_000_000
HOUR_US = _HOUR_S * _MICRO
QUARTER_US = _QUARTER_S * _MICRO  # hits of one quarter of an hour count for the same hour and day in every zone


def begins_us(day: date, zone: ZoneInfo) -> int:
    """Return when a day begins, in microseconds since 1970 UTC: the first moment that the clock shows midnight.

    Where the clock skips midnight it is the moment of the skip; a day that a country left out, as Samoa did one, begins
    with the next. Midnight has been at a full quarter of an hour everywhere since 1972; before, the next quarter is it.
    """
    seconds = int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
    return -(-seconds // _QUARTER_S) * QUARTER_US


def day_and_hour(at_us: int, zone: ZoneInfo) -> tuple[date, int]:
    """Return the day that a moment counts for, and the number that sums keep its hour under.

    ``at_us`` is microseconds since 1970 UTC.
    """
    begun_s = at_us // QUARTER_US * _QUARTER_S
    clock = datetime.fromtimestamp(begun_s, zone)
    day = clock.date()
    if clock.hour >= _LATE_H and begins_us(day + _ONE_DAY, zone) <= begun_s * _MICRO:
        day += _ONE_DAY  # the clock was put back at 00:01, and the day had begun
    return day, (begun_s - _lag_s(clock)) // _HOUR_S


def day_of(at_us: int, zone: ZoneInfo) -> date:
    """Return the day that a moment counts for; ``at_us`` is microseconds since 1970 UTC."""
    return day_and_hour(at_us, zone)[0]


def hour_of(at_us: int, zone: ZoneInfo) -> int:
    """Return the number that sums keep the hour of a moment under; ``at_us`` is microseconds since 1970 UTC."""
    return day_and_hour(at_us, zone)[1]


def lag_s(at_s: int, zone: ZoneInfo) -> int:
    """Return how long after the full hours of UTC hours begin at a moment, which is seconds since 1970 UTC."""
    return _lag_s(datetime.fromtimestamp(at_s, zone))


def ahead_s(at_s: int, zone: ZoneInfo) -> int:
    """Return the seconds that the clock is ahead of UTC at a moment, which is seconds since 1970 UTC."""
    return _ahead_s(datetime.fromtimestamp(at_s, zone))


def moment_of(hour: int, zone: ZoneInfo) -> datetime:
    """Return the hour that a number in the sums stands for: when it begins by the clock of the zone."""
    last = datetime.fromtimestamp(hour * _HOUR_S + _HOUR_S - 1, zone)
    return last.replace(minute=0, second=0)


def number_of(day: date) -> int:
    """Return a day as days since 1970-01-01."""
    return day.toordinal() - _EPOCH_DAY


class Days:
    """The days of some workspaces. A workspace that is gone counts by UTC."""

    def __init__(self, zones: Mapping[int, str]) -> None:
        """Take the names of the time zones by workspace."""
        self._zones = {workspace: ZoneInfo(name) for workspace, name in zones.items() if known(name)}
        self._found: dict[tuple[int, int], tuple[int, int]] = {}

    def number(self, workspace_id: int, at_us: int) -> int:
        """Return the day that a moment counts for in a workspace, as days since 1970-01-01."""
        return self.day_and_hour(workspace_id, at_us)[0]

    def day_and_hour(self, workspace_id: int, at_us: int) -> tuple[int, int]:
        """Return the day that a moment counts for, as days since 1970-01-01, and the hour, numbered as in the sums."""
        quarter = (workspace_id, at_us // QUARTER_US)
        found = self._found.get(quarter)
        if found is None:
            day, hour = day_and_hour(at_us, self._zones.get(workspace_id, _UTC))
            found = self._found[quarter] = number_of(day), hour
        return found

    def noon(self, workspace_id: int, day: int) -> int:
        """Return the hour, numbered as in the sums, in the middle of a workspace's day."""
        on = date.fromordinal(_EPOCH_DAY + day)
        zone = self._zones.get(workspace_id, _UTC)
        return int(datetime(on.year, on.month, on.day, 12, tzinfo=zone).timestamp() // _HOUR_S)

    def first_us(self, workspace_id: int, day: int) -> int:
        """Return when a workspace's day begins, in microseconds since 1970 UTC."""
        return begins_us(date.fromordinal(_EPOCH_DAY + day), self._zones.get(workspace_id, _UTC))


def days_of(workspace_ids: Iterable[int]) -> Days:
    """Return the days of these workspaces. Nobody changes them while the running transaction has the lock of sums."""
    ids = [(one,) for one in sorted(set(workspace_ids))]
    return Days(dict(rows.run("SELECT id, time_zone FROM workspace WHERE id IN (", ids, ")")))


def is_shared() -> bool:
    """Say whether several may write at a time. SQLite has one writer as it is, and no words for locks on rows."""
    return not isinstance(database.proxy.obj, peewee.SqliteDatabase)


def _lag_s(clock: datetime) -> int:
    return -(_ahead_s(clock) // _QUARTER_S * _QUARTER_S) % _HOUR_S


def _ahead_s(clock: datetime) -> int:
    return int((clock.utcoffset() or timedelta()).total_seconds())


_UTC = ZoneInfo("UTC")
