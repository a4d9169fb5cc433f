"""The look into a file before it is opened as our database: it changes nothing, and costs SQLite no lock."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.errors import DatabaseCorrupt, DatabaseUnreachable
from tests.locks import locks_on

_BEGIN = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    connection.execute("BEGIN IMMEDIATE")
    print("began")
except sqlite3.OperationalError as fault:
    print(fault.sqlite_errorname)
finally:
    connection.close()
"""
of_linux = pytest.mark.skipif(sys.platform != "linux", reason="locks that are lost with any descriptor are POSIX's")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    database.close()


def make(path: Path, table: str, mode: str = "delete") -> bytes:
    """Make a database with one table, and return its bytes."""
    with closing(sqlite3.connect(path)) as made:
        made.execute(f"PRAGMA journal_mode = {mode}")
        made.execute(f"CREATE TABLE {table} (name TEXT)")
    return path.read_bytes()


def files_in(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return [path.name for path in folder.iterdir() if path.is_file()]


def begin_elsewhere(path: Path) -> str:
    """Return what another program is told that begins to write."""
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN, str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


@of_linux
@pytest.mark.parametrize("table", ["schema_migration", "theirs"])
def test_whoever_writes_already_is_alone_after_the_look(tmp_path: Path, table: str) -> None:
    path = tmp_path / "shop.db"
    make(path, table)
    with closing(sqlite3.connect(path, isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        before = locks_on(tmp_path)
        assert before == {"shop.db"}
        with pytest.raises(DatabaseUnreachable):  # ours is locked, and the other one is not ours
            database.connect(str(path), busy_timeout_ms=10)
        assert locks_on(tmp_path) == before
        assert begin_elsewhere(path) == "SQLITE_BUSY"
    assert begin_elsewhere(path) == "began"


@of_linux
def test_nobody_else_takes_away_the_log_of_a_database_that_was_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    make(path, "schema_migration", "wal")
    with closing(sqlite3.connect(path, isolation_level=None)) as first:
        first.execute("INSERT INTO schema_migration VALUES ('first')")
        before = locks_on(tmp_path)
        assert before >= {"shop.db", "shop.db-shm"}
        database.connect(str(path), busy_timeout_ms=50)
        database.close()
        assert locks_on(tmp_path) == before
        assert begin_elsewhere(path) == "began"  # who is last to close a database deletes its log
        assert (tmp_path / "shop.db-wal").exists()
        first.execute("BEGIN IMMEDIATE")
        assert begin_elsewhere(path) == "SQLITE_BUSY"


@of_linux
def test_an_empty_file_that_is_open_already_keeps_its_locks(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as first:
        first.execute("BEGIN IMMEDIATE")
        assert path.stat().st_size == 0
        with pytest.raises(DatabaseUnreachable):
            database.connect(str(path), busy_timeout_ms=10)
        assert begin_elsewhere(path) == "SQLITE_BUSY"


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_nothing_is_left_beside_the_file_of_another_program(tmp_path: Path, mode: str) -> None:
    before = make(tmp_path / "theirs.db", "theirs", mode)
    with pytest.raises(DatabaseUnreachable, match="belongs to another program"):
        database.connect(str(tmp_path / "theirs.db"))
    assert files_in(tmp_path) == ["theirs.db"]
    assert (tmp_path / "theirs.db").read_bytes() == before


@pytest.mark.parametrize("sides", [("-wal", "-shm"), ("-wal",)])
def test_tables_that_only_its_log_knows_of_are_seen(tmp_path: Path, sides: tuple[str, ...]) -> None:
    made, path = tmp_path / "made.db", tmp_path / "theirs.db"
    with closing(sqlite3.connect(made)) as theirs:
        theirs.execute("PRAGMA journal_mode = wal")
        theirs.execute("CREATE TABLE theirs (name TEXT)")
        for side in ("", *sides):
            path.with_name(path.name + side).write_bytes(made.with_name(made.name + side).read_bytes())
    before = path.read_bytes()
    with pytest.raises(DatabaseUnreachable, match="belongs to another program"):
        database.connect(str(path))
    assert path.read_bytes() == before
    assert path.with_name("theirs.db-wal").stat().st_size


@pytest.mark.parametrize("content", [b"x", b"SQLite format 3\x00" + b"\x00" * 100, b"\xa5" * 8192])
def test_what_is_or_looks_like_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter").write_bytes(content)
    with pytest.raises(DatabaseCorrupt, match="letter is not a QRDesk database"):
        database.connect(str(tmp_path / "letter"))
    assert files_in(tmp_path) == ["letter"]
    assert (tmp_path / "letter").read_bytes() == content


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match=r"cannot be opened: Is a directory\."):
        database.connect(str(tmp_path))


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "new.db").touch()
    database.connect(str(tmp_path / "new.db"))
    with database.scope():
        assert database.proxy.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_link_to_nothing_becomes_a_database_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "named.db").symlink_to(tmp_path / "kept.db")
    database.connect(str(tmp_path / "named.db"))
    assert (tmp_path / "kept.db").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "named.db").is_symlink()


_CONNECT = """
import sys
from qrdesk.core import database
from qrdesk.core.errors import DatabaseUnreachable
try:
    database.connect(sys.argv[1])
except DatabaseUnreachable as fault:
    print(fault)
"""


@of_linux
@pytest.mark.parametrize(
    ("of_file", "of_folder", "said"),
    [(0o000, 0o700, "cannot be opened: Permission denied."), (0o400, 0o500, "belongs to another program.")],
)
def test_what_may_not_be_read_or_not_be_written_is_told(
    tmp_path: Path, of_file: int, of_folder: int, said: str
) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    make(folder / "theirs.db", "theirs", "wal")
    (folder / "theirs.db").chmod(of_file)
    folder.chmod(of_folder)
    command = [sys.executable, "-c", _CONNECT, str(folder / "theirs.db")]
    if os.geteuid() == 0:  # who may do anything: give that up
        command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *command]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    folder.chmod(0o700)
    assert said in done.stdout
    assert done.stderr == ""
    assert files_in(folder) == ["theirs.db"]
