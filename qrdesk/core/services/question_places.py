"""The few places of this process for questions that may read very much."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

from qrdesk.core.errors import Busy
from qrdesk.core.hits.breaking_off import broken_off_by

AT_ONCE = 2  # questions of this process; the others wait
WAITING = 8
_SLICE_S = 0.05
_callers = threading.BoundedSemaphore(AT_ONCE + WAITING)
_places = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def holding_place(check: Callable[[], object]) -> Generator[None]:
    """Run the body in one of the places. Waiting for it ends with what ``check`` raises, and so do its statements.

    Raises:
        Busy: too many wait for a place.
        Exception: what ``check`` raised.
    """
    if not _callers.acquire(blocking=False):
        raise Busy("QRDesk is answering other questions of this kind. Try again in a moment.")
    try:
        while not _places.acquire(timeout=_SLICE_S):
            check()
        try:
            with broken_off_by(check):
                yield
        finally:
            _places.release()
    finally:
        _callers.release()
