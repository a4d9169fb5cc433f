"""The Studio's tabs: colour, symbol, print. Each shows a look or an order and says what is to change."""

from functools import partial

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QDoubleSpinBox, QRadioButton, QSlider, QSpinBox, QWidget

from qrdesk.client import ArtworkFormat, Design, ErrorCorrection
from qrdesk.core.artwork.advice import GOOD_CONTRAST
from qrdesk.core.artwork.proof import LEAST_CONTRAST
from qrdesk.core.artwork.style import look
from qrdesk.core.schemas.artwork import OF_PIXELS
from qrdesk.gui.pages.studio_desk import Order, most_dpi, order_problem
from qrdesk.gui.pages.studio_formats import about_format, format_name
from qrdesk.gui.pages.studio_ink import InkField
from qrdesk.gui.pages.studio_tab import OwnWheel, Tab
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.colour import ColourField
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.switch import Switch

_SIZES_MM = (20, 25, 40, 60, 100)
_STANDARD_MARGIN = 4
_MARGINS = (16, 16, 16, 16)
_INSET = 8  # px between the frame of a spin box and its number: no style sheet rule reaches it


class ColourTab(Tab):
    """Ink, paper, and how well they stand apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ink = InkField(self.tr("Ink"))
        self.paper = ColourField("#FFFFFF", self.tr("Paper"))
        self.transparent = Switch(self.tr("Transparent paper"), self.tr("For printing onto coloured stock"))
        self._mark = Glyph("circle-check", "success", 16, 20)
        self._contrast = labels.text("", "body", tabular=True)
        contrast = boxes.columns(self._mark, self._contrast, None, gap=8)
        self.setLayout(
            boxes.rows(
                Field(self.tr("Ink"), self.ink),
                Field(self.tr("Paper"), self.paper),
                self.transparent,
                contrast,
                None,
                gap=14,
                margins=_MARGINS,
            )
        )
        self.ink.changed.connect(partial(self.tell, "ink"))
        self.paper.changed.connect(self._paper_chosen)
        self.transparent.toggled.connect(self._made_transparent)

    def show_design(self, design: Design) -> None:
        """Show ``design`` without telling anyone."""
        self.ink.show_ink(design.ink)
        self.transparent.blockSignals(True)
        self.transparent.setChecked(design.paper is None)
        self.transparent.blockSignals(False)
        self.paper.setEnabled(design.paper is not None)
        paints = look(design)
        shown = self.paper.colour().lower()
        if paints.paper is not None and paints.paper.hex != shown:
            self.paper.set_colour(paints.paper.hex)
        self._show_contrast(paints.contrast)

    def _show_contrast(self, contrast: float) -> None:
        good, enough = contrast >= GOOD_CONTRAST, contrast >= LEAST_CONTRAST
        word = self.tr("good") if good else self.tr("low") if enough else self.tr("too low to read")
        percent = QLocale().toString(contrast * 100, "f", 0)
        self._contrast.setText(self.tr("Contrast {percent} %, {word}").format(percent=percent, word=word))
        icon, tone = ("circle-check", "success") if good else ("triangle-alert", "warn")
        self._mark.show_icon(icon if enough else "circle-x", tone if enough else "danger")

    def _paper_chosen(self, colour: str) -> None:
        self.tell("paper", colour.lower())

    def _made_transparent(self, on: bool) -> None:
        self.tell("paper", None if on else self.paper.colour().lower())


class SymbolTab(Tab):
    """How much damage the code survives, and the empty margin around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        levels = boxes.rows(gap=8)
        for level, name, words in self._levels():
            levels.addLayout(self._level(level, name, words))
        self.real = labels.Paragraph(role="caption")
        self.margin = QSlider(Qt.Orientation.Horizontal)
        self.margin.setRange(0, 12)
        self.margin.setPageStep(1)
        self.margin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.margin.installEventFilter(OwnWheel(self.margin))
        self.margin.setAccessibleName(self.tr("Margin in modules"))
        self._margin = labels.text("", "body", tabular=True)
        head = boxes.columns(labels.text(self.tr("Margin"), "label"), None, self._margin, gap=8)
        hint = labels.Paragraph(self.tr("Empty space on each side. 4 modules is the standard."), "caption")
        self.setLayout(
            boxes.rows(
                labels.text(self.tr("Error correction"), "label"),
                levels,
                self.real,
                6,
                head,
                self.margin,
                hint,
                None,
                gap=8,
                margins=_MARGINS,
            )
        )
        self._group.idToggled.connect(self._chosen)
        self.margin.valueChanged.connect(partial(self.tell, "quiet_zone"))

    def show_design(self, design: Design, real: ErrorCorrection | None) -> None:
        """Show ``design`` without telling anyone; ``real`` is the level the symbol got."""
        for part in (self._group, self.margin):
            part.blockSignals(True)
        self._group.button(list(ErrorCorrection).index(design.error_correction)).setChecked(True)
        self.margin.setMaximum(max(12, design.quiet_zone))
        self.margin.setValue(design.quiet_zone)
        for part in (self._group, self.margin):
            part.blockSignals(False)
        one = design.quiet_zone == 1
        self._margin.setText(self.tr("1 module") if one else self.tr("{n} modules").format(n=design.quiet_zone))
        raised = real is not None and real is not design.error_correction
        words = self.tr("This symbol has room for level {level}, so it gets that at no cost.")
        self.real.set_text(words.format(level=real) if raised else "")
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
        hint = labels.text(words, "caption")
        hint.setContentsMargins(24, 0, 0, 0)
        return boxes.rows(button, hint, gap=0)

    def _chosen(self, place: int, on: bool) -> None:
        if on:
            self.tell("error_correction", list(ErrorCorrection)[place])


class PrintTab(Tab):
    """Size in mm, file format, resolution."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dpi = QSpinBox()
        self.dpi.setRange(72, 2400)
        self.dpi.setSingleStep(100)
        self.dpi.setSuffix(self.tr(" dpi"))
        self.width_mm = QDoubleSpinBox()
        self.width_mm.setRange(5, 2000)
        self.width_mm.setDecimals(1)
        self.width_mm.setSuffix(self.tr(" mm"))
        for spin in (self.width_mm, self.dpi):
            spin.lineEdit().setTextMargins(_INSET, 0, 0, 0)
            spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            spin.installEventFilter(OwnWheel(spin))
        self.distance = labels.Paragraph(role="caption")
        self.format = Choice([(one.value, format_name(one)) for one in ArtworkFormat])
        self.format.setAccessibleName(self.tr("Format"))
        self.about = labels.Paragraph(role="caption")
        self.resolution = Field(self.tr("Resolution"), self.dpi)
        sizes = boxes.columns(*(self._size_button(mm) for mm in _SIZES_MM), None, gap=6)
        self.setLayout(
            boxes.rows(
                Field(self.tr("Width, margin included"), self.width_mm),
                sizes,
                self.distance,
                4,
                Field(self.tr("File"), self.format),
                self.about,
                self.resolution,
                None,
                gap=8,
                margins=_MARGINS,
            )
        )
        self.width_mm.valueChanged.connect(partial(self.tell, "size_mm"))
        self.format.chosen.connect(self._format_chosen)
        self.dpi.valueChanged.connect(partial(self.tell, "dpi"))

    def show_order(self, order: Order) -> None:
        """Show ``order`` without telling anyone."""
        for part in (self.width_mm, self.dpi):
            part.blockSignals(True)
        if self.width_mm.value() != order.size_mm:  # else the cursor would jump while somebody types
            self.width_mm.setValue(order.size_mm)
        if self.dpi.value() != order.dpi:
            self.dpi.setValue(order.dpi)
        for part in (self.width_mm, self.dpi):
            part.blockSignals(False)
        self.format.choose(order.format.value)
        self.about.set_text(about_format(order))
        cm = QLocale().toString(order.size_mm, "f", 0)
        self.distance.set_text(self.tr("Phones read it from about {cm} cm away: ten times its width.").format(cm=cm))
        self.resolution.setVisible(order.format in OF_PIXELS)
        self._check(order)

    def _format_chosen(self, key: str) -> None:
        self.tell("format", ArtworkFormat(key))

    def _check(self, order: Order) -> None:
        problem = order_problem(order)
        most = most_dpi(order.size_mm)
        if problem:
            fix = (self.tr("Use {n} dpi").format(n=most), partial(self.tell, "dpi", most))
            self.resolution.show_error(problem, [fix])
        elif self.resolution.has_error():
            self.resolution.clear_error()

    def _size_button(self, mm: int) -> QWidget:
        button = Button(str(mm), size="small")
        button.setAccessibleName(self.tr("{mm} mm wide").format(mm=mm))
        button.clicked.connect(lambda: self.tell("size_mm", float(mm)))
        return button
