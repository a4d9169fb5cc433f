"""Gradients of an SVG as shadings."""

from collections.abc import Sequence
from math import hypot
from typing import TYPE_CHECKING

from qrdesk.core.artwork.shapes.svg_words import Matrix, colour, length, moved, share, size_of, times, transform
from qrdesk.core.artwork.style import BLACK, Paint, Shading

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMES = frozenset({"linearGradient", "radialGradient"})
_Stops = tuple[tuple[float, Paint], ...]


def shading(
    gradient: "Element", bounds: tuple[float, float, float, float], matrix: Matrix, size: tuple[float, float]
) -> tuple[Paint | Shading, float]:
    """Return a gradient where ``matrix`` puts it, and its opacity.

    ``bounds`` is where the shape lies, ``size`` what percentages are of, both before ``matrix``.
    """
    stops, opacity = _stops(gradient)
    if len(stops) < 2:
        return (stops[0][1], opacity) if stops else (BLACK, 0.0)
    own = transform(gradient.get("gradientTransform", ""))
    if gradient.get("gradientUnits", "").strip() != "userSpaceOnUse":
        x, y, width, height = bounds
        own = times((max(width, 1e-9), 0, 0, max(height, 1e-9), x, y), own)
        size = (1.0, 1.0)
    matrix = times(matrix, own)
    turned = matrix[0] * matrix[3] - matrix[1] * matrix[2]
    if not 1e-15 <= abs(turned) <= 1e15:  # a gradient without any width, or wider than anything
        return stops[-1][1], opacity
    if gradient.tag.endswith("radialGradient"):
        return _radial(gradient, matrix, size, stops), opacity
    return _linear(gradient, matrix, size, stops), opacity


def _linear(gradient: "Element", matrix: Matrix, size: tuple[float, float], stops: _Stops) -> Paint | Shading:
    x0, y0 = length(gradient.get("x1"), size[0]), length(gradient.get("y1"), size[1])
    x1, y1 = length(gradient.get("x2"), size[0], size[0]), length(gradient.get("y2"), size[1])
    across, down = x1 - x0, y1 - y0
    steep = across * across + down * down
    if steep == 0:
        return stops[-1][1]
    # lines of one colour stay lines of one colour, but no longer stand upright on the way from start to end
    a, b, c, d, _, _ = matrix
    turned = a * d - b * c
    slope_x = (across * d - down * b) / (turned * steep)
    slope_y = (down * a - across * c) / (turned * steep)
    x, y = moved(matrix, x0, y0)
    way = slope_x * slope_x + slope_y * slope_y
    return Shading(False, (x, y), (x + slope_x / way, y + slope_y / way), stops)


def _radial(gradient: "Element", matrix: Matrix, size: tuple[float, float], stops: _Stops) -> Paint | Shading:
    middle = moved(
        matrix, length(gradient.get("cx"), size[0], size[0] / 2), length(gradient.get("cy"), size[1], size[1] / 2)
    )
    mean = hypot(*size) / 2**0.5
    radius = length(gradient.get("r"), mean, mean / 2) * size_of(matrix)
    return Shading(True, middle, (middle[0] + radius, middle[1]), stops) if radius > 0 else stops[-1][1]


def _stops(gradient: "Element") -> tuple[_Stops, float]:
    """Return the stops in order, and the mean of their opacities."""
    found: list[tuple[float, Paint]] = []
    seen: list[float] = []
    for stop in gradient:
        said = stop.get("stop-color", "black")
        current, _ = colour(stop.get("color", "black"), BLACK)
        painted, opacity = colour(said, current)
        found.append((max(share(stop.get("offset"), 0), found[-1][0] if found else 0.0), painted))
        seen.append(opacity * share(stop.get("stop-opacity")))
    return tuple(found), _mean(seen)


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares) if shares else 0.0
