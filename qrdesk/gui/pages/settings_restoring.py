"""The restore itself: the server stops, the backup takes the place of the database, the server serves again."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from qrdesk.client import Client
from qrdesk.core.errors import CalledOff
from qrdesk.core.restore_told import Restored
from qrdesk.gui import words
from qrdesk.gui.jobs import Handle, JobRunner, Step
from qrdesk.gui.pages.settings_card import heard
from qrdesk.gui.pages.settings_reopening import NotOpened, reopened
from qrdesk.gui.seat import seat_of
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.status import Work
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.workspaces import WORKSPACE

_log = logging.getLogger(__name__)
_BAR = 280  # px
_ALL = 100  # percent


class Restoring(QObject):
    """Nothing can be edited meanwhile: an edit between the copy of now and the restore would be in neither."""

    done = Signal(object)  # Restored
    failed = Signal(Exception)
    _switched = Signal()  # from the thread that restores: the backup is in its place

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, server: Server, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window, self._server = session, jobs, window, server
        self._path: Path | None = None
        self._serves = False  # our server ran, and is to run again
        self._cancelled = False
        self._handle: Handle | None = None
        self._work: Work | None = None
        self.wait: Wait | None = None
        self._switched.connect(self._too_late)
        server.state_changed.connect(self._server_changed)

    def begin(self, path: Path) -> None:
        """Restore a backup that was looked through."""
        if self._path is not None:
            return
        self._path, self._cancelled = path, False
        self.wait = Wait()
        self.wait.cancel.clicked.connect(self.cancel)
        self._window.show_alone(self.wait)
        self.wait.cancel.setFocus()
        self._serves = self._server.own
        if self._server.own:
            self._server.stop()
        else:
            self._restore()

    def cancel(self) -> None:
        """Leave everything as it is, as long as the backup is not in its place."""
        self._cancelled = True
        if self.wait is not None:
            self.wait.show_stopping()
        if self._handle is not None:
            self._handle.cancel()
        if self._work is not None and not self._work.cancelled:
            self._work.cancel()

    def _show_progress(self) -> None:
        if self.wait is not None and self._work is not None:
            self.wait.show_progress(self._work.done)

    def _too_late(self) -> None:
        if self._work is not None:
            self._work.too_late()
        if self.wait is not None:
            self.wait.show_too_late()

    def _server_changed(self, state: ServerState, _address: str) -> None:
        if self._path is not None and state is ServerState.STOPPED and not self._server.own:
            self._restore()

    def _restore(self) -> None:
        client, path, self._path = self._session.client, self._path, None
        if client is None or path is None:
            self._window.show_frame()
            return
        title = self.tr("Restoring your links")
        work = self._window.status.start(title, self.cancel, in_percent=True, cancelled_elsewhere=self.wait is not None)
        self._work = work
        work.changed.connect(self._show_progress)
        workspace = self._window.state.read(WORKSPACE, "")

        def restore(step: Step) -> tuple[Restored, Client]:
            hear = heard(step)
            hear(0, 100)  # cancelled while the server stopped
            done = client.backups.restore(path, hear)
            self._switched.emit()
            there = reopened(client, done, workspace)
            _note(there, path, done)
            return done, there

        def restored(found: tuple[Restored, Client]) -> None:
            work.finish()
            self._go_on(found[1])
            self.done.emit(found[0])

        def failed(error: Exception) -> None:
            stopped = isinstance(error, CalledOff)
            work.finish(self.tr("Restore cancelled; nothing has changed") if stopped else "")
            before = error.client if isinstance(error, NotOpened) else None
            self._go_on(before or client)
            self.failed.emit(error)

        self._handle = self._jobs.run_long(self, restore, restored, failed, work.progress)
        if self._cancelled:
            self._handle.cancel()

    def _go_on(self, client: Client) -> None:
        """Show the pages again, of what is there now, and serve it if it was served before."""
        self._handle = self._work = self.wait = None
        if client is not self._session.client:
            self._session.use(client, "local", self._session.place)
        if self._serves:
            self._server.serve(client, seat_of(self._window.state))
        else:
            self._server.go_on_with(client)
        self._window.show_frame()
        self._window.show_page("settings")


def _note(there: Client, path: Path, done: Restored) -> None:
    try:
        there.backups.note_restored(path, done)
    except Exception:  # noqa: BLE001 - the backup is in its place, whatever becomes of a line about it
        _log.exception("The restore is not in the audit log.")


class Wait(QWidget):
    """What is going on and how far it is, and Cancel, which says why once it is too late."""

    def __init__(self) -> None:
        super().__init__()
        title = labels.text(self.tr("Restoring your links"), "section_title")
        self.step = labels.text(self.tr("What is here now is kept first."), "supporting")
        self.why = labels.text("", "supporting", "tertiary")
        for part in (title, self.step, self.why):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setProperty("extent", "line")
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setRange(0, 0)  # until it is known how far it is
        self.bar.setAccessibleName(title.text())
        self.percent = labels.text("", "caption", tabular=True)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cancel = Button(self.tr("Cancel"))
        icon, bar, cancel = Glyph("archive-restore", "accent", 32, 32), self.bar, self.cancel
        middle = (boxes.columns(None, part, None) for part in (icon, bar, cancel))
        shown, progress, asked = middle
        self.setLayout(boxes.rows(None, shown, title, progress, self.percent, self.step, asked, self.why, None, gap=12))

    def show_progress(self, percent: int) -> None:
        """Say how far it is."""
        self.bar.setRange(0, _ALL)
        self.bar.setValue(percent)
        self.percent.setText(self.tr("{percent} %").format(percent=words.number(percent)))

    def show_stopping(self) -> None:
        """Somebody pressed Cancel."""
        self.cancel.setEnabled(False)
        self.why.setText(self.tr("Stopping; everything stays as it is"))

    def show_too_late(self) -> None:
        """The backup is in its place."""
        self.cancel.setEnabled(False)
        self.step.setText(self.tr("Your links are opened again. What was here before is kept as a backup."))
        self.why.setText(self.tr("The backup is in its place: it can be taken back, but not cancelled any more"))
        self.cancel.setToolTip(self.why.text())
