"""A day by the hour: scans as bars, those of a day before as a dashed line; without pyqtgraph, as the app starts so."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.places import named_places, nice_scale, step_name
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.theme import fonts, style, tokens

_HIGH, _TOP, _FOOT, _ASIDE = 136, 8, 24, 10  # px
_WIDEST, _FILLED = 30, 0.8  # px of a bar, and its share of an hour
_HALO = 4.5  # px around the line, where it runs over bars
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class DayChart(QWidget):
    """Arrow keys walk from hour to hour, Escape lets go; ``pointed`` brings the hour to be told in a legend."""

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = Timeline(step="hour")
        self._at: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Scans today by hour"))
        style.appearance().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(320, _HIGH)

    def show_day(self, data: Timeline) -> None:
        """Show the hours of a day."""
        self._data = data
        self._point(None)

    def hour_shown(self) -> int:
        """Return the hour that was pointed at, else the one that runs."""
        return max(0, len(self._data.scans) - 1) if self._at is None else self._at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot = self._plot()
        place = int((event.position().x() - plot.left()) // max(1.0, self._slot()))
        self._point(place if 0 <= place < len(self._data.starts) else None)

    def leaveEvent(self, event: object) -> None:
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps and self._data.starts:
            self._point(min(max(0, self.hour_shown() + steps[key]), len(self._data.starts) - 1))
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self._point(None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._data.starts:
            return
        painter = QPainter(self)
        self._paint_numbers(painter)
        self._paint_names(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, count in enumerate(self._data.scans):
            self._paint_bar(painter, place, count)
        self._paint_before(painter)

    def _point(self, place: int | None) -> None:
        self._at = place
        self.update()
        self.pointed.emit(self.hour_shown())

    def _scale(self) -> tuple[int, int]:
        return nice_scale(max((*self._data.scans, *self._data.previous), default=0))

    def _plot(self) -> QRectF:
        """Return where the bars are."""
        widest = QFontMetrics(fonts.font("caption", tabular=True)).horizontalAdvance(theme.short_text(self._scale()[0]))
        return QRectF(self.rect()).adjusted(max(16, widest) + _ASIDE, _TOP, 0, -_FOOT)

    def _slot(self) -> float:
        return self._plot().width() / max(1, len(self._data.starts))

    def _at_px(self, place: float, count: float) -> QPointF:
        """Return where the middle of an hour is, so high."""
        plot = self._plot()
        return QPointF(
            plot.left() + self._slot() * (place + 0.5), plot.bottom() - plot.height() * count / self._scale()[0]
        )

    def _paint_numbers(self, painter: QPainter) -> None:
        plot, (top, step) = self._plot(), self._scale()
        painter.setFont(fonts.font("caption", tabular=True))
        for count in range(0, top + 1, step):
            high = round(plot.bottom() - plot.height() * count / top)
            painter.setPen(QPen(tokens.current().chart.grid, 1))
            painter.drawLine(QPointF(plot.left(), high), QPointF(plot.right(), high))
            painter.setPen(tokens.current().chart.axis)
            painter.drawText(QRectF(0, high - 10, plot.left() - _ASIDE, 20), _RIGHT, theme.short_text(count))

    def _paint_names(self, painter: QPainter) -> None:
        data, plot = self._data, self._plot()
        painter.setPen(tokens.current().chart.axis)
        for place in named_places(data.starts, "hour", len(data.starts), plot.width()):
            room = QRectF(self._at_px(place, 0).x() - 40, plot.bottom() + 4, 80, _FOOT - 4)
            if room.left() + 20 > 0 and room.right() - 20 < self.width():
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, step_name(data.starts, "hour", place))

    def _paint_bar(self, painter: QPainter, place: int, count: int) -> None:
        """Draw one hour: the one that runs as an outline, as it is not over."""
        wide = min(_WIDEST, self._slot() * _FILLED)
        head = self._at_px(place, count)
        box = QRectF(head.x() - wide / 2, head.y(), wide, self._plot().bottom() - head.y())
        if not count:
            return
        running = self._data.unfinished and place == len(self._data.scans) - 1
        painter.setPen(QPen(theme.colour("scans"), 1) if running else Qt.PenStyle.NoPen)
        painter.setBrush(theme.area() if running else theme.colour("scans"))
        painter.setOpacity(1.0 if self._at in {None, place} else 0.5)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, 0) if running else box, 2, 2)
        painter.setOpacity(1.0)

    def _paint_before(self, painter: QPainter) -> None:
        line = QPolygonF([self._at_px(place, count) for place, count in enumerate(self._data.previous)])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(tokens.current().surface.base, _HALO), theme.pen("previous")):
            painter.setPen(pen)
            painter.drawPolyline(line)
        if self._at is not None and self._at < line.size():
            painter.setBrush(theme.colour("previous"))
            painter.setPen(QPen(tokens.current().surface.base, 1.5))
            painter.drawEllipse(line.at(self._at), 4, 4)
