"""A book of 10,000 codes in black ink, one a page: ``python -m tests.bench pdf``, a minute.

First as people have it made: from a CSV with ``batch.run``, from reading the list to the checked file. Two processes
that start, draw and read each code back, a scan score, what is finished written down, the book put together and looked
through are all in the time.

Then the drawing alone: two processes draw, this one writes, all to a file of the disk; the time counts from the first
text to the closed file, with the processes already up. Processor time is told beside both. Last ten times as many
pages, for the memory: it may not grow with them.
"""

import multiprocessing
import resource
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from qrdesk.core.artwork import batch
from qrdesk.core.artwork.pdf import Book, Page, Sheet, Terms
from qrdesk.core.artwork.style import paint
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.artwork import ArtworkFormat
from qrdesk.core.schemas.batch import BatchDraft
from qrdesk.core.schemas.design import ErrorCorrection

PAGES, MANY = 10_000, 100_000
GOAL_S = 4.0
GOAL_MB = 8  # that ten times as many pages may take more
_PROCESSES = 2
_CHUNK = 200  # pages a process draws at once
_SIDE_MM, _QUIET = 25.0, 4
_TERMS = Terms(ArtworkFormat.PDF_X4)
_K = paint("k")
_Drawn = tuple[list[Page], float]


def main(pages: int = PAGES, many: int = MANY) -> int:
    """Measure and print; return 0 when the goals are met."""
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as kept:
        began, spent = time.perf_counter(), _spent_s()
        make(Path(kept), pages)
        took = time.perf_counter() - began
        made = _say("pdf", f"{pages:,} rows of a list become a book", took, _spent_s() - spent)
        with ProcessPoolExecutor(_PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
            for future in [pool.submit(draw, number, 1) for number in range(2 * _PROCESSES)]:
                future.result()  # everything is imported
            began = time.perf_counter()
            spent = write(Path(kept) / "codes.pdf", pages, pool)
            took = time.perf_counter() - began
            before = _most_mb()
            write(Path(kept) / "many.pdf", many, pool)
            grown = _most_mb() - before
    drawn, flat = _say("", f"{pages:,} pages are drawn and written", took, spent), grown <= GOAL_MB
    print(
        f"         {many:,} pages take {grown:.1f} MB of memory more; goal {GOAL_MB} MB: {'met' if flat else 'MISSED'}"
    )
    return 0 if made and drawn and flat else 1


def _say(name: str, what: str, took: float, spent: float) -> bool:
    met = took <= GOAL_S
    told = f"{what} in {took:.2f} s, with {spent:.2f} s of processor time"
    print(f"{name:8} {told}; goal {GOAL_S:g} s: {'met' if met else 'MISSED'}")
    return met


def make(folder: Path, rows: int) -> None:
    """Make a book of a list with so many rows, as ``qrdesk batch`` does."""
    listed = folder / "list.csv"
    with listed.open("w") as file:
        file.write("url\n")
        file.writelines(f"https://go.example.com/r/{row:06}\n" for row in range(rows))
    draft = BatchDraft.model_validate({"form": "pdf", "design": {"ink": "k"}, "order": {"format": _TERMS.kind}})
    report = batch.run(batch.read(listed), draft, folder / "list.pdf")
    assert (report.pages, report.preflight and report.preflight.passed) == (rows, True)


def draw(first: int, count: int) -> tuple[list[Page], float]:
    """Return pages, each with the code of another address, and the processor time that they took in seconds."""
    began = time.process_time()
    pages = [_page(f"https://go.example.com/r/{number:06}") for number in range(first, first + count)]
    return pages, time.process_time() - began


def write(path: Path, pages: int, pool: ProcessPoolExecutor) -> float:
    """Write a book; return the processor time of all processes in seconds."""
    began, spent = time.process_time(), 0.0
    with path.open("wb") as file, Book(file, "Codes", _TERMS) as book:
        for drawn, took in _drawn(pages, pool):
            spent += took
            for page in drawn:
                book.add(page)
    return spent + time.process_time() - began


def _drawn(pages: int, pool: ProcessPoolExecutor) -> Iterator[_Drawn]:
    """Yield pages in order, with no more of them on the way than the processes need to be busy."""
    waiting: deque[Future[_Drawn]] = deque()
    firsts = iter(range(0, pages, _CHUNK))
    for first in islice(firsts, 2 * _PROCESSES):
        waiting.append(pool.submit(draw, first, min(_CHUNK, pages - first)))
    while waiting:
        yield waiting.popleft().result()
        for first in islice(firsts, 1):
            waiting.append(pool.submit(draw, first, min(_CHUNK, pages - first)))


def _page(text: str) -> Page:
    symbol = encode(text, ErrorCorrection.M)
    module_mm = _SIDE_MM / (symbol.modules + 2 * _QUIET)
    sheet = Sheet(_SIDE_MM, _SIDE_MM, _TERMS)
    sheet.squares(symbol.rows, _QUIET * module_mm, _QUIET * module_mm, module_mm, _K)
    return sheet.page()


def _spent_s() -> float:
    """Return the time of processors that this process and its children, as far as they ended, took so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _most_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
