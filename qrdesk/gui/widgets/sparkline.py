"""A line of a few values, small enough for a table row."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.theme import tokens

_WIDTH_PX = 1.5


def paint_sparkline(painter: QPainter, box: QRectF, values: Sequence[float], colour: QColor) -> None:
    """Draw ``values`` from left to right in ``box``; the scale starts at zero, so a flat line means none or steady."""
    if len(values) < 2:
        return
    top = max(*values, 1)
    inside = box.adjusted(1, 1, -1, -1)
    step = inside.width() / (len(values) - 1)
    points = [
        QPointF(inside.left() + step * i, inside.bottom() - inside.height() * value / top)
        for i, value in enumerate(values)
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, _WIDTH_PX)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points))
    painter.restore()


class Sparkline(QWidget):
    """The line on its own; ``sentence`` is what a screen reader says."""

    def __init__(self, values: Sequence[float] = (), sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = tuple(values)
        self.setAccessibleName(sentence)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Sequence[float], sentence: str) -> None:
        """Draw ``values``."""
        self._values = tuple(values)
        self.setAccessibleName(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(72, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_sparkline(painter, QRectF(self.rect()), self._values, tokens.current().accent.graphic)
