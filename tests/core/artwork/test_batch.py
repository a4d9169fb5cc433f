"""Batches: lists in any shape, rows that are no use, names that mean harm, runs that were stopped."""

import io
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import resvg_py
import zxingcpp
from PIL import Image

from qrdesk.core.artwork import batch, sheet
from qrdesk.core.artwork.batches import naming, packing, state
from qrdesk.core.artwork.batches.seen import Seen
from qrdesk.core.errors import ArtworkRisky, CalledOff, CannotRead, Invalid
from qrdesk.core.schemas.batch import BatchDraft, BatchReport

Given = Callable[..., Path]


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """Return what writes a list: (text, name, encoding) -> file."""

    def write(text: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def draft(form: str = "files", **fields: Any) -> BatchDraft:
    order = {"format": "svg" if form in {"files", "zip"} else "pdf", "confirmed": True, **fields.pop("order", {})}
    return BatchDraft.model_validate({"form": form, "order": order, **fields})


def run(path: Path, out: Path, order: BatchDraft, **options: Any) -> BatchReport:
    return batch.run(batch.read(path), order, out, processes=1, **options)


def many(rows: int) -> str:
    return "url,name\n" + "".join(f"https://go.example/r/{row},Thing {row}\n" for row in range(rows))


def read_svg(content: bytes) -> str | None:
    picture = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=content.decode(), width=300, dpi=96)))
    on_white = Image.new("RGBA", picture.size, "white")
    on_white.alpha_composite(picture.convert("RGBA"))
    found = zxingcpp.read_barcode(on_white.convert("L"))
    return None if found is None else found.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lists_are_read_as_spreadsheets_write_them(given: Given, encoding: str, delimiter: str) -> None:
    text = delimiter.join(("Straße", "URL")) + "\r\n" + delimiter.join(('"Lützow\nUfer, 1; 2"', "https://a.example"))
    table = batch.read(given(text, encoding=encoding))
    assert table.header == ("Straße", "URL")
    assert [row.cells for row in table.rows()] == [("Lützow\nUfer, 1; 2", "https://a.example")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\n\n", b"\xff" * 400_000])
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(CannotRead):
        list(batch.read(path).rows())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('url,about\nhttps://a.example,"' + "long\n" * 40_000, "a quotation mark that is never closed"),
        ("url,about\nhttps://a.example," + "x" * 200_000, "a quotation mark that is never closed"),
        (
            "url,about\nhttps://a.example,x\nhttps://b.org," + "x" * 40_000,
            "its row 3 has a cell of more than 32,768",
        ),
        ("url," + "x" * 40_000 + "\nhttps://a.example,x", "its row 1 has a cell of more than 32,768"),
        ("url\n" + "x" * 300_000, "a line that is far too long"),
        ("\n", "Name the columns there"),
    ],
    ids=["quotes", "in the first lines", "cell", "heading", "line", "no headings"],
)
def test_what_is_too_long_is_said_in_whole_sentences(given: Given, text: str, why: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        list(batch.read(given(text)).rows())
    said = str(refusal.value)
    assert why in said
    assert said.startswith("list.csv cannot be used: ")
    assert said.endswith(", then try again. Nothing was made.")
    assert [sentence[0].isupper() for sentence in said.split(". ")[1:]] == [True, True]


def test_rows_that_are_no_use_are_told_and_the_others_made(given: Given, tmp_path: Path) -> None:
    rows = ["https://a.example/1", "", "javascript:alert(1)", "https://a.example/1", "https://a b", "x" * 8000]
    path = given("url;name\n" + "".join(f"{row};n\n" for row in rows) + f"https://a.example/{'é' * 1500};n\n")
    report = run(path, tmp_path / "out", draft(name="{name}-{row}"))
    assert {problem.row: problem.code for problem in report.problems} == {
        3: "empty", 4: "bad_url", 5: "duplicate", 6: "bad_url", 7: "too_long", 8: "too_long",
    }  # fmt: skip
    assert (report.rows, report.made, report.refused) == (7, 1, 6)
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["n-1.svg"]
    assert read_svg((tmp_path / "out" / "n-1.svg").read_bytes()) == "https://a.example/1"


HOSTILE = [
    "../../etc/passwd",
    "/root",
    "a/b",
    "CON",
    "con.txt",
    "..",
    "",
    "x" * 500,
    "a\u202egnp",
    "Ä",
    "ä",
    "a:b|c",
    "~",
]


def test_names_lead_nowhere_else_and_none_is_given_twice(given: Given, tmp_path: Path) -> None:
    path = given("url,name\n" + "".join(f"https://a.example/{n},{name}\n" for n, name in enumerate(HOSTILE)))
    report = run(path, tmp_path / "deep" / "out", draft(name="{name}"))
    made = sorted(one.relative_to(tmp_path) for one in tmp_path.rglob("*.svg"))
    assert report.made == len(HOSTILE) == len(made)
    assert {one.parent for one in made} == {Path("deep/out")}
    assert len({one.name.casefold() for one in made}) == len(made)
    assert not [one for one in made if one.name.split(".")[0].upper() == "CON" or len(one.name.encode()) > 140]


@pytest.mark.parametrize("pattern", ["{url.__class__}", "{nothing}", "{0}"])
def test_a_pattern_names_columns_and_nothing_else(given: Given, tmp_path: Path, pattern: str) -> None:
    with pytest.raises(Invalid, match="no column"):
        run(given(many(2)), tmp_path / "out", draft(name=pattern))
    assert naming.filled("{row:04}-{x}", {"row": "7", "x": "{row}"}) == "0007-{row}"


def test_a_book_has_a_page_for_each_row_and_the_same_bytes_twice(given: Given, tmp_path: Path) -> None:
    path = given(many(5))
    made: list[bytes] = []
    for name in ("a.pdf", "b.pdf"):
        report = run(path, tmp_path / name, draft("pdf", order={"format": "pdfx4"}, design={"ink": "k"}))
        assert report.pages == 5
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    with pypdfium2.PdfDocument(made[0]) as file:
        read = [zxingcpp.read_barcode(page.render(scale=4).to_pil()) for page in file]
    assert [one and one.text for one in read] == [f"https://go.example/r/{row}" for row in range(5)]
    assert not list(tmp_path.glob(".*"))


def test_labels_go_on_from_sheet_to_sheet(given: Given, tmp_path: Path) -> None:
    layout = sheet.by_code("L7164").model_dump()
    order = draft("sheets", sheet=layout, start=11, label={"lines": ["{name}", "{Name} no. {row:03}"], "address": True})
    report = run(given(many(15)), tmp_path / "out.pdf", order)
    assert (report.made, report.pages) == (15, 3)
    with pypdfium2.PdfDocument((tmp_path / "out.pdf").read_bytes()) as file:
        counts = [len(zxingcpp.read_barcodes(page.render(scale=3).to_pil())) for page in file]
    assert counts == [2, 12, 1]


def test_a_letter_that_no_font_has_is_a_problem_of_its_row(given: Given, tmp_path: Path) -> None:
    order = draft("sheets", sheet=sheet.by_code("L7164").model_dump(), label={"lines": ["{name}"]})
    report = run(given("url,name\nhttps://a.example/1,中文\nhttps://a.example/2,Anna\n"), tmp_path / "out.pdf", order)
    assert [(problem.row, "中" in problem.text) for problem in report.problems] == [(2, True)]
    assert report.made == 1


def test_words_that_are_cut_or_missing_are_told_and_an_earlier_run_counts(given: Given, tmp_path: Path) -> None:
    names = {2: "", 4: "A very long name of a thing " * 9, 199: "A very long name of a thing " * 9}
    rows = "".join(
        f"https://a.example/{row},{names.get(row, 'Anna')},{'' if row == 5 else row},\n" for row in range(2, 202)
    )
    lines = {"lines": ["{name}", "No. {serial}", "{unused}"]}
    path = given(f"url,name,serial,unused\n{rows}https://a.example/{'é' * 1500},,,\n")
    order = draft("sheets", sheet=sheet.by_code("L4731").model_dump(), label=lines)
    with pytest.raises(CalledOff):
        run(path, tmp_path / "out.pdf", order, cancelled=lambda: True)
    report = run(path, tmp_path / "out.pdf", order)
    assert (report.resumed, report.made) == (189, 200)
    assert report.warnings[-3:] == (
        "Line 1 misses something on 1 label, first in row 2 of the file: the list has nothing there.",
        "Line 2 misses something on 1 label, first in row 5 of the file: the list has nothing there.",
        "Words are cut on 2 labels, first in row 4 of the file. Choose smaller words, fewer, or a larger label.",
    )
    alone = draft("sheets", sheet=sheet.by_code("L4731").model_dump(), label={**lines, "layout": "code"})
    assert not [one for one in run(path, tmp_path / "codes.pdf", alone).warnings if "label" in one]


@pytest.mark.parametrize("form", ["files", "zip", "sheets"])
def test_a_run_that_was_stopped_goes_on_where_it_was(given: Given, tmp_path: Path, form: str) -> None:
    path, out, whole = given(many(60)), tmp_path / "out", tmp_path / "whole"
    order = draft(form, sheet=sheet.by_code("L4731").model_dump(), label={"layout": "code", "padding_mm": 0.5})
    told: list[int] = []
    rows = {"files": 50, "zip": 50, "sheets": 189}[form]
    if form == "sheets":
        path = given(many(200))
    with pytest.raises(CalledOff, match=f"Stopped after {rows}"):
        run(path, out, order, cancelled=lambda: True)
    assert out.is_dir() if form == "files" else not out.exists()
    assert batch.made_so_far(out) == rows
    assert batch.made_so_far(whole) == 0, "nothing is under way there"
    report = run(path, out, order, progress=lambda done, _: told.append(done))
    assert report.resumed == rows == told[0]
    assert report.made == report.rows
    run(path, whole, order)
    for one, other in [(out, whole)] if form != "files" else zip(*map(_files, (out, whole)), strict=True):
        assert one.read_bytes() == other.read_bytes()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_another_list_begins_anew_and_missing_files_are_made_again(given: Given, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(given(many(3)), out, draft()).resumed == 0
    assert run(given(many(3)), out, draft()).resumed == 3
    lost = next(out.iterdir())
    lost.unlink()
    assert run(given(many(3)), out, draft()).resumed == 0
    assert lost.exists()
    assert run(given(many(4)), out, draft()).resumed == 0


def test_lost_files_are_made_again_however_many_rows_were_refused(
    given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qrdesk.core.artwork.batches.maker.MOST_LISTED", 2)
    long = "".join(f"https://a.example/{'é' * 1500}{row}\n" for row in range(5))
    path, out = given(f"url\n{long}https://a.example/1\nhttps://a.example/2\n"), tmp_path / "out"
    assert (report := run(path, out, draft())).refused == 5
    assert (report.made, len(report.problems)) == (2, 2)
    assert run(path, out, draft()).resumed == 7
    lost = next(out.iterdir())
    lost.unlink()
    again = run(path, out, draft())
    assert (again.resumed, again.made, again.refused) == (0, 2, 5)
    assert lost.exists()


def test_rows_that_were_refused_are_kept_as_far_as_they_count(tmp_path: Path) -> None:
    kept = state.Kept(tmp_path / "out", "a")
    kept.leave_out([7, 9])
    kept.progress.refused = 2
    kept.save()
    kept.leave_out([11])  # and the computer stopped
    again = state.Kept(tmp_path / "out", "a")
    assert again.left_out == {7, 9}
    again.leave_out([12])
    again.progress.refused = 3
    again.save()
    assert state.Kept(tmp_path / "out", "a").left_out == {7, 9, 12}
    (tmp_path / ".out.batch" / "left_out").write_bytes(b"7\n")
    assert state.Kept(tmp_path / "out", "a").progress.refused == 0


def test_two_processes_make_what_one_makes(given: Given, tmp_path: Path) -> None:
    path, order = given(many(401)), draft("pdf")
    run(path, tmp_path / "one.pdf", order)
    batch.run(batch.read(path), order, tmp_path / "two.pdf", processes=2)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


KILLED = """
import os, signal, sys
from pathlib import Path
from qrdesk.core.artwork import batch
from qrdesk.core.schemas.batch import BatchDraft

draft = BatchDraft.model_validate_json(sys.argv[1])
end = lambda done, _: done and os.kill(os.getpid(), signal.SIGKILL)
batch.run(batch.read(Path(sys.argv[2])), draft, Path(sys.argv[3]), processes=1, progress=end)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_a_run_that_was_killed_goes_on_where_it_was(given: Given, tmp_path: Path) -> None:
    path, out, order = given(many(250)), tmp_path / "out.pdf", draft("pdf")
    killed = subprocess.run([sys.executable, "-c", KILLED, order.model_dump_json(), path, out], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not out.exists()
    report = run(path, out, order)
    assert (report.resumed, report.made, report.pages) == (200, 250, 250)
    run(path, tmp_path / "whole.pdf", order)
    assert out.read_bytes() == (tmp_path / "whole.pdf").read_bytes()


def test_a_look_that_scans_badly_is_asked_about_once(given: Given, tmp_path: Path) -> None:
    order = draft("pdf", order={"confirmed": False}, design={"ink": "#b8b8b8", "quiet_zone": 1})
    with pytest.raises(ArtworkRisky):
        run(given(many(2)), tmp_path / "out.pdf", order)
    assert run(given(many(2)), tmp_path / "out.pdf", draft("pdf", design={"ink": "#b8b8b8", "quiet_zone": 1})).made == 2


def test_what_was_kept_and_is_damaged_is_refused_and_never_run() -> None:
    good = packing.pack({"parts": [], "pages": []}, [b"x"])
    assert packing.unpack_pages(good) == []
    for bad in (b"", good[:-1], good + b"x", b"\x80\x04\x95" + good, packing.pack({"pages": [[5, 0, [0], 1]]}, [])):
        with pytest.raises(CannotRead):
            packing.unpack_pages(bad)


def test_what_came_before_is_remembered_in_little_room() -> None:
    seen = Seen()
    assert all(seen.add(str(number)) for number in range(5000))
    assert not any(seen.add(str(number)) for number in range(5000))


def test_names_that_were_kept_lead_nowhere_else() -> None:
    harm = packing.pack(["../../../evil.svg", "/con.svg", "a\x1b.s/vg"], [b"x", b"y", b"z"])
    assert [name for name, _ in packing.unpack_files(harm)] == ["evil.svg", "_con.svg", "a.s-vg"]
    long = naming.Names()
    for name in [long.give("é" * 90, row, "svg") for row in (1, 123_456, 123_456)]:
        assert packing.unpack_files(packing.pack([name], [b"x"])) == [(name, b"x")]
    for names in ([1], "x", None, ["a.svg", "b.svg"], {"a.svg": 1}):
        with pytest.raises(CannotRead, match="damaged"):
            packing.unpack_files(packing.pack(names, [b"x"]))
    deep = b"[" * 200_000
    with pytest.raises(CannotRead, match="damaged"):
        packing.unpack(len(deep).to_bytes(4, "big") + deep)


def test_an_archive_has_no_name_that_somebody_put_into_a_part(given: Given, tmp_path: Path) -> None:
    path, out, order = given(many(60)), tmp_path / "out.zip", draft("zip")
    with pytest.raises(CalledOff):
        run(path, out, order, cancelled=lambda: True)
    [part] = (tmp_path / ".out.zip.batch").glob("*.part")
    _, kept = packing.unpack(part.read_bytes())
    part.write_bytes(packing.pack(["../../../evil.svg"] * len(kept), kept))
    with pytest.raises(CannotRead, match="damaged"):
        run(path, out, order)
    part.write_bytes(packing.pack([f"../../../evil{number}.svg" for number in range(len(kept))], kept))
    run(path, out, order)
    with zipfile.ZipFile(out) as packed:
        assert packed.namelist()[:50] == [f"evil{number}.svg" for number in range(50)]


@pytest.mark.parametrize("form", ["files", "zip", "pdf", "sheets"])
def test_a_short_list_is_stopped_within_and_leaves_nothing(given: Given, tmp_path: Path, form: str) -> None:
    path, out = given(many(40)), tmp_path / "out"
    order = draft(form, sheet=sheet.by_code("L7160").model_dump())
    seen: list[int] = []

    def stop(done: int, _total: int) -> None:
        seen.append(done)
        if done > 20:
            raise CalledOff("Enough.")

    with pytest.raises(CalledOff):
        run(path, out, order, look=stop)
    assert seen[-1] == 21
    assert list(tmp_path.glob("*out*")) + list(tmp_path.glob(".*")) == []
    assert run(path, out, order).resumed == 0


def test_a_book_is_stopped_before_it_gets_its_name_and_goes_on_from_there(given: Given, tmp_path: Path) -> None:
    path, out = given(many(3)), tmp_path / "out.pdf"

    def stop(done: int, total: int) -> None:
        if done == total:
            raise CalledOff("Enough.")

    with pytest.raises(CalledOff):
        run(path, out, draft("pdf"), look=stop)
    assert not out.exists()
    assert run(path, out, draft("pdf")).resumed == 3


def test_a_list_for_processes_is_stopped_while_they_get_ready(given: Given, tmp_path: Path) -> None:
    path, out, looks = given(many(60)), tmp_path / "out", count()

    def stop(done: int, _total: int) -> None:
        if done == 0 and next(looks) == 3:
            raise CalledOff("Enough.")

    with pytest.raises(CalledOff):
        batch.run(batch.read(path), draft("files"), out, look=stop)
    assert list(tmp_path.glob("*out*")) + list(tmp_path.glob(".*")) == []
