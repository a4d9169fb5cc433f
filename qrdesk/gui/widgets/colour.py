"""A colour: swatch and hex. The swatch folds a palette out; the system's colour dialog is behind its last button."""

import re
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QColorDialog, QSizePolicy, QWidget

from qrdesk.gui.theme import style, tokens
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import Input
from qrdesk.gui.widgets.flow import FlowBox

_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_PALETTE = (  # inks that stand well on paper, then papers
    "#000000", "#1D2127", "#474D59", "#1E3A30", "#0B5D2A", "#0F766E", "#12355B", "#1D4ED8", "#3730A3", "#5B2A7A",
    "#9D174D", "#7A1F1A", "#B91C1C", "#9A3412", "#5C4013", "#FFFFFF", "#F7F3E8", "#FDE8C8", "#FDE68A", "#DCFCE7",
    "#DBEAFE", "#FCE7F3",
)  # fmt: skip


class Swatch(QAbstractButton):
    """A colour to press."""

    def __init__(self, colour: str, size: int = 26, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(False)
        self._colour = QColor(colour)
        self.show_colour(colour)

    def colour(self) -> str:
        """Return what is shown, as ``#RRGGBB``."""
        return self._colour.name().upper()

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
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self.isChecked():  # a frame with a gap: the accent may be the colour itself
            painter.setPen(QPen(theme.accent.graphic, 2))
            painter.drawRoundedRect(box, 4, 4)
            box = box.adjusted(3, 3, -3, -3)
        painter.setPen(QPen(theme.border.strong, 1))
        painter.setBrush(self._colour)
        painter.drawRoundedRect(box, 3, 3)


class Palette(FlowBox):
    """Colours to press, and a way to all others; ``picked`` brings ``#RRGGBB``."""

    picked = Signal(str)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(4, (0, 2, 0, 4))
        self.swatches = [Swatch(colour) for colour in _PALETTE]
        for swatch in self.swatches:
            swatch.clicked.connect(partial(self._press, swatch))
            self.flow.addWidget(swatch)
        self.more = Button(self.tr("More colours…"), "quiet", size="small")
        self.more.clicked.connect(self.more_wanted)
        self.flow.addWidget(self.more)

    def _press(self, swatch: Swatch, _checked: bool = False) -> None:
        self.picked.emit(swatch.colour())


class ColourField(boxes.Flowing):
    """Type a hex value or press the swatch; ``changed`` brings ``#RRGGBB``, only ever a whole colour."""

    changed = Signal(str)

    def __init__(self, colour: str = "#000000", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour.upper()
        self._name = name
        self._palette: Palette | None = None  # made when it is first asked for
        self._dialog: QColorDialog | None = None
        self.swatch = Swatch(colour)
        self.swatch.setCheckable(True)
        self.input = Input(size="default")
        self.input.setMaxLength(7)
        self.input.setText(self._colour)
        self.input.setAccessibleName(name)
        self.input.textEdited.connect(self._typed)
        self.input.editingFinished.connect(self._settle)
        self.swatch.toggled.connect(self._fold)
        self._rows = boxes.rows(boxes.columns(self.swatch, self.input, gap=6), gap=6)
        self.setLayout(self._rows)
        self.setFocusProxy(self.input)
        self.input.setMinimumWidth(76)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._say()

    def colour(self) -> str:
        """Return the colour as ``#RRGGBB``."""
        return self._colour

    def set_colour(self, colour: str) -> None:
        """Show ``colour`` without telling anyone."""
        self._colour = colour.upper()
        self.swatch.show_colour(self._colour)
        self._say()
        self.input.setText(self._colour)
        style.restyle(self.input, invalid=False)

    def palette_of(self) -> Palette:
        """Return the palette, folded out or not."""
        if self._palette is None:
            self._palette = Palette()
            self._palette.hide()
            self._palette.picked.connect(self._take)
            self._palette.more_wanted.connect(self._open_dialog)
            self._rows.addWidget(self._palette)
        return self._palette

    def _fold(self, on: bool) -> None:
        self.palette_of().setVisible(on)
        self.updateGeometry()

    def _say(self) -> None:
        if self._name:
            said = self.tr("{name}: {hex}, choose another").format(name=self._name, hex=self._colour)
            self.swatch.setAccessibleName(said)

    def _typed(self, words: str) -> None:
        match = _HEX.fullmatch(words.strip())
        style.restyle(self.input, invalid=match is None)
        if match is None:
            return
        digits = match[1] if len(match[1]) == 6 else "".join(d * 2 for d in match[1])
        self._accept(f"#{digits}")

    def _take(self, colour: str) -> None:
        self.input.setText(colour.upper())
        style.restyle(self.input, invalid=False)
        self._accept(colour)

    def _accept(self, colour: str) -> None:
        if colour.upper() != self._colour:
            self._colour = colour.upper()
            self.swatch.show_colour(self._colour)
            self._say()
            self.changed.emit(self._colour)

    def _settle(self) -> None:
        """Leave the field: half a colour gives way to the last whole one."""
        self.set_colour(self._colour)

    def _open_dialog(self) -> None:
        """Open the system's dialog beside the window: the code follows it, and nothing waits for it to be closed."""
        if self._dialog is None:
            self._dialog = QColorDialog(self)
            self._dialog.setOption(QColorDialog.ColorDialogOption.NoButtons)
            self._dialog.setWindowTitle(self._name or self.tr("Choose a colour"))
            self._dialog.currentColorChanged.connect(self._follow)
        self._dialog.setCurrentColor(QColor(self._colour))
        self._dialog.show()

    def _follow(self, colour: QColor) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._take(colour.name())
