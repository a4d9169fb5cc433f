"""A copy is of one moment of the database, and lacks what is forgotten within days."""

import sqlite3
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from qrdesk.core import copying, database
from qrdesk.core.opening import Opened
from tests.core.backups import opened

__all__ = ["opened"]


def move_on(opened: Opened) -> None:
    with closing(sqlite3.connect(opened.url, isolation_level=None, timeout=5)) as other:
        other.execute("UPDATE change_epoch SET value = value + 1")


def test_a_commit_meanwhile_does_not_begin_the_copy_anew(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[int] = []

    def step(_status: int, remaining: int, _total: int) -> None:
        steps.append(remaining)
        if len(steps) < 5:
            move_on(opened)

    monkeypatch.setattr(copying, "_PAGES", 3)
    monkeypatch.setattr(copying, "_go_on", step)
    with database.scope():
        before = database.read_epoch()
        copying.copy_database(tmp_path / "copy")
        assert database.read_epoch() == before + 4
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == len(steps) > 5
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        assert copy.execute("SELECT value FROM change_epoch").fetchone() == (before,)


def test_a_copy_is_of_one_moment_while_others_write(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody moves a number from one row to another, all the time: their sum is always the same."""
    monkeypatch.setattr(copying, "_PAGES", 1)
    stop, written = threading.Event(), threading.Event()

    def move() -> None:
        with closing(sqlite3.connect(opened.url, isolation_level=None, timeout=5)) as other:
            while not stop.is_set():
                other.execute("BEGIN IMMEDIATE")
                other.execute("UPDATE change_epoch SET value = value + 1")
                other.execute("UPDATE fact SET value = value - 1 WHERE name = 'other'")
                other.execute("COMMIT")
                written.set()

    with database.scope():
        database.proxy.execute_sql("INSERT INTO fact (name, value) VALUES ('other', 0)")
    writer = threading.Thread(target=move)
    writer.start()
    try:
        assert written.wait(30)
        moments: list[int] = []
        for number in range(5):
            with database.scope():
                copying.copy_database(tmp_path / f"copy{number}")
            with closing(sqlite3.connect(tmp_path / f"copy{number}")) as copy:
                (epoch,) = copy.execute("SELECT value FROM change_epoch").fetchone()
                (other,) = copy.execute("SELECT value FROM fact WHERE name = 'other'").fetchone()
                assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            moments.append(epoch + int(other))
    finally:
        stop.set()
        writer.join()
    assert len(set(moments)) == 1


def test_ctrl_c_is_heard_between_two_steps(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(copying, "_go_on", pressed)
    with pytest.raises(KeyboardInterrupt), database.scope():
        copying.copy_database(tmp_path / "copy")
    with database.scope():  # and the database is let go
        assert not database.proxy.connection().in_transaction


def test_what_is_deleted_in_a_copy_is_gone_from_the_file_itself(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing would write it there as well, and say nothing where it cannot."""
    copy, left = tmp_path / "copy", list[int]()

    class Watched(sqlite3.Connection):
        def close(self) -> None:
            left.append((tmp_path / "copy-wal").stat().st_size)
            super().close()

    with database.scope():
        copying.copy_database(copy)
    monkeypatch.setattr(copying.sqlite3, "connect", partial(sqlite3.connect, factory=Watched))
    copying.forget_passing(copy)
    assert left == [0]
    assert b"5a175a17" not in copy.read_bytes()
