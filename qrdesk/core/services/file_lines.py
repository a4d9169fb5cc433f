"""Pieces of files that are long lists: CSV, or a line of JSON for each."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import to_json

BOM = "\ufeff".encode()  # without it spreadsheets take the file for another alphabet


def csv_lines(lines: Iterable[Iterable[str]]) -> bytes:
    """Return lines of CSV; cells that people wrote have to be ``guarded`` before."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode("utf-8", "replace")


def json_lines(objects: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a line of JSON for each object."""
    return b"".join(to_json(one) + b"\n" for one in objects)
