"""Pictures of pixels as image objects: as they are for screens, in inks for a press."""

import zlib
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from qrdesk.core.artwork.inks import cmyk_of, picture_in_cmyk
from qrdesk.core.artwork.pdf.objects import Part, part
from qrdesk.core.artwork.pdf.terms import Terms
from qrdesk.core.artwork.scene import Picture
from qrdesk.core.artwork.style import Paint

if TYPE_CHECKING:
    from PIL import Image

_BARELY = 8  # of 255: what is less to be seen is not there, where nothing may shine through


def image(picture: Picture, terms: Terms, paper: Paint) -> Part:
    """Return the picture as an image one unit wide and high.

    Where nothing may shine through, its half-tones are mixed with ``paper``, and what is all but clear is cut out.
    """
    opacity = picture.opacity if terms.flat else 1.0
    return _image(picture.png, terms.flat, terms.profile if terms.for_press else None, opacity, paper)


@lru_cache(maxsize=8)
def _image(png: bytes, flat: bool, profile: bytes | None, opacity: float, paper: Paint) -> Part:
    from PIL import Image  # noqa: PLC0415 50 ms, for those whose design has a picture

    with Image.open(BytesIO(png)) as opened:
        whole = opened.convert("RGBA")
    seen = whole.getchannel("A")
    clear = seen.getextrema() != (255, 255)
    pixels = whole.convert("RGB") if profile is None else picture_in_cmyk(whole.convert("RGB"), profile)
    if flat:
        seen = seen.point([round(share * opacity) for share in range(256)])
        on = Image.new("CMYK", whole.size, tuple(round(255 * share) for share in cmyk_of(paper, profile or b"")))
        pixels = Image.composite(pixels, on, seen)
    body: list[bytes | Part] = [_head(whole), b" /ColorSpace %s /BitsPerComponent 8" % _space(profile)]
    if clear:
        body += [b" /Mask ", _stencil(seen)] if flat else [b" /SMask ", _shine(seen)]
    return part("XObject", *body, b" >>", stream=zlib.compress(pixels.tobytes(), 9))


def _space(profile: bytes | None) -> bytes:
    return b"/DeviceRGB" if profile is None else b"/DeviceCMYK"


def _shine(seen: "Image.Image") -> Part:
    body = _head(seen) + b" /ColorSpace /DeviceGray /BitsPerComponent 8 >>"
    return part("", body, stream=zlib.compress(seen.tobytes(), 9))


def _stencil(seen: "Image.Image") -> Part:
    """Return what of a picture is there, as pixels that are or are not: that is no transparency."""
    from PIL import Image  # noqa: PLC0415 50 ms, as above

    bits = seen.point([0 if share < _BARELY else 255 for share in range(256)]).convert("1", dither=Image.Dither.NONE)
    body = _head(seen) + b" /ImageMask true /BitsPerComponent 1 /Decode [1 0] >>"
    return part("", body, stream=zlib.compress(bits.tobytes(), 9))


def _head(of: "Image.Image") -> bytes:
    return b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /Filter /FlateDecode" % of.size
