"""A line of a few values, small enough for a table row."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_WIDTH_PX = 1.5


def paint_sparkline(painter: QPainter, box: QRectF, values: Sequence[float], colour: QColor) -> None:
    """Draw ``values`` from left to right in ``box``; the scale starts at zero, so a flat line means none or steady."""
    if len(values) < 2:
        return
    top = max(*values, 1)
    inside = box.adjusted(1, 1, -1, -1)
    left, bottom = inside.left(), inside.bottom()
    step, high = inside.width() / (len(values) - 1), inside.height() / top
    points = [QPointF(left + step * at, bottom - high * value) for at, value in enumerate(values)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, _WIDTH_PX)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points))
    painter.restore()
