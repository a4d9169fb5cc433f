"""Outlines of modules that lie side by side."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

_Corner = tuple[int, int]


@lru_cache(maxsize=128)  # colours and sizes change while somebody tries them out; the outlines do not
def trace(rows: tuple[bytes, ...], *, joined: bool = False) -> tuple[tuple[_Corner, ...], ...]:
    """Return the outlines of the dark modules, in modules, corners only.

    Modules that touch by a corner get outlines of their own, so none touches itself along an edge; ``joined``, they
    share one, which passes that corner twice and can be widened there.
    """
    return tuple(_corners_only(loop) for loop in loops(rows, joined=joined))


def loops(rows: Sequence[bytes], *, joined: bool = False) -> Iterator[list[_Corner]]:
    """Yield the outlines of what is not 0 in ``rows``, with every corner of a module that they pass."""
    following = _edges(rows)
    while following:
        yield _walk(following, next(iter(following)), joined=joined)


def _edges(rows: Sequence[bytes]) -> dict[_Corner, list[_Corner]]:
    """Return, for each corner, the unit steps that leave it with a dark module on the right hand."""
    height, width = len(rows), len(rows[0]) if rows else 0
    padded = [bytes(width + 2), *(b"\0" + row + b"\0" for row in rows), bytes(width + 2)]
    steps: dict[_Corner, list[_Corner]] = {}
    for y in range(height):
        above, here, below = padded[y], padded[y + 1], padded[y + 2]
        for x in range(width):
            if not here[x + 1]:
                continue
            if not above[x + 1]:
                steps.setdefault((x, y), []).append((1, 0))
            if not here[x + 2]:
                steps.setdefault((x + 1, y), []).append((0, 1))
            if not below[x + 1]:
                steps.setdefault((x + 1, y + 1), []).append((-1, 0))
            if not here[x]:
                steps.setdefault((x, y + 1), []).append((0, -1))
    return steps


def _walk(following: dict[_Corner, list[_Corner]], start: _Corner, *, joined: bool) -> list[_Corner]:
    """Follow the steps from ``start`` until the outline closes, taking each out as it is used."""
    loop: list[_Corner] = []
    corner, step = start, following[start][0]
    while True:
        choices = following[corner]
        choices.remove(step)
        if not choices:
            del following[corner]
        loop.append(corner)
        corner = (corner[0] + step[0], corner[1] + step[1])
        wanted = (step[1], -step[0]) if joined else (-step[1], step[0])
        choices = following.get(corner, [])
        # where two modules meet by a corner there are two ways on; to the right lies the same module
        if corner == start and wanted not in choices:
            return loop
        step = wanted if wanted in choices else choices[0]


def _corners_only(loop: list[_Corner]) -> tuple[_Corner, ...]:
    """Drop the points that lie on a straight line between their neighbours."""
    around = zip([loop[-1], *loop[:-1]], loop, [*loop[1:], loop[0]], strict=True)
    return tuple(b for a, b, c in around if not (a[0] == b[0] == c[0] or a[1] == b[1] == c[1]))
