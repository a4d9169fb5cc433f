"""Putting a copy of the database and its pictures into an archive that says what is in it."""

import contextlib
import hashlib
import os
import sqlite3
import stat
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from qrdesk import __version__
from qrdesk.core import backup_words
from qrdesk.core.errors import NotFound, SecretKeyChanged
from qrdesk.core.hits import waiting
from qrdesk.core.opening import Opened
from qrdesk.core.restore_differences import count_hits
from qrdesk.core.schemas import backups
from qrdesk.core.schemas.backups import Backup, BackupCounts, BackupPart
from qrdesk.core.services import file_bytes
from qrdesk.core.services.sealing import FINGERPRINT
from qrdesk.core.sqlite_address import as_it_lies

_LEVEL = 1  # how hard to pack: a database shrinks to a third of itself already
_COUNTED = {
    "workspaces": "workspace",
    "members": "member WHERE left_at IS NULL",
    "links": "link WHERE deleted_at IS NULL",
    "codes": "code",
    "files": "file",
}


def pack(draft: Path, copy: Path, opened: Opened, *, with_secret_key: bool) -> Backup:
    """Write the archive ``draft`` of a copy that nobody else has open.

    Raises:
        SecretKeyChanged: the copy is not of the key that is at hand.
        OSError, sqlite3.Error, zipfile.LargeZipFile: it cannot be written; a part of it may lie there.
    """
    with _opened(draft) as file, zipfile.ZipFile(file, "w") as archive:
        packing = _Packing(archive, datetime.now(UTC).replace(microsecond=0))
        with contextlib.closing(sqlite3.connect(as_it_lies(copy), uri=True)) as connection:
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
    offsets = dict(connection.execute('SELECT file, "offset" FROM spool_offset').fetchall())
    (schema,) = connection.execute("SELECT name FROM schema_migration ORDER BY id DESC LIMIT 1").fetchone()
    return Backup(
        made_at=packing.made_at,
        qrdesk_version=__version__,
        schema_version=schema,
        key_kept_in="keyring" if opened.secret.place is None else "file",
        counts=BackupCounts(**count_rows(connection)),
        waiting_bytes=waiting.look(opened.spool, offsets).bytes,
        missing_files=missing,
        parts=list(packing.parts),
    )


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how much a database holds, as a backup of it says."""
    counted = {name: f"SELECT COUNT(*) FROM {table}" for name, table in _COUNTED.items()}  # noqa: S608 - our words
    found = {name: int(connection.execute(sql).fetchone()[0]) for name, sql in counted.items()}
    return found | {"hits": count_hits(connection)}


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
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, flags, 0o600), "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
