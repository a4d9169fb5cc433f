"""Which day a hit counts for: that of its workspace, by the workspace's own clock."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

import peewee

from qrdesk.core import database
from qrdesk.core.hits import rows
from qrdesk.core.zone import known

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_HALF_HOUR_S = 1800
_FARTHEST_H = 40  # from the noon of a day back to before it began, whatever the clocks did in between


def day_of(hour: int, zone: ZoneInfo) -> date:
    """Return the day that an hour counts for; ``hour`` is whole hours since 1970 UTC.

    Where midnight is not at a full hour of UTC, as in India, the day that most of the hour lies in. Sums by the hour
    and sums by the day follow this one rule, or they would not add up.
    """
    return datetime.fromtimestamp(hour * 3600 + _HALF_HOUR_S, zone).date()


def number_of(day: date) -> int:
    """Return a day as days since 1970-01-01."""
    return day.toordinal() - _EPOCH_DAY


class Days:
    """The days of some workspaces. A workspace that is gone counts by UTC."""

    def __init__(self, zones: Mapping[int, str]) -> None:
        """Take the names of the time zones by workspace."""
        self._zones = {workspace: ZoneInfo(name) for workspace, name in zones.items() if known(name)}
        self._numbers: dict[tuple[int, int], int] = {}

    def number(self, workspace_id: int, hour: int) -> int:
        """Return the day that an hour counts for in a workspace, as days since 1970-01-01."""
        found = self._numbers.get((workspace_id, hour))
        if found is None:
            zone = self._zones.get(workspace_id, _UTC)
            found = self._numbers[workspace_id, hour] = number_of(day_of(hour, zone))
        return found

    def noon(self, workspace_id: int, day: int) -> int:
        """Return the hour, whole ones since 1970 UTC, in the middle of a workspace's day."""
        on = date.fromordinal(_EPOCH_DAY + day)
        zone = self._zones.get(workspace_id, _UTC)
        return int(datetime(on.year, on.month, on.day, 12, tzinfo=zone).timestamp() // 3600)

    def first_hour(self, workspace_id: int, day: int) -> int:
        """Return the hour, whole ones since 1970 UTC, that a workspace's day begins with.

        Where a country skipped the day, as Samoa did one, it is the hour that the next one begins with.
        """
        hour = self.noon(workspace_id, day) - _FARTHEST_H
        while self.number(workspace_id, hour) < day:
            hour += 1
        return hour


def days_of(workspace_ids: Iterable[int]) -> Days:
    """Return the days of these workspaces. Nobody changes them while the running transaction has the lock of sums."""
    ids = [(one,) for one in sorted(set(workspace_ids))]
    return Days(dict(rows.run("SELECT id, time_zone FROM workspace WHERE id IN (", ids, ")")))


def is_shared() -> bool:
    """Say whether several may write at a time. SQLite has one writer as it is, and no words for locks on rows."""
    return not isinstance(database.proxy.obj, peewee.SqliteDatabase)


_UTC = ZoneInfo("UTC")
