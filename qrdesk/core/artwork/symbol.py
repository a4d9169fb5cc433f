"""A text as a QR symbol: rows of dark and light modules, without a quiet zone."""

from bisect import bisect_left
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any, cast

from qrdesk.core.artwork import segments
from qrdesk.core.artwork.encoding import bits, damage, fast, layout, micro
from qrdesk.core.artwork.encoding.tables import CAPACITIES, LAST_VERSIONS, version_range
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import ErrorCorrection, SymbolWish

Places = AbstractSet[tuple[int, int]]
NO_WISH = SymbolWish()
MOST_CHARACTERS = 7089  # digits, in version 40 at level L
_MOST_PARTS = 16  # of a sequence
_APPEND_BITS = 20  # before the data of a part: the mode, which part of how many, and a byte of parity


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol. ``rows`` holds one byte per module, 1 for dark: ``rows[y][x]``.

    ``version`` is 1 to 40, of a Micro QR 1 to 4. M1 has no level: it finds damage, mends none, and is said to be L.
    """

    version: int
    error_correction: ErrorCorrection
    mask: int
    rows: tuple[bytes, ...]
    micro: bool = False

    @property
    def modules(self) -> int:
        """Modules per side."""
        return len(self.rows)

    @property
    def finders(self) -> tuple[tuple[int, int], ...]:
        """Top left corners (x, y) of the eyes, 7 by 7: top left, top right, bottom left; Micro has the first."""
        return layout.finders(self.modules, micro=self.micro)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be drawn: data as one number of ``length`` bits, and the symbol that it is for."""

    number: int
    length: int
    version: int
    level: ErrorCorrection


def roles(symbol: Symbol) -> tuple[bytes, ...]:
    """Return what each module is for: ``roles(symbol)[y][x]`` is an ``encoding.layout.Role``, 0 (``DATA``) for data.

    Data includes the words of error correction and the few modules left over. All others are
    fixed patterns, which nothing mends: eyes (``FINDER``, 7 by 7, with the light ring around
    them as ``SEPARATOR``), ``TIMING``, ``ALIGNMENT`` (5 by 5, also where they cross a timing
    line), ``FORMAT``, ``VERSION`` and the single ``DARK`` module. It depends on the version alone.
    """
    return layout.roles(symbol.version, symbol.micro)


def encode(
    text: str,
    error_correction: ErrorCorrection,
    wish: SymbolWish = NO_WISH,
    *,
    cleared: frozenset[tuple[int, int]] | None = None,
) -> Symbol:
    """Return the smallest symbol for ``text``, at least at the level asked for, as ``wish`` has it.

    The level rises as far as it can without a bigger symbol: that reserve is free. ``cleared``
    are modules (x, y) that will be left out, and read as light: of the eight masks the one is
    chosen that has the most unused error correction then, and among equals the standard's best
    (not of a Micro QR: a logo has no room on one).

    A wish for Micro QR gives one where the text fits, and a QR code where it does not.

    Raises:
        Invalid: there is no text, it is broken, or it is more than a QR code (field ``text``)
            or the version that was asked for holds (``symbol.version``).

    Source: ISO/IEC 18004; text beyond ASCII is UTF-8 without an ECI header, as phones expect it.
    """
    hashable = cast(Any, wish)  # it is frozen, so it has a hash, though its type does not say so
    return _encode(text, error_correction, hashable, cleared)


def find_version(text: str, error_correction: ErrorCorrection, wish: SymbolWish = NO_WISH) -> int | None:
    """Return the version of the QR code that ``encode`` would make of ``text``; None where none holds it.

    It is not drawn, which makes this much faster.

    Raises:
        Invalid: there is no text, it is broken (field ``text``), or more than the version asked for holds.
    """
    _check(text)
    plan = _plan(text, error_correction, wish)
    return None if plan is None else plan.version


@lru_cache(maxsize=128)  # a live preview asks again and again for the same text
def _encode(text: str, level: ErrorCorrection, wish: SymbolWish, cleared: frozenset[tuple[int, int]] | None) -> Symbol:
    _check(text)
    if wish.micro and (small := _micro(text, level, wish)) is not None:
        return small
    plan = _plan(text, level, wish)
    if plan is None:
        raise Invalid.field("text", "This text is too long for one QR code. Shorten it, or lower the error correction.")
    return _best(plan, wish.mask, cleared)


def _best(plan: _Plan, mask: int | None, cleared: Places | None) -> Symbol:
    """Return the symbol of a plan, with the mask that suits best what is left out of it."""
    symbol = _drawn(plan, mask)
    if cleared and mask is None:
        return _surest(symbol, [_drawn(plan, each) for each in range(8)], cleared)
    return symbol


def _surest(first: Symbol, others: list[Symbol], cleared: Places) -> Symbol:
    words = damage.words_of(first.version, first.error_correction, first.micro)
    return max([first, *others], key=lambda each: damage.unused(words, dark_among(each, cleared)))


def dark_among(symbol: Symbol, places: Places) -> list[tuple[int, int]]:
    """Return those of ``places`` (x, y) where the symbol is dark: what is wrong when all are left out."""
    line = range(symbol.modules)
    return [(x, y) for x, y in places if x in line and y in line and symbol.rows[y][x]]


def _check(text: str) -> None:
    if not text:
        raise Invalid.field("text", "A code needs a text or an address to lead to.")
    if "\0" in text:
        raise Invalid.field("text", "This text has an invisible character (NUL) that readers stop at. Type it again.")
    try:
        text.encode()
    except UnicodeEncodeError as broken:  # half of a pair, as a broken paste leaves it
        reason = "This text has a broken character that cannot be written down. Type it again."
        raise Invalid.field("text", reason) from broken


def _micro(text: str, level: ErrorCorrection, wish: SymbolWish) -> Symbol | None:
    chosen = micro.choose(text, level, wish)
    if chosen is None:
        return None
    if wish.mask is not None and wish.mask not in micro.MASKS:
        raise Invalid.field("symbol.mask", "A Micro QR code has the masks 0 to 3. Choose one of them, or leave it out.")
    version, level, pieces = chosen
    mask, rows = micro.draw(pieces, version, level, wish.mask)
    return Symbol(version, level, mask, rows, micro=True)


def _drawn(plan: _Plan, mask: int | None) -> Symbol:
    data = bits.data_words(plan.number, plan.length, CAPACITIES[plan.level][plan.version - 1])
    chosen, rows = fast.draw(data, plan.version, plan.level, mask)
    return Symbol(plan.version, plan.level, chosen, rows)


def _plan(text: str, level: ErrorCorrection, wish: SymbolWish, append: int | None = None) -> _Plan | None:
    """Return the plan for ``text``, or None if no version holds it; ``append`` heads one part of a sequence."""
    first, last = (1, LAST_VERSIONS[-1]) if wish.version is None else (wish.version, wish.version)
    plan = _smallest(text, level, wish.eci, append, first)
    if plan is None:
        return None
    if plan.version > last:
        raise Invalid.field(
            "symbol.version",
            f"Version {last} is too small for this text at level {level}. Choose version {plan.version} or a larger "
            "one, or leave it out.",
        )
    if not wish.boost:
        return plan
    level = next(each for each in reversed(ErrorCorrection) if CAPACITIES[each][plan.version - 1] >= plan.length)
    return _Plan(plan.number, plan.length, plan.version, level)


def _smallest(text: str, level: ErrorCorrection, eci: bool, append: int | None, first: int) -> _Plan | None:
    """Return the plan of the smallest version from ``first`` on; headers are shorter in small versions."""
    if len(text) > MOST_CHARACTERS:  # it would take long to find out
        return None
    capacities = CAPACITIES[level]
    for number_of_range in range(version_range(first), len(LAST_VERSIONS)):
        pieces = segments.cut(text, number_of_range, eci=eci) or ()
        number, length = bits.bits(pieces, segments.HEADERS[number_of_range], eci=eci and not text.isascii())
        if append is not None:
            number, length = append << length | number, length + _APPEND_BITS
        version = max(first, bisect_left(capacities, length) + 1)
        if version <= LAST_VERSIONS[number_of_range]:
            return _Plan(number, length, version, level)
    return None


def encode_part(
    text: str,
    part: int,
    parts: int,
    error_correction: ErrorCorrection,
    wish: SymbolWish = NO_WISH,
    *,
    cleared: frozenset[tuple[int, int]] | None = None,
) -> Symbol:
    """Return one of the 2 to 16 symbols of one size and level, the first being 1, that carry ``text`` together.

    Phones mostly do not put them together (structured append): it is for scanners that say they can. Each part has as
    many bytes as the others, as far as no character is cut through. There is no Micro QR of this kind. ``cleared`` is
    as in ``encode``.

    Raises:
        Invalid: as ``encode``; ``parts`` is out of range, or the text is too short or too long for so many.
    """
    hashable = cast(Any, wish)  # as in ``encode``
    return _best(_plans(text, parts, error_correction, hashable)[part - 1], wish.mask, cleared)


@lru_cache(maxsize=8)  # each of its parts is asked for by itself
def _plans(text: str, parts: int, level: ErrorCorrection, wish: SymbolWish) -> tuple[_Plan, ...]:
    _check(text)
    pieces = shares(text, parts)
    parity = reduce(lambda left, right: left ^ right, text.encode())
    heads = [3 << 16 | number << 12 | (parts - 1) << 8 | parity for number in range(parts)]

    def plans(level: ErrorCorrection, wish: SymbolWish) -> tuple[_Plan, ...]:
        found: list[_Plan] = []
        for piece, head in zip(pieces, heads, strict=True):
            plan = _plan(piece, level, wish, head)
            if plan is None:
                raise _too_long_for(parts)
            found.append(plan)
        return tuple(found)

    version = max(plan.version for plan in plans(level, wish))
    alike = wish.model_copy(update={"version": version})
    best = min((plan.level for plan in plans(level, alike)), key=list(ErrorCorrection).index)
    return plans(best, alike.model_copy(update={"boost": False}))


def shares(text: str, parts: int) -> tuple[str, ...]:
    """Return ``text`` in so many parts of about as many bytes, none of them empty: what each of a sequence says.

    Raises:
        Invalid: ``parts`` is out of range, or the text is too short or too long for so many.
    """
    if not 2 <= parts <= _MOST_PARTS:
        raise Invalid.field("parts", "A sequence has 2 to 16 codes. Choose a number from 2 to 16.")
    if len(text) > parts * MOST_CHARACTERS:
        raise _too_long_for(parts)
    if len(text) < parts:
        raise Invalid.field("parts", f"This text is too short for {parts} codes. Choose at most {len(text)}.")
    found: list[str] = []
    rest, left = text, len(text.encode())
    for more in range(parts, 1, -1):
        taken = size = 0
        while not taken or (size < left / more and len(rest) - taken >= more):
            size += len(rest[taken].encode())
            taken += 1
        found.append(rest[:taken])
        rest, left = rest[taken:], left - size
    return (*found, rest)


def _too_long_for(parts: int) -> Invalid:
    if parts == _MOST_PARTS:
        reason = f"This text is too long for {parts} codes. Shorten it, or lower the error correction."
    else:
        reason = f"This text is too long for {parts} codes. Choose more, shorten it, or lower the error correction."
    return Invalid.field("parts", reason)
