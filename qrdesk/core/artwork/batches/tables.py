"""Lists of rows: CSV in any usual encoding, or the first sheet of an Excel file; read row by row, and bounded."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.batches import workbook
from qrdesk.core.artwork.batches.refusing import unusable
from qrdesk.core.errors import CannotRead
from qrdesk.core.live_files import refuse_reading
from qrdesk.core.schemas.design import Design

MOST_BYTES = 256 << 20
MOST_ROWS = 1_000_000
MOST_COLUMNS = 200
MOST_CELL = 32_768  # characters; Excel's own bound
_MOST_QUOTED = 131_072  # characters; the csv module's own bound, which others in this process may have raised
_CHUNK = 1 << 20
_SNIFFED_LINES = 20
_NO_LIST = "it is no list with columns, or has a cell that is far too long"
_LOOK = "Look for a quotation mark that is never closed"
_DELIMITERS = ",;\t|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list. ``number`` is its row in the file, the headings being 1; ``refusal`` why it is no use, or "".

    ``design`` is its own look, which goes before that of the batch, and ``assets`` the files that this look names (the
    profile is the batch's). Rows that look alike share both.
    """

    number: int
    cells: tuple[str, ...]
    refusal: str = ""
    design: Design | None = None
    assets: Assets = NOTHING


@dataclass(frozen=True, slots=True)
class Table:
    """A list: its headings, and its rows as often as they are asked for.

    ``digest`` stands for all that is in it, but for the looks of its rows.
    """

    header: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    digest: str


def read(path: Path) -> Table:
    """Return the list in a file.

    Raises:
        CannotRead: it cannot be read, is no list, or is larger than is taken.
    """
    refuse_reading(path)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise unusable(path, f"it is larger than {MOST_BYTES >> 20} MB. Split it, then try again")
        with path.open("rb") as file:
            begin = file.read(4)
            file.seek(0)
            digest = _digest(file)
    except OSError as fault:
        raise CannotRead(f"{path} cannot be read: {fault.strerror}.") from fault
    if begin[:2] == b"PK":
        sheet = workbook.rows(path, MOST_ROWS, MOST_COLUMNS)
        return _table(path, lambda: iter(sheet), digest)
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding)
    return _table(path, lambda: _csv_rows(path, encoding, delimiter), digest)


def _table(path: Path, lines: Callable[[], Iterator[list[str]]], digest: str) -> Table:
    first = next(_bounded_cells(path, lines()), None)
    if first is None or not any(cell.strip() for cell in first):
        raise unusable(path, "its first line has no headings. Name the columns there, then try again")
    if len(first) > MOST_COLUMNS:
        raise unusable(path, f"it has more than {MOST_COLUMNS} columns. Leave some out, then try again")

    def rows() -> Iterator[Row]:
        given = _bounded_cells(path, lines())
        next(given, None)
        for number, cells in enumerate(given, 2):
            if number > MOST_ROWS + 1:
                raise unusable(path, f"it has more than {MOST_ROWS:,} rows. Split it, then try again")
            if any(cells):
                yield Row(number, tuple(cell.strip() for cell in cells[:MOST_COLUMNS]))

    return Table(tuple(cell.strip() for cell in first), rows, digest)


def _bounded_cells(path: Path, lines: Iterator[list[str]]) -> Iterator[list[str]]:
    for number, cells in enumerate(lines, 1):
        longest = max(cells, key=len, default="")
        if len(longest) > _MOST_QUOTED or (len(longest) > MOST_CELL and "\n" in longest):
            raise unusable(path, f"{_NO_LIST}. {_LOOK}, then try again")
        if len(longest) > MOST_CELL:
            many = f"a cell of more than {MOST_CELL:,} characters"
            raise unusable(path, f"its row {number:,} has {many}. Shorten it, then try again")
        yield cells


def _digest(file: io.BufferedIOBase | io.BufferedReader) -> str:
    found = blake2b(digest_size=16)
    while chunk := file.read(_CHUNK):
        found.update(chunk)
    return found.hexdigest()


def _encoding(path: Path) -> str:
    """Return how a text is written down: what its mark says, else UTF-8 if all of it is that, else Windows' own."""
    with path.open("rb") as file:
        begin = file.read(4096)
        for mark, encoding in _MARKS:
            if begin.startswith(mark):
                return encoding
        if begin.count(b"\0") > len(begin) // 4:  # half of what Latin letters are in UTF-16
            return "utf-16-le" if begin[1::2].count(b"\0") > begin[::2].count(b"\0") else "utf-16-be"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _delimiter(path: Path, encoding: str) -> str:
    """Return what lies between cells: what the first lines have most alike, outside of quotes."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = [line for line in (file.readline(MOST_CELL) for _ in range(_SNIFFED_LINES)) if line.strip()]
    best, most = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            counts = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:  # a quote that is never closed, and far too much behind it
            continue
        width = counts[0] if counts else 1
        rank = (sum(count == width for count in counts) if width > 1 else 0, width)
        if rank > most:
            best, most = delimiter, rank
    return best


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            yield from csv.reader(_bounded(path, file), delimiter=delimiter)
    except (csv.Error, UnicodeError) as fault:
        raise unusable(path, f"{_NO_LIST}. {_LOOK}, then try again") from fault
    except OSError as fault:
        raise CannotRead(f"{path} cannot be read: {fault.strerror}.") from fault


def _bounded(path: Path, file: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines, none of them longer than rows may be: a file without line ends would fill the memory."""
    most = MOST_CELL * 8
    while line := file.readline(most):
        if len(line) == most:
            raise unusable(path, "it has a line that is far too long. Save it as CSV anew, then try again")
        yield line
