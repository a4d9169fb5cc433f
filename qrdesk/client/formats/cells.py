"""Cells of CSV files that spreadsheets open as text: none starts a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from qrdesk.client.files import writing
from qrdesk.core.cells import guarded, unguarded

__all__ = ["guarded", "put_csv", "unguarded", "write_csv"]


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
