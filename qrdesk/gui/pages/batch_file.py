"""The first step: a list that is dropped, chosen or pasted, and what it is."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui import words
from qrdesk.gui.chosen_links import CHOSEN
from qrdesk.gui.pages import batch_words
from qrdesk.gui.pages.batch_part import StepHead
from qrdesk.gui.pages.batch_rows import PASTED, Listed
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.glyph import Glyph

_ICON = 284  # px from which there is room for the icon


class FileStep(QWidget):
    """What list it is, with Replace."""

    def __init__(self) -> None:
        super().__init__()
        self.replace = Button(self.tr("Replace"), size="small")
        self.head = StepHead(self.tr("File"), self.replace)
        self.name = labels.Elided("", "label", middle=True)
        self.about = labels.Elided("", "supporting", "tertiary")
        self._icon = boxes.box(boxes.columns(Glyph("table"), margins=(11, 11, 11, 11)))
        self._icon.setProperty("card", "sunken")
        self._icon.setFixedSize(40, 40)
        row = boxes.columns(self._icon, gap=12, margins=(16, 0, 16, 12))
        row.addLayout(boxes.rows(self.name, self.about, gap=0), 1)
        self.setLayout(boxes.rows(self.head, row, gap=0))

    def show_list(self, listed: Listed) -> None:
        """Show a list that was read."""
        own = {PASTED: self.tr("Pasted rows"), CHOSEN: self.tr("Links that were chosen")}
        self.name.setText(own.get(listed.path.name, listed.path.name))
        self.about.setText(batch_words.about_list(listed))
        self.head.show_state("ready")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._icon.setVisible(self.width() >= _ICON)


class EmptyBatch(QFrame):
    """Stands there until there is a list: teaches what can be in it, and takes one."""

    brought = Signal(Path)
    choose_wanted = Signal()
    pasted = Signal(str)
    example_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.notice = Notice()
        self.choose = Button(self.tr("Choose a list…"), "primary", "folder-open")
        self.paste = Button(self.tr("Paste rows"), icon="copy")
        self.example = Button(self.tr("Download an example list…"), "quiet", "download")
        self.stop = Button(self.tr("Cancel"))
        self.reading = EmptyPage("table", " ", " ", boxes.box(boxes.columns(None, self.stop, None)))
        self.reading.hide()
        buttons = boxes.columns(None, self.choose, self.paste, None)
        taught = labels.Paragraph(
            self.tr(
                "Rows with a destination become links with their codes. Rows that name short links use those that are "
                "there. Rows with a text alone become codes of that text. Titles, tags and up to three label texts "
                "may stand in further columns."
            )
        )
        card = boxes.Card(16)
        card.body.addWidget(taught)
        below = boxes.rows(card, boxes.columns(None, self.example, None), gap=12)
        self.empty = EmptyPage(
            "table",
            self.tr("Drop a list here: a code for every row"),
            self.tr("CSV, TSV or Excel. One PDF, a file for each row, or label sheets."),
            boxes.box(buttons),
            boxes.box(below),
        )
        self.setLayout(boxes.rows(self.notice, self.empty, self.reading, gap=0))
        self.choose.clicked.connect(self.choose_wanted)
        self.paste.clicked.connect(self._paste)
        self.example.clicked.connect(self.example_wanted)

    def show_reading(self, name: str, rows: int = 0) -> None:
        """Say which list is being read, and how many ``rows`` of it are by now; empty: none is."""
        self.reading.promise.setText(self.tr("Reading {name}").format(name=name))
        so_far = words.counted(rows, self.tr("{count} row so far"), self.tr("{count} rows so far"))
        self.reading.sentence.set_text(so_far if rows else "")
        self.empty.setVisible(not name)
        self.reading.setVisible(bool(name))

    def _paste(self) -> None:
        self.pasted.emit(QGuiApplication.clipboard().text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.brought.emit(path)


def dropped(data: QMimeData) -> Path | None:
    """Return the one file on this computer that is dropped; None for anything else."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None
