"""Pictures that people bring to have a code looked at: opened with suspicion, within bounds."""

import io
import struct
import warnings
import zlib

from PIL import Image, ImageOps

from qrdesk.core.errors import BadPicture

LARGEST_BYTES = 64 << 20
MAX_PIXELS = 50_000_000  # a photograph of the best telephones
MAX_SIDE_PX = 30_000
_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP")
_MAX_SCANS = 60  # of a progressive JPEG: each one goes over all pixels, and thousands fit into a small file
_SCAN = b"\xff\xda"
_JPEG = b"\xff\xd8\xff"
_LINES = {b"%PDF": "PDF", b"%!PS": "EPS", b"<svg": "SVG", b"<?xml": "SVG", b"<!DO": "SVG"}
_FAULTS = (OSError, EOFError, SyntaxError, ValueError, TypeError, ArithmeticError, LookupError, RuntimeError,
           struct.error, zlib.error)  # fmt: skip


def opened(content: bytes) -> Image.Image:
    """Return the picture, upright and in colour (RGB, or RGBA where it shines through); of moving ones the first frame.

    Raises:
        BadPicture: it is no picture of pixels, is damaged or far too large.
    """
    _check(content)
    try:
        with (
            warnings.catch_warnings(action="ignore"),  # of notes that are damaged, and of sizes: they are checked here
            Image.open(io.BytesIO(content), formats=_FORMATS) as picture,
        ):
            width, height = picture.size
            if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_PX:  # nothing has been decoded yet
                raise BadPicture.because(_too_large())
            picture.load()
            return _in_colour(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, MemoryError) as fault:
        raise BadPicture.because(_too_large()) from fault
    except Image.UnidentifiedImageError as fault:
        reason = "This is not a picture that can be opened here. PNG, JPEG, WebP, TIFF, GIF and BMP can."
        raise BadPicture.because(reason) from fault
    except _FAULTS as fault:
        raise BadPicture.because("This picture is damaged. Save it once more, or take another photograph.") from fault


def _check(content: bytes) -> None:
    start = content[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    kind = next((name for mark, name in _LINES.items() if start[: len(mark)].lower() == mark.lower()), None)
    if kind is not None:
        reason = f"This is {'an' if kind != 'PDF' else 'a'} {kind} file, which has no pixels. Save it as PNG first."
        raise BadPicture.because(reason)
    if len(content) > LARGEST_BYTES:
        reason = f"This file is larger than {LARGEST_BYTES >> 20} MB. Make the picture smaller first."
        raise BadPicture.because(reason)
    if content.startswith(_JPEG) and content.count(_SCAN) > _MAX_SCANS:
        raise BadPicture.because("This picture is damaged. Save it once more, or take another photograph.")


def _too_large() -> str:
    return (
        f"This picture has more than {MAX_PIXELS // 1_000_000} million pixels. Make it smaller, or cut it to the code."
    )


def _in_colour(picture: Image.Image) -> Image.Image:
    if picture.mode in {"I", "F"} or picture.mode.startswith("I;"):  # 16 bits of grey, which convert() would clip
        picture = picture.point(lambda value: value / 257).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
