"""What damage leaves of the error correction: each module belongs to a word, and each word to a block."""

from array import array
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from qrdesk.core.artwork.encoding import layout
from qrdesk.core.artwork.encoding.tables import MICRO, Blocks, blocks, side
from qrdesk.core.schemas.design import ErrorCorrection

_NONE = -1
_HALF_WORDS = {1: 2, 3: {ErrorCorrection.L: 10, ErrorCorrection.M: 8}}


def split(version: int, level: ErrorCorrection, *, micro: bool) -> Blocks:
    """Return how the words of a symbol are split into blocks; a Micro QR has one."""
    if not micro:
        return blocks(version, level)
    bits, mending = MICRO[version][level]
    return Blocks((-(-bits // 8),), mending)
