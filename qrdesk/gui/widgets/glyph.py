"""An icon as a widget, in a token colour that follows the theme."""

from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from qrdesk.gui.theme import icons, tokens

Tone = Literal["primary", "secondary", "tertiary", "accent", "success", "warn", "danger", "info", "inverse"]


def colour_of(tone: Tone) -> QColor:
    """Return the text colour of ``tone`` in the theme shown."""
    theme = tokens.current()
    colours: dict[Tone, QColor] = {
        "primary": theme.text.primary,
        "secondary": theme.text.secondary,
        "tertiary": theme.text.tertiary,
        "accent": theme.accent.text,
        "success": theme.success.text,
        "warn": theme.warn.text,
        "danger": theme.danger.text,
        "info": theme.info.text,
        "inverse": theme.text.on_inverse_muted,
    }
    return colours[tone]


class Glyph(QWidget):
    """Icon ``name``, decorative: the words beside it say the same."""

    def __init__(
        self, name: str, tone: Tone = "secondary", size: int = 16, height: int = 0, parent: QWidget | None = None
    ) -> None:
        """``height`` (px) centres the icon on the first line of the text beside it."""
        super().__init__(parent)
        self._name = name
        self._tone: Tone = tone
        self._size = size
        self.setFixedSize(size, height or size)

    def show_icon(self, name: str, tone: Tone) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            box = QRectF(0, (self.height() - self._size) / 2, self._size, self._size)
            icons.paint(QPainter(self), box, self._name, colour_of(self._tone))
