"""Which pixels a shape covers: wholly or not at all, by their centres, or by their share, smoothly."""

import numpy as np
from numpy.typing import NDArray

from qrdesk.core.artwork.raster.outlines import Edges

Mask = NDArray[np.uint8]  # (rows, columns), 0 bare to 255 covered


def whole(edges: Edges, width: int, first: int, last: int) -> Mask:
    """Return the pixels of the rows from ``first`` to before ``last`` whose centre lies inside, by the even-odd rule."""
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
    left, right = across.min(axis=0), across.max(axis=0)
    cells = _areas(place * (width + 2), left, right, height, len(rows) * (width + 2))
    covered = np.abs(np.cumsum(cells.reshape(len(rows), width + 2), axis=1)[:, :width])
    return (np.minimum(covered, 1) * 255 + 0.5).astype(np.uint8)[order]


def _areas(
    offset: NDArray[np.intp],
    left: NDArray[np.float64],
    right: NDArray[np.float64],
    height: NDArray[np.float64],
    size: int,
) -> NDArray[np.float64]:
    """Return what each pixel adds to the sum along its row, so that the sum is the covered area.

    Each piece of an edge, from ``left`` to ``right`` within one row, is cut at the columns it
    goes through; each cut covers all that is right of it, and its own column in part.
    """
    first = np.floor(left)
    columns = (np.floor(right) - first).astype(np.intp) + 1
    piece = np.repeat(np.arange(len(left)), columns)
    column = first[piece] + np.arange(len(piece)) - np.repeat(np.cumsum(columns) - columns, columns)
    near, far = np.maximum(left[piece], column), np.minimum(right[piece], column + 1)
    width = (right - left)[piece]
    share = np.where(columns[piece] == 1, 1.0, (far - near) / np.where(width > 0, width, 1))
    area = height[piece] * share
    beyond = area * ((near + far) / 2 - column)
    place = offset[piece] + column.astype(np.intp)
    return np.bincount(np.r_[place, place + 1], np.r_[area - beyond, beyond], size)


def _downwards(edges: Edges) -> tuple[NDArray[np.float64], ...]:
    """Return top, bottom, x at the top, and pixels to the right per row, of each edge."""
    x0, y0, x1, y1 = edges.T
    down = y0 < y1
    slope = (x1 - x0) / (y1 - y0)
    return np.where(down, y0, y1), np.where(down, y1, y0), np.where(down, x0, x1), slope


def _within(
    starts: NDArray[np.float64], ends: NDArray[np.float64], first: int, last: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    clipped = (np.clip(bound, first, last).astype(np.intp) - first for bound in (starts, ends))
    return next(clipped), next(clipped)


def _different(
    starts: NDArray[np.intp],
    ends: NDArray[np.intp],
    slope: NDArray[np.float64],
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
