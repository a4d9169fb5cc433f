"""What is painted up to the trimmed edge, carried on beyond it: a blade that cuts askew meets no bare paper."""

from collections.abc import Sequence
from dataclasses import replace

from qrdesk.core.artwork.scene import Curve, Fill, Outline, Point, Scene
from qrdesk.core.artwork.shapes.outlines import closed

_NEAR_MM = 1e-3  # shapes that were laid together are as exact as single precision is
_Way = tuple[int, int]  # out of the page: -1, 0 or 1 to the right and down
_INWARDS: _Way = (0, 0)


def bled(fill: Fill, scene: Scene, bleed_mm: float) -> Fill:
    """Return ``fill`` grown by ``bleed_mm`` wherever a straight side of it lies on an edge of its scene.

    Where it is round at the edge, or only touches it, it stays as it is: there the edge is bare, and so is the bleed.
    """
    if bleed_mm <= 0:
        return fill
    size = (scene.width_mm, scene.height_mm)
    return replace(fill, outlines=tuple(_grown(outline, size, bleed_mm) for outline in fill.outlines))


def _grown(outline: Outline, size: tuple[float, float], by_mm: float) -> Outline:
    ends: list[Point] = [piece[-2:] for piece in outline]
    pieces: list[Point | Curve] = list(outline)
    if ends[0] != ends[-1]:  # the way back to the beginning is a line, too
        pieces.append(ends[0])
        ends.append(ends[0])
    ways = [
        _way(before, after, size) if len(piece) == 2 else _INWARDS
        for before, after, piece in zip(ends, ends[1:], pieces[1:], strict=False)
    ]
    if all(way == _INWARDS for way in ways):
        return outline
    grown: list[Sequence[float]] = _turned(ends[0], ways[-1], ways[0], by_mm)
    for number, piece in enumerate(pieces[1:]):
        following = ways[(number + 1) % len(ways)]
        corner = _turned(piece[-2:], ways[number], following, by_mm)
        grown += corner if len(piece) == 2 else [piece, *corner[1:]]
    return closed(grown)


def _way(start: Point, end: Point, size: tuple[float, float]) -> _Way:
    """Return the way out where the line from ``start`` to ``end`` lies on an edge."""
    for axis in (0, 1):
        if abs(start[axis] - end[axis]) < _NEAR_MM and abs(start[1 - axis] - end[1 - axis]) > _NEAR_MM:
            outwards = -1 if abs(start[axis]) < _NEAR_MM else 1 if abs(start[axis] - size[axis]) < _NEAR_MM else 0
            return (outwards, 0) if axis == 0 else (0, outwards)
    return _INWARDS


def _turned(at: Point, before: _Way, after: _Way, by_mm: float) -> list[Sequence[float]]:
    """Return what becomes of a corner between two sides that go out these ways."""
    if before == after:
        return [_out(at, before, by_mm)]
    if _INWARDS not in {before, after}:
        return [_out(at, (before[0] + after[0], before[1] + after[1]), by_mm)]
    return [_out(at, before, by_mm), _out(at, after, by_mm)]


def _out(at: Point, way: _Way, by_mm: float) -> Point:
    return at[0] + way[0] * by_mm, at[1] + way[1] * by_mm
