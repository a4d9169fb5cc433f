"""Rows are drawn chunk by chunk: here where they are few, else in processes of their own."""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice

from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.batches import work
from qrdesk.core.artwork.batches.rows import Job, Rows
from qrdesk.core.artwork.batches.work import Chunk, Made
from qrdesk.core.errors import Busy
from qrdesk.core.schemas.batch import BatchDraft, BatchForm

_PAGES, _FILES = 200, 50  # rows of a chunk
_LOOK_S = 0.1
_SAFE = "PYTHONSAFEPATH"
_environment = threading.Lock()  # it is the whole process's
_Making = Generator[tuple[Chunk, Made], None, None]
Draw = Callable[[Iterator[Chunk], Callable[[int], None]], _Making]  # what it is given hears of each code drawn


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
def drawing(draft: BatchDraft, assets: Assets, processes: int, jobs: int) -> Generator[Draw]:
    """Yield what draws chunks: here if they are few, else in processes that get ready from now on."""
    if processes < 2 or jobs <= _at_a_time(draft):
        yield partial(_in_turn, draft, assets)
        return
    context = multiprocessing.get_context("spawn")  # forking a process with threads may copy a lock that somebody holds
    with _clear_of_strangers():  # one that watches over the others begins here
        pool = ProcessPoolExecutor(processes, context, initializer=work.begin, initargs=(draft, assets))
    try:
        for _ in range(processes):
            _give(pool, Chunk(0, ()))  # each task starts one more
        yield partial(_at_once, pool, 2 * processes)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _at_a_time(draft: BatchDraft) -> int:
    return _PAGES if draft.form is BatchForm.PDF else _FILES


def _in_turn(draft: BatchDraft, assets: Assets, given: Iterator[Chunk], look: Callable[[int], None]) -> _Making:
    for chunk in given:
        yield chunk, work.make(chunk, draft, assets, look)


def _at_once(pool: ProcessPoolExecutor, at_once: int, given: Iterator[Chunk], look: Callable[[int], None]) -> _Making:
    """Yield chunks in order, with no more of them on the way than the processes need to be busy."""
    waiting: deque[tuple[Chunk, Future[Made]]] = deque()
    try:
        waiting += [(chunk, _give(pool, chunk)) for chunk in islice(given, at_once)]
        while waiting:
            chunk, future = waiting.popleft()
            while wait([future], _LOOK_S).not_done:
                look(0)
            yield chunk, future.result()
            waiting += [(chunk, _give(pool, chunk)) for chunk in islice(given, 1)]
    except BrokenProcessPool as fault:
        raise Busy("A process that drew codes was ended from outside. Run it again to go on from there.") from fault


def _give(pool: ProcessPoolExecutor, chunk: Chunk) -> Future[Made]:
    with _deaf(), _clear_of_strangers():
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


@contextmanager
def _clear_of_strangers() -> Generator[None]:
    """Let processes that are begun meanwhile run nothing out of the folder that somebody stands in.

    It is that of a list which is opened, and Python looks there first, unless it is told not to.
    """
    with _environment:
        before = os.environ.get(_SAFE)
        os.environ[_SAFE] = "1"
        try:
            yield
        finally:
            if before is None:
                del os.environ[_SAFE]
            else:
                os.environ[_SAFE] = before
