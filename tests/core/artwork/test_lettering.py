"""Words as outlines: clean, in any font, and no font file does harm."""

import struct
import time

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core import resources
from qrdesk.core.artwork.raster.coverage import whole
from qrdesk.core.artwork.raster.outlines import edges
from qrdesk.core.artwork.scene import Fill, flat
from qrdesk.core.artwork.shapes.lettering import FONTS, Line, line
from qrdesk.core.artwork.shapes.outlines import placed
from qrdesk.core.artwork.shapes.skia import pieces_of
from qrdesk.core.artwork.shapes.unions import united
from qrdesk.core.artwork.style import BLACK
from qrdesk.core.errors import Invalid

WORDS = "Scan me – Ångström & Öl ő Ł €5 @8%"
INTER = resources.path("fonts/inter-bold.otf").read_bytes()


def area(said: Line) -> float:
    total = 0.0
    for outline in said.outlines:
        points = flat(outline, 1e-4)
        total += sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True)) / 2
    return total


def inked(said: Line, per_em: int = 100) -> float:
    """Return how much the even-odd rule fills, in square em."""
    shifted = placed(said.outlines, 1, 0.5, 1.5)
    width, height = round((said.box[2] + 1) * per_em), 3 * per_em
    return np.count_nonzero(whole(edges(Fill(shifted, BLACK), per_em), width, 0, height)) / per_em**2


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("font", FONTS)
def test_letters_of_our_fonts_do_not_cross_and_turn_the_right_way(font: str, bold: bool) -> None:
    said = line(WORDS, font, bold=bold)
    assert area(said) > 0
    assert inked(said) == pytest.approx(area(said), rel=0.01)
    assert 0.6 < said.capitals < 0.9


def test_letters_that_run_into_one_another_become_one_shape() -> None:
    joined, apart = line("mm", "Script"), line("m m", "Script")
    assert len(joined.outlines) == 1
    assert len(apart.outlines) == 2


def test_pairs_are_kerned() -> None:
    assert line("AVA").width < line("A").width + line("V").width + line("A").width


def test_what_a_font_has_not_comes_from_inter() -> None:
    with_greek = line("Ω", "Script")
    assert with_greek.outlines == line("Ω", "Inter").outlines
    assert line("Привет, Ελλάδα", "Roboto Slab").width > 3


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert line("é").outlines == line("e\u0301").outlines


@pytest.mark.parametrize("text", ["日本", "ab☃", "سلام"])
def test_a_character_that_no_font_has_is_named(text: str) -> None:
    with pytest.raises(Invalid, match=r"The font has no “.” \(U\+[0-9A-F]{4}\)") as refused:
        line(text)
    assert list(refused.value.field_errors) == ["design.frame.text"]


def test_words_of_blanks_alone_are_refused() -> None:
    with pytest.raises(Invalid, match="nothing in them that can be seen"):
        line("   ")


def test_an_own_font_is_used_instead() -> None:
    slab = resources.path("fonts/roboto-slab-bold.otf").read_bytes()
    assert line("Scan", "fil_8X3k9pLMw7", own=slab).outlines == line("Scan", "Roboto Slab").outlines


BROKEN = {
    "nothing of a font": b"hello",
    "packed": b"wOF2" + bytes(100),
    "head only": INTER[:12],
    "cut short": INTER[: len(INTER) // 8],
    "zeros": b"OTTO" + bytes(5000),
    "too large": b"OTTO" + bytes(4_000_000),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_no_font_is_refused_by_its_field(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        line("Scan me", "fil_8X3k9pLMw7", own=content)
    assert list(refused.value.field_errors) == ["design.frame.font"]


@settings(max_examples=60, deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, len(INTER) - 1), st.integers(0, 255)), min_size=1, max_size=60))
def test_a_damaged_font_is_drawn_or_refused(places: list[tuple[int, int]]) -> None:
    damaged = bytearray(INTER)
    for place, byte in places:
        damaged[place] = byte
    refusal, box = None, (0.0,)
    try:
        box = line("Scan me", "fil_8X3k9pLMw7", own=bytes(damaged)).box
    except Invalid as refused:
        refusal = refused
    assert np.isfinite(box).all()
    assert refusal is None or set(refusal.field_errors) < {"design.frame.font", "design.frame.text"}


def tangle(lines: int) -> list[tuple[str, tuple[float, ...]]]:
    """Return a shape of lines from side to side, each of which crosses all others."""
    turns = [(step * 2.399963, 1 + step / lines) for step in range(lines)]
    points = [(float(np.cos(turn) * reach), float(np.sin(turn) * reach)) for turn, reach in turns]
    return [("move", points[0]), *(("line", point) for point in points[1:]), ("close", ())]


def test_tangled_letters_take_no_time() -> None:
    start = time.thread_time()
    with pytest.raises(Invalid, match="too tangled"):
        united(tangle(5_000))
    assert united(tangle(60))
    assert time.thread_time() - start < 20  # without the bound it is minutes


def test_a_union_of_what_is_plain_already_stays_what_it_is() -> None:
    said = line("Bo%")
    again = united(list(pieces_of(said.outlines)))
    assert len(again) == len(said.outlines)


def test_our_fonts_are_small_and_take_no_reserved_name() -> None:
    files = {file for pair in FONTS.values() for file in pair}
    sizes = [resources.path(file).stat().st_size for file in files]
    assert sum(sizes) < 700_000
    for file in files:
        font = TTFont(resources.path(file))
        names = {str(record) for record in font["name"].names if record.nameID in {1, 3, 4, 6, 16}}
        if "CFF " in font:
            names |= {*font["CFF "].cff.fontNames, font["CFF "].cff.topDictIndex[0].FullName}
        assert names
        assert not [name for name in names if "lobster" in name.lower() or "comfortaa" in name.lower()]


def test_a_font_without_letters_is_refused() -> None:
    empty = struct.pack(">4sHHHH", b"\0\1\0\0", 0, 0, 0, 0)
    with pytest.raises(Invalid, match="damaged, or has no characters"):
        line("Scan", "x", own=empty)
