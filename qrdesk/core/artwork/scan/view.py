"""What a camera looks at: a code and a little of what is around it, upright, with whole pixels for each module."""

from dataclasses import dataclass, replace

from PIL import Image

from qrdesk.core.artwork.proof import on_stock, shades
from qrdesk.core.artwork.raster.painting import paint
from qrdesk.core.artwork.raster.spaces import SCREEN, Space
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.style import Paint, Shading

PX = 8  # per module
AROUND = 6  # modules on each side of the symbol: the quiet zone, and what begins behind it
_HAIR_PX = 0.02
_Rgb = tuple[int, int, int]


def _in_print(paint: Paint) -> _Rgb:
    return paint.in_print.rgb


_IN_PRINT = replace(SCREEN, colour=_in_print)


@dataclass(frozen=True, slots=True)
class View:
    """A picture (RGB) of ``modules`` and ``AROUND`` more on each side, ``PX`` pixels for each.

    ``surround`` lies beyond: a page as dark as the ink, which is the hardest to find a code on.
    """

    picture: Image.Image
    modules: int
    surround: _Rgb

    @property
    def surround_grey(self) -> int:
        """How light a camera sees what lies around."""
        return Paint(self.surround).luma

    def grey_at(self, module_px: int) -> Image.Image:
        """Return it in greys, with ``module_px`` pixels for each module."""
        grey = self.picture.convert("L")
        if module_px == PX:
            return grey
        side = (self.modules + 2 * AROUND) * module_px
        return grey.resize((side, side), Image.Resampling.BOX)


def of_scene(scene: Scene, modules: int, *, printed: bool) -> View:
    """Return what is seen of ``scene``; where ``printed``, press colours are as they come out on paper."""
    space = _IN_PRINT if printed else SCREEN
    scene = on_stock(scene)
    surround = _mean(scene.ink, space)
    drawn = paint(scene, max(1, round(scene.width_mm / scene.module_mm * PX)), space)
    px_per_mm = drawn.width / scene.width_mm
    margin, side = AROUND * scene.module_mm, (modules + 2 * AROUND) * PX
    left, top = ((place - margin) * px_per_mm for place in (scene.symbol.x_mm, scene.symbol.y_mm))
    width = (scene.symbol.side_mm + 2 * margin) * px_per_mm
    if all(abs(edge - round(edge)) < _HAIR_PX for edge in (left, top)) and abs(width - side) < _HAIR_PX:
        page = Image.new("RGB", (side, side), surround)  # it stands on whole pixels: nothing is blended
        page.paste(drawn, (-round(left), -round(top)))
        return View(page, modules, surround)
    step = width / side
    coefficients = (step, 0, left, 0, step, top)
    page = drawn.transform(
        (side, side), Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR, fillcolor=surround
    )
    return View(page, modules, surround)


def _mean(paint: Paint | Shading, space: Space) -> _Rgb:
    colours = [space.colour(shade) for shade in shades(paint)]
    red, green, blue = (sum(channel) // len(colours) for channel in zip(*colours, strict=True))
    return red, green, blue
