"""The icon beside the clock says what the server does; closing the window quits unless it was chosen otherwise."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSystemTrayIcon

from qrdesk.gui.desk import Desk
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.tray import KEEP, Tray, icon_of, make_tray
from tests.gui.desks import a_desk, wait_for

# a test has no system with a clock to stand beside, and Qt says so
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", r"does not support raise\(\)")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on a system with a place for icons, which this one may not have."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda _icon: True)
    with a_desk(tmp_path) as made:
        yield made


def a_tray(desk: Desk) -> Tray:
    made = make_tray(desk.window, desk.state, desk.server, desk.copy_address)
    assert made is not None
    return made


def test_each_state_has_its_shape_and_its_words(desk: Desk) -> None:
    tray = a_tray(desk)
    shapes = {state: icon_of(state).pixmap(QSize(32, 32)).toImage() for state in ServerState}
    alike = {ServerState.STARTING, ServerState.CONNECTING}
    assert len({bytes(image.constBits()) for state, image in shapes.items() if state not in alike}) == 4
    desk.window.pill.show_state(ServerState.SERVING, "go.example")
    assert tray.icon.toolTip() == "QRDesk: Serving at go.example"
    assert (tray.start.isVisible(), tray.stop.isVisible()) == (False, True)
    desk.window.pill.show_state(ServerState.STOPPED)
    assert (tray.icon.toolTip(), tray.said.text()) == ("QRDesk: Not serving", "Not serving")
    assert (tray.start.isVisible(), tray.stop.isVisible()) == (True, False)


def test_closing_quits_until_it_is_chosen_otherwise(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, title, *_: told.append(title))
    closed: list[bool] = []
    desk.window.closing.connect(lambda: closed.append(True))
    tray = a_tray(desk)
    finder = desk.window.finder
    finder.open_with("tray")
    wait_for(lambda: any(hit.title == tray.keep.text() for hit in finder.hits()), "the palette to find it")
    next(hit for hit in finder.hits() if hit.title == tray.keep.text()).open()
    finder.close_it()
    assert desk.state.read(KEEP, False)
    assert "goes on serving" in desk.window.status.sentence()
    desk.window.close()
    assert (desk.window.isVisible(), closed) == (False, []), "out of sight, and everything goes on"
    tray.show_window()
    assert desk.window.isVisible()
    desk.window.close()
    assert told == ["QRDesk goes on serving"], "said the first time, and once"
    tray.quit()
    assert closed == [True]


def test_closing_a_window_that_may_not_stay_ends_it(desk: Desk) -> None:
    closed: list[bool] = []
    desk.window.closing.connect(lambda: closed.append(True))
    a_tray(desk)
    desk.window.close()
    assert closed == [True]


def test_quitting_by_keys_quits_whatever_was_chosen(desk: Desk) -> None:
    closed: list[bool] = []
    desk.window.closing.connect(lambda: closed.append(True))
    a_tray(desk).keep.trigger()
    desk.window.quit()
    assert closed == [True]


def test_without_a_place_for_it_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    with a_desk(tmp_path) as desk:
        desk.state.write(KEEP, True)
        assert make_tray(desk.window, desk.state, desk.server, desk.copy_address) is None
        desk.window.close()
        assert not desk.window.isVisible()
