"""What outlines enclose, found out without any renderer: by areas, crossings, and rays."""

from collections.abc import Iterable, Sequence

import numpy as np

from qrdesk.core.artwork.scene import Outline, Point, flat

Polygons = list[tuple[Point, ...]]
_STEP = 0.003  # how far a polygon may leave its curves, in modules


def polygons(outlines: Iterable[Outline]) -> Polygons:
    """Return outlines without curves."""
    return [flat(outline, _STEP) for outline in outlines]


def area(polygon: Sequence[Point]) -> float:
    """Return what is enclosed, above 0 where the polygon runs clockwise with y down."""
    x, y = np.array(polygon).T
    return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2)


def crossings(found: Polygons) -> int:
    """Return how often sides cross one another in their middles."""
    sides = np.array([(*a, *b) for polygon in found for a, b in zip(polygon, (*polygon[1:], polygon[0]), strict=True)])
    ax, ay, bx, by = sides.T
    # on which side of line i the ends of line j lie: much more than rounding makes of it
    start = (bx - ax)[:, None] * (ay[None] - ay[:, None]) - (by - ay)[:, None] * (ax[None] - ax[:, None])
    end = (bx - ax)[:, None] * (by[None] - ay[:, None]) - (by - ay)[:, None] * (bx[None] - ax[:, None])
    apart = (start * end < 0) & (np.minimum(abs(start), abs(end)) > 1e-9)
    return int((apart & apart.T).sum()) // 2


def inside(found: Polygons, points: Sequence[Point]) -> list[bool]:
    """Say of each point whether it is filled, by the even-odd rule; and prove that the nonzero rule says the same."""
    px, py = np.array(points).T
    crossed, wound = np.zeros(len(points), int), np.zeros(len(points), int)
    for polygon in found:
        x0, y0 = np.array(polygon).T
        x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
        meets = (y0[:, None] <= py) != (y1[:, None] <= py)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = x0[:, None] + (py - y0[:, None]) * ((x1 - x0) / (y1 - y0))[:, None]
        right = meets & (at > px)
        crossed += right.sum(axis=0)
        wound += (right * np.sign(y1 - y0)[:, None]).sum(axis=0).astype(int)
    filled = crossed % 2 == 1
    assert (filled == (wound != 0)).all()
    return filled.tolist()


def extent(found: Polygons) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom."""
    points = np.array([point for polygon in found for point in polygon])
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return left, top, right, bottom
