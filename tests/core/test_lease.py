"""The lease: one holder at a time, by the database's clock, on connections of their own."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from qrdesk.core import database, lease
from qrdesk.core.migrations.run import migrate
from qrdesk.core.models import Lease
from qrdesk.core.models.base import to_micros
from tests.daemon.asking import until

LONG_S = 600.0
SHORT_S = 0.3
_HOUR_US = 3_600_000_000


@pytest.fixture(autouse=True)
def connected(postgres_database: str) -> Iterator[None]:
    """Connect to a database that nobody has a lease in."""
    database.connect(postgres_database)
    with database.scope():
        migrate(None)
    yield
    database.close()


def row() -> tuple[str, int, int]:
    with database.scope():
        found = Lease.get()
        return found.holder, to_micros(found.renewed_at), to_micros(found.expires_at)


def shift(by_us: int) -> None:
    """Let the lease be of another time, as if the clock had been set back by as much."""
    with database.scope():
        _, renewed_at, expires_at = row()
        Lease.update(renewed_at=renewed_at + by_us, expires_at=expires_at + by_us).execute()


def held(holder: str) -> bool:
    with database.scope():
        return lease.is_held("jobs", holder)


def test_one_holder_renews_it_and_another_is_refused_and_writes_nothing() -> None:
    assert lease.take("jobs", "a", LONG_S)
    first = row()
    assert first[0] == "a"
    assert LONG_S <= (first[2] - first[1]) / 1e6 < LONG_S + 5
    assert not lease.take("jobs", "b", LONG_S)
    assert row() == first
    until(lambda: lease.take("jobs", "a", LONG_S) and row() > first)
    assert (held("a"), held("b")) == (True, False)
    assert lease.take("others", "b", LONG_S)  # another lease


def test_who_is_refused_waits_for_nobody_who_writes() -> None:
    assert lease.take("jobs", "a", LONG_S)
    with ThreadPoolExecutor(1) as other, database.write():
        Lease.update(holder="a").execute()  # whoever would write this row has to wait
        assert not other.submit(lease.take, "jobs", "b", LONG_S).result(20)


def test_of_many_at_once_on_connections_of_their_own_one_has_it() -> None:
    ready = threading.Barrier(8)

    def ask(number: int) -> bool:
        with database.scope():
            ready.wait(20)
            return lease.take("jobs", f"holder {number}", LONG_S)

    for _ in range(5):
        with ThreadPoolExecutor(8) as pool:
            taken = list(pool.map(ask, range(8)))
        assert taken.count(True) == 1
        assert row()[0] == f"holder {taken.index(True)}"
        lease.give_back("jobs", row()[0])


def test_who_falls_silent_is_followed_when_the_lease_has_run_out_and_not_before() -> None:
    assert lease.take("jobs", "a", SHORT_S)
    took_s = until(lambda: lease.take("jobs", "b", LONG_S), within_s=20)
    assert took_s >= SHORT_S * 0.8
    assert (held("a"), held("b")) == (False, True)
    assert not lease.take("jobs", "a", SHORT_S)


def test_one_that_ran_out_is_held_while_nobody_took_it() -> None:
    assert lease.take("jobs", "a", LONG_S)
    shift(-_HOUR_US)
    assert held("a")
    assert lease.take("jobs", "a", LONG_S)
    assert not lease.take("jobs", "b", LONG_S)


def test_given_back_it_is_free_at_once_and_nobody_gives_back_what_is_anothers() -> None:
    assert lease.take("jobs", "a", LONG_S)
    lease.give_back("jobs", "b")
    assert not lease.take("jobs", "b", LONG_S)
    lease.give_back("jobs", "a")
    assert not held("a")
    assert lease.take("jobs", "b", LONG_S)


def test_a_clock_that_was_set_back_keeps_nobody_waiting_for_as_long() -> None:
    assert lease.take("jobs", "a", LONG_S)
    shift(1_000_000)  # a moment: the lease is that of a holder who lives
    assert not lease.take("jobs", "b", LONG_S)
    shift(_HOUR_US)
    assert lease.take("jobs", "b", LONG_S)
    assert not held("a")
