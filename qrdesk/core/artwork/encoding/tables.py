"""Sizes, levels and check bits of QR codes (ISO/IEC 18004:2015, tables 1, 7, 9, annexes C to E)."""

from dataclasses import dataclass
from functools import lru_cache

from qrdesk.core.schemas.design import ErrorCorrection

L, M, Q, H = ErrorCorrection.L, ErrorCorrection.M, ErrorCorrection.Q, ErrorCorrection.H
VERSIONS = range(1, 41)
LAST_VERSIONS = (9, 26, 40)  # of each range of versions: in one range the counts of characters are equally wide

# Table 9 by version: error correction words of one block, and number of blocks.
_WORDS_TO_MEND = {
    L: "7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28 "
    "28 28 30 30 26 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
    M: "10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 "
    "26 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28",
    Q: "13 22 18 26 18 24 18 22 20 24 28 26 24 20 30 24 28 28 26 30 "
    "28 30 30 30 30 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
    H: "17 28 22 16 22 28 26 26 24 28 24 28 22 24 24 30 28 28 26 28 "
    "30 24 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
}
_BLOCKS = {
    L: "1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8 8 9 9 10 12 12 12 13 14 15 16 17 18 19 19 20 21 22 24 25",
    M: "1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 17 17 18 20 21 23 25 26 28 29 31 33 35 37 38 40 43 45 47 49",
    Q: "1 1 2 2 4 4 6 6 8 8 8 10 12 16 12 17 16 18 21 20 23 23 25 27 29 34 34 35 38 40 43 45 48 51 53 56 59 62 65 68",
    H: "1 1 2 4 4 4 5 6 8 8 11 11 16 16 18 16 19 21 25 25 25 34 30 32 35 37 40 42 45 48 51 54 57 60 63 66 70 74 77 81",
}
_LEVEL_BITS = {L: 1, M: 0, Q: 3, H: 2}


@dataclass(frozen=True, slots=True)
class Blocks:
    """How the words of a symbol are split: data words of each block, and the words that mend each."""

    data: tuple[int, ...]
    mending: int

    @property
    def data_words(self) -> int:
        """Data words of the whole symbol."""
        return sum(self.data)


def side(version: int, *, micro: bool = False) -> int:
    """Return the modules per side."""
    return 2 * version + 9 if micro else 4 * version + 17


def version_range(version: int) -> int:
    """Return 0, 1 or 2: which range of versions it is in."""
    return next(number for number, last in enumerate(LAST_VERSIONS) if version <= last)


def centres(version: int) -> tuple[int, ...]:
    """Return where the alignment patterns stand, on either axis (annex E)."""
    if version == 1:
        return ()
    last, gaps = 4 * version + 10, version // 7 + 1
    # even steps from the far end; what does not divide is left to the first one, 32 is an exception
    step = 26 if version == 32 else -(-(last - 6) // (2 * gaps)) * 2
    return (6, *sorted(last - step * number for number in range(gaps)))


def words(version: int) -> int:
    """Return the words of a symbol, data and error correction together (table 1)."""
    count = len(centres(version))
    alignment = 25 * (count * count - 3) - 10 * (count - 2) if count else 0  # those on the timing lines share 5 modules
    of_version = 36 if version >= 7 else 0
    timing_and_eyes = 3 * 64 + 2 * (side(version) - 16) + 31  # 31: format, twice, and the dark module
    return (side(version) ** 2 - timing_and_eyes - alignment - of_version) // 8


@lru_cache(maxsize=160)
def blocks(version: int, level: ErrorCorrection) -> Blocks:
    """Return how a symbol is split into blocks; those that are a word longer come last."""
    mending = int(_WORDS_TO_MEND[level].split()[version - 1])
    count = int(_BLOCKS[level].split()[version - 1])
    short, longer = divmod(words(version) - count * mending, count)
    return Blocks((short,) * (count - longer) + (short + 1,) * longer, mending)


# Bits of data by level, from version 1 to 40 (table 7).
CAPACITIES = {level: tuple(8 * blocks(version, level).data_words for version in VERSIONS) for level in ErrorCorrection}

# Micro QR (tables 7 and 9): by version and level, bits of data and words that mend; M1's only find damage.
MICRO: dict[int, dict[ErrorCorrection, tuple[int, int]]] = {
    1: {L: (20, 2)},
    2: {L: (40, 5), M: (32, 6)},
    3: {L: (84, 6), M: (68, 8)},
    4: {L: (128, 8), M: (112, 10), Q: (80, 14)},
}


def format_bits(level: ErrorCorrection, mask: int) -> int:
    """Return the 15 bits that name level and mask (annex C)."""
    named = _LEVEL_BITS[level] << 3 | mask
    return (named << 10 | _remainder(named << 10, 0x537)) ^ 0x5412


def version_bits(version: int) -> int:
    """Return the 18 bits that name a version from 7 on (annex D)."""
    return version << 12 | _remainder(version << 12, 0x1F25)


def _remainder(number: int, divisor: int) -> int:
    while (excess := number.bit_length() - divisor.bit_length()) >= 0:
        number ^= divisor << excess
    return number
