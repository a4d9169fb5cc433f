"""Opening, locking and letting go of a database, and what is said when that fails."""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from qrdesk.core import database, engines
from qrdesk.core.errors import (
    CannotWrite,
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseUnreachable,
    Invalid,
    SecretKeyMissing,
)
from qrdesk.core.models import Fact
from qrdesk.core.opening import Opened, data_dir_of, open_database, set_public_url
from qrdesk.core.services import facts
from qrdesk.core.settings import Settings

FAST = Settings(busy_timeout_ms=50)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    database.close()


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    return open_database(str(tmp_path / "qrdesk.db"), FAST)


def test_a_new_database_is_ready_for_use(tmp_path: Path) -> None:
    opened = open_database(str(tmp_path / "new" / "folder" / "qrdesk.db"), FAST)
    assert opened.path == tmp_path / "new/folder/qrdesk.db"
    assert opened.data_dir == tmp_path / "new/folder/qrdesk.db.d"
    assert {one.name for one in opened.data_dir.iterdir()} == {"spool", "secret.key"}
    assert opened.backup is None
    with database.scope():
        assert database.proxy.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.proxy.execute_sql("PRAGMA foreign_keys").fetchone() == (1,)


def test_the_same_database_is_found_again(opened: Opened) -> None:
    again = open_database(f"sqlite:///{opened.path}", FAST)
    assert (again.database_id, again.secret_key, again.owner) == (opened.database_id, opened.secret_key, opened.owner)


def test_a_public_address_told_once_is_kept(tmp_path: Path) -> None:
    url = str(tmp_path / "qrdesk.db")
    open_database(url, Settings(public_url="https://go.example.com"))
    open_database(url, Settings())
    with database.scope():
        assert database.proxy.execute_sql("SELECT scheme, host FROM domain").fetchall() == [("https", "go.example.com")]


def test_a_variable_does_not_change_an_address_that_codes_carry(tmp_path: Path) -> None:
    url = str(tmp_path / "qrdesk.db")
    for address in ("http://192.168.1.7:8765", "https://go.example.com", "https://typo.example"):
        opened = open_database(url, Settings(public_url=address))
    with database.scope():
        assert database.proxy.execute_sql("SELECT host FROM domain WHERE is_default").fetchall() == [
            ("go.example.com",)
        ]
        told = "SELECT surface, changes FROM audit_entry WHERE action = 'domain.made_default' ORDER BY at DESC LIMIT 1"
        changes = '{"url": ["http://192.168.1.7:8765", "https://go.example.com"]}'
        assert database.proxy.execute_sql(told).fetchall() == [("system", changes)]
    set_public_url(opened, "https://typo.example")
    with database.scope():
        found = database.proxy.execute_sql("SELECT host FROM domain WHERE is_default").fetchall()
    assert found == [("typo.example",)]


@pytest.mark.parametrize("content", [b"hello", b"\x00" * 4096, b"SQLite format 2\x00" + b"\x00" * 100])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(content)
    with pytest.raises(DatabaseCorrupt, match="not a QRDesk database"):
        open_database(str(file), FAST)
    assert file.read_bytes() == content
    assert not file.with_name("letter.txt.d").exists()


def test_a_damaged_database_says_so(opened: Opened) -> None:
    database.close()
    assert opened.path is not None
    content = bytearray(opened.path.read_bytes())
    content[100:] = b"\xa5" * (len(content) - 100)
    opened.path.write_bytes(content)
    with pytest.raises(DatabaseCorrupt, match="damaged"):
        open_database(str(opened.path), FAST)


def test_a_file_of_another_program_is_not_taken_over(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE link (id INTEGER PRIMARY KEY, text TEXT)")
        other.execute("INSERT INTO link VALUES (1, 'theirs')")
    before = file.read_bytes()
    with pytest.raises(DatabaseUnreachable, match="belongs to another program"):
        open_database(str(file), FAST)
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["", "/", "file/qrdesk.db", "file"])
def test_a_place_where_no_database_can_be_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseUnreachable):
        database.connect(f"{tmp_path}/{name}")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match=r"/proc/qrdesk/qrdesk\.db"):
        open_database("/proc/qrdesk/qrdesk.db", FAST)
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite, match="file/data"):
        open_database(str(tmp_path / "qrdesk.db"), Settings(data_dir=str(tmp_path / "file/data")))


def test_a_database_that_may_only_be_read_says_so(opened: Opened) -> None:
    with database.scope():
        database.proxy.execute_sql("PRAGMA query_only = 1")
    with pytest.raises(DatabaseUnreachable, match="may only be read"), database.scope():
        facts.remember("a", "b")


def test_a_locked_database_is_waited_for_and_then_told(opened: Opened) -> None:
    assert opened.path is not None
    other = sqlite3.connect(opened.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(DatabaseLocked, match="Nothing was saved"), database.write():
            facts.remember("a", "b")
        with database.scope():
            assert facts.find("a") is None
    finally:
        other.execute("ROLLBACK")
        other.close()
    with database.write():
        facts.remember("a", "b")


def test_the_key_of_another_database_closes_the_door(opened: Opened) -> None:
    (opened.data_dir / "secret.key").unlink()
    with pytest.raises(SecretKeyMissing, match=r"secret\.key"):
        open_database(opened.url, FAST)
    assert not (opened.data_dir / "secret.key").exists()


class HalfWay(Exception): ...


def write_half_way(name: str) -> None:
    """Write a fact and a new epoch, and fail before the end."""
    with database.write():
        facts.remember(name, "lost")
        database.bump_epoch()
        raise HalfWay


def test_what_fails_half_way_is_not_kept(opened: Opened) -> None:
    with pytest.raises(HalfWay):
        write_half_way("a")
    with database.scope():
        assert facts.find("a") is None


def test_a_change_inside_a_change_can_fail_alone(opened: Opened) -> None:
    with database.write():
        facts.remember("outer", "kept")
        with pytest.raises(HalfWay):
            write_half_way("inner")
    with database.scope():
        assert (facts.find("outer"), facts.find("inner")) == ("kept", None)


def test_listeners_hear_of_a_new_epoch_once_it_is_kept(opened: Opened) -> None:
    heard: list[int] = []
    stop = database.on_change(lambda: heard.append(database.read_epoch()))
    with database.scope():
        before = database.read_epoch()
    with database.write():
        with database.write():
            database.bump_epoch()
        database.bump_epoch()
        assert heard == []
    assert heard == [before + 2]
    with database.write():
        facts.remember("a", "b")
    with pytest.raises(HalfWay):
        write_half_way("b")
    with database.write():
        facts.remember("a", "c")
    stop()
    stop()
    with database.write():
        database.bump_epoch()
    assert heard == [before + 2]


def test_many_threads_write_one_after_the_other(opened: Opened) -> None:
    patient = open_database(opened.url, Settings(busy_timeout_ms=20_000))

    def work(_: int) -> None:
        for _ in range(10):
            with database.write():
                facts.remember("count", str(int(facts.find("count") or 0) + 1))

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(work, range(6), timeout=60)) == [None] * 6
    with database.scope():
        assert facts.find("count") == "60"
        assert Fact.select().count() >= 3
    assert patient.database_id == opened.database_id


def test_a_postgresql_database_has_its_own_folder_for_files(own_home: Path) -> None:
    settings = Settings()
    one = data_dir_of("postgresql://a:secret@db.example/one", settings)
    assert one == data_dir_of("postgresql://b:other@db.example/one", settings)
    assert one != data_dir_of("postgresql://a:secret@db.example/two", settings)
    assert one.is_relative_to(own_home)
    assert "secret" not in str(one)
    assert data_dir_of("postgresql://db.example/one", Settings(data_dir="~/files")) == own_home / "files"


def test_a_postgresql_server_that_does_not_answer_is_named_without_its_password(own_home: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(DatabaseUnreachable) as refused:
        open_database("postgresql://user:hunter2@127.0.0.1:1/qrdesk?connect_timeout=2", FAST)
    assert "does not answer" in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_a_postgresql_host_that_never_answers_is_given_up(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.setattr(engines, "_CONNECT_S", 2)  # the least that libpq takes
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, and says nothing
        url = f"postgresql://user:hunter2@127.0.0.1:{silent.getsockname()[1]}/qrdesk"
        with pytest.raises(DatabaseUnreachable, match="does not answer"):
            database.connect(url)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://user:hunter2@db.example/qrdesk",
        "sqlite://hunter2.db",
        "postgresql+psycopg://user:hunter2@db.example/qrdesk",
        "postgres:/user:hunter2@db.example/qrdesk",
        "https://hunter2.example",
    ],
)
def test_a_kind_of_database_that_is_not_known_is_refused_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = list(tmp_path.iterdir())
    with pytest.raises(
        DatabaseUnreachable, match=f"“{url.partition(':')[0].replace('+', '.')}:” does not begin"
    ) as refused:
        open_database(url, FAST)
    assert "hunter2" not in str(refused.value)
    assert list(tmp_path.iterdir()) == before


@pytest.mark.parametrize("password", ["hun/ter2", "hun@ter2", "hun ter2", "hun%zter2", "1/hun@ter2"])
def test_a_password_that_was_not_spelled_for_an_address_is_not_repeated(password: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(DatabaseUnreachable) as refused:
        open_database(f"postgresql://user:{password}@127.0.0.1:1/qrdesk?connect_timeout=2", FAST)
    assert "hun" not in str(refused.value)
    assert "ter2" not in str(refused.value)


def test_the_file_is_the_owners_alone_from_its_first_byte(tmp_path: Path) -> None:
    opened = open_database(str(tmp_path / "qrdesk.db"), FAST)
    with database.write():
        facts.remember("a", "b")
    found = {one.name: one.stat().st_mode & 0o777 for one in tmp_path.glob("qrdesk.db*") if one.is_file()}
    assert set(found.values()) == {0o600}
    assert set(found) == {"qrdesk.db", "qrdesk.db-wal", "qrdesk.db-shm"}
    assert "secret_key" not in repr(opened)


def test_a_database_opens_while_another_process_writes(opened: Opened) -> None:
    database.close()
    assert opened.path is not None
    with closing(sqlite3.connect(opened.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        again = open_database(str(opened.path), FAST)
        same = Settings(busy_timeout_ms=50, public_url="http://localhost:8765")
        assert open_database(str(opened.path), same).database_id == again.database_id == opened.database_id
        with pytest.raises(DatabaseLocked):
            open_database(str(opened.path), Settings(busy_timeout_ms=50, public_url="https://go.example.com"))


def test_a_bad_public_address_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        open_database(str(tmp_path / "new" / "qrdesk.db"), Settings(public_url="ftp://x"))
    assert not (tmp_path / "new").exists()


def test_a_file_that_may_only_be_read_is_read(opened: Opened) -> None:
    database.close()
    assert opened.path is not None
    script = (
        "import sys; from qrdesk.core.opening import open_database; from qrdesk.core.settings import Settings\n"
        "print(open_database(sys.argv[1], Settings()).database_id)"
    )
    command = [sys.executable, "-c", script, str(opened.path)]
    if os.geteuid() == 0:  # who may write anything: give that up
        command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *command]
    opened.path.chmod(0o400)
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.stderr) == (opened.database_id, "")
