"""Books and sheets are looked through before they are handed out."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from qrdesk.core.artwork import batch, preflight, sheet
from qrdesk.core.artwork.batch import Row, Table
from qrdesk.core.artwork.export import render
from qrdesk.core.errors import PreflightFailed
from qrdesk.core.schemas.artwork import ArtworkFormat, Check, ExportDraft, Preflight
from qrdesk.core.schemas.batch import BatchDraft, BatchReport
from qrdesk.core.schemas.design import Design, SymbolWish

BROKEN = Preflight(passed=False, checks=(Check(code="boxes", passed=False, text="Page 7 is cut nowhere."),))


def draft(form: str, kind: str, **order: Any) -> BatchDraft:
    layout = {"sheet": sheet.by_code("L7160"), "label": {"layout": "code"}} if form == "sheets" else {}
    return BatchDraft.model_validate(
        {"form": form, "design": {"ink": "k"}, "order": {"format": kind, **order}, **layout}
    )


def run(out: Path, order: BatchDraft, rows: int = 3, **options: Any) -> BatchReport:
    listed = [Row(number, (f"https://go.example/r/{number}",)) for number in range(2, rows + 2)]
    return batch.run(Table(("url",), lambda: iter(listed), "x"), order, out, processes=1, **options)


@pytest.mark.parametrize("kind", ["pdf", "pdfx1a", "pdfx4"])
@pytest.mark.parametrize("form", ["pdf", "sheets"])
def test_a_book_comes_with_what_was_found(form: str, kind: str, tmp_path: Path) -> None:
    report = run(tmp_path / "out.pdf", draft(form, kind), rows=30)
    assert report.preflight is not None
    assert report.preflight.passed
    told = {check.code: check.text for check in report.preflight.checks}
    assert told["pages"] == f"All of its {report.pages} pages were looked at."
    assert told["module"].startswith("A module is ")
    assert ("output_intent" in told) is (kind != "pdf")


def test_the_smallest_module_of_all_pages_is_held_against_the_process(tmp_path: Path) -> None:
    listed = [Row(2, ("https://go.example/r/2",)), Row(3, ("https://go.example/" + "x" * 400,)), Row(4, ("short",))]
    order = draft("pdf", "pdf", size_mm=20, confirmed=True)
    report = batch.run(Table(("text",), lambda: iter(listed), "x"), order, tmp_path / "out.pdf", processes=1)
    alone = render("https://go.example/" + "x" * 400, Design(), ExportDraft(size_mm=20, confirmed=True)).report
    assert report.preflight is not None
    [module] = [check.text for check in report.preflight.checks if check.code == "module"]
    assert module.startswith(f"A module is {alone.module_mm:.3g} mm wide")
    assert "needs 0.33 mm" in module


def test_files_and_archives_are_looked_through_one_by_one(tmp_path: Path) -> None:
    assert run(tmp_path / "out.zip", draft("zip", "pdfx4")).preflight is None
    assert run(tmp_path / "out", draft("files", "svg")).preflight is None


@pytest.mark.parametrize("kind", ["pdfx1a", "pdfx4"])
def test_a_press_book_that_fails_is_not_handed_out(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finished: list[frozenset[int]] = []
    with monkeypatch.context() as patched:
        patched.setattr(preflight, "preflight_file", lambda *_, **__: BROKEN)
        with pytest.raises(PreflightFailed, match="cut nowhere"):
            run(tmp_path / "out.pdf", draft("pdf", kind), finishing=finished.append)
    assert not (tmp_path / "out.pdf").exists()
    assert not list(tmp_path.rglob("finished"))
    assert finished == []
    assert run(tmp_path / "out.pdf", draft("pdf", kind), finishing=finished.append).resumed == 3
    assert finished == [frozenset()]


def test_a_plain_book_is_handed_out_with_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "preflight_file", lambda *_, **__: BROKEN)
    assert run(tmp_path / "out.pdf", draft("pdf", "pdf")).preflight == BROKEN
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert len(pdf.pages) == 3


def test_a_press_book_with_too_small_modules_is_refused_before_it_is_made(tmp_path: Path) -> None:
    told: list[int] = []
    with pytest.raises(PreflightFailed, match="offset printing needs"):
        run(tmp_path / "out.pdf", draft("pdf", "pdfx4", size_mm=9.5), progress=lambda done, _: told.append(done))
    assert told == []
    found = run(tmp_path / "out.pdf", draft("pdf", "pdfx4", size_mm=9.5, confirmed=True)).preflight
    assert found is not None
    assert "which was confirmed" in " ".join(check.text for check in found.checks)


@pytest.mark.fast_cases(2)
@pytest.mark.parametrize("kind", ["pdfx4", "pdfx1a", "eps"])
@pytest.mark.parametrize("form", ["zip", "files"])
def test_press_files_with_too_small_modules_are_refused_before_they_are_made(
    form: str, kind: str, tmp_path: Path
) -> None:
    told: list[int] = []
    with pytest.raises(PreflightFailed, match="offset printing needs"):
        run(tmp_path / "out", draft(form, kind, size_mm=9.5), progress=lambda done, _: told.append(done))
    assert told == []
    assert not (tmp_path / "out").exists()
    assert run(tmp_path / "out", draft(form, kind, size_mm=9.5, confirmed=True)).made == 3
    assert run(tmp_path / "large", draft(form, kind, size_mm=25)).made == 3


def test_what_is_tried_is_the_largest_code_and_not_the_longest_text(tmp_path: Path) -> None:
    listed = [Row(2, ("7" * 60,)), Row(3, ("g" * 53,))]  # 221 bits, and 444
    told: list[int] = []
    with pytest.raises(PreflightFailed, match="offset printing needs"):
        batch.run(
            Table(("text",), lambda: iter(listed), "x"), draft("pdf", "pdfx4", size_mm=12), tmp_path / "out.pdf",
            processes=1, progress=lambda done, _: told.append(done),
        )  # fmt: skip
    assert told == []


SMALL = Design(ink="k", symbol=SymbolWish(version=20))


def with_small(number: int, rows: int) -> Table:
    """Return a list with one row, ``number``, that has a look of its own with far too small modules."""
    looks = (SMALL if row == number else None for row in range(2, rows + 2))
    listed = [Row(row, (f"https://go.example/r/{row}",), "", look) for row, look in enumerate(looks, 2)]
    return Table(("url",), lambda: iter(listed), "x")


def test_a_whole_sheet_is_looked_through_before_all_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    told: list[int] = []

    def look(content: bytes, *_: Any, **__: Any) -> Preflight:
        with pypdfium2.PdfDocument(content) as file:
            codes = len(zxingcpp.read_barcodes(file[0].render(scale=3).to_pil()))
        looked.append(codes)
        return BROKEN if codes > 1 else Preflight(passed=True, checks=())

    monkeypatch.setattr(preflight, "preflight", look)
    with pytest.raises(PreflightFailed, match="cut nowhere"):
        run(tmp_path / "out.pdf", draft("sheets", "pdfx4"), rows=300, progress=lambda done, _: told.append(done))
    assert (looked, told) == ([1, 21], [0])
    assert not list(tmp_path.glob("out*"))
    assert not list(tmp_path.glob(".out*"))


def test_of_looks_that_are_not_tried_the_first_too_small_module_ends_a_press_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qrdesk.core.artwork.batches.trial.MOST_LOOKS", 1)
    told: list[int] = []
    with pytest.raises(PreflightFailed, match="offset printing needs"):
        batch.run(
            with_small(205, 450), draft("pdf", "pdfx4"), tmp_path / "out.pdf",
            processes=1, progress=lambda done, _: told.append(done),
        )  # fmt: skip
    assert told == [0, 200]  # 450 would be all
    sure = draft("pdf", "pdfx4", confirmed=True)
    report = batch.run(with_small(205, 450), sure, tmp_path / "out.pdf", processes=1)
    assert (report.resumed, report.made) == (200, 450)


def test_a_press_file_of_an_archive_with_too_small_modules_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qrdesk.core.artwork.batches.trial.MOST_LOOKS", 1)
    report = batch.run(with_small(3, 3), draft("zip", "pdfx4"), tmp_path / "out.zip", processes=1)
    assert [(one.row, one.code) for one in report.problems] == [(3, "preflight_failed")]
    assert report.made == 2


@pytest.mark.parametrize("kind", [ArtworkFormat.PDF, ArtworkFormat.PDF_X4, ArtworkFormat.EPS])
def test_single_print_files_come_with_what_was_found_too(kind: ArtworkFormat) -> None:
    made = render("https://go.example/r/1", Design(ink="k"), ExportDraft(format=kind, size_mm=25))
    assert made.report.preflight is not None
    assert made.report.preflight.passed
    assert "module" in {check.code for check in made.report.preflight.checks}
    if kind is not ArtworkFormat.EPS:
        with pikepdf.open(io.BytesIO(made.content)) as pdf:
            assert len(pdf.pages) == 1
    assert render("x", Design(), ExportDraft(format=ArtworkFormat.SVG)).report.preflight is None
