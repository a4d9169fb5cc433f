"""From a symbol and a design to a scene."""

from dataclasses import dataclass

from qrdesk.core.artwork import framing
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.gradients import lightness, shading
from qrdesk.core.artwork.scene import Box, Fill, Outline, Picture, Scene
from qrdesk.core.artwork.shapes import body, eyes, frames, logo, surround
from qrdesk.core.artwork.shapes.outlines import box, placed
from qrdesk.core.artwork.style import BLACK, WHITE, Paint, Shading, look, paint
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.schemas.design import Design, Gradient

_AnyPaint = Paint | Shading


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where everything stands. The block is the code with its quiet zone, and what makes it round."""

    side_mm: float  # of the block
    module_mm: float
    modules: int  # per side of the symbol
    added: int  # modules on each side that make it round

    @property
    def modules_of_block(self) -> int:
        """Modules per side of the block, the quiet zone included."""
        return round(self.side_mm / self.module_mm)

    @property
    def symbol(self) -> Box:
        """Where the modules are that mean something."""
        side_mm = self.modules * self.module_mm
        return Box((self.side_mm - side_mm) / 2, (self.side_mm - side_mm) / 2, side_mm)

    @property
    def grid_mm(self) -> float:
        """How far from the left and from the top modules begin."""
        return self.symbol.x_mm - self.added * self.module_mm

    @property
    def disc(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of all modules, in mm."""
        side_mm = self.side_mm - 2 * self.grid_mm
        return (self.grid_mm, self.grid_mm, side_mm, side_mm)


@dataclass(frozen=True, slots=True)
class _Colours:
    ink: _AnyPaint
    paper: _AnyPaint | None
    ground: Paint

    @property
    def under(self) -> _AnyPaint:
        return self.paper or self.ground

    @property
    def prints_the_ground(self) -> bool:
        """Modules are what is left bare of a dark paper, so they shrink where ink spreads."""
        return self.paper is not None and lightness(self.ink) > lightness(self.paper)


def build(
    symbol: Symbol,
    design: Design,
    size_mm: float,
    assets: Assets = NOTHING,
    *,
    reduce_mm: float = 0,
    address: str = "",
) -> Scene:
    """Return the scene of ``symbol``, ``size_mm`` wide with its quiet zone and its frame.

    Each dark edge draws back by ``reduce_mm`` (bar-width reduction). ``address`` is what a frame
    writes below the code if it shall.

    Raises:
        Invalid: the logo would hide an eye, has no room, or cannot be drawn; or the words of the frame cannot.
    """
    if design.frame is None:
        return block(symbol, design, size_mm, assets, reduce_mm=reduce_mm)
    side = _layout(symbol, design, 1).modules_of_block
    frame = frames.around(design.frame, side, design.quiet_zone, address, assets.font)
    code = block(symbol, design, size_mm * side / frame.width, assets, reduce_mm=reduce_mm)
    return framing.framed(code, frame, design, design.frame)


def block(symbol: Symbol, design: Design, side_mm: float, assets: Assets = NOTHING, *, reduce_mm: float = 0) -> Scene:
    """Return the code with its quiet zone alone, ``side_mm`` wide: what a frame is put around.

    Raises:
        Invalid: the logo would hide an eye, has no room, or cannot be drawn.
    """
    layout = _layout(symbol, design, side_mm)
    colours = _colours(design, layout)
    layers: list[Fill | Picture] = []
    if colours.paper is not None:
        radius = design.paper_radius * side_mm / 2
        layers.append(Fill((box(0.0, 0.0, side_mm, side_mm, radius),), colours.paper))
    inset = (-reduce_mm if colours.prints_the_ground else reduce_mm) / layout.module_mm
    layers += _modules(symbol, design, assets, layout, colours.ink, inset)
    if design.logo is not None:
        layers += logo.layers(symbol.modules, design.logo, assets, layout.symbol, _plate(design, colours))
    return Scene(
        side_mm,
        side_mm,
        layout.module_mm,
        tuple(layers),
        colours.ground,
        layout.symbol,
        colours.ink,
        colours.under,
        has_paper=colours.paper is not None,
    )


def covered(symbol: Symbol, design: Design, assets: Assets) -> frozenset[tuple[int, int]]:
    """Return the modules (x, y) of ``symbol`` that the logo hides, or that are left out for it.

    Only the size of the symbol counts, not what it says.

    Raises:
        Invalid: the logo would hide an eye, has no room, or cannot be drawn.
    """
    return frozenset() if design.logo is None else logo.covered(symbol.modules, design.logo, assets)


def _layout(symbol: Symbol, design: Design, side_mm: float) -> _Layout:
    added = surround.width(symbol.modules) if design.symbol.shape == "circle" else 0
    module_mm = side_mm / (symbol.modules + 2 * added + 2 * design.quiet_zone)
    return _Layout(side_mm, module_mm, symbol.modules, added)


def _colours(design: Design, layout: _Layout) -> _Colours:
    plain = look(design)
    ink: _AnyPaint = plain.ink
    paper: _AnyPaint | None = plain.paper
    if design.ink_gradient is not None:
        ink = shading(design.ink_gradient, *layout.disc)
    if design.paper_gradient is not None:
        paper = shading(design.paper_gradient, 0, 0, layout.side_mm, layout.side_mm)
    return _Colours(ink, paper, _ground(ink, paper))


def _ground(ink: _AnyPaint, paper: _AnyPaint | None) -> Paint:
    """Return the paper, of a gradient what is most like the ink; without any, the stock that suits the ink."""
    if isinstance(paper, Paint):
        return paper
    if paper is not None:
        return min((stop for _, stop in paper.stops), key=lambda stop: abs(stop.reflectance - lightness(ink)))
    return max(WHITE, BLACK, key=lambda stock: abs(stock.reflectance - lightness(ink)))


def _modules(
    symbol: Symbol, design: Design, assets: Assets, layout: _Layout, ink: _AnyPaint, inset: float
) -> list[Fill | Picture]:
    """Return one fill for each paint: the body's first, then those of eyes that have their own."""
    module_mm, start_mm = layout.module_mm, layout.grid_mm
    drawn = body.outlines(_rows(symbol, design, assets), design.body.shape, design.body.size, inset)
    by_paint: dict[_AnyPaint, list[Outline]] = {ink: list(placed(drawn, module_mm, start_mm, start_mm))}
    corner_mm = layout.symbol.x_mm
    for part in eyes.parts(symbol.modules, design.eyes, inset):
        own = part.eye.ball_ink if part.is_ball else part.eye.frame_ink
        gradient = part.eye.ball_gradient if part.is_ball else part.eye.frame_gradient
        x, y, side = (number * module_mm for number in part.square)
        painted = _own(own, gradient, (corner_mm + x, corner_mm + y, side, side)) or ink
        by_paint.setdefault(painted, []).extend(placed(part.outlines, module_mm, corner_mm, corner_mm))
    return [Fill(tuple(outlines), painted) for painted, outlines in by_paint.items() if outlines]


def _own(ink: str | None, gradient: Gradient | None, place: tuple[float, float, float, float]) -> _AnyPaint | None:
    if gradient is not None:
        return shading(gradient, *place)
    return paint(ink) if ink is not None else None


def _rows(symbol: Symbol, design: Design, assets: Assets) -> tuple[bytes, ...]:
    """Return the modules that are drawn as body."""
    rows = eyes.without(symbol.rows)
    if design.logo is not None and design.logo.clear:
        bare = covered(symbol, design, assets)
        rows = tuple(bytes(dark and (x, y) not in bare for x, dark in enumerate(row)) for y, row in enumerate(rows))
    if design.symbol.shape == "square":
        return rows
    around = surround.surround(symbol.rows)
    added = surround.width(symbol.modules)
    return tuple(
        line if not added <= y < added + len(rows) else line[:added] + rows[y - added] + line[added + len(rows) :]
        for y, line in enumerate(around)
    )


def _plate(design: Design, colours: _Colours) -> _AnyPaint | None:
    """Return what a plate behind the logo is painted with; None where bare paper lies there already."""
    if design.logo is None or design.logo.plate == "none":
        return None
    return None if design.logo.clear and colours.paper is not None else colours.under
