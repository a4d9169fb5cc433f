"""Many rows in few statements, for both databases, past the cost of an object per row."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from qrdesk.core import database

_PARAMETERS = 3000  # per statement; SQLite takes 32,766 and PostgreSQL 65,535, but preparing grows with them
_EXACT = 16  # rows that go into one statement, however many they are


def run(head: str, rows: Sequence[Sequence[Any]], tail: str = "") -> list[tuple[Any, ...]]:
    """Run ``head VALUES (...), (...) tail`` over all rows, in as many statements as it takes; return any answer."""
    found: list[tuple[Any, ...]] = []
    if not rows:
        return found
    width = len(rows[0])
    start = 0
    for step in _steps(len(rows), max(1, _PARAMETERS // width)):
        part = rows[start : start + step]
        start += step
        cursor = ask(f"{head} VALUES {_marks(len(part), width)} {tail}", [value for row in part for value in row])
        if cursor.description is not None:
            found.extend(cursor.fetchall())
    return found


def forget(table: str, keys: Iterable[tuple[str, int, int]]) -> None:
    """Delete what a table keeps under some keys: scope, owner and day.

    By scope and day: where all three stand in one ``IN``, SQLite looks at every row of the table.
    """
    owners: dict[tuple[str, int], list[tuple[int]]] = {}
    for scope, owner, day in sorted(keys):
        owners.setdefault((scope, day), []).append((owner,))
    for (scope, day), some in owners.items():
        head = f"DELETE FROM {table} WHERE scope = '{scope}' AND day = {day:d} AND owner_id IN ("  # noqa: S608 - our own words, a letter of ours, a number
        run(head, some, ")")


def ask(sql: str, parameters: Iterable[Any] = ()) -> Any:
    """Run one statement, written with ``?``, in this thread's connection and return its cursor."""
    return database.proxy.execute_sql(sql.replace("?", str(database.proxy.param)), tuple(parameters))


def _steps(rows: int, most: int) -> Iterator[int]:
    """Yield how many rows go into each statement, in few different sizes.

    Each size is a statement that drivers prepare, and keep in memory.
    """
    while rows > _EXACT:
        step = most if rows >= most else 1 << (rows.bit_length() - 1)
        yield step
        rows -= step
    if rows:
        yield rows


@lru_cache(256)
def _marks(rows: int, width: int) -> str:
    row = "(" + ",".join("?" * width) + ")"
    return ",".join([row] * rows)
