"""Asking for a report, part by part: the newest question counts, and what takes long can be cancelled."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from qrdesk.client import Client
from qrdesk.client.cancelling import cancelled_by
from qrdesk.core.errors import CalledOff
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step, T
from qrdesk.gui.pages.analytics_report import Part, Question, Report, questions, read_base
from qrdesk.gui.pages.analytics_wanted import Wanted
from qrdesk.gui.shell.status import AtClose, Work
from qrdesk.gui.shell.window import MainWindow

_PATIENCE_MS = 400  # quicker answers need no progress and no Cancel
_AT_ONCE = 2  # questions; the pool has threads for others, too


class Asking(QObject):
    """``answered`` brings the whole report, ``failed`` why there is none.

    What takes longer is shown in the status line: ``lasting`` says so, ``partly`` brings what is there so far,
    ``cancelled`` that the person wants no more of it.
    """

    answered = Signal(object)
    partly = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    lasting = Signal(bool)

    def __init__(self, jobs: JobRunner, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._window = jobs, window
        self._turn = 0
        self._handles: list[Handle] = []
        self._work: Work | None = None
        self._report: Report | None = None
        self._left: list[Question] = []
        self._running = self._total = 0
        self._began = 0.0
        self.took_s = 0.0  # the last answer
        self.busy = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show_work)

    def ask(self, client: Client, wanted: Wanted, *, quietly: bool = False) -> None:
        """Ask; a question still on its way is let go. ``quietly``: nobody waits for it."""
        self._let_go()
        self._turn += 1
        self.busy, self._report, self._left, self._running, self._total = True, None, [], 0, 0
        self._began = time.monotonic()
        if not quietly:
            self._patience.start()
        self._start(partial(read_base, client, wanted), partial(self._base_here, self._turn, client))

    def is_shown(self) -> bool:
        """Whether the status line shows how far it is."""
        return self._work is not None

    def cancel(self) -> None:
        """Let the question go; what was shown before is to be shown again."""
        if self.busy:
            self._let_go()
            self._turn += 1
            self.busy = False
            self.cancelled.emit()

    def _start(self, ask: Callable[[], T], done: Callable[[T], object]) -> None:
        turn = self._turn
        handle = self._jobs.run_long(self, partial(cancellable, ask), done, partial(self._not_here, turn))
        if self.busy and turn == self._turn:
            self._handles.append(handle)

    def _base_here(self, turn: int, client: Client, base: Report) -> None:
        if turn == self._turn:
            self._report = base
            self._left = questions(client, base)
            self._total = len(self._left)
            self._tell()
            self._go_on()

    def _go_on(self) -> None:
        while self._left and self._running < _AT_ONCE:
            self._running += 1
            self._start(self._left.pop(0), partial(self._part_here, self._turn))

    def _part_here(self, turn: int, part: Part) -> None:
        if turn != self._turn or self._report is None:
            return
        self._running -= 1
        self._report = part(self._report)
        if self._left or self._running:
            self._tell()
            self._go_on()
        else:
            self.took_s = time.monotonic() - self._began
            self._end()
            self.answered.emit(self._report)

    def _not_here(self, turn: int, error: Exception) -> None:
        if turn == self._turn and not isinstance(error, Cancelled | CalledOff):
            self._let_go()
            self._turn += 1
            self.failed.emit(error)

    def _show_work(self) -> None:
        if self.busy:
            self._work = self._window.status.start(self.tr("Counting hits"), self.cancel, AtClose.LET_GO)
            self.lasting.emit(True)
            self._tell()

    def _tell(self) -> None:
        if self._work is not None and self._report is not None:
            self._work.progress(self._total - len(self._left) - self._running, self._total)
            self.partly.emit(self._report)

    def _end(self) -> None:
        self.busy = False
        self._handles = []
        self._patience.stop()
        if self._work is not None:
            self._work.finish()
            self._work = None
            self.lasting.emit(False)

    def _let_go(self) -> None:
        for handle in self._handles:
            handle.cancel()
        self._end()


def cancellable(ask: Callable[[], T], step: Step) -> T:
    """Ask as a long job, so that the answer is given up where nobody wants it any more.

    Raises:
        Cancelled, CalledOff: nobody does.
    """
    step(0)
    with cancelled_by(step.is_cancelled):
        return ask()
