"""A day to type or to pick: the month that opens below it wears the theme and has room for every day."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShowEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateTimeEdit, QTableView, QWidget

from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import popups
from qrdesk.gui.words import clock_form, day_form

_DAY = QSize(38, 28)  # px: two digits, or the short name of a weekday in any language
_HEAD = 40  # px: month and year
_EDGE = 1  # px
_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class Month(QCalendarWidget):
    """One month, with the names of the weekdays above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = parent
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setMinimumSize(_DAY.width() * 7 + 2 * _EDGE, _DAY.height() * 7 + _HEAD + 2 * _EDGE)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # else its edge is not painted
        inside = self.layout()
        if inside is not None:
            inside.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self.dress()

    def dress(self) -> None:
        """Take the colours of the theme shown now: Qt has red of its own for weekends."""
        text = tokens.current().text
        head, weekend = QTextCharFormat(), QTextCharFormat()
        head.setForeground(text.tertiary)
        weekend.setForeground(text.secondary)
        self.setHeaderTextFormat(head)
        for day in _WEEKEND:
            self.setWeekdayTextFormat(day, weekend)

    def days(self) -> QTableView:
        """Return the table of days; its first row has the names of the weekdays."""
        found = self.findChild(QTableView)
        assert found is not None  # every QCalendarWidget has one
        return found

    def showEvent(self, event: QShowEvent) -> None:
        self.dress()
        super().showEvent(event)
        if self._field is not None and self.window() is not self._field.window():
            popups.keep_apart(self.window(), self._field)


class DayEdit(QDateTimeEdit):
    """A day with its weekday, and the time of day where ``timed``; the wheel scrolls the page."""

    def __init__(self, *, timed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month: Month | None = None
        self.setCalendarPopup(True)
        day = f"ddd {day_form()}"
        self.setDisplayFormat(f"{day}  {clock_form()}" if timed else day)

    def month(self) -> Month:
        """Return the month that opens below; made when it is first wanted, for most fields never open it."""
        if self._month is None:
            self._month = Month(self)
            self.setCalendarWidget(self._month)
        return self._month

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.month()
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            event.ignore()  # days have no typing to take back: the window takes back what was saved
        else:
            super().keyPressEvent(event)
