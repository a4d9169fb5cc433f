"""From a list to one PDF, a file for each row, an archive, or sheets of labels; stopped at any time, and gone on with.

Rows are read as they are needed, drawn and read back in processes of their own, and what is finished is written down
beside the output: memory stays flat, however long the list is.
"""

import multiprocessing
import signal
import sys
import zipfile
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from math import inf
from pathlib import Path
from typing import BinaryIO, Self

from qrdesk.core.artwork import export
from qrdesk.core.artwork import processes as printing
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.batches import trial, words, work
from qrdesk.core.artwork.batches.alone import alone
from qrdesk.core.artwork.batches.packing import damaged, unpack_files, unpack_pages
from qrdesk.core.artwork.batches.rows import Job, Rows
from qrdesk.core.artwork.batches.state import Kept, fingerprint, folder_of, is_begun, telling, write
from qrdesk.core.artwork.batches.tables import Row, Table, read
from qrdesk.core.artwork.batches.work import Chunk, Made
from qrdesk.core.artwork.pdf import Book
from qrdesk.core.errors import Busy, CalledOff, CannotRead, Invalid, PreflightFailed
from qrdesk.core.schemas.artwork import FOR_PRESS, Preflight
from qrdesk.core.schemas.batch import MOST_LISTED, BatchDraft, BatchForm, BatchReport

__all__ = ["PROCESSES", "Row", "Table", "is_free", "read", "run"]

PROCESSES = 2
_PAGES, _FILES = 200, 50  # rows of a chunk
_TITLE = "Codes"
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # of files in an archive: the same list is the same bytes
Tell = Callable[[int, int], None]
_Making = Generator[tuple[Chunk, Made], None, None]
_Draw = Callable[[Iterator[Chunk]], _Making]


def is_free(table: Table, draft: BatchDraft, out: Path, assets: Assets = NOTHING) -> bool:
    """Say whether nothing is at ``out`` that this batch would write over: its own files are finished, and stay.

    Raises:
        CannotWrite: nobody may look there.
    """
    with telling(out):
        if not out.exists():
            return True
        if draft.form is not BatchForm.FILES or not out.is_dir():
            return False
        return not any(out.iterdir()) or is_begun(out, fingerprint(table, draft, assets))


def run(  # noqa: PLR0913 each is said by its name
    table: Table,
    draft: BatchDraft,
    out: Path,
    assets: Assets = NOTHING,
    *,
    processes: int = PROCESSES,
    progress: Tell = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
    anew: bool = False,
    finishing: Callable[[frozenset[int]], None] = lambda _left_out: None,
) -> BatchReport:
    """Make what ``draft`` asks for at ``out``: a file, or a folder of files. Rows of no use are left out, and told.

    ``progress`` is called with how many codes are done, of how many. What was finished before an end of any kind stays,
    and the same call goes on from there; ``anew`` begins from the first row. The output is there when all is done.
    Just before that, ``finishing`` is called with the rows that could not be drawn, by their numbers. One run at a
    time works at ``out``.

    Raises:
        Invalid, ArtworkRisky, ArtworkUnreadable, PreflightFailed: the whole cannot be made like this.
        CannotRead, CannotWrite: a file cannot be, or another run is at work there.
        CalledOff: ``cancelled`` said so.
        Busy: a process that drew codes was ended from outside.
    """
    with alone(folder_of(out), out):
        rows = Rows(table, draft)
        found = _surveyed(rows)
        with _drawing(draft, assets, processes, found.jobs) as draw:
            tried = trial.look(draft, assets, found)
            kept = Kept(out, fingerprint(table, draft, assets), anew=anew)
            with _Maker(draft, assets, kept, out) as maker:
                resumed = maker.finished(rows, draft)
                maker.require_size(kept.progress.module_mm)
                _make(maker, rows, draw, found.jobs, progress, cancelled)
        checked = maker.bind()
        finishing(kept.left_out)
        maker.hand_out()
    return _told(kept, found, tried).model_copy(update={"resumed": resumed, "preflight": checked})


def _surveyed(rows: Rows) -> trial.Survey:
    found = trial.survey(rows.each(bare=True))
    if not found.jobs:
        first = found.problems[0].text if found.problems else "It has no rows."
        raise Invalid.field("file", f"Nothing can be made of this list. {first}")
    return found


def _told(kept: Kept, found: trial.Survey, tried: trial.Trial) -> BatchReport:
    state = kept.progress
    problems = sorted([*found.problems, *state.problems], key=lambda one: one.row)[:MOST_LISTED]
    return BatchReport(
        rows=found.jobs + found.refused,
        made=state.made,
        resumed=0,
        refused=found.refused + state.refused,
        problems=tuple(problems),
        pages=state.pages,
        points=tried.points,
        warnings=(*tried.warnings, *words.warnings(state.told, state.made)),
    )


class _Maker:
    """Takes finished chunks, in order, and makes the output of them. Where none was, nothing is left behind."""

    def __init__(self, draft: BatchDraft, assets: Assets, kept: Kept, out: Path) -> None:
        self.draft, self.assets, self.kept, self.out = draft, assets, kept, out
        self._has_made_folder = draft.form is BatchForm.FILES and not out.exists()
        if draft.form is BatchForm.FILES:
            with telling(out):
                out.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_end: object) -> None:
        if self.kept.progress.chunks:
            return
        with suppress(OSError):
            if self._has_made_folder:
                self.out.rmdir()
            if self.draft.form is BatchForm.FILES and self.out.exists() and any(self.out.iterdir()):
                return  # what lies there may be ours
            self.kept.remove()

    def finished(self, rows: Rows, draft: BatchDraft) -> int:
        """Return how many rows an earlier run had finished; what is not there any more is made again."""
        state, left_out = self.kept.progress, self.kept.left_out
        done = 0
        for chunk in islice(chunks(rows, draft), state.chunks):
            if not self._is_there(chunk, left_out):
                self.kept.restart()
                return 0
            done += len(chunk.jobs)
        return done

    def _is_there(self, chunk: Chunk, left_out: frozenset[int]) -> bool:
        if self.draft.form is not BatchForm.FILES:
            return self.kept.part(chunk.number).is_file()
        return all((self.out / job.name).is_file() for job in chunk.jobs if job.row not in left_out)

    def take(self, made: Made) -> None:
        """Keep what was made of the next chunk.

        Raises:
            PreflightFailed: a module of it is too small for a book or sheets that a press takes.
        """
        self.require_size(made.module_mm)
        if self.draft.form is BatchForm.FILES:
            for name, content in unpack_files(made.content):
                write(self.out / name, content)
        else:
            write(self.kept.part(made.number), made.content)
        state = self.kept.progress
        state.chunks, state.made, state.pages = made.number + 1, state.made + made.made, state.pages + made.pages
        state.refused += len(made.problems)
        self.kept.leave_out([problem.row for problem in made.problems])
        state.told = words.counted(state.told, made.told)
        if made.module_mm < (state.module_mm or inf):
            state.module_mm = made.module_mm
        state.problems += made.problems[: MOST_LISTED - len(state.problems)]
        self.kept.save()

    def require_size(self, module_mm: float | None) -> None:
        """Do nothing if modules are as wide as a press file needs, or that was confirmed: not all is drawn for nothing.

        Raises:
            PreflightFailed: ``module_mm`` is too small; the sentence says how much larger codes are to be.
        """
        order = self.draft.order
        if module_mm is None or order.confirmed or order.format not in FOR_PRESS:
            return
        if printing.PROCESSES[order.process].is_too_small(module_mm):
            from qrdesk.core.artwork.preflight.found import Found  # noqa: PLC0415 as in ``_checked``
            from qrdesk.core.artwork.preflight.sizes import check_module  # noqa: PLC0415 as in ``_checked``

            found = Found(order.format, 0)
            check_module(order, module_mm, found)
            export.require_passed(found.report(), order.format)

    def bind(self) -> Preflight | None:
        """Put everything together, and look it through where it is a PDF; it is not handed out yet.

        Raises:
            PreflightFailed: it is not what a press takes.
        """
        if self.draft.form is BatchForm.FILES:
            return None
        with telling(self.out), self.kept.bound.open("wb") as file:
            self._archive(file) if self.draft.form is BatchForm.ZIP else self._book(file)
        return None if self.draft.form is BatchForm.ZIP else self._checked()

    def hand_out(self) -> None:
        """Give the output its name, now that it is whole."""
        if self.draft.form is BatchForm.FILES:
            return  # what is finished stays written down: run again, it is not made twice
        with telling(self.out):
            self.kept.bound.replace(self.out)
        self.kept.remove()

    def _checked(self) -> Preflight:
        from qrdesk.core.artwork import preflight  # noqa: PLC0415 pikepdf takes 100 ms, for those who make no book

        order = self.draft.order
        found = preflight.preflight_file(self.kept.bound, order, module_mm=self.kept.progress.module_mm)
        try:
            export.require_passed(found, order.format)
        except PreflightFailed:
            self.kept.bound.unlink()
            raise
        return found

    def _parts(self) -> Iterator[bytes]:
        for number in range(self.kept.progress.chunks):
            try:
                yield self.kept.part(number).read_bytes()
            except OSError as fault:
                raise CannotRead(f"What was finished cannot be read again: {fault.strerror}. Run it anew.") from fault

    def _book(self, file: BinaryIO) -> None:
        with Book(file, _TITLE, work.terms_of(self.draft, self.assets)) as book:
            for content in self._parts():
                for page in unpack_pages(content):
                    book.add(page)

    def _archive(self, file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for part in self._parts():
                for name, content in unpack_files(part):
                    if name in packed.NameToInfo:  # each was given once
                        raise damaged()
                    packed.writestr(zipfile.ZipInfo(name, _NO_DAY), content, zipfile.ZIP_DEFLATED)


def chunks(rows: Rows, draft: BatchDraft) -> Iterator[Chunk]:
    """Yield what is made at once, in order: of labels, whole sheets."""
    size, start = _at_a_time(draft), 0
    if draft.form is BatchForm.SHEETS and draft.sheet is not None:
        size = max(1, _PAGES // draft.sheet.labels) * draft.sheet.labels
        start = draft.start - 1
    jobs = (row for row in rows.each() if isinstance(row, Job))
    number = 0
    while taken := tuple(islice(jobs, size - start)):
        yield Chunk(number, taken, start)
        number, start = number + 1, 0


@contextmanager
def _drawing(draft: BatchDraft, assets: Assets, processes: int, jobs: int) -> Generator[_Draw]:
    """Yield what draws chunks: here if they are few, else in processes that get ready from now on."""
    if processes < 2 or jobs <= _at_a_time(draft):
        yield partial(_in_turn, draft, assets)
        return
    context = multiprocessing.get_context("spawn")  # forking a process with threads may copy a lock that somebody holds
    pool = ProcessPoolExecutor(processes, context, initializer=work.begin, initargs=(draft, assets))
    try:
        for _ in range(processes):
            _give(pool, Chunk(0, ()))  # each task starts one more
        yield partial(_at_once, pool, 2 * processes)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _at_a_time(draft: BatchDraft) -> int:
    return _PAGES if draft.form is BatchForm.PDF else _FILES


def _make(maker: _Maker, rows: Rows, draw: _Draw, total: int, progress: Tell, cancelled: Callable[[], bool]) -> None:
    given = chunks(rows, maker.draft)
    done = sum(len(chunk.jobs) for chunk in islice(given, maker.kept.progress.chunks))
    progress(done, total)
    making = draw(given)
    try:
        for chunk, made in making:
            if made.number == 0 and len(chunk.jobs) < total:
                trial.check_sheet(made, maker.draft, maker.assets)
            maker.take(made)
            done += len(chunk.jobs)
            progress(done, total)
            if cancelled() and done < total:
                raise CalledOff(f"Stopped after {done:,} of {total:,} codes. Run it again to go on from there.")
    finally:
        making.close()


def _in_turn(draft: BatchDraft, assets: Assets, given: Iterator[Chunk]) -> _Making:
    for chunk in given:
        yield chunk, work.make(chunk, draft, assets)


def _at_once(pool: ProcessPoolExecutor, at_once: int, given: Iterator[Chunk]) -> _Making:
    """Yield chunks in order, with no more of them on the way than the processes need to be busy."""
    waiting: deque[tuple[Chunk, Future[Made]]] = deque()
    try:
        waiting += [(chunk, _give(pool, chunk)) for chunk in islice(given, at_once)]
        while waiting:
            chunk, future = waiting.popleft()
            yield chunk, future.result()
            waiting += [(chunk, _give(pool, chunk)) for chunk in islice(given, 1)]
    except BrokenProcessPool as fault:
        raise Busy("A process that drew codes was ended from outside. Run it again to go on from there.") from fault


def _give(pool: ProcessPoolExecutor, chunk: Chunk) -> Future[Made]:
    with _deaf():
        return pool.submit(work.make_here, chunk)


@contextmanager
def _deaf() -> Generator[None]:
    """Let no process that is begun meanwhile hear of Ctrl+C, from its first line on: it is for who gives it work."""
    if sys.platform == "win32":  # there each process of a window hears of it, until ``work.begin``
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
