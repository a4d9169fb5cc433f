"""What every test of the app stands on: no screen, the look applied, jobs that run at once."""

import gc
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

# before the first QApplication is made: a test needs no screen
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import style
from qrdesk.gui.theme.style import Appearance


@pytest.fixture(scope="module", autouse=True)
def spared() -> None:
    """Spare the collector of garbage, which is asked after each test, what stays: libraries, and all of other tests.

    It stays spared: looking through all of it anew for each file takes longer than most tests.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def appearance(qapp: QApplication, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Appearance]:
    """The look, light, and nothing that moves. ``own_home`` comes first: it empties the environment."""
    monkeypatch.setenv("QRDESK_REDUCED_MOTION", "1")
    look = style.apply(qapp, "light")
    gc.disable()  # it would run in whichever thread it comes to, and a widget may go in this one alone
    try:
        yield look
        _clear_away(qapp)
        look.choose("light")
    finally:
        gc.enable()


def _clear_away(app: QApplication) -> None:
    """Let go of what a test has closed: each widget that lives on is dressed anew with every change of the look."""
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if app.topLevelWidgets():  # in a circle with what they call
        gc.collect()


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """The one of pytest-qt, which waits for a minute here instead of five seconds: machines are busy."""
    for wait in ("waitUntil", "waitSignal", "waitExposed", "waitActive"):
        monkeypatch.setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=60_000))
    return qtbot


@pytest.fixture
def dark(appearance: Appearance) -> Appearance:
    """The look, dark."""
    appearance.choose("dark")
    return appearance


@pytest.fixture
def jobs() -> InlineRunner:
    """Runs work at once, on the spot."""
    return InlineRunner()


@pytest.fixture
def state(tmp_path: Path) -> State:
    """What the window remembers, in a folder of this test."""
    return State(tmp_path / "desk")


@pytest.fixture
def british() -> Iterator[None]:
    """Dates and numbers as in Britain, whoever runs this."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)
