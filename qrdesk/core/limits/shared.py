"""Counting requests of several processes together, in SQL.

On SQLite in a file of its own: nobody waits for a drain or an import there, and no disk is waited for, since nothing
in it is worth anything a minute later. It is made anew with each start of the server. On PostgreSQL in a table that is
not logged. One row holds all of one caller, and whoever decides holds that row.
"""

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import peewee

from qrdesk.core import database
from qrdesk.core.limits.limiter import Limiter
from qrdesk.core.limits.memory import MemoryLimiter
from qrdesk.core.limits.window import Decision, Quota, decide, pack, unpack

_PATIENCE_S = 2.0  # for the others; each of them takes less than a thousandth
_SWEEP_EVERY = 5_000  # requests
_COMPLAIN_EVERY_S = 60.0

_log = logging.getLogger(__name__)


def open_shared(data_dir: Path, name: str, *, clock: Callable[[], float] | None = None) -> Limiter:
    """Return what counts for all processes of the open database. ``name`` tells it from others in ``data_dir``.

    ``clock`` gives seconds. Without one it is what this computer counts from its start, the same for all processes,
    which nobody sets; for PostgreSQL its server's clock, as its callers may be several computers.
    """
    if not isinstance(database.proxy.obj, peewee.SqliteDatabase):
        return PostgresLimiter(clock=clock)
    return SqliteLimiter(_file(data_dir, name), clock=clock or time.monotonic)


def clear(data_dir: Path, name: str) -> None:
    """Remove what a server that has ended counted: after a loss of power it may even be damaged."""
    file = _file(data_dir, name)
    for one in (file, *(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm"))):
        with contextlib.suppress(OSError):
            one.unlink()


def _file(data_dir: Path, name: str) -> Path:
    return data_dir / f"pace-{name}.db"


class SqliteLimiter:
    """Counts in a file that other processes of this computer have open, too.

    Where the file cannot be used, each process counts for itself until it can: no request is refused for that.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._alone = MemoryLimiter()
        self._taken = 0
        self._silent_until = 0.0  # on the monotonic clock

    def take(self, name: str, quotas: Sequence[Quota]) -> Decision:
        """Count one request, or say that it is one too many."""
        with self._lock:
            try:
                return self._take(name, quotas)
            except (sqlite3.Error, OSError) as fault:
                self._complain(fault)
                self._drop()
        return self._alone.take(name, quotas)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._drop()

    def _take(self, name: str, quotas: Sequence[Quota]) -> Decision:
        connection = self._connection = self._connection or _open(self._path)
        connection.execute("BEGIN IMMEDIATE")
        with connection:  # commits, or takes back
            now_s = self._clock()
            row = connection.execute("SELECT spent FROM rate_window WHERE name = ?", (name,)).fetchone()
            decision, kept = decide(quotas, unpack(row[0]) if row else (), now_s)
            if decision.allowed:
                values = name, pack(kept), _ends_at(now_s, quotas)
                connection.execute("INSERT OR REPLACE INTO rate_window (name, spent, ends_at) VALUES (?, ?, ?)", values)
                self._taken += 1
                if self._taken % _SWEEP_EVERY == 0:
                    connection.execute("DELETE FROM rate_window WHERE ends_at <= ?", (now_s,))
        return decision

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def _complain(self, fault: Exception) -> None:
        now = time.monotonic()
        if now >= self._silent_until:
            self._silent_until = now + _COMPLAIN_EVERY_S
            _log.warning("Each web process counts requests for itself: %s cannot be used (%s).", self._path, fault)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS rate_window "
            "(name TEXT PRIMARY KEY, spent BLOB NOT NULL, ends_at REAL NOT NULL) WITHOUT ROWID"
        )
    except BaseException:
        connection.close()
        raise
    return connection


# Locks the caller's row, whether it was there or not, and returns it as it is after whoever held it.
_HOLD = (
    "INSERT INTO rate_window (name, spent, ends_at) VALUES (%s, '', 0) "
    "ON CONFLICT (name) DO UPDATE SET name = excluded.name "
    "RETURNING spent, CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"
)
_KEEP = "UPDATE rate_window SET spent = %s, ends_at = %s WHERE name = %s"
# Two sweepers never wait for each other, and nobody who decides waits for more than one row.
_SWEEP = (
    "DELETE FROM rate_window WHERE name IN "
    "(SELECT name FROM rate_window WHERE ends_at <= %s ORDER BY name FOR UPDATE SKIP LOCKED)"
)


class PostgresLimiter:
    """Counts in the database that all processes share, by its server's clock."""

    def __init__(self, *, clock: Callable[[], float] | None = None) -> None:
        self._clock = clock
        self._taken = 0

    def take(self, name: str, quotas: Sequence[Quota]) -> Decision:
        """Count one request, or say that it is one too many. Call it outside of any transaction.

        Raises:
            DatabaseUnreachable: the server does not answer.
        """
        with database.scope(), database.proxy.atomic():
            spent, servers_s = self._ask(_HOLD, name).fetchone()
            now_s = servers_s if self._clock is None else self._clock()
            decision, kept = decide(quotas, unpack(bytes(spent)), now_s)
            if decision.allowed:
                self._ask(_KEEP, pack(kept), _ends_at(now_s, quotas), name)
        self._taken += 1
        if self._taken % _SWEEP_EVERY == 0:
            with database.scope(), database.proxy.atomic():
                self._ask(_SWEEP, now_s)
        return decision

    def close(self) -> None:
        """Do nothing: the connections are the database's."""

    def _ask(self, statement: str, *values: Any) -> Any:
        return database.proxy.execute_sql(statement, values)


def _ends_at(now_s: float, quotas: Sequence[Quota]) -> float:
    """Return when nothing of what is kept counts any more."""
    return now_s + max(quota.window_s for quota in quotas)
