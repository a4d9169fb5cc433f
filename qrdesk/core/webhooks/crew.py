"""The threads that send. They know lanes and the network, and no database."""

import logging
import queue
import threading
import time

from qrdesk.core.webhooks.lanes import Lanes, Work
from qrdesk.core.webhooks.sending import Post, Result, own_fault, send

THREADS = 48
FAULT = "QRDesk itself failed to send it; the log of QRDesk says more."
_IDLE_S = 30.0  # a thread with nothing to do goes home after so long
_GROWTH = 4  # threads that are started at once: fewer are enough where answers come fast
_log = logging.getLogger("qrdesk.webhooks")


class Crew:
    """Threads that make attempts, started as they are needed. What came of each is in ``ended``."""

    def __init__(self, lanes: Lanes, courier: Post) -> None:
        self.ended: queue.SimpleQueue[tuple[Work, Result]] = queue.SimpleQueue()
        self._lanes = lanes
        self._courier = courier
        self._lock = threading.Lock()
        self._number = 0

    def grow(self) -> None:
        """Start threads for what could begin and has nobody."""
        wanted = self._lanes.short_of()
        with self._lock:
            started = max(0, min(wanted, _GROWTH, THREADS - self._number))
            self._number += started
        for _ in range(started):
            # a daemon: a request that hangs keeps no process from its end
            threading.Thread(target=self._work, name="webhook", daemon=True).start()

    def collect(self, patience_s: float, gather_s: float = 0.0) -> list[tuple[Work, Result]]:
        """Return what has ended by now; where nothing has, wait for the first, and for those that come with it."""
        found: list[tuple[Work, Result]] = []
        try:
            found.append(self.ended.get(timeout=patience_s) if patience_s > 0 else self.ended.get_nowait())
            if gather_s and patience_s > 0:
                time.sleep(gather_s)
            while True:
                found.append(self.ended.get_nowait())
        except queue.Empty:
            return found

    def _work(self) -> None:
        try:
            while (work := self._lanes.take(_IDLE_S)) is not None:
                result = self._attempt(work)
                self.ended.put((work, result))
                self._lanes.done(work, result)
        finally:
            with self._lock:
                self._number -= 1

    def _attempt(self, work: Work) -> Result:
        try:
            return send(self._courier, work.request)
        except Exception:  # noqa: BLE001 - a fault of ours with one delivery must not end the others
            _log.exception("An attempt of delivery %s failed because of QRDesk itself.", work.name)
            return own_fault(FAULT, unsent=False)
