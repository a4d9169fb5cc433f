"""One thread that rings when a time has come: a thread for each request would cost more than the request."""

import heapq
import itertools
import logging
import os
import threading
import time
from collections.abc import Callable

_LINGER_S = 5.0  # with nothing to wait for, the thread ends after this
_FEW = 256  # alarms that may lie about without a look at which of them are over

_log = logging.getLogger(__name__)


class Alarm:
    """What rings once, unless it is cancelled before."""

    __slots__ = ("ring",)

    def __init__(self, ring: Callable[[], None]) -> None:
        self.ring: Callable[[], None] | None = ring

    def cancel(self) -> None:
        """Make it ring no more. One that rings just now is not waited for."""
        self.ring = None


class Watchdog:
    """Rings alarms on a thread of its own, which is there while there are alarms. ``ring`` must not block."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._alarms: list[tuple[float, int, Alarm]] = []  # a heap
        self._number = itertools.count()  # two of the same time: no comparing of alarms
        self._most = _FEW
        self._wakes_s = 0.0
        self._thread: threading.Thread | None = None

    def at(self, when_s: float, ring: Callable[[], None]) -> Alarm:
        """Call ``ring`` at ``when_s`` of the monotonic clock, or a little later."""
        alarm = Alarm(ring)
        with self._changed:
            if len(self._alarms) >= self._most:
                self._tidy()
            heapq.heappush(self._alarms, (when_s, next(self._number), alarm))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()
            elif when_s < self._wakes_s:
                self._changed.notify()
        return alarm

    def _tidy(self) -> None:
        """Let go of what was cancelled: nearly all are, long before their time."""
        self._alarms = [one for one in self._alarms if one[2].ring is not None]
        heapq.heapify(self._alarms)
        self._most = max(_FEW, 2 * len(self._alarms))

    def _run(self) -> None:
        while (due := self._wait()) is not None:
            for alarm in due:
                ring = alarm.ring
                try:
                    if ring is not None:
                        ring()
                except Exception:  # noqa: BLE001 - the next alarm is somebody else's
                    _log.exception("an alarm failed")

    def _wait(self) -> list[Alarm] | None:
        """Return what is due, perhaps nothing, after waiting for it; None when the thread is to end."""
        with self._changed:
            idle = not self._alarms
            now_s = time.monotonic()
            self._wakes_s = now_s + _LINGER_S if idle else self._alarms[0][0]
            if self._wakes_s > now_s:
                self._changed.wait(self._wakes_s - now_s)
            if idle and not self._alarms and time.monotonic() >= self._wakes_s:
                self._thread = None
                return None
            return self._due()

    def _due(self) -> list[Alarm]:
        due: list[Alarm] = []
        now_s = time.monotonic()
        while self._alarms and (self._alarms[0][0] <= now_s or self._alarms[0][2].ring is None):
            due.append(heapq.heappop(self._alarms)[2])
        return due


_kept: list[Watchdog] = []
_making = threading.Lock()


def watchdog() -> Watchdog:
    """Return the one of this process."""
    with _making:
        if not _kept:
            _kept.append(Watchdog())
        return _kept[0]


def _forget() -> None:
    """A process that was forked has none of the threads, and locks as they happened to be."""
    global _making  # noqa: PLW0603 - the lock itself may be held for ever
    _kept.clear()
    _making = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
