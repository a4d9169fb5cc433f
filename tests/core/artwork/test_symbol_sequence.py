"""Structured append: one text over several symbols, put together again from what zxing-cpp reads."""

import random

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.artwork.symbol import encode_sequence
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import ErrorCorrection, SymbolWish
from tests.core.artwork.reader import extra, reading

M = ErrorCorrection.M


@pytest.mark.parametrize("parts", range(2, 17))
def test_a_sequence_is_read_in_its_order_and_is_of_one_size(parts: int) -> None:
    text = "https://go.example/r/" + "AB12cd-" * 20
    symbols = encode_sequence(text, parts, M)
    assert "".join(reading(symbol).text for symbol in symbols) == text
    assert len({(symbol.version, symbol.error_correction) for symbol in symbols}) == 1


@pytest.mark.parametrize("parts", [2, 5, 16])
def test_order_number_and_parity_stand_in_each_symbol_as_segno_has_them(parts: int) -> None:
    text = "".join(random.Random(parts).choices("abcdefghijklmnopqrstuvwxyz", k=150))
    ours = encode_sequence(text, parts, M, SymbolWish(boost=False))
    theirs = segno.make_sequence(text, error="m", symbol_count=parts, mode="byte", encoding="utf-8", boost_error=False)
    assert [symbol.rows for symbol in ours] == [tuple(bytes(row) for row in code.matrix) for code in theirs]


@settings(max_examples=60, deadline=None)
@given(st.text("aZ9-é日🎉", min_size=16, max_size=120), st.integers(2, 16))
def test_no_character_is_cut_through(text: str, parts: int) -> None:
    symbols = encode_sequence(text, parts, ErrorCorrection.L, SymbolWish(eci=True))
    assert "".join(reading(symbol).text for symbol in symbols) == text


def test_what_is_too_long_for_one_symbol_fits_sixteen() -> None:
    text = "".join(random.Random(8).choices("abcdefghij", k=40_000))
    symbols = encode_sequence(text, 16, ErrorCorrection.L)
    assert "".join(reading(symbol).text for symbol in symbols) == text
    with pytest.raises(Invalid, match="too long"):
        encode_sequence(text + text, 16, ErrorCorrection.L)


def test_wishes_hold_for_every_part() -> None:
    symbols = encode_sequence("x" * 100, 3, M, SymbolWish(version=7, mask=5, boost=False))
    assert [(each.version, each.mask, each.error_correction) for each in symbols] == [(7, 5, M)] * 3
    assert extra(symbols[2])["ECLevel"] == "M"


@pytest.mark.parametrize(
    ("text", "parts", "field"),
    [("abc", 1, "parts"), ("abc", 17, "parts"), ("abc", 4, "parts"), ("", 2, "text"), ("1" * 10**6, 16, "text")],
)
def test_a_sequence_that_cannot_be_is_refused(text: str, parts: int, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        encode_sequence(text, parts, M)
    assert set(refused.value.field_errors) == {field}


def test_a_version_too_small_for_a_part_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        encode_sequence("x" * 500, 2, M, SymbolWish(version=2))
    assert set(refused.value.field_errors) == {"symbol.version"}
