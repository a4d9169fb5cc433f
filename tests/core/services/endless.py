"""Hits without end: whatever reads them goes on until it is broken off."""

import contextlib
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

_ENDLESS = """
BEGIN;
ALTER TABLE {0} RENAME TO kept_{0};
CREATE VIEW {0} AS
WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT kept_{0}.* FROM n CROSS JOIN kept_{0};
COMMIT;
"""
_AS_IT_WAS = "BEGIN IMMEDIATE; DROP VIEW {0}; ALTER TABLE kept_{0} RENAME TO {0}; COMMIT;"


@contextmanager
def endless_hits(url: str, table: str = "hit") -> Generator[None]:
    """Have no statement about hits of the database at ``url`` come to its end while the body runs.

    With another table, of what hits name, those that only read or store hits do come to their end.
    """
    with _locked(url, table) if url.startswith("postgresql:") else _repeated(url, table):
        yield


@contextmanager
def _repeated(path: str, table: str) -> Generator[None]:
    """Put the same hits over and over in the place of the table."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_ENDLESS.format(table))
        try:
            yield
        finally:
            connection.executescript(_AS_IT_WAS.format(table))


@contextmanager
def _locked(url: str, table: str) -> Generator[None]:
    """Let whoever reads the table wait, within the statement."""
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        try:
            yield
        finally:
            connection.rollback()
