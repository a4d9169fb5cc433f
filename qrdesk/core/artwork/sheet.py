"""Label sheets: those that are sold, by their code, and sheets of one's own."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from qrdesk.core import resources
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.batch import SheetDraft

_FILES = ("sheets/a4.json", "sheets/letter.json")
A4_MM = (210.0, 297.0)
LETTER_MM = (215.9, 279.4)


@lru_cache(maxsize=1)
def known() -> Mapping[str, SheetDraft]:
    """Return the sheets that are sold, by the code that is printed on their box."""
    return {code: sheet for file in _FILES for codes, sheet in _sheets(file) for code in codes}


def by_code(code: str) -> SheetDraft:
    """Return the sheet called ``code``: blanks, dashes, the maker's name and small letters make no difference.

    Raises:
        Invalid: there is none.
    """
    wanted = _plain(code)
    found = next((sheet for name, sheet in known().items() if _plain(name) == wanted), None)
    if found is None:
        some = ", ".join(sorted(known()))
        raise Invalid.field(
            "sheet", f"There is no label sheet “{code[:40]}” here. There are {some}. Or give sizes of your own."
        )
    return found


def n_up(
    width_mm: float,
    height_mm: float,
    *,
    page_mm: tuple[float, float] = A4_MM,
    gap_mm: float = 0,
    margin_mm: float = 10,
    bleed_mm: float = 0,
) -> SheetDraft:
    """Return a sheet with as many labels of that size as fit, in the middle of the paper, and marks to cut them.

    Raises:
        Invalid: not one fits.
        ValidationError: a length is out of bounds, or there is no room for the bleed.
    """
    counts: list[int] = []
    starts: list[float] = []
    for size, page in zip((width_mm, height_mm), page_mm, strict=True):
        count = int((page - 2 * margin_mm + gap_mm) / (size + gap_mm) + 1e-6) if size > 0 else 0
        if count < 1:
            raise Invalid.field("sheet", f"No label of {width_mm:g} × {height_mm:g} mm fits on this paper.")
        counts.append(min(count, 200))
        starts.append((page - counts[-1] * (size + gap_mm) + gap_mm) / 2)
    return SheetDraft(
        page_width_mm=page_mm[0],
        page_height_mm=page_mm[1],
        label_width_mm=width_mm,
        label_height_mm=height_mm,
        columns=counts[0],
        rows=counts[1],
        left_mm=starts[0],
        top_mm=starts[1],
        pitch_x_mm=width_mm + gap_mm,
        pitch_y_mm=height_mm + gap_mm,
        bleed_mm=bleed_mm,
        cut_marks=True,
    )


def place(sheet: SheetDraft, number: int) -> tuple[float, float]:
    """Return the upper left corner, in mm, of a label, counted from 0 along the rows."""
    row, column = divmod(number, sheet.columns)
    return sheet.left_mm + column * sheet.pitch_x_mm, sheet.top_mm + row * sheet.pitch_y_mm


def _sheets(file: str) -> Iterator[tuple[list[str], SheetDraft]]:
    kept: dict[str, Any] = json.loads(resources.read_text(file))
    width, height = kept["page_mm"]
    unit = kept["unit_mm"]
    for code, also, *numbers in kept["sheets"]:
        label_width, label_height, columns, rows, *places = numbers
        left, top, pitch_x, pitch_y, radius = (round(number * unit, 4) for number in places)
        yield (
            [code, *also],
            SheetDraft(
                page_width_mm=width,
                page_height_mm=height,
                label_width_mm=round(label_width * unit, 4),
                label_height_mm=round(label_height * unit, 4),
                columns=columns,
                rows=rows,
                left_mm=left,
                top_mm=top,
                pitch_x_mm=pitch_x,
                pitch_y_mm=pitch_y,
                radius_mm=radius,
            ),
        )


def _plain(code: str) -> str:
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    for maker in ("AVERY", "ZWECKFORM", "HERMA"):
        letters = letters.removeprefix(maker)
    return letters
