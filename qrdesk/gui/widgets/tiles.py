"""Choices that are seen rather than read: small drawings side by side, one of them chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from qrdesk.core.artwork.scene import Outline, Scene
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets.scene_paint import Shape, paint_scene, path_of, shapes

Drawing = tuple[Outline, ...] | Scene  # outlines from 0 to 1 both ways, or a scene as large as fits
Option = tuple[str, str, Drawing]  # key, words
_GAP, _RADIUS = 8, 6  # px


class Tile(QAbstractButton):
    """One choice."""

    def __init__(self, words: str, drawing: Drawing, side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = drawing if isinstance(drawing, Scene) else None
        self._shapes: tuple[Shape, ...] = () if self._scene is None else shapes(self._scene)
        self._path = QPainterPath() if isinstance(drawing, Scene) else path_of(drawing)
        self.setCheckable(True)
        self.setFixedSize(side_px, side_px)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(words)
        self.setAccessibleName(words)

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
        if self._scene is not None:
            paint_scene(painter, self._room(self._scene), self._scene, self._shapes)
            return
        inner = self.width() * 0.62
        painter.translate((self.width() - inner) / 2, (self.height() - inner) / 2)
        painter.scale(inner, inner)
        painter.fillPath(self._path, theme.text.primary if self.isEnabled() else theme.text.disabled)

    def _room(self, scene: Scene) -> QRectF:
        """Return where a scene stands: in the middle, as large as fits."""
        room = self.width() - 12.0
        scale = room / max(scene.width_mm, scene.height_mm)
        width, height = scene.width_mm * scale, scene.height_mm * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)


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
        for place, (_, words, drawing) in enumerate(options):
            tile = Tile(words, drawing, side_px)
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
