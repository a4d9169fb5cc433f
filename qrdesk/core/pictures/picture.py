"""One way from bytes that somebody sent to a picture of ours: told by its first bytes, never by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qrdesk.core.context import run_here
from qrdesk.core.errors import BadPicture
from qrdesk.core.pictures import vector
from qrdesk.core.schemas.files import JPEG, PNG, SVG, WEBP

_MARKS = (  # first bytes of each kind
    (PNG, b"\x89PNG\r\n\x1a\n", 0),
    (JPEG, b"\xff\xd8\xff", 0),
    (WEBP, b"WEBP", 8),
)
_FEW_SHAPES_BYTES = 16 * 1024  # are read in some milliseconds
_BLANK = b"\xef\xbb\xbf\xfe\xff \t\r\n\0"  # before the first tag, in any Unicode spelling


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept. Shapes (SVG) have no size in pixels."""

    content: bytes
    media_type: str
    width_px: int | None = None
    height_px: int | None = None


def remake(content: bytes, compute: Callable[..., Any], *, shapes: bool) -> Picture:
    """Return the picture in ``content``, drawn or written anew.

    Args:
        content: what was sent.
        compute: where the heavy part is done: millions of pixels, thousands of shapes. A few are read here.
        shapes: whether SVG will do.

    Raises:
        BadPicture: it is none of the kinds that are taken, is damaged, far too large, or would do more than be seen.
    """
    media_type = find_media_type(content)
    if media_type == SVG:
        if not shapes:
            raise BadPicture.because("Networks and messengers show no SVG as a preview. Choose a PNG, JPEG or WebP.")
        rebuild = run_here if len(content) <= _FEW_SHAPES_BYTES else compute
        return Picture(rebuild(vector.rebuild, content), SVG)
    if media_type is None:
        kinds = "PNG, JPEG, WebP or SVG" if shapes else "PNG, JPEG or WebP"
        raise BadPicture.because(f"This is no picture that QRDesk can read. Choose a {kinds}.")
    drawn: Picture = compute(_redrawn, content, media_type)
    return drawn


def _redrawn(content: bytes, media_type: str) -> Picture:
    from qrdesk.core.pictures import raster  # noqa: PLC0415 Pillow takes 50 ms, and only this needs it

    drawn = raster.redraw(content, media_type)
    return Picture(drawn.content, media_type, drawn.width_px, drawn.height_px)


def find_media_type(content: bytes) -> str | None:
    """Return what kind of picture this begins as; None for anything else."""
    for media_type, mark, offset in _MARKS:
        if content[offset : offset + len(mark)] == mark:
            return media_type
    return SVG if content.lstrip(_BLANK).startswith(b"<") else None
