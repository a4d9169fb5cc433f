"""A database of this computer that no client has open: whether opening would change it, and its backups."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from qrdesk.core import backup, backup_schedule, restore, schema_state
from qrdesk.core.backup import Made, Step
from qrdesk.core.context import Context, Origin
from qrdesk.core.database import close
from qrdesk.core.errors import CannotWrite
from qrdesk.core.opening import open_existing
from qrdesk.core.restore_told import Preview, Restored
from qrdesk.core.services import backup_notes
from qrdesk.core.settings import Settings


def needs_update(database: str = "") -> bool:
    """Say whether opening a database would bring it up to date. Nothing is changed; what cannot be told is no."""
    return schema_state.needs_update(database)


def create_backup(
    path: Path, database: str = "", *, with_secret_key: bool = False, force: bool = False, surface: str = "app"
) -> Made:
    """Write a backup of a database, as ``core.backup.create_backup``, and remember that somebody did, by ``surface``.

    Raises:
        Invalid, DatabaseUnreachable, CannotWrite: as it says.
    """
    settings = Settings.load()
    made = backup.create_backup(path, database, settings, with_secret_key=with_secret_key, force=force)
    opened = open_existing(database, settings)
    with suppress(CannotWrite):  # the backup is there all the same
        backup_schedule.note_by_hand(opened.data_dir, made)
    owner = replace(opened.owner, origin=Origin(surface))
    ctx = Context(owner, datetime.now(UTC), opened.secret_key, settings=settings)
    backup_notes.note_backup(ctx, made.path.name, made.backup.counts.links)
    return made


def preview_restore(path: Path, database: str = "", step: Step | None = None) -> Preview:
    """Look through a backup, and say what ``restore_backup`` would do.

    Raises:
        Invalid, CannotRead, SecretKeyMissing, CannotWrite, DatabaseUnreachable: as it says.
        CalledOff: ``step`` did.
    """
    try:
        return restore.preview_backup(path, database, step=step)
    finally:
        close()  # a process has one database, and nothing says yet that it is this one


def restore_backup(path: Path, database: str = "", step: Step | None = None) -> Restored:
    """Restore a backup as a database, be that there, damaged, or not there yet; what is there is kept beside it.

    Raises:
        Invalid, CannotRead, SecretKeyMissing, CannotWrite, Conflict, DatabaseUnreachable: it was not restored, and
            what was there is as it was.
        CalledOff: ``step`` did, before the backup was in its place; nothing was changed.
    """
    return restore.restore_backup(path, database, step=step)
