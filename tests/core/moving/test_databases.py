"""A whole database moved from a file to PostgreSQL and back: every row arrives, or nothing does."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.errors import Conflict, DatabaseUnreachable
from qrdesk.core.hits.locking import DAEMON_LOCK, create_locked
from qrdesk.core.moving.databases import count_rows, move_database
from qrdesk.core.moving.tables import LEFT, all_tables
from qrdesk.core.opening import data_dir_of, open_database
from qrdesk.core.settings import Settings
from tests.core.moving.filled import asked, few, full, rows_in_file, rows_in_postgres, tables
from tests.postgres import fresh_database


@pytest.fixture
def empty(postgres: str) -> Iterator[str]:
    """A PostgreSQL database without any table."""
    with fresh_database(postgres) as url:
        yield url


def is_unused(url: str) -> bool:
    """Whether nothing is in any table, but what a new database comes with."""
    with asked(url) as server:
        there = {name for (name,) in server.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')")}
        ours = [table.name for table in all_tables() if table.name in there - {"plan", "change_epoch"}]
        return not any(server.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for name in ours)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "files").rglob("*") if path.is_file()}


def test_every_table_is_known_and_every_column(tmp_path: Path) -> None:
    path = few(tmp_path / "here.db")
    with closing(sqlite3.connect(path)) as db:
        there = {name: {row[1] for row in db.execute(f'PRAGMA table_info("{name}")')} for name in [*tables(db), *LEFT]}
    assert {table.name: set(table.columns) for table in all_tables()} == {
        name: columns for name, columns in there.items() if name not in LEFT
    }


@pytest.mark.parametrize("kind", ["empty", "postgres_own"])
def test_every_row_arrives_and_comes_back(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = request.getfixturevalue(kind)
    path, back = full(tmp_path / "here.db"), tmp_path / "back.db"
    before = rows_in_file(path)
    assert all(before.values()), "a table has nothing in it"
    moved = move_database(str(path), url)
    assert rows_in_postgres(url, path) == before
    assert {name: total.rows for name, total in moved.tables.items()} == {n: len(rows) for n, rows in before.items()}
    assert (files_in(moved.data_dir), moved.damaged) == (files_in(tmp_path / "here.db.d"), 0)
    assert len(files_in(moved.data_dir)) == moved.pictures == 3
    again = move_database(url, str(back))
    assert rows_in_file(back) == before == rows_in_file(path)
    assert again.tables == moved.tables
    assert files_in(tmp_path / "back.db.d") == files_in(tmp_path / "here.db.d")
    assert [one.name for one in tmp_path.glob(".back*")] == []
    assert stat.S_IMODE(back.stat().st_mode) == 0o600
    folders = (tmp_path / "here.db.d", moved.data_dir, again.data_dir)
    assert len({(folder / "secret.key").read_text().strip() for folder in folders}) == 1


def test_numbers_go_on_where_they_were(postgres_own: str, tmp_path: Path) -> None:
    path = full(tmp_path / "here.db")
    move_database(str(path), postgres_own)
    for table in all_tables():
        if "id" in table.columns and table.name != "change_epoch":
            with closing(sqlite3.connect(path)) as db:
                (highest,) = db.execute(f'SELECT MAX(id) FROM "{table.name}"').fetchone()
            with asked(postgres_own) as server:
                sequence = f"SELECT nextval(pg_get_serial_sequence('{table.name}', 'id'))"
                assert server.execute(sequence).fetchone() == (highest + 1,), table.name


def test_the_moved_database_opens_with_its_key(postgres_own: str, tmp_path: Path) -> None:
    path = few(tmp_path / "here.db")
    here = open_database(str(path), Settings())
    database.close()
    move_database(str(path), postgres_own)
    there = open_database(postgres_own, Settings())
    database.close()
    assert (there.database_id, there.secret_key, there.owner) == (here.database_id, here.secret_key, here.owner)


def test_what_is_in_use_is_refused_and_left_alone(empty: str, postgres_own: str, tmp_path: Path) -> None:
    path = few(tmp_path / "here.db")
    with asked(empty) as server:
        server.execute("CREATE TABLE orders (id int)")
    with pytest.raises(Conflict, match="another program's"):
        move_database(str(path), empty)
    with asked(empty) as server:
        assert server.execute("SELECT relname FROM pg_class WHERE relname = 'link'").fetchone() is None
    open_database(postgres_own, Settings())
    database.close()
    with pytest.raises(Conflict, match="in use already"):
        move_database(str(path), postgres_own)
    with pytest.raises(Conflict, match="in use already"):
        count_rows(str(path), postgres_own)
    for place in (path, tmp_path / "note.db", tmp_path):
        (tmp_path / "note.db").write_text("mine")
        with pytest.raises(Conflict, match="There is something at"):
            move_database(str(path), str(place))
    assert (tmp_path / "note.db").read_text() == "mine"


def test_a_database_that_is_served_is_refused(postgres_own: str, tmp_path: Path) -> None:
    path = few(tmp_path / "here.db")
    (tmp_path / "here.db.d" / DAEMON_LOCK).unlink(missing_ok=True)
    lock = create_locked(tmp_path / "here.db.d", DAEMON_LOCK)
    try:
        with pytest.raises(Conflict, match="A QRDesk server uses this database"):
            move_database(str(path), postgres_own)
    finally:
        os.close(lock)
    assert is_unused(postgres_own)


def test_a_server_on_another_computer_is_seen(postgres_own: str, tmp_path: Path) -> None:
    open_database(postgres_own, Settings())
    listening = database.on_notice(lambda: None)
    try:
        with asked(postgres_own) as server:
            listed = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'qrdesk notices' AND query LIKE 'LISTEN%'"
            while server.execute(listed).fetchone() is None:
                pass
        with pytest.raises(Conflict, match="A QRDesk server uses this database"):
            move_database(postgres_own, str(tmp_path / "back.db"))
    finally:
        listening()
    assert not (tmp_path / "back.db").exists()


def test_what_postgresql_cannot_keep_is_named_and_nothing_is_kept(postgres_own: str, tmp_path: Path) -> None:
    path = few(tmp_path / "here.db")
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE link SET title = ? WHERE slug = 'wine'", ("x" * 500,))  # SQLite counts no letters
        db.commit()
    with pytest.raises(Conflict, match=r"cannot be kept there \(value too long"):
        move_database(str(path), postgres_own)
    assert is_unused(postgres_own)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE link SET title = ? WHERE slug = 'wine'", ("a\0b",))
        db.commit()
    with pytest.raises(Conflict, match="cannot be kept there"):
        move_database(str(path), postgres_own)
    assert is_unused(postgres_own)


def test_a_row_that_arrives_otherwise_is_noticed(postgres_own: str, tmp_path: Path) -> None:
    path = few(tmp_path / "here.db")
    with asked(postgres_own) as server:
        server.execute(
            "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF NEW.slug = 'wine' THEN NEW.title := upper(NEW.title); END IF; RETURN NEW; END $$"
        )
        server.execute("CREATE TRIGGER shout BEFORE INSERT ON link FOR EACH ROW EXECUTE FUNCTION shout()")
    with pytest.raises(Conflict, match=r"Not every row arrived as it was \(link: 2 of 2\)"):
        move_database(str(path), postgres_own)
    assert is_unused(postgres_own)
    with asked(postgres_own) as server:
        server.execute(
            "CREATE OR REPLACE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
        )
        server.execute("DROP TRIGGER shout ON link")
        server.execute("CREATE TRIGGER lose BEFORE INSERT ON tag FOR EACH ROW EXECUTE FUNCTION shout()")
    with pytest.raises(Conflict, match=r"\(tag: 0 of 1\)"):
        move_database(str(path), postgres_own)
    assert is_unused(postgres_own)


def test_a_lost_connection_leaves_nothing_and_the_next_move_is_whole(postgres_own: str, tmp_path: Path) -> None:
    path = few(tmp_path / "here.db")

    def cut(done: int, total: int) -> None:
        if done == total:
            with asked(postgres_own) as server:
                server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

    with pytest.raises(DatabaseUnreachable):
        move_database(str(path), postgres_own, step=cut)
    assert is_unused(postgres_own)
    move_database(str(path), postgres_own)
    assert rows_in_postgres(postgres_own, path) == rows_in_file(path)


def test_a_picture_that_was_damaged_before_is_said(postgres_own: str, tmp_path: Path) -> None:
    path = full(tmp_path / "here.db")
    damaged = next(one for one in (tmp_path / "here.db.d" / "files").rglob("*") if one.is_file())
    damaged.write_bytes(b"else")
    moved = move_database(str(path), postgres_own)
    assert (moved.pictures, moved.damaged) == (2, 1)


def test_one_data_folder_for_both_needs_no_second_copy(postgres_own: str, tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path / "data"))
    open_database(str(tmp_path / "here.db"), settings)
    database.close()
    moved = move_database(str(tmp_path / "here.db"), postgres_own, settings)
    assert moved.data_dir == data_dir_of(postgres_own, settings) == tmp_path / "data"
    open_database(postgres_own, settings)
    database.close()
