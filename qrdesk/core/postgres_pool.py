"""Connections to PostgreSQL, kept and shared by the threads of a process."""

import contextlib
import os
import socket
import time
from typing import Any, cast

import peewee
import psycopg
from playhouse.pool import MaxConnectionsExceeded, PooledPostgresqlDatabase
from psycopg.conninfo import conninfo_to_dict

# PostgreSQL's own words; there is no code for what fails before a connection exists
_FULL = ("too many clients", "too many connections", "remaining connection slots")
_IDLE = 8  # connections kept by a process that nobody uses; after a rush others need their places
_SLOW_S = 3.0  # who had to wait for so long to be refused a connection waited for a server that hangs
_REST_S = 5.0  # so long nobody else tries then: they would wait one after the other


class Pool(PooledPostgresqlDatabase):
    """Waits for another thread's connection where the server takes no further one: processes share its places."""

    _silent_until_s = 0.0  # on the monotonic clock
    _tried: Any = None  # the idle connection that is asked just now whether it is still good; the others wait for that

    def connect(self, reuse_if_open: bool = False) -> bool:
        """Have a connection in this thread.

        Raises:
            peewee.OperationalError: the server does not answer, or all its places were taken for too long.
        """
        try:
            return super().connect(reuse_if_open)
        except MaxConnectionsExceeded as fault:
            raise peewee.OperationalError(str(fault)) from fault

    def connect_apart(self, **parameters: Any) -> "psycopg.Connection[tuple[Any, ...]]":
        """Return a connection of its own, which is in no pool and in no transaction; the address wins over parameters.

        Raises:
            psycopg.OperationalError: the server does not answer, or all its places are taken.
        """
        known: dict[str, Any] = {**parameters, **conninfo_to_dict(self.database), **self.connect_params}
        return psycopg.connect(**known, autocommit=True)

    def let_go(self) -> None:
        """Have whoever waits for the server refused, if that hangs: it takes callers, and never answers."""
        try:
            self.connect_apart().close()
        except psycopg.OperationalError as fault:
            if not _is_full(fault):
                ours: Any = self  # peewee types little of what a database can do
                held = [one.connection for one in tuple(ours._in_use.values())]  # noqa: SLF001 - our own, from the class below
                idle = [one for _, _, one in tuple(ours._connections)]  # noqa: SLF001 - as above
                for one in [self._tried, *held, *idle]:  # the idle ones, too: whoever takes one would wait again
                    _cut(one)

    def _connect(self) -> object:
        ours: Any = self  # as above
        with ours._pool_lock:  # noqa: SLF001 - as above; whoever waited for it knows how the one before fared
            if time.monotonic() < self._silent_until_s:
                raise psycopg.OperationalError("it has just left others waiting")
            began_s = time.monotonic()
            try:
                return super()._connect()
            except psycopg.OperationalError as fault:
                if self._in_use and _is_full(fault):
                    raise MaxConnectionsExceeded("The server takes no further connection.") from fault
                if time.monotonic() - began_s >= _SLOW_S:
                    self._silent_until_s = time.monotonic() + _REST_S
                raise

    def _is_closed(self, conn: Any) -> bool:
        self._tried = conn
        try:
            return bool(cast("Any", super())._is_closed(conn))  # noqa: SLF001 - peewee types little of a pool
        finally:
            self._tried = None

    def _can_reuse(self, conn: object) -> bool:
        return len(self._connections) < _IDLE and super()._can_reuse(conn)


def _is_full(fault: psycopg.OperationalError) -> bool:
    return any(words in str(fault) for words in _FULL)


def _cut(connection: "psycopg.Connection[Any] | None") -> None:
    """End the line of a connection; the thread that waits at it reads its end."""
    if connection is None:
        return
    with contextlib.suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)
