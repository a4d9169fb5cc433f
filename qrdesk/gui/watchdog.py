"""What kept the window from reacting: gaps between two beats of the event loop, and what Python was doing meanwhile.

A timer on the thread of the windows beats every few milliseconds; a thread beside it sees when a beat is late, and
looks at what the windows' thread is at. Each gap has two lengths. ``wall_ms`` is what a person feels. ``cpu_ms`` is
what this thread worked in it: a machine that does other things makes the first longer and hardly the second, so tests
judge by the second.
"""

import faulthandler
import logging
import re
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import IO

from PySide6.QtCore import QObject, Qt, QTimer, Signal

LIMIT_MS = 50.0  # what a person notices
VARIABLE = "QRDESK_WATCHDOG"
_BEAT_MS = 5
_LOOK_S = 0.01
_TOLD = 12  # calls that are logged
_OURS = "qrdesk"
_THREAD = re.compile(r"(?:Current )?[Tt]hread (0x[0-9a-f]+)")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stall:
    """One gap. ``stack`` is where Python was most of the time, the innermost call last."""

    wall_ms: float
    cpu_ms: float
    stack: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = "".join(f"\n    {line}" for line in self.stack[-_TOLD:])
        return f"the window did not react for {self.wall_ms:.0f} ms ({self.cpu_ms:.0f} ms of work){where}"


class Watchdog(QObject):
    """Watches the thread it is made on. ``stalled`` brings each gap over the limit."""

    stalled = Signal(object)

    def __init__(self, parent: QObject | None = None, *, limit_ms: float = LIMIT_MS) -> None:
        super().__init__(parent)
        self._limit_ms = limit_ms
        self._watched = threading.get_ident()
        self._over = threading.Event()
        self._looks: list[tuple[str, ...]] = []
        self._wall_s, self._cpu_s = time.perf_counter(), time.thread_time()
        self.longest = Stall(0.0, 0.0)  # since ``forget``
        self.hardest_ms = 0.0  # the most that this thread worked between two beats
        self._clock = QTimer(self)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.setInterval(_BEAT_MS)
        self._clock.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to watch."""
        self._over.clear()
        self.forget()
        self._clock.start()
        threading.Thread(target=self._watch, name="qrdesk-watchdog", daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._over.set()
        self._clock.stop()

    def forget(self) -> None:
        """What was measured until now is of no interest any more."""
        self.longest, self.hardest_ms = Stall(0.0, 0.0), 0.0
        self._wall_s, self._cpu_s = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        wall_s, cpu_s = time.perf_counter(), time.thread_time()
        gap = Stall((wall_s - self._wall_s) * 1000, (cpu_s - self._cpu_s) * 1000)
        self._wall_s, self._cpu_s = wall_s, cpu_s
        looks, self._looks = self._looks, []
        self.hardest_ms = max(self.hardest_ms, gap.cpu_ms)
        if gap.wall_ms > self.longest.wall_ms or gap.wall_ms > self._limit_ms:
            gap = Stall(gap.wall_ms, gap.cpu_ms, _usual(looks))
            self.longest = max(self.longest, gap, key=lambda one: one.wall_ms)
            if gap.wall_ms > self._limit_ms:
                self.stalled.emit(gap)

    def _watch(self) -> None:
        """In the thread beside: note where the other one is while its beat is late."""
        with tempfile.TemporaryFile() as file:
            while not self._over.wait(_LOOK_S):
                if (time.perf_counter() - self._wall_s) * 1000 > self._limit_ms / 2:
                    self._looks.append(_stack(file, self._watched))


def watch(parent: QObject) -> Watchdog:
    """Log every stall from now on."""
    dog = Watchdog(parent)
    dog.stalled.connect(_tell)
    dog.start()
    return dog


def _tell(stall: Stall) -> None:
    _log.warning("%s", stall)


def _stack(file: IO[bytes], thread: int) -> tuple[str, ...]:
    """Return the calls that a thread is in, the innermost last.

    By what tells of crashes, not by the frames themselves: whoever holds one keeps the painters and widgets of that
    call, and would let them go on the wrong thread.
    """
    file.seek(0)
    file.truncate()
    faulthandler.dump_traceback(file, all_threads=True)
    file.seek(0)
    found: list[str] = []
    inside = False
    for line in file.read().decode(errors="replace").splitlines():
        if not line.startswith("  "):
            said = _THREAD.match(line)
            inside = said is not None and int(said[1], 16) == thread
        elif inside:
            found.append(line.strip())
    return tuple(reversed(found))


def _usual(looks: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the stack that was seen most: by the innermost call of ours, for below it each look differs."""
    if not looks:
        return ()
    ours = Counter(_innermost(look) for look in looks)
    most = ours.most_common(1)[0][0]
    return next(look for look in looks if _innermost(look) == most)


def _innermost(look: tuple[str, ...]) -> str:
    return next((line for line in reversed(look) if _OURS in line), look[-1] if look else "")
