"""Files that a person names: the open database is none of them, and a refusal costs it no lock."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qrdesk.client.files import write_file
from qrdesk.client.formats.reading import encoding_of
from qrdesk.core import blocklist, database, geo_choice, geo_files, live_files
from qrdesk.core.artwork.batch import read as read_table
from qrdesk.core.artwork.batches.alone import alone
from qrdesk.core.backup_reading import is_backup, read_backup
from qrdesk.core.errors import CannotRead, CannotWrite, DatabaseUnreachable
from qrdesk.core.geo_files import GeoFileBroken
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.restore import preview_restore
from qrdesk.core.sentences import catalogue_of
from qrdesk.core.settings import Settings
from tests.locks import locks_on

FAST = Settings(busy_timeout_ms=50)
NAMES = ["shop.db", "shop.db-wal", "shop.db-shm", "linked.csv", "hard.csv"]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """An open database, with other names for its file beside it."""
    found = open_database(str(tmp_path / "shop.db"), FAST)
    (tmp_path / "linked.csv").symlink_to(tmp_path / "shop.db")
    (tmp_path / "hard.csv").hardlink_to(tmp_path / "shop.db")
    yield found
    database.close()


def make_alone(path: Path) -> None:
    with alone(path.with_name(".making"), path):
        path.write_text("made", "utf-8")


READERS: dict[str, Callable[[Path], object]] = {
    "list": read_table,
    "import": encoding_of,
    "backup": read_backup,
    "picture": lambda path: live_files.read(path, 100),
    "geo": lambda path: geo_choice.choose(path, path.parent),
}
WRITERS: dict[str, Callable[[Path], object]] = {"file": lambda path: write_file(path, b"mine"), "batch": make_alone}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", READERS)
def test_the_open_database_is_read_as_nothing_else(opened: Opened, tmp_path: Path, kind: str, name: str) -> None:
    before = locks_on(tmp_path) if sys.platform == "linux" else set[str]()
    with pytest.raises(CannotRead, match=f"^{name} belongs to the database that QRDesk has open, so it was not read"):
        READERS[kind](tmp_path / name)
    assert (locks_on(tmp_path) if sys.platform == "linux" else set[str]()) == before


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", WRITERS)
def test_the_open_database_is_written_over_by_nothing(opened: Opened, tmp_path: Path, kind: str, name: str) -> None:
    before = (tmp_path / name).stat()
    with pytest.raises(CannotWrite, match=f"^{name} belongs to the database that QRDesk has open, and stays as it is"):
        WRITERS[kind](tmp_path / name)
    after = (tmp_path / name).stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns)


def test_it_is_no_backup_and_is_not_restored_over_itself(opened: Opened, tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match=r"^shop\.db belongs to the database"):
        preview_restore(tmp_path / "shop.db", opened, FAST)
    assert not is_backup(tmp_path / "shop.db")


def test_settings_that_name_it_name_nothing(opened: Opened, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for look in (geo_files.check_own, lambda path: geo_files.open_own(path, "")):
        with pytest.raises(GeoFileBroken):
            look(tmp_path / "shop.db")
    assert blocklist.reason_for("https://example.com/", str(tmp_path / "shop.db")) == ""
    assert "cannot be read, so nothing is on it" in caplog.text


def test_a_database_that_was_closed_is_a_file_like_others(opened: Opened, tmp_path: Path) -> None:
    assert live_files.is_live(tmp_path / "shop.db")
    database.close()
    assert live_files.read(tmp_path / "shop.db", 6) == b"SQLite"


def test_other_files_are_read_and_written(opened: Opened, tmp_path: Path) -> None:
    write_file(tmp_path / "list.csv", b"a;b")
    assert live_files.read(tmp_path / "list.csv", 2) == b"a;"
    with pytest.raises(CannotRead, match=r"missing\.csv cannot be read: No such file or directory"):
        live_files.read(tmp_path / "missing.csv", 2)
    with pytest.raises(CannotRead, match="cannot be read"):
        live_files.read(tmp_path, 2)


def test_a_database_that_was_refused_is_not_taken_for_the_open_one(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE theirs (name TEXT)")
    with pytest.raises(DatabaseUnreachable):
        open_database(str(path), FAST)
    assert live_files.read(path, 6) == b"SQLite"


@pytest.mark.parametrize("refuse", [live_files.refuse_reading, live_files.refuse_writing])
def test_it_is_said_in_german(opened: Opened, tmp_path: Path, refuse: Callable[[Path], None]) -> None:
    with pytest.raises((CannotRead, CannotWrite)) as refused:
        refuse(tmp_path / "shop.db")
    said = catalogue_of("de").sentence(str(refused.value)) or ""
    assert said.startswith("shop.db gehört zur Datenbank, die QRDesk geöffnet hat")
    assert said.endswith(" wählen.")
