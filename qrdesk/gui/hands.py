"""Whether somebody is typing, scrolling or dragging right now: what is done in idle time waits for them."""

import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_REST_S = 0.4  # longer than between two keys or two clicks of a wheel
_BY_HAND = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Wheel,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchUpdate,
    }
)


class Hands(QObject):
    """Watches one window that is shown: what the screen sends it, and nothing of what its parts tell each other."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._last = -_REST_S
        window.windowHandle().installEventFilter(self)

    def busy(self) -> bool:
        """Whether something was just done by hand."""
        return time.monotonic() - self._last < _REST_S

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _BY_HAND:
            self._last = time.monotonic()
        return False
