"""Books, files and labels are drawn as single files are: frames with addresses, whole dots, own looks of rows."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from qrdesk.core.artwork import batch
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.batch import Row, Table
from qrdesk.core.artwork.export import render
from qrdesk.core.artwork.pdf import Book, Terms
from qrdesk.core.artwork.rendition import draw
from qrdesk.core.artwork.sheet import by_code
from qrdesk.core.artwork.sheets import Label, Labels
from qrdesk.core.errors import ArtworkRisky, CalledOff, Invalid
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft, FileOrder
from qrdesk.core.schemas.batch import BatchDraft, BatchReport, LabelDraft, SheetDraft
from qrdesk.core.schemas.design import Body, BodyShape, Design, Frame, FrameShape, Logo
from tests.core.artwork.logos import BADGE

URL = "https://go.example/r/AB12CD"
FRAMED = Design(ink="k", frame=Frame(shape=FrameShape.LABEL_BELOW, text="Scan me", address=True))
DOTS = Design(ink="k", body=Body(shape=BodyShape.DOTS))
# on it a dot of 300 dpi is a pixel of a picture of 2,400 by 3,000, and labels begin between two dots
WHOLE = SheetDraft(
    page_width_mm=203.2, page_height_mm=254, label_width_mm=50.03, label_height_mm=50.03, columns=2, rows=2,
    left_mm=11.11, top_mm=13.37, pitch_x_mm=60.017, pitch_y_mm=60.017,
)  # fmt: skip


def table(rows: Sequence[Row]) -> Table:
    return Table(("url",), lambda: iter(rows), "the same")


def row(number: int, design: Design | None = None, assets: Assets = NOTHING) -> Row:
    return Row(number + 2, (f"https://go.example/r/{number}",), "", design, assets)


def draft(form: str, **fields: Any) -> BatchDraft:
    order = {"format": "svg" if form in {"files", "zip"} else "pdf", "confirmed": True, **fields.pop("order", {})}
    sheet = {"sheet": WHOLE} if form == "sheets" else {}
    return BatchDraft.model_validate({"form": form, "order": order, **sheet, **fields})


def run(rows: Sequence[Row], out: Path, order: BatchDraft, **options: Any) -> BatchReport:
    return batch.run(table(rows), order, out, processes=1, **options)


def drawn_on(content: bytes) -> list[bytes]:
    """Return what is drawn on each page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def pages(content: bytes, dpi: float = 200) -> list[Image.Image]:
    with pypdfium2.PdfDocument(content) as file:
        return [page.render(scale=dpi / 72).to_pil() for page in file]


def texts(picture: Image.Image) -> set[str]:
    return {one.text for one in zxingcpp.read_barcodes(picture)}


def greys(picture: Image.Image) -> int:
    """Return how many pixels are neither ink nor paper: an edge lies in them, by more than a fiftieth of a dot."""
    tones = np.asarray(picture.convert("L")).astype(int)
    slack = (tones.max() - tones.min()) / 50
    return int(((tones > tones.min() + slack) & (tones < tones.max() - slack)).sum())


@pytest.mark.parametrize("kind", [ArtworkFormat.PDF, ArtworkFormat.PDF_X1A, ArtworkFormat.PDF_X4])
@pytest.mark.parametrize(
    "design", [FRAMED, DOTS, Design(ink="k", paper="cmyk:0,0,20,0")], ids=["framed", "dots", "tint"]
)
def test_a_page_of_a_book_is_what_a_single_file_is(design: Design, kind: ArtworkFormat, tmp_path: Path) -> None:
    asked: dict[str, Any] = {"format": kind, "size_mm": 40, "reduce_um": 15, "snap": True, "dpi": 600, "bleed_mm": 2}
    run([row(1)], tmp_path / "book.pdf", draft("pdf", design=design, order=asked))
    single = render("https://go.example/r/1", design, ExportDraft(**asked, confirmed=True))
    assert drawn_on((tmp_path / "book.pdf").read_bytes()) == drawn_on(single.content)


def label_of(design: Design, order: FileOrder, sheet: SheetDraft = WHOLE, text: str = URL) -> tuple[bytes, Labels]:
    terms = Terms(ArtworkFormat.PDF)
    labels = Labels(sheet, LabelDraft(layout="code"), design, terms, order=order)
    file = io.BytesIO()
    with Book(file, "x", terms) as made:
        drawn, refused = labels.page([Label(text)] * sheet.labels)
        assert refused == []
        made.add(drawn)
    return file.getvalue(), labels


def test_a_frame_writes_the_address_in_books_and_on_labels_too(tmp_path: Path) -> None:
    bare = FRAMED.model_copy(update={"frame": Frame(shape=FrameShape.LABEL_BELOW, text="Scan me")})
    heights: list[float] = []
    for design in (FRAMED, bare):
        run([row(1)], tmp_path / "book.pdf", draft("pdf", design=design, order={"size_mm": 40}), anew=True)
        with pikepdf.open(tmp_path / "book.pdf") as pdf:
            heights.append(float(pdf.pages[0].TrimBox[3]))
    assert heights[0] > heights[1] + 3  # points: a line of words
    with_address, without = (label_of(design, FileOrder(size_mm=40))[0] for design in (FRAMED, bare))
    assert drawn_on(with_address) != drawn_on(without)
    assert texts(pages(with_address)[0]) == {URL}


@pytest.mark.parametrize("design", [Design(ink="k"), Design(ink="k", quiet_zone=1)], ids=["standard", "narrow"])
def test_modules_of_a_book_are_whole_dots(design: Design, tmp_path: Path) -> None:
    for snap in (True, False):
        order = {"size_mm": 25, "snap": snap, "dpi": 300}
        run([row(1)], tmp_path / "book.pdf", draft("pdf", design=design, order=order), anew=True)
        [shown] = pages((tmp_path / "book.pdf").read_bytes(), 300)
        assert (greys(shown) == 0) is snap


@pytest.mark.parametrize(
    "design", [Design(ink="k"), Design(ink="k", paper="#ffff00"), DOTS], ids=["plain", "tint", "dots"]
)
def test_a_label_has_whole_dots_and_its_code_keeps_to_its_room(design: Design) -> None:
    order = FileOrder(snap=True, dpi=203)
    content, labels = label_of(design, order)
    made = draw(URL, design, order, bounded_mm=labels.code_mm)
    dots = made.scene.module_mm / 25.4 * 203
    assert dots == pytest.approx(round(dots), abs=1e-6)
    assert labels.code_mm - made.code.modules * 25.4 / 203 * 2 < made.scene.width_mm <= labels.code_mm
    assert labels.least_module_mm == pytest.approx(made.scene.module_mm)
    assert len(zxingcpp.read_barcodes(pages(content)[0])) == 4


def test_each_label_of_a_sheet_begins_with_a_dot() -> None:
    snapped, _ = label_of(Design(ink="k"), FileOrder(snap=True, dpi=300))
    loose, _ = label_of(Design(ink="k"), FileOrder(dpi=300))
    assert greys(pages(snapped, 300)[0]) == 0
    assert greys(pages(loose, 300)[0]) > 1000


def test_a_framed_code_on_a_label_has_whole_dots_and_room() -> None:
    order = FileOrder(snap=True, dpi=300)
    made = draw(URL, FRAMED, order, bounded_mm=20)
    dots = made.scene.module_mm / 25.4 * 300
    assert dots == pytest.approx(round(dots), abs=1e-6)
    assert max(made.scene.width_mm, made.scene.height_mm) <= 20 + 1e-9
    with pytest.raises(Invalid, match="smaller than a dot"):
        draw("x" * 2000, FRAMED, FileOrder(snap=True, dpi=72), bounded_mm=20)


LOOKS = [None, Design(ink="#c00000", paper="#ffeeaa"), DOTS, FRAMED, Design(ink="k", quiet_zone=2), None]


@pytest.mark.parametrize("form", ["pdf", "sheets", "zip", "files"])
@pytest.mark.fast_cases(2)
def test_each_row_has_its_own_look(form: str, tmp_path: Path) -> None:
    rows = [row(number, design) for number, design in enumerate(LOOKS)]
    order = draft(form, design={"ink": "#003399"}, label={"layout": "code"}, order={"size_mm": 30})
    report = run(rows, tmp_path / "out", order)
    assert (report.made, report.problems) == (len(LOOKS), ())
    shown = seen(tmp_path / "out", form)
    found = [texts(picture) for picture in shown]
    assert set().union(*found) == {f"https://go.example/r/{number}" for number in range(len(LOOKS))}
    inks = [darkest(picture, number % 4 if form == "sheets" else None) for number, picture in enumerate(shown)]
    assert inks[1] == (192, 0, 0)
    assert inks[0] == inks[5] == (0, 51, 153)


def seen(out: Path, form: str) -> list[Image.Image]:
    """Return a picture of each row: of labels the sheet that it is on."""
    if form == "pdf":
        return pages(out.read_bytes())
    if form == "sheets":
        return [sheet for sheet in pages(out.read_bytes()) for _ in range(4)][: len(LOOKS)]
    if form == "zip":
        with zipfile.ZipFile(out) as packed:
            return [svg(packed.read(name)) for name in packed.namelist()]
    return [svg(path.read_bytes()) for path in sorted(out.iterdir())]


def svg(content: bytes) -> Image.Image:
    import resvg_py

    picture = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=content.decode(), width=400, dpi=96)))
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture.convert("RGBA"))


def darkest(picture: Image.Image, place: int | None) -> tuple[int, ...]:
    """Return the commonest colour of those far from white; ``place`` is a label of a sheet."""
    whole = picture.convert("RGB")
    if place is not None:
        down, right = divmod(place, 2)
        scale = whole.width / WHOLE.page_width_mm
        left, top = WHOLE.left_mm + right * WHOLE.pitch_x_mm, WHOLE.top_mm + down * WHOLE.pitch_y_mm
        end, bottom = left + WHOLE.label_width_mm, top + WHOLE.label_height_mm
        whole = whole.crop((left * scale, top * scale, end * scale, bottom * scale))
    pixels, counts = np.unique(np.asarray(whole).reshape(-1, 3), axis=0, return_counts=True)
    dark = pixels.min(axis=1) < 100
    return tuple(int(channel) for channel in pixels[dark][counts[dark].argmax()])


@pytest.mark.wide
def test_own_looks_are_the_same_bytes_in_whatever_processes(tmp_path: Path) -> None:
    few = {7: DOTS, 90: FRAMED, 205: DOTS}
    rows = [row(number, few.get(number, Design(ink="k") if number % 3 else None)) for number in range(210)]
    order = draft("pdf", design={"ink": "#003399"})
    run(rows, tmp_path / "one.pdf", order)
    batch.run(table(rows), order, tmp_path / "two.pdf", processes=2)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_a_logo_of_a_row_is_its_own_and_an_order_s_profile_is_for_all(tmp_path: Path) -> None:
    design = Design(ink="k", error_correction="H", logo=Logo(file="fil_x", size=0.15))  # type: ignore[arg-type]  # as JSON
    run([row(0), row(1, design, BADGE)], tmp_path / "book.pdf", draft("pdf", order={"size_mm": 40}))
    plain, with_logo = drawn_on((tmp_path / "book.pdf").read_bytes())
    single = render(
        "https://go.example/r/1", design, ExportDraft(format=ArtworkFormat.PDF, size_mm=40, confirmed=True), BADGE
    )
    assert [with_logo] == drawn_on(single.content)
    assert plain != with_logo


def test_another_look_of_one_row_is_another_batch(tmp_path: Path) -> None:
    rows, order, out = [row(number, Design(ink="k")) for number in range(52)], draft("files"), tmp_path / "out"
    with pytest.raises(CalledOff):
        run(rows, out, order, cancelled=lambda: True)
    assert batch.is_free(table(rows), order, out)
    for look in ((DOTS, NOTHING), (None, NOTHING), (Design(ink="k"), BADGE)):
        assert not batch.is_free(table([*rows[:-1], row(51, *look)]), order, out)
    assert not batch.is_free(table([row(0), *rows[1:]]), order, out)
    assert run(rows, out, order).resumed == 50


PALE = Design(ink="#b8b8b8", quiet_zone=1)
UNREADABLE = Design(ink="#eeeeee")


def test_an_own_look_that_scans_badly_is_asked_about_and_one_that_cannot_be_is_left_out(tmp_path: Path) -> None:
    rows = [row(0), row(1, PALE), row(2, UNREADABLE)]
    with pytest.raises(ArtworkRisky):
        run(rows, tmp_path / "out.pdf", draft("pdf", order={"confirmed": False}))
    for form in ("pdf", "sheets", "zip"):
        report = run(rows, tmp_path / form, draft(form, label={"layout": "code"}))
        assert [(one.row, "too alike" in one.text) for one in report.problems] == [(4, True)]
        assert report.made == 2
    assert run([row(0), row(2, UNREADABLE)], tmp_path / "x.pdf", draft("pdf", order={"confirmed": False})).made == 1
    with pytest.raises(ArtworkRisky):
        run([row(0)], tmp_path / "y.pdf", draft("pdf", design=PALE, order={"confirmed": False}))


def test_of_very_many_looks_the_first_are_scored_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qrdesk.core.artwork.batches.trial.MOST_LOOKS", 2)
    rows = [row(number, Design(ink=f"#0000{number:02x}")) for number in range(3)]
    report = run(rows, tmp_path / "out.pdf", draft("pdf", order={"confirmed": False}))
    assert report.points is not None
    assert [one for one in report.warnings if "first 2 looks" in one]
    assert not [one for one in run(rows[:2], tmp_path / "two.pdf", draft("pdf")).warnings if "looks" in one]


BILL = (
    "SPC\r\n0200\r\n1\r\nCH4431999123000889012\r\nS\r\nRobert Schneider AG\r\nRue du Lac\r\n1268\r\n2501\r\nBiel\r\nCH"
    + "\r\n" * 8
    + "1949.75\r\nCHF\r\nS\r\nPia Rutschmann\r\nMarktgasse\r\n28\r\n9400\r\nRorschach\r\nCH\r\nQRR\r\n"
    + "210000000003139471430009017\r\nOrder\r\nEPD"
)
ARTICLE = "https://id.gs1.org/01/09506000134352"
MM = 72 / 25.4  # points


def test_a_bill_in_a_list_is_drawn_as_banks_want_it(tmp_path: Path) -> None:
    rows = [row(0), Row(3, (BILL,))]
    bills = Table(("text",), lambda: iter(rows), "x")
    order = draft("pdf", design={"ink": "k"}, order={"snap": True})
    batch.run(bills, order, tmp_path / "out.pdf", processes=1)
    single = render(BILL, Design(ink="k"), ExportDraft(format=ArtworkFormat.PDF, confirmed=True))
    assert drawn_on((tmp_path / "out.pdf").read_bytes())[1] == drawn_on(single.content)[0]
    modules = single.report.modules
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert float(pdf.pages[1].TrimBox[2]) == pytest.approx(46 * (modules + 8) / modules * MM, abs=0.01)


def test_a_bill_has_no_room_on_a_small_label_and_no_parts() -> None:
    assert draw(BILL, Design(), FileOrder(), bounded_mm=60).scene.symbol.side_mm == pytest.approx(46)
    with pytest.raises(Invalid, match="46 mm wide, and has no room"):
        draw(BILL, Design(), FileOrder(), bounded_mm=47)
    with pytest.raises(Invalid, match="one code"):
        draw(BILL, Design(), FileOrder(parts=2))


@pytest.mark.parametrize("snap", [True, False])
def test_a_label_with_a_barcode_keeps_to_its_room(snap: bool) -> None:
    design, order = Design(ink="k", barcode=True), FileOrder(snap=snap, dpi=300)
    lengths = {"label_width_mm": 80.0, "label_height_mm": 80.0, "pitch_x_mm": 85.0, "pitch_y_mm": 85.0}
    content, labels = label_of(design, order, WHOLE.model_copy(update=lengths), ARTICLE)
    made = draw(ARTICLE, design, order, bounded_mm=labels.code_mm)
    assert made.scene.bar_mm > 0.26
    assert made.scene.height_mm <= labels.code_mm + 1e-6
    assert made.scene.height_mm > labels.code_mm - 2 * made.code.modules * 25.4 / 300
    assert {"EAN-13", "QR Code"} <= {str(one.format) for one in zxingcpp.read_barcodes(pages(content, 300)[0])}
    with pytest.raises(Invalid, match="does not fit"):
        draw(ARTICLE, design, order, bounded_mm=30)


def test_rows_without_an_article_number_get_no_barcode_and_the_others_do(tmp_path: Path) -> None:
    rows = [row(0), Row(3, (ARTICLE,)), row(2)]
    order = draft("pdf", design={"ink": "k", "barcode": True}, order={"size_mm": 40})
    report = run(rows, tmp_path / "out.pdf", order)
    assert {one.row: "carries none" in one.text for one in report.problems} == {2: True, 4: True}
    [page] = pages((tmp_path / "out.pdf").read_bytes(), 300)
    assert {str(one.format) for one in zxingcpp.read_barcodes(page)} == {"EAN-13", "QR Code"}


@pytest.mark.parametrize("form", ["pdf", "sheets"])
def test_a_bill_among_addresses_is_left_out_where_the_look_has_a_frame(form: str, tmp_path: Path) -> None:
    rows = [row(0), Row(3, (BILL,)), row(2)]
    bills = Table(("text",), lambda: iter(rows), "x")
    order = draft(form, design=FRAMED, label={"layout": "code"}, order={"size_mm": 40})
    report = batch.run(bills, order, tmp_path / "out.pdf", processes=1)
    assert [(one.row, "has no frame" in one.text) for one in report.problems] == [(3, True)]
    assert report.made == 2
    with pytest.raises(Invalid, match="has no frame"):
        batch.run(Table(("text",), lambda: iter(rows[1:2]), "y"), order, tmp_path / "bills.pdf", processes=1)


@pytest.mark.parametrize(("text", "words"), [(BILL, "46 mm wide, and has no room"), ("x" * 2000, "smaller than a dot")])
def test_codes_that_a_label_has_no_room_for_are_left_out(text: str, words: str, tmp_path: Path) -> None:
    rows = [*(Row(number, (f"{text}{number}",)) for number in range(2, 14)), row(12)]
    layout = {"sheet": by_code("L7160"), "label": {"layout": "code"}}
    order = BatchDraft.model_validate(
        {"form": "sheets", "order": {"format": "pdf", "snap": True, "dpi": 100, "confirmed": True}, **layout}
    )
    report = batch.run(Table(("text",), lambda: iter(rows), "x"), order, tmp_path / "out.pdf", processes=1)
    assert {one.row: words in one.text for one in report.problems} == dict.fromkeys(range(2, 14), True)
    assert report.made == 1
