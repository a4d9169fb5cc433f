"""The icon beside the system's clock: whether codes lead anywhere, and the window whenever it is wanted.

Where a system has no such place there is none, and closing the window quits as it always did.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from qrdesk.gui.server import Server
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import icons, tokens
from qrdesk.gui.widgets.menus import Menu

KEEP = "tray/keep_serving"  # key of the choice: the window may be closed, and the server goes on
_TOLD = "tray/told"
_SIZES = (16, 22, 24, 32, 48, 64)
_SERVES = frozenset({ServerState.SERVING, ServerState.NETWORK_ONLY})
_BETWEEN = frozenset({ServerState.STARTING, ServerState.CONNECTING})


class Tray(QObject):
    """The icon and its menu, a child of the window."""

    def __init__(self, window: MainWindow, state: State, server: Server, copy_address: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._state, self._server = window, state, server
        self._drawn: ServerState | None = None
        self.icon = QSystemTrayIcon(self)
        self.menu = Menu()
        self.said = self.menu.addAction("")
        self.said.setEnabled(False)
        self.menu.addSeparator()
        self.open = self.menu.add(self.tr("Open QRDesk"), self.show_window)
        self.start = self.menu.add(self.tr("Start serving"), server.start, "play")
        self.stop = self.menu.add(self.tr("Stop serving"), server.stop, "power")
        self.copy = self.menu.add(self.tr("Copy address"), copy_address, "copy")
        self.menu.addSeparator()
        words = self.tr("Keep serving when the window is closed")
        self.keep: QAction = self.menu.add_choice(words, self._kept, on=state.read(KEEP, False))
        also = self.tr("tray background close")
        window.finder.add_action(words, self.tr("Server"), "power", self._turn_keep, also=also)
        self.menu.add(self.tr("Quit"), self.quit)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        window.pill.state_shown.connect(self._show_state)
        window.stays = self._stays
        self._show_state()
        self.icon.show()

    def show_window(self) -> None:
        """Bring the window to the front."""
        raise_window(self._window)

    def quit(self) -> None:
        """Close the window, and the app with it, whatever was chosen."""
        if self._window.quit():
            QApplication.quit()

    def _stays(self) -> bool:
        """Whether the window that is being closed only goes out of sight; the first time it is said that it does."""
        if not self._state.read(KEEP, False) or not self.icon.isVisible():
            return False
        if not self._state.read(_TOLD, False):
            self._state.write(_TOLD, True)
            title = self.tr("QRDesk goes on serving")
            said = self.tr("The window is closed, and codes go on working. Quit from the menu of this icon.")
            self.icon.showMessage(title, said, icons.app_icon())
        QApplication.setQuitOnLastWindowClosed(False)
        return True

    def _kept(self) -> None:
        self._state.write(KEEP, self.keep.isChecked())

    def _turn_keep(self) -> None:
        self.keep.trigger()
        kept = self.tr("QRDesk goes on serving when the window is closed")
        self._window.status.say(kept if self.keep.isChecked() else self.tr("QRDesk ends when the window is closed"))

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.show_window()

    def _show_state(self) -> None:
        pill = self._window.pill
        if pill.state is not self._drawn:  # words change every second while the server is away
            self._drawn = pill.state
            self.icon.setIcon(icon_of(pill.state))
        self.icon.setToolTip(self.tr("QRDesk: {state}").format(state=pill.text()))
        self.said.setText(pill.text())
        self.start.setVisible(pill.can_start())
        self.stop.setVisible(pill.can_stop())
        self.copy.setEnabled(bool(self._server.address))


def raise_window(window: MainWindow) -> None:
    """Show a window that is hidden, small or behind others."""
    QApplication.setQuitOnLastWindowClosed(True)
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def make_tray(window: MainWindow, state: State, server: Server, copy_address: Callable[[], object]) -> Tray | None:
    """Return the icon; None where the system has no place for one."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return None
    return Tray(window, state, server, copy_address)


def icon_of(state: ServerState) -> QIcon:
    """Return the program's icon with the pill's shape in its corner: round serves, a diamond needs a look, a square
    stands still.
    """
    made, source = QIcon(), icons.app_icon()
    for size in _SIZES:
        drawn = source.pixmap(size, size)
        _mark(drawn, size, state)
        made.addPixmap(drawn)
    return made


def _mark(drawn: QPixmap, size: int, state: ServerState) -> None:
    edge = size * 0.5
    box = QRectF(size - edge, size - edge, edge, edge).adjusted(1, 1, -1, -1)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(Qt.GlobalColor.white), max(1.0, size / 22)))  # apart from whatever lies beneath
    painter.setBrush(_colour(state))
    if state is ServerState.SERVING:
        painter.drawEllipse(box)
    elif state is ServerState.NETWORK_ONLY or state in _BETWEEN:
        at = box.center()
        half = box.width() / 2
        corners = ((0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0))
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
    else:
        painter.drawRect(box)
    painter.end()


def _colour(state: ServerState) -> QColor:
    theme = tokens.current()
    if state in _SERVES:
        return theme.success.default if state is ServerState.SERVING else theme.warn.default
    if state in _BETWEEN:
        return theme.info.default
    return theme.danger.default if state is ServerState.UNREACHABLE else theme.border.control
