"""Pages of PDFs: boxes to a hundredth of a millimetre, the same bytes twice, any title, books of any length."""

import io
import pickle
import re
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from qrdesk.core.artwork import pdf
from qrdesk.core.artwork.pdf import Book, Sheet, Terms
from qrdesk.core.artwork.scene import Fill, Picture
from qrdesk.core.artwork.style import Shading, paint
from qrdesk.core.schemas.artwork import ArtworkFormat
from tests.core.artwork.printing import BLUE, GOLD, WHITE, K, by_pdfium, code, mm, rectangle, run, symbol

PDFS = (ArtworkFormat.PDF, ArtworkFormat.PDF_X1A, ArtworkFormat.PDF_X4)
PRESS = PDFS[1:]
HOSTILE = "a) /JS (x\\ <b>&]]> \x00\r\n%EOF “čerešňa” 春 \ud800\uffff <?xpacket end?>"
MM_PER_PT = 25.4 / 72


def a_picture() -> Picture:
    drawn = Image.new("RGBA", (60, 60), (200, 30, 30, 255))
    drawn.paste((0, 0, 0, 0), (0, 0, 20, 60))
    drawn.paste((0, 120, 0, 128), (40, 0, 60, 60))
    file = io.BytesIO()
    drawn.save(file, "PNG")
    return Picture(16, 16, 8, 8, file.getvalue(), 0.9)


def a_rich_scene() -> tuple[Fill | Picture, ...]:
    way = Shading(False, (0, 0), (40, 0), ((0, BLUE), (0.5, paint("#802010")), (0.5, K), (1, GOLD)))
    return (Fill((rectangle(1, 1, 39, 2),), way, 0.5), Fill((rectangle(1, 38, 39, 39),), WHITE, 0.8), a_picture())


@pytest.mark.parametrize("kind", PDFS)
@pytest.mark.parametrize(("bleed_mm", "marks"), [(0, False), (3, False), (3, True), (4.7, True), (0, True)])
def test_boxes_are_right_to_a_hundredth_of_a_millimetre(
    kind: ArtworkFormat, bleed_mm: float, marks: bool, tmp_path: Path
) -> None:
    for side_mm in (5, 33.33, 2000):
        file = tmp_path / "code.pdf"
        file.write_bytes(pdf.write(code(side_mm=side_mm), "x", Terms(kind, bleed_mm, marks)))
        told = run("pdfinfo", "-box", file)
        boxes = {
            name: [float(corner) * MM_PER_PT for corner in corners.split()]
            for name, corners in re.findall(r"^(\w+)Box:(.*)$", told, re.MULTILINE)
        }
        edge = max(3, bleed_mm) + 6 if marks else bleed_mm
        assert boxes["Media"] == pytest.approx([0, 0, side_mm + 2 * edge, side_mm + 2 * edge], abs=0.01)
        assert boxes["Trim"] == pytest.approx([edge, edge, edge + side_mm, edge + side_mm], abs=0.01)
        near, far = edge - bleed_mm, edge + side_mm + bleed_mm
        assert boxes["Bleed"] == pytest.approx([near, near, far, far], abs=0.01)


@pytest.mark.parametrize("kind", PDFS)
def test_other_programs_find_the_file_well_formed(kind: ArtworkFormat, tmp_path: Path) -> None:
    file = tmp_path / "code.pdf"
    file.write_bytes(pdf.write(code(K, BLUE, *a_rich_scene()), HOSTILE, Terms(kind, 3, crop_marks=True)))
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", file)
    told = run("pdfinfo", file)
    assert re.search(r"PDF version:\s+1\.[46]", told)
    assert ("PDF/X-1a:2003" in told) == (kind is ArtworkFormat.PDF_X1A)


@pytest.mark.parametrize("kind", PRESS)
def test_a_title_is_the_same_in_both_places_whatever_it_says(kind: ArtworkFormat) -> None:
    for title, kept in ((HOSTILE, "a) /JS (x\\ <b>&]]> %EOF “čerešňa” 春 <?xpacket end?>"), ("\x00 \n", "QR code")):
        with pikepdf.open(io.BytesIO(pdf.write(code(), title, Terms(kind)))) as file:
            assert str(file.docinfo["/Title"]) == kept
            with file.open_metadata() as said:
                assert said["dc:title"] == kept
            assert file.docinfo["/Trapped"] == pikepdf.Name("/False")
            assert set(file.docinfo.keys()) >= {"/Title", "/CreationDate", "/ModDate", "/Trapped", "/Creator"}
    assert len(pdf.write(code(), "x" * 100_000, Terms(kind))) < 1_000_000


@pytest.mark.parametrize("kind", PDFS)
def test_the_same_scene_is_the_same_bytes_and_a_day_is_told_only_if_it_is_given(kind: ArtworkFormat) -> None:
    scene = code(K, BLUE, *a_rich_scene())
    assert pdf.write(scene, "x", Terms(kind)) == pdf.write(scene, "x", Terms(kind))
    ids = [_id(pdf.write(scene, title, Terms(kind))) for title in ("x", "x", "y")]
    assert ids[0] == ids[1] != ids[2]
    on_a_day = pdf.write(scene, "x", Terms(kind, at=datetime(2026, 11, 22, 12, tzinfo=UTC)))
    assert b"D:20261122120000Z" in on_a_day


def _id(content: bytes) -> bytes:
    found = re.search(rb"/ID \[<(\w{32})>", content)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("kind", PDFS)
def test_pages_from_another_process_make_the_same_book_and_share_what_is_alike(kind: ArtworkFormat) -> None:
    terms = Terms(kind)
    scene = code(BLUE, WHITE, *a_rich_scene())
    pages = [pdf.page(scene, terms)] * 250
    assert _bound(pages, terms) == _bound(pickle.loads(pickle.dumps(pages)), terms)  # noqa: S301 our own, just made
    with pikepdf.open(io.BytesIO(_bound(pages, terms))) as file:
        assert len(file.pages) == 250
        kinds = [str(each.get("/Subtype")) for each in file.objects if isinstance(each, pikepdf.Stream)]
        assert kinds.count("/Image") == 2  # the picture and its mask, not 250 of each


def _bound(pages: list[pdf.Page], terms: Terms) -> bytes:
    file = io.BytesIO()
    with Book(file, "x", terms) as book:
        for page in pages:
            book.add(page)
    return file.getvalue()


def test_a_book_takes_no_more_memory_for_more_pages() -> None:
    page = pdf.page(code())

    def most(pages: int) -> int:
        tracemalloc.start()
        with Book(_Nowhere(), "x") as book:
            for _ in range(pages):
                book.add(page)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    few, many = most(1_000), most(5_000)
    assert many - few < 4_000 * 2 * 8 * 4  # where its two objects lie, and nothing of the page itself


class _Nowhere:
    """Takes what is written, cannot go back, and keeps nothing."""

    def write(self, content: bytes, /) -> int:
        return len(content)


def test_squares_are_the_symbol_as_its_outlines_are(tmp_path: Path) -> None:
    scene = code(side_mm=mm(777))
    sheet = Sheet(scene.width_mm, scene.height_mm)
    sheet.squares(symbol().rows, scene.symbol.x_mm, scene.symbol.y_mm, scene.module_mm, K)
    file = io.BytesIO()
    with Book(file, "x") as book:
        book.add(sheet.page())
    [traced], [runs] = by_pdfium(pdf.write(scene, "x"), tmp_path), by_pdfium(file.getvalue(), tmp_path)
    assert differing(runs, traced) <= 2  # of 255, where rounding differs


def differing(one: Image.Image, other: Image.Image) -> int:
    return max(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True))


def test_a_book_that_failed_is_not_finished() -> None:
    file = io.BytesIO()

    def fail() -> None:
        with Book(file, "x") as book:
            book.add(pdf.page(code()))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert b"%%EOF" not in file.getvalue()
