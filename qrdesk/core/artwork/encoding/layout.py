"""Where the modules of a symbol stand and what each is for. Nothing here depends on a text."""

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache

from qrdesk.core.artwork.encoding.tables import centres, side

EYE = 7  # modules per side of a finder pattern


class Role(IntEnum):
    """What a module is for. Only ``DATA`` is protected by the error correction; all others are fixed patterns."""

    DATA = 0
    FINDER = 1
    SEPARATOR = 2
    TIMING = 3
    ALIGNMENT = 4
    FORMAT = 5
    VERSION = 6
    DARK = 7  # the single module that is always dark


def finders(modules: int, *, micro: bool = False) -> tuple[tuple[int, int], ...]:
    """Return the top left corners (x, y) of the eyes: top left, top right, bottom left; a Micro QR has the first."""
    if micro:
        return ((0, 0),)
    return ((0, 0), (modules - EYE, 0), (0, modules - EYE))


@lru_cache(maxsize=44)
def roles(version: int, micro: bool) -> tuple[bytes, ...]:
    """Return rows of roles, one byte per module: ``roles(...)[y][x] == Role.DATA``."""
    modules = side(version, micro=micro)
    grid = [bytearray(modules) for _ in range(modules)]
    line = 0 if micro else 6
    for place in range(modules):
        grid[line][place] = grid[place][line] = Role.TIMING
    for left, top in finders(modules, micro=micro):
        _paint(grid, left - 1, top - 1, EYE + 2, Role.SEPARATOR)
        _paint(grid, left, top, EYE, Role.FINDER)
    for x, y in _format_places(modules, micro):
        grid[y][x] = Role.FORMAT
    if not micro:
        _add_for_plain(grid, version)
    return tuple(bytes(row) for row in grid)


def _add_for_plain(grid: list[bytearray], version: int) -> None:
    modules = len(grid)
    for x, y in alignments(version):
        _paint(grid, x - 2, y - 2, 5, Role.ALIGNMENT)
    if version >= 7:
        for x, y in version_places(modules):
            grid[y][x] = grid[x][y] = Role.VERSION
    grid[modules - 8][8] = Role.DARK


def _paint(grid: list[bytearray], left: int, top: int, size: int, role: Role) -> None:
    for y in range(max(0, top), min(len(grid), top + size)):
        for x in range(max(0, left), min(len(grid), left + size)):
            grid[y][x] = role


def alignments(version: int) -> list[tuple[int, int]]:
    """Return the middles of the alignment patterns; there is none where an eye is."""
    axis = centres(version)
    corners = {(6, 6), (6, axis[-1]), (axis[-1], 6)} if axis else set[tuple[int, int]]()
    return [(x, y) for y in axis for x in axis if (x, y) not in corners]


def format_copies(modules: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the places (x, y) of the format's bits from bit 0 to 14, of both copies."""
    around = [*range(6), 7, 8]
    first = [(8, y) for y in around] + [(x, 8) for x in reversed(around[:-1])]
    second = [(modules - 1 - bit, 8) for bit in range(8)] + [(8, modules - 7 + bit) for bit in range(7)]
    return first, second


def version_places(modules: int) -> list[tuple[int, int]]:
    """Return the places (x, y) of the version's bits from bit 0 to 17, upper right; the other copy is its mirror."""
    return [(modules - 11 + bit % 3, bit // 3) for bit in range(18)]


def _format_places(modules: int, micro: bool) -> list[tuple[int, int]]:
    if micro:
        return [(8, y) for y in range(1, 9)] + [(x, 8) for x in range(1, 8)]
    first, second = format_copies(modules)
    return first + second


def path(version: int, *, micro: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the places (x, y) of data, in the order in which the bits are laid: up and down in pairs of columns."""
    grid = roles(version, micro)
    modules = len(grid)
    upward = True
    columns = range(modules - 1, 0, -2) if micro else (*range(modules - 1, 6, -2), 5, 3, 1)
    for right in columns:
        for step in range(modules):
            y = modules - 1 - step if upward else step
            for x in (right, right - 1):
                if grid[y][x] == Role.DATA:
                    yield x, y
        upward = not upward


def fixed_dark(version: int) -> set[tuple[int, int]]:
    """Return the dark modules of eyes, timing and alignment patterns: what a mask is judged with."""
    modules = side(version)
    grid = roles(version, False)
    dark = {
        (x, y)
        for y in range(modules)
        for x in range(modules)
        if grid[y][x] == Role.TIMING and (x + y) % 2 == 0  # one of the two is always 6
    }
    for left, top in finders(modules):
        dark |= _rings(left + 3, top + 3, (0, 1, 3))
    for x, y in alignments(version):
        dark |= _rings(x, y, (0, 2))
    return dark


def _rings(middle_x: int, middle_y: int, distances: tuple[int, ...]) -> set[tuple[int, int]]:
    around = range(-distances[-1], distances[-1] + 1)
    return {(middle_x + i, middle_y + j) for i in around for j in around if max(abs(i), abs(j)) in distances}
