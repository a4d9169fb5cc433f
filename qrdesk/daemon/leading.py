"""Which of several servers on one database does what is to be done once: this background process, while it leads.

The lease is a row (``core.lease``), looked after in a thread of its own: a long drain must not lose it. Held is what
was held a moment ago by our own count of seconds, from before it was asked for; a computer's clock may be set
meanwhile. Whoever dies is followed after ``lease_seconds`` and a second or two, whoever stops at once. A SQLite file
has one server anyway (``claim.py``), and no lease: a laptop that serves nobody would write one all day long.
"""

import contextlib
import logging
import math
import os
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime

import peewee

from qrdesk.core import database, lease
from qrdesk.core.errors import QRDeskError
from qrdesk.core.hits.days import is_shared
from qrdesk.core.lease import LeaseLost

_NAME = "jobs"
_LOOK_S = 1.0  # between two looks at a lease that another one has
_STOP_S = 5.0  # for the answer to a question that is under way
_HOST_CHARS = 64
_FAULTS = (QRDeskError, peewee.PeeweeException, OSError)
_log = logging.getLogger("qrdesk.leading")

Stopping = Callable[[], bool]
Job = Callable[[datetime, Stopping], bool]


class Leading:
    """Whether this process leads. ``start`` is called once the database is open, ``stop`` once at the end."""

    def __init__(self, length_s: float) -> None:
        """Take the lease for ``length_s`` seconds at a time."""
        self._length_s = length_s
        # a name that nobody ever had; host and process are for people who look into the table
        self._holder = f"{socket.gethostname()[:_HOST_CHARS]} {os.getpid()} {secrets.token_hex(8)}"
        self._until_s = 0.0  # by ``_now_s``
        self._renew_s = 0.0
        self._leads = False  # as was said last
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def held(self) -> bool:
        """Whether nobody else can have the lease at this moment."""
        return _now_s() < self._until_s and not self._stopping.is_set()

    def start(self) -> None:
        """Lead if nobody does, and look after that from now on."""
        if not is_shared():
            self._until_s = math.inf
            return
        self._ask()
        # a daemon: when the process must end, it does
        self._thread = threading.Thread(target=self._keep, name="leading", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Lead no more, and let another one do so at once; where the database is silent, when the lease runs out."""
        self._stopping.set()
        if self._thread is None:
            return
        self._thread.join(_STOP_S)
        if not self._thread.is_alive():
            with contextlib.suppress(*_FAULTS):
                lease.give_back(_NAME, self._holder)

    def only(self, job: Job) -> Job:
        """Return ``job`` as it is done by the one that leads. Elsewhere nothing is done, and there is no more to do.

        It is told to stop when the lease runs out, and no transaction of it begins once another one leads.
        """

        def run(now: datetime, stopping: Stopping) -> bool:
            if not self.held:
                return False
            try:
                with database.fenced(self._check):
                    return job(now, lambda: stopping() or not self.held)
            except LeaseLost:
                _log.info("Another server leads now; what was under way here is left to it.")
                return False

        return run

    def _check(self) -> None:
        """Do nothing while the lease is held; called in a transaction.

        Raises:
            LeaseLost: another one leads, or may do so any moment.
        """
        if self._until_s == math.inf:
            return
        if not self.held or not lease.is_held(_NAME, self._holder):
            self._until_s = 0.0
            raise LeaseLost

    def _keep(self) -> None:
        while not self._stopping.wait(min(_LOOK_S, self._length_s / 4)):
            if not self.held or _now_s() >= self._renew_s:
                self._ask()

    def _ask(self) -> None:
        asked_s = _now_s()
        try:
            leads = lease.take(_NAME, self._holder, self._length_s)
        except Exception as fault:  # noqa: BLE001 - with the thread that asks, all that is done once would end
            expected = isinstance(fault, _FAULTS)  # the drain says those, too
            _log.log(logging.DEBUG if expected else logging.WARNING, "The lease cannot be asked for: %s", fault)
            return  # what we hold we hold as long as it was
        self._until_s = asked_s + self._length_s if leads else 0.0
        self._renew_s = asked_s + self._length_s / 3
        if leads is not self._leads:
            _log.info("This server leads now." if leads else "Another server leads now.")
        self._leads = leads


def _now_s() -> float:
    """Return seconds that nobody sets, those included that this computer slept: others did not wait for it."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
