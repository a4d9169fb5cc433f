"""Settings, Backups: making and restoring them, those by themselves, a survival kit, copies from before updates."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qrdesk.client.backups import BackupState
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.settings_backup import BackupCard
from qrdesk.gui.pages.settings_card import SettingsCard
from qrdesk.gui.pages.settings_restore import RestoreCard
from qrdesk.gui.pages.settings_schedule import ScheduleCard, trouble_of
from qrdesk.gui.pages.settings_schema import SchemaCard
from qrdesk.gui.pages.settings_survival import SurvivalCard
from qrdesk.gui.routes import Routes
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button

_COMMAND = "qrdesk backup create /backups/qrdesk.zip"
_DAILY = "qrdesk backup schedule daily"
_BACK = "qrdesk backup restore /backups/qrdesk.zip"


class BackupsPart(QWidget):
    """The cards of a database on this computer; of a server far away, how it is done there."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        window: MainWindow,
        routes: Routes,
        server: Server,
        alarm: Callable[[bool], object],
    ) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._alarm = session, jobs, window, alarm
        self._turn = 0  # an answer of another place is not shown
        self.backup = BackupCard(session, jobs, window, self.refresh, routes.copy)
        self.restore = RestoreCard(session, jobs, window, server)
        self.schedule = ScheduleCard(session, jobs, window, self.refresh)
        self.survival = SurvivalCard(session, jobs, window, routes.copy)
        self.schema = SchemaCard(session, jobs, self._restore_copy)
        self.elsewhere = _Elsewhere(routes)
        self._here = (self.backup, self.restore, self.schedule, self.schema)
        cards = (self.elsewhere, self.backup, self.restore, self.schedule, self.survival, self.schema)
        self.setLayout(boxes.rows(*cards, gap=16))
        self.elsewhere.hide()

    def refresh(self) -> None:
        """Ask how it stands with backups."""
        client = self._session.client
        here = self._session.mode == "local"
        self.survival.refresh()
        if client is None:
            return
        if not here:
            self._show_here(here=False)
            self.elsewhere.say_server()
            return
        self._jobs.run(self, client.backups.state, partial(self._show, self._turn), partial(self._failed, self._turn))
        self.schema.refresh()

    def forget(self) -> None:
        """Of another place nothing is known yet."""
        self._turn += 1
        self.restore.forget()
        self.survival.forget()
        self._alarm(False)

    def _show(self, turn: int, state: BackupState) -> None:
        if turn != self._turn:
            return
        self._show_here(here=state.possible)
        if not state.possible:
            self.elsewhere.say_postgres()
            return
        self.backup.show_state(state)
        self.schedule.show_state(state)
        self._alarm(bool(trouble_of(state)))
        self._session.backups_seen.emit()

    def _show_here(self, *, here: bool) -> None:
        for card in self._here:
            card.setVisible(here)
        self.elsewhere.setVisible(not here)

    def _restore_copy(self, path: Path) -> None:
        self.restore.look_through(path)
        boxes.scroll_to(self.restore)

    def _failed(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._window.status.say(words.failure(error))


class _Elsewhere(SettingsCard):
    """What is not done here, and how it is done there."""

    def __init__(self, routes: Routes) -> None:
        super().__init__("")
        self._routes = routes
        self.said = labels.Paragraph()
        self._commands = QWidget()
        lines = boxes.rows(gap=8)
        for command in (_COMMAND, _DAILY, _BACK):
            lines.addLayout(self._line(command))
        self._commands.setLayout(lines)
        self.add(self.said, self._commands)

    def say_server(self) -> None:
        """Backups of a server are made where it runs."""
        self._say(
            self.tr("Backups of this server"),
            self.tr(
                "They are made and restored where the server runs, by whoever looks after it. In a terminal there, the "
                "first line makes one while the server goes on, the second has it make one every day, and the third "
                "puts one back; before that the server has to be stopped."
            ),
        )

    def say_postgres(self) -> None:
        """PostgreSQL has programs of its own."""
        said = self.tr(
            "Your links lie in a PostgreSQL database, which is backed up by its own programs, pg_dump and pg_restore. "
            "The first line says how, and which files belong to it."
        )
        self._say(self.tr("Backups of PostgreSQL"), said)

    def _say(self, title: str, said: str) -> None:
        self.title.setText(title)
        self.said.set_text(said)

    def _line(self, command: str) -> boxes.QBoxLayout:
        shown = labels.Elided(command, "body")
        shown.setFont(fonts.fixed())
        copy = Button(self.tr("Copy"), icon="copy", size="small")
        copy.setAccessibleName(self.tr("Copy {command}").format(command=command))
        copy.clicked.connect(lambda: self._routes.copy(command))
        row = boxes.columns(shown, gap=12)
        row.setStretch(0, 1)
        row.addWidget(copy)
        return row
