"""A logo on a symbol: which modules make room for it, and what is drawn."""

from dataclasses import replace

from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.scene import Box, Fill, Picture
from qrdesk.core.artwork.shapes import logo_outlines, logo_pixels, logo_place, logo_vector
from qrdesk.core.artwork.shapes.outlines import placed
from qrdesk.core.artwork.style import Paint, Shading, paint
from qrdesk.core.schemas.design import Logo


def layers(
    modules: int, logo: Logo, assets: Assets, symbol: Box, plate: Paint | Shading | None
) -> list[Fill | Picture]:
    """Return the logo in mm, with a plate behind it if that is to be painted.

    With an ``ink`` of its own, a logo of pixels is outlines, too: it comes out on the plate of that ink alone.

    Raises:
        Invalid: it would hide an eye, has no room, or cannot be drawn.
    """
    spot = logo_place.spot(modules, logo, assets)
    left, top, width, height = spot.area
    module_mm = symbol.side_mm / modules
    x_mm, y_mm, side_mm = symbol.x_mm + left * module_mm, symbol.y_mm + top * module_mm, max(width, height) * module_mm
    drawn: list[Fill | Picture] = []
    if plate is not None:
        drawn.append(Fill(placed(spot.zone, module_mm, symbol.x_mm, symbol.y_mm), plate))
    if logo.ink is not None:
        outlines = placed(logo_outlines.drawn_part(assets), side_mm, x_mm, y_mm)
        return [*drawn, Fill(outlines, paint(logo.ink), logo.opacity)]
    if logo_outlines.is_vector(assets):
        fills = logo_vector.read(assets.logo).fills
        return [*drawn, *(_in_place(fill, side_mm, x_mm, y_mm, logo.opacity) for fill in fills)]
    png = logo_pixels.read(assets.logo).png
    return [*drawn, Picture(x_mm, y_mm, width * module_mm, height * module_mm, png, logo.opacity)]


def covered(modules: int, logo: Logo, assets: Assets) -> frozenset[tuple[int, int]]:
    """Return the modules (x, y) that a logo hides, or that are left out for it, on a symbol with so many per side.

    Raises:
        Invalid: it would hide an eye, has no room, or cannot be drawn.
    """
    return logo_place.covered(logo_place.spot(modules, logo, assets))


def _in_place(fill: Fill, scale: float, x: float, y: float, opacity: float) -> Fill:
    painted = fill.paint
    if isinstance(painted, Shading):
        (x0, y0), (x1, y1) = painted.start, painted.end
        painted = replace(painted, start=(x + x0 * scale, y + y0 * scale), end=(x + x1 * scale, y + y1 * scale))
    return Fill(placed(fill.outlines, scale, x, y), painted, fill.opacity * opacity)
