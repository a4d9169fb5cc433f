"""A colour: swatch and hex, the system's colour dialog behind the swatch."""

import re

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QColorDialog, QSizePolicy, QWidget

from qrdesk.gui.theme import style, tokens
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.fields import Input

_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class Swatch(QAbstractButton):
    """A colour to press."""

    def __init__(self, colour: str, size: int = 26, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(False)
        self._colour = QColor(colour)
        self.show_colour(colour)

    def show_colour(self, colour: str) -> None:
        """Show another colour."""
        self._colour = QColor(colour)
        self.setToolTip(self._colour.name().upper())
        self.setAccessibleName(self.tr("Colour {hex}").format(hex=self._colour.name().upper()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.accent.graphic if self.isChecked() else theme.border.strong)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)


class ColourField(QWidget):
    """Type a hex value or press the swatch; ``changed`` brings ``#RRGGBB``, only ever a whole colour."""

    changed = Signal(str)

    def __init__(self, colour: str = "#000000", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour.upper()
        self._swatch = Swatch(colour)
        self.input = Input(size="default")
        self.input.setMaxLength(7)
        self.input.setText(self._colour)
        self.input.setAccessibleName(name)
        self.input.textEdited.connect(self._typed)
        self.input.editingFinished.connect(self._settle)
        self._swatch.clicked.connect(self._pick)
        self.setLayout(boxes.columns(self._swatch, self.input, gap=6))
        self.setFocusProxy(self.input)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def colour(self) -> str:
        """Return the colour as ``#RRGGBB``."""
        return self._colour

    def set_colour(self, colour: str) -> None:
        """Show ``colour`` without telling anyone."""
        self._colour = colour.upper()
        self._swatch.show_colour(self._colour)
        self.input.setText(self._colour)
        style.restyle(self.input, invalid=False)

    def sizeHint(self) -> QSize:
        return QSize(128, 32)

    def _typed(self, words: str) -> None:
        match = _HEX.fullmatch(words.strip())
        style.restyle(self.input, invalid=match is None)
        if match is None:
            return
        digits = match[1] if len(match[1]) == 6 else "".join(d * 2 for d in match[1])
        self._accept(f"#{digits}")

    def _accept(self, colour: str) -> None:
        if colour.upper() != self._colour:
            self._colour = colour.upper()
            self._swatch.show_colour(self._colour)
            self.changed.emit(self._colour)

    def _settle(self) -> None:
        """Leave the field: half a colour gives way to the last whole one."""
        self.set_colour(self._colour)

    def _pick(self) -> None:
        picked = QColorDialog.getColor(QColor(self._colour), self.window(), self.tr("Choose a colour"))
        if picked.isValid():
            self._accept(picked.name())
            self.input.setText(self._colour)
