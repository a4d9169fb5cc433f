"""What makes a symbol round: modules around it that mean nothing."""

import hashlib
from functools import lru_cache
from math import ceil, hypot

RING = 2  # modules kept empty around the symbol: readers look for its edge there


def width(modules: int) -> int:
    """Return how many modules the circle round a symbol adds on each side."""
    return ceil(modules * (2**0.5 - 1) / 2)


@lru_cache(maxsize=64)
def surround(rows: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return the modules of a disc with an empty square in its middle for the symbol and its ring.

    They come from the symbol itself, so the same code always looks the same.
    """
    modules = len(rows)
    added = width(modules)
    side = modules + 2 * added
    noise = hashlib.shake_256(b"".join(rows)).digest(side * side)
    low, high = added - RING, added + modules + RING
    return tuple(
        bytes(
            noise[y * side + x] & 1 if not (low <= x < high and low <= y < high) and _inside(x, y, side / 2) else 0
            for x in range(side)
        )
        for y in range(side)
    )


def _inside(x: int, y: int, radius: float) -> bool:
    """Return whether a whole module lies in the disc."""
    return hypot(abs(x + 0.5 - radius) + 0.5, abs(y + 0.5 - radius) + 0.5) <= radius
