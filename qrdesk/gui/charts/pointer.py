"""What lies over a chart: the crosshair with its points and date, and the part that is dragged out, or moved along."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.theme import Line
from qrdesk.gui.theme import fonts, tokens

_TAG, _EDGE = 20, 4  # px: height of the date, its distance from the edges
_RADIUS, _RING = 3.5, 2.5  # px
_CLICK, _PUSHED_PX = 120, 60  # of the wheel: what Qt tells of one, and how far it moves the chart
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Mark:
    """Where the crosshair stands, in px of the widget."""

    x: float
    top: float
    bottom: float
    points: Sequence[tuple[float, Line]]
    words: str
    resting: bool = False  # nothing is pointed at: it says which step the legend is about, and no more


class Pointer(QWidget):
    """Takes the mouse for the chart below and paints what it points at."""

    moved = Signal(float)  # x in px
    left = Signal()
    dragged = Signal(float, float)  # from x to x in px, left to right
    pushed = Signal(float)  # px to the right
    reset = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self._mark: Mark | None = None
        self._from: float | None = None
        self._to = 0.0
        self._pushing = False
        self._dates: float | None = None  # y in px, where the dates begin; None: nothing can be pushed

    def show_mark(self, mark: Mark | None) -> None:
        """Move the crosshair; None takes it away."""
        self._mark = mark
        self.update()

    def tag(self, mark: Mark) -> QRectF:
        """Return where the date of ``mark`` stands: below it, at the edges aside."""
        width = QFontMetrics(fonts.font("strong_caption", tabular=True)).horizontalAdvance(mark.words) + 16
        left = max(float(_EDGE), min(mark.x - width / 2, self.width() - width - _EDGE))
        return QRectF(round(left), round(mark.bottom) + 3, width, _TAG)

    def mark(self) -> Mark | None:
        """Return where the crosshair stands."""
        return self._mark

    def let_push(self, dates: float | None) -> None:
        """Let the chart be pushed along; ``dates`` is the y in px from where on that needs no key. None: not at all."""
        self._dates = dates
        if dates is None:
            self._pushing = False
            self._show_hand(inside=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        before, self._to = self._to, event.position().x()
        if self._pushing:
            self.pushed.emit(self._to - before)
        elif self._dragging():
            self.update()
        self._show_hand(inside=self._would_push(event))
        self.moved.emit(self._to)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._to = event.position().x()
        if self._would_push(event) and event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._pushing = True
            self._show_hand(inside=True)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._from = self._to

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._to = event.position().x()
        start, dragging = self._from, self._dragging()
        self._from, self._pushing = None, False
        if start is not None and dragging:
            self.dragged.emit(min(start, self._to), max(start, self._to))
        self._show_hand(inside=self._would_push(event))
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Push what is below; a wheel that turns up or down scrolls the page, unless Shift is held down."""
        px, turned = event.pixelDelta(), event.angleDelta()
        sideways = abs(turned.x()) > abs(turned.y())
        if self._dates is None or not (sideways or event.modifiers() & _SHIFT):
            event.ignore()
            return
        if px.isNull():
            px = turned * _PUSHED_PX / _CLICK
        self.pushed.emit(float(px.x() if sideways else px.y()))
        self.moved.emit(event.position().x())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset.emit()

    def leaveEvent(self, event: object) -> None:
        self.left.emit()

    def _would_push(self, event: QMouseEvent) -> bool:
        """Whether a drag from here moves the chart along: with Shift or the middle button anywhere."""
        if self._dates is None:
            return False
        held = event.modifiers() & _SHIFT or event.button() == Qt.MouseButton.MiddleButton
        return bool(held) or event.position().y() > self._dates

    def _show_hand(self, *, inside: bool) -> None:
        shapes = Qt.CursorShape
        wanted = shapes.ClosedHandCursor if self._pushing else shapes.OpenHandCursor if inside else shapes.ArrowCursor
        if self.cursor().shape() != wanted:
            self.setCursor(wanted)

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
        if not mark.resting:
            line = QRectF(round(mark.x), mark.top, 1, mark.bottom - mark.top)
            painter.fillRect(line, tokens.current().chart.crosshair)
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
        box, theme = self.tag(mark), tokens.current()
        painter.setPen(theme.border.default if mark.resting else Qt.PenStyle.NoPen)
        painter.setBrush(theme.surface.chip if mark.resting else theme.surface.inverse)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if mark.resting else box, 4, 4)
        painter.setFont(fonts.font("strong_caption", tabular=True))
        painter.setPen(theme.text.secondary if mark.resting else theme.text.on_inverse)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.words)
