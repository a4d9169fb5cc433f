"""Whole designs as scenes, seen with other programs' eyes and read by zxing-cpp."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qrdesk.core.artwork import svg
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.drawing import build, covered
from qrdesk.core.artwork.scene import Fill, Picture, Scene
from qrdesk.core.artwork.shapes import eyes, surround
from qrdesk.core.artwork.style import BLACK, WHITE, Paint, Shading, paint
from qrdesk.core.artwork.symbol import Symbol, encode
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import (
    Body,
    BodyShape,
    Design,
    ErrorCorrection,
    Eye,
    Eyes,
    EyeShape,
    Gradient,
    Logo,
    Stop,
    SymbolWish,
)
from tests.core.artwork.conftest import Scan
from tests.core.artwork.geometry import area, extent, inside, polygons
from tests.core.artwork.logos import BADGE, DISC, HEART, LOGOS, PHOTO
from tests.core.artwork.renderers import resvg

TEXT = "https://go.example/r/AB12CD"
SYMBOL = encode(TEXT, ErrorCorrection.M)
ROOMY = encode(TEXT + "-and-some-more-of-it", ErrorCorrection.H)
RAINBOW = Gradient(angle=45, stops=(Stop(at=0, colour="#7a1fa2"), Stop(at=1, colour="#0b4fa8")))
GLOW = Gradient(kind="radial", stops=(Stop(at=0, colour="#d0202a"), Stop(at=1, colour="#301060")))


def read(scene: Scene, scan: Scan, width_px: int = 300) -> str | None:
    return scan(resvg(svg.write(scene), width_px).convert("L"))


def fills(scene: Scene) -> list[Fill]:
    return [layer for layer in scene.layers if isinstance(layer, Fill)]


def of_paint(scene: Scene, ink: Paint) -> Fill:
    (found,) = (fill for fill in fills(scene) if fill.paint == ink)
    return found


@pytest.mark.parametrize("shape", list(BodyShape))
def test_every_shape_of_body_reads(shape: BodyShape, scan: Scan) -> None:
    for size, reduce_mm in ((1.0, 0.0), (0.8, 0.05)):
        scene = build(SYMBOL, Design(body=Body(shape=shape, size=size)), 25, reduce_mm=reduce_mm)
        assert read(scene, scan) == TEXT


@pytest.mark.parametrize("shape", list(EyeShape))
def test_every_shape_of_eye_reads(shape: EyeShape, scan: Scan) -> None:
    for radius in (0.3, 0.8):
        each = Eyes(frame=shape, ball=shape, frame_radius=radius, ball_radius=radius)
        assert read(build(SYMBOL, Design(body=Body(shape=BodyShape.ROUNDED), eyes=each), 25), scan) == TEXT


@pytest.mark.parametrize("shape", [BodyShape.SQUARE, BodyShape.ROUNDED, BodyShape.DOTS, BodyShape.STAR])
def test_a_round_symbol_keeps_its_distance_and_reads(shape: BodyShape, scan: Scan) -> None:
    design = Design(body=Body(shape=shape), symbol=SymbolWish(shape="circle"), quiet_zone=1)
    scene = build(SYMBOL, design, 40)
    assert read(scene, scan, 400) == TEXT
    ink = polygons(of_paint(scene, BLACK).outlines)
    middle, radius = 20.0, 20 - scene.module_mm
    assert all((x - middle) ** 2 + (y - middle) ** 2 <= (radius + 1e-6) ** 2 for one in ink for x, y in one)
    near, gap = scene.symbol, surround.RING * scene.module_mm
    ring = [near.x_mm - gap / 2, near.x_mm + near.side_mm + gap / 2]
    along = [near.x_mm + near.side_mm * at / 50 for at in range(51)]
    assert not any(inside(ink, [place for at in along for edge in ring for place in ((edge, at), (at, edge))]))
    assert build(SYMBOL, design, 40) == scene


def test_parts_of_one_paint_are_one_fill_and_others_lie_above() -> None:
    plain = build(SYMBOL, Design(ink="k", eyes=Eyes(frame_ink="k")), 25)
    assert [fill.paint for fill in fills(plain)] == [paint("cmyk:0,0,0,0"), paint("k")]
    mixed = Eyes(frame_ink="#aa0000", ball_gradient=GLOW, top_right=Eye(ball_ink="#aa0000"))
    painted = fills(build(SYMBOL, Design(eyes=mixed), 25))
    assert painted[0].paint == WHITE
    assert painted[1].paint == BLACK
    red = polygons(next(fill for fill in painted if fill.paint == paint("#aa0000")).outlines)
    assert len(red) == 2 * 2 + 1  # two frames, each with its hole, and one ball
    balls = [fill.paint for fill in painted if isinstance(fill.paint, Shading)]
    assert len(balls) == 2
    assert len(set(balls)) == 2  # each over its own part


def test_gradients_lie_over_their_part_in_millimetres() -> None:
    scene = build(SYMBOL, Design(ink_gradient=RAINBOW, paper_gradient=GLOW, paper_radius=1), 33)
    box, ink, paper = scene.symbol, scene.ink, scene.under
    assert isinstance(ink, Shading)
    assert isinstance(paper, Shading)
    assert ink.start == pytest.approx((box.x_mm, box.y_mm))
    assert ink.end == pytest.approx((box.x_mm + box.side_mm, box.y_mm + box.side_mm))
    assert paper.start == pytest.approx((16.5, 16.5))
    assert extent(polygons(fills(scene)[0].outlines)) == pytest.approx((0, 0, 33, 33), abs=0.01)
    assert area(polygons(fills(scene)[0].outlines)[0]) == pytest.approx(3.14159 * 16.5**2, rel=0.001)


@pytest.mark.parametrize(("ink", "paper", "grows"), [("#000000", "#ffffff", -1), ("#ffffff", "#000000", 1)])
def test_what_is_printed_draws_back(ink: str, paper: str, grows: int) -> None:
    """Light modules on printed dark paper grow: the paper is what spreads."""
    design = Design(ink=ink, paper=paper)
    sizes = [
        sum(map(area, polygons(of_paint(build(SYMBOL, design, 25, reduce_mm=back), paint(ink)).outlines)))
        for back in (0.0, 0.05)
    ]
    assert (sizes[1] - sizes[0]) * grows > 0.01 * sizes[0]


@pytest.mark.parametrize("name", list(LOGOS))
def test_logos_are_drawn_as_large_as_asked_and_the_code_reads(name: str, scan: Scan) -> None:
    for plate in ("none", "square", "circle", "outline"):
        for clear in (True, False):
            logo = Logo.model_validate({"file": "x", "size": 0.2, "margin": 0.5, "plate": plate, "clear": clear})
            scene = build(ROOMY, Design(logo=logo, quiet_zone=2), 30, LOGOS[name])
            assert read(scene, scan) == TEXT + "-and-some-more-of-it"
    last = scene.layers[-1]
    box = scene.symbol
    if isinstance(last, Picture):
        assert max(last.width_mm, last.height_mm) == pytest.approx(0.2 * box.side_mm)
        assert last.x_mm + last.width_mm / 2 == pytest.approx(15)


def test_no_module_is_drawn_in_the_clear_space_and_each_eye_stays() -> None:
    logo = Logo(file="x", size=0.2, margin=1)
    design = Design(body=Body(shape=BodyShape.DOTS), logo=logo, quiet_zone=0)
    hidden = covered(ROOMY, design, DISC)
    middle = ROOMY.modules // 2
    assert (middle, middle) in hidden
    assert len(hidden) == pytest.approx((0.2 * ROOMY.modules + 2) ** 2, rel=0.25)
    ink = polygons(of_paint(build(ROOMY, design, ROOMY.modules, DISC), BLACK).outlines)
    places = [(x, y) for y in range(ROOMY.modules) for x in range(ROOMY.modules)]
    drawn = inside(ink, [(x + 0.5, y + 0.5) for x, y in places])
    expected = [ROOMY.rows[y][x] == 1 and (x, y) not in hidden for x, y in places]
    assert drawn == expected
    assert not any(eyes.holds(ROOMY.modules, x, y) for x, y in hidden)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"size": 0.5, "margin": 3}, "design.logo.size"),
        ({"size": 0.2, "dx": -0.4, "dy": -0.4}, "design.logo.dx"),
        ({"size": 0.2, "dx": 0.5}, "design.logo.dx"),
        ({"size": 0.45, "plate": "circle", "clear": False}, "design.logo.size"),
    ],
)
def test_a_logo_over_an_eye_is_refused_and_told_what_fits(wish: dict[str, object], field: str) -> None:
    asked = Logo.model_validate({"file": "x", **wish})
    with pytest.raises(Invalid) as refusal:
        build(SYMBOL, Design(logo=asked), 25, PHOTO)
    assert list(refusal.value.field_errors) == [field]
    if found := re.search(r"can be (0\.\d+) of", str(refusal.value)):
        fitting = asked.model_copy(update={"size": float(found[1])})
        assert len(build(SYMBOL, Design(logo=fitting), 25, PHOTO).layers) > 2


@pytest.mark.parametrize("name", list(LOGOS))
def test_a_logo_of_one_ink_is_outlines_of_that_ink(name: str) -> None:
    logo = Logo(file="x", size=0.2, ink="spot:PANTONE 286 C=100,75,0,2", opacity=0.5)
    scene = build(ROOMY, Design(ink="k", logo=logo), 30, LOGOS[name])
    last = scene.layers[-1]
    assert isinstance(last, Fill)
    assert last.paint == paint("spot:PANTONE 286 C=100,75,0,2")
    assert last.opacity == 0.5
    assert all(
        isinstance(layer, Fill) and isinstance(layer.paint, Paint) and layer.paint.cmyk for layer in scene.layers
    )


def test_a_lost_logo_is_said_to_be_lost() -> None:
    with pytest.raises(Invalid, match="not there any more"):
        build(SYMBOL, Design(logo=Logo(file="x")), 25, NOTHING)


colours = st.sampled_from(["k", "#112233", "#ffffff", "cmyk:100,0,0,20", "spot:P=0,80,90,5"])
gradients = st.none() | st.builds(
    Gradient,
    kind=st.sampled_from(["linear", "radial"]),
    angle=st.floats(-360, 360),
    stops=st.lists(st.builds(Stop, at=st.floats(0, 1), colour=colours), min_size=2, max_size=3).map(tuple),
)
shares = st.floats(0, 1)
one_eye: dict[str, Any] = {
    "frame": st.sampled_from(list(EyeShape)),
    "ball": st.sampled_from(list(EyeShape)),
    "frame_radius": shares,
    "ball_radius": shares,
    "frame_ink": st.none() | colours,
    "ball_gradient": gradients,
}
logos = st.builds(
    Logo,
    file=st.just("x"),
    size=st.floats(0.05, 0.5),
    margin=st.floats(0, 5),
    plate=st.sampled_from(["none", "square", "circle", "outline"]),
    clear=st.booleans(),
    dx=st.just(0.0) | st.floats(-0.5, 0.5),
    dy=st.just(0.0) | st.floats(-0.5, 0.5),
    opacity=st.floats(0.1, 1),
    ink=st.none() | colours,
)
designs = st.builds(
    Design,
    ink=colours,
    paper=st.none() | colours,
    quiet_zone=st.integers(0, 5),
    ink_gradient=gradients,
    paper_gradient=gradients,
    paper_radius=shares,
    body=st.builds(Body, shape=st.sampled_from(list(BodyShape)), size=st.floats(0.6, 1)),
    eyes=st.builds(Eyes, **one_eye, top_left=st.none() | st.builds(Eye, **one_eye)),
    logo=st.none() | logos,
    symbol=st.builds(SymbolWish, shape=st.sampled_from(["square", "circle"])),
)
symbols = st.sampled_from([encode("1", ErrorCorrection.L, SymbolWish(micro=True)), SYMBOL, ROOMY])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(symbols, designs, st.floats(5, 2000), st.floats(0, 0.2), st.sampled_from([HEART, BADGE, DISC, PHOTO]))
def test_any_design_is_drawn_within_its_paper_or_refused(
    symbol: Symbol, design: Design, size_mm: float, reduce_mm: float, assets: Assets
) -> None:
    said: set[str] = set()
    try:
        scene = build(symbol, design, size_mm, assets, reduce_mm=reduce_mm)
    except Invalid as refused:
        said = {field.rpartition(".")[0] for field in refused.field_errors}
        scene = None
    if scene is None:
        assert said == {"design.logo"}
        return
    slack = 0.5 * scene.module_mm  # growing light modules may go out a little
    for number in numbers(scene):
        assert -slack <= number <= size_mm + slack
    assert all(fill.outlines for fill in fills(scene))


def numbers(scene: Scene) -> Iterable[float]:
    for fill in fills(scene):
        for outline in fill.outlines:
            assert len(outline[0]) == 2
            for piece in outline:
                yield from piece
