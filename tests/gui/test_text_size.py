"""How large everything is shown: chosen in Settings, taken up at the next start, and the window still fits."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QSize, Qt
from pytestqt.qtbot import QtBot

from qrdesk.gui import text_size
from qrdesk.gui.pages.settings_text_size import TextSizeCard
from qrdesk.gui.seat import PORT, free_port
from qrdesk.gui.shell.state import State
from tests.gui.desks import a_client

ROOT = Path(__file__).resolve().parents[2]
# Opens the app, says how large it shows things, and closes it in order.
LOOK = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from qrdesk.gui import app

def look(desk):
    screen, size = desk.window.screen(), desk.window.size()
    fits = screen.availableGeometry().contains(desk.window.frameGeometry())
    print(screen.devicePixelRatio(), desk.window.isVisible() and fits, os.environ.get("QT_SCALE_FACTOR"), flush=True)
    desk.ending.ask_no_more()
    QApplication.quit()

build = app.build

def built(*given):
    desk = build(*given)
    QTimer.singleShot(600, lambda: look(desk))  # once the window knows its frame
    return desk

app.build = built
sys.exit(app.main(sys.argv[:1], sys.argv[1]))
"""


@pytest.fixture(autouse=True)
def no_size_of_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(text_size.VARIABLE, "")  # put back after the test, whatever that sets


def opened(folder: Path, size: int, factor: str = "", screen: tuple[int, int] = (1920, 1080)) -> str:
    """Open the app as a process with ``size`` chosen, on such a screen; return what it says of itself."""
    one = {"name": "one", "x": 0, "y": 0, "width": screen[0], "height": screen[1], "logicalDpi": 96, "dpr": 1}
    (folder / "screens.json").write_text(json.dumps({"screens": [one]}), encoding="utf-8")
    a_client(folder, "http://localhost:8765").close()
    state = State(folder / "config")
    state.write(text_size.SIZE, size)
    state.write(PORT, free_port(0))
    state.sync()
    platform = f"offscreen:configfile={folder / 'screens.json'}"
    environ = {**os.environ, "QT_QPA_PLATFORM": platform, "QRDESK_CONFIG_DIR": str(folder / "config")}
    environ |= {"PYTHONPATH": str(ROOT), text_size.VARIABLE: factor}
    command = [sys.executable, "-c", LOOK, str(folder / "links.db")]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_what_was_chosen_holds_at_the_next_start_and_the_window_fits_the_screen(tmp_path: Path) -> None:
    assert opened(tmp_path, 150) == "1.5 True None", "larger, on the screen, and told to no process started from here"


@pytest.mark.wide
def test_a_size_that_does_not_fit_gives_way_to_the_largest_that_does_and_it_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened(tmp_path, 150, screen=(1366, 768)) == "1.25 True None", "an old laptop, and weak eyes"
    assert opened(tmp_path, 150, screen=(1024, 600)) == "1.0 True None"
    assert opened(tmp_path, 150) == "1.5 True None", "it is back on the other screen"
    assert opened(tmp_path, 150, screen=(1024, 600)) == "1.0 True None"
    state = State(tmp_path / "config")
    assert text_size.chosen(state) == 150, "it is kept for the other screen"
    assert state.read("text_size_told", "") == "150 100"
    monkeypatch.setattr(text_size, "shown", lambda: 125)
    assert "150 % does not fit this screen: everything is shown at 125 %" in text_size.fallen_back(state)
    assert text_size.fallen_back(state) == "", "it was said"


@pytest.mark.wide
def test_a_size_of_the_computer_goes_before_the_one_chosen(tmp_path: Path) -> None:
    assert opened(tmp_path, 150, factor="1.25") == "1.25 True 1.25"


@pytest.mark.parametrize("kept", [100, 7, 5000])
def test_the_usual_size_and_what_is_none_ask_for_nothing(state: State, kept: int) -> None:
    state.write(text_size.SIZE, kept)
    assert not text_size.ask(state)
    assert not os.environ[text_size.VARIABLE]


@pytest.fixture
def a_screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """Make the screen so large."""
    return lambda wide, high: monkeypatch.setattr(text_size, "_room", lambda: QSize(wide, high))


def test_what_does_not_fit_the_screen_is_shown_with_the_reason_and_is_not_to_be_had(
    qtbot: QtBot, state: State, a_screen: Callable[[int, int], None]
) -> None:
    a_screen(1366, 768)
    state.write(text_size.SIZE, 150)
    card = TextSizeCard(state)
    qtbot.addWidget(card)
    enabled = {size: card.choice.button(str(size)).isEnabled() for size in text_size.SIZES}
    assert enabled == {90: True, 100: True, 110: True, 125: True, 150: False}
    assert card.choice.key() == "125", "what is shown here"
    assert "150 % is kept for a screen of at least 1536 × 850." in card.needs.text()
    qtbot.mouseClick(card.choice.button("100"), Qt.MouseButton.LeftButton)
    assert "150 % needs a screen of at least 1536 × 850." in card.needs.text()


def test_a_choice_is_kept_and_waits_for_the_next_start(
    qtbot: QtBot, state: State, a_screen: Callable[[int, int], None]
) -> None:
    a_screen(1920, 1080)
    asked: list[bool] = []
    card = TextSizeCard(state, lambda: asked.append(True))
    qtbot.addWidget(card)
    card.show()
    assert card.choice.key() == "100"
    assert not card.restart.isVisible()
    qtbot.mouseClick(card.choice.button("125"), Qt.MouseButton.LeftButton)
    assert text_size.chosen(state) == 125
    assert "opened again" in card.said.text()
    qtbot.mouseClick(card.restart, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_where_a_process_cannot_be_begun_anew_in_place_another_takes_over_with_the_same_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ["-P", "-m", "qrdesk", "--database", "C:\\My shop\\q.db"]
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(QProcess, "startDetached", lambda program, said: started.append((program, said)))
    monkeypatch.setattr(sys, "orig_argv", ["python", *words])
    monkeypatch.setenv("QRDESK_TEXT_SIZE_AGAIN", "")
    with monkeypatch.context() as windows:
        windows.setattr(os, "name", "nt")
        windows.setattr(os, "execv", lambda *_said: pytest.fail("it would tear words with blanks apart"))
        with pytest.raises(SystemExit) as ended:
            text_size.begin_anew()
    assert (ended.value.code, started) == (0, [(sys.executable, words)])
    assert os.environ["QRDESK_TEXT_SIZE_AGAIN"], "once"


def test_a_size_of_the_computer_is_said_and_leaves_no_choice(
    qtbot: QtBot, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(text_size.VARIABLE, "2")
    card = TextSizeCard(state)
    qtbot.addWidget(card)
    assert not card.choice.isEnabled()
    assert text_size.VARIABLE in card.said.text()
