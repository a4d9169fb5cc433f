"""The modules of a symbol, all but its eyes, in each of their shapes."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from math import cos, pi, sin

from qrdesk.core.artwork.scene import Outline, Point
from qrdesk.core.artwork.shapes import flowing
from qrdesk.core.artwork.shapes.outlines import box, circle, placed, polygon
from qrdesk.core.schemas.design import BodyShape

_Rows = tuple[bytes, ...]
_Draw = Callable[[float, float], Outline]
_MOST_INSET = 0.35  # as a share of a module's width: beyond, nothing would be left of it
# Each shape keeps off its neighbours even at its full size, or it would be another shape, and its edges would touch.
_WIDEST = {
    BodyShape.GAPPED: 0.9, BodyShape.DOTS: 0.98, BodyShape.DIAMOND: 0.98, BodyShape.STAR: 0.98, BodyShape.CROSS: 0.88,
    BodyShape.HEXAGON: 0.98, BodyShape.VERTICAL_BARS: 0.9, BodyShape.HORIZONTAL_BARS: 0.9,
}  # fmt: skip


@lru_cache(maxsize=64)  # colours and millimetres change while somebody tries them out; the outlines do not
def outlines(rows: _Rows, shape: BodyShape, size: float, inset: float) -> tuple[Outline, ...]:
    """Return the outlines of the dark modules, in modules.

    Args:
        rows: one byte per module, 1 for dark.
        shape: what each looks like, or what they flow into.
        size: width of a module as a share of its place; shapes that flow together have the whole of it.
        inset: how far each edge is drawn back, in modules; below 0 it goes out.
    """
    if shape in flowing.SHAPES:
        return flowing.flow(rows, shape, max(-_MOST_INSET, min(_MOST_INSET, inset)))
    widest = _WIDEST[shape]
    width = min(widest, size)
    if inset < 0:  # growing ends before the neighbours are met
        width, inset = min(widest, width - 2 * inset), 0.0
    inset = min(inset, _MOST_INSET * width)
    if shape is BodyShape.VERTICAL_BARS:
        return tuple(_bars(rows, width - 2 * inset, upright=True))
    if shape is BodyShape.HORIZONTAL_BARS:
        columns = tuple(bytes(column) for column in zip(*rows, strict=True))
        return tuple(_bars(columns, width - 2 * inset, upright=False))
    one = _ONE[shape](width, inset)
    return tuple(placed((one,), 1, x, y)[0] for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)


def _bars(rows: _Rows, width: float, *, upright: bool) -> Iterator[Outline]:
    """Yield a bar for each run of modules from top to bottom; not ``upright``, the bars lie, and ``rows`` are columns.

    A module alone is a dot.
    """
    side = (1 - width) / 2
    for across, column in enumerate(zip(*rows, strict=True)):
        for dark, run in groupby(range(len(column)), key=column.__getitem__):
            if dark:
                places = list(run)
                along, length = places[0] + side, len(places) - 2 * side
                yield (
                    box(across + side, along, width, length, width / 2)
                    if upright
                    else box(along, across + side, length, width, width / 2)
                )


def _gapped(width: float, inset: float) -> Outline:
    side = width - 2 * inset
    return box(0.5 - side / 2, 0.5 - side / 2, side, side)


def _dot(width: float, inset: float) -> Outline:
    return circle(0.5, 0.5, width / 2 - inset)


def _diamond(width: float, inset: float) -> Outline:
    # its tips are cut round, so it may be drawn from a little farther out and weighs as much as its neighbours
    return _pointed([(0, -0.541), (0.541, 0), (0, 0.541), (-0.541, 0)], 0.1, width, inset, most=0.3)


def _star(width: float, inset: float) -> Outline:
    points: list[Point] = []
    for tip in range(5):
        for reach, angle in ((0.555, 72 * tip), (0.333, 72 * tip + 36)):
            points.append((reach * sin(angle * pi / 180), 0.047 - reach * cos(angle * pi / 180)))
    return _pointed(points, 0.045, width, inset, most=0.15)


def _hexagon(width: float, inset: float) -> Outline:
    corners = [(0.51 * sin(at * pi / 3), -0.51 * cos(at * pi / 3)) for at in range(6)]
    return _pointed(corners, 0.07, width, inset, most=0.3)


def _cross(width: float, inset: float) -> Outline:
    arm, end = 0.24, 0.5
    quarter = [(-arm, -end), (arm, -end), (arm, -arm)]
    points: list[Point] = []
    for _ in range(4):
        points += quarter
        quarter = [(-y, x) for x, y in quarter]
    return _pointed(points, 0.05, width, inset, most=0.15)


def _pointed(points: list[Point], radius: float, width: float, inset: float, *, most: float) -> Outline:
    """Return a polygon round the middle of a module; ``most`` is the inset that it bears, in modules."""
    scaled = [(0.5 + x * width, 0.5 + y * width) for x, y in points]
    return polygon(scaled, max(radius * width - inset, 0.02), min(inset, most * width))


_ONE: dict[BodyShape, _Draw] = {
    BodyShape.GAPPED: _gapped,
    BodyShape.DOTS: _dot,
    BodyShape.DIAMOND: _diamond,
    BodyShape.STAR: _star,
    BodyShape.HEXAGON: _hexagon,
    BodyShape.CROSS: _cross,
}
