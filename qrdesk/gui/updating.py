"""A database of an older QRDesk: what will happen is said before it is opened, and afterwards where its copy is."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from qrdesk.client import Client, closed
from qrdesk.client.local import LocalTransport
from qrdesk.gui.jobs import Failed, JobRunner
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.note import Action, Note

_WIDTH = 560  # px


class UpdateFirst(Exception):
    """A database has to be brought up to date, and the person was not told yet."""


class Updating(QObject):
    """Opens databases of this computer, after a question where one would be changed by it."""

    def __init__(
        self, parent: QObject, jobs: JobRunner, window: MainWindow, show_alone: Callable[[QWidget], object]
    ) -> None:
        super().__init__(parent)
        self._jobs, self._window, self._show_alone = jobs, window, show_alone

    def open(self, database: str, work: Callable[[], Client], done: Callable[[Client], object], failed: Failed) -> None:
        """Run ``work``, which opens ``database``; before it the person is asked where that brings it up to date."""

        def told(error: Exception) -> None:
            if isinstance(error, UpdateFirst):
                self._ask(database, work, done, failed)
            else:
                failed(error)

        self._jobs.run(self, partial(_unless_old, database, work), done, told)

    def _ask(self, database: str, work: Callable[[], Client], done: Callable[[Client], object], failed: Failed) -> None:
        page = UpdatePage(database)
        page.note.add_action(self.tr("Update now"), partial(self._go, page, work, done, failed), "refresh-cw")
        page.note.add_action(self.tr("Quit"), QApplication.quit)
        self._show_alone(page)

    def _go(
        self, page: "UpdatePage", work: Callable[[], Client], done: Callable[[Client], object], failed: Failed
    ) -> None:
        page.note.setEnabled(False)
        shown = self._window.status.start(self.tr("Copying your links, then updating them"))

        def updated(client: Client) -> None:
            shown.finish()
            done(client)
            self._tell(client)

        def not_updated(error: Exception) -> None:
            shown.finish()
            failed(error)

        self._jobs.run(self, work, updated, not_updated)

    def _tell(self, client: Client) -> None:
        transport = client.transport
        copy = transport.opened.backup if isinstance(transport, LocalTransport) else None
        if copy is not None:
            said = self.tr("Your links are up to date. What they were before is in {file}, beside them.")
            self._window.toast(said.format(file=copy.name), icon="database")


class UpdatePage(QWidget):
    """Shown alone: what will happen, what is kept, and what cannot be done any more afterwards."""

    def __init__(self, database: str, actions: tuple[Action, ...] = ()) -> None:
        super().__init__()
        said = self.tr(
            "They were used by an older QRDesk and need another form now. A copy of {database} is kept beside it "
            "first; should anything fail, all stays as it was. An older QRDesk cannot open them afterwards, but can "
            "open the copy."
        )
        title = self.tr("Your links need an update")
        self.note = Note("info", title, said.format(database=database), actions=actions, icon="database")
        self.note.setFixedWidth(_WIDTH)
        self.note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setLayout(boxes.rows(None, boxes.columns(None, self.note, None), None, None, margins=(24, 24, 24, 24)))


def _unless_old(database: str, work: Callable[[], Client]) -> Client:
    if closed.needs_update(database):
        raise UpdateFirst
    return work()
