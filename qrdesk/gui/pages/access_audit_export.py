"""The audit log as a file, written as it comes; it can be cancelled."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QDate, QLocale, QObject
from PySide6.QtWidgets import QFileDialog

from qrdesk.client import Client
from qrdesk.client.cancelling import cancelled_by
from qrdesk.client.exporting import export_audit
from qrdesk.core.errors import CalledOff
from qrdesk.core.schemas.audit import AuditExportQuery
from qrdesk.gui import words
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

Form = Literal["csv", "jsonl"]


class AuditExport(QObject):
    """Asks for a file, and writes there what is listed. A file that was not finished is not there."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window

    def choose(self, asked: Mapping[str, Any], form: Form) -> None:
        """Let the person choose a file, and write the entries there."""
        folder = Path(self._window.state.read("export/folder", str(Path.home())))
        kinds = {"csv": self.tr("CSV (*.csv)"), "jsonl": self.tr("JSON lines (*.jsonl)")}[form]
        day = QDate.currentDate().toString("yyyy-MM-dd")
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export the audit log"), str(folder / f"audit-{day}.{form}"), kinds
        )
        if name:
            self._window.state.write("export/folder", str(Path(name).parent))
            self.write(asked, form, Path(name))

    def write(self, asked: Mapping[str, Any], form: Form, path: Path) -> None:
        """Write the entries to ``path``."""
        client = self._session.client
        if client is None:
            return
        handles: list[Handle] = []
        title = self.tr("Exporting the audit log")
        work = self._window.status.start(title, cancel=lambda: [handle.cancel() for handle in handles])

        def written(size: int, _total: int) -> None:
            work.title = f"{title}, {_size(size)}"
            work.progress(0)

        handles.append(
            self._jobs.run_long(
                self,
                partial(_written, client, AuditExportQuery(**asked, format=form), path),
                lambda size: work.finish(self._done(size, path)),
                lambda error: work.finish(self._not_done(error)),
                written,
            )
        )

    def _done(self, size: int, path: Path) -> str:
        return self.tr("The audit log is in {file}, {size}").format(file=path, size=_size(size))

    def _not_done(self, error: Exception) -> str:
        if isinstance(error, Cancelled | CalledOff):
            return self.tr("Export cancelled; no file was written")
        return words.failure(error)


def _size(size: int) -> str:
    return QLocale().formattedDataSize(size, 1)


def _written(client: Client, query: AuditExportQuery, path: Path, step: Step) -> int:
    """Write the entries and return the bytes of the file; a file that was there stays whole until they are all there.

    Raises:
        Cancelled: the person does not want it any more.
        CannotWrite, QRDeskError: there is no file.
    """
    with cancelled_by(step.is_cancelled):
        return export_audit(client, path, query, step=step)
