"""Outlines of a fill as straight edges, all of them in one array."""

from itertools import chain

import numpy as np
from numpy.typing import NDArray

from qrdesk.core.artwork.scene import Fill

Edges = NDArray[np.float64]  # a row each: x and y of its beginning, x and y of its end
_TOLERANCE_PX = 0.05  # how far an edge departs from its curve
_MOST_STEPS = 64


def edges(fill: Fill, scale: float) -> Edges:
    """Return the outlines of ``fill`` as edges in pixels, where a mm has ``scale`` of them; level ones are left out."""
    outlines = [outline for outline in fill.outlines if len(outline) > 1]
    if not outlines:
        return np.empty((0, 4))
    sizes = np.fromiter(map(len, chain.from_iterable(outlines)), np.intp)
    numbers = np.fromiter(chain.from_iterable(chain.from_iterable(outlines)), np.float64) * scale
    after = np.cumsum(sizes)
    points = numbers[after[:, None] + (-2, -1)]
    pieces = np.cumsum([len(outline) for outline in outlines])
    before = np.arange(-1, len(points) - 1)
    before[np.r_[0, pieces[:-1]]] = pieces - 1  # the first point of each outline comes after its last
    starts = points[before]
    bent = np.flatnonzero(sizes == 6)
    straight = np.flatnonzero(sizes == 2)
    lines = np.hstack([starts[straight], points[straight]])
    if len(bent):
        controls = numbers[after[bent, None] + np.arange(-6, 0)]
        lines = np.vstack([lines, _flattened(np.hstack([starts[bent], controls]))])
    # rounding undoes the noise of mm and back: a boundary exactly on a pixel centre falls the same way everywhere
    lines = np.round(lines, 6)
    return lines[lines[:, 1] != lines[:, 3]]


def _flattened(curves: NDArray[np.float64]) -> Edges:
    """Return cubic curves, eight numbers each, as chords."""
    x = curves[:, 0::2]
    y = curves[:, 1::2]
    # the second differences bound how far a curve bends away from its chords, see scene.flat
    bend = np.maximum(np.abs(np.diff(x, 2)).max(axis=1), np.abs(np.diff(y, 2)).max(axis=1))
    steps = np.clip(np.sqrt(0.75 * 1.42 * bend / _TOLERANCE_PX).astype(np.intp) + 1, 1, _MOST_STEPS)
    which = np.repeat(np.arange(len(curves)), steps)
    step = np.arange(len(which)) - np.repeat(np.cumsum(steps) - steps, steps)
    count = steps[which]
    chords = np.empty((len(which), 4))
    for column, t in ((0, step / count), (2, (step + 1) / count)):
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        for axis, numbers in enumerate((x, y)):
            chords[:, column + axis] = sum(weight * numbers[which, place] for place, weight in enumerate(weights))
    return chords
