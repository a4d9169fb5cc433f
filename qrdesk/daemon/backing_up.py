"""Backups by schedule, made by the background process: also while nobody has the app open.

Each server makes those of its own data folder, and asks for no lease: the schedule lies there, names a folder of that
computer, and is kept by the one server that has the claim on the folder (``claim.py``). By a lease, another server
without a schedule would keep it from being made at all. PostgreSQL is backed up by its own tools, and has no schedule.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from qrdesk.core.backup_schedule import is_due, last_made, last_run, make_due, note_failure, read_schedule
from qrdesk.core.errors import QRDeskError
from qrdesk.core.opening import Opened
from qrdesk.core.services import backup_notes

_LOOK_S = 15.0  # between two looks at the schedule, which somebody may have changed
_log = logging.getLogger("qrdesk.backups")


class _Stopped(Exception):
    """The process is to end; what is half written goes, and the backup is still due when it starts again."""


class BackingUp:
    """The backups of one process; ``run`` is one of its jobs."""

    def __init__(self) -> None:
        self.opened: Opened | None = None  # once the database is open
        self._looked_s: float | None = None

    def run(self, now: datetime, stopping: Callable[[], bool]) -> bool:
        """Make the backup that is due, if one is; there is never more to do at once."""
        opened = self.opened
        if opened is None or not self._is_time_to_look():
            return False
        data_dir = opened.data_dir
        schedule = read_schedule(data_dir)
        if not is_due(schedule, last_run(data_dir), last_made(data_dir), now):
            return False

        def step(_done: int, _total: int) -> None:
            if stopping():
                raise _Stopped

        try:
            made = make_due(opened, schedule, now, step)
        except _Stopped:
            return False
        except QRDeskError as fault:  # as a database that is damaged
            made = note_failure(data_dir, now, str(fault))
        if made.made:
            _log.info("Backed up to %s: %d links, verified.", made.path, made.links)
            backup_notes.note_own(opened, Path(made.path).name, made.links, now)
        else:
            _log.error("The backup that was due was not made. %s", made.fault)
        return False

    def _is_time_to_look(self) -> bool:
        now_s = time.monotonic()
        if self._looked_s is not None and now_s - self._looked_s < _LOOK_S:
            return False
        self._looked_s = now_s
        return True
