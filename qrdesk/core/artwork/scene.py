"""Artwork as shapes in mm: one filled path per colour, so that no renderer leaves hairlines between modules."""

from dataclasses import dataclass

from qrdesk.core.artwork.style import Paint, Shading

Point = tuple[float, float]
Curve = tuple[float, float, float, float, float, float]  # two control points and the end of a cubic Bézier curve
Outline = tuple[Point | Curve, ...]  # begins with a Point


@dataclass(frozen=True, slots=True)
class Fill:
    """One path, filled at once.

    Outlines are closed without repeating the first point and do not cross. Outer ones run
    clockwise, holes the other way: the nonzero and the even-odd rule fill the same.
    """

    outlines: tuple[Outline, ...]
    paint: Paint | Shading
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of pixels in its box, its upper left corner and its size in mm; ``png`` may shine through (RGBA)."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    png: bytes
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A square in a scene, in mm."""

    x_mm: float
    y_mm: float
    side_mm: float


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing in mm, origin at the top left, y down. ``ground`` is seen wherever no layer lies.

    ``symbol`` is where the modules are, without the quiet zone; ``ink`` what most of them are painted with, and
    ``under`` what is behind them. The later layer lies above.
    """

    width_mm: float
    height_mm: float
    module_mm: float
    layers: tuple[Fill | Picture, ...]
    ground: Paint
    symbol: Box
    ink: Paint | Shading
    under: Paint | Shading
    has_paper: bool = True  # else it is printed on what is there already, which ``ground`` stands for
    bar_mm: float = 0  # the narrowest bar of a barcode below the code; 0: there is none


def flat(outline: Outline, tolerance: float) -> tuple[Point, ...]:
    """Return an outline as a polygon that departs from it by ``tolerance`` at most, in the unit of the outline."""
    points: list[Point] = [outline[0][-2:]]
    for piece in outline[1:]:
        if len(piece) == 2:
            points.append(piece)
        else:
            points += _bent(points[-1], piece, tolerance)
    return tuple(points)


def _bent(start: Point, curve: Curve, tolerance: float) -> list[Point]:
    x0, y0 = start
    x1, y1, x2, y2, x3, y3 = curve
    # the second differences bound how far the curve bends away from its chords
    bend = max(abs(x0 - 2 * x1 + x2), abs(x1 - 2 * x2 + x3), abs(y0 - 2 * y1 + y2), abs(y1 - 2 * y2 + y3))
    steps = max(1, min(64, int((0.75 * 1.42 * bend / tolerance) ** 0.5) + 1))
    points: list[Point] = []
    for step in range(1, steps + 1):
        t = step / steps
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points
