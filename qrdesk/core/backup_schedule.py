"""Backups that are made by themselves: when the next one is due, how the last one went, and which are deleted.

The schedule lies in the data folder and not in the database: it names a folder of this computer, and a restore of an
old backup must not bring back an old schedule.
"""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from qrdesk.core import secret_files
from qrdesk.core.backup import Made, Step, back_up, refuse_postgres
from qrdesk.core.backup_places import BACKUPS
from qrdesk.core.backup_reading import is_backup
from qrdesk.core.errors import CannotWrite, Invalid
from qrdesk.core.opening import Opened
from qrdesk.core.schemas.backups import BackupRun, BackupSchedule
from qrdesk.core.settings import Settings

_SCHEDULE, _LAST, _LAST_MADE, _BY_HAND = (
    "backup-schedule.json",
    "backup-last.json",
    "backup-last-made.json",
    "backup-by-hand.json",
)
_AGAIN = timedelta(hours=1)  # after one that failed: a disk that was full may have room by then
_NAME = re.compile(r"qrdesk-\d{8}-\d{6}-[0-9a-f]{6}\.zip")
_MODEL = TypeVar("_MODEL", bound=BaseModel)
_LONGEST_FILE = 64_000  # bytes


def read_schedule(data_dir: Path) -> BackupSchedule:
    """Return when backups are made; off where nobody said so."""
    return _read(data_dir / _SCHEDULE, BackupSchedule) or BackupSchedule()


def keep_schedule(opened: Opened, schedule: BackupSchedule) -> None:
    """Change when backups are made; the server takes it up within a minute.

    Raises:
        Invalid: it is a PostgreSQL database, or there is no such folder.
        CannotWrite: the data folder cannot be written.
    """
    if schedule.every != "off":
        refuse_postgres(opened.url, Settings())
        if schedule.folder and not Path(schedule.folder).expanduser().is_dir():
            raise Invalid.field("folder", f"There is no folder {schedule.folder}. Choose one that is there.")
    _write(opened.data_dir / _SCHEDULE, schedule)


def last_run(data_dir: Path) -> BackupRun | None:
    """Return how the last backup by schedule went."""
    return _read(data_dir / _LAST, BackupRun)


def last_made(data_dir: Path) -> BackupRun | None:
    """Return the last backup by schedule that was made."""
    return _read(data_dir / _LAST_MADE, BackupRun)


def last_by_hand(data_dir: Path) -> BackupRun | None:
    """Return the last backup that somebody made."""
    return _read(data_dir / _BY_HAND, BackupRun)


def note_by_hand(data_dir: Path, made: Made) -> BackupRun:
    """Remember a backup that somebody made, and return what is remembered.

    Raises:
        CannotWrite: the data folder cannot be written.
    """
    run = _run_of(made)
    _write(data_dir / _BY_HAND, run)
    return run


def folder_of(data_dir: Path, schedule: BackupSchedule) -> Path:
    """Return where backups by schedule go."""
    return Path(schedule.folder).expanduser() if schedule.folder else data_dir / BACKUPS


def is_due(schedule: BackupSchedule, last: BackupRun | None, made: BackupRun | None, now: datetime) -> bool:
    """Say whether a backup is to be made now; ``now`` is aware. One that was missed is made as soon as it can be."""
    if schedule.every == "off":
        return False
    if last is not None and last.fault and timedelta(0) <= now - last.at < _AGAIN:
        return False
    return made is None or made.at > now or made.at < latest_moment(schedule, now)


def latest_moment(schedule: BackupSchedule, now: datetime) -> datetime:
    """Return when the last backup was to be made: today or before, for weekly ones on a Monday."""
    today = now.astimezone().date()
    apart = 7 if schedule.every == "weekly" else 1
    day = today - timedelta(days=today.weekday() if schedule.every == "weekly" else 0)
    moment = _moment(schedule, day)
    return moment if moment <= now else _moment(schedule, day - timedelta(days=apart))


def _moment(schedule: BackupSchedule, day: date) -> datetime:
    """Return the hour of the schedule on a day, by this computer's clock as it goes that day: summer time may end."""
    return datetime.combine(day, time(schedule.hour)).astimezone()


def is_overdue(schedule: BackupSchedule, made: BackupRun | None, now: datetime) -> bool:
    """Say whether not even the backup before the last one was made, as where no server ran for days."""
    if schedule.every == "off" or made is None:
        return False
    apart = timedelta(days=7 if schedule.every == "weekly" else 1)
    return made.at < _moment(schedule, latest_moment(schedule, now).date() - apart)


def make_due(opened: Opened, schedule: BackupSchedule, now: datetime, step: Step) -> BackupRun:
    """Make the backup that is due, remember how it went, and delete the ones that are too many.

    What ``step`` raises ends it, and nothing is remembered. A failure is remembered, and returned.

    Raises:
        CannotWrite: how it went cannot be remembered.
    """
    folder = folder_of(opened.data_dir, schedule)
    name = f"qrdesk-{now.astimezone():%Y%m%d-%H%M%S}-{opened.database_id[-6:]}.zip"
    try:
        _see_to(folder, own=not schedule.folder)
        run = _run_of(back_up(opened, folder / name, step=step)).model_copy(update={"at": now})
    except CannotWrite as fault:
        run = BackupRun(at=now, fault=str(fault))
    _note(opened.data_dir, run)
    if run.made:
        _delete_old(folder, opened.database_id[-6:], schedule.keep)
    return run


def note_failure(data_dir: Path, now: datetime, fault: str) -> BackupRun:
    """Remember that a backup by schedule could not be made, and return what is remembered.

    Raises:
        CannotWrite: the data folder cannot be written.
    """
    run = BackupRun(at=now, fault=fault)
    _note(data_dir, run)
    return run


def _note(data_dir: Path, run: BackupRun) -> None:
    if run.made:
        _write(data_dir / _LAST_MADE, run)
    _write(data_dir / _LAST, run)


def _run_of(made: Made) -> BackupRun:
    counts = made.backup.counts
    size = made.path.stat().st_size
    named = str(made.path).encode(errors="replace").decode()  # a name in another encoding cannot be written down
    return BackupRun(at=made.backup.made_at, path=named, links=counts.links, hits=counts.hits, bytes=size)


def _see_to(folder: Path, *, own: bool) -> None:
    if own:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as fault:
            raise CannotWrite(f"The folder {folder} cannot be made: {fault.strerror}.") from fault
    elif not folder.is_dir():
        raise CannotWrite(f"The folder {folder} is not there. Connect its disk, or choose another folder.")


def _delete_old(folder: Path, database: str, keep: int) -> None:
    """Delete the oldest of our own backups of this database; anything else in the folder stays."""
    ours = sorted(
        path
        for path in folder.glob(f"qrdesk-*-{database}.zip")
        if _NAME.fullmatch(path.name) and path.is_file() and not path.is_symlink()
    )
    for path in ours[:-keep]:
        if is_backup(path):
            try:
                path.unlink()
            except OSError:  # another time
                return


def _read(path: Path, model: type[_MODEL]) -> _MODEL | None:
    try:
        with path.open("rb") as file:
            return model.model_validate_json(file.read(_LONGEST_FILE))
    except (OSError, ValidationError):
        return None


def _write(path: Path, what: BaseModel) -> None:
    secret_files.replace(path, what.model_dump_json(indent=1).encode())
