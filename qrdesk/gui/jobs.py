"""The only door to threads: work runs off the GUI thread, its answer comes back on it."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")
Failed = Callable[[Exception], object]
Progress = Callable[[int, int], None]  # done, of how many (0: not known)

_log = logging.getLogger(__name__)


class Cancelled(Exception):
    """The person pressed Cancel; raised inside the work, never shown."""


class Handle:
    """A running long job, from the outside."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; what was made stays."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._cancelled.is_set()


class JobRunner(Protocol):
    """Runs work for a page. ``owner`` is the widget that waits: once it is gone, so is the answer."""

    def run(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """Run ``work`` (no widget in there), then ``done`` with its result or ``failed`` with its error."""
        ...

    def run_long(
        self,
        owner: QObject,
        work: Callable[["Step"], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        progress: Progress | None = None,
    ) -> Handle:
        """As ``run``, for work that takes seconds: it calls ``step(done, total)`` as it goes and can be cancelled.

        ``step`` raises ``Cancelled`` inside the work once the job is cancelled; work that ends that way
        reaches ``failed`` with that ``Cancelled``.
        """
        ...


class Step:
    """What long work is given: call it with how far it is."""

    def __init__(self, handle: Handle, report: Progress) -> None:
        self._handle = handle
        self._report = report

    def is_cancelled(self) -> bool:
        """Whether the person does not want it any more."""
        return self._handle.cancelled

    def __call__(self, done: int, total: int = 0) -> None:
        """Report progress.

        Raises:
            Cancelled: the person does not want it any more.
        """
        if self._handle.cancelled:
            raise Cancelled
        self._report(done, total)


class PoolRunner(QObject):
    """Runs work in a few threads and delivers on the thread that this object lives on."""

    _ready = Signal(object)  # (owner, callback)
    _REPORT_EVERY_S = 0.05

    def __init__(self, threads: int = 4, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="qrdesk-job")
        self._handles: set[Handle] = set()
        self._running: set[Future[None]] = set()
        self._closed = False
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """See ``JobRunner.run``."""
        self._start(lambda: self._answer(owner, work, done, failed))

    def run_long(
        self,
        owner: QObject,
        work: Callable[[Step], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        progress: Progress | None = None,
    ) -> Handle:
        """See ``JobRunner.run_long``."""
        handle = Handle()
        step = Step(handle, self._reporter(owner, progress))
        self._handles.add(handle)

        def job() -> None:
            self._answer(owner, lambda: work(step), done, failed)
            self._handles.discard(handle)

        self._start(job)
        return handle

    def close(self, timeout_s: float = 5.0) -> bool:
        """Take no more work, cancel what can be, wait; whether everything ended in time."""
        self._closed = True
        for handle in list(self._handles):
            handle.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)
        deadline = time.monotonic() + timeout_s
        while not self.idle():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True

    def idle(self) -> bool:
        """Whether nothing runs or waits."""
        return not self._running

    def _start(self, job: Callable[[], None]) -> None:
        if self._closed:
            return
        future = self._pool.submit(job)
        self._running.add(future)
        future.add_done_callback(self._running.discard)

    def _answer(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None
    ) -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - whatever went wrong in there is for `failed` to tell
            self._send(owner, _failure(failed, error))
        else:
            self._send(owner, lambda: done(result))

    def _send(self, owner: QObject, callback: Callable[[], object]) -> None:
        if not self._closed and shiboken6.isValid(self):
            self._ready.emit((owner, callback))

    def _reporter(self, owner: QObject, progress: Progress | None) -> Progress:
        if progress is None:
            return lambda _done, _total: None
        last = 0.0

        def report(done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            # a step per row would flood the event loop; the last one always gets through
            if now - last >= self._REPORT_EVERY_S or done == total:
                last = now
                self._send(owner, partial(progress, done, total))

        return report

    @Slot(object)
    def _deliver(self, answer: tuple[QObject, Callable[[], object]]) -> None:
        owner, callback = answer
        if not self._closed and shiboken6.isValid(owner):
            callback()


class InlineRunner:
    """Calls straight through, for tests."""

    def run(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """See ``JobRunner.run``."""
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - whatever went wrong in there is for `failed` to tell
            _failure(failed, error)()
        else:
            done(result)

    def run_long(
        self,
        owner: QObject,
        work: Callable[[Step], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        progress: Progress | None = None,
    ) -> Handle:
        """See ``JobRunner.run_long``."""
        handle = Handle()
        step = Step(handle, progress or (lambda _done, _total: None))
        self.run(owner, lambda: work(step), done, failed)
        return handle


def _failure(failed: Failed | None, error: Exception) -> Callable[[], object]:
    if failed is not None:
        return lambda: failed(error)
    if not isinstance(error, Cancelled):
        _log.error("a job failed and nobody asked to be told", exc_info=error)
    return lambda: None
