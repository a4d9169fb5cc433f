"""What the Studio's tabs have in common."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QSlider, QStyle, QStyleOptionSlider, QWidget

from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.numbers import Number, Whole
from qrdesk.gui.widgets.switch import Switch
from qrdesk.gui.widgets.wheel import OwnWheel
from qrdesk.gui.words import plain

MARGINS = (16, 16, 16, 16)  # px


class Tab(QWidget):
    """``changed`` brings the field of the look or the order, and its new value; ``all_changed`` several at once."""

    changed = Signal(str, object)
    all_changed = Signal(object)  # {field: value}

    def tell(self, field: str, value: object) -> None:
        """Say that ``field`` is to become ``value``."""
        self.changed.emit(field, value)

    def tell_all(self, changes: Mapping[str, object]) -> None:
        """Say what several fields are to become, at once."""
        self.all_changed.emit(changes)


def put_switch(switch: Switch, *, on: bool) -> None:
    """Turn a switch without telling anyone."""
    switch.blockSignals(True)
    switch.setChecked(on)
    switch.blockSignals(False)


def put_number(field: Number | Whole, value: float) -> None:
    """Show a number without telling anyone."""
    if field.value() == value:  # else the cursor would jump while somebody types
        return
    field.blockSignals(True)
    if isinstance(field, Whole):
        field.setValue(round(value))
    else:
        field.setValue(value)
    field.blockSignals(False)


class SafeSlider(QSlider):
    """A slider with a mark at the last value that is safe; ``resized`` when that stands elsewhere."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._safe: int | None = None

    def mark(self, safe: int | None) -> None:
        """Mark ``safe``; None for no mark."""
        self._safe = safe
        self.update()

    def place_of(self, value: int) -> int:
        """Return the px from the left end at which ``value`` stands."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        knob_px = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        place = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), value, self.width() - knob_px)
        return place + knob_px // 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, ev: QPaintEvent) -> None:
        super().paintEvent(ev)
        if self._safe is None or not self.minimum() <= self._safe <= self.maximum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        knob_px = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        painter = QPainter(self)
        left = self.place_of(self._safe)
        if abs(self._safe - self.value()) * (self.width() - knob_px) > knob_px / 2 * (self.maximum() - self.minimum()):
            painter.fillRect(QRectF(left - 1, 2, 2, self.height() - 4), tokens.current().success.default)


class Measure(QWidget):
    """A number on a slider, with its name and what it comes to; ``changed`` brings it."""

    changed = Signal(int)

    def __init__(self, name: str, lowest: int, highest: int, words: str, step: int = 1, one: str = "") -> None:
        """Offer whole numbers; ``words`` says one, as in "{n} %", and ``one`` a single one."""
        super().__init__()
        self._words, self._step, self._one = words, step, one or words
        self.slider = SafeSlider()
        self.slider.setRange(lowest // step, highest // step)
        self.slider.setPageStep(1)
        OwnWheel(self.slider)
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
        self._say(plain(value))

    def _say(self, number: str) -> None:
        self._value.setText((self._one if number == "1" else self._words).format(n=number))

    def _moved(self, place: int) -> None:
        self._say(plain(place * self._step))
        self.changed.emit(place * self._step)


class Pages(boxes.Flowing):
    """One of several views in the same place, no taller than the one that shows, and made when it first does."""

    def __init__(self, makers: Mapping[str, Callable[[], QWidget]]) -> None:
        super().__init__()
        self._makers = makers
        self._made: dict[str, QWidget] = {}
        self._rows = boxes.rows(gap=0)
        self.setLayout(self._rows)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_page(self, key: str) -> None:
        """Show the view ``key``."""
        if key not in self._made:
            self._made[key] = self._makers[key]()
            self._rows.addWidget(self._made[key])
        for name, page in self._made.items():
            boxes.show_part(page, name == key)
