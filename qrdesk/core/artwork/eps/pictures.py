"""Pictures in PostScript: as inks, with a mask of what is bare."""

import zlib
from base64 import a85encode

import numpy as np
from PIL import Image

from qrdesk.core.artwork.eps.paints import Inks
from qrdesk.core.artwork.eps.words import numbers
from qrdesk.core.artwork.inks import picture_in_cmyk
from qrdesk.core.artwork.raster.pasting import opened
from qrdesk.core.artwork.scene import Picture

_BARE = 255  # of the mask: what is not painted
_MOST_PX = 2000  # of the longer side: of a logo 10 mm wide, 5,000 for each inch


def drawn(picture: Picture, inks: Inks) -> str:
    """Return the words that draw ``picture``. What shines through a little is blended with what is behind it."""
    pixels = opened(picture.png)
    pixels.thumbnail((_MOST_PX, _MOST_PX))
    alpha = np.asarray(pixels.getchannel("A"))
    share = alpha[..., None] / 255 * picture.opacity
    above = np.asarray(picture_in_cmyk(pixels.convert("RGB"), inks.profile))
    blend = above * share + np.array(inks.behind) * 255 * (1 - share) + 0.5
    mask = np.where(alpha > 0, 0, _BARE)[..., None]
    samples = np.concatenate([mask, blend], axis=2).astype(np.uint8)
    return "\n".join((*_head(picture, pixels), *_lines(samples.tobytes()), "grestore"))


def _head(picture: Picture, pixels: Image.Image) -> tuple[str, ...]:
    width, height = pixels.size
    shape = f"/ImageType 1 /Width {width} /Height {height} /BitsPerComponent 8 /ImageMatrix [{width} 0 0 {height} 0 0]"
    return (
        "gsave /DeviceCMYK setcolorspace",
        f"{numbers(picture.x_mm, picture.y_mm)} translate {numbers(picture.width_mm, picture.height_mm)} scale",
        "{ /written currentfile /ASCII85Decode filter def /samples written /FlateDecode filter def",
        "<< /ImageType 3 /InterleaveType 1",
        f"/DataDict << {shape}",
        "/Decode [0 1 0 1 0 1 0 1] /DataSource samples >>",
        f"/MaskDict << {shape} /Decode [0 1] >>",
        ">> image written flushfile } exec",
    )


def _lines(samples: bytes) -> list[str]:
    text = a85encode(zlib.compress(samples, 9)).decode() + "~>"
    lines = [text[start : start + 100] for start in range(0, len(text), 100)]
    if lines[-1] == ">":  # the two marks of the end belong together
        lines[-2:] = [lines[-2][:-1], "~>"]
    # a line that begins with % would look like a comment to spoolers; spaces between mean nothing
    return [" " + line if line.startswith("%") else line for line in lines]
