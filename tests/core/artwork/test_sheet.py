"""Sheets of labels: where labels lie, and what a phone reads on them."""

import re
import zlib
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from pydantic import ValidationError

from qrdesk.core.artwork import preflight, sheet
from qrdesk.core.artwork.pdf import Book, Terms
from qrdesk.core.artwork.sheets import Label, Labels, words
from qrdesk.core.artwork.sheets.letters import fitted
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import ArtworkFormat
from qrdesk.core.schemas.batch import LabelDraft, SheetDraft
from qrdesk.core.schemas.design import Design

A_SHEET = {
    "label_width_mm": 60, "label_height_mm": 30, "columns": 3, "rows": 9, "left_mm": 10, "top_mm": 10,
    "pitch_x_mm": 64, "pitch_y_mm": 31,
}  # fmt: skip


def book(labels: Labels, given: list[Label | None], *, start: int = 0, terms: Terms) -> bytes:
    file = BytesIO()
    with Book(file, "Labels", terms) as made:
        drawn, refused = labels.page(given, start)
        assert refused == []
        made.add(drawn)
    return file.getvalue()


def seen(content: bytes, scale: float = 3.0) -> list[tuple[str, float, float]]:
    """Return what is read, and where the symbol's middle is, in mm."""
    with pypdfium2.PdfDocument(content) as file:
        picture = file[0].render(scale=scale).to_pil().convert("L")
    found: list[tuple[str, float, float]] = []
    for one in zxingcpp.read_barcodes(picture):
        corners = one.position.top_left, one.position.bottom_right
        x, y = (sum(getattr(corner, way) for corner in corners) / 2 / scale / 72 * 25.4 for way in "xy")
        found.append((one.text, x, y))
    return found


def test_there_are_more_than_twenty_sheets_and_they_fill_the_paper() -> None:
    sheets = {id(one): one for one in sheet.known().values()}.values()
    assert len(sheets) > 20
    for one in sheets:
        right = one.page_width_mm - one.left_mm - (one.columns - 1) * one.pitch_x_mm - one.label_width_mm
        bottom = one.page_height_mm - one.top_mm - (one.rows - 1) * one.pitch_y_mm - one.label_height_mm
        assert right == pytest.approx(one.left_mm, abs=0.8), one  # makers centre labels on the paper
        assert bottom == pytest.approx(one.top_mm, abs=0.8), one


@pytest.mark.parametrize(
    ("code", "count"),
    [("L7160", 21), ("avery l7651", 65), ("L4731", 189), ("5160", 30), ("5167", 80), ("22806", 12), ("Herma 4453", 24)],
)
def test_sheets_are_found_by_what_stands_on_the_box(code: str, count: int) -> None:
    assert sheet.by_code(code).labels == count


def test_an_unknown_sheet_names_those_there_are() -> None:
    with pytest.raises(Invalid, match="L7160"):
        sheet.by_code("L9999")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pitch_x_mm": 59}, "overlap"),
        ({"columns": 4}, "not lie on the paper"),
        ({"rows": 10}, "not lie on the paper"),
        ({"label_width_mm": float("nan")}, "length"),
        ({"rows": 0}, "whole number"),
        ({"bleed_mm": 3}, "bleed"),
        ({"radius_mm": 16}, "rounder"),
    ],
)
def test_sheets_that_cannot_be_are_refused(change: dict[str, float], said: str) -> None:
    assert SheetDraft.model_validate(A_SHEET).labels == 27
    with pytest.raises(ValidationError, match=said):
        SheetDraft.model_validate({**A_SHEET, **change})


def test_n_up_is_in_the_middle_of_the_paper() -> None:
    found = sheet.n_up(50, 30, gap_mm=4, bleed_mm=2)
    assert (found.columns, found.rows, found.left_mm) == (3, 8, 26)
    with pytest.raises(Invalid, match="fits"):
        sheet.n_up(250, 30)


@pytest.mark.parametrize("kind", [ArtworkFormat.PDF, ArtworkFormat.PDF_X1A, ArtworkFormat.PDF_X4])
def test_each_label_is_read_where_it_belongs(kind: ArtworkFormat) -> None:
    layout, terms = sheet.by_code("L7160"), Terms(kind)
    labels = Labels(layout, LabelDraft(lines=("a", "b", "c")), Design(ink="k"), terms)
    given = [Label(f"https://go.example/r/{number}", (f"No. {number}", "Prüfgerät", "")) for number in range(16)]
    content = book(labels, [*given], start=5, terms=terms)
    found = {text: (x, y) for text, x, y in seen(content)}
    assert set(found) == {label.text for label in given}
    for number, label in enumerate(given):
        left, top = sheet.place(layout, number + 5)
        code_left, code_top, side = labels.room.code
        assert found[label.text] == pytest.approx((left + code_left + side / 2, top + code_top + side / 2), abs=0.4)
    if kind is not ArtworkFormat.PDF:
        assert preflight.preflight(content, kind).passed
    assert content == book(labels, [*given], start=5, terms=terms)


def test_letters_are_in_the_file_once() -> None:
    terms = Terms()
    labels = Labels(sheet.by_code("L7160"), LabelDraft(lines=("a",)), Design(), terms)
    content = book(labels, [Label(str(number), ("aaaa",)) for number in range(21)], terms=terms)
    assert len(re.findall(b"/Subtype /Form", content)) == 1
    assert b"/Font" not in content


@pytest.mark.parametrize("layout", ["beside", "above", "code"])
def test_nothing_of_a_label_lies_beyond_it(layout: str) -> None:
    one = SheetDraft(
        label_width_mm=60, label_height_mm=30, columns=1, rows=1, left_mm=50, top_mm=50, pitch_x_mm=60, pitch_y_mm=30
    )
    draft = LabelDraft.model_validate({"layout": layout, "lines": ["x", "y", "z"], "text_mm": 8})
    labels = Labels(one, draft, Design(), Terms())
    content = book(labels, [Label("https://go.example/r/1", ("Ämjgy" * 20, "Wide " * 30, "gjpqy"))], terms=Terms())
    with pypdfium2.PdfDocument(content) as file:
        picture = file[0].render(scale=4).to_pil().convert("L")
    box = picture.point([255 * (tone < 200) for tone in range(256)]).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / 4 / 72 * 25.4 for edge in box)
    assert (left, top) >= (50, 50)
    assert top >= 50
    assert right <= 110
    assert bottom <= 80
    assert [text for text, *_ in seen(content, 6)] == ["https://go.example/r/1"]


def test_other_looks_and_coloured_paper_are_read_too() -> None:
    layout = sheet.n_up(60, 40, gap_mm=4, bleed_mm=2)
    design = Design.model_validate({"ink": "#003399", "paper": "#ffee00", "body": {"shape": "dots"}})
    labels = Labels(layout, LabelDraft(layout="above", lines=("a",)), design, Terms())
    content = book(labels, [Label(f"https://go.example/r/{n}", ("Anna",)) for n in range(4)], terms=Terms())
    assert sorted(text for text, *_ in seen(content, 4)) == [f"https://go.example/r/{n}" for n in range(4)]


@pytest.mark.parametrize("long", [0, 1, 2])
def test_all_words_of_a_label_shrink_alike(long: int) -> None:
    layout = sheet.by_code("L7160")
    given = ["Anna", "Hall 7", "No. 17"]
    given[long] = "Hall 7, rack 19, left" if long == 0 else "Hall 7, rack 19, on the left"  # the first is larger
    sizes: dict[str, list[float]] = {}
    for about, texts in (("short", ["Anna", "Hall 7", "No. 17"]), ("long", given)):
        labels = Labels(layout, LabelDraft(lines=("a", "b", "c")), Design(), Terms())
        page, _ = labels.page([Label("https://go.example/r/1", tuple(texts))])
        assert labels.cut == set()
        sizes[about] = [
            float(one) * 2048
            for one in re.findall(rb"([\d.]+) 0 0 -[\d.]+ [\d.]+ [\d.]+ cm", zlib.decompress(page.stream))
        ]
    assert len(sizes["short"]) == len(sizes["long"]) == 3
    shrunk = [one / other for one, other in zip(sizes["long"], sizes["short"], strict=True)]
    assert 0.6 <= shrunk[0] < 0.99
    assert shrunk == pytest.approx([shrunk[0]] * 3, rel=1e-3)


def test_long_words_are_cut_and_strange_ones_refused() -> None:
    cut = fitted("A very long name of a thing that has no room", 8.0)
    assert cut.width <= 8
    assert words("Ä").letters
    with pytest.raises(Invalid, match=r"U\+4E2D"):
        words("中")


def test_a_code_without_room_is_refused_before_anything_is_drawn() -> None:
    with pytest.raises(Invalid, match="no room"):
        Labels(sheet.by_code("L7160"), LabelDraft(code_mm=50), Design(), Terms())
    with pytest.raises(Invalid, match="no room"):
        Labels(sheet.by_code("L4731"), LabelDraft(layout="above", lines=("a", "b", "c")), Design(), Terms())
