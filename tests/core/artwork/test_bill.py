"""The code of a Swiss QR-bill: its size, its cross, and what banks do not take."""

from itertools import pairwise

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from qrdesk.core.artwork import bill, drawing, symbol
from qrdesk.core.artwork.contents import text_of
from qrdesk.core.artwork.export import Artwork, preview, render
from qrdesk.core.artwork.scene import Fill
from qrdesk.core.artwork.shapes.unions import bounds
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import LEAST_POINTS, ExportDraft
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.design import Design, ErrorCorrection
from tests.core.artwork.conftest import See
from tests.core.artwork.logos import LOGOS
from tests.core.artwork.renderers import plates

TOWN = {"name": "Max Muster & Söhne", "street": "Musterstrasse", "house_number": "123", "postcode": "8000"}
CONTENT = {
    "type": "swiss-bill",
    "iban": "CH64 3196 1000 0044 2155 7",
    "creditor": {**TOWN, "town": "Seldwyla", "country": "CH"},
    "debtor": {**TOWN, "name": "Simon Muster", "town": "Seldwyla", "country": "CH"},
    "amount": "50.00",
    "reference": "00 00082 07791 22585 74212 86694",
    "message": "Payment of travel",
}


def text() -> str:
    content = CodeDraft.model_validate({"content": CONTENT}).content
    assert content is not None
    return text_of(content)


BILL = text()


def look(**fields: object) -> Design:
    return Design.model_validate(fields)


def ordered(design: Design, **order: object) -> Artwork:
    return render(BILL, design, ExportDraft.model_validate({"size_mm": 46, "dpi": 300, "confirmed": True, **order}))


def warnings(design: Design, **order: object) -> list[str]:
    """Return what is said of a bill; of 53.1 mm that its margin is allowed for."""
    return preview(BILL, design, ExportDraft.model_validate({"size_mm": width_mm(), **order}))[1].warnings


def width_mm() -> float:
    code = symbol.encode(BILL, ErrorCorrection.M, Design().symbol)
    return round(46 * (code.modules + 8) / code.modules, 3)


def shares(picture: Image.Image, side_mm: float) -> list[tuple[int, float]]:
    """Return the greys on a level line through the middle of the symbol, as (grey, mm), over the cross's 7 mm."""
    line = np.asarray(picture.convert("L"))[picture.height // 2]
    px_per_mm = picture.width / side_mm
    middle = line[round((side_mm / 2 - 3.5) * px_per_mm) : round((side_mm / 2 + 3.5) * px_per_mm)]
    bits = (middle > 127).astype(int)
    turns = [0, *(np.flatnonzero(np.diff(bits)) + 1).tolist(), len(bits)]
    return [(int(bits[first]), (last - first) / px_per_mm) for first, last in pairwise(turns)]


def test_what_banks_read_as_a_bill_is_one_whoever_wrote_it() -> None:
    assert bill.is_bill(BILL)
    assert bill.is_bill(BILL.replace("\r\n", "\n"))
    others = ("", "SPC", "https://spc.example/0200", "SPC\r\n0100\r\n1", "SPC\r\n02000\r\n", f" {BILL}")
    assert not any(map(bill.is_bill, others))


@pytest.mark.parametrize("wished_mm", [20, 46, 120])
def test_its_symbol_is_46_mm_wide_whatever_is_wished(wished_mm: float) -> None:
    scene, report = preview(BILL, look(), ExportDraft(size_mm=wished_mm))
    assert scene.symbol.side_mm == pytest.approx(46, abs=1e-6)
    assert report.width_mm == pytest.approx(width_mm(), abs=1e-3)
    assert any("always 46 mm wide" in said for said in report.warnings)
    assert report.decoded == BILL


def test_its_size_is_not_mentioned_where_it_is_the_wished_one() -> None:
    assert not any("46 mm" in said for said in warnings(look()))


def test_white_that_is_missing_around_it_is_said() -> None:
    [said] = warnings(look())
    assert said.startswith("A QR-bill needs 5 mm of white on each side of its code, and this artwork has 3.0 mm.")
    assert "choose a quiet zone of 7" in said
    assert not any("white on each side" in said for said in warnings(look(quiet_zone=7)))


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_the_cross_has_the_proportions_of_the_standard_and_the_code_is_read(kind: str, see: See) -> None:
    artwork = ordered(look(), format=kind, dpi=600)
    picture = see(artwork, 1200)
    found = shares(picture, artwork.report.width_mm)
    assert [tone for tone, _ in found] == [1, 0, 1, 0, 1]
    edge, black, arm, other, end = (mm for _, mm in found)
    assert (edge, end) == (pytest.approx(0.5, abs=0.07), pytest.approx(0.5, abs=0.07))
    assert arm == pytest.approx(3.88, abs=0.08)
    assert black == pytest.approx(other, abs=0.08)
    assert edge + black + arm + other + end == pytest.approx(7, abs=0.05)
    read = zxingcpp.read_barcode(np.asarray(picture))
    assert read is not None
    assert read.text == BILL
    assert read.ec_level == "M"
    assert artwork.report.error_correction is ErrorCorrection.M


@pytest.mark.parametrize("kind", ["pdfx1a", "pdfx4", "eps"])
def test_its_plate_of_black_alone_is_read(kind: str) -> None:
    found = plates(ordered(look(ink="k"), format=kind).content)
    black = found.pop("Black")
    read = zxingcpp.read_barcode(np.asarray(black.convert("L")))
    assert read is not None
    assert read.text == BILL
    assert {name: plate.getextrema() for name, plate in found.items()} == dict.fromkeys(found, (255, 255))


def test_its_page_is_as_large_as_symbol_and_margin() -> None:
    with pypdfium2.PdfDocument(ordered(look(), format="pdf").content) as file:
        assert file[0].get_width() == pytest.approx(width_mm() / 25.4 * 72, abs=0.01)


def test_a_bill_is_exported_without_a_question() -> None:
    report = render(BILL, look(), ExportDraft(size_mm=width_mm())).report
    assert report.score is not None
    assert report.score.points >= LEAST_POINTS


def test_level_m_is_neither_raised_nor_lowered_by_a_look() -> None:
    for level in ErrorCorrection:
        report = preview(BILL, look(error_correction=level, symbol={"version": 25, "micro": True}))[1]
        assert (report.error_correction, report.version < 25) == (ErrorCorrection.M, True)


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"logo": {"file": "fil_x"}}, "design.logo", "Swiss cross in its middle"),
        ({"frame": {"shape": "card"}}, "design.frame", "no frame"),
        ({"symbol": {"shape": "circle"}}, "design.symbol.shape", "is square"),
        ({"barcode": True}, "design.barcode", "no article number"),
    ],
)
def test_what_has_no_place_in_a_bill_is_refused(fields: dict[str, object], field: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        render(BILL, look(**fields), ExportDraft(), LOGOS["disc"])
    assert list(refused.value.field_errors) == [field]


@pytest.mark.parametrize(
    "fields",
    [
        {"ink": "#102040"},
        {"paper": "#fff0c0"},
        {"ink": "spot:Navy=100,85,10,55"},
        {"ink": "#ffffff", "paper": "#000000"},
        {"eyes": {"ball_ink": "#ff0000"}},
    ],
)
def test_other_colours_than_black_on_white_are_warned_of(fields: dict[str, object]) -> None:
    assert [said for said in warnings(look(**fields)) if "black on white" in said] == [
        "A QR-bill is printed in black on white. In other colours banks may refuse it."
    ]


@pytest.mark.parametrize("fields", [{"ink": "k"}, {"paper": None}, {"ink": "k", "paper": "cmyk:0,0,0,0"}])
def test_black_of_any_kind_is_no_other_colour(fields: dict[str, object]) -> None:
    assert not any("black on white" in said for said in warnings(look(**fields), format="pdfx4"))


def test_round_modules_are_warned_of() -> None:
    assert any("square modules" in said for said in warnings(look(body={"shape": "rounded"})))


def test_another_code_has_no_cross() -> None:
    code = symbol.encode("https://go.example/r/AB12CD", ErrorCorrection.M, Design().symbol)
    scene = drawing.build(code, Design(), 46)
    assert bill.with_cross(scene, "https://go.example/r/AB12CD") is scene
    assert bill.suited("https://go.example/r/AB12CD", look(ink="#ff0000")) == look(ink="#ff0000")


def test_the_cross_is_7_of_46_in_the_middle_and_white_is_no_ink() -> None:
    code = symbol.encode(BILL, ErrorCorrection.M, Design().symbol)
    scene = bill.with_cross(drawing.build(code, look(ink="k", paper=None), 23), BILL)
    edge, square = scene.layers[-2:]
    assert isinstance(edge, Fill)
    assert isinstance(square, Fill)
    left, top, right, bottom = bounds(edge.outlines)
    side = scene.symbol.side_mm
    assert (right - left, bottom - top) == pytest.approx((7 / 46 * side, 7 / 46 * side))
    assert (left + right, top + bottom) == pytest.approx((scene.width_mm, scene.height_mm))
    assert edge.paint.cmyk == (0, 0, 0, 0)  # pyright: ignore[reportAttributeAccessIssue] it is a paint, not a gradient
    assert square.paint == scene.ink
