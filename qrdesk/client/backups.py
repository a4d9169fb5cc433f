"""Backups of a database on this computer. Those of a server are made where it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qrdesk.client.local import LocalTransport
from qrdesk.client.transport import Transport
from qrdesk.core import backup, backup_schedule, restore, secrets
from qrdesk.core.database import is_postgres
from qrdesk.core.errors import Forbidden
from qrdesk.core.restore_told import Preview, Restored
from qrdesk.core.schema_state import SchemaState, state_of
from qrdesk.core.schemas.backups import BackupRun, BackupSchedule

Step = Callable[[int, int], object]  # done, of how much


@dataclass(frozen=True, slots=True)
class BackupState:
    """What is known about the backups of a database: those somebody made, and those by schedule."""

    schedule: BackupSchedule
    folder: Path  # of those by schedule
    by_hand: BackupRun | None
    last: BackupRun | None  # by schedule, made or not
    made: BackupRun | None  # the last one by schedule that was made
    overdue: bool  # not even the one before the last was made
    possible: bool  # PostgreSQL has programs of its own for it
    secret_key: Path | None  # the file with it; None where the keyring of this account has it


class Backups:
    """Only for a client of a database on this computer: each method raises ``Forbidden`` for one of a server."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def state(self) -> BackupState:
        """Return how it stands with backups."""
        opened = self._local().opened
        data_dir = opened.data_dir
        schedule, made = backup_schedule.read_schedule(data_dir), backup_schedule.last_made(data_dir)
        return BackupState(
            schedule=schedule,
            folder=backup_schedule.folder_of(data_dir, schedule),
            by_hand=backup_schedule.last_by_hand(data_dir),
            last=backup_schedule.last_run(data_dir),
            made=made,
            overdue=backup_schedule.is_overdue(schedule, made, datetime.now(UTC)),
            possible=not is_postgres(opened.url),
            secret_key=opened.secret.place,
        )

    def create(self, path: Path, *, with_secret_key: bool = False, force: bool = False, step: Step) -> BackupRun:
        """Write a backup, whole or not at all, and read it back. ``step`` hears how far it is, in percent.

        Raises:
            Invalid: it is a PostgreSQL database.
            DatabaseUnreachable, CannotWrite: it cannot be made; what was there is untouched.
        """
        here = self._local()
        backup.refuse_postgres(here.opened.url, here.settings)
        made = backup.back_up(here.opened, path, with_secret_key=with_secret_key, force=force, step=step)
        run = backup_schedule.note_by_hand(here.opened.data_dir, made)
        here.note_backup(path.name, run.links)
        return run

    def save_secret_key(self, path: Path) -> None:
        """Write a copy of the secret key to a file, which a restore on another computer finds beside the backup.

        Raises:
            CannotWrite: it cannot be written; what was there is untouched.
        """
        secrets.save_copy(self._local().opened.secret, path)

    def keep_schedule(self, schedule: BackupSchedule) -> BackupSchedule:
        """Change when backups are made by themselves. The server of the database makes them.

        Raises:
            Invalid: it is a PostgreSQL database, or there is no such folder.
            CannotWrite: it cannot be kept.
        """
        backup_schedule.keep_schedule(self._local().opened, schedule)
        return schedule

    def make_scheduled(self, step: Step) -> BackupRun:
        """Make a backup by schedule now, as the server does when one is due, and return how it went.

        Raises:
            CannotWrite: how it went cannot be remembered.
            DatabaseCorrupt: the database is damaged; no backup was made.
        """
        here = self._local()
        schedule = backup_schedule.read_schedule(here.opened.data_dir)
        run = backup_schedule.make_due(here.opened, schedule, datetime.now(UTC), step)
        if run.made:
            here.note_backup(Path(run.path).name, run.links)
        return run

    def preview(self, path: Path, step: Step) -> Preview:
        """Look through a backup and say what restoring it would change; nothing is changed.

        Raises:
            CannotRead, SecretKeyMissing, CannotWrite, Invalid: it cannot be restored, and why.
        """
        here = self._local()
        return restore.preview_restore(path, here.opened, here.settings, step)

    def restore(self, path: Path, step: Step) -> Restored:
        """Put a backup in the place of the database, which is backed up before. No server may use it meanwhile.

        Afterwards this client knows nothing any more: ``Client.after_restore`` returns the one to go on with.

        Raises:
            CannotRead, SecretKeyMissing, CannotWrite, Invalid, Conflict, DatabaseUnreachable: it was not restored, and
                the database is as it was.
            CalledOff: ``step`` did, before the backup was in its place; nothing was changed.
        """
        here = self._local()
        return restore.restore_over(path, here.opened, here.settings, step)

    def note_restored(self, path: Path, restored: Restored) -> None:
        """Put into the audit log that this is the database of a backup now."""
        self._local().note_backup(path.name, restored.backup.counts.links, restored=True)

    def schema(self) -> SchemaState:
        """Return how up to date the database is, and the copies from before it was brought up to date.

        Raises:
            DatabaseUnreachable: or one of its kinds.
        """
        return state_of(self._local().opened)

    def _local(self) -> LocalTransport:
        if not isinstance(self._transport, LocalTransport):
            raise Forbidden("Backups of a server are made and restored where it runs: qrdesk backup create FILE.")
        return self._transport
