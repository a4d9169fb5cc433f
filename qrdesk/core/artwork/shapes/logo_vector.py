"""A logo of shapes (SVG) as fills: what it paints, in the order that it does, lines turned into outlines.

The file has been written anew from an allow list (``core.pictures.vector``). All of it is drawn but this: the opacity
of a group counts for each of its shapes, the opacity of gradients' stops for the whole gradient, an oval gradient is
round, a gradient begins again nowhere. Dashes have been refused before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from qrdesk.core.artwork.scene import Fill, Outline
from qrdesk.core.artwork.shapes import svg_gradients
from qrdesk.core.artwork.shapes.combining import Budget, Cap, Join, budget_of_logo, cut_to, stroked, united
from qrdesk.core.artwork.shapes.outlines import box
from qrdesk.core.artwork.shapes.svg_paths import Lines, lines_of
from qrdesk.core.artwork.shapes.svg_words import Matrix, colour, length, numbers, share, times, transform
from qrdesk.core.artwork.style import BLACK, Paint, Shading
from qrdesk.core.errors import Invalid

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_PIECES = 40_000  # points and curves of all outlines: beyond, a preview would take minutes
_SVG = "{http://www.w3.org/2000/svg}"
_INHERITED = frozenset(
    "fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity "
    "color visibility".split()
)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for an element: what it has from those around it, and itself."""

    said: dict[str, str]
    matrix: Matrix
    opacity: float

    def of(self, name: str, default: str = "") -> str:
        return self.said.get(name, default)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Fills in units of the longer side, the upper left corner at (0, 0)."""

    width: float
    height: float
    fills: tuple[Fill, ...]


@lru_cache(maxsize=8)  # a preview draws the same logo over and over
def read(content: bytes) -> Drawing:
    """Return the shapes of an SVG.

    Raises:
        Invalid: it cannot be read, nothing of it is seen, or it is too intricate.
    """
    root = _root(content)
    x, y, width, height = _frame(root)
    scale = 1 / max(width, height)
    whole = _State({}, (scale, 0, 0, scale, -x * scale, -y * scale), 1.0)
    gradients = {one.get("id", ""): one for one in root.iter() if _name(one) in svg_gradients.NAMES}
    budget = budget_of_logo()
    reader = _Reader(gradients, (width, height), budget)
    frame = box(0, 0, width * scale, height * scale)
    fills = tuple(_merged(reader.draw(root, whole), frame, budget))
    if not fills:
        raise Invalid.field("design.logo.file", "Nothing in this logo is seen. Choose another picture.")
    return Drawing(width * scale, height * scale, fills)


class _Reader:
    """Walks through the elements of an SVG, from the lowest layer up."""

    def __init__(self, gradients: "dict[str, Element]", size: tuple[float, float], budget: Budget) -> None:
        self._gradients = gradients
        self._size = size
        self._budget = budget
        self._pieces = 0

    def draw(self, element: "Element", around: _State) -> Iterator[Fill]:
        if _name(element) in {"defs", *svg_gradients.NAMES} or element.get("display", "").strip() == "none":
            return
        state = self._state(element, around)
        if lines := lines_of(_name(element), element.attrib, self._size):
            self._pieces += sum(len(outline) for outline in lines.outlines)
            if self._pieces > _MOST_PIECES:
                reason = "This logo has too many points. Simplify its paths, or use a PNG."
                raise Invalid.field("design.logo.file", reason)
            if state.of("visibility") not in {"hidden", "collapse"}:
                yield from self._painted(lines, state)
        for child in element:
            yield from self.draw(child, state)

    def _state(self, element: "Element", around: _State) -> _State:
        said = dict(around.said)
        said.update({key: value.strip() for key, value in element.items() if value.strip() != "inherit"})
        kept = {key: value for key, value in said.items() if key in _INHERITED}
        matrix = times(around.matrix, transform(element.get("transform", "")))
        return _State(kept, matrix, around.opacity * share(element.get("opacity")))

    def _painted(self, lines: Lines, state: _State) -> Iterator[Fill]:
        fill = self._paint(state, "fill", lines, default="black")
        if fill is not None and fill[1] > 0:
            even_odd = state.of("fill-rule") == "evenodd"
            outlines = united(lines.moved(state.matrix), even_odd=even_odd, budget=self._budget)
            yield Fill(outlines, *fill)
        stroke = self._paint(state, "stroke", lines, default="none")
        width = length(state.of("stroke-width", "1"), max(self._size))
        if stroke is not None and stroke[1] > 0 and width > 0:
            yield Fill(_stroked(lines, state, width, self._budget), *stroke)

    def _paint(self, state: _State, which: str, lines: Lines, default: str) -> tuple[Paint | Shading, float] | None:
        said = state.of(which, default)
        opacity = state.opacity * share(state.of(f"{which}-opacity"))
        if said.startswith("url("):
            named, _, instead = said.partition(")")
            gradient = self._gradients.get(named.removeprefix("url(").strip("'\"# "))
            if gradient is not None:
                painted, seen = svg_gradients.shading(gradient, lines.bounds, state.matrix, self._size)
                return painted, opacity * seen
            said = instead.strip() or "none"
        if said == "none":
            return None
        current, _ = colour(state.of("color", "black"), BLACK)
        painted, seen = colour(said, current)
        return painted, opacity * seen


def _stroked(lines: Lines, state: _State, width: float, budget: Budget) -> tuple[Outline, ...]:
    """Return the outlines of lines as wide as they are seen, in the unit of the drawing."""
    cap = Cap(state.of("stroke-linecap")) if state.of("stroke-linecap") in set(Cap) else Cap.BUTT
    join = Join(state.of("stroke-linejoin")) if state.of("stroke-linejoin") in set(Join) else Join.MITER
    limit = max(1.0, length(state.of("stroke-miterlimit"), 1, 4))
    # as wide as before any transform: one that stretches makes a line thicker one way than the other
    scale = 1 / max(lines.extent, width, 1e-9)
    shrunk = lines.moved((scale, 0, 0, scale, 0, 0))
    wide = stroked(shrunk, width * scale, cap, join, limit, closings=lines.closings, budget=budget)
    back = times(state.matrix, (1 / scale, 0, 0, 1 / scale, 0, 0))
    return united(Lines(wide, (True,) * len(wide)).moved(back), budget=budget)


def _merged(fills: Iterator[Fill], frame: Outline, budget: Budget) -> Iterator[Fill]:
    """Yield fills cut to ``frame``; those of one paint that follow one another are one."""
    inside = (_cut(fill, frame, budget) for fill in fills)
    for (painted, opacity), run in groupby(
        (fill for fill in inside if fill.outlines), key=lambda fill: (fill.paint, fill.opacity)
    ):
        alike = list(run)
        if opacity < 1 or len(alike) == 1:  # what shines through is darker where two lie over one another
            yield from alike
            continue
        try:
            yield Fill(united([outline for fill in alike for outline in fill.outlines], budget=budget), painted)
        except Invalid:  # too many of them overlap; each by itself is drawn all the same
            yield from alike


def _cut(fill: Fill, frame: Outline, budget: Budget) -> Fill:
    return fill if _within(fill.outlines, frame) else replace(fill, outlines=cut_to(fill.outlines, frame, budget))


def _within(outlines: tuple[Outline, ...], frame: Outline) -> bool:
    (left, top), _, (right, bottom) = (piece[-2:] for piece in frame[:3])
    return all(
        left <= x <= right and top <= y <= bottom
        for outline in outlines
        for piece in outline
        for x, y in zip(piece[::2], piece[1::2], strict=True)
    )


def _root(content: bytes) -> "Element":
    from xml.etree import ElementTree  # noqa: PLC0415 only logos of shapes need it

    try:
        return ElementTree.fromstring(content)  # written by core.pictures.vector: no entity is left in it
    except ElementTree.ParseError as fault:
        raise Invalid.field("design.logo.file", "This logo is damaged: it cannot be read to its end.") from fault


def _frame(root: "Element") -> tuple[float, float, float, float]:
    found = numbers(root.get("viewBox", ""))
    if len(found) != 4 or min(found[2:]) <= 0:
        raise Invalid.field("design.logo.file", "This logo does not say how large it is. Save it with a viewBox.")
    return found[0], found[1], found[2], found[3]


def _name(element: "Element") -> str:
    return element.tag.removeprefix(_SVG)
