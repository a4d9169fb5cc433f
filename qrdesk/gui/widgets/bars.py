"""Ranked bars: the name on the bar, number and share at the right; a click filters."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui import words
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets import labels

_ROW, _BAR = 30, 26
_GAP = 12
_INSET = 8


@dataclass(frozen=True)
class Bar:
    """One row: ``share`` is 0 to 1, of everything counted."""

    key: str
    name: str
    value: int
    share: float
    can_pick: bool = True
    middle: bool = False  # cut in the middle, as addresses are


class BarList(QWidget):
    """The longest bar fills the width. Arrow keys walk, Enter or Space picks, as a click does."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Bar, ...] = ()
        self._chosen: str | None = None
        self._under = self._pressed = -1
        self._at = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Bar], chosen: str | None = None) -> None:
        """Show ``rows`` as they are sorted; ``chosen`` is the filter in force (empty: that of what is unknown)."""
        self._rows = tuple(rows)
        self._chosen = chosen
        self._at = min(self._at, max(0, len(self._rows) - 1))
        self._under = -1
        self.updateGeometry()
        self._say()
        self.update()

    def rows(self) -> Sequence[Bar]:
        """Return what is shown."""
        return self._rows

    def sizeHint(self) -> QSize:
        return QSize(240, _ROW * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _ROW * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        most = max((bar.value for bar in self._rows), default=0)
        for place, bar in enumerate(self._rows):
            self._paint_row(painter, place, bar, most)

    def _paint_row(self, painter: QPainter, place: int, bar: Bar, most: int) -> None:
        theme = tokens.current()
        box = QRectF(0, place * _ROW + (_ROW - _BAR) / 2, self.width(), _BAR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if place == self._under:
            _filled(painter, box, theme.surface.hover)
        long = max(6.0, box.width() * bar.value / most) if most else 6.0
        on = bar.key == self._chosen
        strong = theme.accent.tint_border if on or place == self._under else theme.accent.tint
        _filled(painter, QRectF(box.left(), box.top(), long, box.height()), strong)
        if (
            place == self._at
            and self.hasFocus()
            and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        ):
            painter.setPen(theme.focus.ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._paint_words(painter, box, bar)

    def _paint_words(self, painter: QPainter, box: QRectF, bar: Bar) -> None:
        theme, locale = tokens.current(), QLocale()
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(fonts.font("caption", tabular=True))
        painter.setPen(theme.text.tertiary)
        share = self.tr("{share} %").format(share=locale.toString(bar.share * 100, "f", 1))
        painter.drawText(box.adjusted(0, 0, -2, 0), right, share)
        whole = self.tr("{share} %").format(share=locale.toString(100.0, "f", 1))
        column = painter.fontMetrics().horizontalAdvance(whole) + _GAP
        painter.setFont(fonts.font("body", tabular=True))
        painter.setPen(theme.text.primary)
        number = locale.toString(bar.value)
        painter.drawText(box.adjusted(0, 0, -column, 0), right, number)
        taken = column + painter.fontMetrics().horizontalAdvance(number) + _GAP
        painter.setFont(fonts.font("label" if bar.key == self._chosen else "body"))
        mode = Qt.TextElideMode.ElideMiddle if bar.middle else Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(bar.name, mode, int(box.width() - taken - _INSET))
        painter.drawText(box.adjusted(_INSET, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(int(event.position().y()) // _ROW)

    def leaveEvent(self, event: object) -> None:
        self._hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = int(event.position().y()) // _ROW

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, -1
        place = int(event.position().y()) // _ROW
        if place == pressed and self.rect().contains(event.position().toPoint()):  # who drags away thought better of it
            self._pick(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self._rows:
            self._at = max(0, min(len(self._rows) - 1, self._at + steps[key]))
            self._say()
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._rows:
            self._pick(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _pick(self, place: int) -> None:
        if 0 <= place < len(self._rows) and self._rows[place].can_pick:
            self._at = place
            self.picked.emit(self._rows[place].key)

    def _hover(self, place: int) -> None:
        known = 0 <= place < len(self._rows)
        able = known and self._rows[place].can_pick
        self._under = place if able else -1
        self.setCursor(Qt.CursorShape.PointingHandCursor if able else Qt.CursorShape.ArrowCursor)
        self.setToolTip(labels.tip(self._rows[place].name) if known else "")
        self.update()

    def _say(self) -> None:
        if self._rows:
            bar = self._rows[self._at]
            alone = self.tr("{name}: {count}, {share}, counted alone")
            said = alone if bar.key == self._chosen else self.tr("{name}: {count}, {share}")
            values = {"count": words.number(bar.value), "share": words.percent(bar.share, 1)}
            self.setAccessibleDescription(said.format(name=bar.name, **values))


def _filled(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, 4, 4)
