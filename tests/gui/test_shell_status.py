"""What the frame of the window says: the status line, toasts, and what takes back."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qrdesk.gui.shell import announce
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.status import StatusLine
from qrdesk.gui.shell.window import MainWindow
from tests.gui.frame import centre, opened, press


@pytest.fixture
def window(qtbot: QtBot, state: State) -> MainWindow:
    return opened(qtbot, state)


def test_the_status_line_counts_long_work_and_offers_cancel(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.say("All changes saved")
    cancelled: list[bool] = []
    work = line.start("Exporting codes", cancel=lambda: cancelled.append(True))
    work.progress(58, 400, left_s=3.2)
    texts = [label.text() for label in line.findChildren(QLabel) if label.isVisible()]
    assert "Exporting codes" in texts
    assert "58 of 400, about 3 s left" in texts
    button = next(b for b in line.findChildren(QPushButton) if b.text() == "Cancel")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert cancelled == [True]
    assert not button.isVisible()
    work.finish("58 codes exported, the rest can be resumed")
    assert line.works() == []
    assert line.sentence() == "58 codes exported, the rest can be resumed"


def test_the_status_line_says_that_a_server_wants_a_pause(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    work = line.start("Exporting hits")
    work.progress(58, 400)
    teller = threading.Thread(target=work.paused.emit, args=(40,))
    teller.start()
    teller.join(20)

    def texts() -> list[str]:
        return [label.text() for label in line.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: "the server wants a pause of 40 s; waiting" in texts())
    work.progress(59, 400)
    assert "59 of 400" in texts()


def test_two_toasts_at_most_and_the_words_stay_in_the_status_line(window: MainWindow) -> None:
    for number in (1, 2, 3):
        window.toast(f"{number} links moved to Events")
    assert [toast.words for toast in window.toasts()] == ["2 links moved to Events", "3 links moved to Events"]
    assert window.status.sentence() == "3 links moved to Events"
    low = window.toasts()[-1].geometry()
    assert window.width() - low.right() - 1 == 16
    assert window.status.geometry().top() - low.bottom() - 1 == 16


def test_undo_works_from_the_toast_and_later_by_key_but_only_once(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[str] = []
    window.toast("Barista wanted is archived", undo=lambda: undone.append("archive")).leave()
    toast = window.toast("3 links moved", undo=lambda: undone.append("move"))
    button = next(b for b in toast.findChildren(QPushButton) if b.text() == "Undo")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    for _ in range(3):
        press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["move", "archive"]


def test_the_status_line_offers_undo_as_long_as_something_can_be_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[str] = []
    button = window.status.undo
    assert not button.isVisible()
    window.toast("Barista wanted is archived", undo=lambda: undone.append("archive")).leave()
    toast = window.toast("3 links moved", undo=lambda: undone.append("move"))
    window.show_page("links")
    assert (button.text(), button.isVisible()) == ("Undo (Ctrl+Z)", True)
    assert button.toolTip() == button.accessibleName() == "Undo: 3 links moved"
    work = window.status.start("Exporting")
    assert not button.isVisible()
    work.finish()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (undone, toast in window.toasts()) == (["move"], False)
    assert button.toolTip() == "Undo: Barista wanted is archived"
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (undone, button.isVisible()) == (["move", "archive"], False)
    window.toast("3 links moved", undo=lambda: undone.append("again"))
    window.forget_undo()
    assert not button.isVisible()


def test_toasts_and_the_status_line_are_read_out_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    class Reader:
        """Stands in for the system's screen reader, which no test has."""

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            heard.append(event.message())

    monkeypatch.setattr(announce, "QAccessible", Reader)
    window.toast("Barista wanted is archived")
    window.status.say("")
    window.status.start("Exporting").finish("Exported")
    assert heard == ["Barista wanted is archived", "Exported"]


def test_a_toast_takes_neither_the_window_nor_the_focus(window: MainWindow) -> None:
    before = QApplication.focusWidget()
    window.toast("3 links moved", undo=lambda: None)
    assert window.isActiveWindow()
    assert QApplication.focusWidget() is before


def test_a_toast_waits_under_the_pointer(window: MainWindow, qtbot: QtBot) -> None:
    toast = window.toast("Barista wanted is archived")
    assert not toast.is_waiting()
    QTest.mouseMove(window.windowHandle(), centre(toast, window))
    qtbot.waitUntil(toast.is_waiting)
    QTest.mouseMove(window.windowHandle(), QPoint(400, 300))
    qtbot.waitUntil(lambda: not toast.is_waiting())
