"""The Studio's Symbol tab: how much damage the code survives, the margin around it, and what few need to choose."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QSlider, QWidget

from qrdesk.client import Design, ErrorCorrection
from qrdesk.core.schemas.artwork import ArtworkReport
from qrdesk.core.schemas.design import SymbolWish
from qrdesk.gui.pages.studio_tab import MARGINS, Tab, put_switch
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.switch import Switch
from qrdesk.gui.widgets.wheel import OwnWheel

_BEST = "best"
_VERSIONS, _MASKS = 40, 8


class SymbolTab(Tab):
    """Error correction, margin, outline; size, mask and encoding by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wish = SymbolWish()
        self._group = QButtonGroup(self)
        levels = boxes.rows(gap=6)
        for level, name, words in self._levels():
            levels.addLayout(self._level(level, name, words))
        self.boost = Switch(self.tr("Raise it where that is free"))
        self.real = labels.Paragraph(role="caption")
        self._margin = labels.text("", "body", tabular=True)
        self.margin = self._margin_slider()
        head = boxes.columns(labels.text(self.tr("Margin"), "label"), None, self._margin, gap=8)
        hint = labels.Paragraph(self.tr("Empty space on each side. 4 modules is the standard."), "caption")
        self._make_wishes()
        outline = boxes.columns(labels.text(self.tr("Outline"), "label"), None, self.outline, gap=8)
        by_hand = boxes.columns(Field(self.tr("Size"), self.version), Field(self.tr("Mask"), self.pattern), gap=8)
        self.setLayout(
            boxes.rows(
                labels.text(self.tr("Error correction"), "label"), levels, self.boost, self.real, 4, head, self.margin,
                hint, 4, outline, by_hand, self.micro, self.eci, None, gap=8, margins=MARGINS,
            )
        )  # fmt: skip
        self._connect()

    def _make_wishes(self) -> None:
        shapes = [("square", self.tr("Square")), ("circle", self.tr("Circle"))]
        self.outline = Segment(shapes, "small", self.tr("Outline"))
        sizes = [(str(n), self.tr("{n} ({side} × {side})").format(n=n, side=17 + 4 * n)) for n in _counted(_VERSIONS)]
        self.version = Choice([(_BEST, self.tr("Smallest")), *sizes])
        self.pattern = Choice([(_BEST, self.tr("Best")), *((str(n), str(n)) for n in range(_MASKS))])
        self.micro = Switch(self.tr("Micro QR code"), self.tr("For short texts; industrial scanners only"))
        self.eci = Switch(self.tr("Name the encoding"), self.tr("For strict scanners only"))

    def _connect(self) -> None:
        self._group.idToggled.connect(self._chosen)
        self.margin.valueChanged.connect(partial(self.tell, "quiet_zone"))
        self.boost.toggled.connect(partial(self._tell, "boost"))
        self.outline.chosen.connect(partial(self._tell, "shape"))
        self.version.chosen.connect(partial(self._tell_number, "version"))
        self.pattern.chosen.connect(partial(self._tell_number, "mask"))
        self.micro.toggled.connect(partial(self._tell, "micro"))
        self.eci.toggled.connect(partial(self._tell, "eci"))

    def show_design(self, design: Design) -> None:
        """Show ``design`` without telling anyone."""
        wish = self._wish = design.symbol
        for part in (self._group, self.margin):
            part.blockSignals(True)
        self._group.button(list(ErrorCorrection).index(design.error_correction)).setChecked(True)
        self.margin.setMaximum(max(12, design.quiet_zone))
        self.margin.setValue(design.quiet_zone)
        for part in (self._group, self.margin):
            part.blockSignals(False)
        one = design.quiet_zone == 1
        self._margin.setText(self.tr("1 module") if one else self.tr("{n} modules").format(n=design.quiet_zone))
        for switch, on in ((self.boost, wish.boost), (self.micro, wish.micro), (self.eci, wish.eci)):
            put_switch(switch, on=on)
        self.outline.choose(wish.shape)
        self.version.choose(_BEST if wish.version is None else str(wish.version))
        self.pattern.choose(_BEST if wish.mask is None else str(wish.mask))
        self.version.setEnabled(not wish.micro)

    def show_report(self, report: ArtworkReport, design: Design) -> None:
        """Say which level the symbol got."""
        raised = report.error_correction is not design.error_correction
        words = self.tr("This symbol has room for level {level}, so it gets that at no cost.")
        self.real.set_text(words.format(level=report.error_correction) if raised else "")
        self.real.setVisible(raised)

    def level(self, level: ErrorCorrection) -> QRadioButton:
        """Return the button of a level."""
        found = self._group.button(list(ErrorCorrection).index(level))
        if not isinstance(found, QRadioButton):
            raise TypeError(level)
        return found

    def _levels(self) -> list[tuple[ErrorCorrection, str, str]]:
        return [
            (ErrorCorrection.L, self.tr("L, survives 7 %"), self.tr("Screens and clean rooms. Smallest symbol.")),
            (ErrorCorrection.M, self.tr("M, survives 15 %"), self.tr("Paper in daily use. The usual choice.")),
            (ErrorCorrection.Q, self.tr("Q, survives 25 %"), self.tr("Outdoors, where it gets scratched.")),
            (ErrorCorrection.H, self.tr("H, survives 30 %"), self.tr("Dirt and tears. Largest symbol.")),
        ]

    def _level(self, level: ErrorCorrection, name: str, words: str) -> QBoxLayout:
        button = QRadioButton(name)
        button.setAccessibleDescription(words)
        self._group.addButton(button, list(ErrorCorrection).index(level))
        hint = labels.text(words, "caption", wrap=True)
        hint.setContentsMargins(24, 0, 0, 0)
        return boxes.rows(button, hint, gap=0)

    def _margin_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 12)
        slider.setPageStep(1)
        OwnWheel(slider)
        slider.setAccessibleName(self.tr("Margin in modules"))
        return slider

    def _chosen(self, place: int, on: bool) -> None:
        if on:
            self.tell("error_correction", list(ErrorCorrection)[place])

    def _tell_number(self, field: str, key: str) -> None:
        self._tell(field, None if key == _BEST else int(key))

    def _tell(self, field: str, value: object) -> None:
        self.tell("symbol", SymbolWish.model_validate({**self._wish.model_dump(), field: value}))


def _counted(most: int) -> range:
    return range(1, most + 1)
