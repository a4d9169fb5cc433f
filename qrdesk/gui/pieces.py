"""Long work of the window itself, done in pieces: between two of them the event loop comes round."""

import time
from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

T = TypeVar("T")

_SHARE_S = 0.006  # of one beat: a piece more may follow while less than this was used
ALONE = object()  # yielded before a piece that takes long: the event loop comes round first


def whole(steps: Generator[object, None, T]) -> T:
    """Do all steps at once; return what they make."""
    while True:
        try:
            next(steps)
        except StopIteration as over:
            return over.value


class Pieces(QObject):
    """Takes an iterator on, some steps per beat; the first ones at once, so that what is in sight is there."""

    done = Signal()

    def __init__(
        self, parent: QObject | None = None, pause_ms: int = 0, waits: Callable[[], bool] = lambda: False
    ) -> None:
        """While ``waits`` holds, nothing is done."""
        super().__init__(parent)
        self._waits = waits
        self._left: Iterator[object] | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(pause_ms)
        self._clock.timeout.connect(self._beat)

    def begin(self, steps: Iterator[object]) -> None:
        """Do these steps; what was left of those before is dropped."""
        self._left = steps
        self._clock.start()
        self._beat()

    def is_idle(self) -> bool:
        """Whether no steps are left."""
        return self._left is None

    def finish(self) -> None:
        """Do what is left at once."""
        while self._left is not None:
            self._step(self._left)

    def drop(self) -> None:
        """Leave the rest undone."""
        self._left = None
        self._clock.stop()

    def _beat(self) -> None:
        if self._waits():
            return
        end = time.thread_time() + _SHARE_S
        while self._left is not None:
            if self._step(self._left) is ALONE or time.thread_time() >= end:
                return

    def _step(self, steps: Iterator[object]) -> object:
        try:
            return next(steps)
        except StopIteration:
            if steps is self._left:
                self.drop()
                self.done.emit()
        except BaseException:
            self.drop()
            raise
        return None
