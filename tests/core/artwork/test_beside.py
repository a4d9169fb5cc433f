"""An article number in bars below its code: other programs show the files, and zxing-cpp reads both codes in them."""

from io import BytesIO
from itertools import pairwise

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from qrdesk.core.artwork import beside, drawing, proof, symbol
from qrdesk.core.artwork.export import Artwork, preview, render
from qrdesk.core.artwork.pdf import Book, Terms
from qrdesk.core.artwork.raster.painting import paint
from qrdesk.core.artwork.raster.spaces import GREY
from qrdesk.core.artwork.scene import Fill, Outline, Scene
from qrdesk.core.artwork.shapes.unions import bounds
from qrdesk.core.artwork.sheets import Label, Labels
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft, FileOrder
from qrdesk.core.schemas.batch import LabelDraft, SheetDraft
from qrdesk.core.schemas.design import Design
from tests.core.artwork.conftest import See
from tests.core.artwork.renderers import plates

EAN_13 = "https://id.gs1.org/01/04006381333931/10/A1"
UPC_A = "https://id.gs1.org/01/00036000291452"
EAN_8 = "HTTPS://ID.GS1.ORG/01/00000096385074?17=301231"
NUMBERS = {EAN_13: ("EAN-13", "4006381333931"), UPC_A: ("UPC-A", "036000291452"), EAN_8: ("EAN-8", "96385074")}
_LINEAR = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.EAN13, zxingcpp.BarcodeFormat.EAN8, zxingcpp.BarcodeFormat.UPCA]
)
_RAMP = {"stops": [{"at": 0, "colour": "#ffffff"}, {"at": 1, "colour": "#ffe0a0"}], "angle": 90}
_INKS = {"stops": [{"at": 0, "colour": "#5a2d82"}, {"at": 1, "colour": "#101010"}]}
LOOKS: dict[str, dict[str, object]] = {
    "plain": {},
    "little quiet zone": {"quiet_zone": 1},
    "round paper": {"paper_radius": 1, "paper": "#ffe9c0"},
    "gradients": {"paper_gradient": _RAMP, "ink_gradient": _INKS},
    "framed": {"frame": {"shape": "bubble", "text": "Scan me"}, "paper": "#f4f0e8"},
    "words": {"frame": {"shape": "plain", "text": "Scan me"}, "paper_gradient": _RAMP},
    "inverted": {"ink": "#ffffff", "paper": "#102040"},
    "inverted in a frame": {"ink": "#ffffff", "paper": "#102040", "frame": {"shape": "card"}},
    "white on what is dark": {"ink": "#ffffff", "paper": None},
    "transparent": {"paper": None},
    "press": {"ink": "cmyk:100,80,0,60", "paper": "cmyk:0,0,10,0"},
    "round modules": {"body": {"shape": "dots"}, "symbol": {"shape": "circle"}},
}


def look(**fields: object) -> Design:
    return Design.model_validate({"barcode": True, **fields})


def drawn(text: str, design: Design, width_mm: float = 40, reduce_mm: float = 0, dot_mm: float = 0) -> Scene:
    code = symbol.encode(text, design.error_correction, design.symbol)
    scene = drawing.build(code, design, width_mm, reduce_mm=reduce_mm)
    return beside.with_barcode(scene, text, design, reduce_mm=reduce_mm, dot_mm=dot_mm)


def ordered(text: str, design: Design, **order: object) -> Artwork:
    return render(text, design, ExportDraft.model_validate({"size_mm": 40, "dpi": 300, "confirmed": True, **order}))


def in_bars(picture: Image.Image) -> list[tuple[str, str]]:
    """Return what a till reads, which takes no light bars on dark."""
    view = np.asarray(picture.convert("L"))
    found = zxingcpp.read_barcodes(view, formats=_LINEAR, try_invert=False, try_rotate=False)
    return [(str(code.format), code.text) for code in found]


def expected(text: str) -> list[tuple[str, str]]:
    """Return what zxing-cpp calls it: to it, UPC-A is an EAN-13 that begins with a zero."""
    symbology, number = NUMBERS[text]
    return [("EAN-13", f"0{number}") if symbology == "UPC-A" else (symbology, number)]


def barcode(scene: Scene) -> tuple[Outline, ...]:
    """Return the boxes of the bars, without the digits."""
    fill = scene.layers[-1]
    assert isinstance(fill, Fill)
    return tuple(one for one in fill.outlines if len(one) == 4 and all(len(piece) == 2 for piece in one))


@pytest.mark.parametrize("text", NUMBERS)
@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_both_codes_are_read_from_a_file_and_have_one_number(text: str, kind: str, see: See) -> None:
    artwork = ordered(text, look(), format=kind)
    picture = see(artwork, 600)
    assert in_bars(picture) == expected(text)
    assert NUMBERS[text][1] in text
    assert artwork.report.decoded == text
    assert proof.read(np.asarray(picture)) == text
    assert abs(picture.height / picture.width - artwork.report.height_mm / 40) < 0.01


@pytest.mark.parametrize("kind", ["pdfx1a", "pdfx4", "eps"])
def test_both_codes_are_on_the_black_plate_and_on_no_other(kind: str) -> None:
    found = plates(ordered(EAN_13, look(ink="k"), format=kind).content)
    black = found.pop("Black")
    assert in_bars(black) == expected(EAN_13)
    assert proof.read(np.asarray(black.convert("L"))) == EAN_13
    assert {name: plate.getextrema() for name, plate in found.items()} == dict.fromkeys(found, (255, 255))


@pytest.mark.parametrize("name", LOOKS)
def test_bars_are_dark_on_light_in_every_look(name: str) -> None:
    design = look(**LOOKS[name])
    scene = drawn(EAN_13, design)
    assert in_bars(paint(scene, 500, GREY)) == expected(EAN_13)
    assert proof.prove(scene, EAN_13) == EAN_13
    assert scene.width_mm == pytest.approx(40)


@pytest.mark.parametrize("text", NUMBERS)
def test_bars_have_their_nominal_size_where_there_is_room(text: str) -> None:
    scene = drawn(text, look())
    boxes = [bounds([one]) for one in barcode(scene)]
    assert min(right - left for left, _, right, _ in boxes) == pytest.approx(0.33)
    heights = sorted({round(bottom - top, 3) for _, top, _, bottom in boxes})
    assert heights == ([18.23, 19.88] if text == EAN_8 else [22.85, 24.5])
    assert scene.bar_mm == pytest.approx(0.33)
    assert scene.height_mm > scene.width_mm + heights[-1]


def test_the_code_stays_as_it_is() -> None:
    bare, scene = drawn(EAN_13, look(barcode=False)), drawn(EAN_13, look())
    assert (scene.symbol, scene.module_mm, scene.ink, scene.width_mm) == (
        bare.symbol, bare.module_mm, bare.ink, bare.width_mm,
    )  # fmt: skip
    assert scene.layers[1] == bare.layers[1]
    assert bare.height_mm == bare.width_mm


@pytest.mark.parametrize(("width_mm", "module_mm"), [(37.29, 0.33), (33.9, 0.3), (29.84, 0.264)])
def test_narrow_artwork_has_smaller_bars_whose_quiet_zones_are_free(width_mm: float, module_mm: float) -> None:
    scene = drawn(EAN_13, look(), width_mm)
    assert scene.bar_mm == pytest.approx(module_mm, abs=1e-4)
    left, _, right, _ = bounds(barcode(scene))
    assert left >= 11 * scene.bar_mm - 1e-6
    assert right <= width_mm - 7 * scene.bar_mm + 1e-6
    assert in_bars(paint(scene, 400, GREY)) == expected(EAN_13)


@pytest.mark.parametrize(("text", "least"), [(EAN_13, "29.9"), (UPC_A, "29.9"), (EAN_8, "21.4")])
def test_artwork_that_is_too_narrow_is_told_how_wide_it_has_to_be(text: str, least: str) -> None:
    with pytest.raises(Invalid, match=f"tills need it {least} mm wide") as refused:
        drawn(text, look(), float(least) - 0.2)
    assert list(refused.value.field_errors) == ["size_mm"]
    assert drawn(text, look(), float(least)).bar_mm >= 0.264


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://go.example/r/AB12CD", "carries none"),
        ("https://id.gs1.org/414/4006381333931", "carries none"),
        ("https://id.gs1.org/01/400638133393", "check digit"),
        ("https://id.gs1.org/01/0400638133393/10/A", "check digit"),
        ("https://id.gs1.org/x?to=/01/04006381333931", "carries none"),
        ("04006381333931", "carries none"),
        ("https://id.gs1.org/01/04006381333932", "after 0400638133393 comes 1"),
        ("https://id.gs1.org/01/14006381333938", "for cartons"),
    ],
)
def test_a_text_without_such_a_number_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        drawn(text, look())
    assert list(refused.value.field_errors) == ["design.barcode"]


@pytest.mark.parametrize("digits", ["4006381333931", "036000291452", "96385074"])
def test_a_number_may_stand_in_an_address_as_short_as_it_is(digits: str) -> None:
    scene = drawn(f"https://shop.example/p/01/{digits}#top", look())
    assert [number.lstrip("0") for _, number in in_bars(paint(scene, 500, GREY))] == [digits.lstrip("0")]


@pytest.mark.parametrize(
    ("fields", "by_mm"),
    [({}, -0.08), ({"ink": "#ffffff", "paper": "#000000"}, -0.08), ({"ink": "#ffffff", "paper": None}, 0.08)],
)
def test_bars_are_reduced_as_the_code_is_whatever_is_printed(fields: dict[str, object], by_mm: float) -> None:
    """What is dark spreads where it is printed; on dark stock it is the light that spreads."""
    widths = [
        [bounds([one])[2] - bounds([one])[0] for one in barcode(drawn(EAN_13, look(**fields), reduce_mm=reduce_mm))]
        for reduce_mm in (0, 0.04)
    ]
    ends = 30  # bars of an EAN-13
    changes = [after - before for before, after in zip(*(line[-ends:] for line in widths), strict=True)]
    assert changes == pytest.approx([by_mm] * ends)


@pytest.mark.parametrize("fields", [{}, {"ink": "#ffffff", "paper": None}])
def test_no_reduction_takes_a_bar_or_a_gap_away(fields: dict[str, object]) -> None:
    boxes = sorted(bounds([one]) for one in barcode(drawn(EAN_13, look(**fields), 30, reduce_mm=0.2))[-30:])
    assert min(right - left for left, _, right, _ in boxes) > 0.1
    assert min(after[0] - before[2] for before, after in pairwise(boxes)) > 0.1


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_on_a_printer_of_dots_every_edge_lies_between_two(dpi: int) -> None:
    dot_mm = 25.4 / dpi
    scene = drawn(EAN_13, look(), 50, dot_mm=dot_mm)
    edges = sorted({piece[-2] for one in barcode(scene) for piece in one})
    assert [round(edge / dot_mm) for edge in edges] == pytest.approx([edge / dot_mm for edge in edges])
    assert len({round(after - before, 6) for before, after in pairwise(edges)}) <= 4
    assert 0.264 <= scene.bar_mm <= 0.66


@pytest.mark.parametrize("frame", [None, {"shape": "label-below", "text": "Scan me"}])
@pytest.mark.parametrize("bounded_mm", [52, 64, 90])
def test_the_whole_can_be_drawn_no_higher_than_a_label(bounded_mm: float, frame: object) -> None:
    design = look(frame=frame)
    code = symbol.encode(EAN_13, design.error_correction, design.symbol)
    bare = drawing.build(code, design, 40)
    if frame is not None and bounded_mm == 52:
        with pytest.raises(Invalid, match="higher than 52 mm"):
            beside.width_within(bare, EAN_13, design, bounded_mm)
        return
    scene = drawn(EAN_13, design, beside.width_within(bare, EAN_13, design, bounded_mm))
    assert bounded_mm - 0.01 < max(scene.height_mm, scene.width_mm) <= bounded_mm + 1e-6


def test_paper_and_its_bleed_reach_below_the_bars() -> None:
    artwork = ordered(EAN_13, look(paper="#ffe0a0"), format="pdf", bleed_mm=3)
    assert artwork.report.height_mm > 60
    with pypdfium2.PdfDocument(artwork.content) as file:
        page = file[0]
        assert page.get_height() == pytest.approx((artwork.report.height_mm + 6) / 25.4 * 72, abs=0.01)
        picture = page.render(scale=2, fill_color=(0, 0, 255, 255), rev_byteorder=True).to_pil().convert("RGB")
    last = (picture.width - 3, picture.height - 3)
    assert [picture.getpixel(place) for place in ((3, 3), (3, last[1]), last)] == [(255, 224, 160)] * 3


def test_labels_have_bars_where_there_is_room_and_say_where_there_is_none() -> None:
    place = {"columns": 2, "rows": 3, "left_mm": 10, "top_mm": 10, "pitch_x_mm": 90, "pitch_y_mm": 90}
    terms = Terms(ArtworkFormat.PDF)
    order = FileOrder(format=ArtworkFormat.PDF, dpi=300, snap=True)
    large, small = (
        Labels(
            SheetDraft.model_validate({"label_width_mm": side, "label_height_mm": side, **place}),
            LabelDraft(), look(), terms, order=order,
        )
        for side in (80, 40)
    )  # fmt: skip
    drawn, refused = large.page([Label(EAN_13), Label(EAN_8), Label("https://go.example/r/1")])
    assert [(row, list(reason.field_errors)) for row, reason in refused] == [(2, ["design.barcode"])]
    file = BytesIO()
    with Book(file, "Labels", terms) as book:
        book.add(drawn)
    with pypdfium2.PdfDocument(file.getvalue()) as made:
        picture = made[0].render(scale=300 / 72).to_pil()
    assert sorted(in_bars(picture)) == sorted(expected(EAN_13) + expected(EAN_8))
    [(_, reason)] = small.page([Label(EAN_13)])[1]
    assert "The barcode does not fit" in str(reason)


def test_a_barcode_leaves_the_scan_score_alone() -> None:
    with_bars, without = (
        render(EAN_13, look(barcode=barcode), ExportDraft.model_validate({"size_mm": 40})).report
        for barcode in (True, False)
    )
    assert with_bars.score is not None
    assert with_bars.score == without.score
    assert with_bars.warnings == without.warnings


def test_few_pixels_are_warned_of() -> None:
    order = {"size_mm": 60, "format": "png", "confirmed": True}
    coarse, fine = (
        preview(EAN_13, look(), ExportDraft.model_validate({**order, "dpi": dpi}))[1].warnings for dpi in (150, 300)
    )
    assert [said for said in coarse if "barcode" in said] == [
        "A bar of the barcode is only 1.9 pixels wide; tills need 3. Choose a higher resolution."
    ]
    assert not any("barcode" in said for said in fine)


def test_the_same_number_makes_the_same_file() -> None:
    first, second = (ordered(UPC_A, look(), format="png") for _ in range(2))
    assert first.content == second.content
    assert Image.open(BytesIO(first.content)).height > Image.open(BytesIO(first.content)).width
