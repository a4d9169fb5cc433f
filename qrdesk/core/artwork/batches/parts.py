"""Parts of an Excel file (XLSX), looked through before anything is kept of them.

Every part of XML is read, whatever it is called: any of them may be named as a sheet. Only what its name says is a
picture or the like is not, and then nothing may name it as a sheet.
"""

import re
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 20
_OTHERS = (
    ".bin", ".bmp", ".emf", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".vml", ".wdp", ".wmf", ".webp"
)  # fmt: skip
_ADDRESS = re.compile("([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile("[1-9][0-9]{0,6}")


class Far(Exception):
    """Cells lie too far apart: the rectangle round them would be kept whole."""


@dataclass(slots=True)
class Part:
    """How far cells may lie, and what has been seen of texts that cells share."""

    most_rows: int
    most_cells: int
    shared: int = 0  # cells with such a text
    longest: int = 0  # bytes of the longest


def read_part(member: IO[bytes], name: str, seen: Part, most: int) -> int:
    """Return how many bytes a part unpacks to; reading stops beyond ``most``.

    Raises:
        Far: its cells lie too far apart.
        ExpatError: it is no well-formed XML in UTF-8, and its name does not say that it is something else.
        ValueError: it has a document type, an address that is none, or names what is no XML as a sheet.
    """
    reader = None if name.lower().endswith(_OTHERS) else _Reader(seen)
    size = 0
    while (chunk := member.read(_CHUNK)) and size <= most:
        size += len(chunk)
        if reader is not None and size <= most:
            reader.feed(chunk)
    if reader is not None and 0 < size <= most:
        reader.feed(b"", last=True)
    return size


class _Reader:
    """Reads XML once from its beginning to its end, and keeps nothing but how far its cells lie."""

    def __init__(self, seen: Part) -> None:
        self._seen = seen
        self._row = self._column = self._rows = self._columns = self._text_at = 0
        # whatever the part says of its encoding, what opens the file takes it for UTF-8
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        self._parser.Parse(chunk, last)

    def _begin(self, name: str, said: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._place_cell(said.get("r"))
                self._seen.shared += said.get("t") == "s"
            case "row":
                self._row = self._row + 1 if "r" not in said else _number(said["r"])
                self._column = 0
                self._reach()
            case "si":
                self._text_at = self._parser.CurrentByteIndex
            case "Relationship" if said.get("Target", "").lower().endswith(_OTHERS):
                if said.get("Type", "").endswith("sheet"):
                    raise ValueError(name)
            case _:
                pass

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "si":
            self._seen.longest = max(self._seen.longest, self._parser.CurrentByteIndex - self._text_at)

    def _place_cell(self, address: str | None) -> None:
        if address is None:
            self._column += 1  # beside the one before
        else:
            found = _ADDRESS.fullmatch(address)
            if found is None:
                raise ValueError(address)
            self._column = _column(found[1].upper())
            self._rows = max(self._rows, int(found[2]))
        self._reach()

    def _reach(self) -> None:
        self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
        if self._rows > self._seen.most_rows or self._rows * self._columns > self._seen.most_cells:
            raise Far


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(said: str) -> int:
    if _NUMBER.fullmatch(said) is None:
        raise ValueError(said)
    return int(said)


def _refuse(*_: object) -> None:
    raise ValueError("a document type")
