"""Python's garbage is collected on the thread of the windows, between two events.

Python itself would collect it wherever a limit is reached: on the thread of a job, or on this one in the middle of
something, say while Qt goes through all widgets to dress them anew. A closed dialog is such garbage now and then, and
taken away there it ends the app.
"""

import atexit
import gc

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

_EVERY_MS = 250


def collect_here(app: QApplication) -> QTimer:
    """Have the event loop of ``app`` collect garbage from now on, and nobody else; return its clock."""
    gc.disable()
    gc.freeze()  # modules stay: no look goes through them
    atexit.register(gc.unfreeze)  # at the end Python clears away all it has, and libraries tell what it has left
    clock = QTimer(app)
    clock.timeout.connect(_collect)
    clock.start(_EVERY_MS)
    return clock


def let_be() -> None:
    """Look no more at what there is by now: pages stay as long as the window, and a look at all of it takes 50 ms.

    Garbage that nobody collected yet stays with it. It is not collected first: that would be such a look, in the
    middle of something.
    """
    gc.freeze()


def _collect() -> None:
    """Collect up to the oldest generation that is over its limit, as Python does when left alone."""
    counted = enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
    over = [generation for generation, (count, limit) in counted if limit and count > limit]
    if over:
        gc.collect(max(over))
