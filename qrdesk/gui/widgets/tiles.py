"""Choices that are seen rather than read: small drawings side by side, one of them chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from qrdesk.core.artwork.scene import Outline
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets.scene_paint import path_of

Option = tuple[str, str, tuple[Outline, ...]]  # key, words, and a drawing from 0 to 1 both ways
_GAP, _RADIUS = 8, 6  # px


class Tile(QAbstractButton):
    """One choice."""

    def __init__(self, words: str, outlines: Sequence[Outline], side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path_of(outlines)
        self.setCheckable(True)
        self.setFixedSize(side_px, side_px)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def show_drawing(self, path: QPainterPath) -> None:
        """Show another drawing."""
        self._path = path
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(theme.accent.graphic if marked else theme.border.strong, 2 if self.isChecked() else 1))
        painter.setBrush(theme.surface.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        inner = self.width() * 0.62
        painter.translate((self.width() - inner) / 2, (self.height() - inner) / 2)
        painter.scale(inner, inner)
        painter.fillPath(self._path, theme.text.primary if self.isEnabled() else theme.text.disabled)


class Tiles(QWidget):
    """Exclusive tiles in rows; arrow keys move the choice, ``chosen`` brings its key."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[Option], name: str, columns: int = 6, side_px: int = 44) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._keys = [key for key, _, _ in options]
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        for place, (_, words, outlines) in enumerate(options):
            tile = Tile(words, outlines, side_px)
            self._group.addButton(tile, place)
            grid.addWidget(tile, place // columns, place % columns)
        grid.setColumnStretch(columns, 1)
        self._group.idToggled.connect(self._toggled)

    def key(self) -> str:
        """Return the key chosen; empty while there is none."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else ""

    def choose(self, key: str) -> None:
        """Choose ``key`` without telling anyone.

        Raises:
            ValueError: there is no such tile.
        """
        self._group.blockSignals(True)
        self._group.button(self._keys.index(key)).setChecked(True)
        self._group.blockSignals(False)

    def tile(self, key: str) -> QAbstractButton:
        """Return the tile of ``key``."""
        return self._group.button(self._keys.index(key))

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.chosen.emit(self._keys[place])
