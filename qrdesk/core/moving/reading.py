"""Reading a database for a copy: one state of it throughout, and nobody changes it meanwhile."""

import contextlib
import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any

from qrdesk.core.engines import open_postgres
from qrdesk.core.errors import Conflict
from qrdesk.core.moving.tables import Table
from qrdesk.core.opening import Opened

Query = Callable[[str], Iterator[tuple[Any, ...]]]
_AT_ONCE = 5000  # rows held in memory
_PATIENCE_MS = 5000
_SERVING = (  # whoever serves listens; in an address the connections may have got a name of somebody's own
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND (application_name = %s OR query = %s)"
)


@contextmanager
def reading(opened: Opened) -> Generator[Query]:
    """Hand out what asks the database; whoever wants to change a link meanwhile has to wait.

    Raises:
        Conflict: a server uses it, perhaps one on another computer.
    """
    with _postgres(opened.url) if opened.path is None else _sqlite(str(opened.path)) as query:
        yield query


def rows_of(query: Query, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield every row of a table, in no order."""
    for row in query(f'SELECT {table.listed} FROM "{table.name}"'):  # noqa: S608 - our own words
        yield table.plain(row)


def count(query: Query, table: Table) -> int:
    """Return how many rows a table has."""
    return int(next(query(f'SELECT COUNT(*) FROM "{table.name}"'))[0])  # noqa: S608 - our own words


@contextmanager
def _sqlite(path: str) -> Generator[Query]:
    with contextlib.closing(sqlite3.connect(path, _PATIENCE_MS / 1000, isolation_level=None)) as source:
        source.execute("BEGIN IMMEDIATE")
        yield lambda sql: iter(source.execute(sql))
        source.execute("ROLLBACK")


@contextmanager
def _postgres(url: str) -> Generator[Query]:
    from qrdesk.core.postgres_notices import CHANNEL, NAME  # noqa: PLC0415 - only where PostgreSQL is used
    from qrdesk.core.postgres_pool import Pool  # noqa: PLC0415 - the same

    pool = open_postgres(url)
    assert isinstance(pool, Pool)
    with contextlib.closing(pool.connect_apart()) as source:
        source.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        source.execute(f"SET LOCAL lock_timeout = {_PATIENCE_MS}".encode())
        source.execute("LOCK TABLE change_epoch IN EXCLUSIVE MODE")  # before the first look, which decides what is seen
        if source.execute(_SERVING.encode(), (NAME, f"LISTEN {CHANNEL}")).fetchone():
            raise Conflict("A QRDesk server uses this database. Stop each of them, then move; nothing was changed.")

        def query(sql: str) -> Iterator[tuple[Any, ...]]:
            with source.cursor(name="rows") as cursor:
                cursor.itersize = _AT_ONCE
                yield from cursor.execute(sql.encode())

        yield query
        source.execute("ROLLBACK")
