"""Gradients of a design, laid over the part that they are for."""

from math import cos, radians, sin

from qrdesk.core.artwork.style import Paint, Shading, paint
from qrdesk.core.schemas.design import Gradient


def shading(gradient: Gradient, x: float, y: float, width: float, height: float) -> Shading:
    """Return ``gradient`` laid over a box, in the unit of the box.

    A linear one begins and ends where its direction first and last touches the box. A radial one begins in the
    middle and ends at the nearest side; beyond goes its last colour.
    """
    middle_x, middle_y = x + width / 2, y + height / 2
    stops = tuple((stop.at, paint(stop.colour)) for stop in gradient.stops)
    if gradient.kind == "radial":
        return Shading(True, (middle_x, middle_y), (middle_x + min(width, height) / 2, middle_y), stops)
    across, down = cos(radians(gradient.angle)), sin(radians(gradient.angle))
    reach = (width * abs(across) + height * abs(down)) / 2
    start = (middle_x - across * reach, middle_y - down * reach)
    return Shading(False, start, (middle_x + across * reach, middle_y + down * reach), stops)


def lightness(painted: Paint | Shading) -> float:
    """Return the share of light that a paint gives back, of a gradient the mean of its stops."""
    if isinstance(painted, Paint):
        return painted.reflectance
    return sum(stop.reflectance for _, stop in painted.stops) / len(painted.stops)
