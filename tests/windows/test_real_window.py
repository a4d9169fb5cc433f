"""The app on a real screen (X11): what no offscreen window shows. `make test-slow` brings a screen in memory."""

import json
import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import Client
from qrdesk.core.settings import Settings
from qrdesk.gui.parting import TOLD
from qrdesk.gui.seat import PORT, port_is_free
from qrdesk.gui.shell.state import State
from tests.faults.processes import Process, free_port, wait_for
from tests.windows import x11

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (sys.platform == "linux" and os.environ.get("DISPLAY")),
        reason="needs a screen (X11): run `make test-slow` where Xvfb is installed, or on a desktop",
    ),
]

ROOT = Path(__file__).parents[2]
DEADLINE_S = 90
KDE_DARK = "[General]\nColorScheme=BreezeDark\n[KDE]\nLookAndFeelPackage=org.kde.breezedark.desktop\n"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An empty database; the app is told to serve it at a free port, on this computer alone."""
    path = tmp_path / "links.db"
    Client.local(str(path), Settings(public_url="http://localhost:8765")).close()
    state = State(tmp_path / "config")
    state.write(PORT, free_port())
    state.write(TOLD, True)  # that codes stop with the app is asked once, by one that serves already
    state.sync()
    return path


def environment(database: Path) -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "xcb", "QRDESK_CONFIG_DIR": str(database.parent / "config")}


def led(script: str, database: Path, environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run the app by a script of the driver, which must end well and say nothing else."""
    command = [sys.executable, "-m", "tests.windows.driver", script, str(database), str(database.parent / "config")]
    whole = {**os.environ, **environment(database), **(environ or {}), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=whole, cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE_S, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    seen = json.loads(done.stdout)
    assert seen.pop("platform") == "xcb"
    return seen


def test_the_keyboard_shows_its_ring_and_types_into_the_palette(database: Path) -> None:
    seen = led("by_keyboard", database)
    assert not seen["ringed_before"]
    assert (seen["opened"], seen["typed"], seen["page"]) == (True, "ana", "analytics")
    assert "Analytics" in seen["found"]


def test_the_window_opens_where_it_was_closed(database: Path) -> None:
    put = led("moved", database)
    assert put == {"place": [180, 60, 1222, 777], "page": "domains"}
    assert led("where", database) == put


@pytest.mark.parametrize("scale", [1, 2])
def test_every_page_reaches_the_screen_without_a_warning(database: Path, scale: int) -> None:
    seen = led("every_page", database, {"QT_SCALE_FACTOR": str(scale), "QRDESK_REDUCED_MOTION": "1"})
    assert seen == {"differing": [], "scale": scale, "drawn_scale": scale, "fits": True}


def test_the_window_is_dark_where_the_system_is(database: Path, own_home: Path) -> None:
    light = led("colours", database)
    assert (light["scheme"], light["frame"]) == ("light", light["light"])
    settings = own_home / ".config" / "kdeglobals"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(KDE_DARK, encoding="utf-8")
    quiet = "qt.qpa.theme.dbus.warning=false"  # a test has no session bus, and Plasma's settings want one
    plasma = {"QT_QPA_PLATFORMTHEME": "kde", "KDE_SESSION_VERSION": "5", "QT_LOGGING_RULES": quiet}
    dark = led("colours", database, plasma)
    assert dark["system"] == "Dark"
    assert (dark["scheme"], dark["frame"]) == ("dark", dark["dark"])


@contextmanager
def app(database: Path) -> Generator[Process]:
    """Run ``qrdesk --database``, wait until its daemon serves, and leave nothing of it behind."""
    log = database.parent / "app.log"
    process = Process("-m", "qrdesk", "--database", str(database), log=log, environ=environment(database))
    try:
        wait_for(lambda: note_of(database).exists() or not process.family(), "its daemon does not serve")
        assert len(process.family()) > 1, log.read_text(encoding="utf-8")
        yield process
    finally:
        process.close()
    assert log.read_text(encoding="utf-8") == ""


def note_of(database: Path) -> Path:
    """Where a daemon notes that it serves the database; it takes the note away when it stops in order."""
    return database.parent / f"{database.name}.d" / "daemon.json"


def test_closing_the_window_ends_the_app_and_its_daemon(database: Path) -> None:
    with x11.screen() as screen, app(database) as process:
        wait_for(lambda: screen.shown(process.pid), "no window on the screen")
        (window,) = screen.shown(process.pid)
        assert screen.title(window).endswith("QRDesk")
        screen.ask_to_close(window)
        wait_for(lambda: not process.family(), "the app or its daemon is left")
        assert process.terminate() == 0  # nothing is left to stop: this reads the exit code
        assert screen.shown(process.pid) == []
    assert_stopped(database)


def test_sigterm_ends_the_app_and_its_daemon(database: Path) -> None:
    with x11.screen() as screen, app(database) as process:
        wait_for(lambda: screen.shown(process.pid), "no window on the screen")
        assert process.terminate() == 0
        assert process.family() == []
    assert_stopped(database)


def assert_stopped(database: Path) -> None:
    assert not note_of(database).exists()
    assert port_is_free(State(database.parent / "config").read(PORT, 0))
