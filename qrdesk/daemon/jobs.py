"""What is done beside the drain, now and then: looking at destinations, at proofs of domains, and at the blocklist.

Upkeep of stored hits is done in the same way. A round of it runs in a thread of its own: the drain goes on meanwhile,
and looks at other servers hold nobody up.

Of several servers on a database all look at destinations, as each takes rows that no other has. One of them says which
are to be looked at, looks for proofs and holds the links against its blocklist (``leading.py``).
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import peewee

from qrdesk.core import database
from qrdesk.core.blocklist import stamp_of
from qrdesk.core.errors import QRDeskError
from qrdesk.core.services import blocklist, checks, verification
from qrdesk.core.settings import Settings

_EVERY_S = 1.0  # between two rounds when there was nothing to do
_AFTER_TROUBLE_S = 30.0
_A_DAY = timedelta(days=1)
_DOMAINS = 20  # of one round
_FAULTS = (QRDeskError, peewee.PeeweeException, OSError)
_log = logging.getLogger("qrdesk.jobs")

Stopping = Callable[[], bool]
Job = Callable[[datetime, Stopping], bool]
Only = Callable[[Job], Job]


class Jobs:
    """The jobs of one process. ``tick`` is called often and never waits; ``stop`` is called once, at the end."""

    def __init__(self, settings: Settings, jobs: Sequence[Job] | None = None) -> None:
        """Take ``jobs``, or the looks at what links lead to."""
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._not_before_s = 0.0
        self._trouble = ""
        self._jobs: Sequence[Job] = looks(settings) if jobs is None else jobs

    def tick(self, now: datetime) -> None:
        """Start a round if one is due and none is under way."""
        if self._stopping.is_set() or (self._thread is not None and self._thread.is_alive()):
            return
        if time.monotonic() < self._not_before_s:
            return
        # a daemon: when the process must end, it does
        self._thread = threading.Thread(target=self._round, args=(now,), name="jobs", daemon=True)
        self._thread.start()

    def wait(self, timeout_s: float) -> bool:
        """Wait until the round under way is over; False when it took longer."""
        if self._thread is not None:
            self._thread.join(timeout_s)
        return self._thread is None or not self._thread.is_alive()

    @property
    def resting_s(self) -> float:
        """Seconds until the next round may start."""
        return max(0.0, self._not_before_s - time.monotonic())

    def rest_no_more(self) -> None:
        """Let the next round start at once."""
        self._not_before_s = 0.0

    def stop(self, timeout_s: float = 2.0) -> bool:
        """Start nothing more and let go of looks under way; False when a round would not end in time."""
        self._stopping.set()
        return self.wait(timeout_s)

    def _round(self, now: datetime) -> None:
        more, trouble = False, ""
        for run in self._jobs:
            if self._stopping.is_set():
                return
            try:
                with database.scope():
                    more = run(now, self._stopping.is_set) or more
            except _FAULTS as fault:
                trouble = str(fault)
            except Exception as fault:  # noqa: BLE001 - a fault of ours in one check must not end the others
                trouble = f"{type(fault).__name__}: {fault}"
                _log.debug("where it happened", exc_info=fault)
        if trouble and trouble != self._trouble:
            _log.warning("Work beside the drain failed and is tried again. %s", trouble)
        self._trouble = trouble
        pause_s = _AFTER_TROUBLE_S if trouble else 0.0 if more else _EVERY_S
        self._not_before_s = time.monotonic() + pause_s


def looks(settings: Settings, only: Only = lambda job: job) -> Sequence[Job]:
    """Return the looks at what links lead to. ``only`` has a job done by one of several servers alone."""
    enlisted, proven, blocked = _Enlisting(settings), _Domains(settings), _Blocklist(settings)
    return only(enlisted.run), _Targets(settings).run, only(proven.run), only(blocked.run)


class _Enlisting:
    """Has the destinations of new and changed links looked at next; twice, one under way would be looked at again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen = (0, 0)

    def run(self, now: datetime, stopping: Stopping) -> bool:
        """Read one page of links, which takes a moment; True when there is more to do at once."""
        if not self._settings.target_check_hours:
            return False
        before, self._seen = self._seen, checks.enlist(self._seen, now)
        return self._seen != before


class _Targets:
    """Looks at the destinations of links."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def run(self, now: datetime, stopping: Stopping) -> bool:
        """Do one round; True when there is more to do at once."""
        if not self._settings.target_check_hours:
            return False
        due = checks.take_due(now)
        checks.check_due(due, self._settings, now, stopping)
        return bool(due)


class _Domains:
    """Looks for the proofs of domains, each once a day."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def run(self, now: datetime, stopping: Stopping) -> bool:
        """Do one round; True when there is more to do at once."""
        due = verification.find_due_domains(now, _DOMAINS)
        verification.check_domains(due, self._settings, now, stopping)
        return len(due) == _DOMAINS


class _Blocklist:
    """Holds all links against the blocklist, once a day and whenever its file is another one."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.blocklist
        self._after: int | None = None  # where the walk stands; None: at rest
        self._done: tuple[object, datetime] | None = None  # with which file, and when

    def run(self, now: datetime, stopping: Stopping) -> bool:
        """Look at one page of links; True when there is more to do at once."""
        stamp = stamp_of(self._path)
        if stamp is None:
            return False
        if self._after is None:
            if self._done is not None and self._done[0] == stamp and now - self._done[1] < _A_DAY:
                return False
            self._after, self._done = 0, (stamp, now)
        self._after = blocklist.sweep_page(self._after, self._path, now)
        return self._after is not None
