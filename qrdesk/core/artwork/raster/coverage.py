"""Which pixels a shape covers: wholly or not at all, by their centres, or by their share, smoothly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qrdesk.core.artwork.raster.outlines import Edges

_Numbers = NDArray[np.float64]
Mask = NDArray[np.uint8]  # (rows, columns), 0 bare to 255 covered


def whole(edges: Edges, width: int, first: int, last: int) -> Mask:
    """Return the pixels of the rows from ``first`` to before ``last`` whose centres lie inside (even-odd rule)."""
    top, bottom, x, slope = _downwards(edges)
    starts, ends = _within(np.ceil(top - 0.5), np.ceil(bottom - 0.5), first, last)
    rows, order = _different(starts, ends, slope, last - first)
    edge, place = _pairs(rows, starts, ends)
    crossing = x[edge] + (rows[place] + (first + 0.5) - top[edge]) * slope[edge]
    column = np.clip(np.ceil(crossing - 0.5), 0, width).astype(np.intp)
    toggled = np.zeros((len(rows), width + 1), np.uint8)
    np.bitwise_xor.at(toggled.reshape(-1), place * (width + 1) + column, 255)
    filled = np.bitwise_xor.accumulate(toggled, axis=1)
    return filled[order, :width]


def smooth(edges: Edges, width: int, first: int, last: int) -> Mask:
    """Return how much of each pixel of the rows from ``first`` to before ``last`` is covered, from its exact area."""
    top, bottom, x, slope = _downwards(edges)
    starts, ends = _within(np.floor(top), np.ceil(bottom), first, last)
    rows, order = _different(starts, ends, slope, last - first, blurred=True)
    edge, place = _pairs(rows, starts, ends)
    row = rows[place] + first
    upper, lower = np.maximum(top[edge], row), np.minimum(bottom[edge], row + 1)
    height = (lower - upper) * np.sign(edges[edge, 3] - edges[edge, 1])
    across = np.clip(x[edge] + (np.stack([upper, lower]) - top[edge]) * slope[edge], 0, width)
    shape = (len(rows), width + 1)
    return _shares(_Pieces(place * shape[1], across.min(axis=0), across.max(axis=0), height), shape)[order, :width]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Pieces of edges within a row each: where the row begins, from where to where, how high, below 0 upwards."""

    offset: NDArray[np.intp]
    left: _Numbers
    right: _Numbers
    height: _Numbers


def _shares(pieces: _Pieces, shape: tuple[int, int]) -> Mask:
    """Return how much of each pixel is covered: of its row's edges all that is left of it, of its own a part."""
    cells = _cut(pieces)
    column = np.floor(cells.left)
    beyond = cells.height * ((cells.left + cells.right) / 2 - column)
    place = cells.offset + column.astype(np.intp)
    size = shape[0] * shape[1]
    covered = np.bincount(place, cells.height, size).astype(float)  # of nothing at all it counts in whole numbers
    np.cumsum(covered.reshape(shape), axis=1, out=covered.reshape(shape))
    covered -= np.bincount(place, beyond, size)
    np.abs(covered, out=covered)
    np.minimum(covered, 1, out=covered)
    covered *= 255
    covered += 0.5
    return covered.astype(np.uint8).reshape(shape)


def _cut(pieces: _Pieces) -> _Pieces:
    """Return the pieces cut at the columns they go through."""
    first = np.floor(pieces.left)
    columns = np.maximum(np.ceil(pieces.right) - first, 1).astype(np.intp)
    wide = np.flatnonzero(columns > 1)
    if not len(wide):
        return pieces
    count = columns[wide]
    piece = np.repeat(wide, count)
    column = first[piece] + np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
    left, right = pieces.left[piece], pieces.right[piece]
    near, far = np.maximum(left, column), np.minimum(right, column + 1)
    height = pieces.height[piece] * ((far - near) / (right - left))
    rest = np.flatnonzero(columns == 1)
    return _Pieces(
        np.r_[pieces.offset[rest], pieces.offset[piece]],
        np.r_[pieces.left[rest], near],
        np.r_[pieces.right[rest], far],
        np.r_[pieces.height[rest], height],
    )


def _downwards(edges: Edges) -> tuple[_Numbers, _Numbers, _Numbers, _Numbers]:
    """Return top, bottom, x at the top, and pixels to the right per row, of each edge."""
    x0, y0, x1, y1 = (edges[:, column] for column in range(4))
    down = y0 < y1
    slope = (x1 - x0) / (y1 - y0)
    return np.where(down, y0, y1), np.where(down, y1, y0), np.where(down, x0, x1), slope


def _within(
    starts: _Numbers, ends: NDArray[np.float64], first: int, last: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    clipped = (np.clip(bound, first, last).astype(np.intp) - first for bound in (starts, ends))
    return next(clipped), next(clipped)


def _different(
    starts: NDArray[np.intp],
    ends: NDArray[np.intp],
    slope: _Numbers,
    rows: int,
    *,
    blurred: bool = False,
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows that differ from the one above, and for every row which of them it is like.

    Where edges only go straight on down, a row is like the one above. ``blurred`` ones also
    change one row after an edge begins, and before it ends, because it may cover a part of them.
    """
    live = starts < ends
    starts, ends, slanted = starts[live], ends[live], slope[live] != 0
    upright = ~slanted
    changes = np.zeros(rows + 2, np.intp)
    np.add.at(changes, starts[slanted], 1)
    np.add.at(changes, ends[slanted] + 1, -1)
    new = np.cumsum(changes)[:rows] > 0
    seen = [np.zeros(1, np.intp), starts[upright], ends[upright]]
    if blurred:
        seen += [starts[upright] + 1, ends[upright] - 1]
    marked = np.concatenate(seen)
    new[marked[marked < rows]] = True
    return np.flatnonzero(new), np.cumsum(new) - 1


def _pairs(
    rows: NDArray[np.intp], starts: NDArray[np.intp], ends: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return each edge with each of the ``rows`` it goes through: the edge's number, the row's place."""
    low, high = np.searchsorted(rows, starts), np.searchsorted(rows, ends)
    counts = np.maximum(high - low, 0)
    edge = np.repeat(np.arange(len(starts)), counts)
    place = np.arange(len(edge)) + np.repeat(low - np.cumsum(counts) + counts, counts)
    return edge, place
