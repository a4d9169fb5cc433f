"""Appointments. Source: RFC 5545; moments in UTC, because a zone by name would need all its rules beside it."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from qrdesk.core.artwork.contents.escapes import one_value
from qrdesk.core.schemas.contents.events import EventContent


def event(content: EventContent) -> str:
    """Return a VEVENT, within a VCALENDAR where the content says so."""
    lines = ["BEGIN:VEVENT", *_lines(content), "END:VEVENT"]
    if content.whole_calendar:
        mark = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20]
        # the same text each time: its stamp is its beginning, and not the moment at which it was written
        stamp = next(line for line in lines if line.startswith("DTSTART")).rpartition(":")[2]
        stamped = stamp if stamp.endswith("Z") else f"{stamp}T000000Z"
        lines[1:1] = [f"UID:{mark}", f"DTSTAMP:{stamped}"]
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//QRDesk//EN", *lines, "END:VCALENDAR"]
    return "\r\n".join(lines)


def _lines(content: EventContent) -> Iterator[str]:
    yield f"SUMMARY:{one_value(content.title)}"
    if content.starts_at is not None:
        yield f"DTSTART:{_moment(content, content.starts_at)}"
        if content.ends_at is not None:
            yield f"DTEND:{_moment(content, content.ends_at)}"
    elif content.first_day is not None:
        yield f"DTSTART;VALUE=DATE:{_day(content.first_day)}"
        yield f"DTEND;VALUE=DATE:{_day_after(content.last_day or content.first_day)}"
    if content.location:
        yield f"LOCATION:{one_value(content.location)}"
    if content.description:
        yield f"DESCRIPTION:{one_value(content.description)}"
    if content.url:
        yield f"URL:{content.url}"


def _moment(content: EventContent, at: datetime) -> str:
    found = content.in_utc(at)
    return f"{_day(found)}T{found:%H%M%S}Z"


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _day_after(day: date) -> str:
    """Return the first day on which it is over, as calendars count; the last day of all has none."""
    return _day(day + timedelta(days=1) if day < date.max else day)
