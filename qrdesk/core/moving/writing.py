"""Writing the copy, in one transaction of the database that this process has open."""

from collections.abc import Iterable, Iterator
from typing import Any

from peewee import chunked

from qrdesk.core import database
from qrdesk.core.hits import partitions, rollups
from qrdesk.core.hits.days import is_shared
from qrdesk.core.moving.reading import Query
from qrdesk.core.moving.tables import Table, all_tables

_AT_ONCE = 5000  # rows in one call
_DAY_US = 86_400_000_000
_SHIPPED = ("plan", "change_epoch", "fact")  # what an empty database holds, or what a step of migration left in it


def find_used(query: Query, there: Iterable[str]) -> str:
    """Return a table of ours that has rows of somebody; empty where there is none. ``there`` are the tables there."""
    known = set(there)
    for table in all_tables():
        if table.name in known and table.name not in _SHIPPED:
            for _ in query(f'SELECT 1 FROM "{table.name}" LIMIT 1'):  # noqa: S608 - our own words
                return table.name
    return ""


def clear_shipped() -> None:
    """Take out what a new database comes with: the other one's own follows."""
    for name in _SHIPPED:
        database.proxy.execute_sql(f'DELETE FROM "{name}"')  # noqa: S608 - our own words


def make_parts(query: Query) -> None:
    """Make the parts of the table of hits that PostgreSQL wants."""
    if is_shared():
        rollups.lock()
        days = f"SELECT DISTINCT at / {_DAY_US} FROM hit"  # noqa: S608 - a number of ours
        partitions.make_for([int(day) * _DAY_US for (day,) in query(days)])


def put(table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows to a table."""
    if not is_shared():
        marks = ", ".join("?" * len(table.columns))
        insert = f'INSERT INTO "{table.name}" ({table.listed}) VALUES ({marks})'  # noqa: S608 - our own words
        for some in chunked(rows, _AT_ONCE):
            database.proxy.connection().executemany(insert, some)
        return
    with (
        database.proxy.connection().cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({table.listed}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)


def ask(sql: str) -> Iterator[tuple[Any, ...]]:
    """Ask the database that is being written to; many rows are not held in memory."""
    connection: Any = database.proxy.connection()
    if not is_shared():
        yield from connection.execute(sql)
        return
    with connection.cursor(name="rows") as cursor:
        cursor.itersize = _AT_ONCE
        yield from cursor.execute(sql)


def continue_numbers() -> None:
    """Let PostgreSQL number new rows on from the highest there is; SQLite does by itself."""
    if not is_shared():
        return
    for table in all_tables():
        if "id" not in table.columns:
            continue
        (sequence,) = database.proxy.execute_sql(f"SELECT pg_get_serial_sequence('{table.name}', 'id')").fetchone()
        if sequence:
            highest = f'(SELECT MAX(id) FROM "{table.name}")'  # noqa: S608 - our own words
            database.proxy.execute_sql(f"SELECT setval('{sequence}', COALESCE({highest}, 0) + 1, false)")
