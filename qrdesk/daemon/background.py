"""The background process: moves recorded hits into the database, so that the web processes only answer.

Started by ``qrdesk serve``, which tells it everything by environment, and gone with it: it ends when its standard input
does. Nothing that happens to the database loses a hit: it waits in its file.
"""

import gc

if __name__ == "__main__":
    gc.disable()  # what is loaded at the start stays: looking through it meanwhile takes a tenth of the time

import contextlib
import logging
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import peewee

from qrdesk.core import database
from qrdesk.core.errors import QRDeskError
from qrdesk.core.geo import Geo
from qrdesk.core.hits import waiting
from qrdesk.core.hits.housekeeping import keep_house
from qrdesk.core.hits.ingest import REFUSED, Drained, drain_once, sweep
from qrdesk.core.opening import Opened, data_dir_of, open_database
from qrdesk.core.services import hit_marks
from qrdesk.core.settings import Settings, default_database
from qrdesk.daemon.backing_up import BackingUp
from qrdesk.daemon.children import FAILED, READY
from qrdesk.daemon.deliveries import Deliveries
from qrdesk.daemon.figures import BACKGROUND, Figures, Said
from qrdesk.daemon.jobs import Jobs, looks
from qrdesk.daemon.leading import Leading
from qrdesk.daemon.lifeline import end_with_parent
from qrdesk.daemon.logs import level_of
from qrdesk.daemon.upkeep import Upkeep

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
    """The loop, and what it tells about itself to the web processes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = False
        self._geo = Geo.open(settings)
        self._leading = Leading(settings.lease_seconds)
        self._jobs = Jobs(settings, looks(settings, self._leading.only))
        self._keeping = Upkeep()
        self._upkeep = Jobs(settings, [self._leading.only(self._keeping.run), self._keeping.sweep_files])
        self._backing_up = BackingUp()
        self._backups = Jobs(settings, [self._backing_up.run])
        self._deliveries = Deliveries(settings)
        self._swept_s = 0.0
        self._house_s = 0.0
        self._backoff_s = _FIRST_BACKOFF_S
        self._trouble = ""
        self._lag_us = 0
        self._moved = 0  # hits stored and files removed
        self._counts: Counter[str] = Counter()
        self._counted = Drained()  # of the drain that runs: what is in the counts already
        self._offsets: dict[str, int] | None = None
        self._spool: Path | None = None
        self._secret_key = b""
        self._drained_at = 0.0
        self._well_s = time.monotonic()  # when there was no trouble last
        data_dir = data_dir_of(settings.database or default_database(), settings)
        self._figures = Figures(data_dir, BACKGROUND, self._said)

    def stop(self) -> None:
        self._stopping = True

    def run(self) -> None:
        """Drain until told to stop, then once more to the end."""
        opened = self._open()
        if opened is None:
            return
        spool = self._spool = opened.spool
        self._secret_key = opened.secret_key
        self._keeping.files = opened.files
        self._backing_up.opened = opened
        self._deliveries.start(opened.secret_key)
        self._leading.start()
        with contextlib.suppress(OSError):  # nobody listens any more
            print(READY, flush=True)  # noqa: T201 - the line that serve waits for
        while not self._stopping:
            began_s = time.monotonic()
            well = self._attempt(lambda: self._turn(spool))
            self._figures.tell_in_turn()
            interval_s = max(self._settings.hits_drain_ms / 1000, _SHORTEST_S) if well else self._next_backoff()
            self._pause(began_s + interval_s - time.monotonic())  # at once when there is more than one turn can take
        self._jobs.stop()
        self._upkeep.stop()
        self._backups.stop()
        self._leading.stop()  # nothing of it is under way any more, and another server need not wait for our last drain
        self._deliveries.stop()
        self._drain_to_the_end(spool)
        self._figures.stop()

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
        self._counts.update(turns=1)
        if self._swept_s == 0.0 or time.monotonic() - self._swept_s >= _SWEEP_S:
            sweep(spool, now=now)
            self._geo.refresh()
            self._swept_s = time.monotonic()
        self._counted = Drained()
        ids_key = hit_marks.key_of_ids(self._secret_key)
        self._look_over(drain_once(spool, now=now, stored=self._batch, place_of=self._geo.place_of, ids_key=ids_key))
        if not self._stopping:
            self._do_jobs(now)

    def _do_jobs(self, now: datetime) -> None:
        """Do what is due beside the drain. Hits wait meanwhile: what takes long belongs into a thread of its own.

        The house is kept by every server on a database. Its own copies of geo databases are part of that, and what is
        made ready are the salts and tables that hits of the coming days need, of which ours may be the next one: it is
        little, done twice it does no harm, and it must not wait until another server is found dead.
        """
        if self._house_s == 0.0 or time.monotonic() - self._house_s >= _HOUSE_S:
            keep_house(now, self._settings.data_dir)
            self._house_s = time.monotonic()
        self._jobs.tick(now)
        self._upkeep.tick(now)
        self._backups.tick(now)

    def _batch(self, drained: Drained) -> None:
        self._count(drained)
        self._figures.tell_in_turn()

    def _count(self, drained: Drained) -> None:
        """Count what a drain has done so far: a later batch of it may fail, and this one is stored all the same."""
        before, self._counted = self._counted, replace(drained)
        self._counts.update(
            drained=drained.hits - before.hits,
            misses=drained.misses - before.misses,
            damaged=drained.damaged - before.damaged,
            refused=drained.refused - before.refused,
        )

    def _look_over(self, drained: Drained) -> None:
        """Note how a whole drain went, and complain where something is to be complained of."""
        self._count(drained)
        self._lag_us = drained.lag_us
        self._drained_at = time.time()
        self._moved += drained.hits + drained.files
        if drained.bytes or drained.files or self._offsets is None:
            with database.scope():
                self._offsets = waiting.read_offsets()
        if drained.damaged:
            _log.warning("%d damaged records were passed over; every whole one was kept.", drained.damaged)
        if drained.refused:
            _log.error("%d hits cannot be stored and are not counted; they are in %s.", drained.refused, REFUSED)

    def _attempt(self, work: Callable[[], None]) -> bool:
        """Do ``work``; False when it failed for a reason that may pass. Said once, when it starts and when it ends."""
        try:
            work()
        except _FAULTS as fault:
            self._counts.update(failed=1)
            said = str(fault)
            if said != self._trouble:
                _log.warning("Hits wait in their files and are not lost. %s", said)
            self._trouble = said
            return False
        if self._trouble:
            _log.warning("The database answers again.")
        self._trouble = ""
        self._well_s = time.monotonic()
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
            self._figures.tell_in_turn()

    def _said(self) -> Said:
        """Return what ``/healthz`` and ``/metrics`` are to know."""
        waits = waiting.look(self._spool, self._offsets or {}).bytes if self._spool is not None else 0
        lag_ms = self._lag_us // 1000
        if self._trouble and waits:
            lag_ms = max(lag_ms, int((time.monotonic() - self._well_s) * 1000))
        state = {
            "lag_ms": lag_ms,
            "trouble": self._trouble,
            "waiting_bytes": waits,
            "drained_at": self._drained_at,
            "leading": int(self._leading.held),
        }
        return Said({**self._counts, **self._deliveries.counts}, state)


def main() -> int:
    """Run the background process; 0 when it was stopped and had drained what there was."""
    gc.freeze()
    gc.enable()
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
