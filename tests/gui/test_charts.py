"""Charts: scales and words by locale, what the legend says, keyboard, zoom, the table, the theme."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from pytestqt.qtbot import QtBot

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.axes import named_places, nice_scale, step_name
from qrdesk.gui.charts.legend import Entry, Legend
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.table import TimelineModel
from qrdesk.gui.charts.timechart import TimeChart
from qrdesk.gui.theme import tokens
from qrdesk.gui.theme.style import Appearance

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def month() -> Timeline:
    """Thirty days, the last of them still running."""
    starts = tuple(datetime(2026, 10, 22) + timedelta(days=day) for day in range(30))  # noqa: DTZ001 - wall time
    scans = tuple(100 + day for day in range(30))
    return Timeline(
        starts=starts,
        scans=scans,
        clicks=tuple(day for day in range(30)),
        bots=(1,) * 30,
        previous=(50,) * 30,
        previous_name="30 days before",
        unfinished=True,
    )


@pytest.fixture
def chart(qtbot: QtBot, month: Timeline) -> TimeChart:
    made = TimeChart()
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show_timeline(month)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(
    ("most", "top", "step"),
    [(0, 4, 1), (3, 4, 1), (5, 6, 2), (17, 20, 5), (99, 100, 25), (795, 800, 200), (1_000_001, 1_500_000, 500_000)],
)
def test_a_scale_starts_at_zero_and_has_four_round_lines_at_most(most: int, top: int, step: int) -> None:
    assert nice_scale(most) == (top, step)
    assert top >= most
    assert top % step == 0
    assert top // step <= 4


@pytest.mark.parametrize(
    ("locale", "words", "whole"),
    [
        ("en_GB", "14 Nov", "Sat 14 Nov"),
        ("en_US", "Nov 14", "Sat Nov 14"),
        ("de_DE", "14. Nov.", "Sa 14. Nov."),
        ("es_ES", "14 nov", "sáb 14 nov"),
    ],
)
def test_days_are_written_as_the_locale_writes_them(locale: str, words: str, whole: str) -> None:
    QLocale.setDefault(QLocale(locale))
    assert theme.day_text(date(2026, 11, 14)) == words
    assert theme.day_text(date(2026, 11, 14), weekday=True) == whole


def hours_named(days: int, size: float, zone: str = "UTC", shown: int = 0) -> list[str]:
    """Return the names below ``days`` days from 24 October on, hour by hour."""
    first = datetime(2026, 10, 24, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    last = (datetime(2026, 10, 24) + timedelta(days=days)).replace(tzinfo=ZoneInfo(zone))  # noqa: DTZ001 - wall time
    count = round((last - first) / timedelta(hours=1))
    starts = [(first + timedelta(hours=hour)).astimezone(ZoneInfo(zone)) for hour in range(count)]
    return [step_name(starts, "hour", place) for place in named_places(starts, "hour", shown or count, size)]


def test_hours_of_many_days_are_named_by_day() -> None:
    assert hours_named(1, 400) == ["00:00", "06:00", "12:00", "18:00"]
    assert hours_named(2, 700) == ["24 Oct", "06:00", "12:00", "18:00", "25 Oct", "06:00", "12:00", "18:00"]
    assert hours_named(4, 700) == ["24 Oct", "25 Oct", "26 Oct", "27 Oct"]
    assert hours_named(62, 700)[:3] == ["24 Oct", "31 Oct", "7 Nov"]
    assert hours_named(62, 700, shown=24)[3:6] == ["09:00", "12:00", "15:00"], "zoomed in"


def test_hours_are_named_as_the_clock_shows_them_where_it_is_changed() -> None:
    assert hours_named(4, 700, "Europe/Berlin") == ["24 Oct", "25 Oct", "26 Oct", "27 Oct"]
    assert hours_named(2, 400, "Europe/Berlin") == ["24 Oct", "12:00", "25 Oct", "12:00"]


def test_at_rest_the_legend_shows_the_last_full_day(chart: TimeChart, month: Timeline) -> None:
    assert chart.step_shown() == 28
    fresh = Timeline(starts=month.starts, scans=(*(0,) * 29, 7), clicks=(0,) * 30, bots=(0,) * 30, unfinished=True)
    chart.show_timeline(fresh)
    assert chart.step_shown() == 29  # nothing before today: today says more


def test_arrow_keys_walk_and_escape_lets_go(chart: TimeChart, qtbot: QtBot) -> None:
    seen: list[int] = []
    chart.pointed.connect(seen.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Escape):
        qtbot.keyClick(chart, key)
    assert seen == [28, 27, 29, 0, 28]


def test_pointing_shows_the_step_under_the_mouse(chart: TimeChart, qtbot: QtBot) -> None:
    pointer = chart.pointer()
    with qtbot.waitSignal(chart.pointed):
        qtbot.mouseMove(pointer, QPoint(pointer.width() // 2, 60))
    mark = pointer.mark()
    assert mark is not None
    assert abs(mark.x - pointer.width() / 2) < 20
    assert mark.words == theme.day_text(chart.timeline().starts[chart.step_shown()].date(), weekday=True)


def test_a_drag_zooms_and_a_double_click_shows_everything_again(chart: TimeChart, qtbot: QtBot) -> None:
    pointer = chart.pointer()
    assert chart.shown_steps() == (0, 29)
    qtbot.mousePress(pointer, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))
    qtbot.mouseMove(pointer, QPoint(400, 60))
    qtbot.mouseRelease(pointer, Qt.MouseButton.LeftButton, pos=QPoint(400, 60))
    first, last = chart.shown_steps()
    assert 0 < first < last < 29
    qtbot.mouseDClick(pointer, Qt.MouseButton.LeftButton, pos=QPoint(300, 60))
    assert chart.shown_steps() == (0, 29)


def test_new_numbers_of_the_same_days_keep_the_zoom(chart: TimeChart, month: Timeline) -> None:
    chart.zoom_to(5, 12)
    chart.show_timeline(Timeline(starts=month.starts, scans=(9,) * 30, clicks=(1,) * 30, bots=(0,) * 30))
    first, last = chart.shown_steps()
    assert (first, last) == (5, 12)


def test_screen_readers_are_told_the_sums(chart: TimeChart) -> None:
    assert "3,435 scans and 435 clicks" in chart.accessibleDescription()


def test_the_chart_takes_the_colours_of_the_theme(chart: TimeChart, appearance: Appearance) -> None:
    def ground() -> str:
        return chart.grab().toImage().pixelColor(3, 3).name()

    assert ground() == tokens.current().surface.raised.name()
    appearance.choose("dark")
    assert ground() == tokens.current().surface.raised.name() != "#ffffff"


def test_the_table_has_every_number_newest_first(month: Timeline) -> None:
    model = TimelineModel()
    model.show_timeline(month)
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    first = [model.index(0, column).data() for column in range(model.columnCount())]
    assert heads == ["Day", "Scans", "Clicks", "Scans, 30 days before", "Bots"]
    assert first == ["Fri 20 Nov, so far", "129", "29", "50", "1"]
    assert model.rowCount() == 30


def test_hours_to_come_are_not_zero(qtbot: QtBot) -> None:
    starts = tuple(datetime(2026, 11, 20, hour) for hour in range(24))  # noqa: DTZ001 - wall time
    day = Timeline("hour", starts, scans=(1, 2, 3), clicks=(0, 0, 0), bots=(0, 0, 0), previous=(4,) * 24)
    assert day.value("scans", 3) is None
    assert day.value("previous", 3) == 4
    made = TimeChart()
    qtbot.addWidget(made)
    made.show_timeline(day)
    made.point_at(10)
    assert made.step_shown() == 10


def test_the_legend_says_a_dash_where_there_is_no_number_yet(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_entries([Entry("scans", "Scans", 1200), Entry("previous", "Yesterday", 9)])
    legend.show_values("15:00", [None, 9])
    assert legend.spoken() == "15:00: Scans –, Yesterday 9"


def test_an_empty_chart_draws(qtbot: QtBot) -> None:
    made = TimeChart()
    qtbot.addWidget(made)
    made.show_timeline(Timeline())
    made.show()
    assert not made.grab().isNull()


@pytest.mark.parametrize(
    ("number", "words"), [(9_999_999, "9,999,999"), (12_345_678, "12.3 M"), (40_000_000, "40 M"), (5e9, "5,000 M")]
)
def test_very_large_numbers_are_shortened_where_there_is_no_room(number: float, words: str) -> None:
    assert theme.short_text(number) == words


def test_weeks_and_months_have_names() -> None:
    at = datetime(2026, 11, 9)  # noqa: DTZ001 - wall time
    assert theme.step_text(at, "week", weekday=True) == "Week of 9 Nov"
    assert theme.step_text(at, "month") == "Nov 2026"


def test_a_legend_without_room_leaves_out_the_least(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    most = 12_345_678_901
    legend.show_entries([Entry("scans", "Scans", most), Entry("clicks", "Clicks", most), Entry("bots", "Bots", most)])
    legend.show_values("Sat 14 Nov", [most, most, most])
    legend.resize(legend.minimumSizeHint())
    legend.grab()
    assert legend.spoken().count("12,345,678,901") == 3
