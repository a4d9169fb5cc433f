"""Connections to PostgreSQL, kept and shared by the threads of a process."""

import peewee
import psycopg
from playhouse.pool import MaxConnectionsExceeded, PooledPostgresqlDatabase

# PostgreSQL's own words; there is no code for what fails before a connection exists
_FULL = ("too many clients", "too many connections", "remaining connection slots")
_IDLE = 8  # connections kept by a process that nobody uses; after a rush others need their places


class Pool(PooledPostgresqlDatabase):
    """Waits for another thread's connection where the server takes no further one: processes share its places."""

    def connect(self, reuse_if_open: bool = False) -> bool:
        """Have a connection in this thread.

        Raises:
            peewee.OperationalError: the server does not answer, or all its places were taken for too long.
        """
        try:
            return super().connect(reuse_if_open)
        except MaxConnectionsExceeded as fault:
            raise peewee.OperationalError(str(fault)) from fault

    def _connect(self) -> object:
        try:
            return super()._connect()
        except psycopg.OperationalError as fault:
            if self._in_use and any(words in str(fault) for words in _FULL):
                raise MaxConnectionsExceeded("The server takes no further connection.") from fault
            raise

    def _can_reuse(self, conn: object) -> bool:
        return len(self._connections) < _IDLE and super()._can_reuse(conn)
