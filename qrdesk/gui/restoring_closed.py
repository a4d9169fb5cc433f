"""Restoring a backup where no database is open: none is there yet, or it is damaged, of a newer QRDesk, or gone."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox

from qrdesk.client import closed
from qrdesk.core.errors import CalledOff
from qrdesk.core.restore_told import Preview, Restored
from qrdesk.gui import file_dialogs
from qrdesk.gui.jobs import Failed, Handle, JobRunner, Step
from qrdesk.gui.opening_work import file_of
from qrdesk.gui.pages.settings_card import heard, moment
from qrdesk.gui.pages.settings_restore_words import differences, held
from qrdesk.gui.shell.window import MainWindow

T = TypeVar("T")

FOLDER = "backup/folder"  # key under which the folder of the last backup is remembered


class RestoringClosed(QObject):
    """Asks for a backup and puts it in the place of the database; what is there stays under another name."""

    busy = Signal(bool)

    def __init__(self, parent: QObject, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(parent)
        self._jobs, self._window = jobs, window
        self.choose_path: Callable[[], Path | None] = self._ask_path  # tests answer themselves
        self.confirm: Callable[[str, str], bool] = self._ask

    def begin(self, database: str, done: Callable[[], object], failed: Failed) -> None:
        """Look through a backup and, once that is told and wanted, restore it as ``database``; ``done`` opens it."""
        path = self.choose_path()
        if path is None:
            return
        self.busy.emit(True)

        def look(step: Step) -> Preview:
            return closed.preview_restore(path, database, heard(step))

        def seen(preview: Preview) -> None:
            try:
                holds = "\n".join(
                    (held(preview, moment(preview.backup.made_at, datetime.now(UTC))), *differences(preview))
                )
            except (ValueError, ArithmeticError) as fault:  # a file is hostile: days and numbers that nobody can mean
                self._end(failed, fault)
                return
            title = self.tr("Restore {file}?").format(file=path.name)
            if self.confirm(title, f"{holds}\n\n{self._what_becomes(database)}"):
                self._restore(path, database, done, failed)
            else:
                self.busy.emit(False)

        self._run(self.tr("Looking through the backup"), look, seen, failed)

    def _restore(self, path: Path, database: str, done: Callable[[], object], failed: Failed) -> None:
        def restored(found: Restored) -> None:
            self.busy.emit(False)
            done()
            if found.kept is not None:
                kept = self.tr("The backup is restored. What was there before is in {file}, beside it.")
                if found.kept.parent != found.database.parent:
                    kept = self.tr("The backup is restored. What was there before is kept as {file}, a backup too.")
                self._window.toast(kept.format(file=found.kept.name), icon="archive-restore")

        def restore(step: Step) -> Restored:
            return closed.restore_backup(path, database, heard(step))

        self._run(self.tr("Restoring your links"), restore, restored, failed)

    def _run(self, title: str, work: Callable[[Step], T], done: Callable[[T], object], failed: Failed) -> None:
        handles: list[Handle] = []
        shown = self._window.status.start(title, lambda: [one.cancel() for one in handles], in_percent=True)

        def over(found: T) -> None:
            shown.finish()
            done(found)

        def not_done(error: Exception) -> None:
            stopped = isinstance(error, CalledOff)
            shown.finish(self.tr("Restore cancelled; nothing has changed") if stopped else "")
            self._end(failed, error)

        handles.append(self._jobs.run_long(self, work, over, not_done, shown.progress))

    def _end(self, failed: Failed, error: Exception) -> None:
        self.busy.emit(False)
        if not isinstance(error, CalledOff):
            failed(error)

    def _what_becomes(self, database: str) -> str:
        path = file_of(database)
        if path is not None and path.exists():
            said = self.tr("It becomes {database}. What is there now is kept beside it, under another name.")
        else:
            said = self.tr("It becomes {database}, the links of this computer.")
        return said.format(database=database)

    def _ask(self, title: str, said: str) -> bool:
        return confirm_restore(self._window, title, said)

    def _ask_path(self) -> Path | None:
        return ask_backup(self._window)


def confirm_restore(window: MainWindow, title: str, said: str) -> bool:
    """Ask the one question before a restore."""
    box = QMessageBox(QMessageBox.Icon.Warning, _tr("Restore a backup"), title, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)  # it names a file
    box.setInformativeText(said)
    yes = box.addButton(_tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(_tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is yes


def ask_backup(window: MainWindow) -> Path | None:
    """Let the person choose a backup."""
    folder = window.state.read(FOLDER, str(Path.home()))
    kinds = _tr("Backups (*.zip);;All files (*)")
    chosen, _ = file_dialogs.open_name(window, _tr("Choose a backup"), folder, kinds)
    if chosen:
        window.state.write(FOLDER, str(Path(chosen).parent))
    return Path(chosen) if chosen else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("RestoringClosed", text)
