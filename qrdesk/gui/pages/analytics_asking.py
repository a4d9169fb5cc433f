"""Asking for a report: one at a time, the newest question counts, and what takes long can be cancelled."""

import time
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from qrdesk.client import Client
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.pages.analytics_report import Report, read_report
from qrdesk.gui.pages.analytics_wanted import Wanted
from qrdesk.gui.shell.status import Work
from qrdesk.gui.shell.window import MainWindow

_PATIENCE_MS = 400  # quicker answers need no progress and no Cancel


class Asking(QObject):
    """``answered`` brings the report, ``failed`` why there is none; ``cancelled``: the person wants none any more."""

    answered = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    lasting = Signal(bool)  # it takes longer than one waits without being told

    def __init__(self, jobs: JobRunner, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._window = jobs, window
        self._turn = 0
        self._handle: Handle | None = None
        self._work: Work | None = None
        self._progress = (0, 0)
        self._began = 0.0
        self.took_s = 0.0  # the last answer
        self.busy = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show_work)

    def ask(self, client: Client, wanted: Wanted) -> None:
        """Ask; a question still on its way is let go."""
        self._let_go()
        self._turn += 1
        self.busy, self._progress, self._began = True, (0, 0), time.monotonic()
        self._patience.start()
        turn = self._turn
        handle = self._jobs.run_long(
            self,
            partial(_read, client, wanted),
            partial(self._here, turn),
            partial(self._not_here, turn),
            partial(self._step, turn),
        )
        if self.busy and turn == self._turn:
            self._handle = handle

    def is_shown(self) -> bool:
        """Whether the status line shows how far it is."""
        return self._work is not None

    def cancel(self) -> None:
        """Let the question go; what is shown stays."""
        if self.busy:
            self._let_go()
            self._turn += 1
            self.busy = False
            self.cancelled.emit()

    def _here(self, turn: int, report: Report) -> None:
        if turn == self._turn:
            self.took_s = time.monotonic() - self._began
            self._end()
            self.answered.emit(report)

    def _not_here(self, turn: int, error: Exception) -> None:
        if turn == self._turn and not isinstance(error, Cancelled):
            self._end()
            self.failed.emit(error)

    def _step(self, turn: int, done: int, total: int) -> None:
        if turn == self._turn:
            self._progress = (done, total)
            if self._work is not None:
                self._work.progress(done, total)

    def _show_work(self) -> None:
        if self.busy:
            self._work = self._window.status.start(self.tr("Counting hits"), cancel=self.cancel)
            self._work.progress(*self._progress)
            self.lasting.emit(True)

    def _end(self) -> None:
        self.busy = False
        self._handle = None
        self._patience.stop()
        if self._work is not None:
            self._work.finish()
            self._work = None
            self.lasting.emit(False)

    def _let_go(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._end()


def _read(client: Client, wanted: Wanted, step: Step) -> Report:
    return read_report(client, wanted, step)
