"""Processes for heavy work, so that the process that answers redirects does nothing else that burns CPU."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any

from qrdesk.core.errors import Busy, Invalid

_WAIT_S = 5.0  # for a place
_LONGEST_S = 30.0  # that one work may take
_LONGEST_SMALL_S = 10.0
_ENDING_S = 5.0  # that work under way still has when all of it ends


class Pool:
    """Runs functions elsewhere and waits for them. Processes start on first use, and are replaced when they die.

    What takes milliseconds has a place and a process of its own: it waits for nothing heavy, and nobody who asks for it
    in crowds takes a place from anybody else.
    """

    def __init__(self, places: int = 1, waiting: int = 0) -> None:
        """Take at most ``places`` callers at once, and let ``waiting`` more wait a moment for a place.

        Each of them holds one of the server's threads.
        """
        self._callers = threading.BoundedSemaphore(places + waiting)
        self._places = threading.BoundedSemaphore(places)
        self._small = threading.BoundedSemaphore(1)
        self._heavy = _Worker(_LONGEST_S)
        self._quick = _Worker(_LONGEST_SMALL_S)

    def compute(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Return what ``work(*arguments)`` returns, or raise what it raises; both come from the other process.

        Raises:
            Busy: no place in time, or the process died at this work twice, as when memory runs out.
            Invalid: it took too long, and was ended.
        """
        with _place_in(self._callers, 0), _place_in(self._places, _WAIT_S):
            return self._heavy.do(work, *arguments)

    def compute_small(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """As ``compute``, for work of milliseconds: one at a time. How many wait for that is the server's to bound.

        Raises:
            Busy: no place in time, or the process died at this work twice.
            Invalid: it took too long, and was ended.
        """
        with _place_in(self._small, _WAIT_S):
            return self._quick.do(work, *arguments)

    def close(self) -> None:
        """Let the processes end, within some seconds whatever they do; the next call would start others."""
        self._heavy.end()
        self._quick.end()


@dataclass(slots=True)
class _Started:
    """A process, and whether it was us who ended it."""

    executor: ProcessPoolExecutor
    process: BaseProcess | None = None
    ended: bool = False


class _Worker:
    """One process that does one work after another."""

    def __init__(self, longest_s: float) -> None:
        self._longest_s = longest_s
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._started: _Started | None = None

    def do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Return what ``work(*arguments)`` returns, or raise what it raises.

        Raises:
            Busy: others' work takes long, or the process died at this work twice.
            Invalid: it took too long, and was ended.
        """
        if not self._turn.acquire(timeout=self._longest_s):
            raise _crowded()
        try:
            return self._tried(work, *arguments)
        finally:
            self._turn.release()

    def end(self) -> None:
        """Let the process end. Work under way has some seconds left."""
        with self._lock:
            started, self._started = self._started, None
        if started is None:
            return
        started.ended = True
        if self._turn.acquire(timeout=_ENDING_S):
            self._turn.release()
        elif started.process is not None:
            started.process.kill()
        started.executor.shutdown(wait=True, cancel_futures=True)

    def _tried(self, work: Callable[..., Any], *arguments: Any) -> Any:
        for _ in range(2):
            started = self._current()
            try:
                self._meet(started)
                return self._in_time(started, started.executor.submit(work, *arguments))
            except BrokenProcessPool:
                self._drop(started)
                if started.ended:
                    break
        raise Busy(
            "This could not be made: the process that makes artwork and pictures ended. "
            "Nothing was saved; try again in a moment."
        )

    def _in_time(self, started: _Started, work: Future[Any]) -> Any:
        if not wait([work], self._longest_s).done:
            self._drop(started)
            if started.process is not None:
                started.process.kill()  # nothing milder ends what a library of C is busy with
            raise Invalid(
                "This took too long to make, and was stopped. Nothing was saved; choose a smaller size, fewer pixels, "
                "or a simpler look or logo."
            )
        return work.result()

    def _current(self) -> _Started:
        with self._lock:
            if self._started is None:
                # spawn: forking a process with threads may copy a lock that somebody holds
                context = multiprocessing.get_context("spawn")
                self._started = _Started(ProcessPoolExecutor(1, context, initializer=_begin))
            return self._started

    def _meet(self, started: _Started) -> None:
        """Wait until the process has begun, so that its work is timed and not its start, and it can be ended."""
        if started.process is None:
            pid = started.executor.submit(os.getpid).result()
            started.process = next((one for one in multiprocessing.active_children() if one.pid == pid), None)

    def _drop(self, broken: _Started) -> None:
        with self._lock:
            if self._started is broken:
                self._started = None
        broken.executor.shutdown(wait=False)


@contextmanager
def _place_in(places: threading.BoundedSemaphore, wait_s: float) -> Generator[None]:
    if not places.acquire(timeout=wait_s):
        raise _crowded()
    try:
        yield
    finally:
        places.release()


def _crowded() -> Busy:
    return Busy("The server is making artwork or pictures for others. Nothing was saved; try again in a moment.")


def _begin() -> None:
    """Prepare the process: Ctrl-C is its parent's business, and it ends with its parent, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="lifeline", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
