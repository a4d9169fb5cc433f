"""Any scene as a picture: curves with smooth edges, gradients, pictures, and what shines through."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from qrdesk.core.artwork.raster.coverage import smooth, whole
from qrdesk.core.artwork.raster.outlines import Edges, edges
from qrdesk.core.artwork.raster.pasting import Pasted, pasted
from qrdesk.core.artwork.raster.ramps import Ramp, ramp
from qrdesk.core.artwork.raster.spaces import Colour, Space, ink
from qrdesk.core.artwork.scene import Fill, Picture, Scene
from qrdesk.core.artwork.style import Paint

_BAND_PX = 1_000_000  # what is worked on at once, so that a large picture needs no more memory than itself


@dataclass(frozen=True, slots=True)
class _Filled:
    """A fill, in pixels, ready to be laid on a band."""

    shape: Edges  # with its left edge at 0
    box: tuple[int, int, int, int]  # left, top, and one past right and bottom
    colour: Colour | Ramp
    opacity: float
    crisp: bool

    def lay(self, band: Image.Image, first: int) -> None:
        """Paint it on ``band``, whose uppermost row is number ``first`` of the picture."""
        left, top, right, bottom = self.box
        top, bottom = max(top, first), min(bottom, first + band.height)
        if top >= bottom or left >= right:
            return
        place = (left, top - first, right, bottom - first)
        mask = None if self.filled else self._mask(right - left, top, bottom)
        if isinstance(self.colour, Ramp):
            band.paste(self.colour.over((left, top, right, bottom)), place, mask)
        else:
            band.paste(ink(self.colour), place, mask)

    @property
    def filled(self) -> bool:
        """Whether it hides all that lies in its box."""
        left, top, right, bottom = self.box
        shape = sorted((min(y0, y1), max(y0, y1), x0, x1) for x0, y0, x1, y1 in self.shape[:3].tolist())
        return self.opacity == 1 and shape == [(top, bottom, 0, 0), (top, bottom, right - left, right - left)]

    def _mask(self, width: int, first: int, last: int) -> Image.Image:
        mask = (whole if self.crisp else smooth)(self.shape, width, first, last)
        if self.opacity < 1:
            share = round(self.opacity * 255)
            mask = ((mask.astype(np.uint16) * share + 127) // 255).astype(np.uint8)
        return Image.fromarray(mask)


def paint(scene: Scene, width_px: int, space: Space, *, crisp: bool = False) -> Image.Image:
    """Return ``scene`` drawn ``width_px`` wide. A ``crisp`` one has no blended pixel at the edges of its fills."""
    scale = width_px / scene.width_mm
    size = (width_px, max(1, round(scene.height_mm * scale)))
    layers = [_ready(layer, scale, size, space, crisp=crisp) for layer in scene.layers]
    ground = (0, 0, 0, 0) if space.clear else space.colour(scene.ground)
    step = max(1, _BAND_PX // width_px)
    if step >= size[1]:
        return _band(layers, size, 0, ground, space)
    page = Image.new(space.kept, size)
    for first in range(0, size[1], step):
        page.paste(_band(layers, (width_px, min(step, size[1] - first)), first, ground, space), (0, first))
    return page


def _band(
    layers: Sequence[_Filled | Pasted], size: tuple[int, int], first: int, ground: Colour, space: Space
) -> Image.Image:
    band = Image.new(space.mode, size, ink(ground))
    for layer in layers:
        layer.lay(band, first)
    return space.finished(band)


def hides_all(scene: Scene) -> bool:
    """Whether one layer covers the whole scene, so that nothing of what it lies on is seen."""
    corners = {(x, y) for x in (0.0, scene.width_mm) for y in (0.0, scene.height_mm)}
    return any(
        isinstance(layer, Fill)
        and layer.opacity == 1
        and any(set(outline) == corners for outline in layer.outlines[:1])
        for layer in scene.layers
    )


def _ready(
    layer: Fill | Picture, scale: float, size: tuple[int, int], space: Space, *, crisp: bool
) -> _Filled | Pasted:
    if isinstance(layer, Picture):
        return pasted(layer, scale, space)
    shape = edges(layer, scale)
    box = _box(shape, size)
    colour = space.colour(layer.paint) if isinstance(layer.paint, Paint) else ramp(layer.paint, scale, space)
    return _Filled(shape - (box[0], 0, box[0], 0), box, colour, layer.opacity, crisp)


def _box(shape: Edges, size: tuple[int, int]) -> tuple[int, int, int, int]:
    if not len(shape):
        return 0, 0, 0, 0
    across, down = shape[:, (0, 2)], shape[:, (1, 3)]
    left, top = max(0, int(np.floor(across.min()))), max(0, int(np.floor(down.min())))
    return left, top, min(size[0], int(np.ceil(across.max()))), min(size[1], int(np.ceil(down.max())))
