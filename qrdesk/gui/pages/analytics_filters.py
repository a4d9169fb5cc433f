"""The row under the header: the days of one's own choice, the filters in force, and what they can still count."""

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.gui.charts import theme
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.pages.analytics_wanted import MOST_DAYS, Wanted
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.calendars import DayEdit
from qrdesk.gui.widgets.chips import FilterChip
from qrdesk.gui.widgets.flow import FlowBox

_DATE = 168  # px


class _Day(DayEdit):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("extent", "small")
        self.setFixedSize(_DATE, 26)
        self.setDateRange(QDate(1971, 1, 1), QDate(9989, 12, 31))
        self.setKeyboardTracking(False)  # half a year typed is none

    def value(self) -> date:
        day = self.date()
        return date(day.year(), day.month(), day.day())

    def show_day(self, day: date) -> None:
        blocked = self.blockSignals(True)
        self.setDate(QDate(day.year, day.month, day.day))
        self.blockSignals(blocked)


class FilterRow(QWidget):
    """Gone while there is nothing to say."""

    days_chosen = Signal(object, object)  # first and last day
    removed = Signal(str)  # a filter's field
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start, self.end = _Day(self.tr("First day")), _Day(self.tr("Last day"))
        self.last_week = Button(self.tr("Last week"), "quiet", size="small")
        to = labels.text(self.tr("to"))
        self._days = boxes.box(
            boxes.columns(labels.text(self.tr("From")), self.start, to, self.end, self.last_week, gap=8)
        )
        self.clear = Button(self.tr("Clear all"), "quiet", size="small")
        self.chips: list[FilterChip] = []
        self._flow = FlowBox(8)
        self._counting = labels.text(self.tr("Counting; what is pale is from before"), "caption", "tertiary")
        self._counting.setFixedHeight(26)
        self._ending = boxes.columns(self.clear, gap=8)
        self._end = boxes.box(self._ending)  # with the last filter, so that it never stands alone in its line
        for part in (self._days, self._end, self._counting):
            self._flow.flow.addWidget(part)
        self.note = labels.Paragraph(role="caption")
        self.setLayout(boxes.rows(self._flow, self.note, gap=4, margins=(16, 0, 16, 10)))
        self.start.dateChanged.connect(self._start_changed)
        self.end.dateChanged.connect(self._end_changed)
        self.clear.clicked.connect(self.cleared)
        self._counting.hide()
        self._say("")
        self.hide()

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what is asked for."""
        for chip in self.chips:
            for layout in (self._flow.flow, self._ending):
                layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for part in (self._end, self._counting):
            self._flow.flow.removeWidget(part)
        self.chips = [self._chip(one.field, names.filter_name(one)) for one in wanted.filters]
        for part in (*self.chips[:-1], self._end, self._counting):
            self._flow.flow.addWidget(part)
        if self.chips:
            self._ending.insertWidget(0, self.chips[-1])
        for part in (*self.chips, self._end):
            part.setVisible(bool(wanted.filters))
        self._days.setVisible(wanted.span == "custom")
        if wanted.start is not None and wanted.end is not None:
            self.start.show_day(wanted.start)
            self.end.show_day(wanted.end)
        self._flow.setVisible(bool(wanted.filters) or wanted.span == "custom")
        self._settle()

    def show_report(self, report: Report) -> None:
        """Say from when on filters can count, where older hits are gone."""
        since = report.exact_from
        if since is None:
            self._say("")
        else:
            day = theme.day_text(since, year=since.year != report.today.year)
            said = (
                self.tr("Single hits before {day} have been deleted, so this filter counts from then on.")
                if len(report.wanted.filters) == 1
                else self.tr("Single hits before {day} have been deleted, so these filters count from then on.")
            )
            self._say(said.format(day=day))
        self._settle()

    def show_counting(self, counting: bool) -> None:
        """Say that the numbers are not those of what is asked for; nothing while they are."""
        self._counting.setVisible(counting)

    def _chip(self, field: str, name: str) -> FilterChip:
        chip = FilterChip(name)
        chip.setMaximumWidth(320)
        chip.removed.connect(partial(self.removed.emit, field))
        return chip

    def _say(self, said: str) -> None:
        self.note.set_text(said)
        self.note.setVisible(bool(said))

    def _settle(self) -> None:
        self.setVisible(not self._flow.isHidden() or not self.note.isHidden())
        self._flow.updateGeometry()

    def _start_changed(self, _day: QDate) -> None:
        """Keep both days in order, and no further apart than can be answered."""
        start, end = self.start.value(), self.end.value()
        if start > end or (end - start).days >= MOST_DAYS:
            self.end.show_day(start)
        self._tell()

    def _end_changed(self, _day: QDate) -> None:
        start, end = self.start.value(), self.end.value()
        if start > end or (end - start).days >= MOST_DAYS:
            self.start.show_day(end)
        self._tell()

    def _tell(self) -> None:
        self.days_chosen.emit(self.start.value(), self.end.value())
