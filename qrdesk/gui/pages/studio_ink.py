"""Choosing an ink: a screen colour, black alone, or press colours in per cent."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QStackedWidget, QWidget

from qrdesk.core.artwork.style import paint
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.colour import ColourField
from qrdesk.gui.widgets.segment import Segment

_KINDS = ("rgb", "k", "cmyk")
_PLATES = ("C", "M", "Y", "K")


class InkField(QWidget):
    """``changed`` brings the ink as a design spells it: ``#rrggbb``, ``k`` or ``cmyk:C,M,Y,K``."""

    changed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Segment([("rgb", self.tr("Colour")), ("k", self.tr("K only")), ("cmyk", "CMYK")], "small", name)
        self.hex = ColourField(name=name)
        self.plates = tuple(_spin(self.tr("{plate} in per cent").format(plate=plate), plate) for plate in _PLATES)
        self._stack = QStackedWidget()
        self._stack.addWidget(boxes.box(boxes.columns(self.hex, gap=0)))
        self._stack.addWidget(labels.text(self.tr("Black plate alone, in PDF."), "supporting"))
        self._stack.addWidget(boxes.box(boxes.columns(*self.plates, gap=6)))
        self._stack.setFixedHeight(34)
        self.setLayout(boxes.rows(self.kind, self._stack, gap=8))
        self.setFocusProxy(self.hex)
        self.kind.chosen.connect(self._kind_chosen)
        self.hex.changed.connect(self._tell)
        for spin in self.plates:
            spin.valueChanged.connect(self._tell)

    def show_ink(self, ink: str) -> None:
        """Show ``ink`` without telling anyone; what is being typed is left alone."""
        if ink == self.ink():
            return
        kind = "cmyk" if ink.startswith("cmyk:") else "k" if ink == "k" else "rgb"
        self.kind.choose(kind)
        self._stack.setCurrentIndex(_KINDS.index(kind))
        if kind == "rgb":
            self.hex.set_colour(ink)
        elif kind == "cmyk":
            self._show_plates([float(share) for share in ink.removeprefix("cmyk:").split(",")])

    def ink(self) -> str:
        """Return the ink shown."""
        kind = self.kind.key()
        if kind == "cmyk":
            return "cmyk:" + ",".join(str(spin.value()) for spin in self.plates)
        return "k" if kind == "k" else self.hex.colour().lower()

    def _show_plates(self, shares: Sequence[float]) -> None:
        for spin, share in zip(self.plates, shares, strict=True):
            spin.blockSignals(True)
            spin.setValue(round(share))
            spin.blockSignals(False)

    def _kind_chosen(self, kind: str) -> None:
        if kind == "cmyk" and not any(spin.value() for spin in self.plates):
            self._show_plates(_plates_of(self.hex.colour()))
        self._stack.setCurrentIndex(_KINDS.index(kind))
        self._tell()

    def _tell(self, _part: object = None) -> None:
        self.changed.emit(self.ink())


def _plates_of(colour: str) -> list[float]:
    """Return the plain conversion of a screen colour: a start, not a colour match."""
    red, green, blue = (channel / 255 for channel in paint(colour.lower()).rgb)
    key = 1 - max(red, green, blue)
    if key == 1:
        return [0, 0, 0, 100]
    return [100 * (1 - channel - key) / (1 - key) for channel in (red, green, blue)] + [100 * key]


def _spin(name: str, plate: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(0, 100)
    spin.setPrefix(f"{plate} ")
    spin.setAccessibleName(name)
    spin.lineEdit().setTextMargins(4, 0, 0, 0)
    spin.setMinimumWidth(60)
    return spin
