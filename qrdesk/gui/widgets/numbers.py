"""Numbers with a unit, to type or to step."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox, QWidget

from qrdesk.gui.widgets.wheel import OwnWheel

_INSET = 8  # px; a style sheet does not reach the line inside a spin box


class Number(QDoubleSpinBox):
    """``unit`` stands after the number. The wheel scrolls the page, unless somebody clicked into the field."""

    def __init__(
        self,
        low: float,
        high: float,
        value: float,
        *,
        unit: str = "",
        step: float = 1.0,
        decimals: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        inset(self)
        OwnWheel(self)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setValue(value)
        self.setSuffix(f" {unit}" if unit else "")


class Whole(QSpinBox):
    """As ``Number``, for whole numbers. Where its least value is said in words, typing replaces them."""

    def __init__(
        self, low: int, high: int, value: int, *, unit: str = "", step: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        inset(self)
        OwnWheel(self)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setValue(value)
        self.setSuffix(f" {unit}" if unit else "")
        self.lineEdit().textEdited.connect(self._emptied)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.specialValueText() and self.value() == self.minimum():
            QTimer.singleShot(0, self, self.selectAll)  # after the click that brought the focus, which would undo it

    def _emptied(self, text: str) -> None:
        if self.specialValueText() and not text:
            self.setValue(self.minimum())
            self.selectAll()


def inset(box: QAbstractSpinBox) -> None:
    """Keep the words of ``box`` (also a time or date edit) off its border."""
    box.lineEdit().setTextMargins(_INSET, 0, 0, 0)
