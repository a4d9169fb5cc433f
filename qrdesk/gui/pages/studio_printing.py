"""Printing from the Studio on an office printer: asks how, keeps the code, prints, and remembers it."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from qrdesk.client import ArtworkFormat, Client
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.errors import CalledOff, CannotWrite
from qrdesk.core.schemas.artwork import LEAST_POINTS
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui import words
from qrdesk.gui.folders import documents
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_desk import Look, Order
from qrdesk.gui.pages.studio_export import Lying, ask_path, code_to_print, file_name, take_back, with_suffix
from qrdesk.gui.pages.studio_paper import Layout, print_on, set_up
from qrdesk.gui.pages.studio_print_dialog import PrintDialog
from qrdesk.gui.pages.studio_static import remember_printed
from qrdesk.gui.session import Session
from qrdesk.gui.shell.status import Work
from qrdesk.gui.shell.window import MainWindow

Tell = Callable[[int, int], object]
Paper = Callable[[Tell], None]


class Printing(QObject):
    """``refused`` brings why nothing was printed; ``settled`` when the code is kept and remembered."""

    refused = Signal(str)
    settled = Signal()

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, bench: Bench, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._jobs, self._window, self._bench, self._page = session, jobs, window, bench, page
        # tests answer themselves
        self.ask: Callable[[PrintDialog], bool] = lambda dialog: dialog.exec() == QDialog.DialogCode.Accepted
        self.choose_printer: Callable[[QPrinter], bool] = self._choose_printer
        self.choose_path: Callable[[Path], Path | None] = lambda path: ask_path(page.window(), path, ArtworkFormat.PDF)

    def print(self) -> None:
        """Ask how and where, then print."""
        bench, client = self._bench, self._session.client
        drawing, desk = bench.drawing, bench.desk
        if client is None or desk is None or drawing is None or not bench.may_export():
            return
        dialog = PrintDialog(drawing.scene, bench.points, LEAST_POINTS, self._window.state, self._page.window())
        wanted = self.ask(dialog)
        layout, where = dialog.layout_wanted(), dialog.wanted
        dialog.deleteLater()
        if not wanted or not layout.per_sheet:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_up(printer, layout)
        if not (self.choose_printer(printer) if where == "printer" else self._to_pdf(printer, desk)):
            return
        self._run(client, desk, drawing.scene, layout, printer)

    def _choose_printer(self, printer: QPrinter) -> bool:
        dialog = QPrintDialog(printer, self._page.window())
        try:
            return dialog.exec() == QDialog.DialogCode.Accepted
        finally:
            dialog.deleteLater()

    def _to_pdf(self, printer: QPrinter, desk: Lying) -> bool:
        path = self.choose_path(documents() / f"{file_name(desk, self._bench.look)}-sheets.pdf")
        if path is None:
            return False
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(with_suffix(path, ArtworkFormat.PDF)))
        return True

    def _run(self, client: Client, desk: Lying, scene: Scene, layout: Layout, printer: QPrinter) -> None:
        bench = self._bench
        handles: list[Handle] = []
        work = self._window.status.start(
            self.tr("Printing {title}").format(title=desk.title()), cancel=lambda: [one.cancel() for one in handles]
        )
        said = self.tr("This line is 100 mm long")
        key, look, before = bench.key(), bench.look, bench.base()
        keep = partial(code_to_print, client, desk, before, look)
        file = printer.outputFileName()
        paper = partial(print_on, printer, scene, layout, said)
        put = partial(_to_file, printer, Path(file), paper) if file else paper
        job = partial(_printed, client, keep, before is None, bench.order_here(), put, on_paper=not file)
        done = partial(self._done, work, key, look, before, layout, file)
        failed = partial(self._failed, work, file)
        handles.append(self._jobs.run_long(self, job, done, failed, work.progress))

    def _done(
        self, work: Work, key: str, look: Look, before: CodeView | None, layout: Layout, file: str, code: CodeView
    ) -> None:
        work.finish()
        if code is not before:
            self._bench.settle(key, look, code)
        sheets = words.counted(layout.sheets, self.tr("{count} sheet"), self.tr("{count} sheets"))
        saved = self.tr("{file} saved: {sheets}").format(file=Path(file).name, sheets=sheets)
        sent = self.tr("Sent to the printer: {sheets}").format(sheets=sheets)
        self._window.toast(saved if file else sent, None, "printer")
        self.settled.emit()
        self._session.links_changed.emit()

    def _failed(self, work: Work, file: str, error: Exception) -> None:
        if isinstance(error, Cancelled | CalledOff):
            sheets = self.tr("Printing stopped. Sheets that were sent to the printer by then may still come.")
            work.finish(self.tr("Printing cancelled; no file was written") if file else sheets)
            return
        work.finish()
        self.refused.emit(words.failure(error))


def _printed(
    client: Client, keep: Callable[[], CodeView], is_new: bool, order: Order, put: Paper, step: Step, *, on_paper: bool
) -> CodeView:
    """Keep the code first, so that nothing is on paper that nobody knows of; print; remember it as printed.

    Raises:
        CannotWrite: nothing was printed.
        Cancelled: nobody wants it any more.

    After both a code that was made for it is gone, unless a sheet may be on paper.
    """
    step(0)
    kept, begun = keep(), 0

    def tell(done: int, total: int) -> None:
        nonlocal begun
        step(done, total)
        begun = done + 1

    try:
        put(tell)
    except (OSError, Cancelled) as ended:
        at_least = 1 if isinstance(ended, OSError) else 0  # what takes nothing at all has no sheet
        if is_new and not (on_paper and begun > at_least):
            take_back(client, kept, is_new=True, may_count=False)
        if isinstance(ended, OSError):
            raise CannotWrite(f"{ended} takes nothing to print. Nothing was printed.") from ended
        raise
    if order.remember:
        remember_printed(client, kept.id, order)
    return kept


def _to_file(printer: QPrinter, path: Path, paper: Paper, tell: Tell) -> None:
    """Print to a file beside ``path``, which gets the name once it is whole.

    Raises:
        OSError: it cannot be written; what was there before is untouched.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as folder:
        draft = Path(folder) / path.name
        printer.setOutputFileName(str(draft))
        paper(tell)
        draft.replace(path)
