"""Choices that are seen rather than read: small drawings side by side, one of them chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from qrdesk.core.artwork.scene import Outline, Scene
from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.widgets import labels
from qrdesk.gui.widgets.scene_paint import Prepared, fitted, paint_scene, path_of, prepared

Drawing = tuple[Outline, ...] | Scene | Prepared  # outlines from 0 to 1 both ways, or a scene as large as fits
Option = tuple[str, str, Drawing]  # key, words
_GAP, _RADIUS, _INSET = 7, 6, 6  # px
_CAPTION, _LINE = 20, 14  # px: of a caption of one line, and what another takes
_BADGE = 16  # px


class Tile(QAbstractButton):
    """One choice. With a caption its words stand below it, too."""

    def __init__(
        self, words: str, drawing: Drawing, side_px: int, parent: QWidget | None = None, *, caption_px: int = 0
    ) -> None:
        super().__init__(parent)
        self._side_px, self._caption_px, self._caption = side_px, caption_px, words if caption_px else ""
        self._drawn = prepared(drawing) if isinstance(drawing, Scene) else None
        self._path = QPainterPath()
        if isinstance(drawing, Prepared):
            self._drawn = drawing
        elif not isinstance(drawing, Scene):
            self._path = path_of(drawing)
        self.setCheckable(True)
        self.setFixedSize(side_px, side_px + caption_px)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(labels.tip(words))
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(theme.accent.graphic if marked else theme.border.strong, 2 if self.isChecked() else 1))
        painter.setBrush(theme.surface.raised if self._drawn is None else theme.code.paper)  # artwork lies on paper
        square = QRectF(0, 0, self._side_px, self._side_px)
        painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        if self._caption:
            self._paint_caption(painter)
        if self._drawn is not None:
            room = square.adjusted(_INSET, _INSET, -_INSET, -_INSET)
            paint_scene(painter, fitted(room, self._drawn.scene), self._drawn.scene, self._drawn.shapes)
            if self.isChecked():
                self._paint_badge(painter)
            return
        inner = self._side_px * 0.62
        painter.translate((self._side_px - inner) / 2, (self._side_px - inner) / 2)
        painter.scale(inner, inner)
        painter.fillPath(self._path, theme.text.primary if self.isEnabled() else theme.text.disabled)

    def _paint_badge(self, painter: QPainter) -> None:
        """Draw a tick over the artwork: beside so much black a ring alone is easily missed."""
        theme = tokens.current()
        disc = QRectF(self._side_px - _BADGE - 1, 1, _BADGE, _BADGE)
        painter.setOpacity(1)
        painter.setPen(QPen(theme.code.paper, 1.5))
        painter.setBrush(theme.accent.default)
        painter.drawEllipse(disc)
        icons.paint(painter, disc.adjusted(3, 3, -3, -3), "check", theme.text.on_accent)

    def _paint_caption(self, painter: QPainter) -> None:
        theme = tokens.current()
        painter.setFont(fonts.font("caption"))
        painter.setPen(theme.text.primary if self.isChecked() else theme.text.secondary)
        box = QRectF(0, self._side_px + 3, self._side_px, self._caption_px - 3)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        lines = two_lines(self._caption, painter.fontMetrics(), self._side_px)
        painter.drawText(box, int(flags), "\n".join(lines))


def two_lines(words: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Return ``words`` in one line or two of that ``width``, in px; what has no room in them is cut off."""
    first, _, rest = words.partition(" ")
    while rest and metrics.horizontalAdvance(f"{first} {rest.partition(' ')[0]}") <= width:
        word, _, rest = rest.partition(" ")
        first = f"{first} {word}"
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in (first, rest) if line]


class Tiles(QWidget):
    """Exclusive tiles in rows; arrow keys move the choice. ``chosen`` brings the key of another choice.

    ``pressed`` brings the key of each press, also of the one that is chosen already.
    """

    chosen = Signal(str)
    pressed = Signal(str)

    def __init__(
        self, options: Sequence[Option], name: str, columns: int = 6, side_px: int = 44, *, captions: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._keys = [key for key, _, _ in options]
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        metrics = QFontMetrics(fonts.font("caption"))
        lines = max((len(two_lines(words, metrics, side_px)) for _, words, _ in options), default=0)
        caption_px = _CAPTION + _LINE * (lines - 1) if captions and lines else 0
        for place, (_, words, drawing) in enumerate(options):
            tile = Tile(words, drawing, side_px, caption_px=caption_px)
            self._group.addButton(tile, place)
            grid.addWidget(tile, place // columns, place % columns)
        grid.setColumnStretch(columns, 1)
        self._group.idToggled.connect(self._toggled)
        self._group.idClicked.connect(self._clicked)

    def key(self) -> str:
        """Return the key chosen; empty while there is none."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else ""

    def keys(self) -> list[str]:
        """Return the keys of all tiles, in their order."""
        return list(self._keys)

    def choose(self, key: str) -> None:
        """Choose ``key`` without telling anyone; the empty key chooses none.

        Raises:
            ValueError: there is no such tile.
        """
        self._group.blockSignals(True)
        if key:
            self._group.button(self._keys.index(key)).setChecked(True)
        elif (chosen := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)  # else one of them has to be chosen
            chosen.setChecked(False)
            self._group.setExclusive(True)
        self._group.blockSignals(False)

    def focused(self) -> str:
        """Return the key of the tile that has the keyboard; empty for none."""
        return next((key for key in self._keys if self.tile(key).hasFocus()), "")

    def tile(self, key: str) -> QAbstractButton:
        """Return the tile of ``key``."""
        return self._group.button(self._keys.index(key))

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.chosen.emit(self._keys[place])

    def _clicked(self, place: int) -> None:
        self.pressed.emit(self._keys[place])
