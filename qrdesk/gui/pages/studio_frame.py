"""The Studio's Frame tab: what stands around the code and calls to scan it."""

from collections.abc import Sequence
from functools import lru_cache, partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from qrdesk.client import Design
from qrdesk.core.artwork.contents.gs1 import find_gtin
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.shapes.lettering import FONTS
from qrdesk.core.schemas.design import Frame, FrameIcon, FrameShape
from qrdesk.core.schemas.files import FileView
from qrdesk.gui.pages.studio_paint import PaintChoice
from qrdesk.gui.pages.studio_small import small
from qrdesk.gui.pages.studio_tab import MARGINS, Tab, put_switch
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, Input
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.switch import Switch
from qrdesk.gui.widgets.tiles import Option, Tiles

_NONE = "none"


class FrameTab(Tab):
    """A frame, its words and its colours; and bars below, which stand with or without one."""

    font_wanted = Signal()  # somebody wants to bring one from the disk

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._text = ""  # of the code
        self.tiles: Tiles | None = None  # drawn when the tab is first seen
        self._make_fields()
        font = boxes.columns(self.font_name, self.bring, gap=6)
        font.setStretchFactor(self.font_name, 1)
        letters = boxes.columns(Field(self.tr("Font"), boxes.box(font)), Field(self.tr("Icon"), self.icon), gap=8)
        self.font_name.setAccessibleName(self.tr("Font"))
        self._details = boxes.Flowing()
        self._details.setLayout(
            boxes.rows(
                Field(self.tr("Words"), self.text), letters, self.problem, self.bold, self.address,
                labels.text(self.tr("Colour of the frame"), "label"), self.ink,
                labels.text(self.tr("Colour of the words"), "label"), self.text_ink, gap=10,
            )
        )  # fmt: skip
        self._column = boxes.rows(self._details, self.barcode, None, gap=12, margins=MARGINS)
        self.setLayout(self._column)
        self._connect()

    def _make_fields(self) -> None:
        self.text = Input()
        self.text.setMaxLength(60)
        self.font_name = Choice([(name, name) for name in FONTS])
        self.bring = IconButton("upload", self.tr("Bring a font from the disk…"), 32, "secondary")
        self.icon = Choice([(_NONE, self.tr("No icon")), *((icon.value, self._icon_name(icon)) for icon in FrameIcon)])
        self.problem = Note("danger", "")
        self.problem.hide()
        self.bold = Switch(self.tr("Bold words"))
        self.address = Switch(self.tr("Address below"), self.tr("For people without a camera"))
        self.ink = PaintChoice(self.tr("Colour of the frame"), self.tr("As the modules"))
        self.text_ink = PaintChoice(self.tr("Colour of the words"), self.tr("What suits"))
        self.barcode = Switch(self.tr("Barcode below"), self.tr("For tills that read no QR codes"))

    def _connect(self) -> None:
        self.text.textEdited.connect(partial(self._tell, "text"))
        self.font_name.chosen.connect(partial(self._tell, "font"))
        self.icon.chosen.connect(self._tell_icon)
        self.bold.toggled.connect(partial(self._tell, "bold"))
        self.address.toggled.connect(partial(self._tell, "address"))
        self.ink.changed.connect(partial(self._tell, "ink"))
        self.text_ink.changed.connect(partial(self._tell, "text_ink"))
        self.bring.clicked.connect(self.font_wanted)
        self.barcode.toggled.connect(partial(self.tell, "barcode"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.tiles is None:
            self.tiles = Tiles([self._option(shape) for shape in (None, *FrameShape)], self.tr("Frame"), 5, 54)
            self.tiles.choose(self._frame.shape.value if self._frame is not None else _NONE)
            self.tiles.chosen.connect(self._shape_chosen)
            self._column.insertWidget(0, self.tiles)

    def show_design(self, design: Design) -> None:
        """Show ``design`` without telling anyone."""
        frame = self._frame = design.frame
        self._show_barcode(on=design.barcode)
        self._details.setVisible(frame is not None)
        if self.tiles is not None:
            self.tiles.choose(frame.shape.value if frame is not None else _NONE)
        if frame is None:
            return
        if self.text.text().strip() != frame.text:  # else the cursor would jump while somebody types
            self.text.setText(frame.text)
        self.font_name.choose(frame.font)
        self.icon.choose(frame.icon.value if frame.icon is not None else _NONE)
        put_switch(self.bold, on=frame.bold)
        put_switch(self.address, on=frame.address)
        self.ink.show_ink(frame.ink, design.ink)
        self.text_ink.show_ink(frame.text_ink, design.paper or "#ffffff")

    def show_text(self, text: str) -> None:
        """Offer a barcode where ``text``, which the code carries, has an article number; else say why not."""
        self._text = text
        self._show_barcode(on=self.barcode.isChecked())

    def _show_barcode(self, *, on: bool) -> None:
        has_number = find_gtin(self._text) is not None
        put_switch(self.barcode, on=on)
        self.barcode.setEnabled(has_number or on)  # what came with a design can always be taken away
        known, none = self.tr("For tills that read no QR codes"), self.tr("This code has no article number (GS1)")
        self.barcode.set_hint(known if has_number else none)

    def show_fonts(self, fonts: Sequence[FileView]) -> None:
        """Offer our fonts, and those that somebody brought."""
        self.font_name.set_options([*((name, name) for name in FONTS), *((file.id, file.name) for file in fonts)])
        if self._frame is not None:
            self.font_name.choose(self._frame.font)

    def take_font(self, file_id: str) -> None:
        """Write the words in another font."""
        self._tell("font", file_id)

    def show_problem(self, said: str) -> None:
        """Say why a font is not there."""
        self.problem.show_trouble(said)

    def _shape_chosen(self, key: str) -> None:
        if key == _NONE:
            self.tell("frame", None)
        elif self._frame is None:
            self.tell("frame", Frame(shape=FrameShape(key), text=self.tr("Scan me")))
        else:
            self._tell("shape", key)

    def _tell_icon(self, key: str) -> None:
        self._tell("icon", None if key == _NONE else key)

    def _tell(self, field: str, value: object) -> None:
        if self._frame is not None:
            self.tell("frame", Frame.model_validate({**self._frame.model_dump(), field: value}))

    def _option(self, shape: FrameShape | None) -> Option:
        names = {
            FrameShape.OUTLINE: self.tr("Line around"),
            FrameShape.DOUBLE: self.tr("Two lines"),
            FrameShape.LABEL_BELOW: self.tr("Label below"),
            FrameShape.LABEL_ABOVE: self.tr("Label above"),
            FrameShape.BUTTON: self.tr("Button"),
            FrameShape.CARD: self.tr("Card"),
            FrameShape.TICKET: self.tr("Ticket"),
            FrameShape.TAG: self.tr("Tag"),
            FrameShape.BUBBLE: self.tr("Speech bubble"),
            FrameShape.BANNER: self.tr("Banner"),
            FrameShape.ARROW: self.tr("Arrow"),
            FrameShape.CORNERS: self.tr("Corners"),
            FrameShape.PHONE: self.tr("Phone"),
            FrameShape.BAG: self.tr("Bag"),
            FrameShape.CLIPBOARD: self.tr("Clipboard"),
            FrameShape.PLAIN: self.tr("Words alone"),
        }
        if shape is None:
            return _NONE, self.tr("No frame"), _sample(None, "")
        return shape.value, names[shape], _sample(shape, self.tr("Scan me"))

    def _icon_name(self, icon: FrameIcon) -> str:
        return {
            FrameIcon.SCAN: self.tr("Scan"),
            FrameIcon.PHONE: self.tr("Phone"),
            FrameIcon.CAMERA: self.tr("Camera"),
            FrameIcon.LINK: self.tr("Link"),
            FrameIcon.WIFI: self.tr("Wi-Fi"),
            FrameIcon.MENU: self.tr("Menu"),
            FrameIcon.CART: self.tr("Cart"),
            FrameIcon.PIN: self.tr("Place"),
            FrameIcon.CALENDAR: self.tr("Calendar"),
            FrameIcon.STAR: self.tr("Star"),
            FrameIcon.HEART: self.tr("Heart"),
            FrameIcon.MAIL: self.tr("Letter"),
            FrameIcon.PLAY: self.tr("Play"),
            FrameIcon.PERSON: self.tr("Person"),
            FrameIcon.EURO: self.tr("Euro"),
        }[icon]


@lru_cache(maxsize=64)
def _sample(shape: FrameShape | None, text: str) -> Scene:
    """Return a small code in a frame: what the choice looks like."""
    return small("QR", Design(frame=None if shape is None else Frame(shape=shape, text=text)))
