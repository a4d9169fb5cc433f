"""Putting a restored database in the place of the one of now, in one step that happens whole or not at all.

What goes with the database is put beside what is there before that step: pictures lie under what they are, and the
secret key under its fingerprint, so that the database of now goes on finding its own whatever happens.
"""

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from qrdesk.core import ids, secret_files, secrets
from qrdesk.core.errors import CannotWrite, Conflict, DatabaseLocked
from qrdesk.core.hits.locking import DAEMON_LOCK, try_lock
from qrdesk.core.live_files import SIDES
from qrdesk.core.models.base import to_micros
from qrdesk.core.restore_staging import Staged
from qrdesk.core.secret_files import sync_folder

Step = Callable[[int, int], object]
_PAGES = 4096  # 16 MiB between two looks whether it is called off
_PATIENCE_S = 10.0
_BUSY = "Another program is writing to the database and did not finish. Nothing was changed."
_WAITING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_ENTRY = (
    "INSERT INTO audit_entry (public_id, workspace_id, at, member_id, key_id, actor, surface, came_from, agent, "
    "action, subject_id, subject_name, changes) "
    "VALUES (?, ?, ?, '', '', 'QRDesk', 'system', '', '', 'workspace.restored', ?, ?, '{}')"
)


@contextmanager
def nobody_serving(data_dir: Path) -> Generator[None]:
    """Keep servers from this database while the body runs.

    Raises:
        Conflict: one serves it.
        CannotWrite: the folder cannot be written.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        fd = os.open(data_dir / DAEMON_LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fault:
        raise CannotWrite(f"The folder {data_dir} cannot be written: {fault.strerror}. Nothing was changed.") from fault
    try:
        if not try_lock(fd):
            raise Conflict("A QRDesk server uses this database. Stop it, then restore; nothing was changed.")
        yield
    finally:
        os.close(fd)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came with a backup: pictures that were not there before, and the file of secret keys before and after.

    ``in_keyring`` is a key that the keyring did not have before.
    """

    folder: Path
    pictures: Sequence[str]
    key_file: Path
    keys_before: bytes | None = field(repr=False)
    keys: bytes | None = field(repr=False)
    in_keyring: bytes | None = field(default=None, repr=False)

    def take_back(self, live: Path) -> None:
        """Take away again what the database of now, at ``live``, does not use; what cannot be taken away stays."""
        if self.in_keyring is not None:
            secrets.forget_in_keyring(self.in_keyring)
        with contextlib.suppress(OSError, CannotWrite):
            if self.keys != self.keys_before and self.key_file.read_bytes() == self.keys:  # else somebody wrote since
                if self.keys_before is None:
                    self.key_file.unlink()
                else:
                    secret_files.replace(self.key_file, self.keys_before)
        with contextlib.suppress(OSError, sqlite3.Error), contextlib.closing(sqlite3.connect(live)) as database:
            database.execute("BEGIN IMMEDIATE")  # nobody uploads the same meanwhile
            used = {digest for (digest,) in database.execute("SELECT digest FROM file")}
            for digest in self.pictures:
                if digest not in used:
                    _place_of(self.folder, digest).unlink(missing_ok=True)


def bring_along(staged: Staged, data_dir: Path, store: str) -> Brought:
    """Put the pictures and the key of a backup where its database will look for them. Nothing there is replaced.

    Raises:
        CannotWrite: they cannot be written; the database of now is as it was.
    """
    folder, file = data_dir / "files" / staged.database_id, data_dir / secrets.FILE_NAME
    new = [digest for digest in staged.pictures if not _place_of(folder, digest).exists()]
    before = file.read_bytes() if file.exists() else None
    try:
        _bring_pictures(staged.pictures, folder)
    except OSError as fault:
        raise CannotWrite(f"The pictures cannot be put back: {fault.strerror}. Nothing was changed.") from fault
    added = None
    if staged.secret_key is not None and not secrets.is_in_keyring(staged.secret_key):
        added = staged.secret_key if secrets.keep(data_dir, [staged.secret_key], store) is None else None
    return Brought(folder, new, file, before, file.read_bytes() if file.exists() else None, added)


def _place_of(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def _bring_pictures(pictures: Mapping[str, Path], folder: Path) -> None:
    for digest, path in pictures.items():
        place = _place_of(folder, digest)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.replace(place)  # checked as it was unpacked; one that is there may have been damaged since
        sync_folder(place.parent)


def note_in_log(staged: Path, now: datetime) -> None:
    """Let the audit logs of a restored database say that it was restored, and when.

    Raises:
        sqlite3.Error: it cannot be written.
    """
    with contextlib.closing(sqlite3.connect(staged)) as database:
        with database:
            found = database.execute("SELECT id, public_id, name FROM workspace").fetchall()
            rows = [(ids.mint_id("aud"), key, to_micros(now), public_id, name[:240]) for key, public_id, name in found]
            database.executemany(_ENTRY, rows)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # only the file itself is put in place


class WrittenMeanwhile(Exception):
    """Somebody wrote to the database after its copy was made, so that would be in neither of the two."""


class Watch:
    """Knows whether anybody wrote to a database since ``begin``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._version = connection, 0
        self.begin()

    def begin(self) -> None:
        """Look from now on."""
        self._version = self._now()

    def is_changed(self) -> bool:
        """Whether somebody wrote."""
        return self._now() != self._version

    def _now(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


@contextmanager
def watched(live: Path) -> Generator[Watch]:
    """Watch a database while the body runs.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    with contextlib.closing(sqlite3.connect(live)) as connection:
        yield Watch(connection)


def swap_contents(staged: Path, live: Path, step: Step, watch: Watch) -> None:
    """Make all that is in ``staged`` the contents of ``live``, in one transaction; whoever has it open goes on.

    Raises:
        WrittenMeanwhile: somebody wrote since ``watch`` began. Nothing was changed.
        DatabaseLocked: somebody else writes all the time. Nothing was changed.
        sqlite3.Error: it cannot be written. Nothing was changed.
    """
    give_up_at = time.monotonic() + _PATIENCE_S

    def look(status: int, remaining: int, total: int) -> None:
        if status in _WAITING:
            if time.monotonic() > give_up_at:
                raise DatabaseLocked(_BUSY)
        elif remaining:  # after the last page it is done, and too late to call it off
            if watch.is_changed():  # nobody else can write from the first page on
                raise WrittenMeanwhile
            step(total - remaining, total)

    with contextlib.closing(sqlite3.connect(staged)) as source, contextlib.closing(sqlite3.connect(live)) as target:
        target.execute("PRAGMA synchronous = FULL")
        source.backup(target, pages=_at_once(source), progress=look, sleep=0.05)
        with contextlib.suppress(sqlite3.Error):  # it is in the log, which is as good
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _at_once(source: sqlite3.Connection) -> int:
    """Return how many pages are copied between two looks: never all of them, as then the first look came too late."""
    return max(1, min(_PAGES, int(source.execute("PRAGMA page_count").fetchone()[0]) // 2))


def put_in_place(staged: Path, live: Path) -> None:
    """Give ``staged`` the name of a database that is not there, or that was put aside.

    Raises:
        OSError: it cannot be done.
    """
    with staged.open("rb") as file:
        os.fsync(file.fileno())
    for side in SIDES:  # they would be taken for those of the new one
        live.with_name(live.name + side).unlink(missing_ok=True)
    staged.replace(live)
    sync_folder(live.parent)


def put_aside(live: Path, kept: Path) -> None:
    """Keep a database that cannot be read as it lies there, byte for byte, under other names.

    Raises:
        OSError: it cannot be written. Nothing was changed.
    """
    for side in ("", *SIDES):
        place = live.with_name(live.name + side)
        if place.exists():
            draft = kept.with_name(f".{kept.name}{side}")
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
            shutil.copyfile(place, draft)
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(kept.with_name(kept.name + side))
    sync_folder(kept.parent)
