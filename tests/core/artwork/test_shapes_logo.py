"""Logos as outlines: an SVG looks as other programs draw it, a picture of pixels keeps its shape, traps are refused."""

from io import BytesIO
from xml.etree.ElementTree import fromstring

import pytest
from PIL import Image, ImageChops, ImageStat

from qrdesk.core.artwork import svg
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.scene import Box, Fill, Scene
from qrdesk.core.artwork.shapes import logo, logo_outlines, logo_pixels, logo_vector, svg_gradients
from qrdesk.core.artwork.style import BLACK, WHITE, paint
from qrdesk.core.errors import Invalid
from qrdesk.core.pictures.vector import rebuild
from qrdesk.core.schemas.design import Logo
from tests.core.artwork.geometry import area, crossings, extent, inside, polygons
from tests.core.artwork.logos import BADGE, DISC, HEART, LINES, PHOTO, SHAPES
from tests.core.artwork.renderers import resvg


def drawing(inner: str, frame: str = "0 0 100 100") -> bytes:
    """Return an SVG that has come through our door."""
    return rebuild(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{frame}">{inner}</svg>'.encode())


@pytest.mark.parametrize("source", [LINES, SHAPES], ids=["lines", "shapes"])
def test_an_svg_looks_as_another_program_draws_it(source: bytes) -> None:
    content = rebuild(source)
    read = logo_vector.read(content)
    around = Box(-50, read.height * 50 - 100, 200)  # a symbol in whose middle it is 100 mm wide, at the origin
    layers = logo.layers(100, Logo(file="x", size=0.5), Assets(content, "image/svg+xml"), around, None)
    scene = Scene(100, read.height * 100, 1, tuple(layers), WHITE, around, BLACK, WHITE)
    ours, theirs = resvg(svg.write(scene), 600), resvg(content, 600)
    assert ours.size == theirs.size
    apart = ImageChops.difference(ours, theirs).convert("L")
    assert ImageStat.Stat(apart).mean[0] < 0.5
    assert sum(apart.histogram()[64:]) < 0.001 * ours.width * ours.height  # pixels that are of another colour


def test_what_overlaps_becomes_outlines_that_do_not_cross() -> None:
    bow = '<path d="M10 10L90 90V10L10 90z"/><rect x="30" y="30" width="40" height="40"/>'
    (fill,) = logo_vector.read(drawing(bow)).fills
    found = polygons(fill.outlines)
    assert crossings(found) == 0
    assert sum(map(area, found)) == pytest.approx(0.32 + 0.16 - 2 * 0.04, abs=0.001)


def test_holes_are_holes_by_both_rules_and_what_lies_outside_the_frame_is_cut_off() -> None:
    ring = '<path d="M-20 -20h80v80h-80zM0 0h40v40h-40z" fill-rule="{}"/>'
    (odd,) = logo_vector.read(drawing(ring.format("evenodd"))).fills
    (whole,) = logo_vector.read(drawing(ring.format("nonzero"))).fills
    assert inside(polygons(odd.outlines), [(0.2, 0.2), (0.5, 0.5)]) == [False, True]
    assert inside(polygons(whole.outlines), [(0.2, 0.2), (0.5, 0.5)]) == [True, True]
    assert extent(polygons(whole.outlines)) == pytest.approx((0, 0, 0.6, 0.6), abs=0.001)


def test_opacity_and_inherited_looks_count() -> None:
    inner = '<g fill="#f00" opacity=".5"><g opacity=".5"><rect width="9" height="9" fill-opacity=".8"/></g></g>'
    (fill,) = logo_vector.read(drawing(inner)).fills
    assert fill.opacity == pytest.approx(0.2)
    hidden = '<rect width="9" height="9" visibility="hidden"/><g display="none"><rect width="9" height="9"/></g>'
    with pytest.raises(Invalid, match="Nothing in this logo is seen"):
        logo_vector.read(drawing(hidden))


@pytest.mark.parametrize("factor", [1e80, 1e160, 1e-160], ids=str)
def test_a_gradient_that_is_stretched_beyond_all_bounds_is_its_last_colour(factor: float) -> None:
    gradient = fromstring(
        '<linearGradient><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient>'
    )
    seen = svg_gradients.shading(gradient, (0, 0, 1, 1), (factor, 0, 0, factor, 0, 0), (100, 100))
    assert seen == (paint("#0000ff"), 1)


def test_one_ink_leaves_out_what_lies_light_on_dark() -> None:
    badge = polygons(logo_outlines.drawn_part(BADGE))
    assert inside(badge, [(0.08, 0.1), (0.25, 0.25), (0.55, 0.2)]) == [True, True, False]  # ground, oval, white frame
    disc = polygons(logo_outlines.drawn_part(DISC))
    assert inside(disc, [(0.5, 0.5), (0.2, 0.5), (0.01, 0.01)]) == [False, True, False]
    assert inside(polygons(logo_outlines.silhouette(DISC)), [(0.5, 0.5)]) == [True]
    photo = polygons(logo_outlines.drawn_part(PHOTO))
    assert inside(photo, [(0.375, 0.5), (0.05, 0.05)]) == [True, False]


def test_pixels_are_traced_between_the_pixels() -> None:
    (outer,) = polygons(logo_pixels.silhouette(DISC.logo))
    assert area(outer) == pytest.approx(3.14159 * (140.5 / 300) ** 2, rel=0.005)
    assert all(abs(((x - 0.5017) ** 2 + (y - 0.5017) ** 2) ** 0.5 - 140.5 / 300) < 0.003 for x, y in outer)


@pytest.mark.parametrize("assets", [HEART, BADGE, DISC, PHOTO])
def test_a_grown_logo_has_its_edges_so_much_farther_out(assets: Assets) -> None:
    before = extent(polygons(logo_outlines.silhouette(assets)))
    after = extent(polygons(logo_outlines.grown(assets, 0.1)))
    assert after == pytest.approx(
        tuple(one + by for one, by in zip(before, (-0.1, -0.1, 0.1, 0.1), strict=True)), abs=0.003
    )


@pytest.mark.parametrize(
    "inner",
    [
        '<path d="M0 0 L 5"/>',
        '<path d="L0 0"/>',
        '<path d="M0 0 A 5 5 0 2 0 10 10z"/>',
        '<rect width="0" height="5"/><polygon points="1 1 2"/>',
        '<rect x="200" width="10" height="10"/>',
        '<path d="M0 0' + "".join(f"L{at * 37 % 101} {at * 53 % 97}" for at in range(2000)) + '"/>',
        "<g>" + '<path d="M0 0' + "h1v1" * 30000 + '"/></g>',
    ],
)
def test_a_logo_that_cannot_be_drawn_is_refused_in_plain_words(inner: str) -> None:
    with pytest.raises(Invalid) as refusal:
        logo_vector.read(drawing(inner))
    assert list(refusal.value.field_errors) == ["design.logo.file"]


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", DISC.logo[:200], b"GIF89a", b"<svg"])
def test_bytes_that_are_no_picture_are_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        logo_outlines.sides(Assets(content, "image/png"))
    with pytest.raises(Invalid):
        logo_outlines.sides(Assets(content, "image/svg+xml"))


def _specks(px: int) -> bytes:
    picture = Image.new("RGBA", (px, px), (0, 0, 0, 0))
    picture.putdata([(0, 0, 0, 255 * (at % 2 and at // px % 2)) for at in range(px * px)])
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _squares(count: int, *colours: str) -> str:
    places = [(at % 40 * 2.5, at // 40 * 2.5, colours[at % len(colours)]) for at in range(count)]
    return "".join(f'<path d="M{x} {y}h1v1h-1z" fill="{colour}"/>' for x, y, colour in places)


def test_shapes_of_dark_colours_in_turn_are_laid_together_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assets, unions = Assets(drawing(_squares(100, "#000", "#222")), "image/svg+xml"), list[int]()
    logo_vector.read(assets.logo)
    laid = logo_outlines.united
    monkeypatch.setattr(logo_outlines, "united", lambda all_, **how: unions.append(len(all_)) or laid(all_, **how))
    assert len(logo_outlines.drawn_part(assets)) == 100
    assert unions == [100]


@pytest.mark.fast_cases(1)
@pytest.mark.parametrize(
    "assets",
    [
        Assets(drawing(_squares(600, "#000", "#fff")), "image/svg+xml"),
        Assets(_specks(128), "image/png"),
    ],
    ids=["light and dark in turn", "specks"],
)
def test_a_logo_whose_shape_would_take_very_long_is_refused(assets: Assets) -> None:
    with pytest.raises(Invalid, match=r"too intricate|too many specks") as refusal:
        logo_outlines.drawn_part(assets)
    assert list(refusal.value.field_errors) == ["design.logo.file"]


@pytest.mark.wide
def test_all_paths_of_a_logo_have_one_budget() -> None:
    bars = "".join(f"M0 {at}h100v.2h-100zM{at} 0v100h.2v-100z" for at in range(0, 100, 5))
    paths = "".join(f'<path d="{bars}" fill="#{at:03}"/>' for at in range(30))  # each by itself is no trouble
    assert logo_vector.read(drawing(f'<path d="{bars}"/>')).fills
    with pytest.raises(Invalid, match="too intricate"):
        logo_vector.read(drawing(paths))


def test_many_shapes_of_one_colour_are_one_fill() -> None:
    rows = "".join(f'<rect x="{x * 10}" y="{y * 10}" width="10" height="10"/>' for x in range(10) for y in range(10))
    fills = logo_vector.read(drawing(rows)).fills
    assert [len(fill.outlines) for fill in fills] == [1]  # no hairlines between them
    assert isinstance(fills[0], Fill)
