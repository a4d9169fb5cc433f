"""Whether artwork fills its rectangle, or is round or notched, so that what it is printed on shows at its corners."""

from collections.abc import Iterator

from qrdesk.core.artwork.scene import Fill, Point, Scene, flat

_INWARDS = 0.002  # of a side: as near to a corner as is looked
_TOLERANCE = 0.0005  # of a side
_NEAR = 1e-3


def bare_corners(scene: Scene) -> int:
    """Return at how many of its four corners nothing is painted. Pictures do not count."""
    return sum(not _is_painted(scene, corner) for corner in _corners(scene))


def reaches_some_corners(scene: Scene) -> bool:
    """Say whether something painted reaches an edge of the scene, and not all of its corners."""
    if bare_corners(scene) == 0:
        return False
    return any(_reaches_an_edge(fill, scene) for fill in _fills(scene))


def _corners(scene: Scene) -> Iterator[Point]:
    across, down = _INWARDS * scene.width_mm, _INWARDS * scene.height_mm
    for x in (across, scene.width_mm - across):
        for y in (down, scene.height_mm - down):
            yield x, y


def _fills(scene: Scene) -> list[Fill]:
    return [layer for layer in scene.layers if isinstance(layer, Fill)]


def _is_painted(scene: Scene, at: Point) -> bool:
    return any(_holds(fill, at, _TOLERANCE * scene.width_mm) for fill in _fills(scene))


def _reaches_an_edge(fill: Fill, scene: Scene) -> bool:
    ends = [piece[-2:] for outline in fill.outlines for piece in outline]
    near = _NEAR * min(scene.width_mm, scene.height_mm)
    return any(min(x, y, scene.width_mm - x, scene.height_mm - y) < near for x, y in ends)


def _holds(fill: Fill, at: Point, tolerance_mm: float) -> bool:
    """Say whether a point lies in a fill: whether a line from there to the left crosses its edges an odd number of
    times.
    """
    x, y = at
    crossed = 0
    for outline in fill.outlines:
        # what lies wholly on one side of the line crosses nothing; control points bound a curve
        heights = [number for piece in outline for number in piece[1::2]]
        if not min(heights) <= y <= max(heights):
            continue
        points = flat(outline, tolerance_mm)
        for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True):
            if (y0 > y) != (y1 > y) and x0 + (y - y0) / (y1 - y0) * (x1 - x0) < x:
                crossed += 1
    return crossed % 2 == 1
