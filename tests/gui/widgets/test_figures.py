"""What shows numbers: bars, dial, figures, the live list, the bar of a page that loads."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qrdesk.gui.widgets import labels
from qrdesk.gui.widgets.bars import Bar, BarList
from qrdesk.gui.widgets.dial import ScoreDial, word_for
from qrdesk.gui.widgets.figures import Figure
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
    assert bars.accessibleDescription().startswith("Germany: 10334")


def test_a_live_list_keeps_the_newest(qtbot: QtBot) -> None:
    live = LiveList(most=2)
    qtbot.addWidget(live)
    for name in ("first", "second", "third"):
        live.prepend(LiveRow(name, name, "Leipzig", "now"))
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
