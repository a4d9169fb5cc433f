"""Artwork as shapes in mm: one filled path per colour, so that no renderer leaves hairlines between modules."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qrdesk.core.artwork.style import Paint, look
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.schemas.artwork import Design

Point = tuple[float, float]
Outline = tuple[Point, ...]
_Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fill:
    """One path, filled at once.

    Outlines are closed without repeating the first point and do not cross.  Outer ones run
    clockwise, holes the other way: the nonzero and the even-odd rule fill the same.
    """

    outlines: tuple[Outline, ...]
    paint: Paint


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing in mm, origin at the top left, y down. ``ground`` is seen wherever no fill lies."""

    width_mm: float
    height_mm: float
    module_mm: float
    fills: tuple[Fill, ...]
    ground: Paint


def build(symbol: Symbol, design: Design, size_mm: float) -> Scene:
    """Return the scene of ``symbol``, ``size_mm`` wide with its quiet zone."""
    paints = look(design)
    module_mm = size_mm / (symbol.modules + 2 * design.quiet_zone)
    margin = design.quiet_zone
    dark = tuple(
        tuple(((x + margin) * module_mm, (y + margin) * module_mm) for x, y in outline)
        for outline in trace(symbol.rows)
    )
    fills = (Fill(dark, paints.ink),)
    if paints.paper is not None:
        sheet: Outline = ((0.0, 0.0), (size_mm, 0.0), (size_mm, size_mm), (0.0, size_mm))
        fills = (Fill((sheet,), paints.paper), *fills)
    return Scene(size_mm, size_mm, module_mm, fills, paints.ground)


@lru_cache(maxsize=128)  # colours and sizes change while somebody tries them out; the outlines do not
def trace(rows: tuple[bytes, ...]) -> tuple[tuple[_Corner, ...], ...]:
    """Return the outlines of the dark modules, in modules, corners only.

    Modules that touch by a corner get outlines of their own, so none touches itself along an edge.
    """
    following = _edges(rows)
    outlines: list[tuple[_Corner, ...]] = []
    while following:
        outlines.append(_corners_only(_walk(following, next(iter(following)))))
    return tuple(outlines)


def _edges(rows: Sequence[bytes]) -> dict[_Corner, list[_Corner]]:
    """Return, for each corner, the unit steps that leave it with a dark module on the right hand."""
    size = len(rows)
    padded = [bytes(size + 2), *(b"\0" + row + b"\0" for row in rows), bytes(size + 2)]
    steps: dict[_Corner, list[_Corner]] = {}
    for y in range(size):
        above, here, below = padded[y], padded[y + 1], padded[y + 2]
        for x in range(size):
            if not here[x + 1]:
                continue
            if not above[x + 1]:
                steps.setdefault((x, y), []).append((1, 0))
            if not here[x + 2]:
                steps.setdefault((x + 1, y), []).append((0, 1))
            if not below[x + 1]:
                steps.setdefault((x + 1, y + 1), []).append((-1, 0))
            if not here[x]:
                steps.setdefault((x, y + 1), []).append((0, -1))
    return steps


def _walk(following: dict[_Corner, list[_Corner]], start: _Corner) -> list[_Corner]:
    """Follow the steps from ``start`` until the outline closes, taking each out as it is used."""
    loop: list[_Corner] = []
    corner, step = start, following[start][0]
    while True:
        choices = following[corner]
        choices.remove(step)
        if not choices:
            del following[corner]
        loop.append(corner)
        corner = (corner[0] + step[0], corner[1] + step[1])
        right = (-step[1], step[0])
        choices = following.get(corner, [])
        # where two modules meet by a corner there are two ways on; to the right lies the same module
        if corner == start and right not in choices:
            return loop
        step = right if right in choices else choices[0]


def _corners_only(loop: list[_Corner]) -> tuple[_Corner, ...]:
    """Drop the points that lie on a straight line between their neighbours."""
    around = zip([loop[-1], *loop[:-1]], loop, [*loop[1:], loop[0]], strict=True)
    return tuple(b for a, b, c in around if not (a[0] == b[0] == c[0] or a[1] == b[1] == c[1]))
