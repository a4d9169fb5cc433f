"""Times as people type them: on the clock of a link, unless they say which clock they mean."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import click

from qrdesk.client import Client
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.zone import known

_DAY = len("2026-03-31")


@dataclass(frozen=True, slots=True)
class Typed:
    """A time as it was typed; without an offset, ``at`` knows no zone yet."""

    at: datetime
    whole_day: bool

    def start(self, zone: str) -> datetime:
        """Return the moment, read on the clock of ``zone``; a day alone begins at midnight."""
        return self.at if self.at.tzinfo is not None else self.at.replace(tzinfo=_clock(zone))

    def end(self, zone: str) -> datetime:
        """Return the moment at which something ends; a day alone is over at its last midnight."""
        if not self.whole_day:
            return self.start(zone)
        try:
            return Typed(self.at + timedelta(days=1), whole_day=False).start(zone)
        except OverflowError:
            raise Invalid.field("ends_at", "There is no day after this one.") from None


class MomentType(click.ParamType[Typed]):
    """What an option for a time takes."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Typed:
        """Return what was typed as a time."""
        if isinstance(value, Typed):
            return value
        text = str(value).strip()
        try:
            return Typed(datetime.fromisoformat(text), whole_day=len(text) == _DAY and text[4] == text[7] == "-")
        except ValueError:
            self.fail(f"“{value}” is no time. Write 2026-03-31T18:00, or 2026-03-31T18:00+02:00.", param, ctx)


def zone_of(client: Client, *zones: str | None) -> str:
    """Return the first of ``zones`` that is named; else the workspace's."""
    return next(filter(None, zones), "") or client.me.get().workspace.time_zone


def shown_zone(client: Client, link: LinkView) -> str:
    """Return the time zone to show a link's times in."""
    return link.time_zone or client.me.get().workspace.time_zone


def moment(at: datetime, zone: str) -> str:
    """Return a moment in words, on the clock of ``zone``."""
    try:
        local = at.astimezone(_clock(zone))
    except OverflowError:
        local = at  # at the edge of the calendar
    offset = f"{local:%z}"
    return f"{local.day} {local:%b} {local.year}, {local:%H:%M} ({zone}, UTC{offset[:3]}:{offset[3:5]})"


def limits(link: LinkView, zone: str) -> list[str]:
    """Return when a link starts and ends, a sentence each; empty where it always leads on."""
    said = (("Starts", link.starts_at), ("Ends", link.ends_at))
    return [f"{word} {moment(at, zone)}." for word, at in said if at is not None]


def _clock(zone: str) -> tzinfo:
    if zone == "UTC":  # there even where the computer has no list of zones
        return UTC
    if not known(zone):
        raise Invalid.field("time_zone", f"There is no time zone “{zone}”. Europe/Berlin is one.")
    return ZoneInfo(zone)
