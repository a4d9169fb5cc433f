"""What is done about hits that are stored already, in a thread of its own: counting anew, adding up, forgetting.

It is about rows that all servers on a database share, so one of them does it (``leading.py``). Bytes of files lie in
the data folder of the server that took them, and a file may be deleted by another one: each looks through its own.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from qrdesk.core.hits import pending, regroup, retention
from qrdesk.core.services import audit_log, file_bytes, given_answers
from qrdesk.core.webhooks import forgetting

_EVERY = timedelta(hours=1)
_EVERY_DAY = timedelta(days=1)
_REST_S = 0.15  # between two transactions: longer than SQLite lets others wait between two tries


class _Stopped(Exception):
    """The process is to end: what is under way stays as far as it has come, and goes on another time."""


class Upkeep:
    """The upkeep of one process; ``run`` and ``sweep_files`` are two of its jobs."""

    def __init__(self) -> None:
        self.files: Path | None = None  # the folder that they lie in, once the database is open
        self._hourly: datetime | None = None  # when it was last done
        self._daily: datetime | None = None
        self._swept: datetime | None = None

    def run(self, now: datetime, stopping: Callable[[], bool]) -> bool:
        """Do one piece of work; True when there is more to do at once."""
        breathe = _breath(stopping)
        try:
            again = pending.count(now=now, breathe=breathe) or regroup.regroup(now=now, breathe=breathe)
            return again or self._age(now, breathe)
        except _Stopped:
            return False

    def _age(self, now: datetime, breathe: Callable[[], object]) -> bool:
        if self._hourly is not None and now - self._hourly < _EVERY:
            return False
        retention.delete_old_hits(now, breathe)
        retention.forget_visitors(now)
        given_answers.forget_old(now, breathe)
        forgetting.forget_old(now, breathe)
        forgetting.forget_endpoints(now, breathe)
        if self._daily is None or now - self._daily >= _EVERY_DAY:
            retention.forget_misses(now, breathe)
            audit_log.forget_old(now, breathe)
            retention.forget_unnamed(breathe)
            retention.drop_empty_months(now)
            self._daily = now
        self._hourly = now  # last: what failed is tried again soon
        return False

    def sweep_files(self, now: datetime, stopping: Callable[[], bool]) -> bool:
        """Delete, once a day, bytes of this server's files that no workspace has any more; never more to do at once."""
        if self.files is None or (self._swept is not None and now - self._swept < _EVERY_DAY):
            return False
        try:
            file_bytes.sweep(self.files, now, _breath(stopping))
        except _Stopped:
            return False
        self._swept = now
        return False


def _breath(stopping: Callable[[], bool]) -> Callable[[], None]:
    def breathe() -> None:
        if stopping():
            raise _Stopped
        time.sleep(_REST_S)

    return breathe
