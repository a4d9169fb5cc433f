"""A backup is one moment of the database with its pictures, and says what it holds."""

import os
import shutil
import sqlite3
import stat
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrdesk.core import backup_words, database, secrets
from qrdesk.core.backup import create_backup
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.errors import CannotWrite, DatabaseUnreachable, Invalid, SecretKeyMissing
from qrdesk.core.hits import imported, recount
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Domain, File, Hit, Key, Link, VisitorSalt
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.services import files, keys, links
from qrdesk.core.settings import Settings
from tests.core.backups import SETTINGS, file, make, opened
from tests.desks import context
from tests.keyrings import MemoryKeyring, using

__all__ = ["file", "opened"]


def unpack(file: Path, folder: Path) -> str:
    """Unpack as the README says, and return the database."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return str(folder / "qrdesk.db")


def sealed(opened: Opened) -> str:
    with database.scope():
        return keys.create_key(context(opened), KeyDraft(name="Till")).webhook_secret


def unsealed(opened: Opened) -> list[str]:
    with database.scope():
        return [secrets.unseal(opened.secret_key, row.webhook_secret) for row in Key.select()]


def test_a_restored_backup_is_what_it_was_made_of(opened: Opened, file: Path, tmp_path: Path) -> None:
    shown = sealed(opened)
    made = make(opened, file)
    assert made == read_backup(file)
    counts = {"workspaces": 1, "members": 1, "links": 1, "codes": 0, "hits": 0, "files": 1}
    assert (made.counts.model_dump(), made.missing_files, len(made.pictures)) == (counts, [], 1)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
    database.close()
    url = unpack(file, tmp_path / "new")
    before = {path: path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    with pytest.raises(SecretKeyMissing, match="Put it back"):
        open_database(url, SETTINGS)
    assert not (tmp_path / "new" / "qrdesk.db.d" / "secret.key").exists()  # no other one in its place
    assert {path: path.read_bytes() for path in before} == before
    shutil.copy(opened.data_dir / "secret.key", tmp_path / "new" / "qrdesk.db.d" / "secret.key")
    again = open_database(url, SETTINGS)
    assert unsealed(again) == [shown]
    with database.scope():
        assert links.get_link(context(again), "menu").destination == "https://example.com/"
        assert b"<path" in files.download_file(context(again), File.get().public_id).content


def test_scans_that_another_program_counted_are_scans_of_the_backup_too(opened: Opened, file: Path) -> None:
    with database.scope():
        link, workspace_id = Link.get(), opened.owner.workspace_id
        imported.add([imported.ImportedDay(link.id, 20_000, workspace_id, 171, 20)])
    assert make(opened, file).counts.hits == 191, "as Home and the list of links say"


def test_with_the_secret_key_it_opens_by_itself_and_says_so_loudly(opened: Opened, file: Path, tmp_path: Path) -> None:
    shown = sealed(opened)
    without, made = make(opened, tmp_path / "without.zip"), make(opened, file, with_secret_key=True)
    assert (without.has_secret_key, made.has_secret_key) == (False, True)
    assert any(one.startswith("THE SECRET KEY") for one in backup_words.held(made))
    assert not any("secret key" in one for one in backup_words.left_out(made))
    assert opened.secret_key not in b"".join(_contents(tmp_path / "without.zip").values())
    assert unsealed(open_database(unpack(file, tmp_path / "new"), SETTINGS)) == [shown]


def test_where_the_key_lies_is_said(opened: Opened, file: Path, tmp_path: Path) -> None:
    made = create_backup(file, opened.url, SETTINGS)
    place = str(opened.data_dir / "secret.key")
    assert made.key_place == Path(place)
    assert any(place in one for one in backup_words.left_out(made.backup, place))
    with using(MemoryKeyring()):
        url, kept = str(tmp_path / "kept.db"), replace(SETTINGS, secret_store="keyring")
        open_database(url, kept)
        made = create_backup(tmp_path / "kept.zip", url, kept)
        assert (made.key_place, made.backup.key_kept_in) == (None, "keyring")
        assert any("in the keyring of the account" in one for one in backup_words.left_out(made.backup))
        create_backup(file, url, kept, with_secret_key=True, force=True)
    found = open_database(unpack(file, tmp_path / "new"), SETTINGS)  # without any keyring
    assert found.secret.place == tmp_path / "new" / "qrdesk.db.d" / "secret.key"


def _contents(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_leads_from_a_visitor_back_to_an_address_is_not_in_it(opened: Opened, file: Path, tmp_path: Path) -> None:
    make(opened, file)
    assert b"5a175a17" in Path(opened.url).read_bytes() + Path(f"{opened.url}-wal").read_bytes()
    assert b"5a175a17" not in _contents(file)["qrdesk.db"]
    with database.scope():
        assert VisitorSalt.select().count() == 1  # where it was made it stays
    with closing(sqlite3.connect(unpack(file, tmp_path / "new"))) as copy:
        assert copy.execute("SELECT COUNT(*) FROM visitor_salt").fetchone() == (0,)


def test_hits_on_their_way_are_counted_and_left_out(opened: Opened, file: Path) -> None:
    opened.spool.mkdir(parents=True)
    (opened.spool / "a.log").write_bytes(b"x" * 1234)
    made = make(opened, file)
    assert made.waiting_bytes == 1234
    assert any(one.startswith("1,234 bytes of hits") for one in backup_words.left_out(made))
    assert not any("spool" in name for name in _contents(file))


def test_the_old_spool_brings_what_is_not_in_it_once(opened: Opened, file: Path, tmp_path: Path) -> None:
    with database.scope():
        link, workspace_id = Link.get(), opened.owner.workspace_id
    spool = Spool(opened.spool, fsync_ms=0)
    stored: list[int] = []
    for _ in range(3):
        now = datetime.now(UTC)
        at_us = int(now.timestamp() * 1_000_000)
        for _ in range(4):
            assert spool.record(at_us, workspace_id, link.id, "s", "Mozilla/5.0 Firefox/1", "de", "", "")
        if len(stored) < 2:
            drain_once(opened.spool, now=now)
        if not stored:
            assert make(opened, file).counts.hits == 4
        with database.scope():
            stored.append(Hit.select().count())
    assert stored == [4, 8, 8]
    database.close()  # and this computer is lost, with a writer that was never closed properly
    url = unpack(file, tmp_path / "new")
    shutil.copytree(opened.data_dir / "spool", tmp_path / "new" / "qrdesk.db.d" / "spool")
    shutil.copy(opened.data_dir / "secret.key", tmp_path / "new" / "qrdesk.db.d")
    again = open_database(url, SETTINGS)
    for expected in (8, 0):
        assert drain_once(again.spool, now=datetime.now(UTC)).hits == expected
    with database.scope():
        assert Hit.select().count() == 12
        assert recount.compare() == []
    spool.close()


@pytest.mark.skipif(os.name != "posix", reason="modes of files are of POSIX")
def test_it_is_for_its_owner_alone_also_unpacked(opened: Opened, file: Path) -> None:
    make(opened, file, with_secret_key=True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        modes = {one.filename: stat.S_IMODE(one.external_attr >> 16) for one in archive.infolist()}
    assert modes.pop("qrdesk.db.d/") == 0o700
    assert set(modes.values()) == {0o600}


def test_pictures_that_were_lost_before_are_named(opened: Opened, file: Path) -> None:
    row = File.get()
    (opened.files / row.digest[:2] / row.digest).write_bytes(b"others")
    made = make(opened, file)
    assert (made.missing_files, made.pictures) == ([row.public_id], [])
    assert any(row.public_id in one for one in backup_words.left_out(made))
    assert read_backup(file) == made


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_breaks_off_leaves_nothing_and_what_was_there(
    opened: Opened, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def breaks_off(*_: object) -> None:
        raise fault

    make(opened, file)
    content, before = file.read_bytes(), sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(backup_words, "contents", breaks_off)
    with pytest.raises(CannotWrite if isinstance(fault, OSError) else KeyboardInterrupt):
        make(opened, file, force=True)
    assert (file.read_bytes(), sorted(tmp_path.rglob("*"))) == (content, before)


def test_a_full_disk_is_said_in_our_own_words(opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    for fault in (OSError(28, "No space left on device"), full):

        def breaks_off(*_: object, fault: Exception = fault) -> None:
            raise fault

        monkeypatch.setattr(backup_words, "contents", breaks_off)
        with pytest.raises(CannotWrite, match=r"The disk is full, so the backup .*\.zip was not saved\."):
            make(opened, file)


def test_there_is_no_backup_of_nothing(tmp_path: Path, file: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="There is no database"):
        create_backup(file, str(tmp_path / "none.db"), SETTINGS)
    assert list(tmp_path.glob("*.zip")) == []


def test_for_postgresql_its_own_programs_are_named_and_no_password(file: Path, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="pg_dump") as caught:
        create_backup(file, "postgresql://me:hush@host/q", Settings(data_dir=str(tmp_path / "data")))
    assert str(tmp_path / "data" / "secret.key") in str(caught.value)
    assert "hush" not in str(caught.value)


def test_a_backup_of_empty_pages_is_not_taken_for_a_bomb(opened: Opened, file: Path) -> None:
    """What was deleted leaves pages of zeros, which shrink to nearly nothing."""
    with database.scope():
        database.proxy.execute_sql("PRAGMA secure_delete = ON")
        database.proxy.execute_sql("CREATE TABLE much (content BLOB)")
        database.proxy.execute_sql("INSERT INTO much VALUES (zeroblob(30000000))")
        database.proxy.execute_sql("DROP TABLE much")
    assert make(opened, file).parts[0].bytes > 30_000_000
    assert Domain.select().count() == 1
