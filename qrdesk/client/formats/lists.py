"""A file of links: what program wrote it, and its rows, read one at a time however many they are."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from qrdesk.client.formats import find_format, get_format
from qrdesk.client.formats.cells import unguarded
from qrdesk.client.formats.format import Format
from qrdesk.client.formats.reading import csv_rows, delimiter_of, encoding_of, first_line, json_links
from qrdesk.client.formats.records import Record, squeezed
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.transfer import ImportRow, RefusedRow
from qrdesk.core.validation import from_validation

AUTO = "auto"
_SAMPLE = 20  # links of a JSON file whose fields tell what it is
_JSON = "[{"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as it stands in the file: cells of CSV, or a link of JSON.

    ``number`` is the one a spreadsheet shows; in JSON the first link is 1.
    """

    number: int
    cells: tuple[str, ...] = ()
    link: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    encoding: str
    delimiter: str  # empty: JSON
    header: tuple[str, ...]
    headed: bool  # the header is a row of the file

    def rows(self) -> Iterator[SourceRow]:
        if not self.delimiter:
            links = json_links(self.path, self.encoding)
            yield from (SourceRow(number, link=link) for number, link in enumerate(links, start=1))
            return
        found = csv_rows(self.path, self.encoding, self.delimiter)
        for number, cells in itertools.islice(found, int(self.headed), None):
            yield SourceRow(number, cells)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file. They are counted, and read anew each time: no file is too large."""

    _place: _Place
    _count: int

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[SourceRow]:
        return self._place.rows()


@dataclass(frozen=True, slots=True)
class LinkList:
    """A file of links. ``header`` is the first row of CSV, as it stands there; JSON has none."""

    path: Path
    format: Format
    header: tuple[str, ...]
    rows: Rows

    @property
    def is_json(self) -> bool:
        """Whether the file is JSON."""
        return not self.header

    def read(self, row: SourceRow) -> ImportRow | RefusedRow:
        """Return what a row says, or why that cannot be told."""
        if row.link is not None:
            record = Record.of(row.number, row.link.items())
        else:
            record = Record.of(row.number, zip(self.header, map(unguarded, row.cells), strict=False))
        try:
            read = self.format.row(record)
        except (Invalid, ValidationError) as fault:
            invalid = from_validation(fault) if isinstance(fault, ValidationError) else fault
            field, reason = next(iter(invalid.field_errors.items()), ("", str(invalid)))
            return RefusedRow(row=row.number, field=field.partition(".")[0], reason=reason)
        key = record.text("importkey")
        return read.model_copy(update={"key": key[:50]}) if key else read


def read_links(path: Path, name: str = AUTO) -> LinkList:
    """Read a file: CSV in UTF-8, UTF-16 or Windows-1252 with commas, semicolons or tabs, or JSON.

    ``name`` is one of ``formats.NAMES``; left out, the fields tell what it is.

    Raises:
        CannotRead: it is no text file, its quotes do not match, or it is no JSON.
        Invalid: no field holds the destination, there is no row, or it is not what ``name`` says.
    """
    encoding = encoding_of(path)
    line = first_line(path, encoding)
    if line.lstrip()[:1] and line.lstrip()[:1] in _JSON:
        place = _Place(path, encoding, "", (), headed=False)
        sample = itertools.islice(place.rows(), _SAMPLE)
        names = frozenset(squeezed(name) for row in sample for name in row.link or ())
    else:
        place = _table(path, encoding, delimiter_of(line))
        names = frozenset(map(squeezed, place.header))
    found = _format(path, names, name)
    count = sum(1 for _ in place.rows())
    if not count:
        raise Invalid(f"{path.name} has no rows. Nothing was imported.")
    return LinkList(path, found, place.header, Rows(place, count))


def _table(path: Path, encoding: str, delimiter: str) -> _Place:
    first = next(csv_rows(path, encoding, delimiter), (0, ()))[1]
    if first and first[0].strip().lower().startswith(("http://", "https://")):  # a bare list of addresses
        return _Place(path, encoding, delimiter, ("destination", *[""] * (len(first) - 1)), headed=False)
    return _Place(path, encoding, delimiter, first, headed=True)


def _format(path: Path, names: frozenset[str], name: str) -> Format:
    if name != AUTO:
        asked = get_format(name)
        if not asked.looks_like(names):
            raise Invalid(f"{path.name} does not look like a list of links from {asked.title}. Nothing was imported.")
        return asked
    found = find_format(names)
    if found is None:
        raise Invalid(
            f"{path.name} has no column called “destination” or “url”. Name it in the first row and try again."
        )
    return found
