"""Whether what a test does keeps the window from reacting, judged by work and not by the clock.

A machine of tests does many things at once: a gap of the event loop says little there. What counts is the CPU time that
the thread of the windows spends between two beats of the loop, compared with a yardstick: a piece of work of the same
kind (making, dressing and painting widgets), measured on the same machine in the same moment. So no test has a number
of milliseconds in it, and a slow machine, or one that shares its cores, makes both longer.
"""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from qrdesk.gui.watchdog import Watchdog

_LABELS = 60
_TIMES = 5
_WEIGHT = 12  # yardsticks that a person would notice: some 50 ms where one takes 4


def yardstick_ms() -> float:
    """Return how much work it is here to make and paint a small panel; the least of a few, for others disturb."""
    return min(_once() for _ in range(_TIMES))


@contextmanager
def without_stall(what: str) -> Generator[Watchdog]:
    """Fail unless the loop comes round often enough in the body, which must let the app live."""
    limit_ms = _WEIGHT * yardstick_ms()
    dog = Watchdog()
    dog.start()
    try:
        yield dog
        QApplication.processEvents()
    finally:
        dog.stop()
    limit_ms = max(limit_ms, _WEIGHT * yardstick_ms())  # the machine may have become busier since
    said = (
        f"{what} kept the window busy for {dog.hardest_ms:.0f} ms, and {limit_ms:.0f} would be noticed: {dog.longest}"
    )
    assert dog.hardest_ms <= limit_ms, said


def live(seconds: float, until: Callable[[], bool] = lambda: False) -> None:
    """Let the app live for a while, as it does when nobody waits for anything."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not until():
        QApplication.processEvents()
        time.sleep(0.002)


def _once() -> float:
    began = time.thread_time()
    panel = QWidget()
    rows = QVBoxLayout(panel)
    for number in range(_LABELS):
        rows.addWidget(QLabel(f"Row {number} of a panel"))
    panel.show()
    panel.grab()
    panel.close()
    panel.deleteLater()
    return (time.thread_time() - began) * 1000
