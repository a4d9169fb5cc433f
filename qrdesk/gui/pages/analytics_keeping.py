"""What a card shows, kept as a file: a picture that stands alone on paper, or its rows for a spreadsheet."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog

from qrdesk.client.files import write_file
from qrdesk.client.formats.cells import write_csv
from qrdesk.core.errors import CannotWrite
from qrdesk.gui import words
from qrdesk.gui.charts import paper, theme
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics_card_menu import Keep, Keepable
from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import tokens


class Keeping(QObject):
    """Asks for a file and writes a card there, whole or not at all."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def choose(self, report: Report, scope: str, card: Keepable, keep: Keep) -> None:
        """Let the person choose a file, and write it; ``scope`` says in words whose hits the card shows."""
        folder = Path(self._window.state.read("export/folder", str(Path.home())))
        kinds = [self.tr("CSV (*.csv)")]
        if keep == "picture":
            kinds = [self.tr("PNG picture (*.png)"), self.tr("SVG drawing (*.svg)")]
        title = self.tr("Save picture") if keep == "picture" else self.tr("Save rows")
        suffix = ".png" if keep == "picture" else ".csv"
        start, end = report.totals.start, report.totals.end
        proposed = folder / f"{card.file_name()}-{start}-{end}{suffix}"
        path = ask_path(self._window, title, proposed, kinds)
        if path is not None:
            self._window.state.write("export/folder", str(path.parent))
            self.write(report, scope, card, keep, path)

    def write(self, report: Report, scope: str, card: Keepable, keep: Keep, path: Path) -> None:
        """Write the card to ``path``; its suffix says which kind of picture."""
        try:
            if keep == "picture":
                made = self.tr("Made with QRDesk on {day}").format(day=theme.day_text(report.at.date(), year=True))
                draw = paper.svg if path.suffix.lower() == ".svg" else paper.png
                with tokens.on_paper():
                    drawing = card.drawing()
                write_file(path, draw(drawing, about(report, scope), made))
                said = self.tr("The picture is in {file}")
            else:
                write_csv(path, *card.table_rows())
                said = self.tr("The rows are in {file}")
        except CannotWrite as error:
            self._window.status.say(words.failure(error))
        else:
            self._window.status.say(said.format(file=path))


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
        name, kind = QFileDialog.getSaveFileName(window, title, str(proposed), ";;".join(kinds))
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
