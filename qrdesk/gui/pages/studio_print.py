"""The Studio's Print tab: size, file, and how it comes to paper."""

from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import ArtworkFormat, Process
from qrdesk.core.artwork.processes import PROCESSES
from qrdesk.core.schemas.artwork import OF_PIXELS, Preflight
from qrdesk.core.schemas.files import FileView
from qrdesk.gui.pages.studio_checks import ChecksList
from qrdesk.gui.pages.studio_desk import Order, has_pages, most_dpi, order_problem, takes_profile
from qrdesk.gui.pages.studio_formats import about_format, colours_names, format_name, process_name
from qrdesk.gui.pages.studio_tab import MARGINS, Tab, put_number, put_switch
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.numbers import Number, Whole
from qrdesk.gui.widgets.switch import Switch

_SIZES_MM = (20, 25, 40, 60, 100)
_OURS = "ours"
_WITH_QUALITY = frozenset({ArtworkFormat.JPEG, ArtworkFormat.WEBP})


class PrintTab(Tab):
    """What is to be made of the look. What a kind of file has no use for is not shown."""

    profile_wanted = Signal()  # somebody wants to bring one from the disk

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_fields()
        self.distance = labels.Paragraph(role="caption")
        self.about = labels.Paragraph(role="caption")
        self.checks = ChecksList()
        sizes = boxes.columns(*(self._size_button(mm) for mm in _SIZES_MM), None, gap=6)
        profile = boxes.columns(self.profile, self.bring, gap=6)
        profile.setStretchFactor(self.profile, 1)
        self._profile = Field(self.tr("Colour profile of the press"), boxes.box(profile))
        self.profile.setAccessibleName(self.tr("Colour profile of the press"))
        self._quality = Field(self.tr("Quality"), self.quality)
        self._colours = Field(self.tr("Colours"), self.colours)
        self._bleed = boxes.box(_line(self.tr("Bleed"), self.bleed))
        self.resolution = Field(self.tr("Resolution"), self.dpi)
        self._use = Button("", size="small")
        self._spread = labels.Paragraph(role="caption")
        spread = boxes.columns(self._spread, self._use, gap=8)
        spread.setStretchFactor(self._spread, 1)
        size = boxes.rows(Field(self.tr("Width, margin included"), self.width_mm), sizes, self.distance, gap=8)
        kinds = (self.about, self.resolution, self._quality, self._colours, self._profile)
        file = boxes.rows(Field(self.tr("File"), self.format), *kinds, gap=8)
        thinner = _line(self.tr("Bar-width reduction"), self.reduce)
        parts = (
            Field(self.tr("Printing method"), self.process),
            thinner,
            spread,
            self.snap,
            self._bleed,
            self.crop_marks,
        )
        paper = boxes.rows(*parts, gap=8)
        self.setLayout(boxes.rows(self.checks, size, file, paper, None, gap=12, margins=MARGINS))
        self._connect()

    def _make_fields(self) -> None:
        self.width_mm = Number(5, 2000, 25, unit=self.tr("mm"))
        self.dpi = Whole(72, 2400, 600, unit=self.tr("dpi"), step=100)
        self.quality = Whole(1, 100, 90, unit="%", step=5)
        self.reduce = Whole(0, 200, 0, unit=self.tr("µm"), step=5)
        self.bleed = Number(0, 20, 0, unit=self.tr("mm"), step=0.5)
        for field, name in (
            (self.reduce, self.tr("Bar-width reduction in micrometres")),
            (self.bleed, self.tr("Bleed in millimetres")),
        ):
            field.setAccessibleName(name)
            field.setFixedWidth(112)
        self.reduce.setToolTip(self.tr("Draws dark parts thinner, because ink spreads on paper"))
        for field in (self.width_mm, self.dpi, self.quality, self.reduce, self.bleed):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.format = Choice([(one.value, format_name(one)) for one in ArtworkFormat])
        self.process = Choice([(one.value, process_name(one)) for one in Process])
        self.colours = Choice(colours_names())
        self.profile = Choice()
        self.show_profiles(())
        self.bring = IconButton("upload", self.tr("Bring a profile from the disk…"), 32, "secondary")
        self.snap = Switch(self.tr("Whole dots"), self.tr("The width follows the printer's dots"))
        self.crop_marks = Switch(self.tr("Crop marks"))
        self.remember = Switch(self.tr("Remember as printed"))  # stands beside Export, where it is in sight
        self.show_kind(static=False, near=False)

    def _connect(self) -> None:
        self.width_mm.valueChanged.connect(partial(self.tell, "size_mm"))
        self.format.chosen.connect(self._format_chosen)
        self.process.chosen.connect(self._process_chosen)
        self.colours.chosen.connect(partial(self.tell, "colours"))
        self.profile.chosen.connect(self._profile_chosen)
        self.bring.clicked.connect(self.profile_wanted)
        self._use.clicked.connect(self._use_gain)
        self.reduce.valueChanged.connect(self._reduced)
        for field, number in (("dpi", self.dpi), ("quality", self.quality), ("bleed_mm", self.bleed)):
            number.valueChanged.connect(partial(self.tell, field))
        for field, switch in (("snap", self.snap), ("crop_marks", self.crop_marks), ("remember", self.remember)):
            switch.toggled.connect(partial(self.tell, field))

    def _format_chosen(self, key: str) -> None:
        self.tell("format", ArtworkFormat(key))

    def _process_chosen(self, key: str) -> None:
        self.tell("process", Process(key))

    def _profile_chosen(self, key: str) -> None:
        self.tell("profile", None if key == _OURS else key)

    def _reduced(self, um: int) -> None:
        self.tell("reduce_um", float(um))

    def show_kind(self, *, static: bool, near: bool) -> None:
        """Say what follows from remembering: of a static code something else than of one of a link."""
        if static:
            self.remember.set_hint(self.tr("Then it cannot be changed any more"))
        elif near:
            self.remember.set_hint(self.tr("Its address works nearby only"))
        else:
            self.remember.set_hint(self.tr("Warns before its link stops"))

    def show_order(self, order: Order) -> None:
        """Show ``order`` without telling anyone."""
        for number, value in ((self.width_mm, order.size_mm), (self.bleed, order.bleed_mm)):
            put_number(number, value)
        wholes = ((self.dpi, order.dpi), (self.quality, order.quality), (self.reduce, round(order.reduce_um)))
        for number, value in wholes:
            put_number(number, value)
        switches = ((self.snap, order.snap), (self.crop_marks, order.crop_marks), (self.remember, order.remember))
        for switch, on in switches:
            put_switch(switch, on=on)
        self.format.choose(order.format.value)
        self.process.choose(order.process.value)
        self.colours.choose(order.colours)
        self.profile.choose(order.profile or _OURS)
        self.about.set_text(about_format(order))
        cm = QLocale().toString(order.size_mm, "f", 0)
        self.distance.set_text(self.tr("Phones read it from about {cm} cm away: ten times its width.").format(cm=cm))
        self._show_spread(order)
        self._show_what_counts(order)
        self._check(order)

    def show_profiles(self, profiles: tuple[FileView, ...]) -> None:
        """Offer the profiles there are, ours first."""
        ours = self.tr("ISO Coated v2 300 % (built in)")
        self.profile.set_options([(_OURS, ours), *((file.id, file.name) for file in profiles)])

    def show_preflight(self, file: str, preflight: Preflight | None) -> None:
        """Show what was checked of a file that was written; None: nothing was."""
        self.checks.show_preflight(file, preflight)

    def _show_what_counts(self, order: Order) -> None:
        pixels = order.format in OF_PIXELS
        self.resolution.setVisible(pixels or order.snap)
        self._quality.setVisible(order.format in _WITH_QUALITY)
        self._colours.setVisible(order.format is ArtworkFormat.TIFF)
        self._profile.setVisible(takes_profile(order))
        for part in (self._bleed, self.crop_marks):
            part.setVisible(has_pages(order))

    def _check(self, order: Order) -> None:
        problem = order_problem(order)
        most = most_dpi(order.size_mm)
        if problem:
            fix = (self.tr("Use {n} dpi").format(n=most), partial(self.tell, "dpi", most))
            self.resolution.show_error(problem, [fix])
        elif self.resolution.has_error():
            self.resolution.clear_error()

    def _show_spread(self, order: Order) -> None:
        """Say how far ink spreads there, and offer that much."""
        gain_um = round(PROCESSES[order.process].gain_um)
        words = self.tr("Ink spreads there by about {n} µm at each edge; your printer knows better.")
        self._spread.set_text(words.format(n=gain_um) if gain_um else self.tr("Nothing spreads on a screen."))
        self._use.setText(self.tr("Use {n} µm").format(n=gain_um))
        self._use.setVisible(gain_um != round(order.reduce_um))

    def _use_gain(self) -> None:
        self.tell("reduce_um", float(round(PROCESSES[Process(self.process.key())].gain_um)))

    def _size_button(self, mm: int) -> QWidget:
        button = Button(str(mm), size="small")
        button.setAccessibleName(self.tr("{mm} mm wide").format(mm=mm))
        button.clicked.connect(lambda: self.tell("size_mm", float(mm)))
        return button


def _line(words: str, field: QWidget) -> boxes.QHBoxLayout:
    return boxes.columns(labels.text(words, "body"), None, field, gap=8)
