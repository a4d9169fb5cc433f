"""For how long something is kept: so many days, or for ever."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.numbers import Whole

_WIDTH = 130  # px


class KeptDays(Field):
    """A number of days with a box "for ever" beside it; ``changed`` when a person changed one of them."""

    changed = Signal()

    def __init__(self, label: str, hint: str, *, least: int, most: int, usual: int, names: tuple[str, str]) -> None:
        """``usual`` stands in the field where all is kept; ``names`` are what a screen reader calls number and box."""
        self._usual = usual
        self.days = Whole(least, most, usual)
        self.for_ever = QCheckBox()
        line = QWidget()
        super().__init__(label, line, hint)
        self._name_days()
        self.days.setFixedWidth(_WIDTH)
        self.for_ever.setText(self.tr("for ever"))
        line.setLayout(boxes.columns(self.days, self.for_ever, None, gap=12))
        for part, name in zip((self.days, self.for_ever), names, strict=True):
            part.setAccessibleName(name)
        self.label.setBuddy(self.days)
        self.days.valueChanged.connect(self._name_days)
        self.days.valueChanged.connect(self._edited)
        self.for_ever.toggled.connect(self._edited)

    def value(self) -> int | None:
        """Return the days; None for ever."""
        return None if self.for_ever.isChecked() else self.days.value()

    def put(self, days: int | None) -> None:
        """Show what holds, without telling anyone."""
        for part in (self.days, self.for_ever):
            part.blockSignals(True)
        self.days.setValue(days or self._usual)
        self.for_ever.setChecked(days is None)
        for part in (self.days, self.for_ever):
            part.blockSignals(False)
        self._name_days()
        self.days.setEnabled(days is not None)

    def _name_days(self, *_said: object) -> None:
        self.days.setSuffix(" " + (self.tr("day") if self.days.value() == 1 else self.tr("days")))

    def _edited(self, *_said: object) -> None:
        self.clear_error()
        self.days.setEnabled(not self.for_ever.isChecked())
        self.changed.emit()
