"""The world, its countries coloured by how many hits came from there."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.charts import world
from qrdesk.gui.charts.steps import Steps
from qrdesk.gui.theme import tokens

_DOT, _REACH = 2.5, 3.0  # px: radius of the dot of a small country, and how near the mouse must be to it
_SMALL = 4.0  # px: what is no wider and no higher cannot be seen, so it gets a dot
_OUTLINE, _POINTED, _THIN_BELOW = 0.5, 1.5, 24  # px


class WorldMap(QWidget):
    """``pointed`` says that another country, or none, is told of; ``picked`` brings the code of the one clicked.

    Arrow keys walk from the country with most hits to those with fewer, Enter or Space picks, Escape lets go.
    """

    pointed = Signal()
    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, int] = {}
        self._is_told = False  # before it is told anything nothing is drawn: to read all outlines takes a moment
        self._at = self._pressed = ""
        self._drawn: tuple[object, QPixmap] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Map of the world: hits by country"))

    def show_values(self, values: Mapping[str, int]) -> None:
        """Show how many hits came from which country, by ISO 3166 code."""
        self._values = {code: hits for code, hits in values.items() if code and hits > 0}
        self._is_told = True
        self._drawn = None
        self.update()
        self.pointed.emit()

    def values(self) -> Mapping[str, int]:
        """Return what is shown."""
        return self._values

    def most(self) -> int:
        """Return the hits of the country with most."""
        return max(self._values.values(), default=0)

    def told(self) -> str:
        """Return the code of the country pointed at, else of the one with most hits; empty where there are none."""
        return self._at or next(iter(self._ranked()), "")

    def point_at(self, code: str) -> None:
        """Tell of a country; empty: of the one with most hits."""
        if code != self._at:
            self._at = code
            self.setCursor(Qt.CursorShape.PointingHandCursor if code in self._values else Qt.CursorShape.ArrowCursor)
            self.update()
            self.pointed.emit()

    def place_of(self, code: str) -> QPointF:
        """Return where the middle of a country is drawn, in px.

        Raises:
            StopIteration: there is no such country.
        """
        country = next(one for one in world.countries() if one.code == code)
        return fitting(QRectF(self.rect())).map(country.middle)

    def sizeHint(self) -> QSize:
        return QSize(360, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 84)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_told:
            self.point_at(self._under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._under(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            pressed, self._pressed = self._pressed, ""
            if pressed == self._under(event.position()):  # who drags elsewhere has thought better of it
                self._pick(pressed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key, ranked = Qt.Key(event.key()), self._ranked()
        if key in steps and ranked:
            place = ranked.index(self._at) + steps[key] if self._at in ranked else 0
            self.point_at(ranked[max(0, min(len(ranked) - 1, place))])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._pick(self.told())
        elif key == Qt.Key.Key_Escape and self._at:
            self.point_at("")
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_told:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture())
        if told := self.told():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, QRectF(self.rect()), told, in_sight=told in self._values)

    def _picture(self) -> QPixmap:
        """Return the map as it is now: drawn once, for following the mouse should cost nothing."""
        ratio = self.devicePixelRatioF()
        key = (self.size().toTuple(), ratio, tokens.scheme())
        if self._drawn is None or self._drawn[0] != key:
            made = QPixmap(self.size() * ratio)
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            paint_world(painter, QRectF(self.rect()), self._values)
            painter.end()
            self._drawn = key, made
        return self._drawn[1]

    def _ranked(self) -> list[str]:
        return sorted(self._values, key=lambda code: (-self._values[code], code))

    def _under(self, point: QPointF) -> str:
        """Return the code of the country at ``point``; a dot comes before the country it lies in."""
        to_px = fitting(QRectF(self.rect()))
        dots = [one for one in world.countries() if one.code in self._values and _is_small(one, to_px)]
        near = min(dots, key=lambda one: _distance(to_px.map(one.middle), point), default=None)
        if near is not None and _distance(to_px.map(near.middle), point) <= _REACH:
            return near.code
        place = to_px.inverted()[0].map(point)
        return next((one.code for one in world.countries() if one.path.contains(place)), "")

    def _pick(self, code: str) -> None:
        if code in self._values:
            self.picked.emit(code)


def fitting(box: QRectF) -> QTransform:
    """Return the way from units of the map into ``box``, the world as large as it can be, in the middle."""
    whole, room = world.bounds(), box.adjusted(2, 2, -2, -2)
    scale = max(1e-3, min(room.width() / whole.width(), room.height() / whole.height()))
    made = QTransform.fromTranslate(box.center().x(), box.center().y())
    made.scale(scale, scale)
    return made.translate(-whole.center().x(), -whole.center().y())


def paint_world(painter: QPainter, box: QRectF, values: Mapping[str, int]) -> None:
    """Draw all countries into ``box``, in the colours of their numbers; small ones that have one as a dot."""
    chart, to_px = tokens.current().chart, fitting(box)
    steps = Steps.up_to(max(values.values(), default=0))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(chart.map_outline, _OUTLINE))
    for country in world.countries():
        painter.setBrush(steps.colour(values.get(country.code, 0)))
        painter.drawPath(to_px.map(country.path))
    painter.setPen(QPen(chart.map_outline, 1))
    dots = [one for one in world.countries() if values.get(one.code) and _is_small(one, to_px)]
    for country in sorted(dots, key=lambda one: values[one.code]):  # the strongest on top
        painter.setBrush(steps.colour(values[country.code]))
        painter.drawEllipse(to_px.map(country.middle), _DOT, _DOT)


def paint_ring(painter: QPainter, box: QRectF, code: str, *, in_sight: bool) -> None:
    """Draw a line around a country; ``in_sight`` says that a small one has a dot."""
    country = next((one for one in world.countries() if one.code == code), None)
    if country is None:
        return
    to_px, colour = fitting(box), QColor(tokens.current().text.primary)
    box_px = to_px.mapRect(country.largest)
    thin = max(box_px.width(), box_px.height()) < _THIN_BELOW  # a thick line would leave nothing of its colour
    painter.setPen(QPen(colour, 1 if thin else _POINTED))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not _is_small(country, to_px):
        painter.drawPath(to_px.map(country.path))
    elif in_sight:
        painter.drawEllipse(to_px.map(country.middle), _DOT + 1, _DOT + 1)


def _is_small(country: world.Country, to_px: QTransform) -> bool:
    box = to_px.mapRect(country.largest)
    return box.width() <= _SMALL and box.height() <= _SMALL


def _distance(one: QPointF, other: QPointF) -> float:
    apart = one - other
    return (apart.x() ** 2 + apart.y() ** 2) ** 0.5
