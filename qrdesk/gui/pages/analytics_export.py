"""The hits of the period shown, each as a line of a file, written as they come; it can be cancelled."""

from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QFileDialog

from qrdesk.client import Client, ExportQuery
from qrdesk.client.cancelling import cancelled_by
from qrdesk.client.exporting import export_hits
from qrdesk.core.errors import CalledOff
from qrdesk.gui import words
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

Form = Literal["csv", "jsonl"]


class HitExport(QObject):
    """Asks for a file, and writes there what ``Report`` is about. A file that was not finished is not there."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window

    def choose(self, report: Report, form: Form) -> None:
        """Let the person choose a file, and write the hits there."""
        folder = Path(self._window.state.read("export/folder", str(Path.home())))
        kinds = {"csv": self.tr("CSV (*.csv)"), "jsonl": self.tr("JSON lines (*.jsonl)")}[form]
        proposed = str(folder / f"hits-{report.totals.start}-{report.totals.end}.{form}")
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Export hits"), proposed, kinds)
        if name:
            self._window.state.write("export/folder", str(Path(name).parent))
            self.write(report, form, Path(name))

    def write(self, report: Report, form: Form, path: Path) -> None:
        """Write the hits to ``path``."""
        client = self._session.client
        if client is None:
            return
        handles: list[Handle] = []
        title = self.tr("Exporting hits")
        work = self._window.status.start(title, cancel=lambda: [handle.cancel() for handle in handles])

        def written(size: int, _total: int) -> None:
            work.title = f"{title}, {_size(size)}"
            work.progress(0)

        asked = report.wanted.query(report.totals.start, report.totals.end).model_dump(exclude_unset=True)
        handles.append(
            self._jobs.run_long(
                self,
                partial(_written, client, ExportQuery(**asked, format=form), path),
                lambda size: work.finish(self._done(size, path)),
                lambda error: work.finish(self._not_done(error)),
                written,
            )
        )

    def _done(self, size: int, path: Path) -> str:
        return self.tr("The hits are in {file}, {size}").format(file=path, size=_size(size))

    def _not_done(self, error: Exception) -> str:
        if isinstance(error, Cancelled | CalledOff):
            return self.tr("Export cancelled; no file was written")
        return words.failure(error)


def _size(size: int) -> str:
    return QLocale().formattedDataSize(size, 1)


def _written(client: Client, query: ExportQuery, path: Path, step: Step) -> int:
    """Write the hits and return the bytes of the file; a file that was there stays whole until they are all there.

    Raises:
        Cancelled: the person does not want it any more.
        CannotWrite, QRDeskError: there is no file.
    """
    with cancelled_by(step.is_cancelled):
        return export_hits(client, path, query, step=step)
