"""The first time that the window is closed while it serves: codes lead nowhere then, and nobody would know why."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from qrdesk.gui.chooser import Chooser, Way
from qrdesk.gui.server import Server
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.status import AtClose
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tray import KEEP, Tray, raise_window

TOLD = "closing/told"
_LOGOUT_MS = 60_000  # a logout that was called off is told to nobody: one that is on closes the window before that
_SERVES = frozenset({ServerState.SERVING, ServerState.NETWORK_ONLY})


class Parting(QObject):
    """Asks once, and only a person at the window's own button: no logout and no signal waits for an answer."""

    def __init__(self, window: MainWindow, state: State, server: Server, tray: Tray | None) -> None:
        super().__init__(window)
        self._window, self._state, self._server, self._tray = window, state, server, tray
        self._logout = QTimer(self)
        self._logout.setSingleShot(True)
        self.chooser = Chooser(window)
        window.installEventFilter(self)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self._end_session)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close and event.spontaneous() and self._asks():
            event.ignore()
            self._ask()
            return True
        return False

    def _asks(self) -> bool:
        if self._logout.isActive() or self._state.read(TOLD, False):
            return False
        stays = self._tray is not None and self._state.read(KEEP, False)
        ends = self._server.own and self._server.state in _SERVES
        # work that somebody would miss has a question of its own
        works = any(work.at_close is not AtClose.LET_GO for work in self._window.status.works())
        return ends and not stays and not works

    def _ask(self) -> None:
        self._state.write(TOLD, True)
        self._state.sync()
        ways = [Way(self.tr("Close QRDesk"), "power", self._window.close)]
        if self._tray is not None:
            ways.insert(0, Way(self.tr("Close the window and keep serving"), "play", self._keep))
        if self._window.isMinimized():  # closed from the bar of the system, where nobody sees a question
            raise_window(self._window)
        self.chooser.ask(
            self.tr("Codes lead nowhere while QRDesk is closed"),
            self.tr(
                "Your links are served from this computer. Phones that scan a code reach nothing until QRDesk is open "
                "again. This is asked only once."
            ),
            ways,
        )

    def _keep(self) -> None:
        if self._tray is not None and not self._tray.keep.isChecked():  # as it may be by now: the menu has it too
            self._tray.keep.trigger()
        self._window.close()

    def _end_session(self) -> None:
        self._logout.start(_LOGOUT_MS)
