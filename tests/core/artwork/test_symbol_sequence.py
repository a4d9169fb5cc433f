"""Structured append: one text over several symbols, put together again from what zxing-cpp and zbar read."""

import random
from ctypes.util import find_library
from types import SimpleNamespace

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.export import render
from qrdesk.core.artwork.symbol import NO_WISH, Symbol, encode_part, shares
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.batch import BatchDraft
from qrdesk.core.schemas.design import Design, ErrorCorrection, Frame, FrameShape, Logo, SymbolWish
from tests.core.artwork.conftest import Scan, See
from tests.core.artwork.logos import BADGE
from tests.core.artwork.reader import extra, reading

M = ErrorCorrection.M


def encoded(text: str, parts: int, level: ErrorCorrection, wish: SymbolWish = NO_WISH) -> list[Symbol]:
    """Return every part, each by itself, as files are made."""
    return [encode_part(text, part, parts, level, wish) for part in range(1, parts + 1)]


@pytest.mark.parametrize("parts", range(2, 17))
def test_a_sequence_is_read_in_its_order_and_is_of_one_size(parts: int) -> None:
    text = "https://go.example/r/" + "AB12cd-" * 20
    symbols = encoded(text, parts, M)
    assert "".join(reading(symbol).text for symbol in symbols) == text
    assert len({(symbol.version, symbol.error_correction) for symbol in symbols}) == 1


@pytest.mark.parametrize("parts", [2, 5, 16])
def test_order_number_and_parity_stand_in_each_symbol_as_segno_has_them(parts: int) -> None:
    text = "".join(random.Random(parts).choices("abcdefghijklmnopqrstuvwxyz", k=150))
    ours = encoded(text, parts, M, SymbolWish(boost=False))
    theirs = segno.make_sequence(text, error="m", symbol_count=parts, mode="byte", encoding="utf-8", boost_error=False)
    assert [symbol.rows for symbol in ours] == [tuple(bytes(row) for row in code.matrix) for code in theirs]


@settings(max_examples=60, deadline=None)
@given(st.text("aZ9-é日🎉", min_size=16, max_size=120), st.integers(2, 16))
def test_no_character_is_cut_through(text: str, parts: int) -> None:
    symbols = encoded(text, parts, ErrorCorrection.L, SymbolWish(eci=True))
    assert "".join(reading(symbol).text for symbol in symbols) == text


def test_what_is_too_long_for_one_symbol_fits_sixteen() -> None:
    text = "".join(random.Random(8).choices("abcdefghij", k=40_000))
    symbols = encoded(text, 16, ErrorCorrection.L)
    assert "".join(reading(symbol).text for symbol in symbols) == text
    with pytest.raises(Invalid, match="too long"):
        encoded(text + text, 16, ErrorCorrection.L)


def test_wishes_hold_for_every_part() -> None:
    symbols = encoded("x" * 100, 3, M, SymbolWish(version=7, mask=5, boost=False))
    assert [(each.version, each.mask, each.error_correction) for each in symbols] == [(7, 5, M)] * 3
    assert extra(symbols[2])["ECLevel"] == "M"


@pytest.mark.parametrize(
    ("text", "parts", "field"),
    [("abc", 1, "parts"), ("abc", 17, "parts"), ("abc", 4, "parts"), ("", 2, "text"), ("1" * 10**6, 16, "parts")],
)
def test_a_sequence_that_cannot_be_is_refused(text: str, parts: int, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        encoded(text, parts, M)
    assert set(refused.value.field_errors) == {field}


def test_a_version_too_small_for_a_part_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        encoded("x" * 500, 2, M, SymbolWish(version=2))
    assert set(refused.value.field_errors) == {"symbol.version"}


FRAMED = Design(frame=Frame(shape=FrameShape.LABEL_BELOW, text="Scan all", address=True))
LONG = "https://go.example/r/" + "AB12cd-" * 20


@pytest.mark.parametrize(
    ("design", "assets"),
    [(Design(), NOTHING), (FRAMED, NOTHING), (Design(logo=Logo(file="fil_x", size=0.15)), BADGE)],
    ids=["plain", "framed", "logo"],
)
@pytest.mark.parametrize("kind", [ArtworkFormat.PNG, ArtworkFormat.SVG, ArtworkFormat.PDF_X4])
def test_each_part_is_a_file_and_says_its_share(
    design: Design, assets: Assets, kind: ArtworkFormat, see: See, scan: Scan
) -> None:
    made = [
        render(LONG, design, ExportDraft(format=kind, dpi=400, parts=3, part=part, confirmed=True), assets)
        for part in (1, 2, 3)
    ]
    read = [scan(see(one, 400)) for one in made]
    assert "".join(text or "?" for text in read) == LONG
    assert [one.report.decoded for one in made] == read
    assert len({(one.report.version, one.report.width_mm) for one in made}) == 1
    assert made[1].report.warnings[0].startswith("This is part 2 of 3. Few phones put parts together")


@pytest.mark.skipif(find_library("zbar") is None, reason="needs the library libzbar0")
@pytest.mark.parametrize("parts", [2, 5, 16])
def test_another_reader_puts_the_files_together_in_whatever_order_they_lie(
    parts: int, see: See, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyzbar import pyzbar

    # what was put together lies in no direction, which pyzbar has no name for
    monkeypatch.setattr(pyzbar, "ZBarOrientation", lambda _turned: SimpleNamespace(name=""))
    drafts = [
        ExportDraft(format=ArtworkFormat.PNG, parts=parts, part=part + 1, confirmed=True) for part in range(parts)
    ]
    pictures = [see(render(LONG, Design(), draft), 300).resize((300, 300)) for draft in drafts]
    wall = Image.new("L", (300 * parts, 300), 255)
    for place, number in enumerate(random.Random(parts).sample(range(parts), parts)):
        wall.paste(pictures[number], (300 * place, 0))
    assert [(one.type, one.data.decode()) for one in pyzbar.decode(wall)] == [("QRCODE", LONG)]
    wall.paste(255, (0, 0, 300, 300))
    assert ("QRCODE", LONG) not in [(one.type, one.data.decode()) for one in pyzbar.decode(wall)]


def test_the_score_of_a_part_is_that_of_its_own_code() -> None:
    whole = render(LONG, Design(), ExportDraft(size_mm=25)).report
    part = render(LONG, Design(), ExportDraft(size_mm=25, parts=4, part=2)).report
    assert part.modules < whole.modules
    assert part.score is not None
    assert part.score.decode_share > 0.9


def test_the_mask_of_a_part_suits_its_logo_too() -> None:
    middle = frozenset((x, y) for x in range(10, 19) for y in range(10, 19))
    plain = encoded(LONG, 6, M)
    suited = [encode_part(LONG, part, 6, M, cleared=middle) for part in range(1, 7)]
    assert [reading(symbol).text for symbol in suited] == list(shares(LONG, 6))
    assert [symbol.mask for symbol in suited] != [symbol.mask for symbol in plain]
    assert [encode_part(LONG, part, 6, M) for part in range(1, 7)] == list(plain)


@pytest.mark.parametrize(("text", "parts"), [("ab", 3), ("1" * 10**5, 4), ("x" * 60_000, 16)])
def test_a_file_of_a_part_that_cannot_be_is_refused(text: str, parts: int) -> None:
    with pytest.raises(Invalid) as refused:
        render(text, Design(), ExportDraft(parts=parts))
    assert set(refused.value.field_errors) == {"parts"}


def test_there_is_no_part_beyond_the_last_and_a_list_has_whole_codes() -> None:
    with pytest.raises(ValidationError, match="no part 3 of 2"):
        ExportDraft(parts=2, part=3)
    for form in ("pdf", "sheets", "files", "zip"):
        with pytest.raises(ValidationError, match="whole codes"):
            BatchDraft.model_validate({"form": form, "order": {"format": "pdf", "parts": 2}})
