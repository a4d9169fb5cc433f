"""How large the window is and where it stands: on a screen that is there, with its title bar and its status line."""

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QSize, QTimer
from PySide6.QtWidgets import QMainWindow

FRAME = QSize(16, 40)  # no system puts more round a window; how much it is exactly shows only once it is on the screen
_SETTLE_MS = 250  # the frame comes a moment after the window itself


class Fitting(QObject):
    """Sizes a window before it is shown, and once more when its frame is known; a child of the window."""

    def __init__(self, window: QMainWindow, least: QSize, usual: QSize) -> None:
        super().__init__(window)
        self._window, self._least, self._usual = window, least, usual
        self._given = QSize()
        self._follows = False  # from screen to screen
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_SETTLE_MS)
        self._clock.timeout.connect(self._settle)
        window.installEventFilter(self)

    def restore(self, kept: QByteArray) -> None:
        """Take up the size and place of last time, on a screen that is there now; else the usual size."""
        self._bound(FRAME)
        if not self._window.restoreGeometry(kept):
            self._window.resize(self._usual.boundedTo(self._room() - FRAME))
        self._bound(FRAME)  # it may have come to another screen
        self._given = self._window.size()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Show:
            self._clock.start()
        return False

    def _settle(self) -> None:
        """Bring the whole frame onto the screen, unless somebody has sized the window meanwhile."""
        window, before = self._window, self._given
        if not window.isVisible():
            return
        if not self._follows:
            self._follows = True
            window.windowHandle().screenChanged.connect(self._bound_here)
        self._bound_here()
        if window.isMaximized() or window.isFullScreen() or window.size() != before:
            return
        window.resize(before.boundedTo(self._room() - self._around()))
        put = self._inside(window.pos(), window.size() + self._around())
        if put != window.pos():
            window.move(put)

    def _bound(self, frame: QSize) -> None:
        # a small screen at 200 % has less room than the least that looks well
        self._window.setMinimumSize(self._least.boundedTo(self._room() - frame))

    def _bound_here(self) -> None:
        self._bound(self._around())

    def _around(self) -> QSize:
        return self._window.frameGeometry().size() - self._window.size()

    def _room(self) -> QSize:
        return self._window.screen().availableSize()

    def _inside(self, at: QPoint, size: QSize) -> QPoint:
        room = self._window.screen().availableGeometry()
        right, low = room.right() + 1 - size.width(), room.bottom() + 1 - size.height()
        return QPoint(max(room.left(), min(at.x(), right)), max(room.top(), min(at.y(), low)))
