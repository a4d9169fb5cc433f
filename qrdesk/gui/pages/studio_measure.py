"""True size on screen: a line that says how sure it is, and measures the screen with a bank card."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSlider, QWidget

from qrdesk.gui.widgets import boxes, labels, screens
from qrdesk.gui.widgets.artboard import Artboard
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.flow import FlowBox
from qrdesk.gui.widgets.screens import Screens

_PER_MM = 200  # steps of the slider in a px: a bank card is set to a tenth of a mm


class MeasureBar(QFrame):
    """Shown below the artboard while that is at true size."""

    def __init__(self, screens_known: Screens, board: Artboard) -> None:
        super().__init__()
        self.setProperty("edge", "top")
        self._screens, self._board = screens_known, board
        self._before: float | None = None
        self.said = labels.Paragraph(role="supporting")
        self.adjust = Button(self.tr("Measure this screen…"), size="small")
        self.adjust.clicked.connect(self._begin)
        told = boxes.rows(self.said, boxes.columns(self.adjust, None), gap=6, margins=(16, 6, 16, 8))
        self._told = QWidget()
        self._told.setLayout(told)
        self._measuring = self._make_measuring()
        self._measuring.hide()
        self.setLayout(boxes.rows(self._told, self._measuring, gap=0))
        self.hide()

    def offer(self, *, shown: bool) -> None:
        """Say how true the size is; nothing while it is not meant to be."""
        if self._measuring.isVisible() and not shown:
            self._leave()
        self._say()
        self.setVisible(shown)

    def _say(self) -> None:
        measured = self._screens.measured(self._board) is not None
        known = self.tr("As large as on paper: this screen was measured.")
        told = self.tr("As large as on paper, if this screen knows its own size.")
        self.said.set_text(known if measured else told)
        self.adjust.setText(self.tr("Measure again…") if measured else self.tr("Measure this screen…"))

    def _make_measuring(self) -> QWidget:
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(screens.LEAST * _PER_MM), round(screens.MOST * _PER_MM))
        self.slider.setPageStep(_PER_MM // 10)
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider.setAccessibleName(self.tr("Width of the outline"))
        self.slider.valueChanged.connect(self._moved)
        how = self.tr("Hold a bank card (85.6 mm wide) against the outline and move the slider until both are as wide.")
        self.keep = Button(self.tr("Keep"), "primary", size="small")
        self.keep.clicked.connect(self._keep)
        self.leave = Button(self.tr("Leave it"), size="small")
        self.leave.clicked.connect(self._leave)
        self.forget = Button(self.tr("Use what the screen says"), "quiet", size="small")
        self.forget.clicked.connect(self._forget)
        buttons = FlowBox()
        for one in (self.keep, self.leave, self.forget):
            buttons.flow.addWidget(one)
        made = QWidget()
        words = labels.Paragraph(how, "supporting")
        made.setLayout(boxes.rows(words, self.slider, buttons, gap=8, margins=(16, 8, 16, 10)))
        return made

    def _begin(self) -> None:
        self._before = self._screens.measured(self._board)
        self._told.hide()
        self._measuring.show()
        self.slider.blockSignals(True)
        self.slider.setValue(round(self._board.px_per_mm() * _PER_MM))
        self.slider.blockSignals(False)
        self._board.measure(on=True)
        self.slider.setFocus()

    def _moved(self, place: int) -> None:
        self._screens.measure(self._board, place / _PER_MM)
        self._board.update()

    def _keep(self) -> None:
        self._screens.measure(self._board, self.slider.value() / _PER_MM)
        self._end()

    def _forget(self) -> None:
        self._screens.measure(self._board, None)
        self._end()

    def _leave(self) -> None:
        self._screens.measure(self._board, self._before)
        self._end()

    def _end(self) -> None:
        self._board.measure(on=False)
        self._measuring.hide()
        self._told.show()
        self._say()
        self._board.show_true_size()
