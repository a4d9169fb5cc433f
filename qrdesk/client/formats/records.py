"""One link as some program wrote it down: fields by name, whatever the spelling."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from urllib.parse import unquote

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.transfer import DayCount

_YES = frozenset({"true", "1", "yes", "on"})
_ROOT = "This is the start page of its domain, not a link. Set it where your domains are."


def squeezed(name: str) -> str:
    """Return a field's name without letter case, blanks and signs: ``Long URL`` and ``long_url`` are ``longurl``."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one link. ``number`` is its place in the file; names are squeezed, and found however written."""

    number: int
    values: Mapping[str, object]

    @classmethod
    def of(cls, number: int, fields: Iterable[tuple[str, object]]) -> "Record":
        """Return the record of fields as the file names them. Of two alike, the first that says something."""
        values: dict[str, object] = {}
        for name, value in fields:
            if values.get(squeezed(name)) in (None, ""):
                values[squeezed(name)] = value
        return cls(number, values)

    def text(self, *names: str) -> str:
        """Return the first of these fields that says something, as text; numbers and flags are spelled out."""
        return next((text for name in names if (text := _text(self.values.get(name)))), "")

    def flag(self, *names: str) -> bool:
        """Say whether any of these fields says yes."""
        return any(_text(self.values.get(name)).casefold() in _YES for name in names)

    def listed(self, name: str, separator: str = ",") -> list[str]:
        """Return a list of words: of JSON as it is, of text between separators. Of objects, their names."""
        value = self.values.get(name)
        if isinstance(value, list):
            items = cast("list[object]", value)
            words = [_text(_named(item)) for item in items]
        else:
            words = _text(value).split(separator)
        return [word.strip() for word in words if word.strip()]

    def inner(self, name: str) -> "Record":
        """Return a field that is an object with fields of its own; without any where it is none."""
        value = self.values.get(name)
        return Record.of(self.number, cast("dict[str, object]", value).items() if isinstance(value, dict) else ())

    def extra(self, *names: str) -> dict[str, Any]:
        """Return these fields as they are, those left out that say nothing, by the names given here."""
        found = {name: self.values.get(squeezed(name)) for name in names}
        return {name: value for name, value in found.items() if value not in (None, "")}

    def named(self, **said: str) -> tuple[str, ...]:
        """Return what is said of those fields, given as keywords, that hold something."""
        return tuple(words for name, words in said.items() if self.values.get(name) not in (None, "", False, [], {}))


def address(text: str) -> tuple[str, str]:
    """Return host and slug of a short address, with or without its scheme.

    Raises:
        Invalid: it is a host with nothing behind the slash.
    """
    place = text.strip().partition("://")[2] or text.strip()
    host, _, rest = place.partition("/")
    slug = unquote(rest.partition("?")[0].partition("#")[0]).strip("/")
    if place and not slug:
        raise Invalid.field("slug", _ROOT)
    return host.lower(), slug


def own_slug(text: str) -> str:
    """Return a slug as it is; one that stands for the domain's start page is none.

    Raises:
        Invalid: it stands for the start page.
    """
    slug = text.strip().strip("/")
    if not slug or slug == "_root":
        raise Invalid.field("slug", _ROOT)
    return slug


def count(text: str, name: str) -> int:
    """Return a count, 0 for no text.

    Raises:
        Invalid: it is no whole number.
    """
    digits = text.strip().replace(",", "").removesuffix(".0")
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 9:
        raise Invalid.field(name, f"“{text[:40]}” is no count.")
    return int(digits)


def day_count(day: str, *, scans: str = "", clicks: str = "") -> DayCount:
    """Return the hits of one day; ``day`` is ISO 8601, a time behind it is left aside.

    Raises:
        Invalid: it is no day, or a count is none.
    """
    try:
        on = date.fromisoformat(day.strip()[:10])
    except ValueError as fault:
        raise Invalid.field("day", f"“{day[:40]}” is no day. Write it like 2026-03-31.") from fault
    return DayCount(day=on, scans=count(scans, "scans"), clicks=count(clicks, "clicks"))


def _named(item: object) -> object:
    return cast("dict[str, object]", item).get("name") if isinstance(item, dict) else item


def _text(value: object) -> str:
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
