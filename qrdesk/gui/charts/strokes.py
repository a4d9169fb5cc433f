"""Lines of very many points, painted in px: Qt takes many times as long for one long line, or in the units of a chart.

``points`` are px, a row for each point, with x ascending.
"""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QTransform

Points = npt.NDArray[np.float64]

_PART = 4  # points of a dashed line that are drawn at once


def in_px(seen: QTransform, steps: Points, values: Points) -> Points:
    """Return where the numbers of a chart are; ``seen`` moves and stretches it."""
    return np.column_stack([steps * seen.m11() + seen.dx(), values * seen.m22() + seen.dy()])


def draw_line(painter: QPainter, pen: QPen, points: Points, *, smooth: bool = True) -> None:
    """Draw a line, dashed where the pen is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
    painter.setPen(pen)
    if pen.style() is Qt.PenStyle.SolidLine:
        painter.drawLines([QLineF(*ends) for ends in np.hstack([points[:-1], points[1:]]).tolist()])
    else:
        _draw_dashed(painter, QPen(pen), points)


def fill_below(painter: QPainter, colour: QColor, points: Points, bottom: float) -> None:
    """Fill what is between a line and ``bottom``, as a picture: its edge need not be smooth, a line is drawn on it."""
    device = painter.device()
    ratio = device.devicePixelRatio()
    left, right = max(0, int(points[0, 0] * ratio)), min(int(device.width() * ratio), round(points[-1, 0] * ratio))
    low = min(bottom, device.height())
    top = max(0, int(min(points[:, 1].min(), low) * ratio))
    wide, high = right - left, round(low * ratio) - top
    if wide <= 0 or high <= 0:
        return
    edge = np.interp((np.arange(left, right) + 0.5) / ratio, points[:, 0], points[:, 1]) * ratio - top
    inside = np.arange(high)[:, None] + 0.5 >= edge[None, :]
    drawn = np.where(inside, np.uint32(_premultiplied(colour)), np.uint32(0))
    picture = QImage(drawn.tobytes(), wide, high, 4 * wide, QImage.Format.Format_ARGB32_Premultiplied)
    painter.drawImage(QRectF(left / ratio, top / ratio, wide / ratio, high / ratio), picture, QRectF(picture.rect()))


def _premultiplied(colour: QColor) -> int:
    """Return a colour as the points of a picture hold it."""
    alpha = colour.alpha()
    red, green, blue = (round(part * alpha / 255) for part in (colour.red(), colour.green(), colour.blue()))
    return alpha << 24 | red << 16 | green << 8 | blue


def _draw_dashed(painter: QPainter, pen: QPen, points: Points) -> None:
    """Draw it in parts, each with the dash that the one before ended with."""
    legs = np.hypot(*np.diff(points, axis=0).T)
    ratio = painter.device().devicePixelRatio() if pen.isCosmetic() else 1.0  # its width is in dots of the screen
    done = np.concatenate([[0.0], np.cumsum(legs)]) * ratio / pen.widthF()
    dots = [QPointF(*point) for point in points.tolist()]
    for start in range(0, len(dots) - 1, _PART):
        pen.setDashOffset(float(done[start]))
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(dots[start : start + _PART + 1]))
