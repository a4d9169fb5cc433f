"""Trying again later and later: after 2, 4, 8, 16 and then every 30 seconds, counted down for people to see."""

import math
import time

from PySide6.QtCore import QObject, QTimer, Signal

FIRST_S, LONGEST_S = 2, 30
_TICK_MS = 1_000


class Backoff(QObject):
    """``due`` says that it is time; ``ticked`` every second how many are left."""

    due = Signal()
    ticked = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.second_ms = _TICK_MS  # of the clock: tests have shorter seconds
        self._failures = 0
        self._until_s = 0.0
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)

    def is_waiting(self) -> bool:
        """Whether there is a try to come."""
        return self._clock.isActive()

    def left_s(self) -> int:
        """Return the seconds until the next try."""
        return max(0, math.ceil((self._until_s - time.monotonic()) * 1_000 / self.second_ms))

    def failed(self) -> int:
        """A try was in vain: wait for the next one; return for how many seconds."""
        wait_s = min(FIRST_S << self._failures, LONGEST_S)
        self._failures = min(self._failures + 1, LONGEST_S)
        self._until_s = time.monotonic() + wait_s * self.second_ms / 1_000
        self._clock.start(self.second_ms)
        self.ticked.emit(self.left_s())
        return wait_s

    def now(self) -> None:
        """Try at once."""
        self._clock.stop()
        self.due.emit()

    def over(self) -> None:
        """Nothing is tried any more; the next failure waits for the shortest time again."""
        self._clock.stop()
        self._failures = 0

    def _tick(self) -> None:
        if self.left_s() > 0:
            self.ticked.emit(self.left_s())
        else:
            self.now()
