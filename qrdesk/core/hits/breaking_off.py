"""Ending a statement while the database is at work on it."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import peewee

from qrdesk.core import database
from qrdesk.core.errors import CalledOff
from qrdesk.core.hits.days import is_shared

Check = Callable[[], object]  # raises where the work is to end
_STEPS = 200_000  # of SQLite's machine, between two looks: some milliseconds
_LOOK_S = 0.2
_PATIENCE_S = 5.0  # for PostgreSQL to hear of it

_log = logging.getLogger(__name__)


@contextmanager
def broken_off_by(check: Check) -> Generator[None]:
    """Run the body so that a statement of this thread ends soon after ``check`` raises, and with what it raises.

    A connection is held (see ``database.scope``). What the body does between two statements is not ended by this.

    Raises:
        Exception: what ``check`` raised.
    """
    faults: list[BaseException] = []
    ending = _asked_elsewhere if is_shared() else _asked_meanwhile
    with ending(database.proxy.connection(), check, faults):
        try:
            yield
        except (peewee.DatabaseError, sqlite3.DatabaseError) as said:  # the second while rows are fetched
            if faults:
                raise faults[0] from None
            if "interrupted" in str(said):  # Python drops what a signal raises on the way into our look
                raise CalledOff("The question was called off.") from None
            raise


@contextmanager
def _asked_meanwhile(connection: Any, check: Check, faults: list[BaseException]) -> Generator[None]:
    """Have SQLite look now and then, in this thread."""

    def is_over() -> bool:
        try:
            check()
        except BaseException as fault:  # noqa: BLE001 - Ctrl+C too: SQLite would end the statement, and drop it
            faults.append(fault)
            return True
        return False

    connection.set_progress_handler(is_over, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def _asked_elsewhere(connection: Any, check: Check, faults: list[BaseException]) -> Generator[None]:
    """Look from another thread, and tell PostgreSQL."""
    over = threading.Event()
    looking = threading.Thread(target=_look, args=(connection, check, faults, over), name="qrdesk-looking", daemon=True)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()  # what was sent has arrived then: it cannot meet a later statement


def _look(connection: Any, check: Check, faults: list[BaseException], over: threading.Event) -> None:
    while not over.wait(_LOOK_S):
        try:
            check()
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is raised where the statement runs
            faults.append(fault)
            try:
                connection.cancel_safe(timeout=_PATIENCE_S)
            except Exception as lost:  # noqa: BLE001 - the driver's kinds; the next look tries again
                _log.debug("PostgreSQL was not told to stop: %s", lost)
