"""Studio: gradients, inks of the press, eyes of their own, and transparent paper."""

import pytest
from pytestqt.qtbot import QtBot

from qrdesk.core.schemas.design import EyeShape
from qrdesk.gui.pages.studio import StudioPage
from tests.gui.studio.pressing import pick, press, unreachable

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def colours(page: StudioPage) -> StudioPage:
    page.right.show_tab("colour")
    return page


def test_modules_get_a_gradient_of_two_to_eight_colours(qtbot: QtBot, colours: StudioPage) -> None:
    field = colours.right.colour.modules
    press(qtbot, field.kind.button("gradient"))
    for _ in range(6):
        press(qtbot, field.gradient.add)
    assert not field.gradient.add.isEnabled()
    gradient = colours.look().design.ink_gradient
    assert gradient is not None
    assert len(gradient.stops) == len(field.gradient.swatches()) == 8
    for _ in range(6):
        press(qtbot, field.gradient.remove)
    assert not field.gradient.remove.isEnabled()
    field.gradient.angle.setValue(90)
    press(qtbot, field.gradient.swatches()[1])
    field.gradient.ink.hex.input.selectAll()
    qtbot.keyClicks(field.gradient.ink.hex.input, "#1e3a30")
    field.gradient.at.setValue(80)
    gradient = colours.look().design.ink_gradient
    assert gradient is not None
    assert gradient.angle == 90
    assert (gradient.stops[-1].colour, gradient.stops[-1].at) == ("#1e3a30", 0.8)
    press(qtbot, field.gradient.kind.button("radial"))
    gradient = colours.look().design.ink_gradient
    assert gradient is not None
    assert gradient.kind == "radial"
    press(qtbot, field.kind.button("plain"))
    assert colours.look().design.ink_gradient is None


def test_a_colour_that_is_moved_past_another_stays_the_one_being_changed(qtbot: QtBot, colours: StudioPage) -> None:
    field = colours.right.colour.modules
    press(qtbot, field.kind.button("gradient"))
    field.gradient.at.setValue(100)
    field.gradient.ink.hex.input.selectAll()
    qtbot.keyClicks(field.gradient.ink.hex.input, "#5b2a7a")
    gradient = colours.look().design.ink_gradient
    assert gradient is not None
    assert [stop.at for stop in gradient.stops] == [1.0, 1.0]
    assert [stop.colour for stop in gradient.stops].count("#5b2a7a") == 1


@pytest.mark.wide
def test_a_spot_colour_has_a_name_and_one_recipe_in_all_parts(qtbot: QtBot, colours: StudioPage) -> None:
    tab = colours.right.colour
    press(qtbot, tab.ink.kind.button("spot"))
    assert colours.look().design.ink == "#000000", "it has no name yet"
    qtbot.keyClicks(tab.ink.spot.name.input, "Gold")
    assert colours.look().design.ink == "spot:Gold=0,0,0,100"
    tab.sections[2].set_open(True)
    press(qtbot, tab.frames.kind.button("plain"))
    assert colours.look().design.eyes.frame_ink == "spot:Gold=0,0,0,100"
    tab.ink.spot.plates.spins[1].setValue(20)
    design = colours.look().design
    assert (design.ink, design.eyes.frame_ink) == ("spot:Gold=0,20,0,100",) * 2
    qtbot.keyClicks(tab.ink.spot.name.input, "(")
    assert tab.ink.spot.name.has_error()
    assert colours.look().design == design


@pytest.mark.wide
def test_a_palette_folds_out_beside_the_colour_and_nothing_waits_for_it(qtbot: QtBot, colours: StudioPage) -> None:
    field = colours.right.colour.ink.hex
    press(qtbot, field.swatch)
    palette = field.palette_of()
    assert palette.isVisible()
    press(qtbot, next(swatch for swatch in palette.swatches if swatch.colour() == "#7A1F1A"))
    assert colours.look().design.ink == "#7a1f1a"
    assert field.input.text() == "#7A1F1A"
    press(qtbot, field.swatch)
    assert not palette.isVisible()


def test_paper_becomes_transparent_and_the_colours_change_places(qtbot: QtBot, colours: StudioPage) -> None:
    tab = colours.right.colour
    press(qtbot, tab.swap)
    design = colours.look().design
    assert (design.ink, design.paper) == ("#ffffff", "#000000")
    press(qtbot, tab.swap)
    tab.sections[1].set_open(True)
    press(qtbot, tab.transparent)
    assert colours.look().design.paper is None
    assert not tab.swap.isEnabled()
    press(qtbot, tab.transparent)
    assert colours.look().design.paper == "#ffffff"
    tab.radius.slider.setValue(4)
    assert colours.look().design.paper_radius == 0.2


def test_one_eye_is_different_in_shape_and_colour_and_like_the_others_again(qtbot: QtBot, page: StudioPage) -> None:
    shape, tab = page.right.shape, page.right.colour
    pick(qtbot, shape.which, "top_right")
    assert not shape.frame.isEnabled()
    press(qtbot, shape.differ)
    press(qtbot, shape.frame.tile("leaf"))
    eyes = page.look().design.eyes
    assert eyes.top_right is not None
    assert (eyes.frame, eyes.top_right.frame) == (EyeShape.SQUARE, EyeShape.LEAF)
    page.right.show_tab("colour")
    assert tab.which.isVisible()
    pick(qtbot, tab.which, "top_right")
    tab.sections[3].set_open(True)
    press(qtbot, tab.balls.kind.button("plain"))
    tab.balls.ink.hex.input.selectAll()
    qtbot.keyClicks(tab.balls.ink.hex.input, "#7a1f1a")
    eyes = page.look().design.eyes
    assert eyes.top_right is not None
    assert (eyes.ball_ink, eyes.top_right.ball_ink) == (None, "#7a1f1a")
    page.right.show_tab("shape")
    pick(qtbot, shape.which, "all")
    press(qtbot, shape.ball.tile("circle"))
    eyes = page.look().design.eyes
    assert eyes.top_right is not None
    assert (eyes.ball, eyes.top_right.ball) == (EyeShape.CIRCLE, EyeShape.CIRCLE)
    pick(qtbot, shape.which, "top_right")
    press(qtbot, shape.differ)
    assert page.look().design.eyes.top_right is None


def test_every_control_of_the_tabs_is_named_and_reached_by_keys(page: StudioPage) -> None:
    for key in ("shape", "colour", "logo", "frame", "symbol", "print"):
        page.right.show_tab(key)
        assert unreachable(page.right) == [], key
