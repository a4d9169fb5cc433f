"""A code as a plain picture for screens: whole pixels per module, one colour on another. Nothing to print from."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from qrdesk.core.artwork.standards import QUIET_ZONE
from qrdesk.core.artwork.style import paint

if TYPE_CHECKING:
    from segno import QRCode

_LEVEL = "m"

PictureFormat = Literal["png", "svg"]


@dataclass(frozen=True, slots=True)
class PictureLook:
    """How a picture looks. Colours are spelled as ``schemas.colours.colour`` returns them; ``light`` "" is none."""

    format: PictureFormat = "png"
    scale: int = 5  # pixels per module
    dark: str = "#000000"
    light: str = "#ffffff"


def draw(text: str, look: PictureLook) -> bytes:
    """Return the file for a short address, in pure ASCII. Runs well in another process.

    The level is M exactly, and not the highest that fits: who asks twice gets the same symbol.
    """
    code = _encode(text)
    dark, light = paint(look.dark).hex, paint(look.light).hex if look.light else None
    if look.format == "svg":
        return _svg([bytes(row) for row in code.matrix], look.scale, dark, light)
    file = io.BytesIO()
    code.save(file, kind="png", scale=look.scale, border=QUIET_ZONE, dark=dark, light=light)
    return file.getvalue()


@lru_cache(maxsize=128)  # finding the mask takes most of the time, and the same code is asked for in many colours
def _encode(text: str) -> "QRCode":
    import segno  # noqa: PLC0415 30 ms (urllib), for the commands that draw nothing

    return segno.make_qr(text, error=_LEVEL, boost_error=False)


def _svg(rows: Sequence[bytes], scale: int, dark: str, light: str | None) -> bytes:
    """Return the picture in units of modules: programs that zoom keep its edges sharp."""
    side = len(rows) + 2 * QUIET_ZONE
    ground = "" if light is None else f'<path fill="{light}" d="M0 0h{side}v{side}H0z"/>'
    runs = "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in _runs(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * scale}" height="{side * scale}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">{ground}<path fill="{dark}" d="{runs}"/></svg>'
    ).encode()


def _runs(rows: Sequence[bytes]) -> Iterator[tuple[int, int, int]]:
    """Yield the dark stretches: first module from the left, from the top, and how many."""
    for y, row in enumerate(rows, QUIET_ZONE):
        x = QUIET_ZONE
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield x, y, width
            x += width
