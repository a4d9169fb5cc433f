"""Modules that flow together: each patch of them is one outline, with round corners where it bends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes.outlines import Piece, closed, turn
from qrdesk.core.artwork.shapes.tracing import trace
from qrdesk.core.schemas.design import BodyShape

_HALF, _WHOLE, _SHARP = 0.5, 1.0, 0.0  # radii, in modules
_FILLET = 0.5  # of inner corners of a liquid
_LEAST_NECK = 0.1  # half the width of the bridge between two modules that touch by a corner


@dataclass(frozen=True, slots=True)
class _Corner:
    """A corner of a traced outline. Directions are unit steps, x to the right and y down."""

    x: int
    y: int
    before: tuple[int, int]
    after: tuple[int, int]
    outer: bool
    ends: bool  # one of the two edges is a module long and turns the same way at its other end
    alone: bool  # the whole outline is one module


def _rounded(_corner: _Corner) -> float:
    return _HALF


def _extra_rounded(corner: _Corner) -> float:
    return _HALF if corner.ends else _WHOLE


def _classy(corner: _Corner) -> float:
    return _HALF if corner.before[0] == 0 else _SHARP  # top left, where the outline comes up, and bottom right


def _classy_rounded(corner: _Corner) -> float:
    if _classy(corner) == _SHARP:
        return _SHARP
    return _HALF if corner.alone else _WHOLE


_RADII: dict[BodyShape, Callable[[_Corner], float]] = {
    BodyShape.ROUNDED: _rounded,
    BodyShape.EXTRA_ROUNDED: _extra_rounded,
    BodyShape.CLASSY: _classy,
    BodyShape.CLASSY_ROUNDED: _classy_rounded,
    BodyShape.LIQUID: _rounded,
}
SHAPES = frozenset({BodyShape.SQUARE, *_RADII})


def flow(rows: tuple[bytes, ...], shape: BodyShape, inset: float) -> tuple[Outline, ...]:
    """Return the outlines of the dark modules, in modules, drawn back by ``inset``, which is below a half.

    A negative ``inset`` lets them grow.
    """
    fillet = _FILLET if shape is BodyShape.LIQUID else _SHARP
    # growing outlines would cross where modules touch by a corner, and a bridge may be no thinner than nothing
    joined = inset < 0 or (fillet > 0 and fillet * (2**0.5 - 1) - inset > _LEAST_NECK)
    traced = trace(rows, joined=joined)
    if shape is BodyShape.SQUARE and not inset:
        return traced
    radius_of = _RADII.get(shape)
    return tuple(_drawn(outline, radius_of, fillet, inset) for outline in traced)


def _drawn(
    outline: tuple[tuple[int, int], ...], radius_of: Callable[[_Corner], float] | None, fillet: float, inset: float
) -> Outline:
    pieces: list[Piece] = []
    for corner in _corners(outline):
        radius = fillet if not corner.outer else radius_of(corner) if radius_of else _SHARP
        if radius:
            radius = max(_SHARP, radius - inset if corner.outer else radius + inset)
        # the dark side is on the right hand of both edges
        x = corner.x - inset * (corner.before[1] + corner.after[1])
        y = corner.y + inset * (corner.before[0] + corner.after[0])
        turn(pieces, (x, y), corner.before, corner.after, radius)
    return closed(pieces)


def _corners(outline: tuple[tuple[int, int], ...]) -> Iterator[_Corner]:
    count = len(outline)
    steps: list[tuple[int, int]] = []
    lengths: list[int] = []
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], outline[0]), strict=True):
        length = abs(x1 - x0) + abs(y1 - y0)
        lengths.append(length)
        steps.append(((x1 - x0) // length, (y1 - y0) // length))
    outer = [steps[at - 1][0] * steps[at][1] - steps[at - 1][1] * steps[at][0] > 0 for at in range(count)]
    alone = count == 4 and lengths == [1, 1, 1, 1] and outer[0]
    for at, (x, y) in enumerate(outline):
        before, after = at - 1, at
        ends = (lengths[before] == 1 and outer[before]) or (lengths[after] == 1 and outer[(at + 1) % count])
        yield _Corner(x, y, steps[before], steps[after], outer[at], ends, alone)
