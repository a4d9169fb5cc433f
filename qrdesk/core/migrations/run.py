"""Bringing a database up to date: under a lock, after a backup, never backwards.

The backup lacks what QRDesk forgets within days, as it may lie there for years: to go back, that is worth nothing.
"""

import contextlib
import glob
import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import peewee
from playhouse.migrations import MigrationError, Runner

from qrdesk.core import database
from qrdesk.core.copying import copy_database, forget_passing
from qrdesk.core.errors import CannotWrite, DatabaseNewer, DatabaseUnreachable

FOLDER = Path(__file__).parent
_LEFT_BEHIND = timedelta(days=1)  # by then whoever wrote it has died
_LOCK_ID = 7_351_946_221  # our own number among PostgreSQL's advisory locks


def migrate(path: Path | None, folder: Path = FOLDER) -> Path | None:
    """Apply what is pending; return the backup made of the SQLite file at ``path``, if one was needed.

    Raises:
        DatabaseNewer: a later version of QRDesk has been here.
        DatabaseUnreachable: a step failed; the database is as it was.
        CannotWrite: the backup cannot be written; nothing was changed.
    """
    runner = Runner(database.proxy.obj, str(folder))
    with database.translated():
        if not _pending(runner):
            return None
        backup = _back_up(path, runner)
        with _lock():
            try:
                if _pending(runner):  # another process may have been faster
                    runner.up()
            except (MigrationError, peewee.DatabaseError) as fault:
                raise DatabaseUnreachable(
                    f"The database could not be brought up to date ({fault}). It is as it was before."
                ) from fault
    return backup


def bring_up_to_date(db: peewee.SqliteDatabase, folder: Path = FOLDER) -> bool:
    """Apply what is pending to a database that nobody else has open, and that nobody needs as it was.

    Return whether anything was.

    Raises:
        DatabaseNewer: a later version of QRDesk has been here.
        DatabaseUnreachable: a step failed.
    """
    runner = Runner(db, str(folder))
    with database.translated():
        if not _pending(runner):
            return False
        db.pragma("foreign_keys", 0)
        try:
            with db.atomic("IMMEDIATE"):
                runner.up()
        except (MigrationError, peewee.DatabaseError) as fault:
            raise DatabaseUnreachable(f"The database could not be brought up to date ({fault}).") from fault
    return True


def is_pending(folder: Path = FOLDER) -> bool:
    """Say whether this version would have to bring the database up to date; nothing is changed.

    Raises:
        DatabaseNewer: a later version of QRDesk has been here.
    """
    with database.translated():
        return _pending(Runner(database.proxy.obj, str(folder)))


def _pending(runner: Runner) -> bool:
    status = runner.status()
    newer = [row.name for row in status if row.path is None]
    if newer:
        raise DatabaseNewer(
            f"This database was used by a newer QRDesk ({newer[-1]}). Update QRDesk; nothing was changed."
        )
    return any(not row.applied for row in status)


def _back_up(path: Path | None, runner: Runner) -> Path | None:
    if path is None or not runner.applied():
        return None  # PostgreSQL is backed up by its own tools; a new database has nothing to lose
    now = datetime.now(UTC)
    _sweep(path, now)
    stamp = now.strftime("%Y%m%d-%H%M%S")
    copy, number = path.with_name(f"{path.name}.before-update-{stamp}"), 2
    while copy.exists():
        copy, number = path.with_name(f"{path.name}.before-update-{stamp}-{number}"), number + 1
    draft = copy.with_name(f".{copy.name}.{os.getpid()}")
    try:
        copy_database(draft)
        forget_passing(draft)
        draft.replace(copy)
    except (sqlite3.Error, OSError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise CannotWrite(
            f"The database has to be brought up to date, but the backup {copy} cannot be written before: {reason}. "
            "Nothing was changed."
        ) from fault
    finally:
        with contextlib.suppress(OSError):  # a half-written one; whole, it bears its own name by now
            draft.unlink()
    return copy


def _sweep(path: Path, now: datetime) -> None:
    """Delete half of a backup that a process left when it was killed: it is a copy of the database, too."""
    with contextlib.suppress(OSError):
        for left in path.parent.glob(f".{glob.escape(path.name)}.before-update-*"):
            if left.stat().st_mtime < (now - _LEFT_BEHIND).timestamp():
                left.unlink()


@contextmanager
def _lock() -> Generator[None]:
    db = database.proxy.obj
    if not isinstance(db, peewee.SqliteDatabase):
        db.execute_sql("SELECT pg_advisory_lock(%s)", (_LOCK_ID,))
        try:
            with db.atomic():
                yield
        finally:
            db.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK_ID,))
        return
    db.pragma("foreign_keys", 0)  # SQLite changes tables by copying them; must be off before the transaction
    try:
        with db.atomic("IMMEDIATE"):
            yield
    finally:
        db.pragma("foreign_keys", 1)
