"""The hits of the period shown, each as a line of a file, written as they come; it can be cancelled."""

from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from qrdesk.client import Client
from qrdesk.core.schemas.analytics import ExportQuery
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
        work = self._window.status.start(
            self.tr("Exporting hits"), cancel=lambda: [handle.cancel() for handle in handles]
        )
        asked = report.wanted.query(report.totals.start, report.totals.end).model_dump(exclude_unset=True)
        handles.append(
            self._jobs.run_long(
                self,
                partial(_written, client, ExportQuery(**asked, format=form), path),
                lambda count: work.finish(self._done(count, path)),
                lambda error: work.finish(self._not_done(error)),
                work.progress,
            )
        )

    def _done(self, count: int, path: Path) -> str:
        said = self.tr("{count} hit is in {file}") if count == 1 else self.tr("{count} hits are in {file}")
        return said.format(count=words.number(count), file=path)

    def _not_done(self, error: Exception) -> str:
        if isinstance(error, Cancelled):
            return self.tr("Export cancelled; no file was written")
        if isinstance(error, OSError):
            return self.tr("Not exported: the file cannot be written. {reason}").format(reason=error.strerror or "")
        return words.failure(error)


def _written(client: Client, query: ExportQuery, path: Path, step: Step) -> int:
    """Write beside ``path`` and put it in place at the end; return how many hits are in it.

    Raises:
        Cancelled: the person does not want it any more.
        OSError: the file cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    lines = 0
    try:
        with part.open("wb") as file:
            for piece in client.analytics.export(query):
                step(lines)
                file.write(piece)
                lines += piece.count(b"\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return max(0, lines - (query.format == "csv"))
