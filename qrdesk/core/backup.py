"""A backup: the SQLite database and the pictures that go with it, in one file, made while others write.

Hits on their way into the database stay out: in their file stands more of a visitor than the database ever holds, and
a backup is kept for years. While a server runs they are in it within a second, and in the next backup.
"""

import os
import sqlite3
import zipfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qrdesk.core import backup_places, copying, database
from qrdesk.core.backup_packing import pack
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.errors import CannotRead, CannotWrite, DatabaseCorrupt, Invalid
from qrdesk.core.opening import Opened, data_dir_of, open_existing
from qrdesk.core.schemas.backups import Backup
from qrdesk.core.secret_files import sync_folder
from qrdesk.core.settings import Settings, default_database

Step = Callable[[int, int], object]  # done, of how much
_TRIES = 3
_COPIED, _LOOKED_AT, _PACKED, _ALL = 30, 45, 75, 100  # percent of the time that it takes, about


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
        path: the file to write. Of a link what it leads to is meant.
        url: the database; empty: the one of the settings.
        settings: as everywhere.
        with_secret_key: whether whoever has the backup shall be able to read the secrets in it.
        force: whether a backup, or an empty file, that is there may be written over.

    Raises:
        Invalid: it is a PostgreSQL database.
        DatabaseUnreachable: there is none, or it is damaged.
        CannotWrite: something is there already, or it cannot be written. What was there is untouched.
    """
    settings = settings or Settings.load()
    refuse_postgres(url or settings.database or default_database(), settings)
    opened = open_existing(url, settings)
    return back_up(opened, path, with_secret_key=with_secret_key, force=force)


def back_up(
    opened: Opened, path: Path, *, with_secret_key: bool = False, force: bool = False, step: Step | None = None
) -> Made:
    """Do what ``create_backup`` does for the SQLite database that this process has open.

    ``step`` is called with what is done of how much, in percent; what it raises ends it, and nothing is written.

    Raises:
        DatabaseUnreachable, CannotWrite: as for ``create_backup``.
    """
    path = path.expanduser().absolute()
    target = Path(os.path.realpath(path))
    backup_places.check(path, target, opened, force=force)
    with _said(path), backup_places.making_room(target.parent) as room:
        draft, backup = _make(room, opened, step or _unheard, with_secret_key=with_secret_key)
        _read_back(draft, backup, path, step or _unheard)
        backup_places.check(path, target, opened, force=force)
        draft.replace(target)
        sync_folder(target.parent)
    return Made(path, backup, opened.secret.place)


def refuse_postgres(url: str, settings: Settings) -> None:
    """Say how a PostgreSQL database is backed up.

    Raises:
        Invalid: it is one.
    """
    if not database.is_postgres(url):
        return
    folder = data_dir_of(url, settings)
    without = " ".join(f"--exclude-table-data={table}" for table in copying.FORGOTTEN)
    raise Invalid(
        f"A PostgreSQL database is backed up by its own programs: pg_dump --format=custom {without} writes it to a "
        "file, without what QRDesk itself forgets within days, and pg_restore puts it back. "
        f"After the dump copy the folder {folder / 'files'}, the pictures, of each computer "
        f"that serves. Keep a copy of {folder / 'secret.key'} (or of the key in your keyring) in another place than "
        "those: without it the database does not open, and with it the secrets in the dump can be read."
    )


def _make(room: Path, opened: Opened, step: Step, *, with_secret_key: bool) -> tuple[Path, Backup]:
    """Write it in ``room``: anew where a picture was deleted between the copy and the look for its bytes."""

    def attempt() -> Backup:
        with database.scope():
            copying.copy_database(copy, lambda done, total: step(done * _COPIED // max(1, total), _ALL))
        step(_COPIED, _ALL)
        if damage := copying.find_damage(copy):
            raise _damaged(damage)
        copying.forget_passing(copy)
        step(_LOOKED_AT, _ALL)
        return pack(draft, copy, opened, with_secret_key=with_secret_key)

    copy, draft = room / "copy", room / "draft"
    backup, tries = attempt(), 1
    while tries < _TRIES and _are_deleted(backup.missing_files):
        backup, tries = attempt(), tries + 1
    return draft, backup


def _unheard(_done: int, _total: int) -> None:
    """Nobody wants to know how far it is."""


def _are_deleted(missing: list[str]) -> bool:
    """Whether some of these pictures are in the database no more, and were not lost."""
    if not missing:
        return False
    with database.scope():
        there = {row[0] for row in database.proxy.execute_sql("SELECT public_id FROM file")}
    return not there.issuperset(missing)


def _read_back(draft: Path, backup: Backup, path: Path, step: Step) -> None:
    step(_PACKED, _ALL)
    try:
        whole = read_backup(draft) == backup
    except CannotRead:
        whole = False
    if not whole:
        raise CannotWrite(f"{path} could not be read back as it was written. Nothing was saved; is the disk well?")
    step(_ALL, _ALL)


def _damaged(said: str) -> DatabaseCorrupt:
    return DatabaseCorrupt(
        f"The database is damaged ({said}), so no backup was made. Stop QRDesk and restore the last backup."
    )


@contextmanager
def _said(path: Path) -> Generator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, zipfile.LargeZipFile) as fault:
        if copying.is_damage(fault):
            raise _damaged(str(fault)) from fault
        if copying.is_full(fault):
            raise CannotWrite(
                f"The disk is full, so the backup {path} was not saved. Free some space, or choose another folder."
            ) from fault
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise CannotWrite(f"The backup {path} cannot be written: {reason}. Nothing was saved.") from fault
