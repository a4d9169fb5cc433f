"""The window and its frame are on the screen: the first time, at the next start, and when a screen has gone."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Opens a window, closes it where it is told to stand, and says where the next one stands, its frame included.
STAND = """
import sys
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow
from pathlib import Path

app = QApplication([])
window = MainWindow(State(Path(sys.argv[1])))
window.show()
loop = QEventLoop()
QTimer.singleShot(600, loop.quit)
loop.exec()
if len(sys.argv) > 2:
    window.setGeometry(*map(int, sys.argv[2:]))
    app.processEvents()
window.close()
frame = window.frameGeometry()
print(*frame.getRect(), window.screen().name(), window.screen().availableGeometry().contains(frame))
"""


def stand(folder: Path, screens: Sequence[tuple[int, int, int, int]], *at: int) -> str:
    """Open the window on such screens, as a process of its own; say where it stood when it was closed."""
    given = [
        {"name": f"S{number}", "x": x, "y": y, "width": wide, "height": high, "logicalDpi": 96, "dpr": 1}
        for number, (x, y, wide, high) in enumerate(screens)
    ]
    (folder / "screens.json").write_text(json.dumps({"screens": given}), encoding="utf-8")
    environ = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={folder / 'screens.json'}"}
    command = [sys.executable, "-c", STAND, str(folder / "config"), *map(str, at)]
    done = subprocess.run(
        command, env={**environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.fast_cases(1)
@pytest.mark.parametrize("screen", [(1366, 768), (1280, 720), (683, 384)])
def test_the_first_window_leaves_room_for_its_frame(tmp_path: Path, screen: tuple[int, int]) -> None:
    said = stand(tmp_path, [(0, 0, *screen)])
    assert said.endswith("S0 True"), said


@pytest.mark.wide
def test_a_window_comes_back_to_its_screen_and_to_another_where_that_has_gone(tmp_path: Path) -> None:
    both = [(0, 0, 1366, 768), (1366, 0, 1920, 1080)]
    assert stand(tmp_path, both, 1400, 30, 1800, 1000).startswith("1398 28 1804 1004 S1"), "it was put there"
    assert stand(tmp_path, both) == "1398 28 1804 1004 S1 True", "and comes back there"
    said = stand(tmp_path, both[:1])
    assert said.endswith("S0 True"), said
