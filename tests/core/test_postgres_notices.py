"""Notices of changes: one for each commit that changed something, none for what was taken back, and no rush."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from queue import Empty, Queue

import psycopg
import pytest

from qrdesk.core import database
from qrdesk.core.engines import open_postgres
from qrdesk.core.postgres_notices import CHANNEL, NAME, Notices
from qrdesk.core.postgres_pool import Pool

SOON_S = 20.0


@pytest.fixture
def heard(postgres_database: str) -> Iterator[Queue[None]]:
    """What was heard; the first notice, that of the beginning, is taken out."""
    database.connect(postgres_database)
    queue = Queue[None]()
    stop = database.on_notice(lambda: queue.put(None))
    queue.get(timeout=SOON_S)
    yield queue
    stop()


def bump_and_fail() -> None:
    with database.write():
        database.bump_epoch()
        raise ZeroDivisionError


def test_a_commit_is_heard_and_what_was_taken_back_is_not(postgres_database: str, heard: Queue[None]) -> None:
    with psycopg.connect(postgres_database, autocommit=True) as own:
        own.execute(f"LISTEN {CHANNEL}".encode())
        with pytest.raises(ZeroDivisionError):
            bump_and_fail()
        with database.write():
            first = database.bump_epoch()
            assert database.bump_epoch() == first + 1  # one transaction, one notice
            assert not list(own.notifies(timeout=0.2))
        assert len(list(own.notifies(timeout=SOON_S, stop_after=1))) == 1
        assert not list(own.notifies(timeout=0))
    heard.get(timeout=SOON_S)
    with pytest.raises(Empty):
        heard.get_nowait()


def test_who_stops_leaves_no_thread_and_no_connection(postgres_database: str) -> None:
    database.connect(postgres_database)
    before = threading.active_count()
    for _ in range(3):
        queue = Queue[None]()
        stop = database.on_notice(lambda queue=queue: queue.put(None))
        queue.get(timeout=SOON_S)
        stop()
        assert threading.active_count() == before
    with psycopg.connect(postgres_database, autocommit=True) as own:
        listed = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"
        until_s = time.monotonic() + SOON_S
        while own.execute(listed, (NAME,)).fetchall() != [(0,)]:  # the server takes a moment to clear up
            assert time.monotonic() < until_s


def test_a_dead_line_is_noticed(postgres_database: str) -> None:
    pool = open_postgres(postgres_database)
    assert isinstance(pool, Pool)
    with pool.connect_apart(fallback_application_name=NAME, keepalives_idle=10, keepalives_count=3) as line:
        assert line.autocommit
        assert {"keepalives_idle": "10", "keepalives_count": "3"}.items() <= line.info.get_parameters().items()
    own = open_postgres(f"{postgres_database}&keepalives_idle=77")  # whoever writes it into the address knows better
    assert isinstance(own, Pool)
    with own.connect_apart(keepalives_idle=10) as line:
        assert line.info.get_parameters()["keepalives_idle"] == "77"


def test_who_is_turned_away_comes_back_ever_later() -> None:
    with ExitStack() as stack:
        door = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        door.settimeout(SOON_S)
        pool = open_postgres(f"postgresql://nobody@127.0.0.1:{door.getsockname()[1]}/none?sslmode=disable")
        assert isinstance(pool, Pool)
        notices = Notices(pool, pytest.fail)
        stack.callback(notices.stop)
        came: list[float] = []
        for _ in range(4):
            guest, _address = door.accept()
            guest.close()
            came.append(time.monotonic())
    gaps = [later - earlier for earlier, later in pairwise(came)]
    assert sum(gaps) > 1.5  # half of 0.5, 1 and 2 seconds; without a pause it is nothing


def test_sqlite_has_no_thread_for_it(tmp_path: Path) -> None:
    database.connect(str(tmp_path / "q.db"))
    before = threading.active_count()
    stop = database.on_notice(pytest.fail)
    assert threading.active_count() == before
    stop()
