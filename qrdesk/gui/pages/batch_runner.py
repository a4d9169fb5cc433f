"""A run on its way: one at a time, whatever page is in sight; the status line shows it too."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client
from qrdesk.client.cancelling import cancelled_by
from qrdesk.client.patience import telling
from qrdesk.core.errors import ArtworkRisky, CalledOff, ServerUnreachable
from qrdesk.gui import words
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.look_assets import LookAssets
from qrdesk.gui.pages.batch_making import Order, Outcome, Pace, make, tell
from qrdesk.gui.session import Session
from qrdesk.gui.shell.status import Work
from qrdesk.gui.shell.window import MainWindow

_Work = Callable[[Client, Pace, Step, Work], Outcome]


class BatchRunner(QObject):
    """``began`` brings the order and its ``Pace``; then comes ``ended`` with an ``Outcome``, or ``failed``."""

    began = Signal(object, object)
    ended = Signal(object)
    failed = Signal(str)
    risky = Signal(str)  # after ``failed``: for a low scan score alone, which can be confirmed

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, assets: LookAssets, folder: Path) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._assets, self._folder = assets, folder
        self._shown: Work | None = None
        self._handle: Handle | None = None
        self.pace = Pace()

    def is_busy(self) -> bool:
        """Whether something is being made."""
        return self._shown is not None

    def start(self, order: Order, name: str) -> None:
        """Make what was ordered of the list called ``name``."""
        self._run(
            order,
            self.tr("Making codes for {name}").format(name=name),
            partial(_make, self._assets, self._folder, order),
        )

    def remember(self, outcome: Outcome) -> None:
        """Have the codes remembered as printed that could not be told before."""
        title = self.tr("Remembering codes as printed")
        self._run(outcome.order, title, partial(_tell, outcome))

    def cancel(self) -> None:
        """Stop after what is being made."""
        if self._handle is not None:
            self._handle.cancel()
        if self._shown is not None and not self._shown.cancelled:
            self._shown.cancel()

    def handle(self) -> Handle:
        """Return the run on its way.

        Raises:
            RuntimeError: there is none.
        """
        if self._handle is None:
            raise RuntimeError("nothing runs")
        return self._handle

    def _run(self, order: Order, title: str, work: _Work) -> None:
        client = self._session.client
        if client is None or self._shown is not None:
            return
        self.pace = pace = Pace()
        self._shown = shown = self._window.status.start(title, cancel=self.cancel)
        self.began.emit(order, pace)

        def waiting(step: Step) -> Outcome:
            with telling(shown.paused.emit, step.is_cancelled):
                return work(client, pace, step, shown)

        self._handle = self._jobs.run_long(self, waiting, self._done, self._failed, self._progress)

    def _progress(self, done: int, total: int) -> None:
        if self._shown is not None:
            self._shown.progress(done, total, self.pace.left_s())

    def _done(self, outcome: Outcome) -> None:
        if outcome.links:
            self._session.links_changed.emit()
        if outcome.report is None:
            self._end(self.tr("Stopped. What is made stays made."))
        else:
            one, many = self.tr("{count} code made"), self.tr("{count} codes made")
            self._end(words.counted(outcome.report.made, one, many))
        self.ended.emit(outcome)

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, Cancelled | CalledOff)
        said = self.tr("Stopped. What is made stays made.") if stopped else self._why(error)
        self._end(said)
        self._session.links_changed.emit()  # some may be made
        self.failed.emit(said)
        if isinstance(error, ArtworkRisky):
            self.risky.emit(said)

    def _why(self, error: Exception) -> str:
        """Say why it could not go on. A server that is away says that nothing changed, and means the last call."""
        begun = self.pace.made or self.pace.links
        happened = error.happened if begun and isinstance(error, ServerUnreachable) else ""
        said = words.told(happened) if happened else words.failure(error)
        if not self.pace.made:
            return said
        one, many = self.tr("{count} link is made and stays."), self.tr("{count} links are made and stay.")
        return f"{said} {words.counted(self.pace.made, one, many)}"

    def _end(self, said: str) -> None:
        shown, self._shown, self._handle = self._shown, None, None
        if shown is not None:
            shown.finish(said)


def _make(
    assets: LookAssets, folder: Path, order: Order, client: Client, pace: Pace, step: Step, _shown: Work
) -> Outcome:
    with cancelled_by(step.is_cancelled):  # nothing is made yet
        whole = replace(order, assets=assets.of(order.draft.design))
    return make(whole, client, folder, pace, step, words.failure)


def _tell(outcome: Outcome, client: Client, _pace: Pace, _step: Step, _shown: Work) -> Outcome:
    return tell(outcome, client, outcome.untold, words.failure)
