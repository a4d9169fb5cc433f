"""Modules that flow together: each patch of them is one outline, with round corners where it bends."""

from itertools import pairwise
from typing import NamedTuple

from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes.outlines import Piece, closed, turn
from qrdesk.core.artwork.shapes.tracing import trace
from qrdesk.core.schemas.design import BodyShape

_LEAST_NECK = 0.1  # half the width of the bridge between two modules that touch by a corner


class _Radii(NamedTuple):
    """How round corners are, in modules. A module alone has none above a half."""

    falling: float = 0.0  # top left and bottom right
    rising: float = 0.0  # top right and bottom left
    at_end: float = 1.0  # at most, where a row of modules ends
    inner: float = 0.0


_RADII = {
    BodyShape.SQUARE: _Radii(),
    BodyShape.ROUNDED: _Radii(0.5, 0.5),
    BodyShape.EXTRA_ROUNDED: _Radii(1.0, 1.0, at_end=0.5),
    BodyShape.CLASSY: _Radii(0.5, 0.0),
    BodyShape.CLASSY_ROUNDED: _Radii(1.0, 0.0),
    BodyShape.LIQUID: _Radii(0.5, 0.5, inner=0.5),
}
SHAPES = frozenset(_RADII)


def flow(rows: tuple[bytes, ...], shape: BodyShape, inset: float) -> tuple[Outline, ...]:
    """Return the outlines of the dark modules, in modules, drawn back by ``inset``, which is below a half.

    A negative ``inset`` lets them grow.
    """
    radii = _RADII[shape]
    # growing outlines would cross where modules touch by a corner, and a bridge may be no thinner than nothing
    joined = inset < 0 or (radii.inner > 0 and radii.inner * (2**0.5 - 1) - inset > _LEAST_NECK)
    traced = trace(rows, joined=joined)
    if shape is BodyShape.SQUARE and not inset:
        return traced
    return tuple(_drawn(outline, radii, inset) for outline in traced)


def _drawn(outline: tuple[tuple[int, int], ...], radii: _Radii, inset: float) -> Outline:
    steps = [_step(outline[at - 1], corner) for at, corner in enumerate(outline)]  # the way to each corner
    steps.append(steps[0])
    bends = [a[0] * b[1] > a[1] * b[0] for a, b in pairwise(steps)]  # to the right: an outer corner
    bends.append(bends[0])
    most = 0.5 if len(outline) == 4 and bends[0] and _is_one_module(outline) else 1.0
    pieces: list[Piece] = []
    for at, (x, y) in enumerate(outline):
        before, after = steps[at], steps[at + 1]
        if bends[at]:
            radius = min(most, radii.rising if before[0] else radii.falling)
            room = 1.0  # some edges are one module long
            if radius > 0.5 and _ends(outline, bends, at):
                radius, room = min(radius, radii.at_end), min(1.0, 1 - 2 * inset)
            radius = min(room, max(0.0, radius - inset)) if radius else 0.0
        else:
            radius = max(0.0, radii.inner + inset) if radii.inner else 0.0
        # the dark side is on the right hand of both edges
        corner = (x - inset * (before[1] + after[1]), y + inset * (before[0] + after[0]))
        turn(pieces, corner, before, after, radius)
    return closed(pieces)


def _step(start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    return (end[0] > start[0]) - (end[0] < start[0]), (end[1] > start[1]) - (end[1] < start[1])


def _is_one_module(outline: tuple[tuple[int, int], ...]) -> bool:
    (x0, y0), _, (x1, y1), _ = outline
    return abs(x1 - x0) == abs(y1 - y0) == 1


def _ends(outline: tuple[tuple[int, int], ...], bends: list[bool], at: int) -> bool:
    """Say whether one of the two edges at a corner is a module long and has an outer corner at its other end, too."""
    x, y = outline[at]
    for beside in (at - 1, (at + 1) % len(outline)):
        (x1, y1), bent = outline[beside], bends[beside % len(outline)]
        if bent and abs(x1 - x) + abs(y1 - y) == 1:
            return True
    return False
