"""Counting in memory, in a file and in PostgreSQL: the same decisions, one after the other and all at once."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.limits import shared
from qrdesk.core.limits.limiter import Limiter
from qrdesk.core.limits.memory import MemoryLimiter
from qrdesk.core.limits.shared import PostgresLimiter, SqliteLimiter, open_shared
from qrdesk.core.limits.window import Quota
from tests.clocks import Clock

HUNDRED = (Quota(100),)
BOTH = (Quota(5, 1), Quota(100))


@pytest.fixture
def clock() -> Clock:
    return Clock(1_790_000_000.0)


@pytest.fixture
def on_postgres(postgres_database: str) -> Iterator[None]:
    database.connect(postgres_database)
    yield
    database.close()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def limiter(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Limiter]:
    """Each way of counting, on the test's clock."""
    made: Limiter
    if request.param == "memory":
        made = MemoryLimiter(clock=clock)
    elif request.param == "sqlite":
        made = SqliteLimiter(tmp_path / "pace.db", clock=clock)
    else:
        request.getfixturevalue("on_postgres")
        made = PostgresLimiter(clock=clock)
    yield made
    made.close()


def test_each_name_has_its_own_hundred_a_minute(limiter: Limiter, clock: Clock) -> None:
    mine = [limiter.take("mine", HUNDRED) for _ in range(101)]
    assert [one.allowed for one in mine] == [True] * 100 + [False]
    assert [one.tightest.remaining for one in mine[:3]] == [99, 98, 97]
    assert mine[-1].tightest.retry_s == 60
    assert limiter.take("yours", HUNDRED).allowed
    clock.now_s += 59.5
    assert not limiter.take("mine", HUNDRED).allowed
    clock.now_s += 0.5
    assert limiter.take("mine", HUNDRED).tightest.remaining == 99


def test_two_windows_are_counted_together(limiter: Limiter, clock: Clock) -> None:
    for _ in range(20):
        assert [limiter.take("x", BOTH).allowed for _ in range(6)] == [True] * 5 + [False]
        clock.now_s += 1.0
    refused = limiter.take("x", BOTH)
    assert (refused.allowed, refused.tightest.quota.window_s) == (False, 60)


def test_many_threads_get_exactly_what_there_is(limiter: Limiter) -> None:
    def ask(_: int) -> int:
        return sum(limiter.take("x", HUNDRED).allowed for _ in range(40))

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(ask, range(8))) == 100


def test_what_is_over_is_swept_out(limiter: Limiter, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(limiter, MemoryLimiter):
        limiter = MemoryLimiter(clock=clock, most=50)
    monkeypatch.setattr(shared, "_SWEEP_EVERY", 50)
    held = _rows_of(limiter)
    for number in range(49):
        limiter.take(f"early {number}", HUNDRED)
    assert held() == 49
    clock.now_s += 60.0
    for number in range(4):
        assert limiter.take(f"late {number}", HUNDRED).allowed
    assert held() <= 5


def _rows_of(limiter: Limiter) -> Callable[[], int]:
    sql = "SELECT COUNT(*) FROM rate_window"
    if isinstance(limiter, MemoryLimiter):
        return lambda: len(limiter._spent)
    if isinstance(limiter, SqliteLimiter):

        def in_file() -> int:
            with closing(sqlite3.connect(limiter._path)) as look:
                return int(look.execute(sql).fetchone()[0])

        return in_file

    def in_postgres() -> int:
        with database.scope():
            return int(database.proxy.execute_sql(sql).fetchone()[0])

    return in_postgres


def test_memory_for_names_has_an_end_even_when_all_are_busy(clock: Clock) -> None:
    limiter = MemoryLimiter(clock=clock, most=10)
    for number in range(100):
        clock.now_s += 0.001
        limiter.take(f"name {number}", (Quota(1),))
    assert len(limiter._spent) <= 10
    assert not limiter.take("name 99", (Quota(1),)).allowed  # who came last is remembered


def test_a_file_that_cannot_be_used_refuses_nobody_for_that(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "pace.db"
    path.write_bytes(b"no database" * 1000)
    limiter = SqliteLimiter(path)
    with caplog.at_level(logging.WARNING):
        alone = [limiter.take("x", (Quota(2),)).allowed for _ in range(3)]
    assert alone == [True, True, False]  # this process by itself counts on
    assert len(caplog.records) == 1
    shared.clear(tmp_path, "nothing")  # which is not there
    path.unlink()
    assert limiter.take("x", (Quota(2),)).tightest.remaining == 1  # and in the file again, once that is well
    assert path.exists()
    limiter.close()


def test_a_start_begins_with_nothing(tmp_path: Path) -> None:
    database.connect(str(tmp_path / "qrdesk.db"))
    first = open_shared(tmp_path, "db1")
    first.take("x", (Quota(1),))
    other = open_shared(tmp_path, "db2")
    assert other.take("x", (Quota(1),)).allowed
    second = open_shared(tmp_path, "db1")
    assert not second.take("x", (Quota(1),)).allowed  # as another process
    for limiter in (first, second, other):
        limiter.close()
    shared.clear(tmp_path, "db1")
    assert not list(tmp_path.glob("pace-db1*"))
    third = open_shared(tmp_path, "db1")
    assert third.take("x", (Quota(1),)).allowed
    third.close()
    database.close()


def test_postgres_counts_by_its_own_clock_in_a_table_that_is_not_logged(on_postgres: None, tmp_path: Path) -> None:
    limiter = open_shared(tmp_path, "db1")
    assert isinstance(limiter, PostgresLimiter)
    taken = [limiter.take("x", (Quota(2),)) for _ in range(3)]
    assert [one.allowed for one in taken] == [True, True, False]
    assert 55 < taken[-1].tightest.retry_s <= 60
    with database.scope():
        sql = "SELECT relpersistence FROM pg_class WHERE relname = 'rate_window'"
        assert database.proxy.execute_sql(sql).fetchone()[0] in {"u", b"u"}
