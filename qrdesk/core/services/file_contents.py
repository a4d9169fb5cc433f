"""From bytes that somebody sent to a file that can be kept: pictures are made anew, fonts and profiles are tried."""

from collections.abc import Callable
from typing import Any

from qrdesk.core.errors import BadPicture, Invalid, TooLarge
from qrdesk.core.pictures.picture import Picture, remake
from qrdesk.core.schemas.files import (
    ICC,
    LARGE_OTHER,
    LARGE_PICTURE,
    MAX_FILE_BYTES,
    MAX_OTHER_BYTES,
    OTF,
    SVG,
    TTF,
    FileKind,
)

_OPEN_TYPE = b"OTTO"
_GROWN = 0.1  # of a logo's longer side: the clear space that most have
_MUTE = "This font file is damaged: it draws no letters. Use another one."


def checked(content: bytes, kind: FileKind, compute: Callable[..., Any]) -> Picture:
    """Return a file as it is kept. Fonts and profiles are kept as they came, once something of ours has used them.

    Args:
        content: what was sent.
        kind: what it is for.
        compute: where hostile bytes are read, and heavy work is done.

    Raises:
        TooLarge: it has more bytes than such a file may have.
        BadPicture: it is none that can be used, or would do more than be seen.
    """
    if kind in {"logo", "preview"}:
        if len(content) > MAX_FILE_BYTES:
            raise TooLarge(LARGE_PICTURE)
        picture = remake(content, compute, shapes=kind == "logo")
        if picture.media_type == SVG:
            _try(compute, _try_logo, picture.content)
        return picture
    if len(content) > MAX_OTHER_BYTES:
        raise TooLarge(LARGE_OTHER)
    if not content:
        raise BadPicture.because("This file is empty.")
    _try(compute, _try_font if kind == "font" else _try_profile, content)
    if kind == "profile":
        return Picture(content, ICC)
    return Picture(content, OTF if content.startswith(_OPEN_TYPE) else TTF)


def _try(compute: Callable[..., Any], how: Callable[[bytes], None], content: bytes) -> None:
    try:
        compute(how, content)
    except Invalid as refused:
        said = next(iter(refused.field_errors.values()), str(refused))
        raise BadPicture.because(_MUTE if "design.frame.text" in refused.field_errors else said) from refused


def _try_logo(content: bytes) -> None:
    """Draw a logo in all the ways that a code may want it: what cannot be drawn is told now, and not at the press."""
    from qrdesk.core.artwork.assets import Assets  # noqa: PLC0415 as below
    from qrdesk.core.artwork.shapes import logo_outlines  # noqa: PLC0415 Skia takes 50 ms, and only this needs it

    assets = Assets(content, SVG)
    logo_outlines.drawn_part(assets)
    logo_outlines.grown(assets, _GROWN)


def _try_font(content: bytes) -> None:
    from qrdesk.core.artwork.shapes import lettering  # noqa: PLC0415 fonts take 50 ms, and only this needs them

    lettering.line("A", own=content)


def _try_profile(content: bytes) -> None:
    from qrdesk.core.artwork import profiles  # noqa: PLC0415 as above

    profiles.profile(content)
