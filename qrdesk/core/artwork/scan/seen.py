"""Sixty photographs, four readers: what they read."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from PIL import ImageOps

from qrdesk.core.artwork.scan import camera
from qrdesk.core.artwork.scan.readers import READERS, read
from qrdesk.core.artwork.scan.view import AROUND, PX, View
from qrdesk.core.artwork.standards import QUIET_ZONE

_LARGE_PX = 5  # per module: enlarging what is large already changes nothing
_LIT_UNEVENLY = "light"  # beyond any reader that has one threshold for all of a picture


@dataclass(frozen=True, slots=True)
class Seen:
    """What the photographs gave: shares, 0 to 1, of those that were read.

    ``clean`` says whether the code itself was; ``reserve`` is the mean unused error correction of those read, and
    ``weakest`` the share of the reader that read the fewest.
    """

    clean: bool
    share: float
    weakest: float
    reserve: float
    missed: Counter[str]  # photographs that were not read, by condition


def look(view: View, text: str, *, micro: bool = False) -> Seen:
    """Return how many photographs of ``view`` read as ``text``."""
    asked, read_by, missed = Counter[str](), Counter[str](), Counter[str]()
    reserves: list[float] = []
    for shot in camera.shots(view):
        found = {reader: _reserve(shot, reader, text, micro) for reader in READERS if _is_asked(reader, shot)}
        asked.update(found.keys())
        read_by.update(reader for reader, reserve in found.items() if reserve is not None)
        if (reserve := found["local"]) is None:
            missed[shot.condition] += 1
        else:
            reserves.append(reserve)
    shares = {reader: read_by[reader] / asked[reader] for reader in READERS}
    return Seen(
        clean=_is_clean(view, text, micro),
        share=shares["local"],
        weakest=min(shares.values()),
        reserve=sum(reserves) / len(reserves) if reserves else 0.0,
        missed=missed,
    )


def _is_asked(reader: str, shot: camera.Shot) -> bool:
    if reader == "enlarged":
        return shot.module_px < _LARGE_PX
    return reader != "global" or shot.condition != _LIT_UNEVENLY


def _reserve(shot: camera.Shot, reader: str, text: str, micro: bool) -> float | None:
    found = read(shot.pixels, reader, micro=micro)
    return None if found is None or found.text != text else found.reserve


def _is_clean(view: View, text: str, micro: bool) -> bool:
    """Whether the code is read with nothing between it and the camera, on a busy page or on an empty one."""
    busy = view.grey_at(PX)
    edge = (AROUND - QUIET_ZONE) * PX
    tones = np.asarray(busy)
    bare = int(tones.max() if view.surround_grey < 128 else tones.min())
    empty = ImageOps.expand(busy.crop((edge, edge, busy.width - edge, busy.height - edge)), edge, bare)
    readings = (read(np.asarray(picture), micro=micro) for picture in (busy, empty))
    return any(reading is not None and reading.text == text for reading in readings)
