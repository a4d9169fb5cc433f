"""The names of all time zones, read once: Python looks through hundreds of files for them."""

from functools import cache
from zoneinfo import available_timezones


@cache
def names() -> tuple[str, ...]:
    """Return the names in their order, as ``Europe/Berlin``."""
    return tuple(sorted(available_timezones()))
