"""A moment that may be left open: a check box, and beside it day and time."""

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.calendars import DayEdit
from qrdesk.gui.widgets.fields import Field

_LABEL = 92  # px: two moments below each other stand in line


class Moment(Field):
    """Day and time on this computer's clock, to the minute; None while its box is not ticked."""

    changed = Signal()

    def __init__(self, words: str, hint: str = "", parent: QWidget | None = None) -> None:
        self.box = QCheckBox(words)
        self.box.setMinimumWidth(_LABEL)
        self.edit = DayEdit(timed=True)
        self.edit.setAccessibleName(words)
        self._fresh = True  # nobody chose a day yet
        line = QWidget()
        row = boxes.columns(self.box, gap=8)
        row.addWidget(self.edit, 1)
        row.addStretch(0)
        line.setLayout(row)
        line.setMinimumHeight(32)
        super().__init__("", line, hint, parent)
        self.set_value(None)
        self.box.toggled.connect(self._ticked)
        self.edit.dateTimeChanged.connect(self._told)

    def value(self) -> datetime | None:
        """Return the moment without a zone; None while it is left open."""
        if not self.box.isChecked():
            return None
        day, at = self.edit.date(), self.edit.time()
        return datetime(day.year(), day.month(), day.day(), at.hour(), at.minute())  # noqa: DTZ001 - a wall clock

    def set_value(self, at: datetime | None) -> None:
        """Show a moment without a zone."""
        for part in (self.box, self.edit):
            part.blockSignals(True)
        self.box.setChecked(at is not None)
        boxes.show_part(self.edit, at is not None)
        self._fresh = at is None
        shown = at or _next_hour()
        self.edit.setDateTime(QDateTime(QDate(shown.year, shown.month, shown.day), QTime(shown.hour, shown.minute)))
        for part in (self.box, self.edit):
            part.blockSignals(False)
        self.clear_error()

    def instant(self, zone: tzinfo | None = None) -> datetime | None:
        """Return the moment as UTC, taken from the clock of ``zone``; None: of this computer."""
        at = self.value()
        return None if at is None else at.replace(tzinfo=zone).astimezone(UTC)

    def set_instant(self, at: datetime | None) -> None:
        """Show an instant on this computer's clock."""
        self.set_value(None if at is None else at.astimezone().replace(tzinfo=None))

    def show_error(self, message: str, fixes: object = ()) -> None:
        super().show_error(message)
        style.restyle(self.edit, invalid=True)

    def clear_error(self) -> None:
        super().clear_error()
        style.restyle(self.edit, invalid=False)

    def _ticked(self, on: bool) -> None:
        self.edit.setVisible(on)
        if on and self._fresh:
            self.set_value(_next_hour())
        self._told()

    def _told(self, _at: object = None) -> None:
        self._fresh = False
        if self.has_error():
            self.clear_error()
        self.changed.emit()


def _next_hour() -> datetime:
    at = datetime.now().astimezone().replace(tzinfo=None, minute=0, second=0, microsecond=0)
    return at if at.hour == 23 else at.replace(hour=at.hour + 1)
