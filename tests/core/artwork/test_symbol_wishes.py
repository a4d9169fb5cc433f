"""Symbols as they were wished for: version, mask, level, Micro QR, ECI, Kanji. All are read by zxing-cpp."""

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.artwork import segments
from qrdesk.core.artwork.encoding.layout import Role
from qrdesk.core.artwork.symbol import Symbol, encode, roles
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import ErrorCorrection, SymbolWish
from tests.core.artwork.reader import extra, reading

L, M, Q, H = ErrorCorrection
URL = "https://go.example/r/ab12cd"
MICRO = SymbolWish(micro=True)


@pytest.mark.parametrize("version", [2, 3, 6, 7, 14, 21, 32, 40])
def test_a_version_that_was_wished_for_is_taken(version: int) -> None:
    symbol = encode(URL, L, SymbolWish(version=version))
    assert (symbol.version, symbol.modules) == (version, 4 * version + 17)
    assert (reading(symbol).text, extra(symbol)["Version"]) == (URL, str(version))


@pytest.mark.parametrize("mask", range(8))
def test_a_mask_that_was_wished_for_is_taken(mask: int) -> None:
    symbol = encode(URL, M, SymbolWish(mask=mask))
    assert symbol.mask == mask
    assert (reading(symbol).text, extra(symbol)["DataMask"]) == (URL, mask)


def test_the_level_stays_where_it_is_when_it_may_not_rise() -> None:
    assert encode("x", L, SymbolWish(boost=False)).error_correction is L
    assert encode("x", L, SymbolWish(boost=True)).error_correction is H


def test_a_version_that_is_too_small_says_which_would_do() -> None:
    with pytest.raises(Invalid, match=r"Version 2 is too small for this text at level Q\. Choose version 3") as refused:
        encode(URL, Q, SymbolWish(version=2))
    assert set(refused.value.field_errors) == {"symbol.version"}
    assert encode(URL, Q, SymbolWish(version=3)).version == 3


@pytest.mark.parametrize(
    ("text", "field"), [("a" * 3000, "text"), ("a" * 2000, "symbol.version"), ("1" * 10**7, "text")]
)
def test_a_long_text_in_version_1_is_refused(text: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        encode(text, L, SymbolWish(version=1))
    assert set(refused.value.field_errors) == {field}


def test_the_version_that_is_proposed_is_counted_with_its_own_longer_headers() -> None:
    text = "a" * 230  # version 9 would hold it at L with the short headers of 1 to 9
    assert encode(text, L, SymbolWish(version=10)).version == 10
    with pytest.raises(Invalid, match="Choose version 10"):
        encode("a" * 231, L, SymbolWish(version=9))


# M1 mends nothing, so it is there for those alone who ask for it by its number
@pytest.mark.parametrize(
    ("text", "level", "version", "reached"),
    [
        ("12345", L, 2, M),
        ("1234567890", L, 2, L),
        ("ABC-12", L, 2, L),
        ("abc", L, 3, M),
        ("HELLO W", M, 3, M),
        ("https://a.b", M, 4, M),
        ("12", Q, 4, Q),
        ("日本語", L, 3, M),
        ("12345 日本", L, 3, M),
        ("12345 日本", Q, 4, Q),
    ],
)
def test_a_short_text_fits_a_micro_qr(
    text: str, level: ErrorCorrection, version: int, reached: ErrorCorrection
) -> None:
    symbol = encode(text, level, MICRO)
    assert symbol.micro
    assert (symbol.version, symbol.error_correction, symbol.modules) == (version, reached, 2 * version + 9)
    assert (symbol.finders, reading(symbol).text, extra(symbol)["Version"]) == (((0, 0),), text, f"M{version}")


def test_m1_is_made_when_it_is_asked_for() -> None:
    symbol = encode("12345", L, SymbolWish(micro=True, version=1))
    assert (symbol.micro, symbol.modules, reading(symbol).text) == (True, 11, "12345")


@pytest.mark.parametrize(
    ("text", "level", "wish"),
    [
        ("12", H, MICRO),  # no Micro QR has that level
        (URL, L, MICRO),
        ("é", L, SymbolWish(micro=True, eci=True)),
        ("12", L, SymbolWish(micro=True, version=5)),
        ("123456", L, SymbolWish(micro=True, version=1)),
        ("12", M, SymbolWish(micro=True, version=1)),
    ],
)
def test_what_no_micro_qr_holds_becomes_a_qr_code(text: str, level: ErrorCorrection, wish: SymbolWish) -> None:
    symbol = encode(text, level, wish)
    assert not symbol.micro
    assert reading(symbol).text == text


def test_a_micro_qr_has_four_masks() -> None:
    assert encode("123", L, SymbolWish(micro=True, mask=3)).mask == 3
    with pytest.raises(Invalid, match="masks 0 to 3") as refused:
        encode("123", L, SymbolWish(micro=True, mask=4))
    assert set(refused.value.field_errors) == {"symbol.mask"}


@pytest.mark.parametrize("text", ["Žluťoučký kůň", "日本語", "né a né", "🎉"])
def test_eci_names_utf_8_as_segno_does(text: str) -> None:
    symbol = encode(text, M, SymbolWish(eci=True, boost=False))
    code = segno.make_qr(text, error="m", mode="byte", encoding="utf-8", eci=True, boost_error=False)
    assert symbol.rows == tuple(bytes(row) for row in code.matrix) != encode(text, M, SymbolWish(boost=False)).rows
    assert reading(symbol).text == text


def test_a_text_with_eci_is_cut_where_that_is_shorter() -> None:
    text = "né 日本 409640964096409640964096 é"
    assert [piece.mode.name for piece in segments.cut(text, 0, eci=True) or ()] == ["BYTE", "NUMERIC", "BYTE"]
    assert reading(encode(text, M, SymbolWish(eci=True))).text == text


def test_a_text_of_ascii_needs_no_eci() -> None:
    assert encode(URL, M, SymbolWish(eci=True)).rows == encode(URL, M).rows


def test_japanese_takes_kanji_mode_where_that_is_shorter() -> None:
    text = "日本語テスト https://a.example/123456789012 日本"
    pieces = segments.cut(text, 0)
    assert pieces is not None
    assert [piece.mode.name for piece in pieces] == ["KANJI", "BYTE", "NUMERIC", "ALPHANUMERIC", "KANJI"]
    assert segments.length(pieces, 0) < segments.length((segments.Segment(text, segments.Mode.BYTE),), 0)
    assert reading(encode(text, M)).text == text


# what tables of Shift JIS disagree on, what is not Japanese, and where changing modes costs more than it saves
@pytest.mark.parametrize("text", ["〜日本", "−日本", "Привет", "°C", "日本é", "あaあaあaあaあa"])
def test_other_texts_stay_in_bytes(text: str) -> None:
    assert segments.cut(text, 0) == (segments.Segment(text, segments.Mode.BYTE),)
    assert reading(encode(text, M, SymbolWish(eci=True))).text == text


@settings(max_examples=100, deadline=None)
@given(st.text("日本語テスト漢字、。「」Ａa/:1 A", min_size=1, max_size=40), st.sampled_from(ErrorCorrection))
def test_japanese_is_read_back(text: str, level: ErrorCorrection) -> None:
    kanji = segments.cut(text, 0)
    assert kanji is not None
    symbol = encode(text, level)
    if any(piece.mode is segments.Mode.KANJI for piece in kanji):
        assert reading(symbol).text == text
    else:
        assert reading(symbol).bytes.decode() == text


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=80) | st.text(st.characters(), max_size=20),
    st.sampled_from(ErrorCorrection),
    st.builds(
        SymbolWish,
        version=st.none() | st.integers(1, 40),
        mask=st.none() | st.integers(0, 7),
        boost=st.booleans(),
        micro=st.booleans(),
        eci=st.booleans(),
    ),
)
def test_any_wish_is_granted_or_refused_in_words(text: str, level: ErrorCorrection, wish: SymbolWish) -> None:
    refused: Invalid | None = None
    symbol: Symbol | None = None
    try:
        symbol = encode(text, level, wish)
    except Invalid as error:
        refused = error
    if refused is not None:
        assert set(refused.field_errors) <= {"text", "symbol.version", "symbol.mask"}
        assert str(refused).endswith(".")
    if symbol is not None:
        found = reading(symbol)
        assert text in (found.text, found.bytes.decode("utf-8", "replace"))


@pytest.mark.parametrize("version", [1, 2, 7, 25, 40])
def test_every_module_has_its_role(version: int) -> None:
    symbol = encode("1", L, SymbolWish(version=version))
    counts = _counts(symbol)
    assert counts[Role.FINDER] == 147
    assert counts[Role.SEPARATOR] == 45
    assert counts[Role.FORMAT] == 30
    assert counts[Role.VERSION] == (36 if version >= 7 else 0)
    assert counts[Role.DARK] == 1
    assert counts[Role.ALIGNMENT] == 25 * {1: 0, 2: 1, 7: 6, 25: 22, 40: 46}[version]
    assert counts[Role.DATA] == {1: 208, 2: 359, 7: 1568, 25: 12_708, 40: 29_648}[version]
    assert all(roles(symbol)[y][x] == Role.FINDER for x, y in symbol.finders)
    assert symbol.finders == ((0, 0), (symbol.modules - 7, 0), (0, symbol.modules - 7))


@pytest.mark.parametrize(("version", "data"), [(1, 36), (2, 80), (3, 132), (4, 192)])
def test_every_module_of_a_micro_qr_has_its_role(version: int, data: int) -> None:
    counts = _counts(encode("1", L, SymbolWish(micro=True, version=version)))
    assert (counts[Role.DATA], counts[Role.FINDER], counts[Role.SEPARATOR], counts[Role.FORMAT]) == (data, 49, 15, 15)


def _counts(symbol: Symbol) -> dict[Role, int]:
    flat = b"".join(roles(symbol))
    return {role: flat.count(role) for role in Role}
