"""From a row of a list to what is to be made of it, or to what is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from qrdesk.core.artwork import framing
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.batches import naming
from qrdesk.core.artwork.batches.seen import Seen
from qrdesk.core.artwork.batches.tables import Row, Table
from qrdesk.core.artwork.symbol import MOST_CHARACTERS
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import EXTENSIONS
from qrdesk.core.schemas.batch import BatchDraft, BatchForm, RowProblem
from qrdesk.core.schemas.design import Design

_FOUND_BY = {  # headings, in small letters, by what a column means
    "url": ("url", "link", "short_url", "short url", "destination", "address", "website"),
    "text": ("text", "content", "code", "qr", "data"),
    "slug": ("slug", "short", "alias"),
    "title": ("title",),
    "name": ("name", "label"),
}
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:/[!-~]*)?")  # most are, and it is soon told
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]")
_LONGEST_URL = 2_048


@dataclass(frozen=True, slots=True)
class Job:
    """What one code is made from: small, and fit to be sent to another process."""

    row: int
    text: str
    name: str = ""  # of its file
    lines: tuple[str, ...] = ()  # of its label
    bare_lines: tuple[int, ...] = ()  # those that miss what a column should have, counted from 1
    design: Design | None = None  # its own look, with the files that this names
    assets: Assets = NOTHING


class Rows:
    """The rows of a list, by what a draft says its columns mean.

    Raises:
        Invalid: a column that the draft names is not there, or none says what the codes are to say.
    """

    def __init__(self, table: Table, draft: BatchDraft) -> None:
        self._table, self._draft = table, draft
        self._places = {name.casefold(): place for place, name in reversed(list(enumerate(table.header))) if name}
        self._columns = {meaning: self._place(meaning) for meaning in _FOUND_BY}
        if draft.columns.text:  # what is named goes before what is found
            self._columns["url"] = self._place("url") if draft.columns.url else None
        if self._columns["url"] is None and self._columns["text"] is None:
            if len(self._places) != 1:
                there = ", ".join(self._places)
                raise Invalid.field("columns", f"Say which column holds what the codes say, of: {there}.")
            [self._columns["text"]] = self._places.values()
        self._of_lines = [naming.columns_of(line) for line in draft.label.lines]
        known = {*self._places, *_FOUND_BY, "row", "address"}
        for line in draft.label.lines:
            naming.check(line, known, "label.lines")
        if draft.form in {BatchForm.FILES, BatchForm.ZIP}:
            naming.check(draft.name, known, "name")

    def each(self, *, bare: bool = False) -> Iterator[Job | RowProblem]:
        """Yield what is to be made of each row, in order; the same each time. ``bare``: only what the code says."""
        said, names = Seen(), naming.Names()
        for row in self._table.rows():
            text = self._text(row)
            problem = self._problem(row, text, said)
            if problem is not None:
                yield problem
                continue
            name, lines, missing = ("", (), ()) if bare else self._written(row, text, names)
            yield Job(row.number, text, name, lines, missing, row.design, row.assets)

    def _place(self, meaning: str) -> int | None:
        named: str = getattr(self._draft.columns, meaning)
        if not named:
            return next((self._places[name] for name in _FOUND_BY[meaning] if name in self._places), None)
        if named.casefold() not in self._places:
            there = ", ".join(self._table.header)
            raise Invalid.field("columns", f"There is no column “{named}” in this list. There are: {there}.")
        return self._places[named.casefold()]

    def _cell(self, row: Row, meaning: str) -> str:
        place = self._columns[meaning]
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def _text(self, row: Row) -> str:
        return self._cell(row, "url") or self._cell(row, "text")

    def _problem(self, row: Row, text: str, said: Seen) -> RowProblem | None:
        def refused(code: str, reason: str) -> RowProblem:
            return RowProblem(row=row.number, code=code, text=reason)

        if row.refusal:
            return refused("not_found", row.refusal)
        if not text:
            return refused("empty", "There is nothing that the code could say.")
        if len(text) > MOST_CHARACTERS:
            return refused("too_long", f"This has {len(text):,} characters, more than any QR code holds.")
        if self._cell(row, "url") and (reason := _bad_url(text)):
            return refused("bad_url", reason)
        if not said.add(text) and not self._draft.keep_duplicates:
            return refused("duplicate", "An earlier row says the same.")
        return None

    def _written(self, row: Row, text: str, names: naming.Names) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
        """Return the name of a row's file, or the lines of its label and which of them miss something."""
        draft = self._draft
        if draft.form is BatchForm.PDF:
            return "", (), ()
        values = self._values(row, text)
        if draft.form is BatchForm.SHEETS:
            lines = tuple(naming.filled(line, values) for line in draft.label.lines)
            missing = (at for at, named in enumerate(self._of_lines, 1) if not all(values.get(one) for one in named))
            return "", (*lines, values["address"]) if draft.label.address else lines, tuple(missing)
        return names.give(naming.filled(draft.name, values), row.number, EXTENSIONS[draft.order.format]), (), ()

    def _values(self, row: Row, text: str) -> Mapping[str, str]:
        values = {name: row.cells[at] if at < len(row.cells) else "" for name, at in self._places.items()}
        meant = {meaning: cell for meaning in _FOUND_BY if (cell := self._cell(row, meaning))}
        short = framing.without_scheme(text)
        slug = meant.get("slug") or short.rpartition("/")[2]
        return {**values, "title": "", "name": "", **meant, "slug": slug, "row": str(row.number - 1), "address": short}


def _bad_url(text: str) -> str:
    if len(text) > _LONGEST_URL:
        return f"This address is longer than {_LONGEST_URL:,} characters."
    if _PLAIN_URL.fullmatch(text):
        return ""
    try:
        parts = urlsplit(text)
        good = parts.scheme.lower() in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if good and not _SPACE.search(text):
        return ""
    return "This is no address of a web page: it begins with https:// and has no spaces."
