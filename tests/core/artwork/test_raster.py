"""Pixels: as much of a colour as a shape covers, whatever the size of a picture."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageChops

from qrdesk.core.artwork import export
from qrdesk.core.artwork.raster import painting, plain
from qrdesk.core.artwork.raster.painting import paint
from qrdesk.core.artwork.raster.spaces import CLEAR, GREY, SCREEN, press
from qrdesk.core.artwork.scene import Fill, Scene
from qrdesk.core.artwork.style import BLACK, WHITE, Paint, Shading
from qrdesk.core.artwork.style import paint as colour
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.design import Design
from tests.core.artwork.drawn import COAL, NAVY, SCENES, circle, dots, hole, logo, oblong, only, shade

RING = Fill((circle(5, 5, 4.3), hole(circle(5, 5, 2.6)), ((4.2, 4.9), (5.9, 4.4), (5.3, 5.8))), BLACK)
KITE = Fill((((0.3, 4), (5.1, 0.2), (9.9, 4.4), (4.7, 9.8)), ((4, 3), (4.2, 6.1), (6.3, 5.2))), BLACK)


def greys(picture: Image.Image) -> list[int]:
    """Return the pixels of one row."""
    return list(picture.convert("L").tobytes()[: picture.width])


@pytest.mark.parametrize(("shape", "most"), [(KITE, 6), (RING, 13)], ids=["straight", "round"])
def test_a_smooth_edge_is_as_dark_as_the_share_that_is_covered(shape: Fill, most: int) -> None:
    drawn = np.asarray(paint(only(shape), 61, GREY)).astype(int)
    counted = np.asarray(paint(only(shape), 61 * 24, GREY, crisp=True).reduce(24)).astype(int)
    assert np.abs(drawn - counted).max() <= most  # of 255; a curve may depart by a twentieth of a pixel


def test_a_pixel_covered_to_a_quarter_is_a_quarter_dark() -> None:
    assert greys(paint(only(Fill((oblong(0.25, 0, 3, 10),), BLACK)), 10, GREY)) == [64, 0, 0, 191, *[255] * 6]


def test_crisp_pixels_are_those_whose_centres_lie_inside() -> None:
    drawn = np.asarray(paint(only(RING), 90, GREY, crisp=True)) == 0
    y, x = np.mgrid[0:90, 0:90] / 9 + 0.5 / 9
    away = np.hypot(x - 5, y - 5)
    clear = (np.abs(away - 4.3) > 0.01) & (np.abs(away - 2.6) > 0.01) & (away > 1.5)
    assert (drawn == ((away < 4.3) & (away > 2.6)))[clear].all()


@pytest.mark.parametrize("crisp", [False, True])
@pytest.mark.parametrize("space", [SCREEN, CLEAR], ids=["opaque", "clear"])
def test_a_picture_made_in_bands_is_the_same(
    space: painting.Space, crisp: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = SCENES["radial with logo"]
    at_once = paint(scene, 333, space, crisp=crisp)
    monkeypatch.setattr(painting, "_BAND_PX", 333 * 7)
    assert ImageChops.difference(paint(scene, 333, space, crisp=crisp), at_once).getbbox(alpha_only=False) is None


def test_pixels_of_squares_made_in_bands_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    stairs = Fill(tuple(oblong(n * 0.77, n * 0.91, 0.77, 0.91) for n in range(11)), BLACK)
    at_once = plain.render(only(stairs), 101)
    monkeypatch.setattr(plain, "_BAND_PX", 101 * 3)
    assert plain.render(only(stairs), 101) == at_once


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (Fill((oblong(1, 1, 3, 3),), NAVY), True),
        (Fill((((5, 1), (9, 5), (5, 9), (1, 5)),), NAVY), False),
        (Fill((circle(5, 5, 2),), NAVY), False),
        (Fill((oblong(1, 1, 3, 3),), shade(NAVY, COAL)), False),
        (Fill((oblong(1, 1, 3, 3),), NAVY, 0.5), False),
        (logo(), False),
    ],
    ids=["square", "slanted", "round", "gradient", "see-through", "picture"],
)
def test_squares_of_one_colour_are_plain_and_nothing_else(layer: Fill, expected: bool) -> None:
    assert plain.is_plain(only(layer)) == expected


def ramp(*stops: tuple[float, Paint], radial: bool = False, end: float = 10) -> Scene:
    start = 5.0 if radial else 0.0
    return only(Fill((oblong(0, 0, 10, 10),), Shading(radial, (start, 5.0), (end, 5.0), stops)))


def test_a_linear_gradient_goes_from_its_first_colour_to_its_last() -> None:
    row = greys(paint(ramp((0, BLACK), (1, WHITE)), 256, GREY))
    assert row == pytest.approx(range(256), abs=1)


def test_a_gradient_has_the_colours_of_its_stops_at_their_places_and_hard_ones_where_two_meet() -> None:
    row = greys(paint(ramp((0.2, BLACK), (0.5, WHITE), (0.5, BLACK), (1, BLACK)), 100, GREY))
    assert row[:20] == [0] * 20
    assert row[35] == pytest.approx(255 * 0.155 / 0.3, abs=2)
    assert (row[49] > 240, row[50:]) == (True, [0] * 50)


def test_a_radial_gradient_begins_in_its_middle() -> None:
    picture = paint(ramp((0, BLACK), (1, WHITE), radial=True), 101, GREY)
    assert picture.getpixel((50, 50)) == pytest.approx(0, abs=1)
    assert picture.getpixel((0, 50)) == pytest.approx(253, abs=2)
    assert picture.getpixel((0, 0)) == 255


def test_a_gradient_without_a_way_is_its_last_colour() -> None:
    assert set(greys(paint(ramp((0, WHITE), (1, BLACK), end=0), 10, GREY))) == {0}


def test_an_opacity_lets_as_much_shine_through() -> None:
    half = paint(only(Fill((oblong(0, 0, 10, 10),), BLACK, 0.5)), 10, GREY)
    assert half.getextrema() == (127, 127)
    pasted = paint(only(replace(logo(0.5), x_mm=0, y_mm=0, width_mm=10, height_mm=10)), 120, SCREEN)
    assert pasted.getpixel((20, 60)) == (227, 142, 157)  # between red and white


def test_an_edge_on_nothing_has_the_colour_of_the_ink() -> None:
    drawn = np.asarray(paint(only(Fill((circle(5, 5, 4),), NAVY)), 57, CLEAR))
    seen = drawn[drawn[..., 3] > 16]
    assert np.abs(seen[:, :3].astype(int) - NAVY.rgb).max() <= 8  # a halo would be lighter by hundreds
    assert {0, 255} < set(drawn[..., 3].ravel().tolist())


def test_black_on_white_is_on_the_black_plate_alone_edges_too() -> None:
    cyan, magenta, yellow, black = paint(dots(BLACK), 300, press(b"")).split()
    assert [plate.getextrema() for plate in (cyan, magenta, yellow)] == [(0, 0)] * 3
    assert black.getextrema() == (0, 255)


def test_the_inks_of_a_gradient_are_blended_as_inks() -> None:
    scene = only(Fill((oblong(0, 0, 10, 10),), shade(colour("cmyk:100,0,0,0"), colour("cmyk:0,0,100,0"))))
    middle = paint(scene, 250, press(b"")).getpixel((249, 0))  # of the diagonal of 25 mm, a fifth
    assert middle == pytest.approx((204, 0, 51, 0), abs=2)


def test_the_scene_is_as_high_as_its_mm_say() -> None:
    assert paint(only(RING, width_mm=10, height_mm=14.5), 100, SCREEN).size == (100, 145)


@pytest.mark.wide
def test_a_large_symbol_has_eyes_of_their_own_ink() -> None:
    """It is painted in bands, and between its eyes there are some without anything of that ink."""
    design = Design.model_validate({"symbol": {"version": 40}, "eyes": {"frame_ink": "#802000"}})
    text = "https://go.example/r/AB12CD"
    made = export.render(text, design, ExportDraft(format=ArtworkFormat.PNG, size_mm=80, dpi=300))
    assert made.report.decoded == text
    assert made.report.score is not None
