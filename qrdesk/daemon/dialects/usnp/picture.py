"""``GET /{short_id}/qr``: the code of any address as a picture, for everybody, and no hit.

It is made in the process for heavy work, where pictures have a place apart. Who has it gets 304; what many ask for is
kept here for a while.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, cast, get_args
from urllib.parse import quote

from qrdesk.core.artwork import picture
from qrdesk.core.artwork.picture import PictureFormat, PictureLook
from qrdesk.core.artwork.style import paint
from qrdesk.core.errors import Invalid
from qrdesk.core.services.public_codes import get_code_text
from qrdesk.daemon.dialects.dialect import Ask, Said
from qrdesk.daemon.dialects.usnp import colours
from qrdesk.daemon.redirect import DOMAIN

_MEDIA_TYPES: Mapping[PictureFormat, str] = {"png": "image/png", "svg": "image/svg+xml"}
_LARGEST = 20  # pixels per module
_KEPT = 256  # pictures; few have more than 10 KB
_TURNS = 64  # pictures that can be drawn at once, as far as their marks differ
_LEAST_CONTRAST = 0.2  # ISO/IEC 15415 fails a symbol below it
_DRAWN_LIKE = 1  # counts up when the same question gets another picture


class Shelf:
    """The pictures asked for last. Fit for every thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._turns = [threading.Lock() for _ in range(_TURNS)]

    def find_or_draw(self, mark: str, draw: Callable[[], bytes]) -> bytes:
        """Return a picture that is here, else what ``draw`` returns: once, however many ask for it meanwhile.

        Args:
            mark: what tells it from all others, in hexadecimal digits.
            draw: its failure is that of whoever drew; the next one tries again.
        """
        found = self.find(mark)
        if found is None:
            with self._turns[int(mark, 16) % _TURNS]:
                found = self.find(mark)
                if found is None:
                    found = draw()
                    self.put(mark, found)
        return found

    def find(self, mark: str) -> bytes | None:
        """Return a picture that is here."""
        with self._lock:
            found = self._kept.get(mark)
            if found is not None:
                self._kept.move_to_end(mark)
            return found

    def put(self, mark: str, content: bytes) -> None:
        """Keep a picture, and let go of the one that nobody has asked for longest."""
        with self._lock:
            self._kept[mark] = content
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)


_SHELF = Shelf(_KEPT)


def get_picture(ask: Ask) -> Said:
    """Return the picture of an address on the domain that the host names. What it carries is what the link prints.

    Raises:
        Invalid: a parameter cannot be used.
        NotFound, LinkGone: nobody has the address any more, or yet.
        Busy: the process for heavy work has enough to do.
    """
    look = _look(ask)
    text = get_code_text(ask.environ.get(DOMAIN, 0), ask.path["short_id"])
    mark = _mark(text, look)
    headers = _headers(ask.path["short_id"], look, mark)
    if _is_known(ask.environ, mark):
        return Said(b"", 304, headers)
    return Said(_SHELF.find_or_draw(mark, lambda: ask.ctx.compute(picture.draw, text, look)), 200, headers)


def _look(ask: Ask) -> PictureLook:
    format = ask.word("format").strip().lower() or "png"
    if format not in get_args(PictureFormat):
        raise Invalid.field("format", "There are png and svg.")
    scale = ask.number("scale", default=5, least=1, most=_LARGEST)
    dark, light = ask.word("dark").strip() or "#000000", ask.word("light").strip() or "#ffffff"
    dark = colours.read("dark", dark)
    light = "" if light.lower() == colours.TRANSPARENT else colours.read("light", light)
    if light and abs(paint(light).reflectance - paint(dark).reflectance) < _LEAST_CONTRAST:
        raise Invalid.field(
            "light", "This is too much like the colour of the modules: no camera could tell them apart."
        )
    return PictureLook(cast("PictureFormat", format), scale, dark, light)


def _mark(text: str, look: PictureLook) -> str:
    said = json.dumps([_DRAWN_LIKE, text, look.format, look.scale, look.dark, look.light])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _headers(slug: str, look: PictureLook, mark: str) -> dict[str, str]:
    return {
        "Content-Type": _MEDIA_TYPES[look.format],
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(f'{slug}.{look.format}', safe='')}",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",  # it is there to be shown on other people's pages
        "Cache-Control": "public, max-age=3600",
        "ETag": f'"{mark}"',
    }


def _is_known(environ: Mapping[str, Any], mark: str) -> bool:
    known = str(environ.get("HTTP_IF_NONE_MATCH", "")).split(",")
    # RFC 9110, 13.1.2: a weak comparison
    return any(one.strip().removeprefix("W/") in {f'"{mark}"', "*"} for one in known)
