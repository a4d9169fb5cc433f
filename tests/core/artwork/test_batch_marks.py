"""A trial says so on every page and label: in words that programs find, and never on a code or its quiet zone."""

import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from qrdesk.core.artwork import batch, sheet
from qrdesk.core.artwork.assets import NOTHING
from qrdesk.core.artwork.batch import Row, Table
from qrdesk.core.artwork.batches import work
from qrdesk.core.schemas.batch import BatchDraft, BatchReport

MARK = ("TRIAL", "leads only to this computer", "not for use")
WHOLE = " · ".join(MARK)
DPI = 300
ROWS = 30


def draft(form: str, kind: str, **fields: Any) -> BatchDraft:
    order = {"format": kind, "confirmed": True, **fields.pop("order", {})}
    return BatchDraft.model_validate({"form": form, "design": {"ink": "k"}, "order": order, **fields})


def run(out: Path, order: BatchDraft) -> BatchReport:
    listed = [Row(number, (f"http://localhost:8765/r/{number}", f"Plum jam {number}")) for number in range(2, ROWS + 2)]
    return batch.run(Table(("text", "title"), lambda: iter(listed), "x"), order, out, processes=1)


def pictures(pdf: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(str(pdf)) as document:
        return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]


def words_of(pdf: Path) -> list[str]:
    """Return what pdftotext finds on each page."""
    told = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    return told.stdout.decode().split("\f")[:-1]


def codes_on(pages: list[Image.Image]) -> list[str]:
    return [one.text for page in pages for one in zxingcpp.read_barcodes(page)]


SHEETS = {
    "L7160": {"sheet": sheet.by_code("L7160"), "label": {"lines": ["{title}", "{text}"], "code_mm": 25}},
    "below": {"sheet": sheet.by_code("L7160"), "label": {"layout": "above", "lines": ["{title}"]}},
    "small": {"sheet": sheet.by_code("L4731"), "label": {"layout": "code"}},
    "cut": {"sheet": sheet.n_up(40, 30), "label": {"layout": "code"}},
    "letter": {"sheet": sheet.by_code("5160"), "label": {"lines": ["{title}"]}},
}


@pytest.mark.fast_cases(3)
@pytest.mark.parametrize("kind", ["pdf", "pdfx1a"])
@pytest.mark.parametrize("which", list(SHEETS))
def test_each_sheet_of_a_trial_says_so_beside_its_codes(which: str, kind: str, tmp_path: Path) -> None:
    plain = draft("sheets", kind, **SHEETS[which])
    marked = plain.model_copy(update={"mark": MARK})
    run(tmp_path / "plain.pdf", plain)
    report = run(tmp_path / "trial.pdf", marked)
    assert report.preflight is not None
    assert report.preflight.passed
    before, after = pictures(tmp_path / "plain.pdf"), pictures(tmp_path / "trial.pdf")
    assert sorted(codes_on(after)) == sorted(f"http://localhost:8765/r/{number}" for number in range(2, ROWS + 2))
    said = words_of(tmp_path / "trial.pdf")
    assert len(said) == len(after)
    assert all(WHOLE in page for page in said)
    assert sum(len(re.findall(MARK[0], page)) for page in said) >= ROWS, "each label that is peeled off has it"
    labels = work.labels_of(marked, NOTHING)
    assert marked.sheet is not None
    left, top, side = labels.room.code
    for one, other in zip(before, after, strict=True):
        changed = np.asarray(one) != np.asarray(other)
        assert changed.any()
        for number in range(marked.sheet.labels):
            x, y = sheet.place(marked.sheet, number)
            box = [round(value * DPI / 25.4) for value in (x + left, y + top, x + left + side, y + top + side)]
            assert not changed[box[1] : box[3], box[0] : box[2]].any(), f"the code of label {number}"


@pytest.mark.fast_cases(2)
@pytest.mark.parametrize("kind", ["pdf", "pdfx1a", "pdfx4"])
@pytest.mark.parametrize("look", [{"ink": "k"}, {"ink": "k", "body": {"shape": "dots"}, "paper": "#ffe0a0"}])
def test_each_page_of_a_trial_s_book_says_so_below_its_code(look: dict[str, Any], kind: str, tmp_path: Path) -> None:
    order = {"size_mm": 25, "bleed_mm": 3, "crop_marks": True}
    plain = draft("pdf", kind, order=order).model_copy(update={"design": work.Design.model_validate(look)})
    run(tmp_path / "plain.pdf", plain)
    report = run(tmp_path / "trial.pdf", plain.model_copy(update={"mark": MARK}))
    assert report.preflight is not None
    assert report.preflight.passed
    after = pictures(tmp_path / "trial.pdf")
    assert codes_on(after) == [f"http://localhost:8765/r/{number}" for number in range(2, ROWS + 2)]
    assert all(all(line in page for line in MARK) for page in words_of(tmp_path / "trial.pdf"))
    with pypdfium2.PdfDocument(str(tmp_path / "trial.pdf")) as book:
        low, high = book[0].get_trimbox()[1], book[0].get_trimbox()[3]
    with pypdfium2.PdfDocument(str(tmp_path / "plain.pdf")) as book:
        plain_high = book[0].get_trimbox()[3] - book[0].get_trimbox()[1]
    assert high - low - plain_high > 3 * 72 / 25.4, "the words and the bleed have a strip of their own"


def test_what_is_no_trial_has_no_words_of_one(tmp_path: Path) -> None:
    run(tmp_path / "plain.pdf", draft("sheets", "pdf", **SHEETS["small"]))
    assert "".join(words_of(tmp_path / "plain.pdf")).strip() == ""
    assert b"/Type3" not in (tmp_path / "plain.pdf").read_bytes()
