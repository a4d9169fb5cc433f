"""What can be measured without a camera: the parameters of ISO/IEC 15415, and what else a print must have."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qrdesk.core.artwork.encoding.layout import EYE, Role, alignments
from qrdesk.core.artwork.press import linear
from qrdesk.core.artwork.scan.view import AROUND, PX, View
from qrdesk.core.artwork.standards import QUIET_ZONE
from qrdesk.core.artwork.symbol import Symbol, roles

Letter = Literal["A", "B", "C", "D", "F"]
# ISO/IEC 15415, as those of ``standards``: the least for A, B, C and D.
MODULATION = (0.50, 0.40, 0.30, 0.20)
# ISO/IEC 18004 annex M: the most for A, B, C and D; modules of one eye, shares of the timing and alignment patterns.
FINDER_DAMAGE = (0.0, 1.0, 2.0, 3.0)
TIMING_DAMAGE = (0.0, 0.07, 0.11, 0.14)
ALIGNMENT_DAMAGE = (0.0, 0.10, 0.20, 0.30)
_APERTURE = 0.8  # of a module
_WEAKEST = 5  # percent of modules that may be worse: the error correction mends them
_ROUNDED = 0.6  # how round eyes are about whose corners alone are gone
_EXTREME = 3  # percent of modules that may be darker than the darkest that counts: a logo's, or dust
_LETTERS: tuple[Letter, ...] = ("F", "D", "C", "B", "A")
_RINGS = QUIET_ZONE  # of modules around the symbol that are looked at
_Tones = NDArray[np.float32]
# Of an eye, all but the corners of its frame, where round ones end, and thicken: readers expect that.
_FOUND_BY = np.array([list(row) for row in ("0011100", "0011100", *["1111111"] * 3, "0011100", "0011100")]) == "1"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a reader meets in a picture of a code. Shares are 0 to 1.

    ``wrong`` are the modules (x, y) that read as the other colour; ``eyes`` is the contrast of the palest eye as a
    share of the whole symbol's; ``eye_radius`` about how round eyes are, 1 for circles; ``quiet`` counts empty modules
    around the symbol, up to the four that are the standard.
    """

    contrast: float
    red_contrast: float
    modulation: float
    inverted: bool
    wrong: frozenset[tuple[int, int]]
    finder: int  # modules of the worst eye, but for its corners
    eyes: float
    eye_radius: float
    timing: float
    alignment: float
    quiet: int

    @property
    def patterns(self) -> int:
        """Grade, 0 to 4, of what no error correction mends: eyes, timing and alignment patterns."""
        return min(
            at_most(self.finder, FINDER_DAMAGE),
            at_most(self.timing, TIMING_DAMAGE),
            at_most(self.alignment, ALIGNMENT_DAMAGE),
        )


def at_least(value: float, bands: tuple[float, ...]) -> int:
    """Return the grade, 4 (A) to 0 (F), of a ``value`` that is better the greater it is."""
    return next((4 - place for place, least in enumerate(bands) if value >= least - 1e-6), 0)


def at_most(value: float, bands: tuple[float, ...]) -> int:
    """Return the grade, 4 (A) to 0 (F), of a ``value`` that is better the smaller it is."""
    return next((4 - place for place, most in enumerate(bands) if value <= most + 1e-6), 0)


def letter(grade: int) -> Letter:
    """Return what ISO/IEC 15415 calls a grade, 0 to 4."""
    return _LETTERS[grade]


def measure(view: View, symbol: Symbol) -> Measured:
    """Return what a reader that knows where the modules of ``symbol`` stand sees of them in ``view``."""
    tones, red = _tones(view)
    rows = np.array([list(row) for row in symbol.rows], bool)
    inner = np.s_[_RINGS:-_RINGS, _RINGS:-_RINGS]
    light, dark = _levels(tones[inner], rows)
    inverted = dark > light
    seen_dark = (tones < (light + dark) / 2) != inverted
    wrong = seen_dark[inner] != rows
    role = np.array([list(row) for row in roles(symbol)])
    finder, round_by = _eyes(wrong, symbol)
    return Measured(
        contrast=_contrast(tones[inner]),
        red_contrast=_contrast(red[inner]),
        modulation=_modulation(tones[inner], rows, wrong, inverted=inverted),
        inverted=inverted,
        wrong=frozenset((int(x), int(y)) for y, x in np.argwhere(wrong)),
        finder=finder,
        eyes=_palest(tones[inner], symbol) / max(abs(light - dark), 1e-6),
        eye_radius=round_by,
        timing=float(wrong[role == Role.TIMING].mean()),
        alignment=_alignment(wrong, symbol),
        quiet=_quiet(seen_dark),
    )


def luminance(view: View) -> _Tones:
    """Return how light each module is in ``view``, 0 to 1."""
    return _tones(view)[0][_RINGS:-_RINGS, _RINGS:-_RINGS]


def softness(view: View, symbol: Symbol) -> float:
    """Return how wide edges between dark and light are, in modules: from a quarter to three quarters of the way."""
    edge = AROUND * PX
    grey = np.asarray(view.picture.convert("L"))[edge:-edge, edge:-edge]
    darkest, lightest = np.percentile(grey, (_EXTREME, 100 - _EXTREME)).tolist()
    quarter = (lightest - darkest) / 4
    between = (grey > darkest + quarter) & (grey < lightest - quarter)
    rows = np.array([list(row) for row in symbol.rows], bool)
    edges = int((rows[1:] != rows[:-1]).sum() + (rows[:, 1:] != rows[:, :-1]).sum())
    return float(between.sum()) / PX**2 / max(1, edges)


def _tones(view: View) -> tuple[_Tones, _Tones]:
    """Return luminance and red light, 0 to 1, of each module and of those around, through a round aperture."""
    edge = (AROUND - _RINGS) * PX
    pixels = np.asarray(view.picture)[edge:-edge, edge:-edge]
    side = pixels.shape[0] // PX
    light = _linear()[pixels].reshape(side, PX, side, PX, 3)
    modules = np.einsum("yaxbc,ab->yxc", light, _aperture())
    return modules @ np.array([0.2126, 0.7152, 0.0722], np.float32), modules[..., 0]


@lru_cache(maxsize=1)
def _linear() -> _Tones:
    return np.array([linear(channel) for channel in range(256)], np.float32)


@lru_cache(maxsize=1)
def _aperture() -> _Tones:
    places = np.arange(PX) + 0.5 - PX / 2
    within = (places[:, None] ** 2 + places[None, :] ** 2 <= (_APERTURE * PX / 2) ** 2).astype(np.float32)
    return within / within.sum()


def _levels(tones: _Tones, rows: NDArray[np.bool_]) -> tuple[float, float]:
    """Return how light most of the light and of the dark modules are."""
    return float(np.median(tones[~rows])), float(np.median(tones[rows]))


def _contrast(tones: _Tones) -> float:
    """Return the symbol contrast: from the darkest to the lightest."""
    darkest, lightest = np.percentile(tones, (_EXTREME, 100 - _EXTREME)).tolist()
    return lightest - darkest


def _modulation(tones: _Tones, rows: NDArray[np.bool_], wrong: NDArray[np.bool_], *, inverted: bool) -> float:
    """Return how far modules keep from the middle between the darkest and the lightest, 0 to 1; that of weak ones."""
    if wrong.all():
        return 0.0
    darkest, lightest = np.percentile(tones, (_EXTREME, 100 - _EXTREME)).tolist()
    from_middle = (tones - (darkest + lightest) / 2) * np.where(rows != inverted, -1, 1)
    apart = 2 * from_middle / max(lightest - darkest, 1e-6)
    return float(np.clip(np.percentile(apart[~wrong], _WEAKEST), 0, 1))


def _eyes(wrong: NDArray[np.bool_], symbol: Symbol) -> tuple[int, float]:
    """Return how many modules of the worst eye are wrong, and about how round eyes are: 0, or up to 1 for circles."""
    eyes = [wrong[top : top + EYE, left : left + EYE] for left, top in symbol.finders]
    corners = np.mean([eye[:: EYE - 1, :: EYE - 1].mean() for eye in eyes])
    beside = np.mean([eye[:: EYE - 1, 1 :: EYE - 3].mean() for eye in eyes])
    round_by = 1.0 if beside >= 0.5 else _ROUNDED if corners >= 0.5 else 0.0
    return max(int(eye[_FOUND_BY].sum()) for eye in eyes), round_by


def _palest(tones: _Tones, symbol: Symbol) -> float:
    """Return the least contrast of a frame or a ball of an eye to the light ring between them."""
    contrasts: list[float] = []
    for left, top in symbol.finders:
        eye = tones[top : top + EYE, left : left + EYE]
        # in the middle of each side, where round ones are as wide as others
        frame, ring = ([eye[at, 3], eye[-1 - at, 3], eye[3, at], eye[3, -1 - at]] for at in (0, 1))
        light = float(np.median(ring))
        contrasts += [abs(light - float(np.median(part))) for part in (eye[2:5, 2:5], frame)]
    return min(contrasts)


def _alignment(wrong: NDArray[np.bool_], symbol: Symbol) -> float:
    """Return the share of alignment patterns that are damaged."""
    places = [] if symbol.micro else alignments(symbol.version)
    if not places:
        return 0.0
    return sum(bool(wrong[y - 2 : y + 3, x - 2 : x + 3].any()) for x, y in places) / len(places)


def _quiet(seen_dark: NDArray[np.bool_]) -> int:
    """Return how many rings of modules around the symbol are empty."""
    side = len(seen_dark)
    for ring in range(_RINGS):
        edge = _RINGS - 1 - ring
        square = seen_dark[edge : side - edge, edge : side - edge]
        if square[0].any() or square[-1].any() or square[:, 0].any() or square[:, -1].any():
            return ring
    return _RINGS
