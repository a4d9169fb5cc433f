"""Today by the hour, on Home: beside the same weekday a week before, as other days are other days."""

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, TimelineQuery
from qrdesk.core.schemas.analytics import TimelinePoint
from qrdesk.gui.charts import theme
from qrdesk.gui.charts.daychart import DayChart
from qrdesk.gui.charts.legend import Entry, Legend
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.pages.analytics_report import hours_known, zone_of
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.cells import Plain
from qrdesk.gui.widgets.rows import Column, RowTable

_WEEK = timedelta(days=7)
_ROW, _ROWS = 28, 8  # px, and how many are in sight at once
_EDGE = 24  # px, the least that a column has: numbers keep off the scroll bar
_BEFORE = 2  # the column of the day that today is compared with


class TodayByHour(QWidget):
    """Hidden as long as neither day has scans."""

    def __init__(self) -> None:
        super().__init__()
        self._data = Timeline(step="hour")
        self.chart, self.legend, self.table = DayChart(), Legend(), HoursTable()
        self.chart.pointed.connect(self._tell)
        self.as_table = IconButton("table", self.tr("Show as table"))
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._show_table)
        title = labels.text(self.tr("Today by hour"), "section_title")
        head = boxes.columns(title, self.legend, self.as_table, gap=16)
        head.setStretch(1, 1)
        self.setLayout(boxes.rows(head, self.chart, self.table, gap=4))
        self.table.hide()
        self.hide()

    def show_day(self, data: Timeline) -> None:
        """Show the hours of today, and those of the day that it is compared with."""
        self._data = data
        self.setVisible(any(data.scans) or any(data.previous))
        if not data.starts:
            return
        weekday = QLocale().dayName(data.starts[0].isoweekday())
        before = self.tr("Last {weekday}").format(weekday=weekday)
        most = max(data.scans, default=0)
        entries = [Entry("scans", self.tr("Today"), most, bar=True)]
        if data.previous:
            entries.append(Entry("previous", before, max(data.previous)))
        self.legend.show_entries(entries)
        said = self.tr("{today} scans today so far. {day}: {before} scans. Arrow keys walk from hour to hour.")
        said = said.format(
            today=theme.number_text(sum(data.scans)), day=before, before=theme.number_text(sum(data.previous))
        )
        self.chart.setAccessibleDescription(" ".join((said, self.tr("Show as table for every number."))))
        self.chart.show_day(data)
        self.table.show_day(data)

    def _show_table(self, on: bool) -> None:
        self.chart.setVisible(not on)
        self.table.setVisible(on)
        self.as_table.name(self.tr("Show as chart") if on else self.tr("Show as table"))
        self.as_table.set_icon("chart-no-axes-column" if on else "table")

    def _tell(self, place: int) -> None:
        """Say the numbers of an hour where they always stand."""
        data = self._data
        if data.starts:
            when = theme.step_text(data.starts[place], "hour")
            self.legend.show_values(when, [data.value("scans", place), data.value("previous", place)])


class HoursTable(RowTable):
    """The same numbers, the newest hour first."""

    def __init__(self) -> None:
        super().__init__(_ROW)
        self._lines = PlainTableModel((self.tr("Hour"), self.tr("Today"), self.tr("A week before"), ""))
        self._lines.setParent(self)
        self.setModel(self._lines)
        self.set_columns([Column(0), Column(120, align="right"), Column(160, align="right"), Column(_EDGE)])
        self.setAccessibleName(self.tr("Scans today by hour, as a table"))

    def show_day(self, data: Timeline) -> None:
        """Show the hours of a day; the row somebody reads, and what is in sight, stay."""
        read, seen = self._lines.key_at(self.currentIndex().row()), self.verticalScrollBar().value()
        self._lines.show([self._line(data, place) for place in reversed(range(len(data.scans)))])
        self.setColumnHidden(_BEFORE, not data.previous)
        self.setFixedHeight(self.head.height() + _ROW * min(_ROWS, len(data.scans)) + 2)
        if (row := self._lines.row_of(read)) >= 0:
            self.setCurrentIndex(self._lines.index(row, 0))
        self.verticalScrollBar().setValue(seen)

    def _line(self, data: Timeline, place: int) -> Line:
        key = theme.step_text(data.starts[place], "hour")
        running = data.unfinished and place == len(data.scans) - 1
        hour = self.tr("{hour}, so far").format(hour=key) if running else key
        today, before = data.scans[place], data.value("previous", place)
        said = self.tr("{hour}: {today} scans").format(hour=hour, today=theme.number_text(today))
        if before is not None:
            said = self.tr("{hour}: {today} scans, {before} a week before").format(
                hour=hour, today=theme.number_text(today), before=theme.number_text(before)
            )
        cells = (
            Plain(hour, "primary"),
            Plain(theme.number_text(today), "primary", align="right"),
            Plain("" if before is None else theme.number_text(before), "secondary", align="right"),
            Plain(""),
        )
        return Line(data.starts[place].isoformat(), cells, said)


def hours_of(client: Client, today: date) -> Timeline:
    """Return the scans of each hour of today so far, and of the day a week before where its hours are known.

    Raises:
        QRDeskError: the server is away, ...
    """
    points = _hours(client, today)
    zone = zone_of(client.me.get().workspace.time_zone)
    now = datetime.now(UTC)
    return Timeline(
        step="hour",
        starts=tuple(point.at.astimezone(zone) for point in points),
        scans=tuple(point.scans for point in points if point.at <= now),
        previous=_hours_before(client, today - _WEEK)[: len(points)],
        unfinished=True,
    )


def _hours_before(client: Client, day: date) -> tuple[int, ...]:
    """Return the scans of each hour; none where another program counted them, which tells their day alone."""
    points = _hours(client, day)
    return tuple(point.scans for point in points) if hours_known(client, points, start=day, end=day) else ()


def _hours(client: Client, day: date) -> list[TimelinePoint]:
    return client.analytics.timeline(TimelineQuery(start=day, end=day, step="hour")).points
