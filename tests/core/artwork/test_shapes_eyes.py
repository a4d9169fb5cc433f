"""Eyes: each shape in each corner, turned so that the middle of the symbol is where it should be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core.artwork.shapes import eyes
from qrdesk.core.schemas.design import Eye, Eyes, EyeShape
from tests.core.artwork.geometry import area, extent, inside, polygons

MODULES = 25
CORNERS = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]


def round_corners(part: eyes.EyePart) -> set[tuple[bool, bool]]:
    """Return which corners are round, as (towards the outside across, towards the outside down)."""
    x, y, side = part.square
    points = [(x + side * (0.01 + 0.98 * right), y + side * (0.01 + 0.98 * low)) for right, low in CORNERS]
    filled = inside(polygons(part.outlines), points)
    at_right, below = x > MODULES / 2, y > MODULES / 2
    return {
        ((right == 1) == at_right, (low == 1) == below)
        for (right, low), is_filled in zip(CORNERS, filled, strict=True)
        if not is_filled
    }


@pytest.mark.parametrize(
    ("shape", "rounded"),
    [
        (EyeShape.SQUARE, set[tuple[bool, bool]]()),
        (EyeShape.ROUNDED, {(True, True), (True, False), (False, True), (False, False)}),
        (EyeShape.CIRCLE, {(True, True), (True, False), (False, True), (False, False)}),
        (EyeShape.LEAF, {(True, True), (False, False)}),
        (EyeShape.DROP, {(True, True), (True, False), (False, True)}),
        (EyeShape.ONE_CORNER, {(True, True)}),
    ],
)
def test_shapes_turn_with_their_corner(shape: EyeShape, rounded: set[tuple[bool, bool]]) -> None:
    parts = list(eyes.parts(MODULES, Eyes(frame=shape, ball=shape, frame_radius=0.5, ball_radius=0.5), 0.0))
    assert [part.square for part in parts if not part.is_ball] == [(0, 0, 7), (18, 0, 7), (0, 18, 7)]
    for part in parts:
        assert round_corners(part) == rounded


@given(st.sampled_from(list(EyeShape)), st.floats(0, 1), st.sampled_from([-0.2, 0.0, 0.1, 0.3, 5.0]))
def test_a_frame_is_a_ring_along_the_middle_of_its_modules(shape: EyeShape, radius: float, inset: float) -> None:
    frame, ball = list(eyes.parts(11, Eyes(frame=shape, ball=shape, frame_radius=radius, ball_radius=radius), inset))
    outer, hole = polygons(frame.outlines)
    assert area(outer) > 0 > area(hole)
    kept = min(inset, 0.4)
    assert extent([outer]) == pytest.approx((kept, kept, 7 - kept, 7 - kept), abs=0.001)
    assert extent([hole]) == pytest.approx((1 - kept, 1 - kept, 6 + kept, 6 + kept), abs=0.001)
    assert inside([outer, hole], [(0.5, 3.5), (3.5, 0.5), (6.5, 3.5), (3.5, 6.5)]) == [True] * 4  # where readers look
    assert inside([outer, hole], [(1.5, 3.5), (3.5, 3.5)]) == [False] * 2
    assert inside(polygons(ball.outlines), [(3.5, 3.5)]) == [True]


def test_one_eye_can_be_different_and_a_micro_symbol_has_one() -> None:
    mixed = Eyes(frame=EyeShape.CIRCLE, top_right=Eye(frame=EyeShape.SQUARE))
    frames = [part for part in eyes.parts(MODULES, mixed, 0.0) if not part.is_ball]
    assert [len(part.outlines[0]) for part in frames] == [5, 4, 5]
    assert len(list(eyes.parts(17, Eyes(), 0.0))) == 2
