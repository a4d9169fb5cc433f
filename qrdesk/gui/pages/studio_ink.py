"""Choosing an ink: a screen colour, black alone, press colours in per cent, or an ink that is mixed before printing."""

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QWidget

from qrdesk.core.artwork.style import paint
from qrdesk.core.schemas.colours import colour
from qrdesk.gui.pages.studio_tab import Pages
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.colour import ColourField
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.wheel import OwnWheel

_PLATES = ("C", "M", "Y", "K")


class InkField(boxes.Flowing):
    """``changed`` brings the ink as a design spells it: ``#rrggbb``, ``k``, ``cmyk:C,M,Y,K``, ``spot:NAME=C,M,Y,K``."""

    changed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [("rgb", self.tr("Colour")), ("k", self.tr("K only")), ("cmyk", "CMYK"), ("spot", self.tr("Spot"))]
        self.kind = Segment(options, "small", name)
        self.kind.button("k").setToolTip(self.tr("Black ink alone: sharpest in print"))
        self.hex = ColourField(name=name)
        self._name = name
        self._spot = ""  # the last whole one
        self._stack = Pages(
            {
                "rgb": lambda: self.hex,
                "k": lambda: labels.text(self.tr("Black plate alone, in PDF."), "supporting"),
                "cmyk": lambda: self.plates,
                "spot": lambda: self.spot,
            }
        )
        self._stack.show_page("rgb")
        self.setLayout(boxes.rows(self.kind, self._stack, gap=8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusProxy(self.hex)
        self.kind.chosen.connect(self._kind_chosen)
        self.hex.changed.connect(self._tell)

    @cached_property
    def plates(self) -> "Plates":
        """The four shares of a press colour."""
        made = Plates(self._name)
        made.changed.connect(self._tell)
        return made

    @cached_property
    def spot(self) -> "SpotForm":
        """Name and looks of a spot colour."""
        made = SpotForm(self._name)
        made.changed.connect(self._tell)
        return made

    def show_ink(self, ink: str) -> None:
        """Show ``ink`` without telling anyone; what is being typed is left alone."""
        if ink == self.ink():
            return
        kind = ink.partition(":")[0] if ink[:4] in {"cmyk", "spot"} else "k" if ink == "k" else "rgb"
        self.kind.choose(kind)
        self._stack.show_page(kind)
        if kind == "rgb":
            self.hex.set_colour(ink)
        elif kind == "cmyk":
            self.plates.show_shares(ink.removeprefix("cmyk:"))
        elif kind == "spot":
            name, _, shares = ink.removeprefix("spot:").rpartition("=")
            self.spot.name.set_text(name)
            self.spot.plates.show_shares(shares)
            self._spot = ink

    def ink(self) -> str:
        """Return the ink shown; while a spot colour has no fit name, the last whole ink."""
        kind = self.kind.key()
        if kind == "cmyk":
            return "cmyk:" + self.plates.shares()
        if kind == "spot":
            return self._spot or "cmyk:" + self.spot.plates.shares()
        return "k" if kind == "k" else self.hex.colour().lower()

    def _kind_chosen(self, kind: str) -> None:
        if kind in {"cmyk", "spot"}:
            plates = self.plates if kind == "cmyk" else self.spot.plates
            if not plates.is_used():
                plates.show_shares(_plates_of(self.hex.colour()))
        self._stack.show_page(kind)
        if kind == "spot" and not self.spot.name.text():
            self.spot.name.setFocus()  # nothing is told before it has a name
            return
        self._tell()

    def _tell(self, _part: object = None) -> None:
        if self.kind.key() == "spot" and not self._has_spot():
            return
        self.changed.emit(self.ink())

    def _has_spot(self) -> bool:
        """Take the spot colour typed; say what is wrong with its name."""
        name = self.spot.name
        if not name.text():
            return False
        try:
            self._spot = colour(f"spot:{name.text()}={self.spot.plates.shares()}")
        except ValueError as refused:
            name.show_error(str(refused))
            return False
        if name.has_error():
            name.clear_error()
        return True


class Plates(QWidget):
    """Cyan, magenta, yellow and black in per cent."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        words = self.tr("{name}: {plate} in per cent")
        self.spins = tuple(_spin(words.format(name=name, plate=plate), plate) for plate in _PLATES)
        self.setLayout(boxes.columns(*self.spins, gap=6))
        for spin in self.spins:
            spin.valueChanged.connect(self._changed)

    def shares(self) -> str:
        """Return the shares as a design spells them."""
        return ",".join(str(spin.value()) for spin in self.spins)

    def is_used(self) -> bool:
        """Whether there is any ink."""
        return any(spin.value() for spin in self.spins)

    def show_shares(self, shares: str) -> None:
        """Show ``shares`` without telling anyone."""
        for spin, share in zip(self.spins, shares.split(","), strict=True):
            spin.blockSignals(True)
            spin.setValue(round(float(share)))
            spin.blockSignals(False)

    def _changed(self, _share: int) -> None:
        self.changed.emit()


class SpotForm(boxes.Flowing):
    """The name of an ink that is mixed before printing, and what it looks like elsewhere."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = TextField(placeholder=self.tr("Name, such as PANTONE 286 C"))
        self.name.input.setAccessibleName(self.tr("Name of the spot colour"))
        self.name.input.setMaxLength(60)
        self.plates = Plates(name)
        looks = labels.text(self.tr("How it looks where this ink is missing:"), "caption")
        self.setLayout(boxes.rows(self.name, looks, self.plates, gap=6))
        self.name.input.textEdited.connect(self._changed)
        self.plates.changed.connect(self.changed)

    def _changed(self, _text: str) -> None:
        self.changed.emit()


def _plates_of(screen_colour: str) -> str:
    """Return the plain conversion of a screen colour: a start, not a colour match."""
    red, green, blue = (channel / 255 for channel in paint(screen_colour.lower()).rgb)
    key = 1 - max(red, green, blue)
    if key == 1:
        return "0,0,0,100"
    shares = [100 * (1 - channel - key) / (1 - key) for channel in (red, green, blue)]
    return ",".join(str(share) for share in (*shares, 100 * key))


def _spin(name: str, plate: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(0, 100)
    spin.setPrefix(f"{plate} ")
    spin.setAccessibleName(name)
    spin.lineEdit().setTextMargins(4, 0, 0, 0)
    OwnWheel(spin)
    spin.setMinimumWidth(60)
    return spin
