"""PostgreSQL's notices of changes, heard on a connection of their own. They make haste, and nothing hangs on them.

A notice goes out with the commit of the change, and with no other. One may be missed: while the connection is broken,
or behind a pooler that hands connections on after each transaction. So whoever listens looks by itself as well, only
later.
"""

import contextlib
import logging
import random
import selectors
import socket
import threading
import time
from collections.abc import Callable

import psycopg

from qrdesk.core.postgres_pool import Pool

CHANNEL = "qrdesk_changes"
NAME = "qrdesk notices"  # as the server lists the connection
_SHORTEST_WAIT_S, _LONGEST_WAIT_S = 0.25, 30.0  # between two tries to connect
_JOIN_S = 2.0
# the server says nothing for hours where nobody changes a link: without these, a dead line would look like a quiet one
_KEEPALIVES = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}

_log = logging.getLogger(__name__)


class Notices:
    """A thread that calls ``heard`` after each notice, and after each time when it could not listen."""

    def __init__(self, pool: Pool, heard: Callable[[], object]) -> None:
        self._pool = pool
        self._heard = heard
        self._stopping = threading.Event()
        self._bell, self._rope = socket.socketpair()  # a closed rope ends the wait for the server
        self._thread = threading.Thread(target=self._run, name="notices", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; whoever connects at that moment is let finish alone."""
        self._stopping.set()
        self._rope.close()
        self._thread.join(_JOIN_S)

    def _run(self) -> None:
        wait_s, troubled = _SHORTEST_WAIT_S, False
        with self._bell:
            while not self._stopping.is_set():
                begun = time.monotonic()
                try:
                    with contextlib.closing(
                        self._pool.connect_apart(fallback_application_name=NAME, **_KEEPALIVES)
                    ) as one:
                        one.execute(f"LISTEN {CHANNEL}")
                        troubled = False
                        self._listen(one)
                except (psycopg.Error, OSError) as fault:
                    if not troubled:
                        _log.info("Changes of others are seen a moment later: no notices come. %s", fault)
                    troubled = True
                # one that is thrown out again and again is not to come back all the faster
                lasted = time.monotonic() - begun > _LONGEST_WAIT_S
                wait_s = _SHORTEST_WAIT_S if lasted else min(wait_s * 2, _LONGEST_WAIT_S)
                self._stopping.wait(wait_s * random.uniform(0.5, 1))

    def _listen(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        self._heard()  # of what nobody listened to
        with selectors.DefaultSelector() as selector:  # select() itself knows no descriptor beyond 1,024
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._bell, selectors.EVENT_READ)
            while True:
                selector.select()
                if self._stopping.is_set():
                    return
                if list(connection.notifies(timeout=0)):
                    self._heard()
