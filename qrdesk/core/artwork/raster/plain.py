"""Designs of squares alone, each pixel wholly one colour: nothing blurs at an edge, on a screen or on a plate."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from PIL import Image

from qrdesk.core.artwork.raster.coverage import whole
from qrdesk.core.artwork.raster.outlines import edges
from qrdesk.core.artwork.scene import Fill, Scene
from qrdesk.core.artwork.style import Paint

_BAND_PX = 1_000_000
_MOST_LAYERS = 255


@dataclass(frozen=True, slots=True)
class Pixels:
    """Rows of palette indexes, one byte per pixel; equal rows in a line are one object.

    Index 0 is bare ground, index n the n-th fill of the scene.
    """

    width: int
    rows: tuple[bytes, ...]
    paints: tuple[Paint | None, ...]

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)


def is_plain(scene: Scene) -> bool:
    """Whether each fill is of one colour, hides what is below, and has upright and level edges only."""
    return len(scene.layers) <= _MOST_LAYERS and all(_is_plain(layer) for layer in scene.layers)


def _is_plain(layer: object) -> bool:
    if not isinstance(layer, Fill) or not isinstance(layer.paint, Paint) or layer.opacity < 1:
        return False
    lines = edges(layer, 1)
    return bool((lines[:, 0] == lines[:, 2]).all())


def render(scene: Scene, width_px: int) -> Pixels:
    """Return ``scene``, which has fills of one colour only, ``width_px`` wide.

    A pixel has the colour found at its centre.
    """
    scale = width_px / scene.width_mm
    height = max(1, round(scene.height_mm * scale))
    fills = [layer for layer in scene.layers if isinstance(layer, Fill)]
    shapes = [edges(fill, scale) for fill in fills]
    rows: list[bytes] = []
    step = max(1, _BAND_PX // width_px)
    for first in range(0, height, step):
        last = min(first + step, height)
        band = np.zeros((last - first, width_px), np.uint8)
        for index, shape in enumerate(shapes, start=1):
            band[whole(shape, width_px, first, last) != 0] = index
        new = np.r_[True, (band[1:] != band[:-1]).any(axis=1)]
        different = [row.tobytes() for row in band[new]]
        rows += [different[place] for place in np.cumsum(new) - 1]
    return Pixels(width_px, tuple(rows), (None, *(fill.paint for fill in fills if isinstance(fill.paint, Paint))))


def grey(pixels: Pixels, tones: Mapping[int, int], *, every: int = 1) -> Image.Image:
    """Return the picture a camera would see, of each ``every``-th pixel. ``tones`` are the greys of the indexes."""
    table = bytes(tones.get(index, 0) for index in range(256))
    lines = [
        line
        for row, same in groupby(pixels.rows[every // 2 :: every])
        for line in [row[every // 2 :: every].translate(table)] * len(list(same))
    ]
    return Image.frombytes("L", (len(lines[0]), len(lines)), b"".join(lines))
