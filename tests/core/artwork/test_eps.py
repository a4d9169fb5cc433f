"""EPS: Ghostscript shows it, and separates it as a press does."""

import re
from dataclasses import replace

import pytest
import zxingcpp

from qrdesk.core.artwork import eps
from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.scene import Fill, Scene
from qrdesk.core.artwork.style import BLACK, Paint, Shading, paint
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.design import Body, BodyShape, Design, ErrorCorrection
from tests.core.artwork.drawn import SCENES, TEXT, circle, dots, logo, oblong, only, shade
from tests.core.artwork.hairlines import WIDTH_MM, WIDTHS_PX, lightest_inside
from tests.core.artwork.renderers import ghostscript, inked, plates

HOSTILE = "(%%EOF\n%!PS\n) quit \\\\ \x00 čaj " + ")" * 400
SPOT = paint("spot:Müller Blau 7=100,75,0,2")
GOLD = paint("spot:Gold (matt)=0,20,60,20")


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.fast_cases(3)
def test_ghostscript_shows_every_look_so_that_it_reads(name: str) -> None:
    content = eps.write(SCENES[name], TEXT)
    found = zxingcpp.read_barcode(ghostscript(content, 500).convert("L"))
    assert found is not None
    assert found.text == TEXT
    assert eps.write(SCENES[name], TEXT) == content


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        (dots(BLACK), {"Black"}),
        (dots(paint("k")), {"Black"}),
        (dots(Paint((90, 90, 90))), {"Black"}),
        (dots(SPOT), {"Müller Blau 7"}),
        (dots(paint("cmyk:100,75,0,20")), {"Cyan", "Magenta", "Black"}),
        (dots(shade(paint("cmyk:100,0,0,0"), paint("k"))), {"Cyan", "Black"}),
    ],
    ids=["black", "k", "grey", "spot", "cmyk", "gradient"],
)
def test_ink_is_on_the_plates_that_were_meant_and_on_no_other(scene: Scene, expected: set[str]) -> None:
    assert inked(eps.write(scene, TEXT)) == expected


def test_no_colour_of_a_screen_is_in_the_file() -> None:
    everything = replace(
        SCENES["radial with logo"], layers=tuple(one for each in SCENES.values() for one in each.layers)
    )
    assert not re.search(rb"rgb|DeviceGray|setgray", eps.write(everything, TEXT), re.IGNORECASE)


@pytest.mark.parametrize(("width_mm", "height_mm"), [(25, 25), (25, 31.7), (18.3, 40), (254, 254), (2000, 2000)])
def test_the_boxes_are_the_artwork(width_mm: float, height_mm: float) -> None:
    scene = only(Fill((oblong(0, 0, 4, 4),), BLACK), width_mm=width_mm, height_mm=height_mm)
    content = eps.write(scene, TEXT).decode()
    [exact] = re.findall(r"^%%HiResBoundingBox: 0 0 (\S+) (\S+)$", content, re.MULTILINE)
    points = (width_mm / 25.4 * 72, height_mm / 25.4 * 72)
    assert [float(number) for number in exact] == pytest.approx(points, abs=0.00001)
    [whole] = re.findall(r"^%%BoundingBox: 0 0 (\d+) (\d+)$", content, re.MULTILINE)
    assert all(0 <= int(number) - point < 1 for number, point in zip(whole, points, strict=True))


def test_shapes_are_where_the_scene_has_them() -> None:
    content = eps.write(only(Fill((oblong(5, 2.5, 12.5, 5),), BLACK), width_mm=25, height_mm=25), TEXT)
    picture = ghostscript(content, 1000).convert("L").point([255] * 128 + [0] * 128)
    assert picture.point([255 - tone for tone in range(256)]).getbbox() is not None
    dark = ghostscript(content, 1000).convert("L").point([255] * 128 + [0] * 128).getbbox()
    assert dark == pytest.approx((200, 100, 700, 300), abs=1)


@pytest.mark.parametrize("scene", [*SCENES.values(), dots(paint("spot:" + "č" * 30 + "=1,2,3,4"))])
def test_lines_are_short_and_plain_ascii(scene: Scene) -> None:
    content = eps.write(scene, HOSTILE)
    assert content.isascii()
    assert max(map(len, content.split(b"\n"))) < 255
    assert not re.search(rb"[^\n -~]", content)


def test_a_hostile_title_stays_a_title() -> None:
    content = eps.write(dots(), HOSTILE)
    [line] = [line for line in content.split(b"\n") if b"%%EOF" in line and line != b"%%EOF"]
    assert line.startswith(rb"%%Title: (\(%%EOF %!PS \) quit \\\\ ")
    assert content.count(b"\n%%EOF") == 1
    assert zxingcpp.read_barcode(ghostscript(content, 400).convert("L")) is not None


def test_a_picture_lets_shine_through_what_is_bare_and_is_where_the_scene_has_it() -> None:
    ground = Fill((oblong(0, 0, 25, 25),), paint("cmyk:0,0,100,0"))
    picture = replace(logo(), x_mm=5, y_mm=5, width_mm=10, height_mm=10)
    separated = plates(eps.write(only(ground, picture, width_mm=25, height_mm=25), TEXT), dpi=254)
    yellow, magenta = separated["Yellow"], separated["Magenta"]
    assert (yellow.getpixel((52, 52)), magenta.getpixel((52, 52))) == (0, 255)  # its corner is bare
    assert (yellow.getpixel((100, 100)), magenta.getpixel((100, 100))) == (255, 255)  # the white of its middle
    found = magenta.point([255 if tone < 128 else 0 for tone in range(256)]).getbbox()
    assert found == pytest.approx((52, 52, 148, 148), abs=2)


@pytest.mark.parametrize("radial", [False, True])
def test_a_gradient_has_hard_and_soft_stops_at_their_places(radial: bool) -> None:
    black, white = paint("k"), paint("cmyk:0,0,0,0")
    stops = ((0.2, black), (0.4, white), (0.4, black), (0.8, white))
    layer = Fill((oblong(0, 0, 25, 25),), Shading(radial, (0.0, 12.5), (25.0, 12.5), stops))
    plate = plates(eps.write(only(layer, width_mm=25, height_mm=25), TEXT), dpi=254)["Black"]
    seen = [plate.getpixel((x, 125)) for x in (25, 75, 98, 102, 150, 225)]
    assert seen == pytest.approx([0, 127, 248, 4, 127, 255], abs=8)


@pytest.mark.parametrize("radial", [False, True])
def test_a_gradient_of_spot_colours_fades_from_plate_to_plate(radial: bool) -> None:
    way = Shading(radial, (0.0, 12.5), (25.0, 12.5), ((0.0, SPOT), (0.5, GOLD), (1.0, paint("cmyk:0,0,0,60"))))
    content = eps.write(only(Fill((oblong(0, 0, 25, 25),), way), width_mm=25, height_mm=25), TEXT)
    separated = plates(content, dpi=254)
    names = ("Müller Blau 7", "Gold (matt)", "Black")
    assert {name for name, plate in separated.items() if plate.getextrema() != (255, 255)} == set(names)
    for x, expected in ((62, (127, 127, 255)), (125, (255, 0, 255)), (187, (255, 127, 179)), (248, (255, 253, 104))):
        assert [separated[name].getpixel((x, 125)) for name in names] == pytest.approx(expected, abs=4)
    on_screen = ghostscript(content, 250).convert("CMYK").getpixel((125, 125))
    assert on_screen == pytest.approx(on_a_screen(GOLD), abs=4)  # where the ink is not there


def on_a_screen(solid: Paint) -> object:
    """Return what Ghostscript shows of a solid colour."""
    content = eps.write(only(Fill((oblong(0, 0, 25, 25),), solid), width_mm=25, height_mm=25), TEXT)
    return ghostscript(content, 250).convert("CMYK").getpixel((125, 125))


def test_a_spot_colour_that_fades_into_paper_keeps_its_plate_and_shines_through_as_in_pdf() -> None:
    fading = Shading(False, (0.0, 0.0), (25.0, 0.0), ((0.0, SPOT), (1.0, paint("cmyk:0,0,0,0"))))
    alone = Fill((oblong(0, 0, 25, 10),), fading)
    half = replace(alone, outlines=(oblong(0, 15, 25, 10),), opacity=0.5)
    tint = paint("cmyk:0,0,40,0")
    separated = plates(eps.write(replace(only(alone, half, width_mm=25, height_mm=25), under=tint), TEXT), dpi=254)
    spot, yellow = separated["Müller Blau 7"], separated["Yellow"]
    assert [spot.getpixel((x, 50)) for x in (2, 125, 247)] == pytest.approx([2, 127, 253], abs=4)
    assert [spot.getpixel((x, 200)) for x in (2, 125)] == pytest.approx([128, 191], abs=4)
    assert (yellow.getpixel((125, 50)), yellow.getpixel((125, 200))) == pytest.approx((255, 204), abs=3)
    assert {n for n, plate in separated.items() if plate.getextrema() != (255, 255)} == {"Müller Blau 7", "Yellow"}


def test_what_shines_through_is_blended_with_the_paper() -> None:
    layers = (Fill((circle(5, 5, 3),), paint("k"), 0.25), Fill((circle(15, 5, 3),), SPOT, 0.5))
    separated = plates(eps.write(only(*layers, width_mm=25, height_mm=25), TEXT), dpi=254)
    assert separated["Black"].getpixel((50, 50)) == pytest.approx(191, abs=1)
    assert separated["Müller Blau 7"].getpixel((150, 50)) == pytest.approx(127, abs=1)


@pytest.mark.parametrize("shape", [BodyShape.SQUARE, BodyShape.ROUNDED])
@pytest.mark.fast_cases(1)
def test_no_hairline_shows_at_any_zoom(shape: BodyShape) -> None:
    scene = build(encode(TEXT, ErrorCorrection.M), Design(body=Body(shape=shape)), WIDTH_MM)
    content = eps.write(scene, TEXT)
    found = {width: lightest_inside(ghostscript(content, width, WIDTH_MM), scene) for width in WIDTHS_PX}
    assert max(found.values()) - min(found.values()) <= 2
    assert max(found.values()) < 60  # black ink alone is dark grey on a screen
