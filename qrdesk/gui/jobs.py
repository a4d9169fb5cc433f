"""The only door to threads: work runs off the GUI thread, its answer comes back on it."""

import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

T = TypeVar("T")
Failed = Callable[[Exception], object]
Progress = Callable[[int, int], None]  # done, of how many (0: not known)

# At a time: whoever computes in Python lets go of it for the windows' thread then. That needs it for each call from Qt,
# dozens for one picture, and would wait 5 ms for each.
_TURN_S = 0.0005

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

    def run_at_close(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """As ``run``, for what is wanted although the app closes: it waits for no other work and is never cancelled."""
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


@dataclass(frozen=True, slots=True)
class _Job:
    owner: QObject
    answer: Callable[[], Callable[[], object]]  # does the work; what it returns is called on the GUI thread
    progress: Progress | None = None
    at_close: bool = False  # it is told what came of it even then


class PoolRunner(QObject):
    """Runs work in a few threads and delivers on the thread that this object lives on.

    What work and answers hold, often a page, is kept and let go on this thread too: whatever goes with the last hold
    on it goes where that is let go, and a widget may go here alone. Threads know a job by its number.
    """

    _ready = Signal(int)  # the number of a job that has its answer
    _came_so_far = Signal(object)  # (number, done, total)
    _REPORT_EVERY_S = 0.05
    _SHARE_S = 0.012  # of one turn of the event loop: answers that are there wait for the next once so much was used

    def __init__(self, threads: int = 4, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN_S)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="qrdesk-job")
        self._last = ThreadPoolExecutor(1, thread_name_prefix="qrdesk-last")  # has no thread until it has work
        self._numbers = count()
        self._jobs: dict[int, _Job] = {}
        self._answers: dict[int, Callable[[], object]] = {}
        self._handles: set[Handle] = set()
        self._running: set[Future[None]] = set()
        self._closed = False
        self._used_s = 0.0
        self._waiting: deque[int] = deque()  # jobs whose answers are for the next turn
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._deliver_more)
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._came_so_far.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def run(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """See ``JobRunner.run``."""
        self._start(next(self._numbers), _Job(owner, lambda: _answer(work, done, failed)))

    def run_long(
        self,
        owner: QObject,
        work: Callable[[Step], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        progress: Progress | None = None,
    ) -> Handle:
        """See ``JobRunner.run_long``."""
        handle, number = Handle(), next(self._numbers)
        step = Step(handle, self._reporter(number))
        self._handles.add(handle)

        def answer() -> Callable[[], object]:
            try:
                return _answer(lambda: work(step), done, failed)
            finally:
                self._handles.discard(handle)

        self._start(number, _Job(owner, answer, progress))
        return handle

    def run_at_close(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """See ``JobRunner.run_at_close``."""
        self._start(next(self._numbers), _Job(owner, lambda: _answer(work, done, failed), at_close=True))

    def close(self, timeout_s: float = 5.0) -> bool:
        """Take no more work, cancel what can be, wait; whether everything ended in time."""
        self._closed = True
        for handle in list(self._handles):
            handle.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._last.shutdown(wait=False)
        deadline = time.monotonic() + timeout_s
        while not self.idle() and time.monotonic() <= deadline:
            time.sleep(0.01)
        ended = self.idle()
        self._tell_last()
        if ended:
            self._jobs.clear()
            self._answers.clear()
        return ended

    def _tell_last(self) -> None:
        """Deliver what came of the work that was wanted at the end; there is no event loop any more that would."""
        for number in [number for number, job in self._jobs.items() if job.at_close and number in self._answers]:
            job, answer = self._jobs.pop(number), self._answers.pop(number)
            if shiboken6.isValid(job.owner):
                answer()

    def idle(self) -> bool:
        """Whether nothing runs or waits."""
        return not self._running

    def _start(self, number: int, job: _Job) -> None:
        if self._closed:
            return
        self._jobs[number] = job
        future = (self._last if job.at_close else self._pool).submit(self._work, number)
        self._running.add(future)
        future.add_done_callback(self._running.discard)

    def _work(self, number: int) -> None:
        # without a name for either: it would outlive the call, and the answer may be over by then
        self._answers[number] = self._jobs[number].answer()
        if not self._closed and shiboken6.isValid(self):
            self._ready.emit(number)

    def _reporter(self, number: int) -> Progress:
        last = 0.0

        def report(done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            # a step per row would flood the event loop; the last one always gets through
            if now - last >= self._REPORT_EVERY_S or done == total:
                last = now
                if not self._closed and shiboken6.isValid(self):
                    self._came_so_far.emit((number, done, total))

        return report

    @Slot(int)
    def _deliver(self, number: int) -> None:
        """Deliver an answer, the first ones at once: a page that asks for several things has them all in one moment."""
        if self._closed:
            return
        self._waiting.append(number)
        if not self._turn.isActive():
            self._turn.start()
            self._used_s = 0.0
        self._deliver_waiting()

    @Slot()
    def _deliver_more(self) -> None:
        self._used_s = 0.0
        self._deliver_waiting()
        if self._closed or not self._waiting:
            self._turn.stop()

    def _deliver_waiting(self) -> None:
        while self._waiting and self._used_s < self._SHARE_S and not self._closed:
            number, began = self._waiting.popleft(), time.thread_time()
            job, answer = self._jobs.pop(number), self._answers.pop(number)
            if shiboken6.isValid(job.owner):
                answer()
            self._used_s += time.thread_time() - began

    @Slot(object)
    def _report(self, so_far: tuple[int, int, int]) -> None:
        number, done, total = so_far
        job = self._jobs.get(number)
        if not self._closed and job is not None and job.progress is not None and shiboken6.isValid(job.owner):
            job.progress(done, total)


class InlineRunner:
    """Calls straight through, for tests."""

    def run(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """See ``JobRunner.run``."""
        _answer(work, done, failed)()

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

    def run_at_close(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """See ``JobRunner.run_at_close``."""
        self.run(owner, work, done, failed)


def _answer(work: Callable[[], T], done: Callable[[T], object], failed: Failed | None) -> Callable[[], object]:
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - whatever went wrong in there is for `failed` to tell
        return _failure(failed, error)
    return lambda: done(result)


def _failure(failed: Failed | None, error: Exception) -> Callable[[], object]:
    if failed is not None:
        return lambda: failed(error)
    if not isinstance(error, Cancelled):
        _log.error("a job failed and nobody asked to be told", exc_info=error)
    return lambda: None
