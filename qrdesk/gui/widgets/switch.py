"""A switch: on or off at once, no Save."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qrdesk.gui.theme import fonts, tokens

_WIDTH, _HEIGHT, _KNOB = 32, 18, 14
_GAP = 12


class Switch(QAbstractButton):
    """The words stand at the left, ``hint`` below them, the switch at the right end."""

    def __init__(self, words: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setText(words)
        self._hint = hint
        self.setAccessibleName(words)
        self.setAccessibleDescription(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        wide = QSizePolicy.Policy.Preferred if words else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def set_hint(self, hint: str) -> None:
        """Say ``hint`` under the words."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self.text():
            return QSize(_WIDTH, 26)
        words = QFontMetrics(fonts.font("body")).horizontalAdvance(self.text())
        hint = QFontMetrics(fonts.font("caption")).horizontalAdvance(self._hint)
        return QSize(max(words, hint) + _GAP + _WIDTH, 40 if self._hint else 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDTH + (80 if self.text() else 0), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter)
        theme = tokens.current()
        on, able = self.isChecked(), self.isEnabled()
        track = (theme.accent.default if able else theme.accent.disabled) if on else theme.border.control
        if not able and not on:
            track = theme.border.strong
        left, top = self.width() - _WIDTH, (self.height() - _HEIGHT) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(track)
        painter.drawRoundedRect(QRectF(left, top, _WIDTH, _HEIGHT), _HEIGHT / 2, _HEIGHT / 2)
        painter.setBrush(theme.text.on_accent if on or tokens.scheme() == "light" else theme.surface.base)
        inset = (_HEIGHT - _KNOB) / 2
        knob = left + (_WIDTH - _KNOB - inset if on else inset)
        painter.drawEllipse(QRectF(knob, top + inset, _KNOB, _KNOB))

    def _paint_words(self, painter: QPainter) -> None:
        theme = tokens.current()
        room = self.width() - _WIDTH - _GAP
        if not self.text() or room <= 0:
            return
        painter.setFont(fonts.font("body"))
        painter.setPen(theme.text.primary if self.isEnabled() else theme.text.disabled)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        high = 22 if self._hint else self.height()
        painter.drawText(QRectF(0, 0, room, high), Qt.AlignmentFlag.AlignVCenter, shown)
        if self._hint:
            painter.setFont(fonts.font("caption"))
            painter.setPen(theme.text.tertiary)
            shown = painter.fontMetrics().elidedText(self._hint, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(0, 21, room, 17), Qt.AlignmentFlag.AlignVCenter, shown)
