"""A copy of the SQLite database as it is at one moment, while others go on reading and writing it."""

import contextlib
import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from qrdesk.core import database

_PAGES = 4096  # 16 MiB in one step: between two of them Ctrl+C is heard


def copy_database(path: Path) -> None:
    """Write the database of this process to ``path``, for its owner alone. Nobody who writes is held up by it.

    Raises:
        OSError, sqlite3.Error: it cannot be written; a part of it may lie there.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    source: sqlite3.Connection = database.proxy.connection()
    with contextlib.closing(sqlite3.connect(path)) as target, _held(source):
        source.backup(target, pages=_PAGES)


@contextmanager
def _held(source: sqlite3.Connection) -> Generator[None]:
    """Look at one state of the database throughout. Without it, each commit of others would begin the copy anew."""
    if source.in_transaction:
        yield
        return
    source.execute("BEGIN")
    try:
        source.execute("SELECT 1 FROM sqlite_master").fetchone()  # what is seen is decided by the first look
        yield
    finally:
        source.rollback()
