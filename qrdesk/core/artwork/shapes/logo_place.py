"""Where a logo stands on a symbol, and which modules its clear space takes; never those of an eye."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from math import hypot
from typing import Any

from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.scene import Outline, flat
from qrdesk.core.artwork.shapes import eyes, logo_outlines
from qrdesk.core.artwork.shapes.outlines import box, circle, placed
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import Logo

_FINE = 8  # steps per module in which a clear space is measured
_GRAZED = 2  # steps of a module that a clear space may cover before the module is left out
_HALF = _FINE // 2 - 1
_FORMAT = 9  # modules from a corner, across and down, that hold an eye and what says how to read the rest


@dataclass(frozen=True, slots=True)
class Spot:
    """A logo on a symbol with so many ``modules`` per side. Lengths are in modules, from the symbol's upper left."""

    modules: int
    assets: Assets
    size: float  # of the longer side, as a share of the symbol's
    dx: float
    dy: float
    margin: float
    plate: str
    clear: bool

    @property
    def area(self) -> tuple[float, float, float, float]:
        """Left, top, width and height."""
        width, height = logo_outlines.sides(self.assets)
        side = self.size * self.modules
        middle_x, middle_y = self.modules * (0.5 + self.dx), self.modules * (0.5 + self.dy)
        return middle_x - width * side / 2, middle_y - height * side / 2, width * side, height * side

    @property
    def zone(self) -> tuple[Outline, ...]:
        """The clear space: round the box of the logo, in a circle around all that is seen of it, or along its shape."""
        left, top, width, height = self.area
        side = max(width, height)
        if self.plate == "circle":
            middle_x, middle_y = left + width / 2, top + height / 2
            shape = placed(logo_outlines.silhouette(self.assets), side, left, top)
            points = [point for outline in shape for point in flat(outline, 0.05)]
            return (
                circle(middle_x, middle_y, max(hypot(x - middle_x, y - middle_y) for x, y in points) + self.margin),
            )
        if self.plate == "outline":
            return placed(logo_outlines.grown(self.assets, self.margin / side), side, left, top)
        more = self.margin
        return (box(left - more, top - more, width + 2 * more, height + 2 * more),)


def spot(modules: int, logo: Logo, assets: Assets) -> Spot:
    """Return where a logo stands.

    Raises:
        Invalid: it would hide an eye, has no room, or cannot be drawn.
    """
    found = Spot(modules, assets, logo.size, logo.dx, logo.dy, logo.margin, logo.plate, logo.clear)
    if _fits(found):
        return found
    sizes = range(5, round(logo.size * 100) + 1)
    few = bisect_left(sizes, True, key=lambda size: not _fits(replace(found, size=size / 100)))
    fitting = sizes[few - 1] / 100 if few else None
    if fitting is not None:
        advice = f"On this code it can be {fitting:g} of the width at most, with the space around it as chosen."
        raise Invalid.field("design.logo.size", f"The logo is too large: it would hide an eye of the code. {advice}")
    if logo.dx or logo.dy:
        reason = "The logo would hide an eye of the code, or stand over its edge. Move it towards the middle."
        raise Invalid.field("design.logo.dx", reason)
    reason = "This code is too small for a logo. Choose less space around it, or a higher version."
    raise Invalid.field("design.logo.size", reason)


@lru_cache(maxsize=64)  # asked for by the encoder, by the drawing and by the scan score
def covered(place: Spot) -> frozenset[tuple[int, int]]:
    """Return the modules (x, y) that a logo hides, or that are left out for it."""
    left, top, width, height = place.area
    hidden = {
        (x, y)
        for y in range(place.modules)
        for x in range(place.modules)
        if left < x + 0.5 < left + width and top < y + 0.5 < top + height
    }
    if place.clear or place.plate != "none":
        around = _touched(place, _GRAZED if place.clear else _HALF)
        hidden |= {(x, y) for x, y in around if not _says_how_to_read(place.modules, x, y)}
    return frozenset(hidden)


@lru_cache(maxsize=64)
def _fits(place: Spot) -> bool:
    """Say whether a logo stands on the symbol, beside the eyes, and its clear space leaves them whole."""
    modules = place.modules
    left, top, width, height = place.area
    right, bottom = left + width, top + height
    if min(left, top) < 0 or max(right, bottom) > modules:
        return False
    kept_off = eyes.SIDE + 1  # the light line around an eye belongs to it
    for eye in eyes.places(modules):
        beside = right <= modules - kept_off if eye.right else left >= kept_off
        below = bottom <= modules - kept_off if eye.below else top >= kept_off
        if not beside and not below:
            return False
    if not place.clear and place.plate == "none":
        return True
    if place.plate != "none" and not all(0 <= one <= modules for outline in place.zone for xy in outline for one in xy):
        return False
    return not any(eyes.holds(modules, x, y) for x, y in _touched(place, 0))


def _says_how_to_read(modules: int, x: int, y: int) -> bool:
    """Say whether a module is one of the few beside the eyes that nothing can be read without."""
    return any(
        (x > modules - _FORMAT if eye.right else x < _FORMAT) and (y > modules - _FORMAT if eye.below else y < _FORMAT)
        for eye in eyes.places(modules)
    )


def _touched(place: Spot, grazed: int) -> frozenset[tuple[int, int]]:
    """Return the modules that the clear space covers by more than ``grazed`` steps from a side."""
    import numpy  # noqa: PLC0415 60 ms, and only logos need it here

    modules, inner = place.modules, slice(grazed, _FINE - grazed)
    cells = _mask(modules, place.zone).reshape(modules, _FINE, modules, _FINE)[:, inner, :, inner]
    return frozenset((int(x), int(y)) for y, x in numpy.argwhere(cells.any(axis=(1, 3))))


def _mask(modules: int, outlines: tuple[Outline, ...]) -> Any:
    import numpy  # noqa: PLC0415 60 ms, and only logos need it here
    from PIL import Image, ImageChops, ImageDraw  # noqa: PLC0415 Pillow takes 50 ms, and only logos need it

    side = modules * _FINE
    whole = Image.new("1", (side, side))
    for outline in outlines:
        one = Image.new("1", (side, side))
        corners = [(x * _FINE - 0.5, y * _FINE - 0.5) for x, y in flat(outline, 0.05)]
        ImageDraw.Draw(one).polygon(corners, fill=1)
        whole = ImageChops.logical_xor(whole, one)
    return numpy.asarray(whole)
