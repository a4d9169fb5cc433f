"""Excel files (XLSX): looked at first, because a small one may unfold to more than a computer has room for."""

import re
import zipfile
import zlib
from datetime import date, datetime, time
from pathlib import Path

from qrdesk.core.errors import CannotRead

_MOST_PACKED = 64 << 20
_MOST_UNPACKED = 256 << 20
_MOST_FILES = 5_000
_MOST_CELLS = 5_000_000  # of the rectangle that all cells lie in, which is kept whole
_MOST_TEXT = 512 << 20  # what texts that cells share would be if each had its own
_CHUNK = 1 << 20
_OVERLAP = 256  # bytes: a cell's address may lie across two chunks
_ADDRESS = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_SHARED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bt="s"')


def rows(path: Path, most_rows: int, most_columns: int) -> list[list[str]]:
    """Return the first sheet as texts.

    Raises:
        CannotRead: it is no such file, damaged, or larger than is taken.
    """
    _look(path, most_rows)
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 who reads CSV does without it

    try:
        with CalamineWorkbook.from_path(str(path)) as book:  # pyright: ignore[reportUnknownMemberType] - its stub leaves PathLike open
            sheet = book.get_sheet_by_index(0)
            if sheet.total_width > most_columns:
                raise _unusable(path, f"its first sheet has more than {most_columns} columns")
            found = sheet.to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, ValueError, IndexError, OSError) as fault:
        raise _unusable(path, "it is damaged, or no Excel file (XLSX)") from fault
    return [[_text(cell) for cell in row] for row in found]


def _look(path: Path, most_rows: int) -> None:
    """Do nothing if all of a file can be unpacked in what room there is, and its cells lie close enough.

    What the file says of its own size is not relied on: everything is unpacked once, and thrown away.
    """
    longest, shared, unpacked = 0, 0, 0
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.infolist()
            if path.stat().st_size > _MOST_PACKED or len(names) > _MOST_FILES:
                raise _unusable(path, "it is too large. Save it as CSV")
            for one in names:
                far, size, texts, longer = _unfolded(packed, one, _MOST_UNPACKED - unpacked)
                if size > _MOST_UNPACKED - unpacked:
                    raise _unusable(path, "it unpacks to far more than a list has. Save it as CSV")
                if far[0] > most_rows + 1 or far[0] * far[1] > _MOST_CELLS:
                    raise _unusable(path, "its cells lie too far apart. Save it as CSV")
                unpacked, shared, longest = unpacked + size, shared + texts, max(longest, longer)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        raise _unusable(path, "it is damaged, or no Excel file (XLSX)") from fault
    if shared * longest > _MOST_TEXT:
        raise _unusable(path, "the same long text stands in too many of its cells. Save it as CSV")


def _unfolded(packed: zipfile.ZipFile, one: zipfile.ZipInfo, most: int) -> tuple[tuple[int, int], int, int, int]:
    """Return the farthest row and column of a member, its size, its shared texts, and the longest text of those."""
    is_sheet, is_texts = "worksheets/" in one.filename, one.filename.endswith("sharedStrings.xml")
    row = column = size = shared = longest = running = 0
    kept = b""
    with packed.open(one) as member:
        while (chunk := member.read(_CHUNK)) and size <= most:
            size += len(chunk)
            if is_sheet:
                seen = kept + chunk
                for found in _ADDRESS.finditer(seen):
                    column, row = max(column, _column(found[1])), max(row, int(found[2]))
                shared += len(_SHARED.findall(chunk))
                kept = seen[-_OVERLAP:]
            elif is_texts:
                first, *others = chunk.split(b"</si>")
                running += len(first)
                for piece in others:
                    longest, running = max(longest, running), len(piece)
    return (row, column), size, shared, max(longest, running)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(cell: object) -> str:
    """Return a cell as people see it: whole numbers without a point, days without a time."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _unusable(path: Path, reason: str) -> CannotRead:
    return CannotRead(f"{path.name} cannot be used: {reason}. Nothing was made.")
