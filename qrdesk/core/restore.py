"""Restoring a backup: looked through in a place of its own, told before it is done, and then whole or not at all.

What is there now is kept first. A process that is killed at any moment leaves either the database of now or the one of
the backup, never a part of both.
"""

import contextlib
import sqlite3
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from qrdesk.core import backup_places, database
from qrdesk.core.backup import Step, back_up, refuse_postgres
from qrdesk.core.errors import (
    CalledOff,
    CannotWrite,
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseNewer,
    DatabaseUnreachable,
    SecretKeyMissing,
)
from qrdesk.core.live_files import SIDES
from qrdesk.core.opening import Opened, data_dir_of, open_existing
from qrdesk.core.restore_differences import compare, newest_hit_of
from qrdesk.core.restore_staging import Staged, stage
from qrdesk.core.restore_swapping import (
    Brought,
    WrittenMeanwhile,
    bring_along,
    nobody_serving,
    note_in_log,
    put_aside,
    put_in_place,
    swap_contents,
    watched,
)
from qrdesk.core.restore_told import Preview, Restored
from qrdesk.core.settings import Settings, default_database

_TRIES = 3
_STAGED, _KEPT, _ALL = 60, 80, 100  # percent of the time that it takes, about


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a backup goes: ``opened`` is what is there now, None where that cannot be read or is nothing."""

    path: Path
    data_dir: Path
    settings: Settings
    opened: Opened | None


def preview_restore(path: Path, opened: Opened, settings: Settings, step: Step | None = None) -> Preview:
    """Look through a backup, and say what restoring it over the database of this process would change.

    ``step`` is called with what is done of how much; what it raises ends it.

    Raises:
        Invalid: it is a PostgreSQL database.
        CannotRead: the backup is damaged, none, or of a newer version.
        SecretKeyMissing: the key of its database is neither in it nor here.
        CannotWrite: there is no room to unpack it.
    """
    refuse_postgres(opened.url, settings)
    return _preview(_Place(_path_of(opened), opened.data_dir, settings, opened), path, step or _unheard)


def restore_over(path: Path, opened: Opened, settings: Settings, step: Step | None = None) -> Restored:
    """Restore a backup over the SQLite database that this process has open; no server may run.

    A backup of what is there now is made first, in the folder of backups. Afterwards ``opened`` is to be looked at
    again: all in the database is another.

    Raises:
        Invalid, CannotRead, SecretKeyMissing, CannotWrite: as ``preview_restore`` says.
        Conflict: a server uses the database.
        DatabaseUnreachable: or one of its kinds. In each case the database is as it was.
    """
    refuse_postgres(opened.url, settings)
    return _restore(_Place(_path_of(opened), opened.data_dir, settings, opened), path, step or _unheard)


def restore_backup(
    path: Path, url: str = "", settings: Settings | None = None, *, step: Step | None = None
) -> Restored:
    """Restore a backup as the database at ``url``, be that there, damaged, or not there yet.

    Raises:
        Invalid, CannotRead, SecretKeyMissing, CannotWrite, Conflict, DatabaseUnreachable: as ``restore_over`` says.
    """
    place = _place_at(url, settings or Settings.load())
    return _restore(place, path, step or _unheard)


def preview_backup(path: Path, url: str = "", settings: Settings | None = None, *, step: Step | None = None) -> Preview:
    """Say what ``restore_backup`` would do, for the same reasons not.

    Raises:
        Invalid, CannotRead, SecretKeyMissing, CannotWrite, DatabaseUnreachable: as ``restore_over`` says.
    """
    return _preview(_place_at(url, settings or Settings.load()), path, step or _unheard)


def _place_at(url: str, settings: Settings) -> _Place:
    url = url or settings.database or default_database()
    refuse_postgres(url, settings)
    path, data_dir = database.sqlite_path(url).absolute(), data_dir_of(url, settings)
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        return _Place(path, data_dir, settings, None)
    try:
        return _Place(path, data_dir, settings, open_existing(url, settings))
    except (DatabaseCorrupt, DatabaseNewer, SecretKeyMissing):
        database.close()
        if not data_dir.is_dir():  # a file of something else, named by mistake
            raise
        return _Place(path, data_dir, settings, None)


def _preview(place: _Place, path: Path, step: Step) -> Preview:
    with _staged(place, path, step, thorough=False) as staged:  # the restore itself looks again
        newest = newest_hit_of(staged.database)
        now = None if place.opened is None else compare(place.path, staged.database)
        step(_ALL, _ALL)
        return Preview(staged.backup, newest, now)


def _restore(place: _Place, path: Path, step: Step) -> Restored:
    with nobody_serving(place.data_dir), _staged(place, path, step) as staged:
        if place.opened is None:
            kept = _keep(place, step)
            with _not_needed(kept):
                step(_KEPT, _ALL)
            _complete(staged, place)  # nothing asks from here on whether it is called off
            put_in_place(staged.database, place.path)
        else:
            kept = _keep_and_swap(place, staged, step)
    return Restored(staged.backup, place.path, kept)


def _complete(staged: Staged, place: _Place) -> Brought:
    brought = bring_along(staged, place.data_dir, place.settings.secret_store)
    note_in_log(staged.database, datetime.now(UTC))
    return brought


def _keep_and_swap(place: _Place, staged: Staged, step: Step) -> Path | None:
    """Keep what is there and put the other in its place; what somebody writes in between is kept by keeping again."""
    kept: Path | None = None
    last = _ALL - _KEPT
    with watched(place.path) as watch, ExitStack() as undo:
        for once in range(_TRIES):
            watch.begin()
            before = kept
            with _not_needed(before):
                kept = _keep(place, step)
            _forget(before)
            if not once:
                undo.enter_context(_taken_back(_complete(staged, place), place.path))
            with contextlib.suppress(WrittenMeanwhile), _not_needed(kept):
                told = partial(_tell_swapped, step, last)
                swap_contents(staged.database, place.path, told, watch)
                return kept
    raise DatabaseLocked("Another program writes to the database all the time. Nothing was changed.")


@contextmanager
def _not_needed(kept: Path | None) -> Generator[None]:
    """Throw away what was kept where the restore is called off: all is as it was."""
    try:
        yield
    except CalledOff:
        _forget(kept)
        raise


def _forget(kept: Path | None) -> None:
    if kept is not None:
        for side in ("", *SIDES):
            kept.with_name(kept.name + side).unlink(missing_ok=True)


@contextmanager
def _taken_back(brought: Brought, live: Path) -> Generator[None]:
    """Take away what was brought along where the restore is called off, or somebody else writes all the time."""
    try:
        yield
    except (CalledOff, DatabaseLocked):  # raised before the swap is whole; after other faults it could be
        brought.take_back(live)
        raise


def _tell_swapped(step: Step, share: int, done: int, total: int) -> None:
    step(_KEPT + done * share // max(1, total), _ALL)


@contextmanager
def _staged(place: _Place, path: Path, step: Step, *, thorough: bool = True) -> Generator[Staged]:
    """Unpack a backup beside the database, on the same disk; it is gone afterwards."""
    folder = place.path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with backup_places.making_room(folder) as room:
            inside = room / "unpacked"
            inside.mkdir(mode=0o700)
            store = place.settings.secret_store
            yield stage(path.expanduser().absolute(), inside, place.data_dir, store, step, thorough=thorough)
    except (OSError, sqlite3.Error) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise CannotWrite(f"The backup could not be restored: {reason}. The database is as it was.") from fault


def _keep(place: _Place, step: Step) -> Path | None:
    """Keep what is there now, and return where."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    if place.opened is not None:
        folder = folder_of_backups(place.data_dir)
        target = _free(folder / f"before-restore-{stamp}.zip")
        try:
            return back_up(place.opened, target, step=lambda done, _all: step(_STAGED + done // 5, _ALL)).path
        except DatabaseCorrupt:  # it opens all the same; then it is kept as it lies there
            pass
    if place.path.exists() and place.path.stat().st_size:
        kept = _free(place.path.with_name(f"{place.path.name}.before-restore-{stamp}"))
        put_aside(place.path, kept)
        return kept
    return None


def folder_of_backups(data_dir: Path) -> Path:
    """Return the folder of the backups that QRDesk makes by itself; it is made where it is missing.

    Raises:
        CannotWrite: it cannot be made.
    """
    folder = data_dir / backup_places.BACKUPS
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise CannotWrite(f"The folder {folder} cannot be made: {fault.strerror}. Nothing was changed.") from fault
    return folder


def _free(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return free


def _path_of(opened: Opened) -> Path:
    if opened.path is None:
        raise DatabaseUnreachable("Only a database in a file is restored here.")
    return opened.path


def _unheard(_done: int, _total: int) -> None:
    """Nobody wants to know how far it is."""
