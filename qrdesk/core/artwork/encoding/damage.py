"""What damage leaves of the error correction: each module belongs to a word, and each word to a block."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from qrdesk.core.artwork.encoding import layout
from qrdesk.core.artwork.encoding.tables import MICRO, Blocks, blocks, side
from qrdesk.core.schemas.design import ErrorCorrection

_NONE = -1  # fixed patterns, and modules left over


@dataclass(frozen=True, slots=True)
class Words:
    """Which word a module belongs to, by ``y * modules + x``, and which block a word belongs to."""

    modules: int
    of_module: "array[int]"  # quoted: Python 3.11 cannot subscript it
    block: tuple[int, ...]
    mending: int


@lru_cache(maxsize=16)
def words_of(version: int, level: ErrorCorrection, micro: bool) -> Words:
    """Return where the words of a symbol are."""
    modules = side(version, micro=micro)
    split, bits = _split(version, level, micro)
    blocks_in_turns = tuple(
        number
        for sizes in (split.data, (split.mending,) * len(split.data))
        for turn in zip_longest(*([number] * size for number, size in enumerate(sizes)))
        for number in turn
        if number is not None
    )
    of_module = array("h", [_NONE]) * (modules * modules)
    for bit, (x, y) in enumerate(layout.path(version, micro=micro)):
        # the last data word of M1 and M3 has four bits
        word = bit // 8 if bit < bits else -(-bits // 8) + (bit - bits) // 8
        of_module[y * modules + x] = word if word < len(blocks_in_turns) else _NONE
    finds_only = micro and version == 1  # M1 uses its two words to find damage
    return Words(modules, of_module, blocks_in_turns, 0 if finds_only else split.mending)


def _split(version: int, level: ErrorCorrection, micro: bool) -> tuple[Blocks, int]:
    if micro:
        bits, mending = MICRO[version][level]
        return Blocks((-(-bits // 8),), mending), bits
    split = blocks(version, level)
    return split, 8 * split.data_words


def unused(words: Words, wrong: Iterable[tuple[int, int]]) -> float:
    """Return the unused error correction of the worst block, from 1 down; below 0 it cannot be read.

    ``wrong`` are the modules (x, y) that read as the other colour. Fixed patterns and places
    outside of the symbol do not count.
    """
    side_ = range(words.modules)
    hit = {words.of_module[y * words.modules + x] for x, y in wrong if x in side_ and y in side_} - {_NONE}
    worst = max(Counter(words.block[word] for word in hit).values(), default=0)
    if not words.mending:
        return -float(worst)
    return 1 - 2 * worst / words.mending
