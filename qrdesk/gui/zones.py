"""The names of all time zones, read once: Python looks through hundreds of files for them."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import QCoreApplication, QTimeZone

from qrdesk.gui import words

_UTC = frozenset({"UTC", "UCT", "GMT", "Universal", "Zulu"})


@cache
def names() -> tuple[str, ...]:
    """Return the names in their order, as ``Europe/Berlin``."""
    return tuple(sorted(available_timezones()))


def here() -> str:
    """Return the zone of this computer; ``UTC`` where the system does not tell."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"


def is_utc(name: str) -> bool:
    """Whether a zone is nobody's own clock, as that of a computer that was never told where it stands."""
    return name.removeprefix("Etc/") in _UTC


def known(name: str) -> bool:
    """Whether there is a zone of that very name."""
    return name in names()


def place(name: str) -> str:
    """Return a zone as people call it: ``Berlin`` for ``Europe/Berlin``, and ``UTC`` by whatever name."""
    return "UTC" if is_utc(name) else name.rpartition("/")[2].replace("_", " ")


def place_and_time(name: str) -> str:
    """Return a zone by its place, and what time it is there: by that a wrong one is noticed."""
    said = QCoreApplication.translate("Zones", "{place}, now {time}")
    return said.format(place=place(name), time=words.time_text(datetime.now(UTC).astimezone(clock_of(name))))


def clock_of(name: str) -> ZoneInfo | None:
    """Return the zone of that very name; None, as for the clock of this computer, where there is none."""
    return ZoneInfo(name) if known(name) else None


def meant(text: str) -> str:
    """Return the zone that ``text`` can only mean, as ``Europe/Berlin`` for "berlin"; else ``text``."""
    bare = "_".join(text.split()).casefold()
    same = [name for name in names() if name.casefold() == bare]
    city = [name for name in names() if name.rpartition("/")[2].casefold() == bare]
    found = same or city
    return found[0] if bare and len(found) == 1 else text
