"""What goes wrong while a backup is made, and what others do meanwhile: it is said as it is, or made good."""

import os
import shutil
import sqlite3
import stat
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qrdesk.core import backup, backup_packing, backup_words, copying, database
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.errors import CannotWrite, DatabaseCorrupt, Invalid, SecretKeyChanged
from qrdesk.core.models import File, GivenAnswer, VisitorSalt
from qrdesk.core.opening import Opened
from qrdesk.core.operations import PREFIX
from qrdesk.core.rotating import rotate_secret_key
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.files import FileDraft
from qrdesk.core.services import files
from tests.core.backups import SETTINGS, file, make, opened
from tests.desks import context, desk
from tests.faults.test_disk_full import disk, fill
from tests.forms import photo

__all__ = ["disk", "file", "opened"]


@pytest.fixture
def after_copy(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Path], object]], None]:
    """Have something happen each time when the database has been copied."""
    copy_database = copying.copy_database

    def happen(what: Callable[[Path], object]) -> None:
        def copy(path: Path, *_step: object) -> None:
            copy_database(path)
            what(path)

        monkeypatch.setattr(copying, "copy_database", copy)

    return happen


After = Callable[[Callable[[Path], object]], None]


@pytest.mark.parametrize("place", [0, 4096])
def test_a_damaged_database_gives_no_backup(opened: Opened, file: Path, after_copy: After, place: int) -> None:
    def spoil(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[place : place + 4096] = b"\xff" * 4096
        path.write_bytes(content)

    after_copy(spoil)
    with pytest.raises(DatabaseCorrupt, match="The database is damaged"):
        make(opened, file)
    assert not file.exists()


def test_damage_that_is_met_while_copying_is_damage(
    opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = sqlite3.DatabaseError("database disk image is malformed")
    fault.sqlite_errorcode = sqlite3.SQLITE_CORRUPT | 1 << 8  # more closely: in a virtual table

    def refuses(_: Path, *_step: object) -> None:
        raise fault

    monkeypatch.setattr(copying, "copy_database", refuses)
    with pytest.raises(DatabaseCorrupt, match="malformed"):
        make(opened, file)


def test_a_copy_that_cannot_be_opened_is_not_called_damaged(
    opened: Opened, file: Path, tmp_path: Path, after_copy: After
) -> None:
    after_copy(lambda path: path.with_name("copy-wal").mkdir())
    with pytest.raises(CannotWrite, match=r"cannot be written: .*Nothing was saved"):
        make(opened, file)
    assert [one.name for one in tmp_path.iterdir()].count("b.zip") == 0
    assert list(tmp_path.glob(".qrdesk*")) == []


def test_memory_that_others_would_share_is_not_needed(opened: Opened, file: Path, after_copy: After) -> None:
    """Some network shares cannot hold it."""
    after_copy(lambda path: path.with_name("copy-shm").mkdir())
    assert make(opened, file) == read_backup(file)


def test_wherever_a_disk_is_full_it_is_not_called_damaged(opened: Opened, disk: Path) -> None:
    database.close()
    size = Path(opened.url).stat().st_size
    filler, said = fill(disk), set[str]()
    whole = filler.stat().st_size
    for spare in range(size - 32_768, size * 2 + 65_536, 32_768):
        os.truncate(filler, whole - spare)
        try:
            make(opened, disk / "b.zip")
        except CannotWrite as fault:
            said.add(str(fault))
        else:
            said.add("made")
            (disk / "b.zip").unlink()
        assert [one.name for one in disk.iterdir()] == ["filler"]
        os.truncate(filler, whole)
        with filler.open("r+b", buffering=0) as whole_file:
            whole_file.seek(whole - spare)
            whole_file.write(bytes(spare))
    assert "made" in said
    assert any("full" in one or "No space" in one for one in said)


def test_a_disk_that_does_not_keep_what_was_written_is_noticed(
    opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(fd: int) -> None:
        if stat.S_ISREG(os.fstat(fd).st_mode):
            os.lseek(fd, 400, os.SEEK_SET)
            os.write(fd, b"spoilt")

    make(opened, file)
    content = file.read_bytes()
    monkeypatch.setattr(backup_packing.os, "fsync", fsync)
    with pytest.raises(CannotWrite, match="could not be read back as it was written"):
        make(opened, file, force=True)
    assert file.read_bytes() == content


def test_a_secret_key_that_was_replaced_meanwhile_does_not_go_with_the_copy(
    opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_database = copying.copy_database

    def copy(path: Path, *_step: object) -> None:
        rotate_secret_key(opened.url, SETTINGS)
        with database.scope():
            copy_database(path)

    monkeypatch.setattr(copying, "copy_database", copy)
    with pytest.raises(SecretKeyChanged, match="try again"):
        make(opened, file, with_secret_key=True)
    assert not file.exists()
    assert make(opened, file).has_secret_key is False  # the copy itself is whole


def bring(opened: Opened, colour: str) -> str:
    with database.scope():
        return files.upload_file(context(opened), FileDraft(kind="preview"), Upload(photo(colour), "c.jpg")).id


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_picture_deleted_meanwhile_is_not_called_lost(
    opened: Opened, file: Path, after_copy: After, times: int
) -> None:
    ids, seen = [bring(opened, colour) for colour in ("navy", "red", "green")], list[str]()

    def delete(_: Path) -> None:
        if len(seen) < times:
            seen.append(ids[len(seen)])
            with database.scope():
                files.delete_file(context(opened), seen[-1])

    after_copy(delete)
    made = make(opened, file)
    if times < 3:
        assert (made.missing_files, made.counts.files, len(made.pictures)) == ([], 4 - times, 4 - times)
    else:  # it does not go on for ever
        assert (made.missing_files, made.counts.files, len(made.pictures)) == ([ids[2]], 2, 1)
    assert seen == ids[:times]


def test_a_lost_picture_does_not_have_it_made_anew(opened: Opened, file: Path, after_copy: After) -> None:
    row, copies = File.get(), list[Path]()
    (opened.files / row.digest[:2] / row.digest).unlink()
    after_copy(copies.append)
    assert (make(opened, file).missing_files, len(copies)) == ([row.public_id], 1)


def test_no_key_can_be_unsealed_from_answers_in_it(tmp_path: Path, file: Path) -> None:
    url = str(tmp_path / "q.db")
    with desk(url, tmp_path / "q.db.d") as found:
        sent = {"name": "till", "scopes": ["all"]}
        found.ask("POST", f"{PREFIX}/keys", sent, headers={"Idempotency-Key": "abc"})
        with database.scope():
            body = bytes(GivenAnswer.get().body)
    made = backup.create_backup(file, url, with_secret_key=True)
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "new")
    assert body[:200] not in (tmp_path / "new" / "qrdesk.db").read_bytes()
    with closing(sqlite3.connect(tmp_path / "new" / "qrdesk.db")) as copy:
        assert copy.execute("SELECT COUNT(*) FROM given_answer").fetchone() == (0,)
    with database.scope():
        assert GivenAnswer.select().count() == 1  # where it was made it stays
    assert any("Idempotency-Key" in one for one in backup_words.left_out(made.backup))
    database.close()


def test_pg_dump_leaves_the_same_out(postgres_database: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as told:
        backup.create_backup(tmp_path / "b.zip", postgres_database, SETTINGS)
    without = [word for word in str(told.value).split() if word.startswith("--exclude-table-data=")]
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    assert " ".join(without) in readme
    tables = {VisitorSalt._meta.table_name, GivenAnswer._meta.table_name}
    assert {word.partition("=")[2] for word in without} == tables == set(copying.FORGOTTEN)
    if shutil.which("pg_dump") is None:
        pytest.skip("there is no pg_dump to ask")
    asked = ["pg_dump", "--format=plain", *without, postgres_database]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if "version mismatch" in done.stderr:
        pytest.skip("this pg_dump is older than the server")
    assert (done.returncode, done.stderr) == (0, "")
    dumped = done.stdout
    assert [f"CREATE TABLE public.{table} " in dumped for table in tables] == [True, True]
    assert [f"COPY public.{table} " in dumped for table in (*tables, "link")] == [False, False, True]
