"""A copy of the SQLite database as it is at one moment, while others go on reading and writing it."""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from qrdesk.core import database

# QRDesk forgets it within days, and a copy may lie about for years: salts lead from a visitor's id back to an address,
# and with the secret key the texts of new API keys can be read from answers.
FORGOTTEN = ("visitor_salt", "given_answer")
_PAGES = 4096  # 16 MiB in one step: between two of them Ctrl+C is heard
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})  # no room, or none for this account
_KIND = 0xFF  # of an error number; the rest of it says more closely where


def copy_database(path: Path, step: Callable[[int, int], object] | None = None) -> None:
    """Write the database of this process to ``path``, for its owner alone. Nobody who writes is held up by it.

    ``step`` is called with the pages copied so far and all of them; what it raises ends the copying.

    Raises:
        OSError, sqlite3.Error: it cannot be written; a part of it may lie there.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    source: sqlite3.Connection = database.proxy.connection()
    with contextlib.closing(sqlite3.connect(path)) as target, _held(source):
        source.backup(target, pages=_PAGES, progress=_go_on if step is None else _telling(step))


def forget_passing(path: Path) -> None:
    """Delete from a copy what is kept for days only, so that not even its bytes are left.

    Raises:
        OSError, sqlite3.Error: it cannot be written; what was to be deleted may still be in it.
    """
    with _alone(path) as copy:
        copy.execute("PRAGMA secure_delete = ON")
        there = {str(row[0]) for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        with copy:
            for table in FORGOTTEN:
                if table in there:  # not yet where an old database is brought up to date
                    copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our words
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # closing would do it as well, but not say that it failed


def find_damage(path: Path) -> str:
    """Return what is wrong with a copy, empty if it is intact.

    Raises:
        OSError, sqlite3.Error: it cannot be looked at.
    """
    with _alone(path) as copy:
        said = str(copy.execute("PRAGMA quick_check").fetchone()[0])
    return "" if said == "ok" else said


def is_damage(fault: BaseException) -> bool:
    """Whether a failure says that a database is damaged, and not that the disk is full or cannot be reached."""
    return isinstance(fault, sqlite3.Error) and getattr(fault, "sqlite_errorcode", 0) & _KIND in _DAMAGE


def is_full(fault: BaseException) -> bool:
    """Whether a failure says that there is no room on the disk, or no more for this account."""
    if isinstance(fault, OSError):
        return fault.errno in _FULL
    return isinstance(fault, sqlite3.Error) and getattr(fault, "sqlite_errorcode", 0) & _KIND == sqlite3.SQLITE_FULL


@contextmanager
def _alone(path: Path) -> Generator[sqlite3.Connection]:
    """Open a copy that nobody else knows of: what others would need to share it is not made, nor left behind."""
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # no -shm, which a network share may not hold
            yield connection
    finally:
        with contextlib.suppress(OSError):  # where it could not be emptied
            path.with_name(f"{path.name}-wal").unlink()


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


def _go_on(_status: int, _remaining: int, _total: int) -> None:
    """Do nothing between two steps: Python hears signals where it has something to do."""


def _telling(step: Callable[[int, int], object]) -> Callable[[int, int, int], None]:
    def tell(_status: int, remaining: int, total: int) -> None:
        step(total - remaining, total)

    return tell
