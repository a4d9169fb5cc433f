"""Lists of links as files: read from CSV, sent in parts, and what did not go in written beside the original."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qrdesk.client.client import Client
from qrdesk.client.files import write_file
from qrdesk.core.errors import AnswerLost, CannotRead, Invalid
from qrdesk.core.operations import MAX_BODY_BYTES
from qrdesk.core.schemas.links import MAX_IMPORT, ImportReport, ImportRow, LinkImport, LinkView, RefusedRow

REASON = "reason"
LINK_COLUMNS = ("short_url", "destination", "slug", "title", "note", "tags", "state", "hits", "created_at")

_COLUMNS = {
    "destination": "destination",
    "url": "destination",
    "long_url": "destination",
    "slug": "slug",
    "title": "title",
    "note": "note",
    "description": "note",
    "tags": "tags",
}
_DELIMITERS = ",;\t"
_AROUND_ROWS = 4096  # bytes for what stands around the rows
_FORMULA = frozenset("=+-@|%\t\r\0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as it stands in the file; ``number`` is the one a spreadsheet shows."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkList:
    """A file of links, read whole. ``places`` says which column holds what."""

    path: Path
    header: tuple[str, ...]
    places: dict[str, int]
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not in, and why."""

    row: SourceRow
    reason: str


@dataclass(slots=True)
class Tally:
    """What has become of a list so far. Rows not yet sent are those after ``sent``."""

    source: LinkList
    created: list[str] = field(default_factory=list[str])
    refused: list[Refusal] = field(default_factory=list[Refusal])
    sent: int = 0

    def add(self, report: ImportReport) -> None:
        """Take in the answer to the next part."""
        by_number = {row.number: row for row in self.source.rows}
        self.created += report.created
        self.refused += [Refusal(by_number[one.row], one.reason) for one in report.refused]
        self.sent += len(report.created) + len(report.refused)

    def left_out(self, why_not_sent: str = "") -> list[Refusal]:
        """Return every row that is not in, those never sent with ``why_not_sent``."""
        return self.refused + [Refusal(row, why_not_sent) for row in self.source.rows[self.sent :]]


def read_links(path: Path) -> LinkList:
    """Read a CSV file: UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs.

    Raises:
        CannotRead: it is no text file, or its quotes do not match.
        Invalid: no column holds the destination, or there is no row.
    """
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        rows = [SourceRow(number, tuple(cells)) for number, cells in enumerate(reader, start=1)]
    except csv.Error as fault:
        line = reader.line_num
        raise CannotRead(f"{path.name} cannot be read from line {line} on: its quotes do not match.") from fault
    rows = [row for row in rows if any(cell.strip() for cell in row.cells)]
    header, places, body = _columns(path, rows)
    if not body:
        raise Invalid(f"{path.name} has no rows. Nothing was imported.")
    return LinkList(path, header, places, tuple(body))


def send(client: Client, source: LinkList, host: str | None = None) -> Iterator[ImportReport]:
    """Create the links in parts of up to 1,000 rows and yield the answer to each; whatever was answered stays.

    Raises:
        AnswerLost: a part was sent and no answer came. Its rows were yielded as refused just before, each with a reason
            that says so: all of them are in, or none.
        QRDeskError: a part could not be sent or was refused as a whole; none of its rows went in.
    """
    for part in _parts(source):
        try:
            report = client.links.import_rows(LinkImport(rows=part, host=host))
        except AnswerLost as lost:
            reason = f"Not known whether this went in: {lost}"
            yield ImportReport(created=[], refused=[RefusedRow(row=one.row, field="", reason=reason) for one in part])
            raise
        yield report


def write_refused(source: LinkList, refused: Sequence[Refusal], folder: Path | None = None) -> Path:
    """Write rows that are not in as ``<name>-not-imported.csv``, ready to be mended and imported again.

    It lies beside the original, or in ``folder``, and replaces no file.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    place = folder or source.path.parent
    header = [name for name in source.header if name.strip().lower() != REASON]
    kept = [index for index, name in enumerate(source.header) if name.strip().lower() != REASON]
    rows = [[*(_cell(one.row, index) for index in kept), one.reason] for one in refused]
    path = _free_name(place, f"{source.path.stem}-not-imported")
    write_csv(path, [*header, REASON], rows)
    return path


def write_links(path: Path, links: Iterable[LinkView]) -> int:
    """Write links as CSV, readable by ``read_links``, and return how many.

    Raises:
        CannotWrite: the file cannot be written; what was there before is untouched.
    """
    rows = [_link_row(link) for link in links]
    write_csv(path, LINK_COLUMNS, rows)
    return len(rows)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a file that spreadsheets open as text: no cell starts a formula. Whole or not at all.

    Raises:
        CannotWrite: the folder or file cannot be written.
    """
    held = io.StringIO(newline="")
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    write_file(path, held.getvalue().encode("utf-8-sig"))


def guarded(cell: str) -> str:
    """Return ``cell`` with a quote before it where a spreadsheet would run it as a formula.

    Source: OWASP ASVS 1.2.10.
    """
    return f"'{cell}" if _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    shown = unicodedata.normalize("NFKC", cell)
    return shown[:1] in _FORMULA or shown.lstrip()[:1] in _FORMULA


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise CannotRead(f"{path} cannot be read: {fault.strerror}.") from fault
    encodings = ("utf-16",) if content.startswith(_UTF16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CannotRead(f"{path.name} is no text file. Save it as CSV in your spreadsheet first.")


def _delimiter(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(line.split('"')[::2])  # what stands between quotes is no delimiter
    return max(_DELIMITERS, key=outside.count)


def _columns(path: Path, rows: list[SourceRow]) -> tuple[tuple[str, ...], dict[str, int], list[SourceRow]]:
    first = rows[0].cells if rows else ()
    places: dict[str, int] = {}
    for index, name in enumerate(first):
        known = _COLUMNS.get("_".join(name.strip().lower().split()))
        if known is not None:
            places.setdefault(known, index)
    if "destination" in places:
        return first, places, rows[1:]
    if first and first[0].strip().lower().startswith(("http://", "https://")):  # a bare list of addresses
        return ("destination", *[""] * (len(first) - 1)), {"destination": 0}, rows
    raise Invalid(f"{path.name} has no column called “destination” or “url”. Name it in the first row and try again.")


def _parts(source: LinkList) -> Iterator[tuple[ImportRow, ...]]:
    """Yield the rows in parts that a server takes: by number, and by what they weigh as JSON."""
    part: list[ImportRow] = []
    weight = 0
    for row in source.rows:
        sent = _import_row(source, row)
        heavy = len(sent.model_dump_json().encode()) + 1
        if part and (len(part) == MAX_IMPORT or weight + heavy > MAX_BODY_BYTES - _AROUND_ROWS):
            yield tuple(part)
            part, weight = [], 0
        part.append(sent)
        weight += heavy
    if part:
        yield tuple(part)


def _import_row(source: LinkList, row: SourceRow) -> ImportRow:
    values = {name: _unguarded(_cell(row, index)) for name, index in source.places.items()}
    return ImportRow(row=row.number, **values)


def _cell(row: SourceRow, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""


def _link_row(link: LinkView) -> list[str]:
    tags, made = ", ".join(link.tags), link.created_at.isoformat(timespec="seconds")
    return [
        link.short_url, link.destination, link.slug, link.title, link.note, tags, link.state, str(link.hit_count), made
    ]  # fmt: skip


def _free_name(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}.csv", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.csv", number + 1
    return path
