"""The colours of numbers from the least to the most, as a legend in the head of a card."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.theme import fonts, tokens

_BOX = QSize(12, 6)  # px
_GAP, _HEIGHT = 6, 20


class Swatches(QWidget):
    """Six colours between two numbers; which colour stands for which numbers is said by tooltip and screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = self._last = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def show_range(self, first: str, last: str, steps: Sequence[str]) -> None:
        """Show ``first`` and ``last``; ``steps`` are all of them in words, from pale to strong. Nothing for none."""
        self._first, self._last = first, last
        said = ", ".join(steps)
        self.setToolTip(said)
        self.setAccessibleName(self.tr("Colours, from pale to strong: {steps}").format(steps=said))
        self.setVisible(bool(steps))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        colours = len(tokens.current().chart.sequential) * _BOX.width()
        return QSize(self._wide(self._first) + _GAP + colours + _GAP + self._wide(self._last), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(fonts.font("caption", tabular=True))
        painter.setPen(tokens.current().text.tertiary)
        whole = QRectF(self.rect())
        painter.drawText(whole, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._first)
        painter.drawText(whole, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._last)
        left = self._wide(self._first) + _GAP
        for place, colour in enumerate(tokens.current().chart.sequential):
            top = (_HEIGHT - _BOX.height()) / 2
            painter.fillRect(QRectF(left + place * _BOX.width(), top, _BOX.width(), _BOX.height()), colour)

    def _wide(self, words: str) -> int:
        return QFontMetrics(fonts.font("caption", tabular=True)).horizontalAdvance(words) + 1
