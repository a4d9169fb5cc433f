"""A score from 0 to 100 on an open ring."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.theme import fonts, tokens

Tone = Literal["success", "warn", "danger"]
_SIDE, _WIDTH = 72, 6  # px
_FROM, _SPAN = 225, 270  # degrees, clockwise from the lower left


class Dial(QWidget):
    """Shows points; nothing but its ring while there are none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._points: int | None = None
        self._tone: Tone = "success"
        self.setFixedSize(_SIDE, _SIDE - 6)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_points(None, "success")

    def points(self) -> int | None:
        """Return what is shown."""
        return self._points

    def show_points(self, points: int | None, tone: Tone) -> None:
        """Show ``points`` of 100, or that they are not known yet."""
        self._points, self._tone = points, tone
        self.setAccessibleName(self._name if points is None else f"{self._name}: {points}")
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        colours = {"success": theme.success, "warn": theme.warn, "danger": theme.danger}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(_WIDTH / 2, _WIDTH / 2, _SIDE - _WIDTH, _SIDE - _WIDTH)
        painter.setPen(_pen(theme.border.default))
        painter.drawArc(ring, _FROM * 16, -_SPAN * 16)
        if self._points is None:
            return
        painter.setPen(_pen(colours[self._tone].default))
        painter.drawArc(ring, _FROM * 16, -round(_SPAN * 16 * self._points / 100))
        painter.setPen(theme.text.primary)
        painter.setFont(fonts.font("page_title", tabular=True))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._points))


def _pen(colour: QColor) -> QPen:
    return QPen(colour, _WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
