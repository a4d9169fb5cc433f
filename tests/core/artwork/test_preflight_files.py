"""Preflight of books: what a file of many pages is asked, in bounded time and memory."""

import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.pdf import Book, Terms, page
from qrdesk.core.artwork.preflight import preflight, preflight_file
from qrdesk.core.artwork.preflight.choosing import MOST_CHOSEN, chosen
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.artwork import ArtworkFormat, FileOrder, Process
from qrdesk.core.schemas.design import Design, ErrorCorrection

X1A, X4, SCREEN = ArtworkFormat.PDF_X1A, ArtworkFormat.PDF_X4, ArtworkFormat.PDF
RGB = build(encode("https://go.example/r/1", ErrorCorrection.M), Design(ink="#102080"), 25)


def book(path: Path, count: int, kind: ArtworkFormat = X4, *wrong: int) -> Path:
    """Write a book of ``count`` pages; those numbered ``wrong``, from 1 on, are in a screen's colours."""
    made, spoilt = page(RGB, Terms(kind)), page(RGB, Terms(SCREEN))
    with path.open("wb") as file, Book(file, "Codes", Terms(kind)) as pages:
        for number in range(1, count + 1):
            pages.add(spoilt if number in wrong else made)
    return path


def told(path: Path, kind: ArtworkFormat = X4, **more: float) -> dict[str, tuple[bool, str]]:
    report = preflight_file(path, FileOrder(format=kind), **more)
    assert report.passed == all(check.passed for check in report.checks)
    assert all(check.text.endswith(".") for check in report.checks)
    return {check.code: (check.passed, check.text) for check in report.checks}


@pytest.mark.parametrize("kind", [SCREEN, X1A, X4])
@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "Its page was looked at."),
        (3, "All of its 3 pages were looked at."),
        (MOST_CHOSEN, "All of its 100 pages were looked at."),
        (1234, "100 of its 1,234 pages were looked at: the first, the last, and others that lie evenly between."),
    ],
)
def test_our_books_pass_and_it_is_said_how_much_was_looked_at(
    tmp_path: Path, kind: ArtworkFormat, count: int, words: str
) -> None:
    found = told(book(tmp_path / "book.pdf", count, kind), kind, module_mm=0.5)
    assert all(passed for passed, _ in found.values())
    assert found["pages"] == (True, words)
    assert "0.5 mm wide" in found["module"][1]


@pytest.mark.parametrize("wrong", [1, 250])
def test_a_wrong_page_at_either_end_of_a_long_book_is_found(tmp_path: Path, wrong: int) -> None:
    found = told(book(tmp_path / "book.pdf", 250, X4, wrong))
    assert [code for code, (passed, _) in found.items() if not passed] == ["colours"]


def test_every_page_of_a_short_book_is_looked_at(tmp_path: Path) -> None:
    assert told(book(tmp_path / "book.pdf", 90, X4, 47))["colours"][0] is False


def test_the_book_itself_is_checked_as_a_file_is(tmp_path: Path) -> None:
    found = told(book(tmp_path / "book.pdf", 2, SCREEN), X1A)
    assert {code for code, (passed, _) in found.items() if not passed} >= {"claim", "output_intent", "description"}


def test_a_module_too_small_for_the_process_fails_unless_it_was_confirmed(tmp_path: Path) -> None:
    path = book(tmp_path / "book.pdf", 2)
    order = FileOrder(format=X4, process=Process.THERMAL_203)
    assert not preflight_file(path, order, module_mm=0.36).passed
    assert preflight_file(path, order, module_mm=0.38).passed
    assert preflight_file(path, order.model_copy(update={"confirmed": True}), module_mm=0.36).passed
    assert preflight_file(path, order).passed  # how wide it is is not known


class Clock:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 1
        return self.now


def test_when_the_time_is_over_it_is_said_how_many_pages_there_was_time_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path / "book.pdf", 90)
    monkeypatch.setattr("qrdesk.core.artwork.preflight.found.time", Clock())
    found = told(path, seconds=100)
    looked = re.match(r"(\d+) of its 90 pages were looked at", found["pages"][1])
    assert looked is not None
    assert 2 <= int(looked[1]) < 90
    assert all(passed for passed, _ in found.values())
    assert "takes longer than 3 seconds" in told(path, seconds=3)["file"][1]  # not even the first and the last


@pytest.mark.parametrize("count", [1, 2, 3, 7, 99, 100, 101, 1000, 12_345])
def test_pages_are_chosen_evenly_whenever_one_stops(count: int) -> None:
    numbers = chosen(count)
    assert len(set(numbers)) == len(numbers) == min(count, MOST_CHOSEN)
    assert {numbers[0], numbers[1 % len(numbers)]} == {0, count - 1}
    assert set(numbers) <= set(range(count))
    for looked in (10, 30, len(numbers)):
        some = sorted(numbers[:looked])
        gaps = [after - before for before, after in pairwise(some)]
        assert max(gaps, default=0) <= max(1, 3 * count / len(some))


TREES = {  # what stands in a book of three pages, and what in its place, of the same length
    "more than there are": (b"/Count 3 /Kids [2 0 R]", b"/Count 9 /Kids [2 0 R]"),
    "fewer than there are": (b"/Count 3 /Kids [2 0 R]", b"/Count 1 /Kids [2 0 R]"),
    "more in a node": (b"1 0 R /Count 3", b"1 0 R /Count 9"),
    "negative": (b"/Count 3 /Kids [2 0 R]", b"/Count-3 /Kids [2 0 R]"),
    "no count": (b"/Count 3 /Kids [2 0 R]", b"/Coumt 3 /Kids [2 0 R]"),
    "a word for a count": (b"/Count 3 /Kids [2 0 R]", b"/Count/a /Kids [2 0 R]"),
    "a word for kids": (b"/Kids [2 0 R]", b"/Kids /a     "),
    "a number for a node": (b"/Kids [2 0 R]", b"/Kids [22222]"),
    "nowhere": (b"/Kids [2 0 R]", b"/Kids [7 9 R]"),
    "no pages": (b"/Count 3 /Kids [2 0 R]", b"/Count 0 /Kids [     ]"),
    "in itself": (b"/Kids [2 0 R]", b"/Kids [1 0 R]"),
    "in itself by a page": (b"1 0 R /Count 3 /Kids [4 0 R", b"1 0 R /Count 3 /Kids [1 0 R"),
    "no tree": (b"/Pages 1 0 R", b"/Pagas 1 0 R"),
}


@pytest.mark.parametrize(("old", "new"), TREES.values(), ids=TREES)
def test_a_false_tree_of_pages_is_found(tmp_path: Path, old: bytes, new: bytes) -> None:
    path = book(tmp_path / "book.pdf", 3)
    content = path.read_bytes()
    assert content.count(old) == 1
    assert len(old) == len(new)
    path.write_bytes(content.replace(old, new))
    found = told(path)
    assert found["file"][0] is False
    assert "takes longer" not in found["file"][1]


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    assert told(tmp_path / "nowhere.pdf")["file"] == (False, "It cannot be opened.")
    assert told(tmp_path)["file"][0] is False
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert told(tmp_path / "empty.pdf")["file"][0] is False


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_no_damage_makes_it_fail_itself(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "whole.pdf"
    content = bytearray((path if path.exists() else book(path, 3, SCREEN)).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(content)
    assert preflight_file(damaged, FileOrder(format=X4)).passed is False


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="needs qpdf, to agree")
def test_qpdf_finds_a_book_that_passes_sound(tmp_path: Path) -> None:
    path = book(tmp_path / "book.pdf", 250)
    assert all(passed for passed, _ in told(path).values())
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, timeout=60, check=True)
    assert b"No syntax or stream encoding errors" in checked.stdout


def test_a_plain_pdf_is_asked_what_holds_for_each(tmp_path: Path) -> None:
    content = book(tmp_path / "book.pdf", 1, SCREEN).read_bytes()
    found = preflight(content, SCREEN, order=FileOrder(format=SCREEN), module_mm=0.2)
    assert [check.code for check in found.checks] == ["file", "boxes", "closed", "fonts", "lines", "module"]
    assert [check.code for check in found.checks if not check.passed] == ["module"]


_PEAK = """
import resource, sys
from pathlib import Path
from qrdesk.core.artwork.preflight import preflight_file
from qrdesk.core.schemas.artwork import FileOrder
for path in sys.argv[1:]:
    assert preflight_file(Path(path), FileOrder(format="pdfx4")).passed
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs ru_maxrss in KiB")
def test_a_book_of_100_000_pages_takes_little_more_memory_than_a_short_one(tmp_path: Path) -> None:
    paths = [str(book(tmp_path / f"{count}.pdf", count)) for count in (200, 100_000)]
    run = [sys.executable, "-c", _PEAK, *paths]
    short, long = subprocess.run(run, capture_output=True, check=True, timeout=300).stdout.split()
    assert int(long) - int(short) < 80  # MB: where each object lies, and the nodes of the tree; it is 150 MB itself
