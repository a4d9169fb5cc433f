"""Shapes that may lie over one another as outlines that do not: by Skia's path operations."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from qrdesk.core.artwork.scene import Outline, flat
from qrdesk.core.artwork.shapes.outlines import closed
from qrdesk.core.errors import Invalid

if TYPE_CHECKING:
    from pathops import Path

Piece = tuple[str, tuple[float, ...]]  # move, line, quad, cubic or close, and its points
_FINE = 1000.0  # Skia counts in single precision and is made for sizes of some thousands
_CLOSE = 0.05  # how far a curve may lie from the conic that it stands for, in the same
_MOST_MEETINGS = 60_000  # of lines and curves whose boxes overlap: as many may cross


def united(pieces: Sequence[Piece]) -> tuple[Outline, ...]:
    """Return what ``pieces`` fill (nonzero rule), as outlines that do not cross: outer ones clockwise, y down.

    Raises:
        Invalid: it is too tangled (``design.frame.font``: nothing of ours is).
    """
    if _meetings(pieces) > _MOST_MEETINGS:
        raise _tangled()
    return _simple(_path(pieces))


def stroked(drawn: str, width: float) -> tuple[Outline, ...]:
    """Return the lines ``drawn``, as SVG paths say them, as shapes ``width`` wide with round ends."""
    import pathops  # noqa: PLC0415 10 ms, and only words and some frames need it

    path = _read(drawn)
    path.stroke(width * _FINE, pathops.LineCap.ROUND_CAP, pathops.LineJoin.ROUND_JOIN, 4)
    return _simple(path)


def filled(drawn: str) -> tuple[Outline, ...]:
    """Return the shapes ``drawn``, as SVG paths say them."""
    return _simple(_read(drawn))


def without(shape: Iterable[Outline], *cut: Iterable[Outline]) -> tuple[Outline, ...]:
    """Return ``shape`` without what lies under the shapes ``cut``."""
    import pathops  # noqa: PLC0415 as above

    other = _path(pieces_of(outline for part in cut for outline in part))
    left = pathops.op(_path(pieces_of(shape)), other, pathops.PathOp.DIFFERENCE, fix_winding=True)
    return _simple(left)


def _path(pieces: Iterable[Piece]) -> "Path":
    import pathops  # noqa: PLC0415 as above

    path = pathops.Path(fillType=pathops.FillType.WINDING)
    for kind, points in pieces:
        _draw(path, kind, [number * _FINE for number in points])
    return path


def _read(drawn: str) -> "Path":
    import pathops  # noqa: PLC0415 as above
    from fontTools.svgLib.path import parse_path  # noqa: PLC0415 30 ms, as above

    path = pathops.Path(fillType=pathops.FillType.WINDING)
    parse_path(drawn, path.getPen())
    return path.transform(scaleX=_FINE, scaleY=_FINE)


def _simple(path: "Path") -> tuple[Outline, ...]:
    import pathops  # noqa: PLC0415 as above

    try:
        rule = path.fillType
        path.convertConicsToQuads(_CLOSE)
        path.fillType = rule  # which it forgets
        path.simplify(fix_winding=True, keep_starting_points=False, clockwise=False)
    except pathops.PathOpsError as failed:
        raise _tangled() from failed
    return tuple(_outlines(path))


def joined(*parts: Iterable[Outline]) -> tuple[Outline, ...]:
    """Return the union of shapes that may lie over one another."""
    return _joined(tuple(outline for part in parts for outline in part))


@lru_cache(maxsize=128)
def _joined(outlines: tuple[Outline, ...]) -> tuple[Outline, ...]:
    return united(list(pieces_of(outlines)))


def pieces_of(outlines: Iterable[Outline]) -> Iterator[Piece]:
    """Yield outlines as pieces."""
    for outline in outlines:
        yield "move", outline[0]
        for piece in outline[1:]:
            yield ("line" if len(piece) == 2 else "cubic"), piece
        yield "close", ()


def bounds(outlines: Iterable[Outline]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what is seen."""
    points = [point for outline in outlines for point in flat(outline, 1e-4)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _draw(path: "Path", kind: str, points: Sequence[float]) -> None:
    match kind, points:
        case "move", (x, y):
            path.moveTo(x, y)
        case "line", (x, y):
            path.lineTo(x, y)
        case "quad", (x1, y1, x, y):
            path.quadTo(x1, y1, x, y)
        case "cubic", (x1, y1, x2, y2, x, y):
            path.cubicTo(x1, y1, x2, y2, x, y)
        case _:
            path.close()


def _meetings(pieces: Sequence[Piece]) -> int:
    """Return how many pairs of lines and curves have boxes that overlap."""
    import numpy as np  # noqa: PLC0415 100 ms, and only words and some frames need it

    boxes: list[tuple[float, float, float, float]] = []
    x = y = 0.0
    for kind, points in pieces:
        if not points:
            continue
        if kind != "move":
            xs, ys = (x, *points[::2]), (y, *points[1::2])
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
        x, y = points[-2:]
    edges = np.array(sorted(boxes), np.float64).reshape(-1, 4)
    met = 0
    for at in range(len(edges) - 1):
        _, top, right, bottom = edges[at]
        last = at + 1 + int(np.searchsorted(edges[at + 1 :, 0], float(right)))
        near = edges[at + 1 : last]
        met += int(np.count_nonzero((near[:, 1] < bottom) & (near[:, 3] > top)))
        if met > _MOST_MEETINGS:
            break
    return met


def _outlines(path: "Path") -> Iterator[Outline]:
    import pathops  # noqa: PLC0415 as above

    pieces: list[Sequence[float]] = []
    for verb, points in path:
        flat_points = [number / _FINE for point in points for number in point]
        if verb == pathops.PathVerb.CLOSE:
            if len(pieces) > 1:
                yield closed(pieces)
            pieces = []
        elif verb == pathops.PathVerb.QUAD:
            pieces.append(_cubic(pieces[-1][-2:], flat_points))
        else:
            pieces.append(tuple(flat_points))


def _cubic(start: Sequence[float], quad: Sequence[float]) -> tuple[float, ...]:
    """Return a quadratic curve as the same cubic one."""
    (x0, y0), (x1, y1, x2, y2) = start, quad
    return (
        x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3, x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3, x2, y2,
    )  # fmt: skip


def _tangled() -> Invalid:
    return Invalid.field("design.frame.font", "The letters of this font are too tangled to draw. Use another one.")
