"""The Studio's Logo tab: a picture on the code, and how much of it the code bears."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from qrdesk.client import Design
from qrdesk.core.schemas.design import Logo
from qrdesk.gui.pages.studio_paint import PaintChoice
from qrdesk.gui.pages.studio_tab import MARGINS, Measure, Tab, put_number, put_switch
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.numbers import Number
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.switch import Switch

_SIDE = 64  # px of the small picture
_LEAST, _MOST = 5, 50  # per cent of the width


class LogoTab(Tab):
    """Which picture, how large, what is around it, how it is painted and where it stands."""

    picture_wanted = Signal()  # somebody wants to choose one from the disk

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logo: Logo | None = None
        self._percent: int | None = None  # up to which it is safe
        self._make_fields()
        self._make_buttons()
        self._with = boxes.Flowing()
        self._with.setLayout(self._settings())
        hint = self.tr("A picture in the middle: PNG, JPEG, WebP, or SVG of plain shapes.")
        self._without = boxes.box(boxes.rows(labels.Paragraph(hint, "supporting"), self.add, gap=10))
        self.problem = Note("danger", "")
        self.problem.hide()
        self.setLayout(boxes.rows(self.problem, self._without, self._with, None, gap=10, margins=MARGINS))
        self._connect()

    def _make_fields(self) -> None:
        self.extent = Measure(self.tr("Size"), _LEAST, _MOST, self.tr("{n} % of the width"))
        self.safe = labels.text("", "caption", tabular=True)
        self.safe.hide()
        self.space = Measure(self.tr("Clear space around"), 0, 5, self.tr("{n} modules"), one=self.tr("1 module"))
        plates = [
            ("none", self.tr("None")),
            ("square", self.tr("Square")),
            ("circle", self.tr("Circle")),
            ("outline", self.tr("Outline")),
        ]
        self.plate = Segment(plates, "small", self.tr("Background"))
        self.clear = Switch(self.tr("Clear the modules behind it"))
        self.ink = PaintChoice(self.tr("Colour of the logo"), self.tr("As it is"), self.tr("One ink"))
        self.opacity = Measure(self.tr("Opacity"), 10, 100, self.tr("{n} %"), step=5)
        self.right = _offset(self.tr("Right of the middle, in per cent of the width"))
        self.down = _offset(self.tr("Below the middle, in per cent of the width"))

    def _make_buttons(self) -> None:
        self.add = Button(self.tr("Add a logo…"), icon="upload")
        self.replace = Button(self.tr("Replace"), size="small")
        self.remove = Button(self.tr("Remove"), "danger_quiet", size="small")
        self._picture = QLabel()
        self._picture.setFixedSize(_SIDE, _SIDE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = labels.text("", "label")

    def _settings(self) -> QBoxLayout:
        """Return what there is to set of a logo, what most need first."""
        buttons = boxes.columns(self.replace, self.remove, None, gap=8)
        head = boxes.columns(self._picture, boxes.rows(self._name, buttons, None, gap=6), None, gap=12)
        background = boxes.rows(labels.text(self.tr("Background"), "label"), self.plate, gap=6)
        colour = boxes.rows(labels.text(self.tr("Colour of the logo"), "label"), self.ink, gap=6)
        across = boxes.rows(labels.text(self.tr("To the right"), "label"), self.right, gap=6)
        along = boxes.rows(labels.text(self.tr("Down"), "label"), self.down, gap=6)
        offsets = boxes.columns(across, along, gap=8)
        return boxes.rows(
            head, 4, self.extent, self.safe, self.space, background, self.clear, colour, self.opacity, offsets,
            gap=14, margins=(0, 0, 0, 0),
        )  # fmt: skip

    def _connect(self) -> None:
        self.add.clicked.connect(self.picture_wanted)
        self.replace.clicked.connect(self.picture_wanted)
        self.remove.clicked.connect(partial(self.tell, "logo", None))
        self.extent.slider.resized.connect(self._place_safe)
        self.extent.changed.connect(partial(self._tell_share, "size"))
        self.space.changed.connect(partial(self._tell, "margin"))
        self.plate.chosen.connect(partial(self._tell, "plate"))
        self.clear.toggled.connect(partial(self._tell, "clear"))
        self.ink.changed.connect(partial(self._tell, "ink"))
        self.opacity.changed.connect(partial(self._tell_share, "opacity"))
        self.right.valueChanged.connect(partial(self._tell_share, "dx"))
        self.down.valueChanged.connect(partial(self._tell_share, "dy"))

    def show_design(self, design: Design) -> None:
        """Show ``design`` without telling anyone."""
        if design.logo != self._logo:
            self.problem.hide()
        logo = self._logo = design.logo
        self._without.setVisible(logo is None)
        self._with.setVisible(logo is not None)
        if logo is None:
            return
        self.extent.show_value(round(100 * logo.size))
        self.space.show_value(logo.margin)
        self.plate.choose(logo.plate)
        put_switch(self.clear, on=logo.clear)
        self.ink.show_ink(logo.ink, design.ink)
        self.opacity.show_value(round(100 * logo.opacity))
        put_number(self.right, round(100 * logo.dx, 1))
        put_number(self.down, round(100 * logo.dy, 1))

    def show_safe(self, share: float | None) -> None:
        """Say up to which size a logo leaves enough of the error correction; None where that is not known."""
        percent = None if share is None else round(100 * share)
        self.extent.slider.mark(percent)
        self._percent = percent
        self.safe.setVisible(percent is not None)
        if percent is not None:
            least = self.tr("Not safe at any size: use a higher level")
            self.safe.setText(self.tr("Safe to {n} %").format(n=percent) if percent >= _LEAST else least)
        self._place_safe()

    def _place_safe(self) -> None:
        """Stand under the mark of the slider, as far as there is room."""
        left, slider = 0, self.extent.slider
        if self._percent is not None and self._percent >= _LEAST:
            needed = self.safe.fontMetrics().horizontalAdvance(self.safe.text())
            left = max(0, min(slider.place_of(self._percent) - needed // 2, slider.width() - needed))
        self.safe.setContentsMargins(left, 0, 0, 0)

    def show_picture(self, image: QImage, name: str) -> None:
        """Show what the logo looks like by itself."""
        self._name.setText(name)
        if image.isNull():
            self._picture.clear()
            return
        ratio = self.devicePixelRatioF()
        side = round(_SIDE * ratio)
        scaled = image.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(ratio)
        self._picture.setPixmap(QPixmap.fromImage(scaled))

    def show_problem(self, said: str) -> None:
        """Say why a picture is not there."""
        self.problem.show_words("danger", "", said)
        self.problem.show()

    def take(self, file_id: str) -> None:
        """Have another picture as the logo; what was set of the one before stays."""
        self.tell("logo", Logo(file=file_id) if self._logo is None else self._logo.model_copy(update={"file": file_id}))

    def _tell_share(self, field: str, percent: float) -> None:
        self._tell(field, round(percent / 100, 4))

    def _tell(self, field: str, value: object) -> None:
        if self._logo is not None:
            self.tell("logo", Logo.model_validate({**self._logo.model_dump(), field: value}))


def _offset(name: str) -> Number:
    field = Number(-50, 50, 0, unit="%")
    field.setAccessibleName(name)
    field.setToolTip(labels.tip(name))
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return field
