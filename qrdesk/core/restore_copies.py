"""A bare copy of the database, as is made before an update: restored as a backup is, but it says nothing of itself."""

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from qrdesk import __version__
from qrdesk.core.backup_packing import count_rows
from qrdesk.core.errors import CannotRead
from qrdesk.core.schemas.backups import Backup, BackupCounts
from qrdesk.core.sqlite_address import as_it_lies, read_only

_HEADER = b"SQLite format 3\x00"
_PAGES = 4096


def is_copy(path: Path) -> bool:
    """Whether a file is a database rather than an archive with one in it."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEADER)) == _HEADER
    except OSError:
        return False  # for whoever reads archives to say


def copy_out(path: Path, target: Path) -> None:
    """Copy it to ``target``, for its owner alone.

    Raises:
        CannotRead: it is damaged, or somebody else holds it.
    """
    target.touch(0o600, exist_ok=False)
    try:
        with (
            contextlib.closing(sqlite3.connect(read_only(path), uri=True)) as source,
            contextlib.closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy, pages=_PAGES, progress=_go_on)
    except sqlite3.Error as fault:
        raise CannotRead(f"It is damaged, or in use ({fault}).") from fault


def describe(path: Path, database: Path) -> Backup:
    """Return what a copy would say of itself; ``database`` is it, brought up to date."""
    with contextlib.closing(sqlite3.connect(as_it_lies(database), uri=True)) as connection:
        (schema,) = connection.execute("SELECT name FROM schema_migration ORDER BY id DESC LIMIT 1").fetchone()
        return Backup(
            made_at=datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0),
            qrdesk_version=__version__,
            schema_version=schema,
            key_kept_in="file",
            counts=BackupCounts(**count_rows(connection)),
            waiting_bytes=0,
            missing_files=[],
            parts=[],
        )


def _go_on(_status: int, _remaining: int, _total: int) -> None:
    """Do nothing between two steps: Python hears signals where it has something to do."""
