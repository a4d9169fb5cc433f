"""What stands on labels beside the code: words of columns, address, running number, short link; and how large."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.batch import LabelDraft
from qrdesk.gui.pages.batch_making import LINES, LINES_WITH_SLUG
from qrdesk.gui.pages.batch_typed import Choices
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.numbers import Number
from qrdesk.gui.widgets.switch import Switch

_LEAST_MM, _MOST_MM, _USUAL_MM = 0.8, 50, 3.5  # as schemas.batch says
_LONGEST = 300  # characters, too


class LabelPart(QWidget):
    """Shown for label sheets; all but the layout only where there are words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layout_ = Choice(
            [
                ("beside", self.tr("Words beside the code")),
                ("above", self.tr("Words below the code")),
                ("code", self.tr("Code alone")),
            ]
        )
        self.text_mm = Number(_LEAST_MM, _MOST_MM, _USUAL_MM, unit=self.tr("mm"), step=0.5)
        self.serial = TextField(
            self.tr("Running number"),
            self.tr("{row:04} is the number of the row. Columns stand in braces, too, as in {title}."),
            self.tr("No. {row:04}"),
        )
        self.serial.input.setMaxLength(_LONGEST)
        self.slug = Switch(self.tr("Address on the label"), self.tr("Only what stands behind the slash"))
        self.address = Switch(self.tr("Short link on the label"), self.tr("The whole of it, to be typed"))
        size = Field(
            self.tr("Text size"), self.text_mm, self.tr("Size of the first line. Longer text is made smaller.")
        )
        self._words = [size, self.serial, self.slug, self.address]
        self.setLayout(boxes.rows(Field(self.tr("Label"), self.layout_), *self._words, gap=10))
        self.layout_.chosen.connect(self._layout_chosen)
        self.serial.changed.connect(self.changed)
        self.text_mm.valueChanged.connect(self.changed)
        for switch in (self.slug, self.address):
            switch.toggled.connect(self.changed)

    def draft(self, code_mm: float) -> LabelDraft:
        """Return what was chosen, for codes so wide.

        Raises:
            ValidationError: it does not fit together.
        """
        return LabelDraft(
            layout=self.layout_.currentData(),
            code_mm=code_mm,
            lines=self._lines(),
            address=self._has_words() and self.address.isChecked(),
            text_mm=self.text_mm.value(),
        )

    def choices(self) -> Choices:
        """Return what is chosen, to be kept."""
        return {
            "layout": self.layout_.key(),
            "text_mm": self.text_mm.value(),
            "serial": self.serial.text(),
            "slug": self.slug.isChecked(),
            "address": self.address.isChecked(),
        }

    def put_choices(self, kept: Choices) -> None:
        """Choose what was kept; what was not, as before there was a choice, is as usual."""
        self.layout_.choose(str(kept.get("layout", self.layout_.key())))
        if isinstance(value := kept.get("text_mm", _USUAL_MM), int | float):
            self.text_mm.setValue(value)
        self.serial.set_text(str(kept.get("serial", "")))
        for switch, name in ((self.slug, "slug"), (self.address, "address")):
            switch.setChecked(kept.get(name) is True)
        self._show()

    def _lines(self) -> tuple[str, ...]:
        if not self._has_words():
            return ()
        lines = LINES_WITH_SLUG if self.slug.isChecked() else LINES
        return (*lines, self.serial.text()) if self.serial.text() else lines

    def _has_words(self) -> bool:
        return self.layout_.key() != "code"

    def _layout_chosen(self, _key: str) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for part in self._words:
            part.setVisible(self._has_words())
