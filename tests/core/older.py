"""Backups made anew with something else in them: checked sums and all."""

import hashlib
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import peewee
from playhouse.migrations import Runner

from qrdesk.core.migrations.run import FOLDER
from qrdesk.core.schemas import backups
from qrdesk.core.schemas.backups import Backup, BackupPart


def step_back(path: Path) -> None:
    """Make a database one of the version before: what the last step made is undone."""
    db = peewee.SqliteDatabase(str(path), pragmas={"foreign_keys": 0})
    db.connect()
    Runner(db, str(FOLDER)).down()
    db.close()


def rewritten_database(file: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Change the database in a backup, and say in its list what it is now."""

    def changed(draft: Path) -> None:
        with closing(sqlite3.connect(draft)) as db:
            change(db)
            db.commit()

    rewritten_file(file, changed)


def rewritten_file(file: Path, change: Callable[[Path], object]) -> None:
    """Change the file of the database in a backup, and say in its list what it is now."""
    draft = file.with_name("changed.db")
    with zipfile.ZipFile(file) as archive:
        draft.write_bytes(archive.read(backups.DATABASE))
    change(draft)
    with closing(sqlite3.connect(draft)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _with_part(file, backups.DATABASE, draft.read_bytes())
    draft.unlink()


def with_key(file: Path, key: bytes) -> None:
    """Put a secret key into a backup."""
    _with_part(file, backups.SECRET_KEY, key + b"\n")


def _with_part(file: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        found = {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}
    backup = Backup.model_validate_json(found.pop(backups.MANIFEST))
    found[name] = content
    parts = [BackupPart(name=one, bytes=len(its), sha256=hashlib.sha256(its).hexdigest()) for one, its in found.items()]
    found[backups.MANIFEST] = backup.model_copy(update={"parts": parts}).model_dump_json().encode()
    with zipfile.ZipFile(file, "w") as archive:
        for one, its in found.items():
            entry = zipfile.ZipInfo(one)
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | 0o600) << 16
            archive.writestr(entry, its, zipfile.ZIP_DEFLATED)
