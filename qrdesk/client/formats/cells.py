"""Cells of CSV files that spreadsheets open as text: none starts a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from qrdesk.client.files import writing

_FORMULA = frozenset("=+-@|%\t\r\0")


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a file that spreadsheets open as text, whole or not at all, and return how many rows it has.

    Raises:
        CannotWrite: the folder or file cannot be written.
    """
    with writing(path) as file:
        return put_csv(file, header, rows)


def put_csv(file: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write header and rows to an open file, and return how many rows."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded(name) for name in header])  # of a list that somebody else wrote, perhaps
    count = 0
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        count += 1
    text.detach()  # whoever opened the file closes it
    return count


def guarded(cell: str) -> str:
    """Return ``cell`` with a quote before it where a spreadsheet would run it as a formula.

    Source: OWASP ASVS 1.2.10.
    """
    return f"'{cell}" if _is_formula(cell) or _looks_guarded(cell) else cell


def unguarded(cell: str) -> str:
    """Return what ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and (_is_formula(cell[1:]) or _looks_guarded(cell[1:])) else cell


def _looks_guarded(cell: str) -> bool:
    # "'=x" as somebody wrote it must not lose its quote on the way back
    return cell.startswith("'") and _is_formula(cell.lstrip("'"))


def _is_formula(cell: str) -> bool:
    shown = unicodedata.normalize("NFKC", cell)
    return shown[:1] in _FORMULA or shown.lstrip()[:1] in _FORMULA
