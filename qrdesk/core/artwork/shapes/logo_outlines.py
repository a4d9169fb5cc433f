"""The shape of a logo, be it of pixels or of outlines; in units of its longer side, its upper left corner at (0, 0)."""

from functools import lru_cache
from itertools import groupby

from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.gradients import lightness
from qrdesk.core.artwork.scene import Outline, flat
from qrdesk.core.artwork.shapes import logo_pixels, logo_vector
from qrdesk.core.artwork.shapes.combining import budget_of_logo, cut_out, united, widened
from qrdesk.core.errors import Invalid

_SVG = "image/svg+xml"
_LIGHT = 0.55  # share of light; what gives back more is left bare where a logo is printed with one ink


def is_vector(assets: Assets) -> bool:
    """Say whether a logo is one of outlines."""
    return assets.logo_type == _SVG


def sides(assets: Assets) -> tuple[float, float]:
    """Return width and height of a logo; the longer is 1.

    Raises:
        Invalid: there is none, or it cannot be drawn.
    """
    if not assets.logo:
        reason = "The logo of this design is not there any more. Choose another, or none."
        raise Invalid.field("design.logo.file", reason)
    drawing = logo_vector.read(assets.logo) if is_vector(assets) else logo_pixels.read(assets.logo)
    return drawing.width, drawing.height


@lru_cache(maxsize=8)
def silhouette(assets: Assets) -> tuple[Outline, ...]:
    """Return the outlines of all that can be seen of a logo.

    Raises:
        Invalid: nothing can be seen of it, or it cannot be drawn.
    """
    if not is_vector(assets):
        return logo_pixels.silhouette(assets.logo)
    return united([outline for fill in logo_vector.read(assets.logo).fills for outline in fill.outlines])


@lru_cache(maxsize=8)
def drawn_part(assets: Assets) -> tuple[Outline, ...]:
    """Return the outlines that one ink would print: what lies light on dark is left out, unless all of it is light.

    Raises:
        Invalid: nothing can be seen of it, or it cannot be drawn.
    """
    if not is_vector(assets):
        return logo_pixels.drawn_part(assets.logo)
    drawn: tuple[Outline, ...] = ()
    budget = budget_of_logo()
    for light, run in groupby(logo_vector.read(assets.logo).fills, key=lambda fill: lightness(fill.paint) > _LIGHT):
        outlines = [outline for fill in run for outline in fill.outlines]
        if not light:
            drawn = united((*drawn, *outlines), budget=budget)
        elif drawn:
            drawn = cut_out(drawn, united(outlines, budget=budget), budget)
    return drawn or silhouette(assets)


@lru_cache(maxsize=16)
def grown(assets: Assets, by: float) -> tuple[Outline, ...]:
    """Return the silhouette with all edges farther out by a share of the longer side, and without holes.

    Raises:
        Invalid: nothing can be seen of it, or it cannot be drawn.
    """
    outlines = silhouette(assets)
    wider = widened(outlines, by) if by else outlines
    return united([outline for outline in wider if _is_outer(outline)])


def _is_outer(outline: Outline) -> bool:
    points = flat(outline, 0.01)
    return sum(points[at - 1][0] * y - points[at - 1][1] * x for at, (x, y) in enumerate(points)) > 0
