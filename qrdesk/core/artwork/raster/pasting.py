"""Pictures within artwork: scaled to the pixels of their place."""

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops

from qrdesk.core.artwork.raster.spaces import Space
from qrdesk.core.artwork.scene import Picture

_SMALL_PX = 1_000_000


@dataclass(frozen=True, slots=True)
class Pasted:
    """A picture with its place in pixels, ready to be laid on a band."""

    png: bytes
    left: int
    top: int
    width: int
    height: int
    opacity: float
    space: Space

    def lay(self, band: Image.Image, first: int) -> None:
        """Paint it on ``band``, whose uppermost row is number ``first`` of the picture."""
        top, bottom = max(self.top, first), min(self.top + self.height, first + band.height)
        if top >= bottom:
            return
        part = _scaled(self.png, self.width, self.height, top - self.top, bottom - self.top)
        mask = part.getchannel("A")
        if self.opacity < 1:
            mask = ImageChops.multiply(mask, Image.new("L", mask.size, round(self.opacity * 255)))
        band.paste(self.space.picture(part.convert("RGB")), (self.left, top - first), mask)


def pasted(picture: Picture, scale: float, space: Space) -> Pasted:
    """Return ``picture`` at whole pixels, where a mm has ``scale`` of them."""
    left, top = round(picture.x_mm * scale), round(picture.y_mm * scale)
    right, bottom = (picture.x_mm + picture.width_mm) * scale, (picture.y_mm + picture.height_mm) * scale
    width, height = max(1, round(right) - left), max(1, round(bottom) - top)
    return Pasted(picture.png, left, top, width, height, picture.opacity, space)


def opened(png: bytes) -> Image.Image:
    """Return the pixels of a picture, each with how much shines through."""
    with Image.open(io.BytesIO(png)) as picture:
        return picture.convert("RGBA")


@lru_cache(maxsize=2)  # a live preview asks for the same picture again and again
def _kept(png: bytes) -> Image.Image:
    return opened(png)


@lru_cache(maxsize=4)
def _kept_scaled(png: bytes, width: int, height: int) -> Image.Image:
    return _kept(png).resize((width, height), Image.Resampling.BICUBIC)


def _scaled(png: bytes, width: int, height: int, first: int, last: int) -> Image.Image:
    """Return the rows from ``first`` to before ``last`` of the picture scaled to ``width`` and ``height``."""
    if width * height <= _SMALL_PX:
        return _kept_scaled(png, width, height).crop((0, first, width, last))
    picture = _kept(png)
    share = picture.height / height
    box = (0, first * share, picture.width, min(last * share, picture.height))
    return picture.resize((width, last - first), Image.Resampling.BICUBIC, box)
