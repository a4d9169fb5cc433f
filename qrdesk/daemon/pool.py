"""One process for heavy work, so that the process that answers redirects does nothing else that burns CPU."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from qrdesk.core.errors import Busy

_WAIT_S = 5.0  # for a place


class Pool:
    """Runs functions elsewhere and waits for them. Started on first use, replaced when its process dies.

    What takes milliseconds has a place of its own: nobody who asks for it in crowds takes one from anybody else.
    """

    def __init__(self, places: int = 1, waiting: int = 0) -> None:
        """Take at most ``places`` callers at once, and let ``waiting`` more wait a moment for a place.

        Each of them holds one of the server's threads.
        """
        self._callers = threading.BoundedSemaphore(places + waiting)
        self._places = threading.BoundedSemaphore(places)
        self._small = threading.BoundedSemaphore(1)
        self._lock = threading.Lock()
        self._executor: ProcessPoolExecutor | None = None

    def compute(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Return what ``work(*arguments)`` returns, or raise what it raises; both come from the other process.

        Raises:
            Busy: no place in time, or the process died at this work twice, as when memory runs out.
        """
        with _place_in(self._callers, 0), _place_in(self._places, _WAIT_S):
            return self._done(work, *arguments)

    def compute_small(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """As ``compute``, for work of milliseconds: one at a time. How many wait for that is the server's to bound.

        Raises:
            Busy: no place in time, or the process died at this work twice.
        """
        with _place_in(self._small, _WAIT_S):
            return self._done(work, *arguments)

    def close(self) -> None:
        """Let the process end; the next call would start another one."""
        with self._lock:
            executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)

    def _done(self, work: Callable[..., Any], *arguments: Any) -> Any:
        for _ in range(2):
            executor = self._started()
            try:
                return executor.submit(work, *arguments).result()
            except BrokenProcessPool:
                self._drop(executor)
        raise Busy(
            "This could not be made: the process that makes artwork and pictures ended. "
            "Nothing was saved; try again in a moment."
        )

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._executor is None:
                # spawn: forking a process with threads may copy a lock that somebody holds
                context = multiprocessing.get_context("spawn")
                self._executor = ProcessPoolExecutor(1, context, initializer=_begin)
            return self._executor

    def _drop(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._executor is broken:
                self._executor = None
        broken.shutdown(wait=False)


@contextmanager
def _place_in(places: threading.BoundedSemaphore, wait_s: float) -> Generator[None]:
    if not places.acquire(timeout=wait_s):
        raise Busy("The server is making artwork or pictures for others. Nothing was saved; try again in a moment.")
    try:
        yield
    finally:
        places.release()


def _begin() -> None:
    """Prepare the process: Ctrl-C is its parent's business, and it ends with its parent, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="lifeline", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
