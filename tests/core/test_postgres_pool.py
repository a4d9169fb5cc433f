"""Connections to a PostgreSQL server whose places are all taken."""

import threading
from contextlib import ExitStack

import psycopg
import pytest

from qrdesk.core import database
from qrdesk.core.errors import DatabaseUnreachable
from qrdesk.core.hits import rows
from qrdesk.core.postgres_pool import Pool
from tests.daemon.asking import until


@pytest.fixture
def pool(postgres_database: str) -> Pool:
    database.connect(postgres_database)
    found = database.proxy.obj
    assert isinstance(found, Pool)
    return found


def take_all_places(url: str, kept: ExitStack) -> None:
    """Open connections until the server takes no further one."""
    for _ in range(1000):
        try:
            kept.enter_context(psycopg.connect(url))
        except psycopg.OperationalError:
            return
    pytest.fail("The server takes any number.")


def ask() -> int:
    with database.scope():
        return rows.ask("SELECT 7").fetchone()[0]


def test_a_server_that_vanishes_is_given_up_within_half_a_minute_unless_the_address_says_otherwise(
    postgres_database: str,
) -> None:
    told: list[dict[str, str]] = []
    for url in (postgres_database, f"{postgres_database}&keepalives_idle=600&connect_timeout=30"):
        database.connect(url)
        with database.scope():
            told.append(database.proxy.connection().info.get_parameters())
    asked = ("connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout")
    assert [told[0][name] for name in asked] == ["5", "10", "5", "3", "30000"]
    assert [told[1][name] for name in asked] == ["30", "600", "5", "3", "30000"]


def test_who_finds_no_place_gets_that_of_another_thread(postgres_database: str, pool: Pool) -> None:
    got: list[int] = []
    waiting = threading.Thread(target=lambda: got.append(ask()))
    with ExitStack() as kept:
        with database.scope():
            rows.ask("SELECT 1").fetchone()
            take_all_places(postgres_database, kept)
            waiting.start()
            waiting.join(0.5)
            assert waiting.is_alive()
        waiting.join(20)
        assert got == [7]


def test_a_full_server_is_said_where_no_thread_has_a_place(postgres_database: str, pool: Pool) -> None:
    pool.close_all()
    with ExitStack() as kept:
        take_all_places(postgres_database, kept)
        with pytest.raises(DatabaseUnreachable, match="too many clients"):
            ask()
    assert ask() == 7


def test_few_connections_are_kept_after_a_rush(pool: Pool) -> None:
    together = threading.Barrier(20)

    def rush() -> None:
        with database.scope():
            rows.ask("SELECT 1").fetchone()
            together.wait(30)

    threads = [threading.Thread(target=rush) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with psycopg.connect(pool.database, autocommit=True) as look:
        until(lambda: others(look) <= 9, within_s=20)  # eight that nobody uses, and this thread's
        assert others(look) >= 1


def others(look: psycopg.Connection) -> int:
    sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    row = look.execute(sql).fetchone()
    assert row is not None
    return int(row[0])
