"""Symbols: the smallest that holds the text, read by zxing-cpp's own eyes."""

import itertools
from typing import cast

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.artwork import segments
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import ErrorCorrection
from tests.core.artwork.reader import reading, written

M = ErrorCorrection.M


@settings(max_examples=120, deadline=None)
@given(st.text(min_size=1, max_size=60), st.sampled_from(ErrorCorrection))
def test_any_text_is_read_back(text: str, level: ErrorCorrection) -> None:
    text = text.encode("utf-8", "ignore").decode()  # lone surrogates are no text
    if text and "\0" not in text:
        assert written(encode(text, level)) == text


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(["7", "4096", "ABC", "R/", "https://", "x", "ü"]), min_size=1, max_size=40).map("".join)
)
def test_cutting_into_segments_never_makes_a_bigger_symbol(text: str) -> None:
    symbol = encode(text, M)
    plain = segno.make_qr(text, error="m", mode=None if text.isascii() else "byte", encoding="utf-8", boost_error=False)
    assert symbol.version <= int(plain.version)
    assert reading(symbol).text == text


@settings(max_examples=60, deadline=None)
@given(st.text("a1B", min_size=1, max_size=7), st.sampled_from(range(3)))
def test_the_cut_is_as_cheap_as_the_cheapest_of_all_cuts(text: str, version_range: int) -> None:
    modes = [segments.Mode.NUMERIC, segments.Mode.ALPHANUMERIC, segments.Mode.BYTE]
    fits = {"a": modes[2:], "B": modes[1:], "1": modes}
    ways = itertools.product(*(fits[character] for character in text))
    assert bits(cut(text, version_range), version_range) == min(bits(joined(text, way), version_range) for way in ways)


@pytest.mark.parametrize(
    ("text", "version_range", "fewest"),
    [("BBBBBBB1111111111BBBaaaaaaaaaa", 0, 215), ("BBBBBBBBBBB1111111111111BBB1aaaaaa", 2, 239)],
)
def test_the_part_of_a_bit_lost_at_the_end_of_a_segment_is_counted(text: str, version_range: int, fewest: int) -> None:
    assert bits(cut(text, version_range), version_range) == fewest


def cut(text: str, version_range: int) -> tuple[segments.Segment, ...]:
    pieces = segments.cut(text, version_range)
    assert pieces is not None
    assert segments.length(pieces, version_range) == bits(pieces, version_range)
    return pieces


def joined(text: str, modes: tuple[segments.Mode, ...]) -> tuple[segments.Segment, ...]:
    pairs = zip(modes, text, strict=True)
    groups = itertools.groupby(pairs, key=lambda pair: pair[0])
    return tuple(segments.Segment("".join(character for _, character in group), mode) for mode, group in groups)


def bits(pieces: tuple[segments.Segment, ...], version_range: int) -> int:
    """Count bits as ISO/IEC 18004 §7.4 does."""
    counters = {1: (10, 12, 14), 2: (9, 11, 13), 4: (8, 16, 16)}
    total = 0
    for piece in pieces:
        length = len(piece.text)
        body = {
            1: length // 3 * 10 + (0, 4, 7)[length % 3],
            2: length // 2 * 11 + length % 2 * 6,
            4: length * 8,
        }[piece.mode]
        total += 4 + counters[piece.mode][version_range] + body
    return total


def test_upper_case_addresses_make_smaller_symbols() -> None:
    assert encode("HTTPS://GO.X.SK/R/AB12CD", ErrorCorrection.L).version == 1
    lower_scheme = "https://QR.PRINTSHOP.EXAMPLE/R/AB12CD/KRAKOW/2026"
    assert encode(lower_scheme, M).version < encode(lower_scheme.lower(), M).version


@pytest.mark.parametrize("text", ["https://go.example/r/AB12CD", "https://x.sk/A", "4096" * 30, "é"])
@pytest.mark.parametrize("level", ErrorCorrection)
def test_the_level_rises_only_while_the_symbol_stays_as_small(text: str, level: ErrorCorrection) -> None:
    symbol = encode(text, level)
    order = list(ErrorCorrection)
    assert order.index(symbol.error_correction) >= order.index(level)
    read = reading(symbol)
    extra = cast(dict[str, object], read.extra)
    # what is reported is what is printed
    assert (extra["ECLevel"], extra["Version"]) == (symbol.error_correction.value, str(symbol.version))
    for higher in order[order.index(symbol.error_correction) + 1 :]:
        assert encode(text, higher).version > symbol.version


def test_the_longest_text_is_taken_and_one_more_is_refused() -> None:
    assert encode("a" * 2953, ErrorCorrection.L).version == 40
    with pytest.raises(Invalid, match="too long for one QR code") as refused:
        encode("a" * 2954, ErrorCorrection.L)
    assert set(refused.value.field_errors) == {"text"}


def test_a_text_with_half_a_character_is_refused() -> None:
    with pytest.raises(Invalid, match="cannot be written down"):
        encode("https://go.example/\ud83d", M)


def test_a_text_with_a_nul_is_refused() -> None:
    with pytest.raises(Invalid, match="NUL") as refused:
        encode("https://go.example/\0x", M)
    assert set(refused.value.field_errors) == {"text"}


def test_a_code_without_text_is_refused() -> None:
    with pytest.raises(Invalid, match="needs a text"):
        encode("", M)


@pytest.mark.parametrize("length", [230, 231, 232, 900, 1368, 1369, 1370])
def test_headers_grow_with_the_version_without_losing_the_text(length: int) -> None:
    text = "a" * length
    assert reading(encode(text, ErrorCorrection.L)).text == text
