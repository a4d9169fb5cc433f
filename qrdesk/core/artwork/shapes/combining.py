"""Outlines of logos laid together: what overlaps becomes one, so that every renderer fills the same."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes import skia
from qrdesk.core.errors import Invalid

if TYPE_CHECKING:
    from pathops import Path, PathOp

_FINE = 4096.0
_TOO_INTRICATE = "The shapes of this logo are too intricate to be laid together. Simplify them, or use a PNG."
_MOST_MEETINGS = 40_000  # of lines and curves of one path whose boxes overlap: as many may cross
_OF_A_SHAPE = 10_000  # where a logo may have many such paths


class Cap(StrEnum):
    """How a line ends."""

    BUTT = "butt"
    ROUND = "round"
    SQUARE = "square"


class Join(StrEnum):
    """How a line turns a corner."""

    MITER = "miter"
    ROUND = "round"
    BEVEL = "bevel"


class Budget:
    """What laying shapes together may cost: some seconds. ``of_path`` is how often lines of one path may meet."""

    def __init__(self, of_path: int = _MOST_MEETINGS) -> None:
        self._of_path = of_path
        self._pieces = 100_000  # lines and curves, as often as they are laid together with others
        self._meetings = 40_000

    def spend(self, path: "Path") -> None:
        """Take off what it costs to sort out ``path``.

        Raises:
            Invalid: so many of its lines may cross, or so much was done before, that it would take many seconds.
        """
        boxes = skia.boxes(path)
        self._pieces -= len(boxes)
        met = skia.meetings(boxes, min(self._of_path, self._meetings)) if self._pieces >= 0 else 0
        self._meetings -= met
        if self._pieces < 0 or self._meetings < 0 or met > self._of_path:
            raise _refusal()


def budget_of_logo() -> Budget:
    """Return what all shapes of one logo may cost together."""
    return Budget(_OF_A_SHAPE)


def united(outlines: Sequence[Outline], *, even_odd: bool = False, budget: Budget | None = None) -> tuple[Outline, ...]:
    """Return outlines of what ``outlines`` fill, no two of which cross: outer ones clockwise, holes the other way.

    ``even_odd`` says by which rule they fill. The longer side of it all is about 1. ``budget`` is what this may cost,
    where more is done to the same logo.

    Raises:
        Invalid: they are too intricate.
    """
    path = _path(outlines)
    (budget or Budget()).spend(path)
    return _taken(path, even_odd=even_odd)


def widened(outlines: Sequence[Outline], by: float) -> tuple[Outline, ...]:
    """Return outlines that lie ``by`` farther out, with round corners.

    Raises:
        Invalid: they are too intricate.
    """
    around = stroked(outlines, 2 * by, Cap.ROUND, Join.ROUND, closings=[True] * len(outlines))
    return united((*around, *outlines))


def stroked(
    lines: Sequence[Outline],
    width: float,
    cap: Cap,
    join: Join,
    limit: float = 4,
    *,
    closings: Sequence[bool],
    budget: Budget | None = None,
) -> tuple[Outline, ...]:
    """Return the outlines of lines that are ``width`` wide.

    ``limit`` is how long a mitred corner may be, in widths; ``closings`` says of each line whether its end is joined
    to its beginning; ``budget`` is as for ``united``.

    Raises:
        Invalid: they are too intricate.
    """
    from pathops import LineCap, LineJoin  # noqa: PLC0415 9 MB of Skia, for logos only

    path = _path(lines, closings)
    caps = {Cap.BUTT: LineCap.BUTT_CAP, Cap.ROUND: LineCap.ROUND_CAP, Cap.SQUARE: LineCap.SQUARE_CAP}
    joins = {Join.MITER: LineJoin.MITER_JOIN, Join.ROUND: LineJoin.ROUND_JOIN, Join.BEVEL: LineJoin.BEVEL_JOIN}
    path.stroke(width * _FINE, caps[cap], joins[join], limit)
    path.convertConicsToQuads(0.25)  # before they are counted
    (budget or Budget()).spend(path)
    return _taken(path)


def cut_to(outlines: Sequence[Outline], frame: Outline, budget: Budget | None = None) -> tuple[Outline, ...]:
    """Return what of ``outlines`` lies within ``frame``.

    Raises:
        Invalid: they are too intricate.
    """
    from pathops import PathOp  # noqa: PLC0415 9 MB of Skia, for logos only

    return _combined(outlines, (frame,), PathOp.INTERSECTION, budget or Budget())


def cut_out(
    outlines: Sequence[Outline], others: Sequence[Outline], budget: Budget | None = None
) -> tuple[Outline, ...]:
    """Return what of ``outlines`` lies outside ``others``.

    Raises:
        Invalid: they are too intricate.
    """
    from pathops import PathOp  # noqa: PLC0415 9 MB of Skia, for logos only

    return _combined(outlines, others, PathOp.DIFFERENCE, budget or Budget())


def _combined(
    outlines: Sequence[Outline], others: Sequence[Outline], how: "PathOp", budget: Budget
) -> tuple[Outline, ...]:
    from pathops import PathOpsError, op  # noqa: PLC0415 9 MB of Skia, for logos only

    budget.spend(_path((*outlines, *others)))
    try:
        both = op(_path(outlines), _path(others), how)
    except PathOpsError as fault:
        raise _refusal() from fault
    return _taken(both)


def _path(outlines: Sequence[Outline], closings: Sequence[bool] | None = None) -> "Path":
    return skia.path(skia.pieces_of(outlines, closings), _FINE)


def _taken(path: "Path", *, even_odd: bool = False) -> tuple[Outline, ...]:
    try:
        return skia.simplified(path, _FINE, even_odd=even_odd)
    except skia.Tangled as fault:
        raise _refusal() from fault


def _refusal() -> Invalid:
    return Invalid.field("design.logo.file", _TOO_INTRICATE)
