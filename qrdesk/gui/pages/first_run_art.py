"""The line drawings over the cards of the first page."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.tables.link_table import thumb_of
from qrdesk.gui.theme import tokens

_HEIGHT = 112
_SAMPLE = "http://localhost:8765/r/SAMPLE"


Drawing = Literal["phone", "server", "folder"]


class Art(QWidget):
    """A laptop, and where it leads: to a phone, or to a server; or a folder that leads into the world."""

    def __init__(self, what: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.surface.sunken)
        painter.drawRoundedRect(QRectF(1, 1, self.width() - 2, _HEIGHT + 8), 5, 5)
        painter.fillRect(QRectF(0, _HEIGHT - 1, self.width(), 1), theme.border.default)
        painter.translate(self.width() / 2 - 170, 0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._what == "folder":
            self._folder(painter)
            return
        self._laptop(painter)
        (self._phone if self._what == "phone" else self._server)(painter)

    def _laptop(self, painter: QPainter) -> None:
        theme = tokens.current()
        painter.setPen(_pen(theme.text.tertiary))
        painter.setBrush(theme.surface.raised)
        painter.drawRoundedRect(QRectF(72, 21, 85, 54), 4, 4)
        painter.drawLine(QPointF(63, 83), QPointF(166, 83))
        if self._what == "phone":
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
            painter.fillRect(QRectF(98, 31, 33, 33), theme.code.paper)
            painter.drawImage(QRectF(100, 33, 29, 29), thumb_of(_SAMPLE))
            return
        for top, wide in ((41, 36), (49, 62), (57, 50)):
            painter.drawLine(QPointF(84, top), QPointF(84 + wide, top))

    def _phone(self, painter: QPainter) -> None:
        theme = tokens.current()
        self._arrow(painter, 181, dashed=True)
        painter.setPen(_pen(theme.text.tertiary))
        painter.setBrush(theme.surface.raised)
        painter.drawRoundedRect(QRectF(226, 25, 37, 61), 5, 5)
        painter.drawLine(QPointF(241, 79), QPointF(249, 79))
        painter.setPen(_pen(theme.accent.graphic, 2))
        for top, wide in ((45, 20), (52, 20), (59, 11)):
            painter.drawLine(QPointF(234, top), QPointF(234 + wide, top))

    def _server(self, painter: QPainter) -> None:
        theme = tokens.current()
        self._arrow(painter, 181, dashed=False)
        for top in (25, 58):
            painter.setPen(_pen(theme.text.tertiary))
            painter.setBrush(theme.surface.raised)
            painter.drawRoundedRect(QRectF(226, top, 60, 27), 4, 4)
            painter.drawLine(QPointF(249, top + 13.5), QPointF(275, top + 13.5))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent.graphic)
            painter.drawEllipse(QPointF(238, top + 13.5), 2.2, 2.2)

    def _folder(self, painter: QPainter) -> None:
        theme = tokens.current()
        painter.setPen(_pen(theme.text.tertiary))
        painter.setBrush(theme.surface.raised)
        corners = ((65, 29), (90, 29), (97, 37), (141, 37), (141, 87), (65, 87))
        painter.drawPolygon([QPointF(left, top) for left, top in corners])
        for top, wide in ((54, 44), (62, 44), (70, 24)):
            painter.drawLine(QPointF(79, top), QPointF(79 + wide, top))
        self._arrow(painter, 160, dashed=False)
        painter.setPen(_pen(theme.text.tertiary))
        painter.drawEllipse(QPointF(237, 56), 32, 32)
        painter.drawEllipse(QPointF(237, 56), 13, 32)
        for rise in (-14, 14):
            half = (32**2 - rise**2) ** 0.5
            painter.drawLine(QPointF(237 - half, 56 + rise), QPointF(237 + half, 56 + rise))

    def _arrow(self, painter: QPainter, left: float, *, dashed: bool) -> None:
        pen = _pen(tokens.current().accent.graphic)
        if dashed:
            pen.setDashPattern([3, 2.4])
        painter.setPen(pen)
        painter.drawLine(QPointF(left, 55), QPointF(left + 34, 55))
        painter.setPen(_pen(tokens.current().accent.graphic))
        painter.drawPolyline([QPointF(left + 29, 50), QPointF(left + 34, 55), QPointF(left + 29, 60)])


def _pen(colour: QColor, width: float = 1.5) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
