"""Excel files (XLSX): looked at first, because a small one may unfold to more than a computer has room for."""

import zipfile
import zlib
from datetime import date, datetime, time
from pathlib import Path
from xml.parsers.expat import ExpatError

from qrdesk.core.artwork.batches.parts import Far, Part, read_part
from qrdesk.core.artwork.batches.refusing import unusable

_MOST_PACKED = 64 << 20
_MOST_UNPACKED = 256 << 20
_MOST_FILES = 5_000
_MOST_CELLS = 5_000_000  # of the rectangle that all cells lie in, which is kept whole
_MOST_TEXT = 512 << 20  # what texts that cells share would be if each had its own


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
                raise unusable(path, f"its first sheet has more than {most_columns} columns")
            found = sheet.to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, ValueError, IndexError, OSError) as fault:
        raise unusable(path, "it is damaged, or no Excel file (XLSX)") from fault
    return [[_text(cell) for cell in row] for row in found]


def _look(path: Path, most_rows: int) -> None:
    """Do nothing if all of a file can be unpacked in what room there is, and its cells lie close enough.

    What the file says of its own size is not relied on: everything is unpacked once, and thrown away.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            if path.stat().st_size > _MOST_PACKED or len(packed.infolist()) > _MOST_FILES:
                raise unusable(path, "it is too large. Save it as CSV")
            seen = _unfolded(packed, path, Part(most_rows=most_rows + 1, most_cells=_MOST_CELLS))
    except Far as fault:
        raise unusable(path, "its cells lie too far apart. Save it as CSV") from fault
    except (
        zipfile.BadZipFile,
        zlib.error,
        ExpatError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as fault:
        raise unusable(path, "it is damaged, or no Excel file (XLSX)") from fault
    if seen.shared * seen.longest > _MOST_TEXT:
        raise unusable(path, "the same long text stands in too many of its cells. Save it as CSV")


def _unfolded(packed: zipfile.ZipFile, path: Path, seen: Part) -> Part:
    """Return what was seen in all parts, ``seen`` told of each.

    Raises:
        CannotRead: they unpack to too much.
        Far, ExpatError, ValueError: as ``read_part``.
    """
    room = _MOST_UNPACKED
    for one in packed.infolist():
        with packed.open(one) as member:
            room -= read_part(member, one.filename, seen, room)
        if room < 0:
            raise unusable(path, "it unpacks to far more than a list has. Save it as CSV")
    return seen


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
