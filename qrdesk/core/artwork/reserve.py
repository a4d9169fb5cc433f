"""How much damage a symbol still bears: its unused error correction, as ISO/IEC 15415 grades it (UEC)."""

from collections.abc import Iterable
from typing import Literal

from qrdesk.core.artwork.encoding import damage
from qrdesk.core.artwork.encoding.layout import Role
from qrdesk.core.artwork.standards import RESERVE
from qrdesk.core.artwork.symbol import NO_WISH, Places, Symbol, dark_among, encode, roles
from qrdesk.core.schemas.design import ErrorCorrection, SymbolWish

SAFE = RESERVE[-1]  # below it ISO/IEC 15415 grades a symbol F
_COVERABLE = (Role.DATA, Role.ALIGNMENT)  # without any other a symbol is not found, or not understood


def reserve(symbol: Symbol, wrong: Iterable[tuple[int, int]]) -> float:
    """Return the share of the error correction that is unused when the modules ``wrong`` read as the other colour.

    1 is an undamaged symbol; 0 the last that still reads; below 0 it cannot be decoded. It is
    that of the worst block: one minus twice its damaged words by the words that mend it.
    Modules (x, y) of fixed patterns or outside of the symbol do not count: they are not
    mended, and harm in other ways. For modules that are left out, and read as light, give
    ``symbol.dark_among(code, places)``.
    """
    words = damage.words_of(symbol.version, symbol.error_correction, symbol.micro)
    return damage.unused(words, wrong)


def zone(
    modules: int,
    width: float,
    height: float,
    *,
    shape: Literal["square", "circle"] = "square",
    x: float = 0,
    y: float = 0,
) -> frozenset[tuple[int, int]]:
    """Return the modules (x, y) that a clear zone touches: a rectangle, or the ellipse in it.

    All lengths are in modules; (``x``, ``y``) is where its middle lies from the middle of a symbol
    of so many ``modules`` per side.
    """
    left, top = modules / 2 + x, modules / 2 + y
    return frozenset(
        (i, j)
        for j in _touched(modules, top, height)
        for i in _touched(modules, left, width)
        if shape == "square" or _in_ellipse(i - left, j - top, width / 2, height / 2)
    )


def _touched(modules: int, middle: float, length: float) -> range:
    """Return the modules of a line that a stretch of it overlaps, by more than a rounding error."""
    hair = 1e-6
    first, last = int(max(0.0, middle - length / 2 + hair)), -int(-min(float(modules), middle + length / 2 - hair) // 1)
    return range(first, last)


def _in_ellipse(left: float, top: float, half_width: float, half_height: float) -> bool:
    """Say whether the module whose top left corner is there, from the middle, has a point in the ellipse."""
    near_x, near_y = max(left, -left - 1, 0), max(top, -top - 1, 0)
    return (near_x / half_width) ** 2 + (near_y / half_height) ** 2 < 1


def largest_logo(
    text: str,
    error_correction: ErrorCorrection,
    wish: SymbolWish = NO_WISH,
    *,
    aspect: float = 1,
    margin: float = 0,
    shape: Literal["square", "circle"] = "square",
    least: float = SAFE,
    cleared: bool = True,
) -> float:
    """Return the greatest ``size`` of a logo in the middle that leaves ``least`` of the error correction; 0 for none.

    The size is the longer side as a share of the symbol's, ``aspect`` its width by its height,
    and ``margin`` the modules that are clear around it. Where the zone is ``cleared``, its
    modules read as light, and the best mask for it is taken; else they may read as
    anything, and all count as wrong. A zone never reaches eyes, timing, format or version.
    """
    symbols = _candidates(text, error_correction, wish)
    modules = symbols[0].modules
    steps = 4  # of a module; a larger zone covers all that a smaller one does, so halving finds the last that passes
    passes, fails = 0, steps * modules // 2 + 1
    while fails - passes > 1:
        middle = (passes + fails) // 2
        places = _of_logo(modules, middle / steps, aspect, margin, shape)
        if _bears(symbols, places, least, cleared):
            passes = middle
        else:
            fails = middle
    return passes / steps / modules


def _candidates(text: str, level: ErrorCorrection, wish: SymbolWish) -> list[Symbol]:
    first = encode(text, level, wish)
    masks = range(4 if first.micro else 8) if wish.mask is None else ()
    return [first, *(encode(text, level, wish.model_copy(update={"mask": mask})) for mask in masks)]


def _of_logo(
    modules: int, longer: float, aspect: float, margin: float, shape: Literal["square", "circle"]
) -> frozenset[tuple[int, int]]:
    width, height = (longer, longer / aspect) if aspect > 1 else (longer * aspect, longer)
    return zone(modules, width + 2 * margin, height + 2 * margin, shape=shape)


def _bears(symbols: list[Symbol], places: Places, least: float, cleared: bool) -> bool:
    grid = roles(symbols[0])
    if any(grid[y][x] not in _COVERABLE for x, y in places):
        return False
    return any(reserve(each, dark_among(each, places) if cleared else places) >= least for each in symbols)
