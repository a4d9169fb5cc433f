"""Cuts a text into the QR modes that take the fewest bits: a smaller symbol has bigger modules."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache


class Mode(IntEnum):
    """Mode indicators (ISO/IEC 18004, table 2)."""

    NUMERIC = 1
    ALPHANUMERIC = 2
    BYTE = 4
    KANJI = 8


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text written in one mode."""

    text: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class Headers:
    """What stands before a segment: the indicator of its mode, and the count of characters (table 3), in bits."""

    indicator: int
    counts: Mapping[Mode, int]  # by mode; a mode that is not here cannot be written


ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_ORDER = tuple(Mode)
# By range of versions: 1-9, 10-26, 27-40, and then Micro QR's M1, M2, M3, M4.
HEADERS = tuple(
    Headers(indicator, dict(zip(_ORDER, counts, strict=False)))
    for indicator, counts in (
        (4, (10, 9, 8, 8)),
        (4, (12, 11, 16, 10)),
        (4, (14, 13, 16, 12)),
        (0, (3,)),
        (1, (4, 3)),
        (2, (5, 4, 4, 3)),
        (3, (6, 5, 5, 4)),
    )
)
FIRST_MICRO = 3  # index of M1
_ECI_BITS = 12  # before each stretch of bytes
# Bits per character, times six, by the letter that stands for it in a shape (see _shape).
_SIXTHS: Mapping[str, Mapping[Mode, int]] = {
    "1": {Mode.NUMERIC: 20, Mode.ALPHANUMERIC: 33, Mode.BYTE: 48},
    "A": {Mode.ALPHANUMERIC: 33, Mode.BYTE: 48},
    "a": {Mode.BYTE: 48},
    "b": {Mode.BYTE: 96},
    "c": {Mode.BYTE: 144},
    "d": {Mode.BYTE: 192},
    "k": {Mode.KANJI: 78},
}
_STEPS = re.compile("a+|b+|c+|d+|k+|[1A]")  # where there is one mode only, a run is one step
_LETTERS = {
    code: "1" if chr(code) in "0123456789" else "A" if chr(code) in ALPHANUMERIC else "a" for code in range(128)
}
# A shorter run saves less than the header before it costs, so without a longer one all is written in bytes.
_WORTH_CUTTING = re.compile("[0-9A-Z $%*+./:-]{6}|[0-9]{4}")
_SHORTEST_UNCUT = 6
_KEPT = 100  # characters
# Japanese alone: JIS also has Greek, Cyrillic and signs, and readers elsewhere may not know this mode.
_JAPANESE = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff60]+")


def cut(text: str, version_range: int, *, eci: bool = False) -> tuple[Segment, ...] | None:
    """Return ``text`` in the segments that cost fewest bits in the range of versions (an index of ``HEADERS``).

    Without ECI, text beyond ASCII stays whole, in bytes: readers guess its encoding segment
    by segment, and a guess needs all the bytes there are. Japanese needs no guess: Kanji mode
    names its encoding. With ``eci`` each stretch of bytes names its own, so all may be cut; but
    a reader that was told of UTF-8 may take Kanji for it, too, so that mode is left out.

    None: it cannot be written in the modes there are (Micro QR).
    """
    modes: tuple[Mode, ...] | None
    if text.isascii():
        if len(text) >= _SHORTEST_UNCUT and not _WORTH_CUTTING.search(text) and version_range < FIRST_MICRO:
            return (Segment(text, Mode.BYTE),)
        modes = _cheapest_modes(text.translate(_LETTERS), version_range)
    elif eci:
        modes = _cheapest_modes(_shape(text), version_range, eci=True)
    else:
        modes = _japanese(text, version_range)
        if modes is None:
            return (Segment(text, Mode.BYTE),) if Mode.BYTE in HEADERS[version_range].counts else None
    return None if modes is None else _joined(text, modes)


def length(pieces: Sequence[Segment], version_range: int, *, eci: bool = False) -> int:
    """Return the bits that ``pieces`` take with their headers."""
    headers = HEADERS[version_range]
    of_eci = sum(_ECI_BITS for piece in pieces if piece.mode is Mode.BYTE) if eci else 0
    return of_eci + sum(headers.indicator + headers.counts[piece.mode] + _body_bits(piece) for piece in pieces)


def _body_bits(piece: Segment) -> int:
    characters = len(piece.text)
    match piece.mode:
        case Mode.NUMERIC:
            return characters // 3 * 10 + (0, 4, 7)[characters % 3]
        case Mode.ALPHANUMERIC:
            return characters // 2 * 11 + characters % 2 * 6
        case Mode.BYTE:
            return 8 * len(piece.text.encode())
        case Mode.KANJI:
            return 13 * characters


def _joined(text: str, modes: tuple[Mode, ...]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or modes[end] is not modes[start]:
            segments.append(Segment(text[start:end], modes[start]))
            start = end
    return tuple(segments)


def _japanese(text: str, version_range: int) -> tuple[Mode, ...] | None:
    """Return the modes of a text of Kanji and ASCII; None where bytes are shorter, or it has something else."""
    shape = "".join("k" if _is_kanji(character) else _LETTERS.get(ord(character), "d") for character in text)
    if "d" in shape:
        return None
    modes = _cheapest_modes(shape, version_range)
    if modes is None:
        return None
    whole = (Segment(text, Mode.BYTE),)
    return modes if length(_joined(text, modes), version_range) < length(whole, version_range) else None


@lru_cache(maxsize=4096)
def _is_kanji(character: str) -> bool:
    """Say whether Kanji mode can carry it, and every table of Shift JIS reads it as the same character."""
    if not _JAPANESE.match(character):
        return False
    try:
        code = character.encode("shift-jis")
        same = len(code) == 2 and code.decode("cp932") == character
    except UnicodeError:
        return False
    return same and (0x8140 <= int.from_bytes(code) <= 0x9FFC or 0xE040 <= int.from_bytes(code) <= 0xEBBF)


def _shape(text: str) -> str:
    return "".join(_LETTERS.get(ord(character)) or "abcd"[len(character.encode()) - 1] for character in text)


def _cheapest_modes(shape: str, version_range: int, *, eci: bool = False) -> tuple[Mode, ...] | None:
    # the addresses of a batch have few shapes; long texts are kept by nobody
    find = _known if len(shape) <= _KEPT else _cheapest
    return find(shape, version_range, eci)


def _cheapest(shape: str, version_range: int, eci: bool) -> tuple[Mode, ...] | None:
    """Return the mode of every character: dynamic programming over (position, mode), costs in sixths of a bit."""
    headers = HEADERS[version_range]
    openings = {
        mode: 6 * (headers.indicator + bits + (_ECI_BITS if eci and mode is Mode.BYTE else 0))
        for mode, bits in headers.counts.items()
    }
    costs = dict(openings)  # of having this mode open before the next character
    steps: list[tuple[dict[Mode, Mode], int]] = []
    for run in _STEPS.findall(shape):
        after = {mode: costs[mode] + sixths * len(run) for mode, sixths in _SIXTHS[run[0]].items() if mode in costs}
        if not after:
            return None
        cheapest = min(after, key=after.__getitem__)
        ended = -(-after[cheapest] // 6) * 6  # a segment ends on a whole bit
        came_by = dict.fromkeys(costs, cheapest)
        costs = {mode: ended + opening for mode, opening in openings.items()}
        for mode, cost in after.items():
            if cost <= costs[mode]:
                costs[mode], came_by[mode] = cost, mode
        steps.append((came_by, len(run)))
    mode = min(costs, key=costs.__getitem__)
    modes: list[Mode] = []
    for came_by, characters in reversed(steps):
        mode = came_by[mode]
        modes.extend([mode] * characters)
    return tuple(modes[::-1])


_known = lru_cache(maxsize=4096)(_cheapest)
