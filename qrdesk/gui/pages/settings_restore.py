"""Settings: restoring a backup. It is looked through first, and what would be different is shown."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qrdesk.core.errors import CalledOff
from qrdesk.core.restore_told import Preview, Restored
from qrdesk.core.schemas.backups import Backup
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.folders import open_path
from qrdesk.gui.jobs import Handle, JobRunner, Step
from qrdesk.gui.pages.settings_card import SettingsCard, heard, moment
from qrdesk.gui.pages.settings_restore_words import differences, held
from qrdesk.gui.pages.settings_restoring import Restoring
from qrdesk.gui.restoring_closed import ask_backup, confirm_restore
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.status import AtClose
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note


class RestoreCard(SettingsCard):
    """A file, what it holds, what would change; then one question, and the restore."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, server: Server) -> None:
        super().__init__(self.tr("Restore a backup"))
        self._session, self._jobs, self._window = session, jobs, window
        self._path: Path | None = None
        self._preview: Preview | None = None
        self.choose_path: Callable[[], Path | None] = self._ask_path  # tests answer themselves
        self.confirm: Callable[[str, str], bool] = self._ask
        self.restoring = Restoring(session, jobs, window, server, self)
        self.pick = Button(self.tr("Restore…"), icon="archive-restore")
        self.file = labels.Elided("", "supporting", middle=True)
        self.holds = labels.Paragraph(role="body")
        self.changes = labels.Paragraph(role="supporting")
        self.note = Note("danger")
        self.go = Button(self.tr("Restore this backup…"), "danger", "archive-restore")
        self.leave = Button(self.tr("Not now"))
        self._kept_buttons: list[Button] = []
        self._build()
        self.forget()
        self.pick.clicked.connect(self.ask)
        self.go.clicked.connect(self._confirmed)
        self.leave.clicked.connect(self.forget)
        self.restoring.done.connect(self._restored)
        self.restoring.failed.connect(self._failed)
        session.connected.connect(self._leave)

    def forget(self) -> None:
        """Show nothing of a backup that was looked through."""
        self._path = self._preview = None
        for part in (self._told, self.note):
            part.hide()
        self.pick.setEnabled(True)

    def _leave(self) -> None:
        """Other links are open: what was looked through would be put in the place of those."""
        self.go.setEnabled(True)
        self.forget()

    def ask(self) -> None:
        """Let the person choose a backup, and look through it."""
        path = self.choose_path() if self._session.mode == "local" and self.pick.isEnabled() else None
        if path is not None:
            self.look_through(path)

    def look_through(self, path: Path) -> None:
        """Say what is in a backup, and what restoring it would change."""
        client = self._session.client
        if client is None:
            return
        self.forget()
        self._clear_buttons()
        handles: list[Handle] = []
        self.pick.setEnabled(False)
        title = self.tr("Looking through the backup")
        work = self._window.status.start(
            title, lambda: [handle.cancel() for handle in handles], AtClose.LET_GO, in_percent=True
        )

        def look(step: Step) -> Preview:
            return client.backups.preview(path, heard(step))

        here = self._session.here
        show, refuse = here(partial(self._show, path)), here(self._failed)

        def seen(preview: Preview) -> None:
            work.finish(self.tr("The backup is whole. Nothing has changed yet."))
            show(preview)

        def failed(error: Exception) -> None:
            work.finish(words.failure(error))
            refuse(error)

        handles.append(self._jobs.run_long(self, look, seen, failed, work.progress))

    def _build(self) -> None:
        what = labels.Paragraph(
            self.tr(
                "A backup is looked through first: you see what it holds and what would be different. What is here now "
                "is kept as a backup of its own, so a restore can be taken back."
            )
        )
        inside = boxes.rows(
            boxes.line("h"), self.file, self.holds, self.changes, boxes.columns(self.go, self.leave, None, gap=8)
        )
        self._told = QWidget()
        self._told.setLayout(inside)
        self.add(what, boxes.columns(self.pick, None), self.note, self._told)

    def _show(self, path: Path, preview: Preview) -> None:
        self.pick.setEnabled(True)
        try:
            holds = held(preview, moment(preview.backup.made_at, datetime.now(UTC)))
            changes = "\n".join(differences(preview))
        except (ValueError, ArithmeticError) as fault:  # a file is hostile: days and numbers that nobody can mean
            self._failed(fault)
            return
        self._path, self._preview = path, preview
        self.file.setText(str(path))
        self.holds.set_text(holds)
        self.changes.set_text(changes)
        self._told.show()
        self.go.setFocus()
        boxes.scroll_to(self._told)

    def _confirmed(self) -> None:
        client, path, preview = self._session.client, self._path, self._preview
        if client is None or path is None or preview is None:
            return
        when = moment(preview.backup.made_at, datetime.now(UTC))
        title = self.tr("Restore the backup made {when}?").format(when=when)
        said = self.tr(
            "All links, codes, scans and settings of the workspaces become what they were then. What is here now is "
            "kept as a backup first. Codes lead nowhere for the moment that it takes."
        )
        if self.confirm(title, said):
            self.go.setEnabled(False)
            self.restoring.begin(path)

    def _restored(self, done: Restored) -> None:
        self.go.setEnabled(True)
        self.forget()
        self._clear_buttons()
        when = self._when(done.backup)
        title = self.tr("The backup made {when} is restored").format(when=when)
        said = self.tr("What was here before is in {path}.").format(path=done.kept or "")
        self.note.show_words("success", title, said if done.kept else "")
        if done.kept is not None:
            self._kept_buttons = [
                self.note.add_action(self.tr("Open folder"), partial(open_path, done.kept.parent), "folder-open"),
                self.note.add_action(self.tr("Take it back…"), partial(self.look_through, done.kept), "undo-2"),
            ]
        self.note.show()
        self._window.status.say(title)

    def _when(self, backup: Backup) -> str:
        return moment(backup.made_at, datetime.now(UTC))

    def _failed(self, error: Exception) -> None:
        self.pick.setEnabled(True)
        self.go.setEnabled(True)
        self._clear_buttons()
        if not isinstance(error, CalledOff):
            self.note.show_trouble(words.failure(error), details(error))

    def _clear_buttons(self) -> None:
        for button in self._kept_buttons:
            button.hide()
            button.deleteLater()
        self._kept_buttons = []

    def _ask(self, title: str, said: str) -> bool:
        return confirm_restore(self._window, title, said)

    def _ask_path(self) -> Path | None:
        return ask_backup(self._window)
