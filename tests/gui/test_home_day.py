"""Today by hour, on Home: as a chart, and every number as a table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.pages.home_day import TodayByHour
from tests.gui.widgets.showing import shown

MIDNIGHT = datetime(2026, 3, 12, tzinfo=UTC)
DAY = Timeline(
    step="hour",
    starts=tuple(MIDNIGHT + timedelta(hours=hour) for hour in range(24)),
    scans=tuple(range(12)),
    previous=tuple(range(100, 124)),
    unfinished=True,
)


def rows_of(day: TodayByHour) -> list[str]:
    model = day.table.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.data(model.index(row, 0), role)) for row in range(model.rowCount())]


def test_the_hours_of_today_are_there_as_a_table(qtbot: QtBot) -> None:
    day = shown(qtbot, TodayByHour(), 700, 320)
    day.show_day(DAY)
    assert (day.chart.isVisible(), day.table.isVisible()) == (True, False)
    assert "Show as table for every number." in day.chart.accessibleDescription()
    qtbot.keyClick(day.as_table, Qt.Key.Key_Space)
    assert (day.chart.isVisible(), day.table.isVisible()) == (False, True)
    assert day.as_table.accessibleName() == "Show as chart"
    rows = rows_of(day)
    assert len(rows) == 12
    assert rows[0].endswith("so far: 11 scans, 111 a week before")
    assert rows[-1].endswith(": 0 scans, 100 a week before")
    qtbot.keyClick(day.as_table, Qt.Key.Key_Space)
    assert (day.chart.isVisible(), day.table.isVisible()) == (True, False)


def test_a_scan_that_comes_leaves_the_row_that_is_read(qtbot: QtBot) -> None:
    day = shown(qtbot, TodayByHour(), 700, 320)
    day.show_day(replace(DAY, previous=()))
    day.as_table.setChecked(True)
    assert day.table.isColumnHidden(2), "nothing is known of the week before"
    day.table.setCurrentIndex(day.table.model().index(10, 0))
    day.table.scrollToBottom()
    seen = day.table.verticalScrollBar().value()
    day.show_day(replace(DAY, previous=(), scans=(*DAY.scans[:-1], 12)))
    assert rows_of(day)[0].endswith("so far: 12 scans")
    assert (day.table.currentIndex().row(), day.table.verticalScrollBar().value()) == (10, seen)
