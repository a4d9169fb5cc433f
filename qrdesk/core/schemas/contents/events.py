"""Something that takes place, for calendars."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from qrdesk.core.schemas.contents.base import Content, Line, Paragraphs
from qrdesk.core.schemas.contents.everyday import WebAddress

_ZONE_NEEDED = "This time needs a time zone: a Z at its end, or the field time_zone."


class EventContent(Content):
    """An appointment: from one moment to another, or whole days. Moments are written in UTC, so that phones agree."""

    type: Literal["event"]
    title: Annotated[Line, Field(min_length=1, max_length=200)]
    starts_at: datetime | None = Field(default=None, examples=["2026-07-10T18:00:00Z"])
    ends_at: datetime | None = Field(default=None, examples=["2026-07-10T22:00:00Z"])
    time_zone: str | None = Field(
        default=None, max_length=64, description="What times without a zone mean, such as Europe/Berlin."
    )
    first_day: date | None = Field(default=None, description="Of whole days, in place of starts_at.")
    last_day: date | None = Field(default=None, description="Left out: it is one day.")
    location: Line = Field(default="", max_length=200)
    description: Paragraphs = Field(default="", max_length=1000)
    url: WebAddress | None = None
    whole_calendar: bool = Field(
        default=False,
        description="Wrap it up as a whole calendar file, as RFC 5545 has it: a larger code, and phones do without.",
    )

    @field_validator("time_zone")
    @classmethod
    def _known(cls, name: str | None) -> str | None:
        if name is not None:
            zone_called(name)
        return name

    @model_validator(mode="after")
    def _in_order(self) -> "EventContent":
        if (self.starts_at is None) == (self.first_day is None):
            raise ValueError("Say when it begins: starts_at, or first_day for whole days.")
        if self.starts_at is None and self.ends_at is not None:
            raise ValueError("Whole days end on last_day, not at a time.")
        if self.first_day is None and self.last_day is not None:
            raise ValueError("An appointment with a time ends at ends_at.")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError("It ends before it begins.")
        moments = [self.in_utc(at) for at in (self.starts_at, self.ends_at) if at is not None]
        if len(moments) == 2 and moments[1] < moments[0]:
            raise ValueError("It ends before it begins.")
        return self

    def in_utc(self, at: datetime) -> datetime:
        """Return a moment of this event in UTC.

        Raises:
            ValueError: it has no time zone, or clocks skip this time, or it lies beyond all calendars.
        """
        try:
            if at.utcoffset() is not None:
                return at.astimezone(UTC)
            if self.time_zone is None:
                raise ValueError(_ZONE_NEEDED)
            zone = zone_called(self.time_zone)
            found = at.replace(tzinfo=zone).astimezone(UTC)
            skipped = found.astimezone(zone).replace(tzinfo=None, fold=0) != at.replace(fold=0)
        except OverflowError as fault:
            raise ValueError("No calendar reaches this time.") from fault
        if skipped:
            raise ValueError(f"Clocks in {self.time_zone} skip {at:%H:%M} on {at:%Y-%m-%d}. Choose another time.")
        return found


def zone_called(name: str) -> ZoneInfo:
    """Return a time zone by name.

    Raises:
        ValueError: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as fault:
        raise ValueError("There is no such time zone. Write it like Europe/Berlin.") from fault
