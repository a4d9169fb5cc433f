"""Modules in all their shapes: dark where they are, light where they are not, without a seam or a crossing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.artwork.shapes import body, flowing
from qrdesk.core.schemas.design import BodyShape
from tests.core.artwork.geometry import area, crossings, extent, inside, polygons

Rows = tuple[bytes, ...]
bitmaps: st.SearchStrategy[Rows] = (
    st.integers(1, 7)
    .flatmap(lambda side: st.lists(st.binary(min_size=side, max_size=side), min_size=side, max_size=side))
    .map(lambda rows: tuple(bytes(value % 2 for value in row) for row in rows))
)
flows = st.sampled_from(sorted(flowing.SHAPES))
shapes = st.sampled_from(list(BodyShape))
insets = st.sampled_from([-0.15, 0.0, 0.05, 0.1, 0.25])
ONE: Rows = (b"\0\0\0", b"\0\1\0", b"\0\0\0")


@settings(max_examples=80, deadline=None)
@given(bitmaps, shapes, st.sampled_from([0.6, 0.8, 1.0]), insets)
def test_middles_of_modules_are_as_dark_as_they_should_be(
    rows: Rows, shape: BodyShape, size: float, inset: float
) -> None:
    places = [(x, y) for y in range(len(rows)) for x in range(len(rows))]
    found = polygons(body.outlines(rows, shape, size, inset))
    dark = [rows[y][x] == 1 for x, y in places]
    assert inside(found, [(x + 0.5, y + 0.5) for x, y in places]) == dark


@settings(max_examples=80, deadline=None)
@given(bitmaps, shapes, insets)
def test_no_outline_crosses_another_or_itself(rows: Rows, shape: BodyShape, inset: float) -> None:
    found = polygons(body.outlines(rows, shape, 1.0, inset))
    if found:
        assert crossings(found) == 0
        assert sum(map(area, found)) > 0


@settings(max_examples=80, deadline=None)
@given(bitmaps, flows, insets)
def test_modules_that_flow_together_have_no_seam(rows: Rows, shape: BodyShape, inset: float) -> None:
    found = polygons(body.outlines(rows, shape, 1.0, inset))
    across = [(x, y + 0.5) for y, row in enumerate(rows) for x in range(1, len(rows)) if row[x - 1] and row[x]]
    seams = [place for x, y in across for place in ((x - 1e-6, y), (x + 1e-6, y))]
    if seams:
        assert all(inside(found, seams))
        # and no outline runs along there
        assert all(abs(px - x) + abs(py - y) > 0.1 for x, y in across for polygon in found for px, py in polygon)


@pytest.mark.parametrize("shape", sorted(set(BodyShape) - flowing.SHAPES))
def test_shapes_that_stand_alone_are_as_wide_as_asked_and_never_touch(shape: BodyShape) -> None:
    for size in (0.6, 0.8, 1.0):
        left, top, right, bottom = extent(polygons(body.outlines(ONE, shape, size, 0.0)))
        widest = max(right - left, bottom - top)
        assert 1 <= left < right <= 2
        assert 1 <= top < bottom <= 2
        assert min(left, top, 3 - right, 3 - bottom) > 1
        assert widest == pytest.approx(size, abs=0.03 if size < 0.85 else 0.13)


@pytest.mark.parametrize("shape", list(BodyShape))
def test_drawing_back_the_edges_makes_every_shape_smaller_but_never_nothing(shape: BodyShape) -> None:
    sizes = [sum(map(area, polygons(body.outlines(ONE, shape, 1.0, inset)))) for inset in (0.0, 0.05, 0.1, 0.15, 3.0)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[1] > sizes[2] > sizes[-1] > 0


def test_edges_draw_back_by_exactly_what_is_asked() -> None:
    rows = (b"\1\1\1", b"\1\0\1", b"\1\1\1")
    outer, hole = sorted(extent([one]) for one in polygons(body.outlines(rows, BodyShape.ROUNDED, 1.0, 0.1)))
    assert outer == pytest.approx((0.1, 0.1, 2.9, 2.9))
    assert hole == pytest.approx((0.9, 0.9, 2.1, 2.1))


def test_a_liquid_bridges_modules_that_touch_by_a_corner_and_rounds_what_it_encloses() -> None:
    assert len(body.outlines((b"\1\0", b"\0\1"), BodyShape.LIQUID, 1.0, 0.0)) == 1
    assert len(body.outlines((b"\1\0", b"\0\1"), BodyShape.ROUNDED, 1.0, 0.0)) == 2
    ring = polygons(body.outlines((b"\1\1\1", b"\1\0\1", b"\1\1\1"), BodyShape.LIQUID, 1.0, 0.0))
    assert min(map(area, ring)) == pytest.approx(-3.1416 / 4, abs=0.01)  # a round hole, one module wide
