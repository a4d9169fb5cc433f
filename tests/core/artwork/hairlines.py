"""Looks for light lines within solid dark areas, where shapes that only touch let the ground through."""

import numpy as np
from PIL import Image, ImageFilter

from qrdesk.core.artwork.raster.painting import paint
from qrdesk.core.artwork.raster.spaces import GREY
from qrdesk.core.artwork.scene import Scene

WIDTHS_PX = (241, 293, 333, 397, 449, 517, 683, 999)  # no module is a whole number of pixels in any
_FINER = 4  # pixels within one, each way
_EDGE = 11  # of the finer ones: what lies nearer to an edge than half of that may be blended rightly


def lightest_inside(picture: Image.Image, scene: Scene) -> int:
    """Return the lightest grey, 0 to 255, of those pixels of ``picture`` that lie wholly inside what is black.

    The scene must be black on white. It is an error when there is no such pixel.
    """
    fine = paint(scene, picture.width * _FINER, GREY, crisp=True)
    assert abs(fine.height - picture.height * _FINER) <= _FINER
    inside = fine.filter(ImageFilter.MaxFilter(_EDGE)).reduce(_FINER).crop((0, 0, *picture.size))
    found = np.asarray(picture.convert("L"))[np.asarray(inside) == 0]
    assert found.size > 100
    return int(found.max())
