"""Opening the app: ``main`` for people, ``build_window`` for tests and pictures."""

import logging
import logging.handlers
import os
import secrets
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from qrdesk.gui.desk import Desk
from qrdesk.gui.garbage import collect_here
from qrdesk.gui.jobs import JobRunner, PoolRunner
from qrdesk.gui.pages.settings import LOOK
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import style
from qrdesk.gui.theme.style import Choice

_LOOKS: dict[str, Choice] = {"light": "light", "dark": "dark"}
_LOG_BYTES = 1 << 20
_SIGNALS_MS = 250  # Python sees a signal only while it runs

_log = logging.getLogger(__name__)


def main(argv: Sequence[str], database: str = "") -> int:
    """Open the app on ``database``, else on what was open last; return its exit code."""
    app = QApplication(list(argv))
    app.setApplicationName("QRDesk")
    if QLocale().language() == QLocale.Language.C:  # no language set: numbers still get their thousands apart
        QLocale.setDefault(QLocale(QLocale.Language.English))
    app.setDesktopFileName("qrdesk")
    collect_here(app)
    folder = config_folder()
    _write_log(folder)
    state = State(folder)
    style.apply(app, _LOOKS.get(state.read(LOOK, "system"), "system"))
    jobs, session = PoolRunner(), Session()
    desk = build(session, state, jobs)
    _catch_faults(desk.window)
    clock = _quit_on_signals(app)
    desk.window.show()
    desk.opening.start(database)
    code = app.exec()
    clock.stop()
    desk.close()
    if jobs.close():
        session.close()  # else the end of the process closes it: a job that still runs must not lose its connection
    state.sync()
    return code


def build(session: Session, state: State, jobs: JobRunner) -> Desk:
    """Put the app together without opening anything."""
    return Desk(session, state, jobs)


def build_window(session: Session, state: State, jobs: JobRunner) -> MainWindow:
    """Return the window with all its pages, on a session that may be connected already."""
    desk = build(session, state, jobs)
    if session.client is not None:
        session.connected.emit()
        desk.window.show_page("home")
    return desk.window


def config_folder() -> Path:
    """Return where the window remembers things: ``QRDESK_CONFIG_DIR``, else the person's own folder."""
    own = os.environ.get("QRDESK_CONFIG_DIR", "")
    return Path(own) if own else Path(platformdirs.user_config_dir("qrdesk", appauthor=False))


def _write_log(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "desktop.log", maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return  # nowhere to write; the app works without
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("qrdesk").addHandler(handler)


def _catch_faults(window: MainWindow) -> None:
    """Nobody sees a traceback: a fault of ours goes to the log and is said with its number."""

    def caught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        fault_id = secrets.token_hex(4)
        _log.error("fault %s", fault_id, exc_info=(kind, fault, trace))
        said = window.tr("Something went wrong here. It was noted in the log as {number}.")
        window.status.say(said.format(number=fault_id))

    sys.excepthook = caught


def _quit_on_signals(app: QApplication) -> QTimer:
    """Let Ctrl+C and SIGTERM close the app in order, so that its server stops well too."""
    arrived: list[int] = []  # a signal may come in the middle of painting: only the event loop acts on it
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: arrived.append(number))

    def look() -> None:
        if arrived:
            app.quit()

    clock = QTimer(app)
    clock.timeout.connect(look)
    clock.start(_SIGNALS_MS)
    return clock
