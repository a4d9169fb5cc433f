"""Where a backup may be written: never over the database it is of, nor over what is no backup."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from qrdesk.core import backup, backup_places, database
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.errors import CannotWrite
from qrdesk.core.hits.locking import create_locked
from qrdesk.core.opening import Opened
from tests.core.backups import file, make, opened

__all__ = ["file", "opened"]


def everything(folder: Path) -> dict[Path, bytes]:
    database.close()  # all of it is in the file itself then
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_that_is_there_stays_unless_it_is_a_backup(opened: Opened, file: Path, tmp_path: Path) -> None:
    file.write_text("mine")
    with pytest.raises(CannotWrite, match="add --force"):
        make(opened, file)
    with pytest.raises(CannotWrite, match="is no backup that this QRDesk can read"):
        make(opened, file, force=True)
    assert file.read_text() == "mine"
    with pytest.raises(CannotWrite, match="no file that could be written over"):
        make(opened, tmp_path, force=True)
    with pytest.raises(CannotWrite, match="No such file"):
        make(opened, tmp_path / "nowhere" / "b.zip")
    file.write_bytes(b"")
    with pytest.raises(CannotWrite, match="add --force"):
        make(opened, file)
    first = make(opened, file, force=True)
    assert make(opened, file, force=True, with_secret_key=True) == read_backup(file) != first


def test_a_backup_that_is_damaged_may_be_written_over(opened: Opened, file: Path) -> None:
    make(opened, file)
    content = bytearray(file.read_bytes())
    content[300] ^= 0x15  # in the database
    file.write_bytes(content)
    assert make(opened, file, force=True) == read_backup(file)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    "name", ["q.db", "q.db-wal", "q.db-shm", "q.db-journal", "Q.DB-Journal", "q.db.d/secret.key", "q.db.d/new.zip"]
)
def test_the_database_and_its_folder_stay_whatever_is_said(opened: Opened, name: str, force: bool) -> None:
    folder = Path(opened.url).parent
    before = everything(folder)
    database.connect(opened.url)
    assert (folder / "q.db-wal").exists()
    with pytest.raises(CannotWrite, match=r"the database itself, or lies in its folder .* stays as it is"):
        make(opened, folder / name, force=force)
    assert everything(folder) == before


@pytest.mark.skipif(os.name != "posix", reason="links need no rights there")
def test_under_another_name_it_is_the_same_database(opened: Opened, tmp_path: Path) -> None:
    folder = Path(opened.url).parent
    (tmp_path / "by-link").symlink_to(folder / "q.db")
    (tmp_path / "by-name").hardlink_to(folder / "q.db")
    (tmp_path / "key").hardlink_to(folder / "q.db.d" / "secret.key")
    (tmp_path / "data").symlink_to(folder / "q.db.d")
    (tmp_path / "dangling").symlink_to(folder / "q.db-journal")
    (tmp_path / "other").symlink_to(folder)
    before = everything(folder)
    for name in ("by-link", "by-name", "key", "data/spool/b.zip", "dangling", "other/q.db-shm"):
        with pytest.raises(CannotWrite):
            make(opened, tmp_path / name, force=True)
    with pytest.raises(CannotWrite, match="the database itself"):  # beside the file that SQLite really writes
        backup.create_backup(
            folder / "q.db-journal", str(tmp_path / "by-link"), backup.Settings(data_dir=str(folder / "q.db.d"))
        )
    assert (everything(folder), (tmp_path / "by-link").is_symlink()) == (before, True)


@pytest.mark.skipif(os.name != "posix", reason="links need no rights there")
def test_of_a_link_what_it_leads_to_is_written(opened: Opened, file: Path, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    file.symlink_to(usb / "b.zip")
    made = backup.create_backup(file, opened.url)
    assert (made.path, file.is_symlink(), read_backup(usb / "b.zip")) == (file, True, made.backup)
    with pytest.raises(CannotWrite, match="add --force"):
        make(opened, file)
    again = make(opened, file, force=True, with_secret_key=True)
    assert (file.is_symlink(), read_backup(usb / "b.zip")) == (True, again)
    (tmp_path / "round").symlink_to(tmp_path / "round")
    with pytest.raises(CannotWrite, match="no file that could be written over"):
        make(opened, tmp_path / "round", force=True)


@pytest.mark.parametrize("force", [False, True])
def test_what_came_meanwhile_stays(opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch, force: bool) -> None:
    def then(draft: Path) -> object:
        file.write_text("mine")
        return read_backup(draft)

    monkeypatch.setattr(backup, "read_backup", then)
    with pytest.raises(CannotWrite, match="is there already"):
        make(opened, file, force=force)
    assert file.read_text() == "mine"


@pytest.mark.skipif(os.name != "posix", reason="modes of files are of POSIX")
def test_nothing_is_mended_where_it_was_made(opened: Opened, file: Path) -> None:
    key = opened.data_dir / "secret.key"
    key.chmod(0o644)
    make(opened, file)
    assert stat.S_IMODE(key.stat().st_mode) == 0o644


def room(folder: Path, name: str, age_days: int = 0, alive: bool = False) -> Path:
    made = folder / name
    made.mkdir()
    (made / "copy").write_bytes(b"SQLite format 3")
    if alive:
        (made / "alive").touch()
    for path in (*made.iterdir(), made):
        at = path.stat().st_mtime - age_days * 86_400
        os.utime(path, (at, at))
    return made


def test_what_a_killed_one_left_goes_with_the_next(opened: Opened, file: Path, tmp_path: Path) -> None:
    died = room(tmp_path, ".qrdesk-backup-abcd1234", alive=True)
    old = room(tmp_path, ".qrdesk-backup-abcd_old", age_days=2)
    stay = [
        room(tmp_path, ".qrdesk-backup-abcd_new"),  # another one has just made it
        room(tmp_path, ".qrdesk-backup-ours", age_days=9),
        room(tmp_path, "qrdesk-backup-abcd1234", age_days=9),
        room(tmp_path, ".qrdesk-backup-abcd5678"),
    ]
    lock = create_locked(stay[-1], "alive")
    try:
        make(opened, file)
    finally:
        os.close(lock)
    assert [path.exists() for path in (died, old)] == [False, False]
    assert [(path / "copy").exists() for path in stay] == [True] * len(stay)


@pytest.mark.skipif(os.name != "posix", reason="who owns a folder is of POSIX")
def test_nobody_elses_folder_is_cleared_away(
    opened: Opened, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "far").mkdir()
    far = room(tmp_path / "far", ".qrdesk-backup-abcd1234", age_days=9, alive=True)
    (tmp_path / ".qrdesk-backup-abcd1234").symlink_to(far)
    make(opened, file)
    assert (far / "copy").exists()
    theirs = room(tmp_path, ".qrdesk-backup-efgh1234", age_days=9, alive=True)
    with monkeypatch.context() as another:
        another.setattr(backup_places.os, "geteuid", lambda: theirs.stat().st_uid + 1)
        make(opened, file, force=True)
    assert theirs.exists()
    make(opened, file, force=True)
    assert not theirs.exists()


def test_where_no_file_can_be_locked_a_backup_is_made_all_the_same(
    opened: Opened, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> int:
        raise BlockingIOError

    monkeypatch.setattr(backup_places, "create_locked", refuses)
    monkeypatch.setattr(backup_places, "try_lock", lambda _fd: False)
    left = room(tmp_path, ".qrdesk-backup-abcd1234", age_days=2, alive=True)
    young = room(tmp_path, ".qrdesk-backup-efgh1234", alive=True)
    make(opened, file)
    assert (left.exists(), young.exists()) == (False, True)
    shutil.rmtree(young)
    assert list(tmp_path.glob(".qrdesk*")) == []
