"""What shows numbers: bars, dial, figures, the live list, the bar of a page that loads."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qrdesk.gui.widgets import labels
from qrdesk.gui.widgets.bars import Bar, BarList
from qrdesk.gui.widgets.dial import ScoreDial, word_for
from qrdesk.gui.widgets.figures import Figure, FigureStrip
from qrdesk.gui.widgets.live import LiveList, LiveRow
from qrdesk.gui.widgets.loading import LoadingBar
from tests.gui.widgets.showing import shown


def test_a_tooltip_shows_what_a_visitor_made_up_as_it_is(qtbot: QtBot) -> None:
    hostile = '<img src="file:///etc/logo.png">&lt;b'
    bars = BarList()
    qtbot.addWidget(bars)
    bars.show_rows([Bar("x", hostile, 1, 1.0)])
    bars.resize(300, 90)
    bars.show()
    QTest.mouseMove(bars, QPoint(20, 15))
    qtbot.waitUntil(lambda: bool(bars.toolTip()))
    shown = QTextDocument()
    shown.setHtml(bars.toolTip())
    assert shown.toPlainText() == hostile
    assert labels.tip("a & b > c") == "a & b > c"


@pytest.mark.parametrize(
    ("score", "word"),
    [(100, "Print-safe"), (90, "Print-safe"), (89, "Check first"), (75, "Check first"), (74, "Risky"), (0, "Risky")],
)
def test_the_dial_says_its_word(qtbot: QtBot, score: int, word: str) -> None:
    dial = ScoreDial()
    qtbot.addWidget(dial)
    dial.set_score(score)
    assert word_for(score)[0] == word
    assert dial.accessibleName() == f"Scan score {score} of 100, {word}"
    assert not dial.grab().isNull()


def test_how_figures_moved_is_said_whole_where_there_is_little_room(qtbot: QtBot) -> None:
    figures = [Figure("Scans", "5,535", "on the 30 before", 12.5) for _ in range(3)]
    strip = FigureStrip([*figures, Figure("Busiest hour", "Sun 3–4", "346 hits"), Figure("Bots", "195")])
    strip.setFixedWidth(936)  # in a window of 1024 px
    shown(qtbot, strip)
    for figure in figures:
        cut = [one.text() for one in figure.findChildren(labels.Elided) if one.shown_text() != one.text()]
        assert cut == []


@pytest.mark.parametrize("width", [928, 1028])
def test_a_figure_that_needs_more_room_gets_it_from_those_that_have_enough(qtbot: QtBot, width: int) -> None:
    figures = [Figure("Besucher (täglich gezählt)", "707,9 Mio.", "ggü. den 30 davor", 3.7) for _ in range(3)]
    others = [
        Figure("Stärkste Stunde", "So 12–13", "202 Aufrufe"),
        Figure("Bots, getrennt", "25", "2,9 % aller Aufrufe"),
    ]
    strip = FigureStrip([*figures, *others])
    strip.setFixedWidth(width)
    shown(qtbot, strip)
    widths = [figure.width() for figure in (*figures, *others)]
    assert max(widths) - min(widths) <= 1 or min(widths[:3]) > max(widths[3:]), "alike, as far as nothing is cut"
    figures[1].show_value("128,0 Mio.", "ggü. den 30 davor", 12_741_454.0)
    QApplication.processEvents()
    for figure in (*figures, *others):
        cut = [one.text() for one in figure.findChildren(labels.Elided) if one.shown_text() != one.text()]
        assert cut == []


def test_figures_are_as_wide_as_each_other_where_there_is_room(qtbot: QtBot) -> None:
    figures = [Figure("Scans", "5", "on the 30 before", 12.5), Figure("Bots", "24"), Figure("Busiest hour", "3–4")]
    strip = FigureStrip(figures)
    strip.setFixedWidth(900)
    shown(qtbot, strip)
    widths = [figure.width() for figure in figures]
    assert max(widths) - min(widths) <= 1


def test_a_long_figure_is_smaller_before_it_is_cut(qtbot: QtBot) -> None:
    long, short = Figure("Busiest hour", "Wed 12–13", "202 hits"), Figure("Bots", "24")
    strip = FigureStrip([*(Figure("Scans", "5", "on the 30 before") for _ in range(3)), long, short])
    strip.setFixedWidth(780)
    shown(qtbot, strip)
    value, beside = (
        next(one for one in figure.findChildren(labels.Elided) if one.text() in {"Wed 12–13", "24"})
        for figure in (long, short)
    )
    assert value.shown_text() == "Wed 12–13"
    assert value.height() == beside.height()
    assert value.font().pixelSize() < beside.font().pixelSize()
    strip.setFixedWidth(1300)
    qtbot.waitUntil(lambda: value.font() == beside.font())


def test_a_rise_without_measure_is_not_counted_out(qtbot: QtBot) -> None:
    figure = Figure("Clicks", "127.2 M", "on the 30 before", 12_741_454.0)
    qtbot.addWidget(figure)
    assert "> 999 %" in [one.text() for one in figure.findChildren(QLabel)]
    assert figure.accessibleName() == "Clicks: 127.2 M. more than +999 % on the 30 before"
    figure.show_value("10", "on the 30 before", 999.0)
    assert "+999 %" in [one.text() for one in figure.findChildren(QLabel)]


def test_what_is_elided_has_room(qtbot: QtBot) -> None:
    line = labels.Elided("https://kaffeehaus-linde.example/karte/winter", "caption", before=True)
    qtbot.addWidget(line)
    for width in range(120, 260):
        line.resize(width, 16)
        assert line.fontMetrics().horizontalAdvance(line.shown_text()) <= width


@pytest.mark.usefixtures("british")
def test_bars_are_picked_by_mouse_and_by_key(qtbot: QtBot) -> None:
    bars = BarList()
    bars.show_rows([Bar("DE", "Germany", 10_334, 0.806), Bar("AT", "Austria", 604, 0.047)])
    shown(qtbot, bars)
    seen: list[str] = []
    bars.picked.connect(seen.append)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, 45))
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Up)
    qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert seen == ["AT", "DE"]
    assert bars.accessibleDescription().startswith("Germany: 10,334")


def test_a_live_list_keeps_the_newest(qtbot: QtBot) -> None:
    live = LiveList(most=2)
    qtbot.addWidget(live)
    live.show_rows([LiveRow(name, name, "Leipzig", "now") for name in ("third", "second", "first")])
    assert [row.title for row in live.rows()] == ["third", "second"]


def test_a_loading_bar_waits_before_it_shows(qtbot: QtBot) -> None:
    bar = shown(qtbot, LoadingBar())
    bar.start()
    assert not bar.is_shown(), "quick answers show no bar"
    qtbot.waitUntil(bar.is_shown)
    bar.stop()
    assert not bar.is_shown()


def test_a_figure_says_how_it_moved(qtbot: QtBot) -> None:
    figure = Figure("Scans", "12,820", "on the 30 before", 16.9)
    qtbot.addWidget(figure)
    assert figure.accessibleName() == "Scans: 12,820. +16.9 % on the 30 before"
    figure.show_value("1,926", "on the 30 before", -4.1)
    assert "\N{MINUS SIGN}4.1 %" in figure.accessibleName()


def test_the_note_of_a_figure_stands_at_its_edge_where_nothing_moved(qtbot: QtBot) -> None:
    figure = shown(qtbot, Figure("Scans", "12,820", "none before"), 300)
    assert figure._note.x() == figure._caption.x()
    figure.show_value("12,820", "on the 30 before", 116.9)
    assert figure.accessibleName() == "Scans: 12,820. +117 % on the 30 before"


def test_a_figure_can_be_pressed_once_it_is_let(qtbot: QtBot) -> None:
    figure = shown(qtbot, Figure("Scans", "12.3 M"), 200)
    seen: list[bool] = []
    figure.pressed.connect(lambda: seen.append(True))
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    assert seen == []
    figure.let_press("Count scans alone", on=True)
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    qtbot.keyClick(figure, Qt.Key.Key_Return)
    assert seen == [True, True]
    figure.show_value("12.3 M", whole="12,345,678")
    assert figure.accessibleName().startswith("Scans: 12,345,678.")
    figure.grab()


def test_the_dial_says_the_worse_of_an_address_near_by_and_a_low_score(qtbot: QtBot) -> None:
    dial = ScoreDial()
    qtbot.addWidget(dial)
    dial.hold_back(near=True)
    said = {score: (dial.set_score(score), dial.accessibleName())[1].partition(", ")[2] for score in (74, 75, 99)}
    assert said == {74: "Risky", 75: "Not for print yet", 99: "Not for print yet"}
    assert word_for(74, near=True) == ("Risky", "danger")


def test_a_score_of_before_is_shown_as_none(qtbot: QtBot) -> None:
    dial = ScoreDial()
    qtbot.addWidget(dial)
    dial.set_score(99)
    fresh = dial.grab().toImage()
    dial.set_stale()
    assert dial.accessibleName() == "Scan score, not measured yet"
    assert dial.grab().toImage() != fresh
    dial.set_score(99)
    assert dial.grab().toImage() == fresh
