"""Chips: a property of something, or a filter that can be taken away."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.theme.tokens import Status
from qrdesk.gui.widgets import labels

HEIGHT = 20
_FILTER_HEIGHT = 26
_PADDING = 6
_ICON = 12
_GAP = 4


def chip_width(words: str, icon: str = "", tone: str = "") -> float:
    """Return how wide ``paint_chip`` will be, in px."""
    metrics = QFontMetrics(fonts.font("strong_caption" if tone else "caption"))
    return 2 * _PADDING + metrics.horizontalAdvance(words) + (_ICON + _GAP if icon else 0)


def paint_chip(
    painter: QPainter,
    corner: QPointF,
    words: str,
    *,
    icon: str = "",
    tone: str = "",
    selected: bool = False,
    width: float | None = None,
) -> float:
    """Draw a chip with its top left at ``corner`` and return its width; ``width`` cuts longer words."""
    theme = tokens.current()
    ground, ink = _colours(tone)
    if selected and not tone:
        ground = theme.surface.selected_hover
    whole = min(chip_width(words, icon, tone), math.inf if width is None else width)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(corner.x(), corner.y(), whole, HEIGHT), 4, 4)
    left = corner.x() + _PADDING
    if icon:
        icons.paint(painter, QRectF(left, corner.y() + (HEIGHT - _ICON) / 2, _ICON, _ICON), icon, ink)
        left += _ICON + _GAP
    room = corner.x() + whole - _PADDING - left
    painter.setFont(fonts.font("strong_caption" if tone else "caption"))
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room + 1))
    painter.drawText(QRectF(left, corner.y(), room + 2, HEIGHT), Qt.AlignmentFlag.AlignVCenter, shown)
    return whole


def _colours(tone: str) -> tuple[QColor, QColor]:
    theme = tokens.current()
    if tone == "accent":
        return theme.accent.tint, theme.accent.text
    status: Status | None = {
        "success": theme.success,
        "warn": theme.warn,
        "danger": theme.danger,
        "info": theme.info,
    }.get(tone)
    return (status.tint, status.text) if status else (theme.surface.chip, theme.text.secondary)


class Chip(QWidget):
    """A property, 20 px high; ``tone`` colours it with a meaning that its word also says."""

    def __init__(self, words: str = "", icon: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._icon = icon
        self._words, self._tip = words, ""
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_text(self, words: str, tone: str = "", icon: str = "", *, tip: str = "") -> None:
        """Show ``words``; ``tip`` says what they leave out."""
        self._words, self._tone, self._icon, self._tip = words, tone, icon, tip
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(chip_width(self._words, self._icon, self._tone)), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 40), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = chip_width(self._words, self._icon, self._tone)
        self.setToolTip(self._tip or ("" if whole <= self.width() else labels.tip(self._words)))
        painter = QPainter(self)
        paint_chip(painter, QPointF(0, 0), self._words, icon=self._icon, tone=self._tone, width=self.width())


class FilterChip(QAbstractButton):
    """A filter in force, 26 px high; a click, Delete or Backspace takes it away."""

    removed = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setToolTip(self.tr("Remove this filter"))
        self.setAccessibleName(self.tr("Filter {filter}, press to remove").format(filter=words))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.removed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(8 + QFontMetrics(fonts.font("body")).horizontalAdvance(self.text()) + 6 + 14 + 6, _FILTER_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 60), _FILTER_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.surface.selected_hover if self.underMouse() else theme.accent.tint)
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setFont(fonts.font("body"))
        painter.setPen(theme.accent.text)
        room = self.width() - 8 - 6 - 14 - 6
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 1)
        tip = self.tr("Remove this filter")
        self.setToolTip(tip if shown == self.text() else labels.tip(f"{self.text()}\n{tip}"))
        painter.drawText(QRectF(8, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        icons.paint(painter, QRectF(self.width() - 20, 6, 14, 14), "x", theme.accent.text)
