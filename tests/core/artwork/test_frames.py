"""Frames keep off the code, are drawn cleanly, and what is in them is read."""

from dataclasses import replace
from math import cos, sin

import numpy as np
import pytest
import zxingcpp

from qrdesk.core.artwork import framing
from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.raster.coverage import whole
from qrdesk.core.artwork.raster.outlines import edges
from qrdesk.core.artwork.raster.painting import paint
from qrdesk.core.artwork.raster.spaces import GREY
from qrdesk.core.artwork.scene import Fill, Outline, Scene, flat
from qrdesk.core.artwork.shapes import frames, icons
from qrdesk.core.artwork.shapes.unions import bounds
from qrdesk.core.artwork.style import BLACK, PAPER_WHITE, WHITE, Paint, Shading
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import Design, ErrorCorrection, Frame, FrameIcon, FrameShape, Gradient

URL = "https://go.example/r/AB12CD"
ADDRESS = "go.example/r/AB12CD"
CODE = encode(URL, ErrorCorrection.M)
EVERYTHING = {"text": "Scan me, gÅ!", "icon": "scan", "address": True}
SAID = {"words": {"text": "Scan me"}, "everything": EVERYTHING, "nothing": {}}


def frame(shape: str, **fields: object) -> Frame:
    return Frame.model_validate({"shape": shape, **fields})


def drawn(design: Design, address: str = ADDRESS) -> Scene:
    return build(CODE, design, 30, address=address)


def decoded(scene: Scene, module_px: int = 4) -> str | None:
    width_px = round(scene.width_mm / scene.module_mm * module_px)
    found = zxingcpp.read_barcode(np.asarray(paint(scene, width_px, GREY)))
    return found.text if found else None


def turned(outlines: tuple[Outline, ...]) -> tuple[Outline, ...]:
    """Return outlines turned by an odd angle, so that no straight edge lies between two rows of pixels."""
    across, down = cos(0.7), sin(0.7)
    return tuple(
        tuple(
            tuple(
                number
                for x, y in zip(piece[::2], piece[1::2], strict=True)
                for number in (x * across - y * down + 45, x * down + y * across)
            )
            for piece in outline
        )
        for outline in outlines
    )  # pyright: ignore[reportReturnType] as many numbers as before


def signed_area(outlines: tuple[Outline, ...], scale: float) -> float:
    total = 0.0
    for outline in outlines:
        points = flat(outline, 1e-4)
        around = zip(points, (*points[1:], points[0]), strict=True)
        total += sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in around) / 2
    return total * scale * scale


def covered(outlines: tuple[Outline, ...], scale: float, side_px: int) -> int:
    """Return how many pixels the even-odd rule fills."""
    return int(np.count_nonzero(whole(edges(Fill(outlines, BLACK), scale), side_px, 0, side_px)))


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
@pytest.mark.parametrize("shape", FrameShape)
def test_the_code_in_every_frame_is_read(shape: FrameShape, said: dict[str, object]) -> None:
    assert decoded(drawn(Design(frame=frame(shape, **said)))) == URL


@pytest.mark.parametrize("quiet_zone", [0, 4])
@pytest.mark.parametrize("shape", FrameShape)
def test_a_frame_leaves_the_quiet_zone_alone(shape: FrameShape, quiet_zone: int) -> None:
    scene = drawn(Design(frame=frame(shape, **EVERYTHING), quiet_zone=quiet_zone))
    ink = tuple(layer for layer in scene.layers[2:])  # after the paper and the modules
    alone = paint(replace(scene, layers=ink, ground=WHITE), 800, GREY)
    scale = 800 / scene.width_mm
    air = max(quiet_zone, 2) * scene.module_mm - 0.6 / scale  # but for the pixel that an edge goes through
    box = scene.symbol
    near = [(box.x_mm - air) * scale, (box.y_mm - air) * scale]
    far = [(box.x_mm + box.side_mm + air) * scale, (box.y_mm + box.side_mm + air) * scale]
    zone = np.asarray(alone)[round(near[1]) : round(far[1]), round(near[0]) : round(far[0])]
    assert ink
    assert np.asarray(alone).min() < 128
    assert zone.min() == 255


@pytest.mark.parametrize("said", [EVERYTHING, {}], ids=["everything", "nothing"])
@pytest.mark.parametrize("shape", FrameShape)
def test_both_filling_rules_give_the_same_frame_and_nothing_is_cut_off(
    shape: FrameShape, said: dict[str, object]
) -> None:
    made = frames.around(frame(shape, **said), 33, 4, ADDRESS)
    inside = [part for part in (made.paper, made.ink, made.words, made.note) if part]
    for part in inside:
        left, top, right, bottom = bounds(part)
        assert min(left, top) > -0.01
        assert right < made.width + 0.01
        assert bottom < made.height + 0.01
        scale = 25.0
        pixels = covered(turned(part), scale, round(110 * scale))
        assert pixels == pytest.approx(signed_area(part, scale), rel=0.004, abs=80)  # pixels
    assert made.x >= 0
    assert made.x + 33 <= made.width + 0.01
    assert made.y + 33 <= made.height + 0.01


@pytest.mark.parametrize("icon", FrameIcon)
def test_an_icon_is_clean_and_fills_its_square(icon: FrameIcon) -> None:
    outlines = icons.icon(icon)
    left, top, right, bottom = bounds(outlines)
    assert min(left, top) > -0.01
    assert max(right, bottom) < 1.01
    assert max(right - left, bottom - top) > 0.7
    assert covered(turned(outlines), 50, 2400) == pytest.approx(signed_area(outlines, 50), rel=0.01)


def test_the_frame_is_as_wide_as_asked_for_and_the_module_says_what_is_left() -> None:
    scene = drawn(Design(frame=frame("card", text="Scan me")))
    plain = drawn(Design())
    assert scene.width_mm == pytest.approx(30)
    assert scene.height_mm > 30
    assert scene.module_mm < plain.module_mm
    assert scene.symbol.side_mm == pytest.approx(scene.module_mm * CODE.modules)


def paints(scene: Scene) -> list[Paint | Shading]:
    return [layer.paint for layer in scene.layers if isinstance(layer, Fill)]


def test_words_on_a_frame_are_what_can_be_read_there() -> None:
    dark = drawn(Design(ink="#102030", frame=frame("card", text="Scan me")))
    assert paints(dark) == [WHITE, Paint((16, 32, 48)), Paint((16, 32, 48)), WHITE]
    light = drawn(Design(frame=frame("card", text="Scan me", ink="#ffe08a")))
    assert paints(light)[-1] == BLACK
    pale = drawn(Design(frame=frame("outline", text="Scan me", ink="#ffe08a")))
    assert paints(pale)[-1] == BLACK
    own = drawn(Design(frame=frame("card", text="Scan me", text_ink="#ffcc00")))
    assert paints(own)[-1] == Paint((255, 204, 0))


def test_a_press_design_stays_one_in_its_frame() -> None:
    scene = drawn(Design(ink="k", frame=frame("card", text="Scan me")))
    assert {paint.cmyk for paint in paints(scene) if isinstance(paint, Paint)} == {(0, 0, 0, 1), PAPER_WHITE.cmyk}


def test_without_paper_there_is_none_in_the_frame() -> None:
    scene = drawn(Design(paper=None, frame=frame("card", text="Scan me")))
    assert not scene.has_paper
    assert len(scene.layers) == 3
    assert decoded(scene) == URL


def test_gradients_go_on_over_the_whole_frame() -> None:
    stops = [{"at": 0, "colour": "#000000"}, {"at": 1, "colour": "#202060"}]
    paper = [{"at": 0, "colour": "#ffffff"}, {"at": 1, "colour": "#e0e0ff"}]
    gradient, light = Gradient.model_validate({"stops": stops}), Gradient.model_validate({"stops": paper})
    scene = drawn(Design(ink_gradient=gradient, paper_gradient=light, frame=frame("outline", text="Scan me")))
    around = paints(scene)[-1]
    assert isinstance(around, Shading)
    assert (around.start[0], around.end[0]) == pytest.approx((0, scene.width_mm))
    assert isinstance(scene.under, Shading)
    assert isinstance(scene.ink, Shading)
    assert scene.ink.start[0] == pytest.approx(scene.symbol.x_mm)
    assert decoded(scene) == URL


def test_the_short_address_is_written_when_asked_for_and_there() -> None:
    asked = frame("outline", text="Scan me", address=True)
    assert frames.around(asked, 33, 4, ADDRESS).note
    assert not frames.around(asked, 33, 4, "").note
    assert not frames.around(frame("outline", text="Scan me"), 33, 4, ADDRESS).note


def test_only_an_address_of_a_page_is_written() -> None:
    assert framing.short_address("https://go.example/AB12/") == "go.example/AB12"
    assert framing.short_address("HTTP://GO.EXAMPLE/AB12") == "GO.EXAMPLE/AB12"
    for other in (
        "WIFI:S:x;;",
        "mailto:a@b.example",
        "ftp://x.example",
        "https://x.example/" + "a" * 60,
        "http://a\nb",
    ):
        assert framing.short_address(other) == ""


def test_long_words_get_smaller_and_stay_inside() -> None:
    made = frames.around(frame("button", text="W" * 60), 33, 4)
    left, _, right, _ = bounds(made.words)
    outer = bounds(made.ink)
    assert outer[0] < left < right < outer[2]


def test_the_same_frame_twice_is_the_same_to_the_last_digit() -> None:
    design = Design(frame=frame("bag", **EVERYTHING))
    assert drawn(design) == drawn(design)


def test_words_that_cannot_be_drawn_are_refused_by_their_field() -> None:
    with pytest.raises(Invalid, match="☃") as refused:
        drawn(Design(frame=frame("card", text="Snow ☃")))
    assert list(refused.value.field_errors) == ["design.frame.text"]
    with pytest.raises(Invalid, match="no font “Papyrus”") as refused:
        drawn(Design(frame=frame("card", text="Scan me", font="Papyrus")))
    assert list(refused.value.field_errors) == ["design.frame.font"]
