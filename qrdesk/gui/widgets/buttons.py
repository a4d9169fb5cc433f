"""Buttons: the style sheet draws the box, this file what stands in it (it cannot set the gap of icon and text)."""

from typing import Literal

from PySide6.QtCore import QEvent, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from qrdesk.gui.theme import fonts, icons, style, tokens

Kind = Literal[
    "primary", "secondary", "quiet", "link", "danger", "danger_quiet", "danger_final", "inverse", "inverse_quiet"
]
Size = Literal["small", "default", "large"]

_HEIGHT: dict[Size, int] = {"small": 26, "default": 32, "large": 40}
_PADDING: dict[Size, int] = {"small": 8, "default": 12, "large": 16}
_BOLD: frozenset[Kind] = frozenset({"primary", "danger_final", "inverse"})
_ICON = 16
_TRAILING = 14
_GAP = 8


class Button(QPushButton):
    """A button with words; ``trailing`` is an icon at the right, as ``chevron-down`` before a menu."""

    def __init__(
        self,
        words: str = "",
        kind: Kind = "secondary",
        icon: str = "",
        size: Size = "default",
        trailing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._kind: Kind = kind
        self._size: Size = size
        self._icon = icon
        self._trailing = trailing
        self.setProperty("kind", kind)
        self.setProperty("extent", size)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def set_icon(self, name: str) -> None:
        """Show icon ``name``; empty for none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Become a button of that kind."""
        self._kind = kind
        style.restyle(self, kind=kind)

    def sizeHint(self) -> QSize:
        padding = 2 if self._kind == "link" else _PADDING[self._size]
        return QSize(self._content_width() + 2 * padding, _HEIGHT[self._size])

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        words, font = self.text().replace("&&", "&"), self._font()
        left = (self.width() - self._content_width()) / 2
        if self._left_aligned():
            left = float(_PADDING[self._size])
        middle = self.height() / 2
        if self._icon:
            icons.paint(painter, QRectF(left, middle - _ICON / 2, _ICON, _ICON), self._icon, self._icon_colour())
            left += _ICON + (_GAP if words else 0)
        painter.setFont(font)
        painter.setPen(self._colour())
        width = QFontMetrics(font).horizontalAdvance(words)
        painter.drawText(QRectF(left, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        if self._trailing:
            right = self.width() - _PADDING[self._size] - _TRAILING if self._left_aligned() else left + width + _GAP
            box = QRectF(right, middle - _TRAILING / 2, _TRAILING, _TRAILING)
            icons.paint(painter, box, self._trailing, self._icon_colour())

    def _left_aligned(self) -> bool:
        """A button wider than its words, with a trailing icon, reads like a field."""
        return bool(self._trailing) and self.width() > self.sizeHint().width() + 4

    def _content_width(self) -> int:
        words = self.text().replace("&&", "&")
        width = QFontMetrics(self._font()).horizontalAdvance(words)
        if self._icon:
            width += _ICON + (_GAP if words else 0)
        if self._trailing:
            width += _TRAILING + (_GAP if words else 0)
        return width

    def _font(self) -> QFont:
        if self.property("extent") == "line":  # in the status line it reads as what stands beside it
            return fonts.font("caption", tabular=True)
        return fonts.font("label" if self._kind in _BOLD else "body", tabular=True)

    def _colour(self) -> QColor:
        theme = tokens.current()
        if not self.isEnabled():
            return theme.text.disabled
        if self._kind in {"primary", "danger_final"}:
            return theme.text.on_accent
        if self._kind in {"danger", "danger_quiet"}:
            return theme.danger.text
        if self._kind == "link":
            return theme.text.link
        if self._kind == "inverse":
            return theme.text.on_inverse_link
        return theme.text.secondary if self._kind == "quiet" and not self.isChecked() else theme.text.primary

    def _icon_colour(self) -> QColor:
        colour = self._colour()
        return tokens.current().text.secondary if colour == tokens.current().text.primary else colour


class IconButton(QPushButton):
    """A button with an icon only: its name is the tooltip and what a screen reader says."""

    def __init__(
        self,
        icon: str,
        tip: str,
        size: int = 26,
        kind: Kind = "quiet",
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._kind: Kind = kind
        self.setProperty("kind", kind)
        self.setProperty("square", True)
        self.setProperty("extent", "small" if size < 32 else "default")
        self.setFixedSize(size, size)
        self.setAutoDefault(False)
        if shortcut:
            self.setShortcut(shortcut)
        self.name(tip, shortcut)

    def name(self, tip: str, shortcut: str = "") -> None:
        """Say ``tip`` (with the shortcut, where there is one) in the tooltip and to screen readers."""
        native = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{tip} ({native})" if native else tip)
        self.setAccessibleName(tip)

    def set_icon(self, name: str) -> None:
        """Show icon ``name``."""
        self._icon = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        icons.paint(painter, QRectF(self.rect()).marginsRemoved(self._margins()), self._icon, self._colour())

    def _margins(self) -> QMarginsF:
        side = (self.width() - _ICON) / 2
        return QMarginsF(side, side, side, side)

    def _colour(self) -> QColor:
        theme = tokens.current()
        if not self.isEnabled():
            return theme.text.disabled
        if self._kind in {"primary", "danger_final"}:
            return theme.text.on_accent
        if self._kind in {"inverse", "inverse_quiet"}:
            return theme.text.on_inverse_muted
        if self._kind in {"danger", "danger_quiet"}:
            return theme.danger.text
        return theme.accent.text if self.isCheckable() and self.isChecked() else theme.text.secondary


class LinkButton(Button):
    """Words that act, in the link colour and underlined under the pointer; ``trailing`` as in "All links >"."""

    def __init__(self, words: str, icon: str = "", trailing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, "link", icon, "small", trailing, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._under = False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._under = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = False
        self.update()

    def _font(self) -> QFont:
        made = fonts.font("body")
        made.setUnderline(self._under)
        return made
