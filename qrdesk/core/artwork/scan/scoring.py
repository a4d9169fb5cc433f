"""The points of a scan score, from what was measured and what sixty photographs gave."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from qrdesk.core.artwork.scan import camera, grade
from qrdesk.core.artwork.scan.grade import Measured
from qrdesk.core.artwork.scan.readers import READERS, read
from qrdesk.core.artwork.scan.view import PX, View

SAFE, CHECK = 90, 75
LEAST_CONTRAST = 0.2  # ISO/IEC 15415 fails what is below
LEAST_RESERVE = 0.25
_DAMAGED_EYE, _LITTLE_RESERVE = 60, 70  # the most points
_ENLARGED_FROM_PX = PX  # enlarging what is large already changes nothing
_LIT_UNEVENLY = "light"  # beyond any reader with one threshold for all of a picture


class Stopped(Exception):
    """Nobody waits for this score any more."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the sixty photographs gave: shares, 0 to 1, of those that were read.

    ``clean`` says whether the code itself was; ``reserve`` is the mean unused error correction of those read.
    """

    clean: bool
    share: float
    weakest: float  # of the reader that read the fewest
    weakest_reader: str
    reserve: float
    missed: Counter[str]  # photographs that were not read, by condition


def look(view: View, text: str, *, micro: bool = False, stopping: Callable[[], bool] | None = None) -> Seen:
    """Return how many of sixty photographs of ``view`` read as ``text``.

    Raises:
        Stopped: ``stopping`` said so between two of them.
    """
    asked, read_by = Counter[str](), Counter[str]()
    missed = Counter[str]()
    reserves: list[float] = []
    for shot in camera.shots(view):
        if stopping is not None and stopping():
            raise Stopped
        found = {reader: _reserve(shot, reader, text, micro) for reader in READERS if _is_asked(reader, shot)}
        asked.update(found.keys())
        read_by.update(reader for reader, reserve in found.items() if reserve is not None)
        if (reserve := found["local"]) is None:
            missed[shot.condition] += 1
        else:
            reserves.append(reserve)
    shares = {reader: read_by[reader] / asked[reader] for reader in READERS}
    weakest = min(READERS, key=lambda reader: shares[reader])
    clean = _clean(view, text, micro)
    mean = sum(reserves) / len(reserves) if reserves else 0.0
    return Seen(clean, shares["local"], shares[weakest], weakest, mean, missed)


def points(seen: Seen, measured: Measured, reserve: float, static: int) -> int:
    """Return 0 to 100. ``reserve`` is the unused error correction of the clean code, ``static`` a grade from 0 to 4."""
    if not seen.clean or measured.contrast < LEAST_CONTRAST:
        return 0
    found = 100 * (0.55 * seen.share + 0.15 * seen.reserve + 0.15 * seen.weakest + 0.15 * static / 4)
    if grade.at_most(measured.finder, grade.FINDER_DAMAGE) < 2:
        found = min(found, _DAMAGED_EYE)
    if reserve < LEAST_RESERVE:
        found = min(found, _LITTLE_RESERVE)
    return round(found)


def _is_asked(reader: str, shot: camera.Shot) -> bool:
    if reader == "enlarged":
        return shot.module_px < _ENLARGED_FROM_PX
    return reader != "global" or shot.condition != _LIT_UNEVENLY


def _reserve(shot: camera.Shot, reader: str, text: str, micro: bool) -> float | None:
    found = read(shot.pixels, reader, micro=micro)
    return None if found is None or found.text != text else found.reserve


def _clean(view: View, text: str, micro: bool) -> bool:
    import numpy as np

    found = read(np.asarray(view.grey_at(PX)), micro=micro)
    return found is not None and found.text == text
