"""Outlines to draw with: circles, boxes and polygons with round corners. All run clockwise, y down."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

from qrdesk.core.artwork.scene import Curve, Outline, Point

BEND = 0.5522847498  # how far the handles of a quarter circle reach, as a share of its radius
Radii = tuple[float, float, float, float]  # of the corners top left, top right, bottom right, bottom left
Piece = Sequence[float]  # two numbers, or six


def circle(x: float, y: float, radius: float) -> Outline:
    """Return a circle round (``x``, ``y``)."""
    return box(x - radius, y - radius, 2 * radius, 2 * radius, radius)


def box(x: float, y: float, width: float, height: float, radii: Radii | float = 0) -> Outline:
    """Return a box with its upper left corner at (``x``, ``y``). No radius is more than half of the shorter side."""
    most = min(width, height) / 2
    corners = (
        ((x, y), (0.0, -1.0), (1.0, 0.0)),
        ((x + width, y), (1.0, 0.0), (0.0, 1.0)),
        ((x + width, y + height), (0.0, 1.0), (-1.0, 0.0)),
        ((x, y + height), (-1.0, 0.0), (0.0, -1.0)),
    )
    pieces: list[Piece] = []
    each = radii if isinstance(radii, tuple) else (radii,) * len(corners)
    for (corner, before, after), radius in zip(corners, each, strict=True):
        turn(pieces, corner, before, after, min(radius, most))
    return closed(pieces)


def turn(pieces: list[Piece], corner: Point, before: Point, after: Point, radius: float) -> None:
    """Add a right angle to ``pieces``: it comes in the direction ``before``, and goes on in ``after``."""
    x, y = corner
    if radius <= 0:
        pieces.append(corner)
        return
    handle = radius * (1 - BEND)
    start = (x - before[0] * radius, y - before[1] * radius)
    if not pieces or abs(pieces[-1][-2] - start[0]) + abs(pieces[-1][-1] - start[1]) > 1e-9:
        pieces.append(start)
    pieces.append(
        (
            x - before[0] * handle,
            y - before[1] * handle,
            x + after[0] * handle,
            y + after[1] * handle,
            x + after[0] * radius,
            y + after[1] * radius,
        )
    )


def closed(pieces: list[Piece]) -> Outline:
    """Return an outline of ``pieces``, the last of which need not be where the first is."""
    first, last = pieces[0], pieces[-1]
    if len(last) == 2 and len(pieces) > 1 and abs(first[0] - last[0]) + abs(first[1] - last[1]) < 1e-9:
        pieces = pieces[:-1]
    return tuple(tuple(piece) for piece in pieces)  # pyright: ignore[reportReturnType] two numbers each, or six


def polygon(points: Sequence[Point], radius: float = 0, inset: float = 0) -> Outline:
    """Return a polygon whose edges are drawn back by ``inset`` and whose corners, inner ones too, are round.

    ``points`` run clockwise. Short edges get rounder corners only as far as there is room.
    """
    corners = _inset(points, inset) if inset else list(points)
    if not radius:
        return tuple(corners)
    pieces: list[Piece] = []
    for before, corner, after in zip([corners[-1], *corners[:-1]], corners, [*corners[1:], corners[0]], strict=True):
        _soften(pieces, before, corner, after, radius)
    return closed(pieces)


def cubic(x0: float, y0: float, x: float, y: float, x1: float, y1: float) -> Curve:
    """Return the quadratic curve from (``x0``, ``y0``) by way of (``x``, ``y``) to (``x1``, ``y1``)."""
    return (x0 + (x - x0) * 2 / 3, y0 + (y - y0) * 2 / 3, x1 + (x - x1) * 2 / 3, y1 + (y - y1) * 2 / 3, x1, y1)


def reverse(outline: Outline) -> Outline:
    """Return an outline that runs the other way: a hole."""
    pieces: list[Piece] = [outline[0]]
    ends = [outline[0], *(piece[-2:] for piece in outline[1:])]
    if len(outline[-1]) == 2:
        pieces = [outline[-1]]
    else:
        pieces = [outline[-1][-2:]]
    for piece, end in zip(outline[:0:-1], ends[-2::-1], strict=True):
        if len(piece) == 2:
            pieces.append(end)
        else:
            pieces.append((*piece[2:4], *piece[0:2], *end))
    return closed(pieces)


def placed(outlines: Iterable[Outline], scale: float, x: float = 0, y: float = 0) -> tuple[Outline, ...]:
    """Return outlines ``scale`` times as large, their origin at (``x``, ``y``)."""
    made: list[Outline] = []
    for outline in outlines:
        pieces: list[Point | Curve] = []
        for piece in outline:
            if len(piece) == 2:
                a, b = piece
                pieces.append((x + a * scale, y + b * scale))
            else:
                a, b, c, d, e, f = piece
                pieces.append(
                    (x + a * scale, y + b * scale, x + c * scale, y + d * scale, x + e * scale, y + f * scale)
                )
        made.append(tuple(pieces))
    return tuple(made)


def _soften(pieces: list[Piece], before: Point, corner: Point, after: Point, radius: float) -> None:
    (x, y), (x0, y0), (x1, y1) = corner, before, after
    length0, length1 = hypot(x - x0, y - y0), hypot(x1 - x, y1 - y)
    u0, v0, u1, v1 = (x - x0) / length0, (y - y0) / length0, (x1 - x) / length1, (y1 - y) / length1
    bend = abs(u0 * v1 - v0 * u1)
    along = u0 * u1 + v0 * v1
    if bend < 1e-9:
        pieces.append(corner)
        return
    half = bend / (1 + along)  # the tangent of half the angle turned
    reach = min(radius * half, length0 / 2, length1 / 2)
    handle = reach - 4 / 3 * _tangent_of_half(half) * reach / half
    start, end = (x - u0 * reach, y - v0 * reach), (x + u1 * reach, y + v1 * reach)
    if not pieces or abs(pieces[-1][-2] - start[0]) + abs(pieces[-1][-1] - start[1]) > 1e-9:
        pieces.append(start)
    pieces.append((x - u0 * handle, y - v0 * handle, x + u1 * handle, y + v1 * handle, *end))


def _tangent_of_half(tangent: float) -> float:
    return ((1 + tangent * tangent) ** 0.5 - 1) / tangent


def _inset(points: Sequence[Point], inset: float) -> list[Point]:
    """Return where the edges meet after each has moved to its right by ``inset``."""
    moved: list[tuple[Point, Point]] = []
    for (x0, y0), (x1, y1) in pairwise([*points, points[0]]):
        length = hypot(x1 - x0, y1 - y0)
        u, v = (x1 - x0) / length, (y1 - y0) / length
        moved.append(((x0 - v * inset, y0 + u * inset), (u, v)))
    corners: list[Point] = []
    for ((x0, y0), (u0, v0)), ((x1, y1), (u1, v1)) in zip([moved[-1], *moved[:-1]], moved, strict=True):
        bend = u0 * v1 - v0 * u1
        step = ((x1 - x0) * v1 - (y1 - y0) * u1) / bend
        corners.append((x0 + u0 * step, y0 + v0 * step))
    return corners
