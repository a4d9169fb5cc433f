"""What a person has to be able to see and press: Save below a toast, a menu's corners, news on its own page."""

from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.gui.shell import status
from qrdesk.gui.shell.status import StatusLine
from qrdesk.gui.shell.toasts import Toasts
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import menus
from qrdesk.gui.widgets.buttons import Button


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1024, 700)
    qtbot.addWidget(made)
    return made


def test_a_toast_stands_above_a_bar_with_save(window: QWidget) -> None:
    bar = QFrame(window)
    bar.setProperty("edge", "top")
    bar.setGeometry(700, 620, 324, 54)
    window.show()
    toast = Toasts(window, 26).show("Saved")
    assert toast.geometry().bottom() < bar.geometry().top()
    bar.hide()
    window.resize(1000, 700)
    assert toast.geometry().bottom() > 620


def test_a_toast_comes_before_its_window_was_ever_painted(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_REDUCED_MOTION", "0")
    window.show()
    asked: list[bool] = []
    store = Mock(size=lambda: QSize(-1, -1), paintDevice=lambda: asked.append(True))  # reading it ends an app on X11
    monkeypatch.setattr(QWidget, "backingStore", lambda _self: store)
    assert Toasts(window, 26).show("Before QRDesk closed: Done").isVisible()
    assert not asked


def test_a_long_toast_is_as_wide_as_its_words(window: QWidget) -> None:
    window.show()
    toasts = Toasts(window, 26)
    short = toasts.show("Saved")
    long = toasts.show("The lunch menu is as it was before that change", lambda: None)
    assert short.width() == tokens.measures().panel.toast < long.width() <= window.width()
    assert long.geometry().right() < window.width()


def test_two_toasts_over_a_low_foot_stand_above_each_other_inside_the_window(window: QWidget) -> None:
    foot = QFrame(window)
    foot.setProperty("toasts_above", 4)
    foot.setGeometry(200, window.height() - 60, window.width() - 200, 33)
    window.show()
    toasts = Toasts(window, 26)
    for words in ("3 links are moved", "1 link is archived"):
        toasts.show(words, lambda: None)
    older, newer = (toast.geometry() for toast in toasts.shown())
    assert older.bottom() + 8 == newer.top() - 1
    assert newer.bottom() < foot.geometry().bottom()


def test_news_of_a_page_goes_with_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(status.time, "monotonic", lambda: now[0])
    line = StatusLine()
    qtbot.addWidget(line)
    line.say("menu.pdf saved")
    line.turn_page()
    assert line.sentence() == "menu.pdf saved"
    now[0] += 60
    line.turn_page()
    assert line.sentence() == ""


def test_a_menu_leaves_its_corners_out() -> None:
    outline = menus.rounded(QSize(200, 300))
    assert not outline.contains(QPoint(0, 0))
    assert not outline.contains(QPoint(199, 299))
    assert outline.contains(QPoint(100, 0))
    assert outline.contains(QPoint(199, 150))


def test_a_menu_does_not_stick_out_of_its_window(window: QWidget) -> None:
    window.show()
    menu = menus.Menu(window)
    menu.add("A past run of a long name, 22 Nov, 20:47, 50 codes", lambda: None)
    menu.popup(window.mapToGlobal(QPoint(1000, 20)))
    assert menu.isVisible()
    assert menu.geometry().right() <= window.geometry().right()
    menu.close()


def test_a_button_that_cannot_be_pressed_does_not_look_live(qtbot: QtBot) -> None:
    button = Button("Save", "primary")
    qtbot.addWidget(button)
    button.setEnabled(False)
    button.show()
    drawn = button.grab().toImage()
    accent = tokens.current().accent.default.rgb()
    assert all(drawn.pixel(x, y) != accent for x in range(drawn.width()) for y in range(drawn.height()))
