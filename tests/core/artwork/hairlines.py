"""Looks for light lines within solid dark areas, where shapes that only touch let the ground through."""

import numpy as np
from PIL import Image, ImageFilter

from qrdesk.core.artwork.raster.painting import paint
from qrdesk.core.artwork.raster.spaces import GREY
from qrdesk.core.artwork.scene import Scene

WIDTH_MM = 25.4  # an inch: some programs make whole pixels of a size before they make others of those
WIDTHS_PX = (241, 293, 333, 397, 449, 517, 571, 617)  # no module is a whole number of pixels in any


def lightest_inside(picture: Image.Image, scene: Scene) -> int:
    """Return the lightest grey, 0 to 255, of those pixels of ``picture`` that lie wholly inside what is black.

    What touches an edge, or lies beside such a pixel, may be blended rightly. The scene must be
    black on white. It is an error when no pixel is inside.
    """
    drawn = paint(scene, picture.width, GREY)
    assert drawn.size == picture.size
    inside = np.asarray(drawn.filter(ImageFilter.MaxFilter(3))) == 0
    found = np.asarray(picture.convert("L"))[inside]
    assert found.size > 100
    return int(found.max())
