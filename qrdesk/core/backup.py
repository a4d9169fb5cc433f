"""A backup: the SQLite database and the pictures that go with it, in one file, made while others write.

Hits on their way into the database stay out: in their file stands more of a visitor than the database ever holds, and
a backup is kept for years. While a server runs they are in it within a second, and in the next backup.
"""

import contextlib
import hashlib
import os
import sqlite3
import stat
import tempfile
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from qrdesk import __version__
from qrdesk.core import backup_reading, backup_words, database
from qrdesk.core.copying import copy_database
from qrdesk.core.errors import CannotWrite, DatabaseCorrupt, Invalid, NotFound, SecretKeyChanged
from qrdesk.core.hits import waiting
from qrdesk.core.opening import Opened, data_dir_of, open_existing
from qrdesk.core.schemas import backups
from qrdesk.core.schemas.backups import Backup, BackupCounts, BackupPart
from qrdesk.core.secret_files import sync_folder
from qrdesk.core.services import file_bytes
from qrdesk.core.services.sealing import FINGERPRINT
from qrdesk.core.settings import Settings, default_database

_LEVEL = 1  # how hard to pack: a database shrinks to a third of itself already
_COUNTED = {
    "workspaces": "workspace",
    "members": "member WHERE left_at IS NULL",
    "links": "link WHERE deleted_at IS NULL",
    "codes": "code",
    "hits": "hit",
    "files": "file",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made. ``key_place`` is the file of the secret key; None where a keyring has it."""

    path: Path
    backup: Backup
    key_place: Path | None


def create_backup(
    path: Path, url: str = "", settings: Settings | None = None, *, with_secret_key: bool = False, force: bool = False
) -> Made:
    """Write a backup, whole or not at all, for its owner alone; it is read back before it gets its name.

    Args:
        path: the file to write.
        url: the database; empty: the one of the settings.
        settings: as everywhere.
        with_secret_key: whether whoever has the backup shall be able to read the secrets in it.
        force: whether a file that is there may be written over.

    Raises:
        Invalid: it is a PostgreSQL database.
        DatabaseUnreachable: there is none, or it is damaged.
        CannotWrite: the file is there already, or cannot be written. What was there is untouched.
    """
    settings = settings or Settings.load()
    _refuse_postgres(url or settings.database or default_database(), settings)
    path = path.expanduser().absolute()
    _check_place(path, force=force)
    opened = open_existing(url, settings)
    with _said(path), tempfile.TemporaryDirectory(prefix=".qrdesk-backup-", dir=path.parent) as room:
        copy, draft = Path(room) / "copy", Path(room) / "draft"
        with database.scope():
            copy_database(copy)
        _check_whole(copy)
        _forget_salts(copy)
        backup = _write(draft, copy, opened, with_secret_key=with_secret_key)
        if backup_reading.read_backup(draft) != backup:
            raise CannotWrite(f"{path} could not be read back as it was written. Nothing was saved; is the disk well?")
        _check_place(path, force=force)
        draft.replace(path)
        sync_folder(path.parent)
    return Made(path, backup, opened.secret.place)


def _refuse_postgres(url: str, settings: Settings) -> None:
    if not database.is_postgres(url):
        return
    folder = data_dir_of(url, settings)
    raise Invalid(
        "A PostgreSQL database is backed up by its own programs: pg_dump --format=custom writes it to a file, and "
        f"pg_restore puts it back. After the dump copy the folder {folder / 'files'}, the pictures, of each computer "
        f"that serves. Keep a copy of {folder / 'secret.key'} (or of the key in your keyring) in another place than "
        "those: without it the database does not open, and with it the secrets in the dump can be read."
    )


def _check_place(path: Path, *, force: bool) -> None:
    if not os.path.lexists(path):
        return
    if not path.is_file():
        raise CannotWrite(f"{path} is no file that could be written over. Name a file, such as qrdesk-backup.zip.")
    if not force:
        raise CannotWrite(f"{path} is there already, and stays as it is. Choose another name, or add --force.")


def _forget_salts(copy: Path) -> None:
    """Take away what leads from a visitor's id back to an address: QRDesk itself forgets it after two days."""
    with contextlib.closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("DELETE FROM visitor_salt")


def _write(draft: Path, copy: Path, opened: Opened, *, with_secret_key: bool) -> Backup:
    with _opened(draft) as file, zipfile.ZipFile(file, "w") as archive:
        packing = _Packing(archive, datetime.now(UTC).replace(microsecond=0))
        with contextlib.closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
            packing.add_folder(backups.DATA_DIR)
            packing.add_file(backups.DATABASE, copy)
            missing = _add_pictures(packing, connection, opened)
            if with_secret_key:
                _add_secret_key(packing, connection, opened)
            backup = _describe(packing, connection, opened, missing)
        packing.add(backups.CONTENTS, backup_words.contents(backup).encode())
        backup = backup.model_copy(update={"parts": list(packing.parts)})
        packing.add(backups.MANIFEST, backup.model_dump_json(indent=1).encode())
    return backup


def _check_whole(copy: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(copy)) as connection:
            said = str(connection.execute("PRAGMA quick_check").fetchone()[0])
    except sqlite3.DatabaseError as fault:
        said = str(fault)
    if said != "ok":
        raise DatabaseCorrupt(
            f"The database is damaged ({said}), so no backup was made. Stop QRDesk and restore the last backup."
        )


def _add_pictures(packing: "_Packing", connection: sqlite3.Connection, opened: Opened) -> list[str]:
    """Put in the bytes of all pictures; return the ids of those that have none any more."""
    missing: list[str] = []
    done: set[str] = set()
    for public_id, digest in connection.execute("SELECT public_id, digest FROM file ORDER BY id"):
        try:
            content = b"" if digest in done else file_bytes.read(opened.files, digest)
        except NotFound:
            missing.append(public_id)
            continue
        if digest not in done:
            folder = f"{backups.DATA_DIR}files/{opened.database_id}/{digest[:2]}"
            packing.add(f"{folder}/{digest}", content, packed=False)  # pictures are packed already
            done.add(digest)
    return missing


def _add_secret_key(packing: "_Packing", connection: sqlite3.Connection, opened: Opened) -> None:
    (fingerprint,) = connection.execute("SELECT value FROM fact WHERE name = ?", (FINGERPRINT,)).fetchone()
    if fingerprint != opened.secret.fingerprint:
        raise SecretKeyChanged("Somebody replaced the secret key meanwhile. No backup was made; try again.")
    packing.add(backups.SECRET_KEY, opened.secret.key + b"\n", packed=False)


def _describe(packing: "_Packing", connection: sqlite3.Connection, opened: Opened, missing: list[str]) -> Backup:
    def ask(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    offsets = dict(connection.execute('SELECT file, "offset" FROM spool_offset').fetchall())
    (schema,) = connection.execute("SELECT name FROM schema_migration ORDER BY id DESC LIMIT 1").fetchone()
    counts = {name: ask(f"SELECT COUNT(*) FROM {table}") for name, table in _COUNTED.items()}  # noqa: S608 - our words
    return Backup(
        made_at=packing.made_at,
        qrdesk_version=__version__,
        schema_version=schema,
        key_kept_in="keyring" if opened.secret.place is None else "file",
        counts=BackupCounts(**counts),
        waiting_bytes=waiting.look(opened.spool, offsets).bytes,
        missing_files=missing,
        parts=list(packing.parts),
    )


class _Packing:
    """Puts files into an archive, and keeps what each of them is."""

    def __init__(self, archive: zipfile.ZipFile, made_at: datetime) -> None:
        self.parts: list[BackupPart] = []
        self.made_at = made_at
        self._archive = archive

    def add(self, name: str, content: bytes, *, packed: bool = True) -> None:
        """Put in some bytes."""
        how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        self._archive.writestr(self._entry(name, stat.S_IFREG | 0o600), content, how, _LEVEL)
        self._note(name, len(content), hashlib.sha256(content).hexdigest())

    def add_file(self, name: str, path: Path) -> None:
        """Put in a file, however large."""
        self._archive.write(path, name, zipfile.ZIP_DEFLATED, _LEVEL)
        with path.open("rb") as file:
            self._note(name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())

    def add_folder(self, name: str) -> None:
        """Put in a folder, so that unpacking makes it for its owner alone."""
        self._archive.writestr(self._entry(name, stat.S_IFDIR | 0o700), b"")

    def _note(self, name: str, size: int, digest: str) -> None:
        self.parts.append(BackupPart(name=name, bytes=size, sha256=digest))

    def _entry(self, name: str, mode: int) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self.made_at.timetuple()[:6])
        entry.create_system = 3  # Unix: only then unpacking keeps the files private
        entry.external_attr = mode << 16
        return entry


@contextmanager
def _opened(draft: Path) -> Generator[BinaryIO]:
    with os.fdopen(
        os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "w+b"
    ) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _said(path: Path) -> Generator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, zipfile.LargeZipFile) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise CannotWrite(f"The backup {path} cannot be written: {reason}. Nothing was saved.") from fault
