"""Charts: scales and words by locale, what the legend says, keyboard, zoom, the table, the theme."""

import random
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.daychart import DayChart
from qrdesk.gui.charts.legend import Entry, Legend
from qrdesk.gui.charts.paper_time import paint_timeline
from qrdesk.gui.charts.places import named_places, nice_scale, step_name
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.table import TimelineModel
from qrdesk.gui.charts.timechart import TimeChart
from qrdesk.gui.theme import fonts, tokens
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


def test_of_two_weeks_more_than_two_days_are_named_where_there_is_little_room() -> None:
    days = [datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=day) for day in range(30)]
    assert named_places(days[:14], "day", 14, 420) == [0, 3, 6, 9, 12]
    assert named_places(days, "day", 30, 420) == [0, 7, 14, 21, 28]


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


def test_at_rest_the_chart_marks_the_step_that_the_legend_tells_of(chart: TimeChart, qtbot: QtBot) -> None:
    rest = chart.pointer().mark()
    assert rest is not None
    assert rest.resting
    assert rest.words == theme.day_text(chart.timeline().starts[28].date(), weekday=True)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    pointed = chart.pointer().mark()
    assert pointed is not None
    assert not pointed.resting


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


@pytest.mark.parametrize(
    ("pressed", "held", "height"),
    [
        (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, 60),
        (Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, 60),
        (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, 195),  # on the dates below
    ],
)
def test_a_part_is_dragged_along(
    chart: TimeChart, qtbot: QtBot, pressed: Qt.MouseButton, held: Qt.KeyboardModifier, height: int
) -> None:
    pointer = chart.pointer()
    chart.zoom_to(10, 16)
    for place in range(400, 100, -20):
        if place == 400:
            qtbot.mousePress(pointer, pressed, held, QPoint(place, height))
        QApplication.sendEvent(pointer, _move(QPoint(place, height), pressed, held))
    qtbot.mouseRelease(pointer, pressed, held, QPoint(120, height))
    first, last = chart.shown_steps()
    assert (first, last - first) == (13, 5), "as wide as it was, and what lay under the hand still does"
    QApplication.sendEvent(pointer, _move(QPoint(500, 60), Qt.MouseButton.NoButton))
    assert chart.shown_steps() == (first, last)


def test_a_wheel_that_turns_sideways_moves_a_part_and_one_that_turns_down_the_page(chart: TimeChart) -> None:
    pointer, shift = chart.pointer(), Qt.KeyboardModifier.ShiftModifier
    assert not _turned(pointer, QPoint(-120, 0)).isAccepted(), "all of it is in sight"
    chart.zoom_to(10, 20)
    assert not _turned(pointer, QPoint(0, -120)).isAccepted()
    assert chart.shown_steps() == (10, 20)
    assert _turned(pointer, QPoint(-240, 0)).isAccepted()
    first, last = chart.shown_steps()
    assert (first > 10, last - first) == (True, 10)
    assert _turned(pointer, QPoint(0, 240), shift).isAccepted()
    assert chart.shown_steps() == (10, 20)
    for _ in range(40):
        _turned(pointer, QPoint(0, 120), shift)
    assert chart.shown_steps() == (0, 10), "no further than to its beginning"


def test_keys_make_a_part_larger_move_it_and_show_everything_again(chart: TimeChart, qtbot: QtBot) -> None:
    told: list[bool] = []
    chart.zoomed.connect(told.append)
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert not told, "there is nothing to move"
    for _ in range(3):
        qtbot.keyClick(chart, Qt.Key.Key_Plus)
    first, last = chart.shown_steps()
    assert 15 < first < chart.step_shown() == 28 <= last
    for _ in range(40):
        qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert chart.shown_steps()[0] == 0
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.shown_steps()[1] == 29, "it follows who walks"
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.shown_steps()[0] == 0
    for _ in range(3):
        qtbot.keyClick(chart, Qt.Key.Key_Minus)
    assert (chart.shown_steps(), chart.is_zoomed(), told[-1]) == ((0, 29), False, False)
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.is_zoomed(), "the crosshair goes first"
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert not chart.is_zoomed()


def test_new_numbers_of_the_same_days_keep_the_zoom(chart: TimeChart, month: Timeline) -> None:
    chart.zoom_to(5, 12)
    chart.show_timeline(Timeline(starts=month.starts, scans=(9,) * 30, clicks=(1,) * 30, bots=(0,) * 30))
    first, last = chart.shown_steps()
    assert (first, last) == (5, 12)


def test_new_numbers_are_painted_in_a_turn_of_their_own(chart: TimeChart, month: Timeline, qtbot: QtBot) -> None:
    before = chart.grab().toImage()
    chart.show_timeline(replace(month, scans=month.clicks))
    plot = next(one for one in chart.findChildren(QGraphicsView) if one.isVisible())
    assert (chart.timeline().scans, plot.updatesEnabled()) == (month.clicks, False)
    chart.show_timeline(replace(month, scans=month.scans[::-1]))
    qtbot.waitUntil(plot.updatesEnabled)
    assert chart.grab().toImage() != before


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


def test_a_year_by_the_hour_is_drawn_on_paper_in_a_moment(qtbot: QtBot) -> None:
    chance, first = random.Random(3), datetime(2025, 1, 1, tzinfo=UTC)
    starts = tuple(first + timedelta(hours=hour) for hour in range(365 * 24))
    scans, previous, clicks, bots = (tuple(chance.randint(0, most) for _ in starts) for most in (200, 150, 80, 30))
    picture = QImage(1600, 680, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.scale(2, 2)
    began = time.thread_time()
    paint_timeline(painter, QRectF(0, 0, 800, 340), Timeline("hour", starts, scans, clicks, bots, previous))
    took_s = time.thread_time() - began
    painter.end()
    assert took_s < 5, "all hours as one line each take minutes"
    assert picture.pixelColor(800, 400) != QColor("white")


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


def test_a_legend_takes_two_lines_before_it_leaves_out_a_number(qtbot: QtBot) -> None:
    legend = Legend(two_lines=True)
    qtbot.addWidget(legend)
    most = (32_222_277, 5_802_479, 20_123_491, 412)
    lines: tuple[tuple[theme.Line, str], ...] = (
        ("scans", "Scans"), ("clicks", "Klicks"), ("previous", "30 Tage davor"), ("bots", "Bots")
    )  # fmt: skip
    legend.show_entries([Entry(line, name, number) for (line, name), number in zip(lines, most, strict=True)])
    legend.show_values("So 22. Nov.", most)
    whole, rounded = {"32,222,277", "5,802,479", "20,123,491", "412"}, {"32.2 M", "5.8 M", "20.1 M", "412"}
    for width, said, lines_there in ((800, whole, 1), (480, rounded, 1), (360, whole, 2), (300, rounded, 2)):
        written = _written_by(legend, width)
        assert {words for words, _top in written} == said, width
        assert len({top for _words, top in written}) == lines_there, width


def _written_by(legend: Legend, width: int) -> list[tuple[str, float]]:
    """Return the words of the entries, and where their lines begin."""
    found: list[tuple[str, float]] = []

    def kept(painter: QPainter, box: QRectF, entry: Entry, words: str, *, tight: bool) -> None:
        found.append((words, box.top()))

    legend._paint_entry = kept
    legend.resize(width, legend.height())
    legend.grab()
    return found


@pytest.mark.parametrize("width", [476, 496, 700])
def test_no_name_of_the_axis_reaches_into_the_date_of_the_crosshair(qtbot: QtBot, width: int) -> None:
    chart = TimeChart()
    qtbot.addWidget(chart)
    chart.resize(width, 200)
    starts = tuple(datetime(2026, 11, 23, hour) for hour in range(24))  # noqa: DTZ001 - wall time
    chart.show_timeline(Timeline("hour", starts, (5,) * 24))
    chart.show()
    qtbot.waitExposed(chart)
    metrics = QFontMetrics(fonts.font("caption", tabular=True))
    places = named_places(starts, "hour", 24, chart._plot_box().width())
    for step in range(24):
        chart.point_at(step)
        mark = chart.pointer().mark()
        assert mark is not None
        tag = chart.pointer().tag(mark)
        names = chart._times.tickStrings([float(place) for place in places], 1, 1)
        assert any(names)
        for place, name in zip(places, names, strict=True):
            middle, half = chart._px_of(place, 0).x(), metrics.horizontalAdvance(name) / 2
            apart = middle + half <= tag.left() - 3 or middle - half >= tag.right() + 3
            assert not name or apart, f"{name} beside {mark.words}"


def test_lines_are_as_thick_on_a_fine_screen() -> None:
    assert not theme.pen("scans").isCosmetic()
    coarse, fine = theme.cosmetic_pen("previous", 1), theme.cosmetic_pen("previous", 2)
    assert fine.widthF() == 2 * coarse.widthF() == 2 * theme.pen("previous").widthF()
    assert fine.dashPattern() == coarse.dashPattern(), "Qt counts them in widths"


@pytest.fixture
def day(qtbot: QtBot) -> DayChart:
    chart = DayChart()
    qtbot.addWidget(chart)
    chart.resize(480, 136)
    starts = tuple(datetime(2026, 11, 20, hour, tzinfo=UTC) for hour in range(24))
    chart.show_day(Timeline("hour", starts, (0,) * 9 + (40, 20, 8), previous=(1,) * 24, unfinished=True))
    chart.show()
    return chart


def test_the_hours_of_a_day_are_bars_and_the_one_that_runs_is_no_full_one(day: DayChart) -> None:
    image, plot = day.grab().toImage(), day._plot()

    def seen(hour: int, count: float) -> str:
        return image.pixelColor(day._at_px(hour, count).toPoint()).name()

    full = tokens.current().chart.series[0].name()
    assert [seen(hour, 5) == full for hour in (9, 10, 11, 12)] == [True, True, False, False]
    assert seen(9, 35) == full != seen(10, 35)
    assert plot.bottom() < day.height()


def test_the_hour_pointed_at_is_told_and_arrow_keys_walk(day: DayChart, qtbot: QtBot) -> None:
    told: list[int] = []
    day.pointed.connect(told.append)
    assert day.hour_shown() == 11, "the hour that runs"
    qtbot.mouseMove(day, day._at_px(3, 0).toPoint())
    qtbot.waitUntil(lambda: day.hour_shown() == 3)
    qtbot.keyClick(day, Qt.Key.Key_Right)
    qtbot.keyClick(day, Qt.Key.Key_Escape)
    assert told[-2:] == [4, 11]


def _move(
    to: QPoint, pressed: Qt.MouseButton, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> QMouseEvent:
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(to), QPointF(to), Qt.MouseButton.NoButton, pressed, held)


def _turned(part: QWidget, angle: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWheelEvent:
    at, nothing = QPointF(300, 60), QPoint()
    event = QWheelEvent(at, at, nothing, angle, Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(part, event)
    return event
