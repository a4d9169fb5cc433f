"""SVG: what a designer opens, seen with two programs' eyes."""

import re
from base64 import b64decode
from xml.etree import ElementTree as ET

import pytest
import zxingcpp

from qrdesk.core.artwork import svg
from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.scene import Fill, Scene
from qrdesk.core.artwork.style import BLACK
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.design import Body, BodyShape, Design, ErrorCorrection
from tests.core.artwork.drawn import COAL, NAVY, SCENES, TEXT, logo, oblong, only, shade
from tests.core.artwork.hairlines import WIDTH_MM, WIDTHS_PX, lightest_inside
from tests.core.artwork.renderers import Renderer, librsvg, resvg

SVG = "{http://www.w3.org/2000/svg}"
SOLID = {
    shape: build(encode(TEXT, ErrorCorrection.M), Design(body=Body(shape=shape)), WIDTH_MM)
    for shape in (BodyShape.SQUARE, BodyShape.ROUNDED)
}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
@pytest.mark.parametrize("renderer", [resvg, librsvg])
def test_another_program_reads_every_look(renderer: Renderer, scene: Scene) -> None:
    content = svg.write(scene)
    found = zxingcpp.read_barcode(renderer(content, 500).convert("L"))
    assert found is not None
    assert found.text == TEXT
    assert svg.write(scene) == content


def test_each_paint_is_one_path_with_its_curves() -> None:
    drawing = ET.fromstring(svg.write(SCENES["gradient"]))
    paths = drawing.findall(f"{SVG}path")
    assert len(paths) == len(SCENES["gradient"].layers)
    shape = SCENES["gradient"].layers[1]
    assert isinstance(shape, Fill)
    curves = sum(len(piece) == 6 for outline in shape.outlines for piece in outline)
    assert paths[1].attrib["d"].count("C") == curves > 100


def test_gradients_are_gradients_in_the_units_of_the_drawing_each_once() -> None:
    both = shade(NAVY, COAL), shade(NAVY, COAL, radial=True)
    square = (oblong(0, 0, 5, 5),)
    content = svg.write(only(Fill(square, both[0]), Fill(square, both[1]), Fill(square, both[0], 0.5)))
    drawing = ET.fromstring(content)
    [linear], [radial] = drawing.findall(f".//{SVG}linearGradient"), drawing.findall(f".//{SVG}radialGradient")
    assert {one.attrib["gradientUnits"] for one in (linear, radial)} == {"userSpaceOnUse"}
    assert [linear.attrib[name] for name in ("x1", "y1", "x2", "y2")] == ["0", "0", "25", "25"]
    assert [radial.attrib[name] for name in ("cx", "cy", "r")] == ["12.5", "12.5", "17.67767"]
    assert [stop.attrib["stop-color"] for stop in linear] == [NAVY.hex, COAL.hex]
    fills = [path.attrib["fill"] for path in drawing.findall(f"{SVG}path")]
    names = [one.attrib["id"] for one in (linear, radial)]
    assert fills == [f"url(#{name})" for name in (names[0], names[1], names[0])]
    assert drawing.findall(f"{SVG}path")[2].attrib["fill-opacity"] == "0.5"


def test_a_picture_is_in_the_file_itself_at_its_place() -> None:
    picture = logo(0.5)
    [image] = ET.fromstring(svg.write(only(picture))).findall(f"{SVG}image")
    kind, content = image.attrib["{http://www.w3.org/1999/xlink}href"].split(",")
    assert (kind, b64decode(content)) == ("data:image/png;base64", picture.png)
    assert image.attrib["opacity"] == "0.5"
    assert [float(image.attrib[name]) for name in ("x", "width")] == pytest.approx([picture.x_mm, picture.width_mm])


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_nothing_in_the_file_runs_or_lies_elsewhere(scene: Scene) -> None:
    content = svg.write(scene).decode()
    assert {element.tag.removeprefix(SVG) for element in ET.fromstring(content).iter()} <= {
        "svg", "defs", "linearGradient", "radialGradient", "stop", "path", "image"
    }  # fmt: skip
    assert set(re.findall(r'"(https?:[^"]*)"', content)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


@pytest.mark.parametrize("scene", SOLID.values(), ids=SOLID)
@pytest.mark.parametrize("renderer", [resvg, librsvg])
def test_no_hairline_shows_at_any_zoom(renderer: Renderer, scene: Scene) -> None:
    content = svg.write(scene)
    assert {width: lightest_inside(renderer(content, width), scene) for width in WIDTHS_PX} == dict.fromkeys(
        WIDTHS_PX, 0
    )


def test_the_hairline_test_sees_the_gaps_of_one_shape_for_each_module() -> None:
    scene = SOLID[BodyShape.SQUARE]
    rows, module = encode(TEXT, ErrorCorrection.M).rows, scene.module_mm
    squares = [
        Fill((oblong((x + 4) * module, (y + 4) * module, module, module),), BLACK)
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    ]
    content = svg.write(
        Scene(WIDTH_MM, WIDTH_MM, module, (scene.layers[0], *squares), scene.ground, scene.symbol, BLACK, scene.ground)
    )
    assert lightest_inside(resvg(content, 333), scene) > 20
