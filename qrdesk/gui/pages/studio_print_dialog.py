"""Asks how a code is to be printed on an office printer, and shows the sheet."""

from typing import Literal

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from qrdesk.core.artwork.scene import Scene
from qrdesk.gui import words
from qrdesk.gui.pages.studio_paper import Layout, size_of
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.numbers import Whole
from qrdesk.gui.widgets.scene_paint import Prepared, fitted, paint_scene, prepared
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.switch import Switch

_MOST = 2000  # codes in one go
_PAPER, _RULE = "studio/paper", "studio/rule"
To = Literal["printer", "pdf"]


class PrintDialog(QDialog):
    """``wanted`` is where it goes: to a printer, or to a PDF of the same sheets."""

    def __init__(self, scene: Scene, points: int | None, least: int, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Print on an office printer"))
        self.wanted: To = "printer"
        self._scene, self._state = scene, state
        self._risky = points is not None and points < least
        metric = QLocale().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
        self.paper = Segment([("a4", "A4"), ("letter", self.tr("Letter"))], name=self.tr("Paper"))
        self.paper.choose("letter" if state.read(_PAPER, "a4" if metric else "letter") == "letter" else "a4")
        self.copies = Whole(1, _MOST, 1)
        self.fill = Button(self.tr("Fill the sheet"), size="small")
        self.rule = Switch(self.tr("Line to check the scale"), self.tr("100 mm long, at the top"))
        self.rule.setChecked(state.read(_RULE, default=False))
        self.said = labels.Paragraph(role="supporting")
        self.sheet = SheetView(prepared(scene))
        self._connect()
        self.setLayout(self._laid_out(points))
        self._show()

    def layout_wanted(self) -> Layout:
        """Return how the codes are to stand."""
        scene = self._scene
        return Layout(
            self.paper.key(), self.copies.value(), scene.width_mm, scene.height_mm, rule=self.rule.isChecked()
        )

    def _laid_out(self, points: int | None) -> boxes.QHBoxLayout:
        risky = self.tr("The scan score is only {n} of 100. The Studio says at the right what raises it.")
        note = Note("warn", self.tr("Not safe to print"), risky.format(n=points))
        note.setVisible(self._risky)
        how = self.tr("Choose 100 % or actual size in the printer's own window: nothing may be fitted to the page.")
        self.print = Button(
            self.tr("Print anyway…") if self._risky else self.tr("Choose a printer…"), "primary", icon="printer"
        )
        self.pdf = Button(self.tr("Save as PDF…"))
        self.leave = Button(self.tr("Cancel"), "quiet")
        many = boxes.columns(self.copies, self.fill, None, gap=8)
        copies = QWidget()
        copies.setLayout(many)
        self._copies = Field(self.tr("How many"), copies)
        self.copies.setAccessibleName(self.tr("How many"))
        left = boxes.rows(
            Field(self.tr("Paper"), self.paper), self._copies, self.rule, self.said,
            labels.Paragraph(how, "caption"), note, None,
            boxes.columns(self.print, self.pdf, None, self.leave, gap=8), gap=14,
        )  # fmt: skip
        row = boxes.columns(gap=24, margins=(24, 24, 24, 24))
        row.addLayout(left, 1)
        row.addWidget(self.sheet)
        self.print.clicked.connect(lambda: self._take("printer"))
        self.pdf.clicked.connect(lambda: self._take("pdf"))
        self.leave.clicked.connect(self.reject)
        return row

    def _connect(self) -> None:
        self.paper.chosen.connect(self._show)
        self.copies.valueChanged.connect(self._show)
        self.rule.toggled.connect(self._show)
        self.fill.clicked.connect(lambda: self.copies.setValue(max(1, self.layout_wanted().per_sheet)))

    def _show(self, _said: object = None) -> None:
        layout = self.layout_wanted()
        self.sheet.show_layout(layout)
        fits = layout.per_sheet > 0
        for part in (self.print, self.pdf, self.fill):
            part.setEnabled(fits)
        if not fits:
            width, height = (QLocale().toString(mm, "f", 0) for mm in size_of(layout.paper))
            said = self.tr("The code is too large for paper of {width} × {height} mm. Make it smaller under Print.")
            self.said.set_text(said.format(width=width, height=height))
            return
        sheets = words.counted(layout.sheets, self.tr("{count} sheet"), self.tr("{count} sheets"))
        width = QLocale().toString(layout.width_mm, "f", 1)
        said = self.tr("Each code {width} mm wide, {n} on a sheet; {sheets}.")
        self.said.set_text(said.format(width=width, n=words.number(layout.per_sheet), sheets=sheets))

    def _take(self, where: To) -> None:
        self.wanted = where
        self._state.write(_PAPER, self.paper.key())
        self._state.write(_RULE, self.rule.isChecked())
        self.accept()


class SheetView(QWidget):
    """The first sheet, small."""

    def __init__(self, drawn: Prepared) -> None:
        super().__init__()
        self._drawn = drawn
        self._layout: Layout | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The first sheet"))

    def show_layout(self, layout: Layout) -> None:
        """Show how codes stand on it."""
        self._layout = layout
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(216, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        layout = self._layout
        if layout is None:
            return
        theme, (width, height) = tokens.current(), size_of(layout.paper)
        painter = QPainter(self)
        scale = min((self.width() - 2) / width, (self.height() - 2) / height)
        sheet = QRectF(1, 1, width * scale, height * scale)
        painter.setPen(QPen(theme.code.paper_border, 1))
        painter.setBrush(theme.code.paper)
        painter.drawRect(sheet)
        for place in layout.places(0) if layout.per_sheet else ():
            box = QRectF(
                sheet.x() + place.x() * scale, sheet.y() + place.y() * scale,
                place.width() * scale, place.height() * scale,
            )  # fmt: skip
            paint_scene(painter, fitted(box, self._drawn.scene), self._drawn.scene, self._drawn.shapes)
            painter.setOpacity(1)
            painter.setPen(QPen(theme.code.paper_border, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
