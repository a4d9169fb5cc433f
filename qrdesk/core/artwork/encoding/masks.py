"""How bad a masked symbol looks to a scanner, counted on whole matrices at once (ISO/IEC 18004, §7.8.3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# By number of the mask: whether the module in row i, column j is turned over (table 10).
PATTERNS: tuple[Callable[[int, int], bool], ...] = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, _j: i % 2 == 0,
    lambda _i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
LIGHT = 4  # modules between two rows: as the surroundings are in the rule of look-alike eyes, and no run crosses them
_EYES = 40 * 18  # three eyes look like eyes in three rows and three columns each, whatever stands beside them


@dataclass(frozen=True, slots=True)
class Grid:
    """One version as numbers: all rows, then all columns, each followed by four light modules; the first bit is high.

    ``half`` is the number of bits of the rows, ``pairs`` has a bit wherever a module has a
    neighbour after it in its row or column.
    """

    modules: int
    pairs: int

    @property
    def stride(self) -> int:
        """Bits from one row to the next."""
        return self.modules + LIGHT

    @property
    def half(self) -> int:
        """Bits of all rows; the columns have as many."""
        return self.modules * self.stride


def best(unmasked: int, masks: Sequence[int], grid: Grid) -> int:
    """Return the number of the mask with the least penalty, the first of equals."""
    found, least = 0, -1
    for number, mask in enumerate(masks):
        score = penalty(unmasked ^ mask, grid, least)
        if number == 0 or score < least:
            found, least = number, score
    return found


def penalty(both: int, grid: Grid, limit: int = -1) -> int:
    """Return the penalty of a symbol, or, where that is not below ``limit``, any number not below it.

    Runs of one colour, blocks of two by two, look-alike eyes, and too much of one colour; -1 is no limit.
    """
    stride, half, pairs = grid.modules + LIGHT, grid.half, grid.pairs
    beside = both << 1
    equal = pairs ^ (pairs & (both ^ beside))
    runs = equal & equal << 1
    runs &= runs << 2  # a bit wherever a run of five begins
    rows, rows_equal = both >> half, equal >> half
    blocks = rows_equal & rows_equal << stride
    blocks ^= blocks & (rows ^ rows << stride)
    dark = rows.bit_count() / (grid.modules * grid.modules)
    score = runs.bit_count() + 2 * (runs ^ (runs & runs << 1)).bit_count()
    score += 3 * blocks.bit_count() + 10 * int(abs(dark * 100 - 50) / 5)
    if score + _EYES >= limit >= 0:
        return score + _EYES
    return score + 40 * _look_alikes(both, beside)


def _look_alikes(both: int, beside: int) -> int:
    """Return how often 1011101 has four light modules on either side; each module counts for one of them only."""
    pairs = both & beside
    ends = both ^ pairs  # dark, and light after it
    found = ends & ends << 4 & pairs << 2 & both << 6
    dark = both | beside
    dark |= dark << 2  # a bit wherever one of the next four is dark
    found ^= found & dark << 7 & dark >> 4
    if found & (found << 4 | found << 6):
        return _apart(found)
    return found.bit_count()


def _apart(found: int) -> int:
    """Count from the left, leaving out what overlaps one that was counted."""
    count = 0
    while found:
        last = found.bit_length()
        count += 1
        found &= (1 << max(0, last - 7)) - 1
    return count
