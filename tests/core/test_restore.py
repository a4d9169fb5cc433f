"""A restore puts a backup in the place of the database whole or not at all, and keeps what was there."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qrdesk.core import database, restore, secrets
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.errors import (
    CannotRead,
    CannotWrite,
    Conflict,
    DatabaseCorrupt,
    SecretKeyMissing,
)
from qrdesk.core.hits.locking import DAEMON_LOCK, try_lock
from qrdesk.core.migrations.run import is_pending
from qrdesk.core.models import AuditEntry, File, Link
from qrdesk.core.opening import Opened, look_again, open_database
from qrdesk.core.schemas.links import LinkPatch
from qrdesk.core.services import files, links
from tests.core import older
from tests.core.backups import SETTINGS, add, file, left_over, make, opened, slugs
from tests.desks import context

__all__ = ["file", "opened"]


_INDEX = ("link_domain_id",)


def test_what_came_after_the_backup_is_gone_and_kept(opened: Opened, file: Path) -> None:
    make(opened, file)
    add(opened, "later")
    with database.scope():
        links.update_link(context(opened), "menu", LinkPatch(destination="https://example.com/new"))
    percent: list[int] = []
    found = restore.preview_restore(file, opened, SETTINGS, lambda done, _all: percent.append(done))
    told = found.differences
    assert told is not None
    assert (told.links, told.only_now.count, told.only_then.count, told.changed.count) == (2, 1, 0, 1)
    assert "later" in told.only_now.names[0]
    assert (percent == sorted(percent), percent[-1], slugs()) == (True, 100, {"menu", "later"})
    done = restore.restore_over(file, opened, SETTINGS)
    again = look_again(opened, SETTINGS)
    assert (slugs(), again.database_id, left_over(opened)) == ({"menu"}, opened.database_id, [])
    with database.scope():
        assert links.get_link(context(again), "menu").destination == "https://example.com/"
        assert b"<path" in files.download_file(context(again), File.get().public_id).content
        (entry,) = AuditEntry.select().where(AuditEntry.action == "workspace.restored")
        assert (entry.surface, entry.subject_name) == ("system", "My workspace")
    assert done.kept is not None
    assert (done.kept.parent, read_backup(done.kept).counts.links) == (opened.data_dir / "backups", 2)
    restore.restore_over(done.kept, again, SETTINGS)  # the way back
    assert slugs() == {"menu", "later"}


def test_it_makes_a_database_where_there_is_none(opened: Opened, file: Path, tmp_path: Path) -> None:
    make(opened, file, with_secret_key=True)
    database.close()
    place = tmp_path / "elsewhere" / "new.db"
    done = restore.restore_backup(file, str(place), SETTINGS)
    again = open_database(str(place), SETTINGS)
    assert (done.kept, again.secret_key, slugs()) == (None, opened.secret_key, {"menu"})
    assert os.name != "posix" or place.stat().st_mode & 0o077 == 0
    with database.scope():
        assert b"<path" in files.download_file(context(again), File.get().public_id).content


def test_a_damaged_database_is_put_aside_as_it_is(opened: Opened, file: Path) -> None:
    make(opened, file)
    database.close()
    path = Path(opened.url)
    path.write_bytes(b"nothing" + path.read_bytes()[7:])
    damaged = path.read_bytes()
    done = restore.restore_backup(file, opened.url, SETTINGS)
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged
    open_database(opened.url, SETTINGS)
    assert slugs() == {"menu"}


def test_a_damaged_database_that_opens_is_kept_as_it_lies_there(opened: Opened, file: Path) -> None:
    make(opened, file)
    add(opened, "later")
    database.close()
    path = Path(opened.url)
    _damage_an_index(path)
    damaged = path.read_bytes()
    done = restore.restore_backup(file, opened.url, SETTINGS)
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged
    open_database(opened.url, SETTINGS)
    assert slugs() == {"menu"}


def _damage_an_index(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        asked = "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = ?"
        page, size = db.execute(asked, _INDEX).fetchone()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * size : (page - 1) * size + 8] = b"\xff" * 8
    path.write_bytes(whole)


def test_what_is_written_meanwhile_is_kept(opened: Opened, file: Path) -> None:
    make(opened, file)
    times: list[int] = []

    def step(done: int, _all: int) -> None:
        if done == 80 and not times:  # the copy of what is there now is made
            times.append(done)
            with closing(sqlite3.connect(opened.url)) as writer, writer:
                writer.execute("UPDATE link SET title = 'Changed in between'")

    done = restore.restore_over(file, opened, SETTINGS, step)
    assert (times, slugs()) == ([80], {"menu"})
    assert done.kept is not None
    assert len(list(done.kept.parent.glob("before-restore-*"))) == 1, "the first copy has what the second one has"
    restore.restore_over(done.kept, opened, SETTINGS)
    with database.scope():
        assert [link.title for link in Link.select()] == ["Changed in between"]


def test_a_file_of_something_else_stays(opened: Opened, file: Path, tmp_path: Path) -> None:
    make(opened, file)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8 a photo")
    with pytest.raises(DatabaseCorrupt, match="is not a QRDesk database"):
        restore.restore_backup(file, str(photo), SETTINGS)
    assert photo.read_bytes() == b"\xff\xd8 a photo"


def test_without_its_key_it_is_refused_and_with_it_it_opens(opened: Opened, file: Path, tmp_path: Path) -> None:
    make(opened, file)
    whole = tmp_path / "whole.zip"
    make(opened, whole, with_secret_key=True)
    database.close()
    other = open_database(str(tmp_path / "other" / "q.db"), SETTINGS)
    add(other, "mine")
    with pytest.raises(SecretKeyMissing, match="made without its secret key"):
        restore.preview_restore(file, other, SETTINGS)
    with pytest.raises(SecretKeyMissing, match="Nothing was changed"):
        restore.restore_over(file, other, SETTINGS)
    assert (slugs(), left_over(other)) == ({"mine"}, [])
    restore.restore_over(whole, other, SETTINGS)
    again = look_again(other, SETTINGS)
    assert (again.secret_key, again.database_id, slugs()) == (opened.secret_key, opened.database_id, {"menu"})
    assert other.secret_key in (other.data_dir / "secret.key").read_bytes()  # the backup of before needs it


@pytest.mark.parametrize("name", ["backup.key", "secret.key"])
def test_a_key_that_was_saved_is_found_beside_the_backup(opened: Opened, file: Path, tmp_path: Path, name: str) -> None:
    make(opened, file)
    with pytest.raises(CannotWrite, match="stays as it is"):
        secrets.save_copy(opened.secret, Path(opened.url))
    saved = tmp_path / "stick" / name
    saved.parent.mkdir()
    secrets.save_copy(opened.secret, saved)
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    shutil.copy(file, saved.with_name("backup.zip"))
    database.close()
    other = open_database(str(tmp_path / "other" / "q.db"), SETTINGS)
    restore.restore_over(saved.with_name("backup.zip"), other, SETTINGS)
    assert (look_again(other, SETTINGS).secret_key, slugs()) == (opened.secret_key, {"menu"})


def test_a_server_that_runs_is_left_alone(opened: Opened, file: Path) -> None:
    make(opened, file)
    add(opened, "later")
    fd = os.open(opened.data_dir / DAEMON_LOCK, os.O_RDWR | os.O_CREAT)
    try:
        assert try_lock(fd)
        with pytest.raises(Conflict, match="Stop it"):
            restore.restore_over(file, opened, SETTINGS)
    finally:
        os.close(fd)
    assert slugs() == {"menu", "later"}


def test_an_older_database_is_brought_up_to_date_on_the_way(opened: Opened, file: Path) -> None:
    make(opened, file)
    older.rewritten_file(file, older.step_back)
    restore.restore_over(file, opened, SETTINGS)
    with database.scope():
        assert not is_pending()
    assert slugs() == {"menu"}


# SQLite compares the sort of a part without regard to case
_HIDDEN_TRIGGER = """
CREATE TRIGGER evil AFTER INSERT ON link BEGIN DELETE FROM hit; END;
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET type = 'TRIGGER' WHERE name = 'evil';
"""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("CREATE TRIGGER evil AFTER INSERT ON link BEGIN DELETE FROM hit; END", "parts that no database of QRDesk has"),
        ("CREATE VIEW evil AS SELECT 1", "parts that no database of QRDesk has"),
        (_HIDDEN_TRIGGER, "parts that no database of QRDesk has"),
        ("ALTER TABLE folder DROP COLUMN colour", "parts that no database of QRDesk has"),
        ("DROP TABLE visitor_day", "lacks a part of every database of QRDesk"),
        ("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01 00:00:00')", "newer QRDesk"),
        ("DELETE FROM fact", "has never been used"),
        ("DROP TABLE fact", "cannot be used"),
    ],
)
@pytest.mark.fast_cases(3)
def test_a_database_that_is_made_up_is_refused(opened: Opened, file: Path, change: str, said: str) -> None:

    make(opened, file)
    older.rewritten_database(file, lambda db: db.executescript(change))
    add(opened, "later")
    with pytest.raises(CannotRead, match=said):
        restore.restore_over(file, opened, SETTINGS)
    assert (slugs(), left_over(opened)) == ({"menu", "later"}, [])


def test_a_full_disk_is_said_before_anything_is_written(
    opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(opened, file)
    usage = shutil.disk_usage(file.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=10))
    with pytest.raises(CannotWrite, match="free some space"):
        restore.restore_over(file, opened, SETTINGS)
    assert (slugs(), left_over(opened)) == ({"menu"}, [])


_KILLED = """
import os, sys
from pathlib import Path
from qrdesk.core import restore, restore_swapping
from qrdesk.core.opening import open_existing
from qrdesk.core.settings import Settings

database, backup, at = sys.argv[1:]
opened = open_existing(database, Settings())
seen = [0]

def step(done, total):
    seen[0] += 1
    if done >= int(at):
        os.kill(os.getpid(), 9)

restore_swapping._PAGES = 3
restore.restore_over(Path(backup), opened, Settings(), step)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
@pytest.mark.parametrize("at", [30, 61, 79, 81, 88, 95, 99])
@pytest.mark.fast_cases(3)
def test_killed_at_any_moment_the_database_is_the_one_before_or_the_one_after(
    opened: Opened, file: Path, at: int
) -> None:
    add(opened, "kept")
    make(opened, file)
    add(opened, "later")
    database.close()
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, opened.url, str(file), str(at)], check=False, capture_output=True, timeout=60
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    with closing(sqlite3.connect(opened.url)) as look:
        assert look.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again = open_database(opened.url, SETTINGS)
    assert slugs() == {"menu", "kept", "later"}
    restore.restore_over(file, again, SETTINGS)  # what the killed one left behind is in nobody's way
    assert (slugs(), left_over(again)) == ({"menu", "kept"}, [])


def test_the_key_in_the_backup_must_be_that_of_its_database(opened: Opened, file: Path, tmp_path: Path) -> None:
    make(opened, file)
    made = replace(opened.secret, key=secrets.make())
    assert made.fingerprint == opened.secret.fingerprint
    database.close()
    other = open_database(str(tmp_path / "other" / "q.db"), SETTINGS)

    older.with_key(file, made.key)
    with pytest.raises(SecretKeyMissing, match="belongs to another database"):
        restore.preview_restore(file, other, SETTINGS)
