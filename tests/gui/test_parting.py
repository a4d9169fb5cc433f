"""Closing the window for the first time while it serves: it is said that codes lead nowhere then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from qrdesk.gui import parting as parting_module
from qrdesk.gui.desk import Desk
from qrdesk.gui.parting import Parting
from qrdesk.gui.server import Server
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.status import AtClose
from qrdesk.gui.tray import KEEP, make_tray
from tests.gui.desks import a_desk

# a test has no system with a clock to stand beside, and Qt says so
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk whose own server serves."""
    with a_desk(tmp_path) as made:
        monkeypatch.setattr(Server, "own", property(lambda _server: True))
        made.server.state = ServerState.NETWORK_ONLY
        yield made


def press_its_button(desk: Desk) -> None:
    """Close the window as the button of its frame does: the event comes from outside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QCloseEvent, "spontaneous", lambda _event: True)
        desk.window.close()


def press(parting: Parting, words: str) -> None:
    next(button for button in parting.chooser.buttons if button.text() == words).click()


def test_it_is_said_once_that_codes_lead_nowhere(desk: Desk) -> None:
    parting = Parting(desk.window, desk.state, desk.server, None)
    press_its_button(desk)
    assert desk.window.isVisible()
    assert parting.chooser.accessibleName() == "Codes lead nowhere while QRDesk is closed"
    scrim = parting.chooser.scrim
    assert (scrim.isVisible(), scrim.geometry()) == (True, desk.window.rect())
    press(parting, "Cancel")
    assert not scrim.isVisible()
    assert desk.window.isVisible()
    press_its_button(desk)
    assert not desk.window.isVisible(), "asked only once"


def test_it_closes_when_told_to(desk: Desk) -> None:
    parting = Parting(desk.window, desk.state, desk.server, None)
    press_its_button(desk)
    press(parting, "Close QRDesk")
    assert not desk.window.isVisible()


def test_with_a_tray_it_may_go_on_serving(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda _icon: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda *_: None)
    closed: list[bool] = []
    desk.window.closing.connect(lambda: closed.append(True))
    tray = make_tray(desk.window, desk.state, desk.server, desk.copy_address)
    parting = Parting(desk.window, desk.state, desk.server, tray)
    press_its_button(desk)
    press(parting, "Close the window and keep serving")
    assert desk.state.read(KEEP, False)
    assert (desk.window.isVisible(), closed) == (False, [])


@pytest.mark.parametrize("ends", ["app", "session", "server"])
def test_nothing_else_waits_for_an_answer(desk: Desk, ends: str, qapp: object) -> None:
    parting = Parting(desk.window, desk.state, desk.server, None)
    if ends == "app":
        desk.window.close()
    elif ends == "session":
        qapp.commitDataRequest.emit(None)  # type: ignore[attr-defined]  # of QGuiApplication
        press_its_button(desk)
    else:
        desk.server.state = ServerState.STOPPED
        press_its_button(desk)
    assert not desk.window.isVisible()
    assert not parting.chooser.isVisible()


def test_after_a_logout_that_was_called_off_it_asks_as_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, qtbot: QtBot
) -> None:
    monkeypatch.setattr(parting_module, "_LOGOUT_MS", 1)
    parting = Parting(desk.window, desk.state, desk.server, None)
    qapp.commitDataRequest.emit(None)
    qtbot.waitUntil(lambda: not parting._logout.isActive())
    press_its_button(desk)
    assert parting.chooser.isVisible()
    assert desk.window.isVisible()


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_small_window_is_shown_with_the_question(desk: Desk) -> None:
    parting = Parting(desk.window, desk.state, desk.server, None)
    desk.window.showMinimized()
    press_its_button(desk)
    assert parting.chooser.isVisible()
    assert not desk.window.isMinimized()


def test_work_that_nobody_misses_takes_no_question_away(desk: Desk) -> None:
    parting = Parting(desk.window, desk.state, desk.server, None)
    desk.window.status.start("Trying the pages of the list", at_close=AtClose.LET_GO)
    press_its_button(desk)
    assert parting.chooser.isVisible()


def test_what_is_kept_by_now_is_not_turned_off_by_the_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda _icon: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda *_: None)
    tray = make_tray(desk.window, desk.state, desk.server, desk.copy_address)
    assert tray is not None
    parting = Parting(desk.window, desk.state, desk.server, tray)
    press_its_button(desk)
    tray.keep.trigger()  # from the menu of the icon, while it is asked
    press(parting, "Close the window and keep serving")
    assert desk.state.read(KEEP, False)
