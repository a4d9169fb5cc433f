"""The time zone of this computer, by its name."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo


def local_zone() -> str:
    """Return an IANA name such as ``Europe/Berlin``; ``UTC`` where the system does not tell."""
    named = os.environ.get("TZ", "").lstrip(":")
    linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    written = _first_line(Path("/etc/timezone"))
    for name in (named, linked, written):
        if name and known(name):
            return name
    return "UTC"


def known(name: str) -> bool:
    """Say whether ``name`` is a time zone this computer has rules for."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _first_line(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip().partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        return ""
