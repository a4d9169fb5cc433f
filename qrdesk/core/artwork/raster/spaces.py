"""How pixels hold colours: for screens, for a press, in greys."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from qrdesk.core.artwork.inks import cmyk_of, picture_in_cmyk
from qrdesk.core.artwork.style import Paint

Colour = tuple[int, ...]  # 0 to 255 each


@dataclass(frozen=True, slots=True)
class Space:
    """A kind of pixels. ``mode`` is Pillow's while they are painted, ``kept`` when they are done.

    ``picture`` takes an RGB picture. Where ``clear``, what no layer covers shines through: the
    fourth channel is how much is covered, and the others are shares of that.
    """

    mode: str
    kept: str
    colour: Callable[[Paint], Colour]
    picture: Callable[[Image.Image], Image.Image]
    clear: bool = False

    def finished(self, painted: Image.Image) -> Image.Image:
        """Return what was painted in the mode of the finished picture."""
        if not self.clear:
            return painted
        return Image.frombuffer("RGBa", painted.size, painted.tobytes(), "raw", "RGBa", 0, 1).convert("RGBA")


def ink(colour: Colour) -> int | Colour:
    """Return a colour as Pillow takes it: a number where there is one channel."""
    return colour if len(colour) > 1 else sum(colour)


def _rgb(paint: Paint) -> Colour:
    return paint.rgb


def _opaque(paint: Paint) -> Colour:
    return (*paint.rgb, 255)


def _grey(paint: Paint) -> Colour:
    return (paint.luma,)


def _grey_in_print(paint: Paint) -> Colour:
    return (paint.in_print.luma,)


def _as_it_is(picture: Image.Image) -> Image.Image:
    return picture


def _as_opaque(picture: Image.Image) -> Image.Image:
    return picture.convert("RGBX")


def _as_grey(picture: Image.Image) -> Image.Image:
    return picture.convert("L")


SCREEN = Space("RGB", "RGB", _rgb, _as_it_is)
CLEAR = Space("RGBX", "RGBA", _opaque, _as_opaque, clear=True)
GREY = Space("L", "L", _grey, _as_grey)
GREY_IN_PRINT = Space("L", "L", _grey_in_print, _as_grey)


@lru_cache(maxsize=4)
def press(profile: bytes) -> Space:
    """Return the space of the four inks of a press. An empty ``profile`` is the one that we ship."""

    def inks(paint: Paint) -> Colour:
        return tuple(round(255 * share) for share in cmyk_of(paint, profile))

    def separated(picture: Image.Image) -> Image.Image:
        return picture_in_cmyk(picture, profile)

    return Space("CMYK", "CMYK", inks, separated)
