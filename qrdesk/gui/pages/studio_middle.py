"""The Studio's middle: what is being worked on, the artboard, and what the reader read."""

from html import escape

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.core.schemas.artwork import ArtworkReport
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.artboard import Artboard
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.chips import Chip
from qrdesk.gui.widgets.glyph import Glyph

_NARROW = 460  # px; below, "True size" is an icon
_FOOT = 48


class MiddlePanel(QWidget):
    """``save_wanted`` when the look is to be kept."""

    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: ArtworkReport | None = None
        self.title = labels.Elided("", "section_title")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.unsaved = Chip(self.tr("Not saved"), tone="warn")
        self.save = Button(self.tr("Save look"))
        self.save.setToolTip(self.tr("Keep name and look of this code (Ctrl+S)"))
        self.save.clicked.connect(self.save_wanted)
        self.true_size = Button(self.tr("True size"), icon="ruler")
        self.true_size.setCheckable(True)
        self.true_size.setAccessibleName(self.tr("True size"))
        self.true_size.setToolTip(self.tr("As large as on paper, as far as the screen knows its own size"))
        self.true_size.clicked.connect(self._true_size_clicked)
        self.artboard = Artboard()
        self.artboard.zoomed.connect(self._zoomed)
        head = boxes.columns(self.title, self.unsaved, self.save, self.true_size, gap=8, margins=(16, 0, 16, 0))
        head.setStretchFactor(self.title, 1)
        bar = boxes.box(head, edge="bottom")
        bar.setFixedHeight(tokens.measures().frame.page_header)
        self.setLayout(boxes.rows(bar, self.artboard, self._foot(), gap=0))

    def show_state(self, title: str, *, unsaved: bool, new: bool) -> None:
        """Say what is being worked on, and whether it is kept."""
        self.title.setText(title)
        self.unsaved.setVisible(unsaved)
        self.save.setEnabled(unsaved or new)

    def show_report(self, report: ArtworkReport) -> None:
        """Say what was read, and what the symbol is like."""
        self._report = report
        self._show_foot(report)

    def _show_foot(self, report: ArtworkReport) -> None:
        """Say it as fully as there is room; the tooltips have all of it."""
        self._show_facts(report)
        if report.decoded is None:
            self._mark.show_icon("circle-x", "danger")
            self.reads.set_markup(escape(self.tr("Cannot be read")))
        else:
            self._mark.show_icon("circle-check", "success")
            read = report.decoded.split("://", 1)[-1]
            shown = QFontMetrics(fonts.font("label")).elidedText(read, Qt.TextElideMode.ElideMiddle, self._room())
            self.reads.set_markup(f"{escape(self.tr('Reads'))} <b>{escape(shown)}</b>")
            self.reads.setToolTip(report.decoded)

    def _room(self) -> int:
        """Return the px left for what was read."""
        word = self.fontMetrics().horizontalAdvance(self.tr("Reads") + " ")
        return max(60, self.width() - 32 - 24 - 24 - word - self.facts.sizeHint().width())

    def _show_facts(self, report: ArtworkReport) -> None:
        module = QLocale().toString(report.module_mm, "f", 2)
        short = self.tr("{version}-{level} · {n} × {n}")
        words = short if self.width() < _NARROW else self.tr("{version}-{level} · {n} × {n} · {module} mm")
        self.facts.setText(
            words.format(version=report.version, level=report.error_correction, n=report.modules, module=module)
        )
        words = self.tr("Version {version}, error correction {level}, {n} by {n} modules, each {module} mm wide")
        self.facts.setToolTip(
            words.format(version=report.version, level=report.error_correction, n=report.modules, module=module)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.true_size.setText("" if narrow else self.tr("True size"))
        self.true_size.updateGeometry()
        if self._report is not None:
            self._show_foot(self._report)

    def _foot(self) -> QWidget:
        self._mark = Glyph("", "success", 16, 20)  # nothing was read yet
        self.reads = labels.Paragraph("", "body")
        self.reads.setWordWrap(False)
        self.facts = labels.text("", "supporting", "tertiary", tabular=True)
        row = boxes.columns(self._mark, self.reads, None, self.facts, gap=8, margins=(16, 0, 16, 0))
        foot = boxes.box(row, edge="top")
        foot.setFixedHeight(_FOOT)
        return foot

    def _true_size_clicked(self, on: bool) -> None:
        if on:
            self.artboard.show_true_size()
        else:
            self.artboard.fit()

    def _zoomed(self, zoom: float) -> None:
        self.true_size.setChecked(not self.artboard.is_fitted() and abs(zoom - 1) < 0.001)
