"""Segments as bits, and bits as the data words of a symbol (ISO/IEC 18004, §7.4)."""

from collections.abc import Sequence
from itertools import cycle, islice

from qrdesk.core.artwork.segments import ALPHANUMERIC, Headers, Mode, Segment

_VALUES = {character: value for value, character in enumerate(ALPHANUMERIC)}
_PAD = bytes(islice(cycle(b"\xec\x11"), 3000))
_ECI_UTF8 = 0x7 << 8 | 26


def bits(pieces: Sequence[Segment], headers: Headers, *, eci: bool = False) -> tuple[int, int]:
    """Return the bits of all segments as one number, and how many there are.

    With ``eci`` each stretch of bytes says before it that it is UTF-8.
    """
    number = length = 0
    for piece in pieces:
        if eci and piece.mode is Mode.BYTE:
            number, length = number << 12 | _ECI_UTF8, length + 12
        body, characters, size = _BODIES[piece.mode](piece.text)
        count_bits = headers.counts[piece.mode]
        number = ((number << 4 | piece.mode) << count_bits | characters) << size | body
        length += 4 + count_bits + size
    return number, length


def data_words(number: int, length: int, capacity: int) -> bytes:
    """Return ``length`` bits of ``number`` filled up to a symbol's ``capacity``, both in bits.

    Where the terminator ends with a word, a word of zeroes follows, as segno has it: readers stop at the terminator.
    """
    full = capacity // 8
    filled = (length + min(4, capacity - length)) // 8 + 1
    start = (number << (8 * filled - length)).to_bytes(filled)
    return (start + _PAD[: full - filled])[:full] if filled < full else start[:full]


def _numeric(text: str) -> tuple[int, int, int]:
    number = 0
    for start in range(0, len(text) - 2, 3):
        number = number << 10 | int(text[start : start + 3])
    rest = len(text) % 3
    tail = (0, 4, 7)[rest]
    if rest:
        number = number << tail | int(text[-rest:])
    return number, len(text), len(text) // 3 * 10 + tail


def _alphanumeric(text: str) -> tuple[int, int, int]:
    number = 0
    values = [_VALUES[character] for character in text]
    for first, second in zip(values[::2], values[1::2], strict=False):
        number = number << 11 | first * 45 + second
    if len(values) % 2:
        number = number << 6 | values[-1]
    return number, len(values), len(values) // 2 * 11 + len(values) % 2 * 6


def _bytes(text: str) -> tuple[int, int, int]:
    content = text.encode()
    return int.from_bytes(content), len(content), 8 * len(content)


def _kanji(text: str) -> tuple[int, int, int]:
    number = 0
    content = text.encode("shift-jis")
    for high, low in zip(content[::2], content[1::2], strict=True):
        above = (high << 8 | low) - (0x8140 if high < 0xE0 else 0xC140)
        number = number << 13 | (above >> 8) * 0xC0 + (above & 0xFF)
    return number, len(text), 13 * len(text)


_BODIES = {Mode.NUMERIC: _numeric, Mode.ALPHANUMERIC: _alphanumeric, Mode.BYTE: _bytes, Mode.KANJI: _kanji}
