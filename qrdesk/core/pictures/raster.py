"""Pictures of pixels: decoded within bounds and encoded anew, which leaves nothing of what else the file held."""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from qrdesk.core.errors import BadPicture
from qrdesk.core.schemas.files import JPEG, PNG, WEBP

MAX_PIXELS = 16_000_000
MAX_SIDE_PX = 16_000  # a line of many million pixels is no picture
MAX_BYTES = 4_000_000  # of what is kept: a small file may hold a picture that is large without its tricks
_MAX_SCANS = 60  # of a progressive JPEG: each one goes over all pixels, and thousands fit into a small file
_SCAN = b"\xff\xda"
_FORMATS = {PNG: "PNG", JPEG: "JPEG", WEBP: "WEBP"}
_QUALITY = 92
_LOSSLESS, _HEAD_BYTES = b"VP8L", 4096  # of a WebP that keeps every pixel, as logos do
_TOO_MANY = f"This picture has more than {MAX_PIXELS // 1_000_000} million pixels. Choose a smaller one."
_DAMAGED = "This picture is damaged. Save it once more in a program for pictures, and send that."
# Whatever Pillow meets in a file that somebody has tampered with.
_FAULTS = (OSError, EOFError, SyntaxError, ValueError, TypeError, ArithmeticError, LookupError, RuntimeError,
           struct.error, zlib.error)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is kept."""

    content: bytes
    width_px: int
    height_px: int


def redraw(content: bytes, media_type: str) -> Drawn:
    """Return the picture in ``content`` encoded anew: upright, of moving ones the first frame, without colour profile.

    Raises:
        BadPicture: it is damaged, or has too many pixels.
    """
    if media_type == JPEG and content.count(_SCAN) > _MAX_SCANS:
        raise BadPicture.because(_DAMAGED)
    try:
        with (
            warnings.catch_warnings(action="ignore"),  # of notes that are damaged: they are left out anyway
            Image.open(io.BytesIO(content), formats=(_FORMATS[media_type],)) as opened,
        ):
            width, height = opened.size
            if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_PX:  # nothing has been decoded yet
                raise BadPicture.because(_TOO_MANY)
            return _encoded(_upright(opened), media_type, lossless=_LOSSLESS in content[12:_HEAD_BYTES])
    except Image.DecompressionBombError as fault:
        raise BadPicture.because(_TOO_MANY) from fault
    except _FAULTS as fault:
        raise BadPicture.because(_DAMAGED) from fault


def _upright(opened: Image.Image) -> Image.Image:
    opened.load()
    turned = ImageOps.exif_transpose(opened)
    if turned.mode == "L" and "transparency" not in turned.info:
        return turned
    if turned.mode in {"I", "F"} or turned.mode.startswith("I;"):  # 16 bits of grey, which convert() would clip
        return turned.point(lambda value: value / 257).convert("L")
    return turned.convert("RGBA" if turned.has_transparency_data else "RGB")


def _encoded(image: Image.Image, media_type: str, *, lossless: bool) -> Drawn:
    out = io.BytesIO()
    image.info = {}  # save() would take profile, comments and more from there
    if media_type == PNG:
        image.save(out, "PNG")
    elif media_type == JPEG:
        image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    else:
        image.save(out, "WEBP", quality=_QUALITY, method=2, lossless=lossless, exact=lossless)
    content = out.getvalue()
    if len(content) > MAX_BYTES:
        raise BadPicture.because("This picture is too large once it is unpacked. Send one with fewer pixels.")
    return Drawn(content, *image.size)
