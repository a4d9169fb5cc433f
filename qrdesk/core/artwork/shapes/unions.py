"""Shapes of words and frames that may lie over one another as outlines that do not."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from qrdesk.core.artwork.scene import Curve, Outline, Point, flat
from qrdesk.core.artwork.shapes import skia
from qrdesk.core.artwork.shapes.skia import Piece, pieces_of
from qrdesk.core.errors import Invalid

if TYPE_CHECKING:
    from pathops import Path

_Box = tuple[float, float, float, float]  # left, top, right, bottom
_FINE = 1000.0
_BEND = 1e-4  # how far lines may lie from the curve that they stand for
_MOST_MEETINGS = 60_000  # of lines and curves whose boxes overlap: as many may cross


def united(pieces: Sequence[Piece]) -> tuple[Outline, ...]:
    """Return what ``pieces`` fill (nonzero rule), as outlines that do not cross: outer ones clockwise, y down.

    Raises:
        Invalid: it is too tangled (``design.frame.font``: nothing of ours is).
    """
    path = skia.path(pieces, _FINE)
    if skia.meetings(skia.boxes(path), _MOST_MEETINGS) > _MOST_MEETINGS:
        raise _tangled()
    return _simple(path)


def stroked(drawn: str, width: float) -> tuple[Outline, ...]:
    """Return the lines ``drawn``, as SVG paths say them, as shapes ``width`` wide with round ends."""
    import pathops  # noqa: PLC0415 9 MB of Skia, and only words and some frames need it

    path = _read(drawn)
    path.stroke(width * _FINE, pathops.LineCap.ROUND_CAP, pathops.LineJoin.ROUND_JOIN, 4)
    return _simple(path)


def filled(drawn: str) -> tuple[Outline, ...]:
    """Return the shapes ``drawn``, as SVG paths say them."""
    return _simple(_read(drawn))


def without(shape: Iterable[Outline], *cut: Iterable[Outline]) -> tuple[Outline, ...]:
    """Return ``shape`` without what lies under the shapes ``cut``."""
    import pathops  # noqa: PLC0415 as above

    other = skia.path(pieces_of(outline for part in cut for outline in part), _FINE)
    left = pathops.op(skia.path(pieces_of(shape), _FINE), other, pathops.PathOp.DIFFERENCE, fix_winding=True)
    return _simple(left)


def joined(*parts: Iterable[Outline]) -> tuple[Outline, ...]:
    """Return the union of shapes that may lie over one another."""
    return _joined(tuple(outline for part in parts for outline in part))


def bounds(outlines: Iterable[Outline]) -> _Box:
    """Return left, top, right and bottom of what is seen."""
    drawn = list(outlines)
    box = _box([piece[-2:] for outline in drawn for piece in outline])
    # a curve lies within its ends and handles: only where a handle reaches out of the box the curve may
    reaching = [
        point
        for outline in drawn
        for start, curve in pairwise(outline)
        if len(curve) == 6 and not _within(curve, box)
        for point in flat((start[-2:], curve), _BEND)
    ]
    return _box([*reaching, box[:2], box[2:]])


def _box(points: Sequence[Point]) -> _Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _within(curve: Curve, box: _Box) -> bool:
    left, top, right, bottom = box
    x1, y1, x2, y2, *_ = curve
    return left <= min(x1, x2) and max(x1, x2) <= right and top <= min(y1, y2) and max(y1, y2) <= bottom


@lru_cache(maxsize=128)
def _joined(outlines: tuple[Outline, ...]) -> tuple[Outline, ...]:
    return united(list(pieces_of(outlines)))


def _read(drawn: str) -> "Path":
    import pathops  # noqa: PLC0415 as above
    from fontTools.svgLib.path import parse_path  # noqa: PLC0415 30 ms, as above

    path = pathops.Path(fillType=pathops.FillType.WINDING)
    parse_path(drawn, path.getPen())
    return path.transform(scaleX=_FINE, scaleY=_FINE)


def _simple(path: "Path") -> tuple[Outline, ...]:
    import pathops  # noqa: PLC0415 as above

    even_odd = path.fillType == pathops.FillType.EVEN_ODD  # by which what cutting out leaves is filled
    try:
        return skia.simplified(path, _FINE, even_odd=even_odd)
    except skia.Tangled as fault:
        raise _tangled() from fault


def _tangled() -> Invalid:
    return Invalid.field("design.frame.font", "The letters of this font are too tangled to draw. Use another one.")
