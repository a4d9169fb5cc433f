"""The spool of one web process, kept at hand even where it cannot be opened yet."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from qrdesk.core.hits.records import HitFields, Miss
from qrdesk.core.hits.spool import Counters, Spool

_RETRY_S = 1.0

_log = logging.getLogger(__name__)


class Recording:
    """Records hits in the spool. Without one visitors are sent on all the same, and it is tried again each second."""

    def __init__(self, folder: Path, *, fsync_ms: int = 200) -> None:
        self._folder = folder
        self._fsync_ms = fsync_ms
        self._refused = 0
        self._retry_at = 0.0
        self._lock = threading.Lock()
        self._spool: Spool | None = None
        # Records one hit as ``Spool.record`` does; False when it is lost. Once there is a spool it is the spool's own.
        self.record: Callable[[*HitFields], bool] = self._record
        self._opened()

    def _record(self, *hit: *HitFields) -> bool:
        spool = self._opened()
        if spool is None:
            self._refused += 1
            return False
        return spool.record(*hit)

    def record_miss(self, miss: Miss) -> None:
        """Record a visit that was led nowhere as ``Spool.record_miss`` does; without a spool it is lost."""
        spool = self._spool or self._opened()
        if spool is not None:
            spool.record_miss(miss)

    def counters(self) -> Counters:
        """Return what was recorded and what was not, since this process started."""
        answered, spooled, dropped = self._spool.counters if self._spool else (0, 0, 0)
        return Counters(answered + self._refused, spooled, dropped + self._refused)

    def close(self) -> None:
        """Force the hits to disk and hand them over to the drain."""
        with self._lock:
            if self._spool is not None:
                self._spool.close()

    def _opened(self) -> Spool | None:
        with self._lock:
            now = time.monotonic()
            if self._spool is None and now >= self._retry_at:
                self._retry_at = now + _RETRY_S
                try:
                    self._spool = Spool(self._folder, fsync_ms=self._fsync_ms)
                    self.record = self._spool.record
                except OSError as fault:
                    _log.error("No hit can be recorded: %s cannot be written (%s).", self._folder, fault.strerror)
            return self._spool
