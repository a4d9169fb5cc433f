"""Exporting in the Studio: asks where to, writes the file, and says what became of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from qrdesk.core.errors import ArtworkRisky, CalledOff, CannotWrite
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui import words
from qrdesk.gui.folders import documents
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_desk import Look, remember_order
from qrdesk.gui.pages.studio_export import Exported, ask_path, export_file, file_name, with_suffix
from qrdesk.gui.pages.studio_right import RightPanel
from qrdesk.gui.pages.studio_static import StaticDesk
from qrdesk.gui.session import Session
from qrdesk.gui.shell.status import Work
from qrdesk.gui.shell.window import MainWindow


class Exporting(QObject):
    """``moved`` when a file sets out or is there; ``refused`` brings the key of the look and the error."""

    moved = Signal()
    refused = Signal(str, object)
    unprinted = Signal(object)  # a static code that is not remembered as printed any more

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
        name = file_name(bench.desk, bench.look)
        path = self.choose_path(with_suffix(self._usual_folder() / name, bench.order.format))
        if path is None:
            return
        path = with_suffix(path, bench.order.format)
        handles: list[Handle] = []
        work = self._window.status.start(
            self.tr("Exporting {file}").format(file=path.name), cancel=lambda: [one.cancel() for one in handles]
        )
        self._right.forget_file()
        bench.exporting = True
        self.moved.emit()
        order = replace(bench.order_here(), confirmed=bench.confirmed)
        job = partial(export_file, client, bench.desk, bench.base(), bench.look, order, path)
        locks = order.remember and isinstance(bench.desk, StaticDesk) and not bench.desk.is_printed
        key, look, here = bench.key(), bench.look, self._session.here
        told, refused = here(partial(self._exported, key, look, locks)), here(partial(self._not_exported, key))
        done = partial(self._written, work, self._session.whose, key, look, told)
        handles.append(self._jobs.run_long(self, job, done, partial(self._failed, work, refused)))

    def _usual_folder(self) -> Path:
        return self._folder or documents()

    def _written(
        self, work: Work, whose: str, key: str, look: Look, told: Callable[[Exported], object], done: Exported
    ) -> None:
        """The file is there. Where other links are open by now that alone is said; what was kept is kept there."""
        self._folder = done.path.parent
        if whose != self._session.whose:
            if done.kept:
                self._bench.drop(whose, key, look)
            self._window.status.say(self.tr("{file} saved").format(file=done.path.name))
        self._over(work)
        told(done)

    def _failed(self, work: Work, told: Callable[[Exception], object], error: Exception) -> None:
        stopped = isinstance(error, Cancelled | CalledOff)
        self._over(work, self.tr("Export cancelled; no file was written") if stopped else "")
        if not stopped:
            told(error)

    def _over(self, work: Work, said: str = "") -> None:
        work.finish(said)
        self._bench.exporting = False
        self.moved.emit()

    def _exported(self, key: str, look: Look, locks: bool, done: Exported) -> None:
        remember_order(self._window.state, self._bench.order)
        if done.kept:
            self._bench.settle(key, look, done.code)
        self._session.links_changed.emit()
        if done.not_for_print:
            said = self.tr("{file} saved, not for print").format(file=done.path.name)
            self._window.toast(said, icon="triangle-alert")
            self._right.show_warning(self.tr("For trying out only"), done.not_for_print)
        else:
            self._window.toast(self.tr("{file} saved").format(file=done.path.name))
        if locks:
            said = self.tr("Remembered as printed: it cannot be changed now")
            undo = partial(self._not_printed, self._session.visit, done.code.id, done.printed_at)
            self._window.toast(said, undo if done.printed_at is not None else None, "printer")
        self._right.show_preflight(done.path.name, done.preflight)

    def forget_printed(self) -> None:
        """The static code on the desk is on no paper yet: let it be changed again."""
        code = self._bench.code()
        if code is not None:
            self._not_printed(self._session.visit, code.id, code.printed_at)

    def _not_printed(self, visit: int, code_id: str, printed_at: datetime | None) -> None:
        """Take that print back, as far as nobody printed the code since."""
        client, here = self._session.client, self._session.here
        if client is not None and visit == self._session.visit:
            work = partial(client.codes.forget_printed, code_id, printed_at=printed_at)
            self._jobs.run(self, work, here(self._unprinted), here(self._still_printed))

    def _unprinted(self, code: CodeView) -> None:
        self._window.status.say(self.tr("It is not remembered as printed"))
        self.unprinted.emit(code)

    def _still_printed(self, error: Exception) -> None:
        self._window.toast(words.failure(error), icon="triangle-alert")
        self._session.links_changed.emit()  # shows when it was

    def _not_exported(self, key: str, error: Exception) -> None:
        if isinstance(error, CannotWrite):
            again = self.tr("Choose another folder…")
            self._right.show_problem(self.tr("The file was not written"), words.failure(error), again)
        elif isinstance(error, ArtworkRisky):
            self._bench.confirmed = True  # whoever presses on has read why
            self._right.show_problem(self.tr("Not safe to print"), words.failure(error), self.tr("Export anyway…"))
        else:
            self.refused.emit(key, error)
            said, again = words.failure(error), self.tr("Try again…")
            self._right.show_problem(self.tr("Nothing was exported"), said, again)
