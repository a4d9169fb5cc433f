"""The modules of a QR symbol from its data words, in pure Python and about twenty times as fast as segno.

The matrices are segno's, module for module: tests compare them in all versions and levels.
What no text changes is worked out once per version; the mask is chosen on whole matrices
held as single numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from qrdesk.core.artwork.encoding import correction, layout, masks
from qrdesk.core.artwork.encoding.tables import blocks, format_bits, side, version_bits, words
from qrdesk.core.schemas.design import ErrorCorrection

_AS_BYTES = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A version before a text comes: how bits are laid, and all masks and formats, as numbers of ``grid``'s kind."""

    grid: masks.Grid
    bits: int
    lay: Callable[[str], tuple[str, ...]]
    masks: tuple[int, ...]


@lru_cache(maxsize=12)  # version 40 is 2 MB
def _sheet(version: int) -> _Sheet:
    modules = side(version)
    bits = 8 * words(version)
    places = {place: number for number, place in enumerate(layout.path(version))}
    # after the data come two more to take from: a light module and a dark one; what is left over is light
    source = {place: min(number, bits) for place, number in places.items()}
    source |= dict.fromkeys(layout.fixed_dark(version), bits + 1)
    order = _both_ways(modules, lambda place: source.get(place, bits), bits)
    turned = tuple(
        _number(modules, lambda place, turns=turns: place in places and turns(place[1], place[0]))
        for turns in masks.PATTERNS
    )
    pairs = int(("1" * (modules - 1) + "00000") * 2 * modules, 2)
    return _Sheet(masks.Grid(modules, pairs), bits, itemgetter(*order), turned)


def _both_ways(modules: int, value: Callable[[tuple[int, int]], int], light: int) -> list[int]:
    line = range(modules)
    between = [light] * masks.LIGHT
    rows = [number for y in line for number in (*(value((x, y)) for x in line), *between)]
    return rows + [number for x in line for number in (*(value((x, y)) for y in line), *between)]


def _number(modules: int, dark: Callable[[tuple[int, int]], bool]) -> int:
    return int("".join(map(str, _both_ways(modules, lambda place: int(dark(place)), 0))), 2)


@lru_cache(maxsize=256)
def _marks(version: int, level: ErrorCorrection, mask: int) -> int:
    """Return the dark modules of format and version, in rows only."""
    modules = side(version)
    dark = {(8, modules - 8)}
    for copy in layout.format_copies(modules):
        dark |= {place for bit, place in enumerate(copy) if format_bits(level, mask) >> bit & 1}
    if version >= 7:
        named = {place for bit, place in enumerate(layout.version_places(modules)) if version_bits(version) >> bit & 1}
        dark |= named | {(y, x) for x, y in named}
    return _number(modules, dark.__contains__) >> modules * (modules + masks.LIGHT)


def draw(data: bytes, version: int, level: ErrorCorrection, mask: int | None = None) -> tuple[int, tuple[bytes, ...]]:
    """Return the mask, the best where none is asked for, and the rows of the symbol: a byte per module, 1 for dark.

    ``data`` are all the data words of that version and level.
    """
    sheet = _sheet(version)
    laid = correction.message(data, blocks(version, level))
    unmasked = int("".join(sheet.lay(f"{int.from_bytes(laid):0{sheet.bits}b}01")), 2)
    chosen = masks.best(unmasked, sheet.masks, sheet.grid) if mask is None else mask
    half, stride, modules = sheet.grid.half, sheet.grid.stride, sheet.grid.modules
    rows = (unmasked ^ sheet.masks[chosen]) >> half | _marks(version, level, chosen)
    flat = f"{rows:0{half}b}".encode().translate(_AS_BYTES)
    return chosen, tuple(flat[start : start + modules] for start in range(0, half, stride))
