"""Backups by schedule: when they are due, that each is verified, which are deleted, and what is said of failures."""

import errno
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.core import backup, backup_schedule, database, journal
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.errors import Invalid
from qrdesk.core.models import AuditEntry
from qrdesk.core.opening import Opened
from qrdesk.core.schemas.backups import BackupRun, BackupSchedule
from qrdesk.daemon import backing_up
from qrdesk.daemon.backing_up import BackingUp
from tests.core.backups import opened

__all__ = ["opened"]

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday
DAILY = BackupSchedule(every="daily", keep=2)


@pytest.fixture(autouse=True)
def always_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backing_up, "_LOOK_S", 0.0)


def worker(opened: Opened) -> BackingUp:
    made = BackingUp()
    made.opened = opened
    return made


def zips(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("every", "made", "due"),
    [
        ("off", None, False),
        ("daily", None, True),
        ("daily", NOON - timedelta(hours=2), False),
        ("daily", NOON - timedelta(hours=20), True),
        ("daily", NOON + timedelta(days=3), True),  # the clock was set back
        ("weekly", NOON - timedelta(days=1), False),
        ("weekly", NOON - timedelta(days=4), True),
    ],
)
def test_one_that_was_missed_is_due_and_none_comes_twice(every: str, made: datetime | None, due: bool) -> None:
    schedule = BackupSchedule.model_validate({"every": every})
    before = None if made is None else BackupRun(at=made, path="/b.zip")
    assert backup_schedule.is_due(schedule, before, before, NOON) is due


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock of this computer is that of Berlin, where summer time ends on 25 October 2026 at 03:00."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be changed on Windows")
@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(
    ("every", "made", "now", "due"),
    [
        ("weekly", (10, 19, 1), (10, 25, 11), False),
        ("weekly", (10, 19, 1), (10, 26, 1), False),  # 02:00 on Monday
        ("weekly", (10, 19, 1), (10, 26, 2), True),  # 03:00
        ("daily", (10, 24, 1), (10, 25, 1), False),  # 02:00, for the second time
        ("daily", (10, 24, 1), (10, 25, 2), True),
        ("daily", (10, 25, 2), (10, 26, 1), False),
    ],
)
def test_the_end_of_summer_time_makes_no_second_one(
    every: str, made: tuple[int, int, int], now: tuple[int, int, int], due: bool
) -> None:
    before = BackupRun(at=datetime(2026, *made, 0, 20, tzinfo=UTC), path="/b.zip")
    schedule = BackupSchedule.model_validate({"every": every, "hour": 3})
    assert backup_schedule.is_due(schedule, before, before, datetime(2026, *now, 1, tzinfo=UTC)) is due


def test_a_failure_is_tried_again_after_an_hour() -> None:
    failed = BackupRun(at=NOON, fault="The disk is full.")
    assert not backup_schedule.is_due(DAILY, failed, None, NOON + timedelta(minutes=59))
    assert backup_schedule.is_due(DAILY, failed, None, NOON + timedelta(minutes=61))


def test_days_without_a_server_are_noticed() -> None:
    made = BackupRun(at=NOON - timedelta(days=4), path="/b.zip")
    assert backup_schedule.is_overdue(DAILY, made, NOON)
    assert not backup_schedule.is_overdue(BackupSchedule(every="weekly"), made, NOON)
    assert not backup_schedule.is_overdue(DAILY, BackupRun(at=NOON - timedelta(hours=20), path="/b.zip"), NOON)


def test_it_is_made_verified_remembered_and_the_oldest_go(opened: Opened) -> None:
    backup_schedule.keep_schedule(opened, DAILY)
    folder = opened.data_dir / "backups"
    folder.mkdir()
    (folder / "qrdesk-20200101-000000-abcdef.zip").write_text("of another database")
    (folder / "mine.zip").write_text("mine")
    work = worker(opened)
    for day in range(4):
        work.run(NOON + timedelta(days=day), lambda: False)
        work.run(NOON + timedelta(days=day, hours=1), lambda: False)  # nothing is due by then
    last = backup_schedule.last_run(opened.data_dir)
    assert last is not None
    assert (last.made, last.links, last.at) == (True, 1, NOON + timedelta(days=3))
    assert read_backup(Path(last.path)).counts.links == 1
    ours = [name for name in zips(folder) if name.endswith(f"-{opened.database_id[-6:]}.zip")]
    assert [name[7:15] for name in ours] == ["20261120", "20261121"]
    assert {"mine.zip", "qrdesk-20200101-000000-abcdef.zip"} <= set(zips(folder))


def test_it_is_in_the_audit_log_as_one_that_nobody_asked_for(
    opened: Opened, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup_schedule.keep_schedule(opened, DAILY)
    work = worker(opened)
    work.run(NOON, lambda: False)
    with database.scope():
        (entry,) = AuditEntry.select().where(AuditEntry.action.startswith("backup."))
    last = backup_schedule.last_run(opened.data_dir)
    assert last is not None
    told = (entry.action, entry.workspace_id, entry.actor, entry.surface, entry.subject_name, entry.changes)
    system = (opened.owner.workspace_id, "QRDesk", "system", Path(last.path).name)
    assert told == ("backup.created", *system, '{"links": [null, 1]}')

    def full(*_words: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "write", full)
    work.run(NOON + timedelta(days=1), lambda: False)
    later = backup_schedule.last_run(opened.data_dir)
    assert later is not None
    assert later.made, "the backup is there, whatever comes of a line about it"
    assert "not in the audit log" in caplog.text


def test_a_full_disk_is_remembered_and_the_backups_before_stay(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    backup_schedule.keep_schedule(opened, DAILY)
    work = worker(opened)
    work.run(NOON, lambda: False)
    before = zips(opened.data_dir / "backups")

    def full(*_words: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "pack", full)
    work.run(NOON + timedelta(days=1), lambda: False)
    monkeypatch.undo()
    last, made = backup_schedule.last_run(opened.data_dir), backup_schedule.last_made(opened.data_dir)
    assert last is not None
    assert made is not None
    assert ("The disk is full" in last.fault, made.at, zips(opened.data_dir / "backups")) == (True, NOON, before)


def test_a_disk_that_is_not_connected_is_said(opened: Opened, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    with pytest.raises(Invalid, match="There is no folder"):
        backup_schedule.keep_schedule(opened, BackupSchedule(every="daily", folder=str(usb)))
    usb.mkdir()
    backup_schedule.keep_schedule(opened, BackupSchedule(every="daily", folder=str(usb)))
    usb.rmdir()
    worker(opened).run(NOON, lambda: False)
    last = backup_schedule.last_run(opened.data_dir)
    assert last is not None
    assert (last.fault, usb.exists()) == (
        f"The folder {usb} is not there. Connect its disk, or choose another folder.",
        False,
    )


def test_a_process_that_ends_leaves_it_due(opened: Opened) -> None:
    backup_schedule.keep_schedule(opened, DAILY)
    worker(opened).run(NOON, lambda: True)
    assert (backup_schedule.last_run(opened.data_dir), zips(opened.data_dir / "backups")) == (None, [])
    worker(opened).run(NOON, lambda: False)
    last = backup_schedule.last_run(opened.data_dir)
    assert last is not None
    assert last.made


def test_a_schedule_that_cannot_be_read_is_off(opened: Opened) -> None:
    backup_schedule.keep_schedule(opened, DAILY)
    assert backup_schedule.read_schedule(opened.data_dir) == DAILY
    (opened.data_dir / "backup-schedule.json").write_text("{")
    assert backup_schedule.read_schedule(opened.data_dir).every == "off"
