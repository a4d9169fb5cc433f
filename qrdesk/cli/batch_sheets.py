"""Label sheets that ``qrdesk batch`` is told of: by their code, in a file, or labels of a size of one's own."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, TypeVar

import click

from qrdesk.cli.json_files import object_in
from qrdesk.core.schemas.batch import SheetDraft

F = TypeVar("F", bound=Callable[..., Any])
OF_PAPER = ("page", "edge_mm", "gap_mm")  # options for labels of one's own size alone
_PAGES_MM = {"a4": (210.0, 297.0), "a3": (297.0, 420.0), "letter": (215.9, 279.4)}
_EDGE_MM = 10  # what office printers cannot reach, and some more
_WIDEST_MM = 500  # of edges and gaps
_LEAST_MM = 1  # of labels and paper: anything smaller was mistyped


def sheet_options(command: F) -> F:
    """Add the options that say which labels there are."""
    for option in (
        click.option("--gap-mm", default=None, type=float, help="Between labels of your own size."),
        click.option("--edge-mm", default=None, type=float, help="Free at each edge of that paper; left out: 10."),
        click.option(
            "--page",
            default=None,
            metavar="a4|a3|letter|WxH",
            help="Paper for labels of your own size; left out: a4.",
        ),
        click.option(
            "--sheet", default=None, metavar="CODE|WxH|FILE.json", help="Label sheet, such as L7160, or 50x30 in mm."
        ),
    ):
        command = option(command)
    return command


def sheet_of(said: str | None, paper: Mapping[str, Any], bleed_mm: float) -> SheetDraft | None:
    """Return the sheet that ``--sheet`` names; None where it was left out. ``paper`` has the options OF_PAPER.

    Raises:
        UsageError: there is no such paper, or one was told for labels that have their own.
        Invalid, ValidationError: there is no such sheet, or labels do not fit on the paper.
        CannotRead: the file with it cannot be read.
    """
    from qrdesk.core.artwork import sheet as sheets  # noqa: PLC0415 only this command needs them

    size_mm = None if said is None else _size_mm(said)
    if size_mm is not None:
        return sheets.n_up(*size_mm, **_paper(paper), bleed_mm=bleed_mm)
    if any(value is not None for value in paper.values()):
        raise click.UsageError(
            "--page, --edge-mm and --gap-mm are for labels of a size of your own, such as --sheet 50x30."
        )
    if said is None:
        return None
    return SheetDraft.model_validate(object_in(said)) if said.lower().endswith(".json") else sheets.by_code(said)


def _paper(said: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in said.items() if value is not None}
    page = given.get("page", "a4")
    page_mm = _PAGES_MM.get(page.lower()) or _size_mm(page)
    if page_mm is None:
        raise click.UsageError(f"There is no paper “{page}” here. Choose {', '.join(_PAGES_MM)}, or WxH in mm.")
    edge_mm, gap_mm = given.get("edge_mm", _EDGE_MM), given.get("gap_mm", 0)
    if not (0 <= edge_mm <= _WIDEST_MM and 0 <= gap_mm <= _WIDEST_MM):
        raise click.UsageError(f"--edge-mm and --gap-mm are 0 to {_WIDEST_MM}.")
    return {"page_mm": page_mm, "margin_mm": edge_mm, "gap_mm": gap_mm}


def _size_mm(said: str) -> tuple[float, float] | None:
    """Return the width and height in mm that “WxH” says; None where it says none that can be."""
    width, times, height = said.lower().replace("×", "x").partition("x")
    try:
        size_mm = (float(width), float(height)) if times else None
    except ValueError:
        return None
    return size_mm if size_mm and all(isfinite(one) and one >= _LEAST_MM for one in size_mm) else None
