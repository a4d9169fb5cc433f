"""Looks and sizes that once came out as good, and were not."""

import io
import re
from typing import Any

import pytest
from PIL import Image, ImageFilter

from qrdesk.core.artwork import export, rendition, scan
from qrdesk.core.artwork.contents.gs1 import find_gtin
from qrdesk.core.artwork.preflight.cutting import LARGEST_CONTENT, pieces
from qrdesk.core.errors import ArtworkRisky, ArtworkUnreadable
from qrdesk.core.schemas.artwork import LEAST_POINTS, ArtworkFormat, ExportDraft, Process
from qrdesk.core.schemas.design import Design
from tests.core.artwork.logos import DISC

URL = "https://go.example.com/r/ABC"
EAN = "https://id.example.com/01/04006381333931"
ROUND = {"ink": "#ffffff", "paper": "#101010", "paper_radius": 1}


def look(**fields: object) -> Design:
    return Design.model_validate(fields)


def draft(**fields: object) -> ExportDraft:
    return ExportDraft.model_validate(fields)


def warned(design: Design, text: str = URL, **fields: object) -> list[str]:
    return export.preview(text, design, draft(**fields))[1].warnings


@pytest.mark.parametrize("kind", ["png", "jpeg", "pdf"])
def test_light_modules_that_run_into_white_stock_are_refused(kind: str) -> None:
    with pytest.raises(ArtworkUnreadable, match="leaves corners bare, and on white they look like modules"):
        export.render(URL, look(**ROUND, quiet_zone=2), draft(format=kind, confirmed=True))
    wide = export.render(URL, look(**{**ROUND, "paper_radius": 0.2}), draft(format=kind))
    assert wide.report.decoded == URL


def test_bars_of_too_few_pixels_are_refused_though_the_code_reads() -> None:
    with pytest.raises(ArtworkUnreadable, match=r"narrowest bar is only 1\.\d pixels wide"):
        export.render(EAN, look(barcode=True), draft(format="png", size_mm=60, dpi=90, confirmed=True))
    assert export.render(EAN, look(barcode=True), draft(format="png", size_mm=60, dpi=300)).report.decoded == EAN


def test_ink_that_spreads_too_far_for_bars_alone_is_said() -> None:
    order = {"format": "pdf", "size_mm": 45, "dpi": 203, "process": "thermal-203", "snap": True}
    [said] = warned(look(barcode=True), EAN, **order)
    assert "of the narrowest bar of the barcode" in said
    assert warned(look(barcode=True), EAN, **order, reduce_um=30) == []
    assert any("bear no bar-width" in said for said in warned(look(barcode=True), EAN, size_mm=45, reduce_um=60))


def test_two_article_numbers_are_none() -> None:
    assert find_gtin(f"{EAN}/x/01/96385074") is None
    assert find_gtin(f"{EAN}/10/A?x=/01/96385074") == "04006381333931"


def test_large_contents_are_cut_between_operators_and_lose_nothing() -> None:
    path = b"".join(b"%d.5 7 l\n1 2 3 4 5 6 c\nh\n%d 3 m\n" % (number, number) for number in range(150_000))
    cut = list(pieces(path))
    assert all(piece is not None and len(piece) < 2 << 20 for piece in cut)
    assert len(cut) > 2
    assert b"".join(piece for piece in cut if piece is not None) == path
    assert all(re.search(rb"[mlc]\s$", piece) for piece in cut[:-1] if piece is not None)


def test_what_may_hide_an_operator_is_not_cut() -> None:
    words = b"(" + b"1 2 l\n" * 1_000_000 + b") Tj\n"
    assert list(pieces(words)) == [None]
    assert list(pieces(bytes(LARGEST_CONTENT + 1))) == [None]


@pytest.mark.wide
def test_a_press_file_of_more_than_four_megabytes_of_curves_passes() -> None:
    design = look(body={"shape": "star"}, ink="k", error_correction="L")
    made = export.render("x" * 2900, design, draft(format="pdfx4", size_mm=200, process="screen", confirmed=True))
    assert made.report.preflight is not None
    assert made.report.preflight.passed


def test_one_fix_of_a_logo_that_is_too_large_is_enough() -> None:
    logo = {"file": "logo.png", "size": 0.3, "clear": False, "plate": "square"}
    design = look(logo=logo)
    found = export.score(URL, design, draft(), DISC)
    assert found.points < LEAST_POINTS
    fix = next(fix for reason in found.reasons for fix in reason.fixes if "logo" in fix.changes)
    assert export.score(URL, scan.applied(design, fix.changes), draft(), DISC).points >= LEAST_POINTS


@pytest.mark.parametrize("kind", [ArtworkFormat.PNG, ArtworkFormat.SVG])
def test_what_is_too_small_for_its_printing_is_to_be_confirmed(kind: ArtworkFormat) -> None:
    with pytest.raises(ArtworkRisky, match=r"A module is 0\.\d\d mm wide"):
        export.render(URL, Design(), draft(format=kind, size_mm=6, dpi=1200))
    on_screen = export.score(URL, Design(), draft(format=kind, size_mm=6, process=Process.SCREEN))
    assert on_screen.points >= LEAST_POINTS


def test_a_preview_does_not_speak_of_an_export() -> None:
    [said, *_] = warned(look(ink="#d8d8d8"))
    assert said.startswith("The code could not be read back. It reads in good light only.")
    assert "exported" not in said


def test_a_blurred_picture_is_called_so() -> None:
    made = export.render(URL, Design(), draft(format="png", size_mm=40, dpi=300))
    module_px = made.report.module_mm * 300 / 25.4
    blurred = io.BytesIO()
    Image.open(io.BytesIO(made.content)).convert("L").filter(ImageFilter.GaussianBlur(0.4 * module_px)).save(
        blurred, "PNG"
    )
    told = [reason.code for reason in scan.check_image(blurred.getvalue()).score.reasons]
    assert told[0] == "picture_blurred"
    assert not {"modulation_low", "pattern_hidden"} & set(told)
    assert not scan.check_image(made.content).score.reasons


def test_round_artwork_with_bleed_is_said_to_be_made_for_a_straight_cut() -> None:
    order: dict[str, Any] = {"format": "pdf", "bleed_mm": 3}
    assert any("straight cut" in said for said in warned(look(paper_radius=0.5), **order))
    assert warned(Design(), **order) == []
    assert not any("straight cut" in said for said in warned(look(paper=None), **order))


def test_a_wish_for_a_micro_code_that_has_no_room_is_answered() -> None:
    design = look(symbol={"micro": True}, error_correction="L")
    long, short = (rendition.draw(text, design, draft()) for text in (URL, "4711"))
    assert [said[:24] for said in rendition.notes(long, draft())] == ["A Micro QR code has no r"]
    assert rendition.notes(short, draft()) == []
