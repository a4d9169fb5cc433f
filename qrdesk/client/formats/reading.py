"""Files of links: text in whatever encoding, as CSV or as JSON, read a row at a time."""

import codecs
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, cast

from qrdesk.core.errors import CannotRead
from qrdesk.core.live_files import refuse_reading

_DELIMITERS = ",;\t"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHUNK = 1 << 18  # bytes or characters at a time
_LONGEST = 1 << 24  # characters of one link as JSON, or of one cell
_LISTS = ("links", "data", "shortUrls", "result", "urls", "items")  # where APIs put the links of a page
_BLANK = " \t\r\n\ufeff"
csv.field_size_limit(_LONGEST)  # of one cell: our own exports have rules and hits by day in one


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file: UTF-16, UTF-8 or Windows-1252, which has all of Latin-1's letters.

    Raises:
        CannotRead: it cannot be opened, or is no text.
    """
    refuse_reading(path)
    try:
        with path.open("rb") as file:
            encodings = ("utf-16",) if file.read(2) in _UTF16 else ("utf-8-sig", "cp1252")
        for encoding in encodings:
            if _decodes(path, encoding):
                return encoding
    except OSError as fault:
        raise CannotRead(f"{path} cannot be read: {fault.strerror}.") from fault
    raise CannotRead(f"{path.name} is no text file. Save it as CSV in your spreadsheet first.")


def first_line(path: Path, encoding: str) -> str:
    """Return the first line with something on it; empty when there is none."""
    with path.open(encoding=encoding) as file:
        while line := file.readline(_CHUNK):  # JSON may be one line of any length
            if line.strip():
                return line
    return ""


def delimiter_of(line: str) -> str:
    """Return what stands between the cells of a line."""
    outside = "".join(line.split('"')[::2])  # what stands between quotes is no delimiter
    return max(_DELIMITERS, key=outside.count)


def csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows of a CSV file that are not blank, each with the number that a spreadsheet shows.

    Raises:
        CannotRead: its quotes do not match, or a cell has no end.
    """
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            for number, cells in enumerate(reader, start=1):
                if any(cell.strip() for cell in cells):
                    yield number, tuple(cells)
        except csv.Error as fault:
            line = reader.line_num
            what = "a cell has no end" if "field limit" in str(fault) else "its quotes do not match"
            raise CannotRead(f"{path.name} cannot be read from line {line} on: {what}.") from fault


def json_links(path: Path, encoding: str) -> Iterator[dict[str, object]]:
    """Yield the links of a JSON file: a list of them, pages as an API gives them, or one to a line.

    Raises:
        CannotRead: it is no JSON.
    """
    with path.open(encoding=encoding) as file:
        scanner = _Scanner(file)
        done = 0
        try:
            while scanner.peek():
                for link in _links(scanner):
                    yield link
                    done += 1
                scanner.skip(",")  # pages put together by hand
        except (ValueError, RecursionError) as fault:
            raise CannotRead(f"{path.name} cannot be read behind its link {done:,}: this is no JSON.") from fault


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


class _Scanner:
    """Reads JSON values one after another, without holding the whole text."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._text, self._at = file, "", 0
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """Return the next character that is no blank; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANK:
                    return self._text[self._at]
                self._at += 1
            if not self._more(_CHUNK):
                return ""

    def skip(self, character: str) -> bool:
        """Pass ``character`` if it comes next, and say whether it did."""
        if self.peek() != character:
            return False
        self._at += 1
        return True

    def expect(self, character: str) -> None:
        """Pass ``character``.

        Raises:
            ValueError: something else comes next.
        """
        if not self.skip(character):
            raise ValueError(character)

    def value(self) -> object:
        """Return the next value, whole.

        Raises:
            ValueError: none comes next, or it never ends.
        """
        self.peek()
        step = _CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except ValueError:
                if len(self._text) - self._at > _LONGEST or not self._more(step):
                    raise
            else:
                if end < len(self._text) or not self._more(step):  # a number may go on
                    self._at = end
                    return cast("object", value)
            step *= 2  # else a long value would be tried again too often

    def _more(self, size: int) -> bool:
        chunk = self._file.read(size)
        self._text, self._at = self._text[self._at :] + chunk, 0
        return bool(chunk)


def _links(scanner: _Scanner) -> Iterator[dict[str, object]]:
    if scanner.peek() == "[":
        yield from _list(scanner)
    elif scanner.peek() == "{":
        yield from _page(scanner)
    else:
        raise ValueError(scanner.peek())


def _list(scanner: _Scanner) -> Iterator[dict[str, object]]:
    scanner.expect("[")
    while not scanner.skip("]"):
        yield from _links_of(scanner.value())
        if not scanner.skip(",") and scanner.peek() != "]":
            raise ValueError(scanner.peek())


def _page(scanner: _Scanner) -> Iterator[dict[str, object]]:
    """Read an object: the list of links in it one by one, or else the whole of it as one link."""
    scanner.expect("{")
    fields: dict[str, object] = {}
    listed = False
    while not scanner.skip("}"):
        name = scanner.value()
        scanner.expect(":")
        if name in _LISTS and scanner.peek() == "[":
            listed = True
            yield from _list(scanner)
        else:
            fields[str(name)] = scanner.value()
        if not scanner.skip(",") and scanner.peek() != "}":
            raise ValueError(scanner.peek())
    if not listed:
        yield from _links_of(fields)


def _links_of(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for one in cast("list[object]", value):
            yield from _links_of(one)
    elif isinstance(value, dict):
        fields = cast("dict[str, object]", value)
        inside = next((fields[name] for name in _LISTS if isinstance(fields.get(name), (list, dict))), None)
        if inside is None:
            yield fields
        elif isinstance(inside, list) or any(name in cast("dict[str, object]", inside) for name in _LISTS):
            yield from _links_of(cast("object", inside))
        else:  # YOURLS numbers them: link_1, link_2
            yield from _links_of(list(cast("dict[str, object]", inside).values()))
    else:
        yield {"destination": value}  # a bare address
