"""Visits that met no link, kept from filling the disk: a million random paths must cost no more than a few do.

The first of each second are handed on as they are. The rest of that second are only counted, by domain and kind, and
handed on as one for each: without address and user agent. Standard library only: redirects write with this.
"""

import threading
import time
from collections.abc import Callable

from qrdesk.core.hits.records import Miss

SINGLY = 20  # in one second and process
_WINDOW_S = 1.0


class Misses:
    """What one process does about its misses. Every thread may call ``take``.

    Those that are only counted are in memory until the second is over: a kill -9 loses the last second of them.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._began_s = clock()
        self._singly = 0
        self._counted: dict[tuple[int, str], Miss] = {}  # by domain and kind

    def take(self, miss: Miss) -> list[Miss]:
        """Return what is to be written now that ``miss`` came, in order; often nothing."""
        with self._lock:
            due = self._due()
            if self._singly < SINGLY:
                self._singly += 1
                return [*due, miss]
            key = miss.domain_id, miss.kind
            before = self._counted.get(key)
            first = miss._replace(slug="", user_agent="") if before is None else before
            self._counted[key] = first._replace(times=miss.times + (before.times if before is not None else 0))
            return due

    def due(self, *, now: bool = False) -> list[Miss]:
        """Return what was only counted, once its second is over; at once when the process stops (``now``)."""
        with self._lock:
            return self._due(now=now)

    def _due(self, *, now: bool = False) -> list[Miss]:
        at_s = self._clock()
        if not now and at_s - self._began_s < _WINDOW_S:
            return []
        due = list(self._counted.values())
        self._began_s, self._singly, self._counted = at_s, 0, {}
        return due
