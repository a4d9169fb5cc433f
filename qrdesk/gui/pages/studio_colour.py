"""The Studio's Colour tab: modules, paper and eyes, and how well they stand apart."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QWidget

from qrdesk.client import Design
from qrdesk.core.artwork.advice import GOOD_CONTRAST
from qrdesk.core.artwork.proof import LEAST_CONTRAST
from qrdesk.core.artwork.style import look
from qrdesk.core.schemas.design import Gradient
from qrdesk.gui.pages import studio_eyes
from qrdesk.gui.pages.studio_eyes import ALL
from qrdesk.gui.pages.studio_paint import PaintField
from qrdesk.gui.pages.studio_tab import Measure, Tab
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.section import Section
from qrdesk.gui.widgets.switch import Switch

_WHITE = "#ffffff"


class ColourTab(Tab):
    """What each part is painted with. Parts that are seldom changed are folded, and say what they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design = Design()
        self.modules, self.stock = PaintField(self.tr("Modules")), PaintField(self.tr("Paper"))
        self.ink, self.paper = self.modules.ink, self.stock.ink
        self.frames = PaintField(self.tr("Frames of the eyes"), same=self.tr("As the modules"))
        self.balls = PaintField(self.tr("Middle of the eyes"), same=self.tr("As the modules"))
        self.transparent = Switch(self.tr("Transparent paper"), self.tr("For printing onto coloured stock"))
        self.radius = Measure(self.tr("Roundness of the paper"), 0, 100, self.tr("{n} %"), step=5)
        self.swap = Button(self.tr("Swap colours"), size="small")
        self.swap.setToolTip(self.tr("Modules in the colour of the paper, and the other way round"))
        self._mark = Glyph("circle-check", "success", 16, 20)
        self._contrast = labels.text("", "body", tabular=True)
        self.which = eye_choice(self.tr("Which eye to colour"))
        self._own = boxes.box(boxes.rows(self.which, gap=0, margins=(16, 4, 16, 4)))
        paper = boxes.rows(self.transparent, self.stock, self.radius, gap=10)
        self.sections = (
            Section(self.tr("Modules"), self.modules),
            Section(self.tr("Paper"), _holding(paper), is_open=False),
            Section(self.tr("Frames of the eyes"), self.frames, is_open=False),
            Section(self.tr("Middle of the eyes"), self.balls, is_open=False),
        )
        contrast = boxes.columns(self._mark, self._contrast, None, self.swap, gap=8, margins=(16, 12, 16, 8))
        modules, stock, frames, balls = self.sections
        self.setLayout(boxes.rows(contrast, boxes.line("h"), modules, stock, self._own, frames, balls, None, gap=0))
        self._connect()

    def _connect(self) -> None:
        self.modules.changed.connect(partial(self._painted, "ink", "ink_gradient"))
        self.stock.changed.connect(partial(self._painted, "paper", "paper_gradient"))
        self.frames.changed.connect(partial(self._eyes_painted, "frame"))
        self.balls.changed.connect(partial(self._eyes_painted, "ball"))
        self.transparent.toggled.connect(self._made_transparent)
        self.radius.changed.connect(self._rounded)
        self.swap.clicked.connect(self._swapped)
        self.which.chosen.connect(self._eye_chosen)

    def show_design(self, design: Design) -> None:
        """Show ``design`` without telling anyone."""
        self._design = design
        self.modules.show_paint(design.ink, design.ink_gradient, usual=design.ink)
        self._show_paper(design)
        self._show_eyes(design)
        self._show_contrast(look(design).contrast)
        same = self.tr("As the modules")
        fields = (self.modules, self.stock, self.frames, self.balls)
        for section, field in zip(self.sections, fields, strict=True):
            section.set_summary(field.words() or same)
        if design.paper is None and design.paper_gradient is None:
            self.sections[1].set_summary(self.tr("Transparent"))

    def _show_paper(self, design: Design) -> None:
        clear = design.paper is None and design.paper_gradient is None
        self.transparent.blockSignals(True)
        self.transparent.setChecked(clear)
        self.transparent.blockSignals(False)
        self.stock.setVisible(not clear)
        self.radius.setVisible(not clear)
        self.radius.show_value(100 * design.paper_radius)
        if not clear:
            self.stock.show_paint(design.paper or _WHITE, design.paper_gradient, usual=_WHITE)
        self.swap.setEnabled(design.paper is not None)

    def _show_eyes(self, design: Design) -> None:
        different = studio_eyes.has_own(design.eyes)
        self._own.setVisible(different)
        if not different:
            self.which.choose(ALL)
        eye = studio_eyes.eye_at(design.eyes, self.which.key())
        self.frames.show_paint(eye.frame_ink, eye.frame_gradient, usual=design.ink)
        self.balls.show_paint(eye.ball_ink, eye.ball_gradient, usual=design.ink)

    def _show_contrast(self, contrast: float) -> None:
        good, enough = contrast >= GOOD_CONTRAST, contrast >= LEAST_CONTRAST
        word = self.tr("good") if good else self.tr("low") if enough else self.tr("too low to read")
        percent = QLocale().toString(contrast * 100, "f", 0)
        self._contrast.setText(self.tr("Contrast {percent} %, {word}").format(percent=percent, word=word))
        icon, tone = ("circle-check", "success") if good else ("triangle-alert", "warn")
        self._mark.show_icon(icon if enough else "circle-x", tone if enough else "danger")

    def _painted(self, field: str, gradient_field: str, ink: str | None, gradient: Gradient | None) -> None:
        self.tell_all({gradient_field: gradient, **({} if ink is None else {field: ink})})

    def _eyes_painted(self, part: str, ink: str | None, gradient: Gradient | None) -> None:
        changes: dict[str, object] = {f"{part}_ink": ink, f"{part}_gradient": gradient}
        self.tell("eyes", studio_eyes.changed(self._design.eyes, self.which.key(), **changes))

    def _eye_chosen(self, place: str) -> None:
        if place != ALL and not studio_eyes.has_own(self._design.eyes, place):  # its own colour makes it different
            self.tell("eyes", studio_eyes.let_differ(self._design.eyes, place, on=True))
        else:
            self.show_design(self._design)

    def _made_transparent(self, on: bool) -> None:
        self.tell_all({"paper_gradient": None, "paper": None if on else self.paper.ink()})

    def _rounded(self, percent: int) -> None:
        self.tell("paper_radius", percent / 100)

    def _swapped(self) -> None:
        """Modules in the paper's colour on paper in theirs: light on dark, or dark on light again."""
        now = self._design
        inks = {"ink": now.paper, "paper": now.ink}
        self.tell_all({**inks, "ink_gradient": now.paper_gradient, "paper_gradient": now.ink_gradient})


def eye_choice(name: str) -> Choice:
    """Return the choice of all eyes or one."""
    words = (
        _tr("All three eyes"),
        _tr("Eye at the top left"),
        _tr("Eye at the top right"),
        _tr("Eye at the bottom left"),
    )
    made = Choice(list(zip((ALL, *studio_eyes.PLACES), words, strict=True)))
    made.setAccessibleName(name)
    return made


def _holding(layout: boxes.QVBoxLayout) -> boxes.Flowing:
    made = boxes.Flowing()
    made.setLayout(layout)
    return made


def _tr(words: str) -> str:
    return QCoreApplication.translate("Studio", words)
