"""Hits by weekday and hour: a field of 7 times 24, darker where there are more."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.charts import lettering
from qrdesk.gui.theme import fonts, tokens

HOURS, DAYS = 24, 7
_LEFT, _FOOT = 36, 20  # px for the names of days and hours
_EVERY = 3  # hours from one name to the next
_GAP = 2  # px between cells
_NOTHING = ((0,) * HOURS,) * DAYS

Place = tuple[int, int]  # weekday (1 is Monday), hour


class HeatMap(QWidget):
    """Arrow keys walk from hour to hour, Escape lets go; ``pointed`` says that another cell, or none, is told of."""

    pointed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Sequence[int]] = _NOTHING
        self._at: Place | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Hits by weekday and hour"))

    def show_rows(self, rows: Sequence[Sequence[int]]) -> None:
        """Show seven rows of 24 sums, Monday first."""
        self._rows = rows if len(rows) == DAYS else _NOTHING
        self.update()
        self.pointed.emit()

    def most(self) -> int:
        """Return the largest sum."""
        return max(max(row) for row in self._rows)

    def total(self) -> int:
        """Return all sums together."""
        return sum(sum(row) for row in self._rows)

    def told(self) -> Place | None:
        """Return the cell pointed at, else the busiest; None where all are empty."""
        if self._at is not None:
            return self._at
        return busiest(self._rows)

    def value(self, place: Place) -> int:
        """Return the sum of a cell."""
        return self._rows[place[0] - 1][place[1]]

    def point_at(self, place: Place | None) -> None:
        """Tell of a cell; None of the busiest."""
        if place != self._at:
            self._at = place
            self.update()
            self.pointed.emit()

    def sizeHint(self) -> QSize:
        return QSize(300, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEFT + HOURS * 6, DAYS * 12 + _FOOT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        wide, high = self._cell()
        hour, day = int((point.x() - _LEFT) // wide), int(point.y() // high)
        inside = 0 <= hour < HOURS and 0 <= day < DAYS
        self.point_at((week()[day], hour) if inside else None)

    def leaveEvent(self, event: object) -> None:
        self.point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            day, hour = self.told() or (week()[0], 0)
            row = max(0, min(DAYS - 1, week().index(day) + step[0]))
            self.point_at((week()[row], max(0, min(HOURS - 1, hour + step[1]))))
        elif event.key() == Qt.Key.Key_Escape and self._at is not None:
            self.point_at(None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        told = self.told()
        paint_week(painter, QRectF(self.rect()), self._rows)
        if told is not None and self.value(told):
            wide, high = self._cell()
            box = QRectF(_LEFT + told[1] * wide, week().index(told[0]) * high, wide - _GAP, high - _GAP)
            painter.setPen(QPen(tokens.current().text.primary, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)

    def _cell(self) -> tuple[float, float]:
        """Return width and height of a cell with its gap, in px."""
        return _cell_in(QRectF(self.rect()))


def paint_week(painter: QPainter, box: QRectF, rows: Sequence[Sequence[int]]) -> None:
    """Draw the field with the names of its days and hours into ``box``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(fonts.font("caption", tabular=True))
    wide, high = _cell_in(box)
    most = max(max(row) for row in rows)
    for row, day in enumerate(week()):
        top = box.top() + row * high
        painter.setPen(tokens.current().chart.axis)
        named = QRectF(box.left(), top, _LEFT - 6, high - _GAP)
        lettering.write(painter, named, day_name(day), Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(Qt.PenStyle.NoPen)
        for hour in range(HOURS):
            painter.setBrush(shade(rows[day - 1][hour], most))
            cell = QRectF(box.left() + _LEFT + hour * wide, top, wide - _GAP, high - _GAP)
            painter.drawRoundedRect(cell, 2, 2)
    painter.setPen(tokens.current().chart.axis)
    for hour in range(0, HOURS, _EVERY):
        left = box.left() + _LEFT + hour * wide - 20
        named = QRectF(left, box.top() + DAYS * high + 2, wide - _GAP + 40, _FOOT - 4)
        lettering.write(painter, named, str(hour), Qt.AlignmentFlag.AlignCenter)


def _cell_in(box: QRectF) -> tuple[float, float]:
    return (box.width() - _LEFT) / HOURS, (box.height() - _FOOT) / DAYS


def busiest(rows: Sequence[Sequence[int]]) -> Place | None:
    """Return the cell with most hits, the first of equals; None where there are none."""
    places = [(day + 1, hour) for day, row in enumerate(rows) for hour in range(len(row))]
    best = max(places, key=lambda place: rows[place[0] - 1][place[1]], default=None)
    return best if best is not None and rows[best[0] - 1][best[1]] else None


def shade(value: int, most: int) -> QColor:
    """Return the colour of a sum: six steps up to ``most``, one of its own for none."""
    chart = tokens.current().chart
    if not value or not most:
        return chart.no_value
    return chart.sequential[ceil(len(chart.sequential) * value / most) - 1]


def week() -> list[int]:
    """Return the days of the week in the order of the locale; 1 is Monday."""
    first = QLocale().firstDayOfWeek().value
    return [(first - 1 + day) % DAYS + 1 for day in range(DAYS)]


def day_name(day: int) -> str:
    """Return the short name of a weekday; 1 is Monday."""
    return QLocale().dayName(day, QLocale.FormatType.ShortFormat).rstrip(".")
