"""A book of 10,000 codes in black ink, one a page: ``python -m tests.bench pdf``, half a minute.

Two processes draw, this one writes, all to a file of the disk; the time counts from the first text to the closed file,
with the processes already up, as the app keeps them. Processor time is told beside it. Then ten times as many pages,
for the memory: it may not grow with them.
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

from qrdesk.core.artwork.pdf import Book, Page, Sheet, Terms
from qrdesk.core.artwork.style import paint
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.artwork import ArtworkFormat
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
    with (
        ProcessPoolExecutor(_PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool,
        tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as kept,
    ):
        for future in [pool.submit(draw, number, 1) for number in range(2 * _PROCESSES)]:
            future.result()  # everything is imported
        began = time.perf_counter()
        spent = write(Path(kept) / "codes.pdf", pages, pool)
        took = time.perf_counter() - began
        before = _most_mb()
        write(Path(kept) / "many.pdf", many, pool)
        grown = _most_mb() - before
    met, flat = took <= GOAL_S, grown <= GOAL_MB
    print(
        f"pdf      {pages:,} pages in {took:.2f} s, with {spent:.2f} s of processor time; "
        f"goal {GOAL_S:g} s: {'met' if met else 'MISSED'}"
    )
    print(
        f"         {many:,} pages take {grown:.1f} MB of memory more; goal {GOAL_MB} MB: {'met' if flat else 'MISSED'}"
    )
    return 0 if met and flat else 1


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


def _most_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
