"""What the Studio's tabs have in common."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSlider, QWidget

from qrdesk.gui.widgets import boxes, labels

MARGINS = (16, 16, 16, 16)  # px


class OwnWheel(QObject):
    """Lets the wheel scroll the tab: a number turns only where the keyboard is."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class Tab(QWidget):
    """``changed`` brings the field of the look or the order, and its new value."""

    changed = Signal(str, object)

    def tell(self, field: str, value: object) -> None:
        """Say that ``field`` is to become ``value``."""
        self.changed.emit(field, value)


class Measure(QWidget):
    """A number on a slider, with its name and what it comes to; ``changed`` brings it."""

    changed = Signal(int)

    def __init__(self, name: str, lowest: int, highest: int, words: str, step: int = 1) -> None:
        """Offer whole numbers; ``words`` says one, as in "{n} %"."""
        super().__init__()
        self._words, self._step = words, step
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(lowest // step, highest // step)
        self.slider.setPageStep(1)
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider.installEventFilter(OwnWheel(self.slider))
        self.slider.setAccessibleName(name)
        self._value = labels.text("", "body", tabular=True)
        head = boxes.columns(labels.text(name, "label"), None, self._value, gap=8)
        layout: QBoxLayout = boxes.rows(head, self.slider, gap=4)
        self.setLayout(layout)
        self.slider.valueChanged.connect(partial(self._moved))

    def show_value(self, value: float) -> None:
        """Show ``value`` without telling anyone."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(value / self._step))
        self.slider.blockSignals(False)
        self._value.setText(self._words.format(n=f"{value:g}"))

    def _moved(self, place: int) -> None:
        self._value.setText(self._words.format(n=place * self._step))
        self.changed.emit(place * self._step)
