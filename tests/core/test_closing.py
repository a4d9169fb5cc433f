"""Closing a database: for all threads, and never in the middle of what one of them does with it."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import database, engines
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.settings import Settings


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    yield open_database(str(tmp_path / "qrdesk.db"), Settings(busy_timeout_ms=50))
    database.close()


def test_closing_lets_go_of_the_connections_of_all_threads(opened: Opened) -> None:
    held = threading.Event()
    done = threading.Event()
    connections: list[sqlite3.Connection] = []

    def work() -> None:
        with database.scope():
            connections.append(database.proxy.connection())
        held.set()
        done.wait(20)

    thread = threading.Thread(target=work)
    thread.start()
    assert held.wait(20)
    database.close()
    done.set()
    thread.join(20)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connections[0].execute("SELECT 1")


class AtWork:
    """A thread that holds its connection until it is told to ask for something and end."""

    def __init__(self) -> None:
        self._held, self.go_on = threading.Event(), threading.Event()
        self.said: list[object] = []
        self.connections: list[sqlite3.Connection] = []
        self._thread = threading.Thread(target=self._work)
        self._thread.start()
        assert self._held.wait(20)

    def _work(self) -> None:
        with database.scope():
            self.connections.append(database.proxy.connection())
            self._held.set()
            self.go_on.wait(20)
            self.said.append(database.proxy.execute_sql("SELECT 1").fetchone())

    def end(self) -> None:
        self.go_on.set()
        self._thread.join(20)


def test_a_thread_that_works_on_keeps_its_connection(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_PATIENCE_S", 0.05)
    work = AtWork()
    database.close()
    assert work.said == []
    work.end()
    assert work.said == [(1,)]


def test_closing_waits_for_a_thread_that_is_soon_done(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_PATIENCE_S", 20.0)
    work = AtWork()
    closing = threading.Thread(target=database.close)
    closing.start()
    closing.join(0.05)
    assert closing.is_alive()
    work.end()
    closing.join(20)
    assert (closing.is_alive(), work.said) == (False, [(1,)])
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        work.connections[0].execute("SELECT 1")


_AT_ANY_MOMENT = """
import sys, threading
from qrdesk.core import database, engines
engines._PATIENCE_S = 0.0
for turn in range(60):
    database.connect(sys.argv[1])
    began, over = threading.Event(), threading.Event()
    def work():
        while not over.is_set():
            with database.write():
                database.proxy.execute_sql("CREATE TABLE IF NOT EXISTS schema_migration (name TEXT)")
                for _ in range(turn):
                    began.set()
                    database.proxy.execute_sql("SELECT COUNT(*) FROM sqlite_master").fetchone()
                began.set()
    def quietly():
        try:
            work()
        except Exception as said:
            assert "closed" in str(said), said
    thread = threading.Thread(target=quietly)
    thread.start()
    began.wait(20)
    database.close()
    over.set()
    thread.join(20)
print("whole")
"""


def test_a_connection_that_is_closed_at_any_moment_crashes_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _AT_ANY_MOMENT, str(tmp_path / "q.db")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "whole", "")
