"""Reed-Solomon words: what a reader mends damage with (ISO/IEC 18004, §7.5 and annex A)."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from qrdesk.core.artwork.encoding.tables import Blocks

_FIELD = 0x11D  # x^8 + x^4 + x^3 + x^2 + 1


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        product ^= left * (right & 1)
        left = left << 1 ^ _FIELD * (left >> 7)
        right >>= 1
    return product


@lru_cache(maxsize=32)
def _multiples(mending: int) -> tuple[int, ...]:
    """Return the generator polynomial times each of 0..255, its words packed in one number without the leading one."""
    generator, root = [1], 1
    for _ in range(mending):
        generator = [high ^ _times(low, root) for high, low in zip([*generator, 0], [0, *generator], strict=True)]
        root = _times(root, 2)
    return tuple(int.from_bytes(bytes(_times(factor, word) for word in generator[1:])) for factor in range(256))


def _mending_words(data: bytes, mending: int) -> bytes:
    multiples = _multiples(mending)
    top = 8 * mending - 8
    kept = (1 << top) - 1
    rest = 0
    for word in data:
        rest = (rest & kept) << 8 ^ multiples[rest >> top ^ word]
    return rest.to_bytes(mending)


def message(data: bytes, blocks: Blocks) -> bytes:
    """Return the words as they are laid: data of all blocks in turns, then what mends them in turns."""
    if len(blocks.data) == 1:
        return data + _mending_words(data, blocks.mending)
    parts: list[bytes] = []
    start = 0
    for length in blocks.data:
        parts.append(data[start : start + length])
        start += length
    return _in_turns(parts) + _in_turns([_mending_words(part, blocks.mending) for part in parts])


def _in_turns(parts: Sequence[bytes]) -> bytes:
    shortest = len(parts[0])  # those that are a word longer come last
    return bytes(chain.from_iterable(zip(*parts, strict=False))) + b"".join(part[shortest:] for part in parts)
