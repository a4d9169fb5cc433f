"""Exporting in the Studio: asks where to, writes the file, and says what became of it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from qrdesk.core.errors import ArtworkRisky, CannotWrite
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_desk import Look, remember_order
from qrdesk.gui.pages.studio_export import Exported, ask_path, export_file, with_suffix
from qrdesk.gui.pages.studio_right import RightPanel
from qrdesk.gui.session import Session
from qrdesk.gui.shell.status import Work
from qrdesk.gui.shell.window import MainWindow


class Exporting(QObject):
    """``moved`` when a file sets out or is there; ``refused`` brings the key of the look and the error."""

    moved = Signal()
    refused = Signal(str, object)

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, bench: Bench, right: RightPanel) -> None:
        super().__init__(right)
        self._session, self._jobs, self._window = session, jobs, window
        self._bench, self._right = bench, right
        self._folder: Path | None = None
        # tests answer themselves
        self.choose_path: Callable[[Path], Path | None] = lambda suggested: ask_path(
            right.window(), suggested, bench.order.format
        )

    def export(self) -> None:
        """Ask where to, then write the file."""
        client, bench = self._session.client, self._bench
        if client is None or bench.desk is None or not self._right.export.isEnabled():
            return
        path = self.choose_path(with_suffix(self._usual_folder() / bench.desk.link.slug, bench.order.format))
        if path is None:
            return
        path = with_suffix(path, bench.order.format)
        work = self._window.status.start(self.tr("Exporting {file}").format(file=path.name))
        self._right.forget_file()
        bench.exporting = True
        self.moved.emit()
        order = replace(bench.order, confirmed=bench.confirmed)
        job = partial(export_file, client, bench.desk.link.id, bench.code(), bench.look, order, path)
        done = partial(self._exported, work, bench.key(), bench.look)
        self._jobs.run(self, job, done, partial(self._not_exported, work, bench.key()))

    def _usual_folder(self) -> Path:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return self._folder or Path(documents or Path.home())

    def _exported(self, work: Work, key: str, look: Look, done: Exported) -> None:
        work.finish()
        self._folder = done.path.parent
        remember_order(self._window.state, self._bench.order)
        self._bench.exporting = False
        self.moved.emit()
        if done.created:
            self._bench.settle(key, look, done.code_id)
        self._session.links_changed.emit()
        if done.not_for_print:
            said = self.tr("{file} saved, not for print").format(file=done.path.name)
            self._window.toast(said, icon="triangle-alert")
            self._right.show_warning(self.tr("For trying out only"), done.not_for_print)
        else:
            self._window.toast(self.tr("{file} saved").format(file=done.path.name))
        self._right.show_preflight(done.path.name, done.preflight)

    def _not_exported(self, work: Work, key: str, error: Exception) -> None:
        work.finish()
        self._bench.exporting = False
        self.moved.emit()
        if isinstance(error, CannotWrite):
            again = self.tr("Choose another folder…")
            self._right.show_problem(self.tr("The file was not written"), str(error), again)
        elif isinstance(error, ArtworkRisky):
            self._bench.confirmed = True  # whoever presses on has read why
            self._right.show_problem(self.tr("Not safe to print"), str(error), self.tr("Export anyway…"))
        else:
            self.refused.emit(key, error)
            said, again = words.failure(error), self.tr("Try again…")
            self._right.show_problem(self.tr("Nothing was exported"), said, again)
