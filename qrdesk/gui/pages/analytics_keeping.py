"""What a card shows, kept as a file: a picture that stands alone on paper, or its rows for a spreadsheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage

from qrdesk.client.files import write_file
from qrdesk.client.formats.cells import write_csv
from qrdesk.core.errors import CannotWrite
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.charts import paper, theme
from qrdesk.gui.charts.paper import Drawing
from qrdesk.gui.folders import documents
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics_card_menu import Keep, Keepable, Rows
from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import tokens


@dataclass(frozen=True)
class Taken:
    """A card as it was at one moment, with what it is about: numbers that come later change nothing in it."""

    name: str  # of the file, without its suffix
    drawing: Drawing
    about: Sequence[str]
    made: str
    rows: Rows


class Keeping(QObject):
    """Asks for a file and writes a card there, whole or not at all."""

    def __init__(self, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(window)
        self._jobs, self._window = jobs, window

    def choose(self, report: Report, scope: str, card: Keepable, keep: Keep) -> None:
        """Let the person choose a file, and write it.

        ``report`` is what the card was filled from, ``scope`` says in words whose hits that is about.
        """
        taken = take(report, scope, card)  # while the dialog is open other numbers may come
        folder = Path(self._window.state.read("export/folder", str(documents())))
        kinds = [self.tr("CSV (*.csv)")]
        if keep == "picture":
            kinds = [self.tr("PNG picture (*.png)"), self.tr("SVG drawing (*.svg)")]
        title = self.tr("Save picture") if keep == "picture" else self.tr("Save rows")
        suffix = ".png" if keep == "picture" else ".csv"
        path = ask_path(self._window, title, folder / f"{taken.name}{suffix}", kinds)
        if path is not None:
            self._window.state.write("export/folder", str(path.parent))
            self._put(taken, keep, path)

    def write(self, report: Report, scope: str, card: Keepable, keep: Keep, path: Path) -> None:
        """Write the card to ``path``; its suffix says which kind of picture."""
        self._put(take(report, scope, card), keep, path)

    def _put(self, taken: Taken, keep: Keep, path: Path) -> None:
        """Draw it here, as colours and letters are the screen's; pack and write it beside, as that can take seconds."""
        said = self.tr("The picture is in {file}") if keep == "picture" else self.tr("The rows are in {file}")
        work = self._window.status.start(self.tr("Saving {file}").format(file=path.name))
        self._jobs.run(
            self,
            _drawn(taken, path) if keep == "picture" else partial(write_csv, path, *taken.rows),
            lambda _written: work.finish(said.format(file=path)),
            lambda error: work.finish(words.failure(error)),
        )


def take(report: Report, scope: str, card: Keepable) -> Taken:
    """Return what ``card`` shows now; ``report`` is what it was filled from."""
    made = _tr("Made with QRDesk on {day}").format(day=theme.day_text(report.at.date(), year=True))
    name = f"{card.file_name()}-{report.totals.start}-{report.totals.end}"
    with tokens.on_paper():
        drawing = card.drawing()
    return Taken(name, drawing, about(report, scope), made, card.table_rows())


def _drawn(taken: Taken, path: Path) -> Callable[[], object]:
    """Draw the picture, and return what writes it."""
    if path.suffix.lower() == ".svg":
        return partial(write_file, path, paper.svg(taken.drawing, taken.about, taken.made))
    return partial(_write_png, path, paper.picture(taken.drawing, taken.about, taken.made))


def _write_png(path: Path, image: QImage) -> None:
    """Pack the picture and write it.

    Raises:
        CannotWrite: there is no memory for it, or the file cannot be written.
    """
    content = paper.packed(image)
    if not content:
        raise CannotWrite(_tr("The picture could not be made, and no file was written. Save it as SVG instead."))
    write_file(path, content)


def about(report: Report, scope: str) -> Sequence[str]:
    """Return what a reader of the picture has to know: whose hits, of which days, which of them."""
    filters = " · ".join(names.filter_name(one) for one in report.wanted.filters)
    lines = [f"{report.workspace} · {scope}", names.period_in_words(report.totals, report.zone, year=True), filters]
    if report.exact_from is not None:
        said = _tr("Single hits before {day} have been deleted; what is filtered counts from then on.")
        lines.append(said.format(day=theme.day_text(report.exact_from, year=True)))
    return [line for line in lines if line]


def ask_path(window: MainWindow, title: str, proposed: Path, kinds: Sequence[str]) -> Path | None:
    """Let the person choose a file of one of ``kinds``, as ``PNG picture (*.png)``; None where they do not want one.

    A name without its suffix gets the one of the kind chosen. Where that file exists, the dialog is shown again with
    the whole name, so that it is the dialog that asks before anything is overwritten.
    """
    suffixes = {kind: kind.rpartition("(*")[2].rstrip(")") for kind in kinds}
    while True:
        name, kind = file_dialogs.save_name(window, title, str(proposed), ";;".join(kinds))
        if not name:
            return None
        path = Path(name)
        if path.suffix.lower() in suffixes.values():
            return path
        path = path.with_name(path.name + suffixes.get(kind, proposed.suffix))
        if not path.exists():
            return path
        proposed = path


def _tr(said: str) -> str:
    return QCoreApplication.translate("Analytics", said)
