"""Hits over time on paper: the same lines as on the screen, without crosshair and zoom."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF

from qrdesk.gui.charts import lettering, strokes, theme
from qrdesk.gui.charts.curve import peaks
from qrdesk.gui.charts.places import named_places, nice_scale, step_name
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.theme import Line
from qrdesk.gui.theme import fonts, tokens

_FOOT, _TOP, _RIGHT, _ASIDE = 26, 10, 28, 10  # px: names of the steps, and what is kept free
_MOST_SQUARES = 32
_MANY = 400  # points that are not drawn at once: Qt would take many times as long


class _Scale:
    """From steps and numbers to px."""

    def __init__(self, box: QRectF, data: Timeline) -> None:
        self.top, self.step = nice_scale(data.most())
        metrics = QFontMetrics(fonts.font("caption", tabular=True))
        self.names = float(metrics.horizontalAdvance(theme.short_text(self.top)) + _ASIDE)
        self.plot = box.adjusted(self.names, _TOP, -_RIGHT, -_FOOT)
        self._last = max(1, len(data.starts) - 1)

    def at(self, step: float, value: float) -> QPointF:
        plot = self.plot
        return QPointF(plot.left() + plot.width() * step / self._last, self.high(value))

    def high(self, value: float) -> float:
        return self.plot.bottom() - self.plot.height() * value / self.top

    def line(self, row: Sequence[int], first: int = 0) -> QPolygonF:
        """Return a row as points; of more than there is room for, the peaks: a year of hours would take minutes."""
        every = 1 if len(row) <= self.plot.width() else 2 * -(-len(row) // max(1, int(self.plot.width())))
        places, values = peaks(np.array(row, dtype=float), every)
        return QPolygonF([self.at(first + place, value) for place, value in zip(places, values, strict=True)])


def paint_timeline(painter: QPainter, box: QRectF, data: Timeline) -> None:
    """Draw axes and lines into ``box``."""
    scale = _Scale(box, data)
    _paint_numbers(painter, box, scale)
    _paint_names(painter, scale, data)
    full, begins = len(data.scans) - 1 if data.unfinished else len(data.scans), data.known_from
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if full > begins:
        ground = scale.line(data.scans[begins:full], begins)
        corners = [scale.at(full - 1, 0), scale.at(begins, 0)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.area())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, ground.size() <= _MANY)  # a line is drawn on its edge
        painter.drawPolygon(QPolygonF([*ground.toList(), *corners]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _paint_row(painter, scale.line(data.previous), theme.pen("previous"))
    _paint_row(painter, scale.line(data.bots[begins:], begins), theme.pen("bots"))
    for line in ("clicks", "scans"):
        row = data.row(line)
        _paint_row(painter, scale.line(row[begins:full], begins), theme.pen(line))
        if data.unfinished and row:
            _paint_last_leg(painter, scale, line, row, begins)
    _paint_squares(painter, scale, data.clicks[:full], begins)


def paint_mark(painter: QPainter, box: QRectF, line: Line) -> None:
    """Draw what stands for a line in the legend."""
    middle = box.center().y()
    painter.setPen(theme.pen(line))
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    if line == "clicks":
        painter.fillRect(QRectF(box.center().x() - 3, middle - 3, 6, 6), theme.colour(line))


def _paint_row(painter: QPainter, points: QPolygonF, pen: QPen) -> None:
    painter.setPen(pen)
    if points.size() > _MANY:
        strokes.draw_line(painter, pen, np.array([point.toTuple() for point in points.toList()]))
    elif points.size() > 1:
        painter.drawPolyline(points)
    elif points.size():
        painter.drawPoint(points.first())


def _paint_last_leg(painter: QPainter, scale: _Scale, line: Line, row: Sequence[int], begins: int) -> None:
    last = len(row) - 1
    if last > begins:
        _paint_row(painter, scale.line(row[last - 1 :], last - 1), theme.pen(line, unfinished=True))
    painter.setPen(QPen(theme.colour(line), 2))
    painter.setBrush(theme.ground())
    end = scale.at(last, row[last])
    if line == "clicks":
        painter.drawRect(QRectF(end.x() - 3, end.y() - 3, 6, 6))
    else:
        painter.drawEllipse(end, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_squares(painter: QPainter, scale: _Scale, row: Sequence[int], begins: int) -> None:
    every = -(-len(row) // _MOST_SQUARES) or 1
    for place in range(len(row) - 1, begins - 1, -every):
        point = scale.at(place, row[place])
        painter.fillRect(QRectF(point.x() - 2.5, point.y() - 2.5, 5, 5), theme.colour("clicks"))


def _paint_numbers(painter: QPainter, box: QRectF, scale: _Scale) -> None:
    """Draw the grid and the numbers at the left."""
    chart = tokens.current().chart
    painter.setFont(fonts.font("caption", tabular=True))
    for value in range(0, scale.top + 1, scale.step):
        high = scale.high(value)
        painter.setPen(QPen(chart.grid, 1))
        painter.drawLine(QPointF(scale.plot.left(), high), QPointF(scale.plot.right(), high))
        painter.setPen(chart.axis)
        room = QRectF(box.left(), high - 10, scale.names - _ASIDE, 20)
        lettering.write(
            painter, room, theme.short_text(value), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        )


def _paint_names(painter: QPainter, scale: _Scale, data: Timeline) -> None:
    """Draw the names of the steps below."""
    painter.setPen(tokens.current().chart.axis)
    painter.setFont(fonts.font("caption", tabular=True))
    for place in named_places(data.starts, data.step, len(data.starts), scale.plot.width()):
        room = QRectF(scale.at(place, 0).x() - 60, scale.plot.bottom() + 6, 120, _FOOT - 6)
        lettering.write(painter, room, step_name(data.starts, data.step, place), Qt.AlignmentFlag.AlignCenter)
