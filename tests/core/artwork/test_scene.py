"""Scenes: outlines round exactly the dark modules, in mm, one path per colour."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.raster import plain
from qrdesk.core.artwork.scene import Box, Fill, Scene
from qrdesk.core.artwork.shapes.tracing import trace
from qrdesk.core.artwork.style import BLACK, WHITE, look
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.design import Design, ErrorCorrection

bitmaps = (
    st.integers(1, 9)
    .flatmap(lambda side: st.lists(st.binary(min_size=side, max_size=side), min_size=side, max_size=side))
    .map(lambda rows: tuple(bytes(value % 2 for value in row) for row in rows))
)


def area(outline: tuple[tuple[float, float], ...]) -> float:
    """Signed area: above 0 for an outline that runs clockwise with y down."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]])) / 2


def a_scene(fills: tuple[Fill, ...], size_mm: float) -> Scene:
    return Scene(size_mm, size_mm, 1, fills, WHITE, Box(0, 0, size_mm), BLACK, WHITE)


@settings(max_examples=200, deadline=None)
@given(bitmaps)
def test_outlines_hold_exactly_the_dark_modules(rows: tuple[bytes, ...]) -> None:
    outlines = trace(rows)
    dark = sum(map(sum, rows))
    assert sum(area(outline) for outline in outlines) == dark  # holes count against: the nonzero rule fills the same
    if dark:
        drawn = plain.render(a_scene((Fill(outlines, BLACK),), len(rows)), len(rows))
        assert drawn.rows == rows  # the even-odd rule


@settings(max_examples=100, deadline=None)
@given(bitmaps)
def test_outlines_have_corners_only_and_use_no_edge_twice(rows: tuple[bytes, ...]) -> None:
    edges: list[frozenset[tuple[int, int]]] = []
    for outline in trace(rows):
        steps = list(pairwise([*outline, outline[0]]))
        turns = zip(steps, [*steps[1:], steps[0]], strict=True)
        assert all((a[0][0] == a[1][0]) != (b[0][0] == b[1][0]) for a, b in turns)  # across, then down, then across
        edges += [frozenset(step) for step in steps]
    assert len(edges) == len(set(edges))


@pytest.mark.parametrize("rows", [(b"\1\0", b"\0\1"), (b"\0\1", b"\1\0")])
def test_modules_that_touch_by_a_corner_have_outlines_of_their_own(rows: tuple[bytes, ...]) -> None:
    assert sorted(map(area, trace(rows))) == [1, 1]


@pytest.mark.parametrize(("size_mm", "quiet_zone"), [(25, 4), (5, 0), (33.3, 2), (2000, 20)])
def test_the_artwork_is_as_wide_as_asked_with_its_quiet_zone(size_mm: float, quiet_zone: int) -> None:
    symbol = encode("https://go.example/r/AB12CD", ErrorCorrection.M)
    scene = build(symbol, Design(quiet_zone=quiet_zone), size_mm)
    paper, ink = scene.layers
    assert isinstance(paper, Fill)
    assert isinstance(ink, Fill)
    assert (scene.width_mm, scene.height_mm) == (size_mm, size_mm)
    assert paper.outlines == (((0, 0), (size_mm, 0), (size_mm, size_mm), (0, size_mm)),)
    assert scene.module_mm == pytest.approx(size_mm / (symbol.modules + 2 * quiet_zone))
    across = [piece[-2] for outline in ink.outlines for piece in outline]
    assert min(across) == pytest.approx(quiet_zone * scene.module_mm)
    assert max(across) == pytest.approx(size_mm - quiet_zone * scene.module_mm)


def test_transparent_paper_is_no_fill_at_all() -> None:
    scene = build(encode("x", ErrorCorrection.M), Design(paper=None), 25)
    assert [fill.paint for fill in scene.layers if isinstance(fill, Fill)] == [BLACK]


def test_white_paper_beside_a_press_colour_is_no_ink_on_any_plate() -> None:
    assert look(Design(ink="k")).paper == look(Design(paper="cmyk:0,0,0,0")).paper
    assert look(Design(ink="#000000")).paper == WHITE


def test_transparent_artwork_is_proved_on_the_stock_that_suits_its_ink() -> None:
    assert look(Design(ink="#102060", paper=None)).ground == WHITE
    assert look(Design(ink="#ffee88", paper=None)).ground == BLACK


@pytest.mark.parametrize("px", [7, 40, 131])
def test_slanted_edges_cover_the_pixels_whose_centres_lie_inside(px: int) -> None:
    diamond = Fill((((5, 1), (9, 5), (5, 9), (1, 5)),), BLACK)
    drawn = plain.render(a_scene((diamond,), 10), px)
    for row, pixels in enumerate(drawn.rows):
        for column, index in enumerate(pixels):
            distance = abs((column + 0.5) * 10 / px - 5) + abs((row + 0.5) * 10 / px - 5)
            if abs(distance - 4) > 1e-6:
                assert index == (distance < 4)
