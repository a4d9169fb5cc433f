"""How an SVG spells numbers, lengths, colours and transforms. What is not understood counts as not said."""

import re
from math import cos, isfinite, radians, sin, tan

from qrdesk.core.artwork.style import Paint

Matrix = tuple[float, float, float, float, float, float]  # a b c d e f: x' = a x + c y + e, y' = b x + d y + f
SAME: Matrix = (1, 0, 0, 1, 0, 0)
_LARGEST = 1e7
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_STEP = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
_UNITS = {"pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "em": 16.0, "ex": 8.0}


def numbers(text: str) -> list[float]:
    """Return all numbers in ``text``."""
    found = [float(one) for one in _NUMBER.findall(text)]
    return [one if isfinite(one) and abs(one) < _LARGEST else 0.0 for one in found]


def length(text: str | None, whole: float, default: float = 0) -> float:
    """Return a length in user units; a percentage is one of ``whole``."""
    found = numbers(text or "")
    if not found:
        return default
    unit = (text or "").strip().lower()
    if unit.endswith("%"):
        return found[0] / 100 * whole
    return found[0] * _UNITS.get(unit[-2:], 1.0)


def share(text: str | None, default: float = 1) -> float:
    """Return an opacity, 0 to 1, or where on a gradient."""
    return min(1.0, max(0.0, length(text, 1, default)))


def transform(text: str) -> Matrix:
    """Return a list of transforms as one."""
    matrix = SAME
    for name, said in _STEP.findall(text):
        given = numbers(said)
        if given:
            matrix = times(matrix, _step(name, given))
    return matrix


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the transform that does ``inner`` first, then ``outer``."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a transform puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def size_of(matrix: Matrix) -> float:
    """Return by how much a transform enlarges, in the mean of all directions."""
    return abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5


def colour(text: str, current: Paint) -> tuple[Paint, float]:
    """Return a colour and its opacity; black for one that nobody knows."""
    from PIL import ImageColor  # noqa: PLC0415 Pillow takes 50 ms, and only logos need it

    plain = " ".join(text.split())
    if plain.lower() == "currentcolor":
        return current, 1.0
    name, opens, inside = plain.partition("(")
    if opens:  # both spellings: with commas, and with blanks and a slash before the opacity
        parts = [part for part in re.split(r"[\s,/]+", inside.rstrip(") ")) if part]
        opacity = share(parts[3]) if len(parts) > 3 else 1.0
        plain = f"{name.lower()[:3]}({','.join(part.removesuffix('deg') for part in parts[:3])})"
    else:
        opacity = 1.0
    try:
        found = ImageColor.getrgb(plain)
    except ValueError:
        return Paint((0, 0, 0)), 1.0
    red, green, blue = (min(255, max(0, channel)) for channel in found[:3])
    return Paint((red, green, blue)), opacity * (found[3] / 255 if len(found) > 3 else 1)


def _step(name: str, given: list[float]) -> Matrix:
    first, second = given[0], given[1] if len(given) > 1 else None
    match name:
        case "matrix" if len(given) == 6:
            return (given[0], given[1], given[2], given[3], given[4], given[5])
        case "translate":
            return (1, 0, 0, 1, first, second or 0.0)
        case "scale":
            return (first, 0, 0, first if second is None else second, 0, 0)
        case "rotate":
            across, down = cos(radians(first)), sin(radians(first))
            turned = (across, down, -down, across, 0.0, 0.0)
            if len(given) < 3:
                return turned
            return times(times((1, 0, 0, 1, given[1], given[2]), turned), (1, 0, 0, 1, -given[1], -given[2]))
        case "skewX":
            return (1, 0, tan(radians(first)), 1, 0, 0)
        case "skewY":
            return (1, tan(radians(first)), 0, 1, 0, 0)
        case _:
            return SAME
