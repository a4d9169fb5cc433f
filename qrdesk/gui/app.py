"""Opening the app: ``main`` for people, ``build_window`` for tests and pictures."""

import logging
import logging.handlers
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from qrdesk.gui import faults, language, late, text_size, watchdog
from qrdesk.gui.desk import Desk
from qrdesk.gui.garbage import collect_here
from qrdesk.gui.jobs import JobRunner, PoolRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.single import Request, Single, bounded
from qrdesk.gui.theme import style
from qrdesk.gui.theme.style import LOOK, Choice
from qrdesk.gui.welcome import Welcome

_LOOKS: dict[str, Choice] = {"light": "light", "dark": "dark"}
_LOG_BYTES = 1 << 20
_SIGNALS_MS = 250  # Python sees a signal only while it runs


def main(argv: Sequence[str], database: str = "", said: Sequence[str] = ()) -> int:
    """Open the app on ``database``, else on what was open last; return its exit code.

    ``said`` is what else it was opened with: links of its own and lists. Where its window is open already, that one
    is told, and this process ends.
    """
    folder = config_folder()
    state = State(folder)
    app = _application(argv, state)
    request, single = bounded(database, said), Single(folder)
    if single.hand_over(request):
        return 0
    _write_log(folder)
    language.use(app, state.read(language.LANGUAGE, language.SYSTEM))
    style.apply(app, _LOOKS.get(state.read(LOOK, "system"), "system"))
    jobs = PoolRunner()
    shown = Shown(app, state, jobs)
    faults.catch()
    clock = _quit_on_signals(app, shown.ask_no_more)
    if os.environ.get(watchdog.VARIABLE):
        watchdog.watch(app)
    single.serve(shown.take)
    shown.desk.window.show()
    shown.desk.ending.tell_last()
    if smaller := text_size.fallen_back(state):
        shown.desk.window.toast(smaller, icon="info")
    shown.desk.opening.start(database)
    shown.welcome.take(Request(said=request.said))
    code = app.exec()
    clock.stop()
    single.close()  # who starts now opens a window of its own
    ended = _close(shown.desk, jobs)
    language.open_again(app)
    if not ended:
        end_at_once(code)
    return code


class Shown:
    """The window of the app; another takes its place where the first page is to speak another language."""

    def __init__(self, app: QApplication, state: State, jobs: JobRunner) -> None:
        self._app, self._state, self._jobs = app, state, jobs
        self.desk, self.welcome = self._made()

    def _made(self) -> tuple[Desk, Welcome]:
        desk = build(Session(), self._state, self._jobs)
        late.make_soon(desk.window, self._jobs)
        desk.opening.language_wanted.connect(self._speak, Qt.ConnectionType.QueuedConnection)  # its button goes too
        return desk, Welcome(desk, self._app)

    def take(self, request: Request) -> bool:
        """Do what another start asks for."""
        return self.welcome.take(request)

    def ask_no_more(self) -> None:
        """The app ends without a question."""
        self.desk.ending.ask_no_more()

    def _speak(self, choice: str) -> None:
        """Keep a language, and show the first page in it with what is typed there; nothing is open yet."""
        before = self.desk
        self._state.write(language.LANGUAGE, choice)
        language.use(self._app, choice)
        self._state.write_bytes("window/geometry", before.window.saveGeometry())
        self.desk, self.welcome = self._made()
        self.desk.window.show()
        self.desk.opening.ask_in(before.opening.page())
        before.close()
        before.session.close()
        before.window.hide()
        self.desk.window.activateWindow()
        before.window.deleteLater()


def _application(argv: Sequence[str], state: State) -> QApplication:
    asked_for = text_size.ask(state)
    app = QApplication(list(argv))
    if text_size.is_other(app, state, asked_for=asked_for):
        text_size.begin_anew()
    if asked_for:
        text_size.asked()
    app.setApplicationName("QRDesk")
    app.setDesktopFileName("qrdesk")
    collect_here(app)
    return app


def _close(desk: Desk, jobs: PoolRunner) -> bool:
    """Put everything away; return whether nothing runs any more."""
    desk.close()
    ended = jobs.close()
    if ended:
        desk.session.close()  # else the end of the process does: a job that still runs must not lose its connection
    desk.state.sync()
    return ended


def end_at_once(code: int) -> None:
    """End the process although a job goes on: it had its time, and would keep a process alive that nobody sees.

    What a database or a file is in the middle of is as after a power cut, which both are made for.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # as it is where the app has no console
            stream.flush()
    os._exit(code)


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
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = logging.handlers.RotatingFileHandler(
            folder / faults.LOG, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return  # nowhere to write; the app works without
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("qrdesk").addHandler(handler)


def _quit_on_signals(app: QApplication, ask_no_more: Callable[[], object]) -> QTimer:
    """Let Ctrl+C and SIGTERM close the app in order, so that its server stops well too."""
    arrived: list[int] = []  # a signal may come in the middle of painting: only the event loop acts on it
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: arrived.append(number))

    def look() -> None:
        if arrived:
            ask_no_more()  # whoever sent it may not be there to answer
            app.quit()

    clock = QTimer(app)
    clock.timeout.connect(look)
    clock.start(_SIGNALS_MS)
    return clock
