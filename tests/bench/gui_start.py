"""From the start of the process to a window that can be used: ``python -m tests.bench.gui_start DATABASE``.

It is the app as people start it, with a config folder of its own, and its daemon beside it. The window can be used
once the page that was open last is in sight, has what it asked for, and the event loop comes round.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

BEGAN = "QRDESK_BENCH_BEGAN"
_LOOK_MS = 5
_GIVE_UP_S = 60


def start_s(database: Path, config: Path) -> tuple[float, float]:
    """Start the app in a process of its own, end it again; return how long until it could be used, and its work."""
    config.mkdir(parents=True, exist_ok=True)
    (config / "desktop.ini").write_text("[connection]\nmode=local\n[server]\nport=0\n[window]\npage=home\n")
    environ = {**os.environ, BEGAN: repr(time.time()), "QRDESK_CONFIG_DIR": str(config), "QT_QPA_PLATFORM": "offscreen"}
    if environ.pop("PYTHONDONTWRITEBYTECODE", ""):  # warm, as an installed app is: its modules are compiled already
        environ["PYTHONPYCACHEPREFIX"] = str(Path(sys.prefix) / "pycache")
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.gui_start", str(database)],
        capture_output=True, text=True, check=False, env=environ, timeout=2 * _GIVE_UP_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    work_s, took_s = map(float, done.stdout.split()[-2:])
    return took_s, work_s


def main(database: str) -> int:
    """Be the app; print the seconds and end once it can be used."""
    sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type] # as the command line has it
    from qrdesk.gui import app
    from qrdesk.gui.desk import Desk
    from qrdesk.gui.jobs import PoolRunner
    from qrdesk.gui.session import Session
    from qrdesk.gui.shell.state import State

    build = app.build

    def watched(session: Session, state: State, jobs: PoolRunner) -> Desk:
        desk = build(session, state, jobs)
        clock = QTimer(desk)
        began = float(os.environ[BEGAN])

        def look() -> None:
            if time.time() - began > _GIVE_UP_S:
                QApplication.exit(1)
            if desk.opening.is_done() and desk.window.current_page() and jobs.idle():
                clock.stop()
                print(time.process_time(), time.time() - began, flush=True)
                QApplication.quit()

        clock.timeout.connect(look)
        clock.start(_LOOK_MS)
        return desk

    app.build = watched  # the same, watched
    return app.main(["qrdesk"], database=database)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
