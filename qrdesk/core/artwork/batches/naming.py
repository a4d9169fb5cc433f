"""Words with columns in braces, and names of files that no list can lead astray."""

import re
import unicodedata
from collections.abc import Mapping

from qrdesk.core.artwork.batches.seen import Seen
from qrdesk.core.errors import Invalid

_COLUMN = re.compile(r"\{([^{}:]{1,300})(?::0?(\d{1,2}))?\}")
_LONGEST = 100  # bytes of a name without its ending: file systems take 255, and archives are moved about
_LONGEST_NUMBER = 24  # bytes of the row and number behind a name that was given before
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=$|\.)")  # devices of Windows, with any ending
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def columns_of(pattern: str) -> list[str]:
    """Return the columns that a pattern names, in small letters."""
    return [found[1].strip().casefold() for found in _COLUMN.finditer(pattern)]


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """Return a pattern with what a row has in its columns; ``{row:04}`` fills numbers up with zeros."""

    def value(found: re.Match[str]) -> str:
        text = values.get(found[1].strip().casefold(), "")
        return text.zfill(int(found[2])) if found[2] and text.isdigit() else text

    return _COLUMN.sub(value, pattern)


def check(pattern: str, known: set[str], field: str) -> None:
    """Do nothing if all columns that a pattern names are there.

    Raises:
        Invalid: one is not.
    """
    for name in columns_of(pattern):
        if name not in known:
            there = ", ".join(sorted(known))
            raise Invalid.field(field, f"There is no column “{name}” in this list. There are: {there}.")


class Names:
    """Names of files: each is given once, whatever is in the list, on systems that know no capitals too."""

    def __init__(self) -> None:
        self._given = Seen()

    def give(self, wanted: str, row: int, ending: str) -> str:
        """Return a name for the file of a row, as near to the one wanted as may be."""
        name = safe(wanted) or f"code-{row}"
        number = 0
        while not self._given.add(f"{name}.{ending}".casefold()):
            number += 1
            name = f"{safe(wanted) or 'code'}-{row}" + (f"-{number}" if number > 1 else "")
        return f"{name}.{ending}"


def safe_again(name: str) -> str:
    """Return the name of a file as it was given, and one that leads nowhere else in place of any other."""
    stem, _, ending = name.rpartition(".")
    return f"{safe(stem, _LONGEST + _LONGEST_NUMBER) or 'code'}.{safe(ending)}"


def safe(wanted: str, longest: int = _LONGEST) -> str:
    """Return a name that leads nowhere else and that every system takes; "" where nothing is left of it.

    ``longest`` is in bytes.
    """
    text = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", wanted))
    text = "".join(letter for letter in text if unicodedata.category(letter) not in _UNSEEN)
    text = text.encode()[:longest].decode(errors="ignore").strip(" .-")
    return f"_{text}" if _RESERVED.match(text) else text
