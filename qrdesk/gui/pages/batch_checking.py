"""What is wrong with the rows of a list, where, and what would mend it."""

import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from qrdesk.core import slugs
from qrdesk.core.errors import QRDeskError
from qrdesk.gui import words
from qrdesk.gui.pages.batch_meaning import LINES, Kind, Meaning, Meanings, kind_of
from qrdesk.gui.pages.batch_rows import Listed, ListRow
from qrdesk.gui.widgets.web_address import lacks_site

Fault = Literal[
    "empty_destination", "no_scheme", "space_in_destination", "bad_destination", "empty_slug", "space_in_slug",
    "slash_in_slug", "bad_slug", "same_slug", "unknown_slug", "taken_slug", "empty_text", "too_long", "refused",
    "page_down",
]  # fmt: skip
Fixes = dict[int, dict[int, str]]  # by place of the row and of the column: what stands there instead
Tell = Callable[[int, int], None]
MOST_LISTED = 2000  # problems, before the rest is only counted
_TOLD_EVERY = 1000
_LONGEST_URL, _LONGEST_TEXT = 2048, 7089  # a QR code holds no more digits than that
_LONGEST_NAME = 200  # of what a link is asked for by
_SPACE = re.compile(r"\s+")
_SPACE_OR_SLASH = re.compile(r"[\s/\\]+")
_BARE_HOST = re.compile(r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:[:/?#].*)?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row. ``column`` is where, ``other`` the line it clashes with, ``said`` who refused it.

    Of a page that does not answer, ``other`` is the status, 0: there was none; its row is made all the same.
    """

    place: int
    number: int
    fault: Fault
    column: int = -1
    cell: str = ""
    suggestion: str = ""
    other: int = 0
    said: str = ""

    @property
    def is_note(self) -> bool:
        """Whether a code is made of the row all the same."""
        return self.fault == "page_down"


@dataclass(frozen=True, slots=True)
class Line:
    """A row by what its columns mean, what was mended taken in."""

    place: int
    number: int
    cells: tuple[str, ...]
    values: Mapping[Meaning, str]

    def value(self, meaning: Meaning) -> str:
        """Return what stands in the column of ``meaning``; empty where there is none."""
        return self.values.get(meaning, "")

    def lines(self) -> tuple[str, str, str]:
        """Return the words of its label: the title and the tags, unless columns were chosen for them."""
        own = tuple(self.value(one) for one in LINES)
        return own[0] or self.value(Meaning.TITLE), own[1] or self.value(Meaning.TAG), own[2]


@dataclass(slots=True)
class Checked:
    """What was found. ``good`` are the places of the rows that codes are made of; ``more`` problems are not listed."""

    kind: Kind
    rows: int = 0
    good: "array[int]" = field(default_factory=lambda: array("L"))
    problems: list[Problem] = field(default_factory=list[Problem])
    more: int = 0
    near: str | None = None  # of whole addresses: a host that works nearby only, else empty; None: there is none

    @property
    def left_out(self) -> int:
        """How many rows no code is made of."""
        return len(self.problems) + self.more

    def suggested(self) -> list[Problem]:
        """Return the problems that have a suggestion."""
        return [one for one in self.problems if one.suggestion]


def lines(listed: Listed, meanings: Meanings, fixes: Fixes) -> Iterator[Line]:
    """Yield all rows by what their columns mean."""
    for row in listed.rows():
        yield line_of(row, meanings, fixes)


def line_of(row: ListRow, meanings: Meanings, fixes: Fixes) -> Line:
    """Return a row by what its columns mean."""
    cells = mended(row, len(meanings), fixes)
    values: dict[Meaning, str] = {}
    for meaning, cell in zip(meanings, cells, strict=True):
        if meaning is Meaning.TAG and values.get(meaning) and cell:
            values[meaning] = f"{values[meaning]}, {cell}"
        elif meaning is not Meaning.OUT and not values.get(meaning):
            values[meaning] = cell
    return Line(row.place, row.number, cells, values)


def mended(row: ListRow, width: int, fixes: Fixes) -> tuple[str, ...]:
    """Return the cells of a row, ``width`` of them, with what was mended."""
    own = fixes.get(row.place, {})
    return tuple(own.get(at, row.cells[at] if at < len(row.cells) else "") for at in range(width))


def check(listed: Listed, meanings: Meanings, fixes: Fixes, tell: Tell = lambda _done, _all: None) -> Checked:
    """Look at all rows. ``tell`` may raise to stop it."""
    found = Checked(kind_of(meanings), listed.count)
    if found.kind is Kind.NOTHING:
        return found
    seen: dict[str, int] = {}
    host = ""
    for line in lines(listed, meanings, fixes):
        if found.kind is Kind.THERE:
            host = _note_host(found, line.value(Meaning.SLUG), host)
        problem = _fault(line, meanings, found.kind, seen)
        if problem is None:
            found.good.append(line.place)
        elif len(found.problems) < MOST_LISTED:
            found.problems.append(problem)
        else:
            found.more += 1
        if line.place % _TOLD_EVERY == 0:
            tell(line.place, listed.count)
    found.problems = [_freed(one, seen) for one in found.problems]
    return found


def _note_host(found: Checked, name: str, before: str) -> str:
    """Note whether a whole address works nearby only; return what it begins with. Most begin as the one before."""
    begins = name.rpartition("/")[0]
    if begins != before and "://" in begins:
        found.near = found.near or words.near_host(begins)
    return begins


def good_lines(listed: Listed, meanings: Meanings, fixes: Fixes, checked: Checked) -> Iterator[Line]:
    """Yield the rows that codes are made of."""
    for row in listed.at(checked.good):
        yield line_of(row, meanings, fixes)


def fault_in_cell(meaning: Meaning, text: str) -> str:
    """Return why ``text`` is no use as a destination or slug; empty where it is, or where anything is."""
    if meaning is Meaning.SLUG and text:
        try:
            slugs.check(text)
        except QRDeskError as refusal:
            return next(iter(refusal.field_errors.values()), str(refusal))
    return ""


def _fault(line: Line, meanings: Meanings, kind: Kind, seen: dict[str, int]) -> Problem | None:
    def problem(fault: Fault, meaning: Meaning, suggestion: str = "", other: int = 0, said: str = "") -> Problem:
        column = meanings.index(meaning)
        return Problem(line.place, line.number, fault, column, line.cells[column], suggestion, other, said)

    if kind is Kind.STATIC:
        text = line.value(Meaning.TEXT)
        if not text:
            return problem("empty_text", Meaning.TEXT)
        return problem("too_long", Meaning.TEXT) if len(text) > _LONGEST_TEXT else None
    if kind is Kind.LINKS and (wrong := _destination(line.value(Meaning.DESTINATION))):
        return problem(wrong[0], Meaning.DESTINATION, wrong[1])
    slug = line.value(Meaning.SLUG)
    if kind is Kind.THERE:
        if not slug:
            return problem("empty_slug", Meaning.SLUG)
        whole = len(slug) <= _LONGEST_NAME and slug.isprintable()
        return None if whole else problem("unknown_slug", Meaning.SLUG)
    if not slug:
        return None
    wrong_slug = _slug(slug)
    if wrong_slug is not None:
        return problem(wrong_slug[0], Meaning.SLUG, wrong_slug[1], said=wrong_slug[2])
    first = seen.setdefault(slugs.fold(slug), line.number)
    return problem("same_slug", Meaning.SLUG, slug, first) if first != line.number else None


def _destination(text: str) -> tuple[Fault, str] | None:
    if not text:
        return "empty_destination", ""
    if _SPACE.search(text):
        return "space_in_destination", _SPACE.sub("-", text)
    if "://" not in text and _BARE_HOST.fullmatch(text) and not lacks_site(text):
        return "no_scheme", f"https://{text}"
    try:
        parts = urlsplit(text)
        good = parts.scheme.lower() in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    return None if good and len(text) <= _LONGEST_URL else ("bad_destination", "")


def _slug(slug: str) -> tuple[Fault, str, str] | None:
    reason = fault_in_cell(Meaning.SLUG, slug)
    if not reason:
        return None
    suggestion = _SPACE_OR_SLASH.sub("-", slug).strip("-")
    if fault_in_cell(Meaning.SLUG, suggestion) or not suggestion:
        suggestion = ""
    fault: Fault = "slash_in_slug" if "/" in slug else "space_in_slug" if _SPACE.search(slug) else "bad_slug"
    return fault, suggestion, reason


def _freed(problem: Problem, seen: dict[str, int]) -> Problem:
    """Return a problem whose suggested slug no other row has; the next one gets another."""
    if not problem.suggestion or problem.fault not in {"same_slug", "space_in_slug", "slash_in_slug"}:
        return problem
    number, wanted = 1, problem.suggestion
    while slugs.fold(wanted) in seen:
        number += 1
        wanted = f"{problem.suggestion}-{number}"
    if fault_in_cell(Meaning.SLUG, wanted):
        wanted = ""
    seen[slugs.fold(wanted)] = problem.number
    return Problem(
        problem.place, problem.number, problem.fault, problem.column, problem.cell, wanted, problem.other, problem.said
    )
