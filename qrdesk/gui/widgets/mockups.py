"""Things that codes are printed on, drawn at their size: a table tent, a business card, a poster, a label."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPen, QPolygonF

from qrdesk.gui.theme import fonts, tokens

_INK = QColor("#1f2430")  # what is printed on a mock-up beside the code
_FAINT = QColor("#9aa0ab")
_SMALLEST = 0.5  # of its usual height: what needs less is cut off
_AROUND = 0.12  # of the longer side: the room that a thing stands in


@dataclass(frozen=True)
class Mockup:
    """A thing in mm. The code stands in the middle of ``room``, which is given in mm from the top left corner."""

    key: str
    name: str
    width_mm: float
    height_mm: float
    room: tuple[float, float, float, float]  # x, y, width, height

    def extent(self) -> tuple[float, float]:
        """Return width and height with what lies around it, in mm."""
        around = 2 * _AROUND * max(self.width_mm, self.height_mm)
        return self.width_mm + around, self.height_mm + around

    def face(self) -> QRectF:
        """Return where the thing lies within its extent, in mm."""
        width, height = self.extent()
        return QRectF((width - self.width_mm) / 2, (height - self.height_mm) / 2, self.width_mm, self.height_mm)

    def place(self, width_mm: float, height_mm: float) -> QRectF:
        """Return where a code of that size stands within the extent, in mm."""
        corner, (x, y, width, height) = self.face().topLeft(), self.room
        left = corner.x() + x + (width - width_mm) / 2
        top = corner.y() + y + (height - height_mm) / 2
        return QRectF(left, top, width_mm, height_mm)

    def holds(self, width_mm: float, height_mm: float) -> bool:
        """Whether a code of that size has its place there."""
        return width_mm <= self.room[2] and height_mm <= self.room[3]

    def paint(self, painter: QPainter, title: str) -> None:
        """Draw the thing in mm, without the code; ``title`` may stand on it."""
        _PAINTERS[self.key](painter, self.face(), title)


def mockups() -> tuple[Mockup, ...]:
    """Return all of them."""
    return (
        Mockup("tent", _tr("Table tent, 90 × 140 mm"), 90, 140, (6, 30, 78, 80)),
        Mockup("card", _tr("Business card, 85 × 55 mm"), 85, 55, (39, 5, 41, 45)),
        Mockup("poster", _tr("Poster A3, 297 × 420 mm"), 297, 420, (25, 170, 247, 215)),
        Mockup("label", _tr("Label, 70 × 42 mm"), 70, 42, (3, 2, 38, 38)),
    )


def find_mockup(key: str) -> Mockup | None:
    """Return the thing of that key; None for plain paper."""
    return next((one for one in mockups() if one.key == key), None)


def _tent(painter: QPainter, face: QRectF, title: str) -> None:
    colours = tokens.current().scene
    lean, side = face.width() * 0.05, face.width() * 0.16
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.card_shade)
    back = [
        QPointF(face.right() - lean, face.top()),
        QPointF(face.right() + side, face.bottom() - 4),
        QPointF(face.right(), face.bottom()),
    ]
    painter.drawPolygon(QPolygonF(back))
    painter.setBrush(colours.card)
    front = [
        QPointF(face.left() + lean, face.top()),
        QPointF(face.right() - lean, face.top()),
        face.bottomRight(),
        face.bottomLeft(),
    ]
    painter.drawPolygon(QPolygonF(front))
    painter.setPen(QPen(colours.card_edge, 0.3))
    painter.drawLine(front[0], front[1])
    painter.setPen(QPen(tokens.current().border.strong, 0.3))
    painter.drawLine(QPointF(face.left() - side, face.bottom()), QPointF(face.right() + 1.4 * side, face.bottom()))
    _line(painter, QRectF(face.left() + 10, face.top() + 8, face.width() - 20, 12), title, 6.5, bold=True)
    painter.fillRect(QRectF(face.center().x() - 10, face.top() + 23, 20, 0.6), _INK)
    _bars(painter, QRectF(face.left() + 22, face.bottom() - 22, face.width() - 44, 9), 2, centred=True)


def _card(painter: QPainter, face: QRectF, title: str) -> None:
    _sheet(painter, face, 1.5)
    _line(painter, QRectF(face.left() + 5, face.top() + 6, 33, 7), title, 3.6, bold=True, centred=False)
    _bars(painter, QRectF(face.left() + 5, face.top() + 16, 24, 3.2), 1)
    _bars(painter, QRectF(face.left() + 5, face.bottom() - 17, 30, 12), 3)


def _poster(painter: QPainter, face: QRectF, title: str) -> None:
    _sheet(painter, face, 0)
    head = QRectF(face.left(), face.top(), face.width(), 118)
    colours = QLinearGradient(head.topLeft(), head.bottomRight())
    colours.setColorAt(0, QColor("#2b3a67"))
    colours.setColorAt(1, QColor("#496a81"))
    painter.fillRect(head, colours)
    _line(painter, head.adjusted(20, 30, -20, -40), title, 26, bold=True, colour=QColor("#ffffff"))
    _bars(painter, QRectF(face.left() + 60, face.top() + 132, face.width() - 120, 26), 2, centred=True)
    _bars(painter, QRectF(face.left() + 90, face.bottom() - 28, face.width() - 180, 12), 1, centred=True)


def _label(painter: QPainter, face: QRectF, title: str) -> None:
    _sheet(painter, face, 2)
    _line(painter, QRectF(face.left() + 42, face.top() + 5, 26, 6), title, 3.2, bold=True, centred=False)
    _bars(painter, QRectF(face.left() + 42, face.top() + 15, 22, 20), 4)


_PAINTERS: MappingProxyType[str, Callable[[QPainter, QRectF, str], None]] = MappingProxyType(
    {"tent": _tent, "card": _card, "poster": _poster, "label": _label}
)


def _sheet(painter: QPainter, face: QRectF, radius_mm: float) -> None:
    colours = tokens.current().scene
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.card_shade)
    shade = max(face.width(), face.height()) * 0.008
    painter.drawRoundedRect(face.translated(shade, shade), radius_mm, radius_mm)
    painter.setBrush(colours.card)
    painter.setPen(QPen(colours.card_edge, max(face.width(), face.height()) * 0.002))
    painter.drawRoundedRect(face, radius_mm, radius_mm)


def _line(
    painter: QPainter,
    box: QRectF,
    words: str,
    size_mm: float,
    *,
    bold: bool = False,
    centred: bool = True,
    colour: QColor = _INK,
) -> None:
    """Write one line, ``size_mm`` high, smaller where it would be cut off."""
    font = QFont(fonts.font("label" if bold else "body"))
    font.setPixelSize(20)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    needed = painter.fontMetrics().horizontalAdvance(words) * size_mm / 20
    scale = size_mm / 20 * shrunk(needed, box.width())
    painter.translate(box.topLeft())
    painter.scale(scale, scale)
    room = QRectF(0, 0, box.width() / scale, box.height() / scale)
    # a px more: what was shrunk to fit is not cut off for what was rounded
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, ceil(room.width()) + 1)
    side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | side) | int(Qt.TextFlag.TextDontClip), shown)
    painter.restore()


def shrunk(needed_mm: float, room_mm: float) -> float:
    """Return how much of its usual size a line of words keeps that has ``room_mm``."""
    return 1.0 if needed_mm <= room_mm else max(_SMALLEST, room_mm / needed_mm)


def _bars(painter: QPainter, box: QRectF, lines: int, *, centred: bool = False) -> None:
    """Draw what stands for other print: lines nobody reads."""
    high = box.height() / (2 * lines - 1) if lines > 1 else box.height()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_FAINT)
    for place in range(lines):
        width = box.width() * (1.0, 0.72, 0.86, 0.6)[place % 4]
        left = box.center().x() - width / 2 if centred else box.left()
        bar = QRectF(left, box.top() + 2 * place * high, width, high)
        painter.setOpacity(0.45)
        painter.drawRoundedRect(bar, high / 3, high / 3)
    painter.setOpacity(1)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Mockups", words)
