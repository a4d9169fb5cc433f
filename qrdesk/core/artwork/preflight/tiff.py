"""A TIFF: how fine its pixels are, which inks it has and how much of them. Pillow reads it."""

import struct
import warnings
from collections.abc import Iterator
from io import BytesIO

import numpy as np
from PIL import Image, TiffImagePlugin

from qrdesk.core.artwork.preflight.found import Found
from qrdesk.core.artwork.preflight.opened import Unreadable
from qrdesk.core.artwork.preflight.things import say_too_much
from qrdesk.core.artwork.processes import DOTS_PER_MODULE
from qrdesk.core.artwork.profiles import profile
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import MAX_PIXELS, FileOrder

_BROKEN = (
    OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, MemoryError,
    struct.error, UserWarning, Image.DecompressionBombError,
)  # fmt: skip
_MODES = {"cmyk": "CMYK", "grey": "L", "bilevel": "1"}
_INKS = {
    "CMYK": "All colours are the four inks of a press.",
    "L": "It is grey: black ink alone.",
    "1": "Each pixel is black ink or bare paper.",
}
_DENSITY = 282  # the tag of pixels along a line; without it Pillow would take 1 for an answer
_ROWS = 256  # that are counted at once
_NEARLY = 1e-3


def check_tiff(content: bytes, order: FileOrder | None, module_mm: float | None, found: Found) -> None:
    """Check a whole file. Of one in a screen's colours it is only asked how fine it is.

    Raises:
        Unreadable: it is damaged, or no TIFF.
        TooLong: the time is over.
    """
    try:
        # by the plugin, because Image.open() warns of 90 million pixels, and ours may have more
        with (
            warnings.catch_warnings(action="error", category=UserWarning),
            TiffImagePlugin.TiffImageFile(BytesIO(content)) as picture,
        ):
            if max(picture.size) > MAX_PIXELS:
                raise Unreadable(f"It has more than {MAX_PIXELS:,} pixels on a side, and was not looked into.")
            _check_density(picture, module_mm, found)
            _check_inks(picture, order, found)
    except _BROKEN as broken:
        raise Unreadable("It is damaged, or not a TIFF.") from broken


def _check_density(picture: TiffImagePlugin.TiffImageFile, module_mm: float | None, found: Found) -> None:
    across, down = (float(density) for density in picture.info.get("dpi", (0, 0)))
    if _DENSITY not in picture.tag_v2 or not 0 < across < float("inf"):
        found.wrong("resolution", "It does not say how large it is: it has no resolution.")
        return
    if abs(across - down) > _NEARLY * across:
        found.wrong("resolution", "Its pixels are not square.")
    if module_mm is None:
        found.say("resolution", f"It has {across:.0f} dpi.")
        return
    dots = module_mm / 25.4 * across
    if dots < DOTS_PER_MODULE:
        text = f"A module is only {dots:.1f} pixels wide at {across:.0f} dpi; print needs {DOTS_PER_MODULE}."
        found.wrong("resolution", f"{text} Choose a higher resolution.")
    found.say("resolution", f"It has {across:.0f} dpi: a module is {dots:.1f} pixels wide.")


def _check_inks(picture: Image.Image, order: FileOrder | None, found: Found) -> None:
    wanted = _MODES.get(order.colours) if order is not None else None
    if wanted is not None and picture.mode != wanted:
        found.wrong("colours", "It is not in the inks that were asked for.")
    if picture.mode in _INKS:
        found.say("colours", _INKS[picture.mode])
    if picture.mode != "CMYK":
        picture.load()  # or nobody has seen whether it is whole
        return
    _check_profile(picture.info.get("icc_profile") or b"", found)
    most = max((int(rows.sum(axis=2, dtype=np.uint16).max()) for rows in _rows(picture, found)), default=0)
    say_too_much(most / 255, "A pixel", found)
    found.say("ink", f"No pixel needs more than {100 * most / 255:.0f} % of ink.")


def _check_profile(content: bytes, found: Found) -> None:
    if not content:
        found.wrong("output_intent", "It does not bring the profile of the press that it was made for.")
        return
    try:
        press = profile(content)
    except Invalid as refusal:
        found.wrong("output_intent", f"Its profile is not that of a press: {refusal}")
        return
    found.say("output_intent", f"It brings the profile of the press that it was made for: {press.name}.")


def _rows(picture: Image.Image, found: Found) -> "Iterator[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]":
    for top in range(0, picture.height, _ROWS):
        found.go_on()
        yield np.asarray(picture.crop((0, top, picture.width, min(top + _ROWS, picture.height))), dtype=np.uint8)
