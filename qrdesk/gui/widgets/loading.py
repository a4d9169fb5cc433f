"""A 2 px bar under a header: something is on its way, what stands below stays."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.theme import motion, tokens

_WAIT_MS = 300  # quicker answers show no bar
_STEP_MS = 30

T = TypeVar("T")


class LoadingBar(QWidget):
    """Appears 300 ms after ``start`` unless ``stop`` came first; starts and stops are counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Loading"))
        self._waiting = 0
        self._place = 0.0
        self._shown = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._appear)
        self._tick = QTimer(self)
        self._tick.setInterval(_STEP_MS)
        self._tick.timeout.connect(self._step)

    def start(self) -> None:
        """Something was asked for."""
        self._waiting += 1
        if not self._shown and not self._wait.isActive():
            self._wait.start()

    def stop(self) -> None:
        """An answer came; the bar goes with the last one."""
        self._waiting = max(0, self._waiting - 1)
        if not self._waiting:
            self._wait.stop()
            self._tick.stop()
            self._shown = False
            self.update()

    def wait_for(
        self, done: Callable[[T], object], failed: Callable[[Exception], object]
    ) -> tuple[Callable[[T], object], Callable[[Exception], object]]:
        """Something is asked for: return both of its answers; whichever comes is not waited for any more."""
        self.start()
        return partial(self._came, done), partial(self._came, failed)

    def is_shown(self) -> bool:
        """Whether the bar is to be seen."""
        return self._shown

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shown:
            return
        painter = QPainter(self)
        theme = tokens.current()
        painter.fillRect(self.rect(), theme.surface.track)
        part = self.width() * 0.3
        painter.fillRect(QRectF(self._place * (self.width() + part) - part, 0, part, 2), theme.accent.graphic)

    def _came(self, told: Callable[[T], object], answer: T) -> None:
        self.stop()
        told(answer)

    def _appear(self) -> None:
        self._shown = True
        self._place = 0.5
        if not motion.reduced():
            self._tick.start()
        self.update()

    def _step(self) -> None:
        self._place = (self._place + 0.02) % 1.0
        self.update()
