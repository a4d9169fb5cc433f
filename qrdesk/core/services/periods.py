"""Days as the workspace counts them, and the stored hours and days they cover."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.hits.days import number_of
from qrdesk.core.models import Workspace
from qrdesk.core.schemas.analytics import PeriodQuery

DEFAULT_DAYS = 30
MAX_DAYS = 3700  # ten years and a bit: a printed code's life


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
        return Period(self.start - timedelta(days=self.days), self.start - timedelta(days=1), self.zone)

    @property
    def hours(self) -> tuple[int, int]:
        """First hour since 1970 UTC, and the first one after it."""
        return hour_of(self._midnight(self.start)), hour_of(self._midnight(self.end + timedelta(days=1)))

    @property
    def day_numbers(self) -> tuple[int, int]:
        """First and last day, as days since 1970-01-01."""
        return number_of(self.start), number_of(self.end)

    def _midnight(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)


def hour_of(at: datetime) -> int:
    """Return whole hours since 1970 UTC."""
    return int(at.timestamp() // 3600)


def at_hour(hour: int) -> datetime:
    """Return when an hour begins."""
    return datetime.fromtimestamp(hour * 3600, UTC)


def zone_of(ctx: Context) -> ZoneInfo:
    """Return the time zone of the caller's workspace."""
    return ZoneInfo(Workspace.get_by_id(ctx.actor.workspace_id).time_zone)


def period_of(ctx: Context, query: PeriodQuery) -> Period:
    """Return the period that is asked for, in the workspace's time zone.

    Raises:
        Invalid: it ends before it starts, or is longer than ten years.
    """
    zone = zone_of(ctx)
    end = query.end or ctx.now.astimezone(zone).date()
    if not all(1971 <= day.year <= 9990 for day in (end, query.start or end)):
        raise Invalid.field("start", "The period lies outside the calendar that QRDesk keeps.")
    start = query.start or end - timedelta(days=DEFAULT_DAYS - 1)
    if start > end:
        raise Invalid.field("start", "The period ends before it starts.")
    if (end - start).days >= MAX_DAYS:
        raise Invalid.field("start", "The period is longer than ten years.")
    return Period(start, end, zone)
