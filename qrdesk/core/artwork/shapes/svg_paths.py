"""The lines that a shape of an SVG consists of, in its own units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes.outlines import BEND, cubic
from qrdesk.core.artwork.shapes.svg_words import Matrix, length, moved, numbers
from qrdesk.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines, and of each whether its end is joined to its beginning."""

    outlines: tuple[Outline, ...]
    closings: tuple[bool, ...]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, width and height, of control points too."""
        xs = [x for outline in self.outlines for piece in outline for x in piece[::2]]
        ys = [y for outline in self.outlines for piece in outline for y in piece[1::2]]
        return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)

    @property
    def extent(self) -> float:
        """The longer side, and how far from the origin."""
        return max(abs(number) for outline in self.outlines for piece in outline for number in piece)

    def moved(self, matrix: Matrix) -> tuple[Outline, ...]:
        """Return the outlines after a transform."""
        return tuple(tuple(_moved(piece, matrix) for piece in outline) for outline in self.outlines)  # pyright: ignore[reportReturnType] as many numbers as before


def lines_of(name: str, said: Mapping[str, str], size: tuple[float, float]) -> Lines | None:
    """Return the lines of a shape, None if it has none; ``size`` is what percentages are of."""
    match name:
        case "path":
            return _path(said.get("d", ""))
        case "rect":
            return _rectangle(said, size)
        case "circle" | "ellipse":
            return _oval(name, said, size)
        case "polygon" | "polyline" | "line":
            return _straight(name, said, size)
        case _:
            return None


def _rectangle(said: Mapping[str, str], size: tuple[float, float]) -> Lines | None:
    x, y = length(said.get("x"), size[0]), length(said.get("y"), size[1])
    width, height = length(said.get("width"), size[0]), length(said.get("height"), size[1])
    if width <= 0 or height <= 0:
        return None
    across, down = said.get("rx", said.get("ry")), said.get("ry", said.get("rx"))
    rx, ry = min(length(across, size[0]), width / 2), min(length(down, size[1]), height / 2)
    if rx <= 0 or ry <= 0:
        return Lines((((x, y), (x + width, y), (x + width, y + height), (x, y + height)),), (True,))
    right, bottom, a, b = x + width, y + height, rx * (1 - BEND), ry * (1 - BEND)
    outline: Outline = (
        (x + rx, y), (right - rx, y), (right - a, y, right, y + b, right, y + ry),
        (right, bottom - ry), (right, bottom - b, right - a, bottom, right - rx, bottom),
        (x + rx, bottom), (x + a, bottom, x, bottom - b, x, bottom - ry),
        (x, y + ry), (x, y + b, x + a, y, x + rx, y),
    )  # fmt: skip
    return Lines((outline,), (True,))


def _oval(name: str, said: Mapping[str, str], size: tuple[float, float]) -> Lines | None:
    x, y = length(said.get("cx"), size[0]), length(said.get("cy"), size[1])
    if name == "circle":
        rx = ry = length(said.get("r"), ((size[0] ** 2 + size[1] ** 2) / 2) ** 0.5)
    else:
        rx, ry = length(said.get("rx"), size[0]), length(said.get("ry"), size[1])
    if rx <= 0 or ry <= 0:
        return None
    a, b = rx * BEND, ry * BEND
    outline: Outline = (
        (x + rx, y), (x + rx, y + b, x + a, y + ry, x, y + ry), (x - a, y + ry, x - rx, y + b, x - rx, y),
        (x - rx, y - b, x - a, y - ry, x, y - ry), (x + a, y - ry, x + rx, y - b, x + rx, y),
    )  # fmt: skip
    return Lines((outline,), (True,))


def _straight(name: str, said: Mapping[str, str], size: tuple[float, float]) -> Lines | None:
    if name == "line":
        ends = [length(said.get(end), size[end[0] == "y"]) for end in ("x1", "y1", "x2", "y2")]
    else:
        ends = numbers(said.get("points", ""))
    points = tuple(zip(ends[::2], ends[1::2], strict=False))
    return Lines((points,), (name == "polygon",)) if len(points) > 1 else None


def _path(said: str) -> Lines | None:
    from fontTools.svgLib.path import parse_path  # noqa: PLC0415 40 ms, for logos of shapes only

    pen = _Pen()
    try:
        parse_path(said, pen)
    except (ValueError, IndexError, ArithmeticError, AssertionError) as fault:  # a path that ends half way
        raise Invalid.field("design.logo.file", "A path of this logo is damaged. Save the logo again.") from fault
    pen.endPath()
    return Lines(tuple(pen.outlines), tuple(pen.closings)) if pen.outlines else None


class _Pen:
    """Takes down what fontTools reads from a path."""

    def __init__(self) -> None:
        self.outlines: list[Outline] = []
        self.closings: list[bool] = []
        self._pieces: list[tuple[float, ...]] = []

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 fontTools calls it so
        self._pieces = [point]

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._pieces.append(point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        first, second, end = points
        self._pieces.append((*first, *second, *end))

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        (x, y), (x1, y1) = points
        x0, y0 = self._pieces[-1][-2:]
        self._pieces.append(cubic(x0, y0, x, y, x1, y1))

    def closePath(self) -> None:  # noqa: N802
        self._end(joined=True)

    def endPath(self) -> None:  # noqa: N802
        self._end(joined=False)

    def _end(self, *, joined: bool) -> None:
        if len(self._pieces) > 1:
            self.outlines.append(tuple(self._pieces))  # pyright: ignore[reportArgumentType] two numbers each, or six
            self.closings.append(joined)
        self._pieces = []


def _moved(piece: Sequence[float], matrix: Matrix) -> tuple[float, ...]:
    return tuple(number for x, y in zip(piece[::2], piece[1::2], strict=True) for number in moved(matrix, x, y))
