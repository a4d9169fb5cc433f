"""Widgets that are garbage go on the thread of the windows, between two events, and nowhere else."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.gui.garbage import collect_here


@pytest.fixture(autouse=True)
def collecting(qapp: QApplication) -> Iterator[None]:
    gc.enable()  # as Python starts
    clock = collect_here(qapp)
    yield
    clock.stop()
    clock.deleteLater()
    gc.disable()  # as the test was given it


def forgotten() -> "weakref.ref[QWidget]":
    """Return a widget that only a circle holds, as a dialog whose buttons call it."""
    made = QLabel("Menu")
    made.circle = made  # type: ignore[attr-defined] # what a closure does too
    made.ensurePolished()
    return weakref.ref(made)


def litter() -> None:
    """Leave far more behind than Python's limit."""
    for _ in range(20 * gc.get_threshold()[0]):
        circle: list[object] = []
        circle.append(circle)


def test_garbage_goes_between_two_events_on_this_thread(qtbot: QtBot) -> None:
    widget, threads = forgotten(), list[threading.Thread]()
    weakref.finalize(widget(), lambda: threads.append(threading.current_thread()))
    elsewhere = threading.Thread(target=litter)
    elsewhere.start()
    elsewhere.join()
    assert widget() is not None, "not on the thread of a job"
    qtbot.waitUntil(lambda: widget() is None)
    assert threads == [threading.current_thread()]


class Littering(QWidget):
    """What goes through Python while it is dressed, as charts do."""

    def changeEvent(self, event: QEvent) -> None:
        litter()
        super().changeEvent(event)


def test_no_widget_goes_while_all_are_dressed_anew(qtbot: QtBot, qapp: QApplication) -> None:
    shown = Littering()
    qtbot.addWidget(shown)
    shown.show()
    widget = forgotten()
    before = qapp.styleSheet()
    qapp.setStyleSheet(before + "/* */")
    assert widget() is not None, "Qt still had it in its list"
    qapp.setStyleSheet(before)
    qtbot.waitUntil(lambda: widget() is None)
