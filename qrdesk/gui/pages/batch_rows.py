"""A list as it was read: its rows kept in a file of our own, so that any of them is found at once, however many."""

import codecs
import csv
import json
import logging
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qrdesk.core.artwork.batch import read as read_table
from qrdesk.core.errors import CannotRead
from qrdesk.gui.chosen_links import CHOSEN

_log = logging.getLogger(__name__)

Tell = Callable[[int, int], None]
PASTED = "pasted.tsv"  # the file that pasted rows are kept in
OWN_FILES = (PASTED, CHOSEN)  # lists that were never files of the person
_TOLD_EVERY = 2000
_CHUNK = 1 << 20
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row. ``place`` counts from 0, ``number`` is its line in the file."""

    place: int
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that was read. ``separator`` is a word, empty where there is none; ``places`` are bytes in ``kept``."""

    path: Path
    header: tuple[str, ...]
    has_names: bool
    separator: str
    encoding: str
    digest: str
    kept: Path
    places: "array[int]" = field(default_factory=lambda: array("Q"))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.places)

    def rows(self, first: int = 0, most: int | None = None) -> Iterator[ListRow]:
        """Yield rows from place ``first`` on, ``most`` of them at most."""
        end = self.count if most is None else min(self.count, first + most)
        if first >= end:
            return
        with self.kept.open("rb") as file:
            file.seek(self.places[first])
            for place in range(first, end):
                number, cells = json.loads(file.readline())
                yield ListRow(place, number, tuple(cells))

    def at(self, places: Sequence[int]) -> Iterator[ListRow]:
        """Yield the rows at these places."""
        with self.kept.open("rb") as file:
            for place in places:
                file.seek(self.places[place])
                number, cells = json.loads(file.readline())
                yield ListRow(place, number, tuple(cells))


def open_list(path: Path, folder: Path, *, has_names: bool = True, tell: Tell = lambda _done, _all: None) -> Listed:
    """Read a list, and keep its rows in ``folder``. ``tell`` may raise to stop it.

    Raises:
        CannotRead: it cannot be read, is no list, or is larger than is taken; or ``folder`` has no room.
    """
    table = read_table(path)
    separator, encoding = _written(path, table.header)
    header = table.header if has_names else tuple(str(number) for number in range(1, len(table.header) + 1))
    digest = f"{table.digest}-{int(has_names)}"
    made = Listed(path, header, has_names, separator, encoding, digest, folder / f"{digest}.rows")
    try:
        with made.kept.open("wb") as file:

            def keep(number: int, cells: Sequence[str]) -> None:
                made.places.append(file.tell())
                file.write(json.dumps([number, cells]).encode() + b"\n")
                if made.count % _TOLD_EVERY == 0:
                    tell(made.count, 0)

            if not has_names:
                keep(1, table.header)
            for row in table.rows():
                keep(row.number, row.cells)
    except OSError as fault:
        raise CannotRead(
            f"The rows of {path.name} cannot be kept while they are worked on: {fault.strerror}."
        ) from fault
    return made


def keep_pasted(text: str, folder: Path) -> Path:
    """Write pasted rows down as a file.

    Raises:
        CannotRead: there are none, or they cannot be kept.
    """
    if not text.strip():
        raise CannotRead("There is nothing to paste. Copy rows in your table first.")
    path = folder / PASTED
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)  # nobody else reads what was pasted
        path.chmod(0o600)  # one that lay there keeps the rights it had
        path.write_text(text.strip("\r\n") + "\n", encoding="utf-8", newline="")
    except OSError as fault:
        raise CannotRead(f"The pasted rows cannot be kept: {fault.strerror}.") from fault
    return path


def forget_pasted(folder: Path, *, but: str = "") -> None:
    """Take rows away, pasted or of links, that nobody works on any more: they may say what only few are to know."""
    for name in OWN_FILES:
        try:
            if name != but:
                (folder / name).unlink(missing_ok=True)
        except OSError as fault:
            _log.warning("Rows in %s could not be deleted: %s.", name, fault.strerror)


def _written(path: Path, header: Sequence[str]) -> tuple[str, str]:
    """Return what lies between the cells, as a word, and how letters are written down; both empty of a workbook."""
    with path.open("rb") as file:
        begin = file.read(4096)
    if begin[:2] == b"PK":
        return "", "XLSX"
    encoding = next((name for mark, name in _MARKS if begin.startswith(mark)), "") or _unmarked(path, begin)
    spelled = {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "Windows-1252": "cp1252"}[encoding]
    with path.open(encoding=spelled, errors="replace", newline="") as file:
        for separator, word in _SEPARATORS.items():
            file.seek(0)
            first = next(csv.reader(file, delimiter=separator), list[str]())
            if len(first) > 1 and tuple(cell.strip() for cell in first) == tuple(header):
                return word, encoding
    return "", encoding


def _unmarked(path: Path, begin: bytes) -> str:
    if begin.count(b"\0") > len(begin) // 4:
        return "UTF-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "Windows-1252"
    return "UTF-8"
