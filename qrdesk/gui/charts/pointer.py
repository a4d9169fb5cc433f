"""What lies over a chart: the crosshair with its points and date, and the part that is being dragged out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.theme import Line
from qrdesk.gui.theme import fonts, tokens

_TAG, _EDGE = 20, 4  # px: height of the date, its distance from the right edge
_RADIUS, _RING = 3.5, 2.5  # px


@dataclass(frozen=True)
class Mark:
    """Where the crosshair stands, in px of the widget."""

    x: float
    top: float
    bottom: float
    points: Sequence[tuple[float, Line]]
    words: str


class Pointer(QWidget):
    """Takes the mouse for the chart below and paints what it points at."""

    moved = Signal(float)  # x in px
    left = Signal()
    dragged = Signal(float, float)  # from x to x in px, left to right
    reset = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self._mark: Mark | None = None
        self._from: float | None = None
        self._to = 0.0

    def show_mark(self, mark: Mark | None) -> None:
        """Move the crosshair; None takes it away."""
        self._mark = mark
        self.update()

    def mark(self) -> Mark | None:
        """Return where the crosshair stands."""
        return self._mark

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._to = event.position().x()
        if self._dragging():
            self.update()
        self.moved.emit(self._to)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = self._to = event.position().x()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._to = event.position().x()
        start, dragging = self._from, self._dragging()
        self._from = None
        if start is not None and dragging:
            self.dragged.emit(min(start, self._to), max(start, self._to))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset.emit()

    def leaveEvent(self, event: object) -> None:
        self.left.emit()

    def _dragging(self) -> bool:
        return self._from is not None and abs(self._to - self._from) >= QApplication.startDragDistance()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark is None:
            return
        painter = QPainter(self)
        if self._from is not None and self._dragging():
            tint = QColor(tokens.current().accent.graphic)
            tint.setAlphaF(0.12)
            painter.fillRect(
                QRectF(self._from, self._mark.top, self._to - self._from, self._mark.bottom - self._mark.top), tint
            )
        self._paint_mark(painter, self._mark)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        painter.fillRect(QRectF(round(mark.x), mark.top, 1, mark.bottom - mark.top), tokens.current().chart.crosshair)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for y, line in mark.points:
            centre = QPointF(round(mark.x) + 0.5, y)
            painter.setBrush(theme.ground())
            painter.drawEllipse(centre, _RADIUS + _RING, _RADIUS + _RING)
            painter.setBrush(theme.colour(line))
            painter.drawEllipse(centre, _RADIUS, _RADIUS)
        self._paint_tag(painter, mark)

    def _paint_tag(self, painter: QPainter, mark: Mark) -> None:
        font = fonts.font("strong_caption", tabular=True)
        width = QFontMetrics(font).horizontalAdvance(mark.words) + 16
        left = max(0.0, min(mark.x - width / 2, self.width() - width - _EDGE))
        box = QRectF(round(left), round(mark.bottom) + 3, width, _TAG)
        painter.setBrush(tokens.current().surface.inverse)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(tokens.current().text.on_inverse)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.words)
