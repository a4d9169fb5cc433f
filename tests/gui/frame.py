"""The frame of the window with simple pages in it, and how one presses keys in it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow, NavEntry
from qrdesk.gui.widgets import boxes


class TwoRegions(QWidget):
    """A page of a table and an editor."""

    def __init__(self) -> None:
        super().__init__()
        self.table, self.editor = QPushButton("table"), QLineEdit()
        self.setLayout(boxes.columns(self.table, self.editor))

    def regions(self) -> Sequence[QWidget]:
        return (self.table, self.editor)


def opened(qtbot: QtBot, state: State, page: str = "links") -> MainWindow:
    window = MainWindow(state)
    qtbot.addWidget(window)
    window.add_page(NavEntry("links", "Links", "link"), TwoRegions)
    window.add_page(NavEntry("domains", "Domains", "globe", "place"), partial(QLabel, "domains"))
    window.add_page(NavEntry("settings", "Settings", "sliders-horizontal", "foot"), partial(QLabel, "settings"))
    window.add_page(NavEntry("manual", "Manual", "book-open", ""), partial(QLabel, "manual"))
    window.show_page(window.last_page(page))
    if state.read_bytes("window/geometry").isEmpty():
        window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window).__enter__()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press ``key`` as the keyboard does: through the window."""
    QTest.keyClick(window.windowHandle(), key, modifier)


def centre(widget: QWidget, window: QWidget) -> QPoint:
    return widget.mapTo(window, widget.rect().center())
