"""Skia's path operations: shapes that may lie over one another in, outlines that do not cross out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes.outlines import closed, cubic

if TYPE_CHECKING:
    from pathops import Path

Piece = tuple[str, tuple[float, ...]]  # move, line, quad, cubic or close, and its points
Boxes = list[tuple[float, float, float, float]]
_CLOSE = 0.05  # how far a curve may lie from the conic that it stands for, in units of the library


class Tangled(Exception):
    """The library gave up."""


def path(pieces: Iterable[Piece], fine: float) -> "Path":
    """Return ``pieces`` for the library, ``fine`` times as large: it counts in single precision.

    Curves are bent to a quarter of its unit, so shapes should be some thousands of them wide.
    """
    import pathops  # noqa: PLC0415 9 MB of Skia, for words, some frames and logos only

    made = pathops.Path(fillType=pathops.FillType.WINDING)
    for kind, points in pieces:
        _draw(made, kind, [number * fine for number in points])
    return made


def pieces_of(outlines: Iterable[Outline], closings: Iterable[bool] | None = None) -> Iterator[Piece]:
    """Yield outlines as pieces; ``closings`` says of each whether its end is joined to its beginning."""
    told = iter(closings) if closings is not None else None
    for outline in outlines:
        yield "move", outline[0]
        for piece in outline[1:]:
            yield ("line" if len(piece) == 2 else "cubic"), piece
        if told is None or next(told):
            yield "close", ()


def simplified(made: "Path", fine: float, *, even_odd: bool = False) -> tuple[Outline, ...]:
    """Return outlines of what ``made`` fills, no two of which cross: outer ones clockwise, holes the other way.

    Raises:
        Tangled: they are too intricate.
    """
    import pathops  # noqa: PLC0415 as above

    try:
        made.convertConicsToQuads(_CLOSE)
        made.fillType = pathops.FillType.EVEN_ODD if even_odd else pathops.FillType.WINDING
        made.simplify(fix_winding=True, keep_starting_points=False, clockwise=False)
    except pathops.PathOpsError as fault:
        raise Tangled from fault
    return tuple(_outlines(made, fine))


def boxes(made: "Path") -> Boxes:
    """Return left, top, right and bottom of each line and curve, in the library's units."""
    import pathops  # noqa: PLC0415 as above

    found: Boxes = []
    x, y = 0.0, 0.0
    for verb, points in made:
        if verb != pathops.PathVerb.MOVE and points:
            xs, ys = (x, *(one for one, _ in points)), (y, *(one for _, one in points))
            found.append((min(xs), min(ys), max(xs), max(ys)))
        x, y = points[-1] if points else (x, y)
    return found


def meetings(found: Boxes, most: int) -> int:
    """Return how many boxes overlap, two by two: as many lines may cross. Beyond ``most`` it does not count on."""
    import numpy as np  # noqa: PLC0415 100 ms, as above

    edges = np.array(sorted(found)).reshape(-1, 4)
    ends = np.searchsorted(edges[:, 0], edges[:, 2])
    met = 0
    for at, end in enumerate(ends):
        near = edges[at + 1 : end]
        met += int(((near[:, 1] < edges[at, 3]) & (near[:, 3] > edges[at, 1])).sum())
        if met > most:
            break
    return met


def _draw(made: "Path", kind: str, points: Sequence[float]) -> None:
    match kind, points:
        case "move", (x, y):
            made.moveTo(x, y)
        case "line", (x, y):
            made.lineTo(x, y)
        case "quad", (x1, y1, x, y):
            made.quadTo(x1, y1, x, y)
        case "cubic", (x1, y1, x2, y2, x, y):
            made.cubicTo(x1, y1, x2, y2, x, y)
        case _:
            made.close()


def _outlines(made: "Path", fine: float) -> Iterator[Outline]:
    import pathops  # noqa: PLC0415 as above

    pieces: list[Sequence[float]] = []
    for verb, points in made:
        numbers = [number / fine for point in points for number in point]
        if verb == pathops.PathVerb.CLOSE:
            if len(pieces) > 2 or any(len(piece) == 6 for piece in pieces):  # a point or a line fills nothing
                yield closed(pieces)
            pieces = []
        elif verb == pathops.PathVerb.QUAD:
            x0, y0 = pieces[-1][-2:]
            x, y, x1, y1 = numbers
            pieces.append(cubic(x0, y0, x, y, x1, y1))
        else:
            pieces.append(tuple(numbers))
