"""The background process: moves recorded hits into the database, so that the web processes only answer.

Started by ``qrdesk serve``, which tells it everything by environment, and gone with it: it ends when its standard input
does. Nothing that happens to the database loses a hit: it waits in its file.
"""

import contextlib
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import peewee

from qrdesk.core.errors import QRDeskError
from qrdesk.core.geo import Geo
from qrdesk.core.hits.housekeeping import keep_house
from qrdesk.core.hits.ingest import REFUSED, Drained, drain_once, sweep
from qrdesk.core.opening import Opened, data_dir_of, open_database
from qrdesk.core.settings import Settings, default_database
from qrdesk.daemon.children import FAILED, READY, STATUS_FILE
from qrdesk.daemon.jobs import Jobs
from qrdesk.daemon.lifeline import end_with_parent
from qrdesk.daemon.logs import level_of

_NICENESS = 10
_SWEEP_S = 30.0
_HOUSE_S = 3600.0
_FIRST_BACKOFF_S = 0.25
_LAST_BACKOFF_S = 5.0
_SLICE_S = 0.25  # a signal is noticed after at most this
_SHORTEST_S = 0.01
_LAST_DRAIN_S = 30.0
_FAULTS = (QRDeskError, peewee.PeeweeException, OSError)
_log = logging.getLogger("qrdesk.background")


class _Background:
    """The loop, and what it tells about itself in ``background.json``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = False
        self._geo = Geo.open(settings)
        self._jobs = Jobs(settings)
        self._swept_s = 0.0
        self._house_s = 0.0
        self._told_s = 0.0
        self._backoff_s = _FIRST_BACKOFF_S
        self._trouble = ""
        self._lag_us = 0
        self._moved = 0  # hits stored and files removed
        self._status = data_dir_of(settings.database or default_database(), settings) / STATUS_FILE

    def stop(self) -> None:
        self._stopping = True

    def run(self) -> None:
        """Drain until told to stop, then once more to the end."""
        opened = self._open()
        if opened is None:
            return
        spool = opened.spool
        with contextlib.suppress(OSError):  # nobody listens any more
            print(READY, flush=True)  # noqa: T201 - the line that serve waits for
        while not self._stopping:
            began_s = time.monotonic()
            well = self._attempt(lambda: self._turn(spool))
            self._tell()
            interval_s = max(self._settings.hits_drain_ms / 1000, _SHORTEST_S) if well else self._next_backoff()
            self._pause(began_s + interval_s - time.monotonic())  # at once when there is more than one turn can take
        self._jobs.stop()
        self._drain_to_the_end(spool)
        self._told_s = 0.0
        self._tell()

    def _open(self) -> Opened | None:
        """Open the database, however long it takes to become reachable; None when told to stop and it still is not.

        Told to stop, it is tried once more: hits that came while we started are then drained, as at every other stop.
        """
        opened: list[Opened] = []
        while True:
            last = self._stopping
            if self._attempt(lambda: opened.append(open_database(settings=self._settings))):
                return opened[0]
            if last:
                return None
            self._pause(self._next_backoff())

    def _turn(self, spool: Path) -> None:
        now = datetime.now(UTC)
        if self._swept_s == 0.0 or time.monotonic() - self._swept_s >= _SWEEP_S:
            sweep(spool, now=now)
            self._geo.refresh()
            self._swept_s = time.monotonic()
        self._count(drain_once(spool, now=now, stored=self._tell, country_of=self._geo.country))
        if not self._stopping:
            self._do_jobs(now)

    def _do_jobs(self, now: datetime) -> None:
        """Do what is due beside the drain. Hits wait meanwhile: what takes long belongs into a thread of its own."""
        if self._house_s == 0.0 or time.monotonic() - self._house_s >= _HOUSE_S:
            keep_house(now, self._settings.data_dir)
            self._house_s = time.monotonic()
        self._jobs.tick(now)

    def _count(self, drained: Drained) -> None:
        self._lag_us = drained.lag_us
        self._moved += drained.hits + drained.files
        if drained.damaged:
            _log.warning("%d damaged records were passed over; every whole one was kept.", drained.damaged)
        if drained.refused:
            _log.error("%d hits cannot be stored and are not counted; they are in %s.", drained.refused, REFUSED)

    def _attempt(self, work: Callable[[], None]) -> bool:
        """Do ``work``; False when it failed for a reason that may pass. Said once, when it starts and when it ends."""
        try:
            work()
        except _FAULTS as fault:
            said = str(fault)
            if said != self._trouble:
                _log.warning("Hits wait in their files and are not lost. %s", said)
            self._trouble = said
            return False
        if self._trouble:
            _log.warning("The database answers again.")
        self._trouble = ""
        self._backoff_s = _FIRST_BACKOFF_S
        return True

    def _next_backoff(self) -> float:
        backoff_s, self._backoff_s = self._backoff_s, min(self._backoff_s * 2, _LAST_BACKOFF_S)
        return backoff_s

    def _drain_to_the_end(self, spool: Path) -> None:
        deadline_s = time.monotonic() + _LAST_DRAIN_S
        while time.monotonic() < deadline_s:
            before = self._moved
            if not self._attempt(lambda: self._turn(spool)):
                time.sleep(_FIRST_BACKOFF_S)
            elif before == self._moved:
                return

    def _pause(self, seconds: float) -> None:
        # Short sleeps and a flag: an Event set by a signal handler can lock up the thread that waits for it.
        until_s = time.monotonic() + seconds
        while (left_s := until_s - time.monotonic()) > 0 and not self._stopping:
            time.sleep(min(left_s, _SLICE_S))
            self._tell()

    def _tell(self) -> None:
        """Write that we live and how we are, for ``/healthz``: at most once a second and never half."""
        if time.monotonic() - self._told_s < 1 and self._told_s:
            return
        self._told_s = time.monotonic()
        told = {"lag_ms": self._lag_us // 1000, "trouble": self._trouble}
        path = self._status
        new = path.with_name(f".{path.name}.{os.getpid()}.new")
        with contextlib.suppress(OSError):  # a full disk must not stop the drain
            new.write_text(json.dumps(told), encoding="utf-8")
            new.replace(path)


def main() -> int:
    """Run the background process; 0 when it was stopped and had drained what there was."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    try:
        settings = replace(Settings.load(), public_url="")  # the default domain is the daemon's to change
    except QRDeskError as fault:
        _log.error("%s", fault)
        return FAILED
    logging.getLogger().setLevel(level_of(settings))
    background = _Background(settings)
    signal.signal(signal.SIGTERM, lambda _number, _frame: background.stop())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the parent decides
    end_with_parent(background.stop)
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):  # started with a lower one still
            os.setpriority(os.PRIO_PROCESS, 0, _NICENESS)
    background.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
