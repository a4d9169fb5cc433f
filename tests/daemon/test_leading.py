"""Two background processes on one database, in this one: one leads, and the other does nothing of what is done once."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrdesk.core import database, lease
from qrdesk.core.models import Fact, Lease
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from qrdesk.daemon import leading as leading_module
from qrdesk.daemon.leading import Leading, Stopping
from tests.clocks import Clock
from tests.daemon.asking import until

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LONG_S = 600


@pytest.fixture(autouse=True, params=["postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """Open an empty database."""
    url = str(tmp_path / "q.db") if request.param == "sqlite" else request.getfixturevalue("postgres_database")
    open_database(url, Settings(data_dir=str(tmp_path / "data")))
    yield
    database.close()


@pytest.fixture
def two() -> Iterator[tuple[Leading, Leading]]:
    """One that leads, and one that would."""
    first, second = Leading(LONG_S), Leading(LONG_S)
    first.start()
    second.start()
    assert (first.held, second.held) == (True, False)
    yield first, second
    first.stop()
    second.stop()


def note(name: str) -> None:
    with database.write():
        Fact.create(name=name, value="done")


def noted() -> list[str]:
    with database.scope():
        return sorted(row.name for row in Fact.select().where(Fact.value == "done"))


def robbed() -> None:
    """Let somebody else have the lease, as after a pause that the holder knows nothing of."""
    with database.scope():
        Lease.update(holder="somebody else").execute()


def test_the_one_that_leads_does_the_job_and_the_other_one_follows_at_once(two: tuple[Leading, Leading]) -> None:
    first, second = two
    asked: list[str] = []
    for name, one in (("first", first), ("second", second)):
        one.only(lambda _now, _stopping, name=name: asked.append(name) is None)(NOW, lambda: False)
    assert asked == ["first"]

    def job(_now: datetime, stopping: Stopping) -> bool:
        note("stopped" if stopping() else f"job {len(noted())}")
        return True

    assert first.only(job)(NOW, lambda: False)
    assert not second.only(job)(NOW, lambda: False)
    assert noted() == ["job 0"]
    first.stop()
    assert not first.held
    until(lambda: second.held, within_s=20)  # and not when the lease runs out
    assert not first.only(job)(NOW, lambda: False)
    assert second.only(job)(NOW, lambda: False)
    assert noted() == ["job 0", "job 1"]


def test_no_transaction_begins_once_another_one_leads(two: tuple[Leading, Leading]) -> None:
    """As for one that was paused in the middle of its job, and wakes."""
    first, _ = two
    told: list[bool] = []

    def job(_now: datetime, stopping: Stopping) -> bool:
        note("before")
        robbed()
        told.append(stopping())
        with pytest.raises(lease.LeaseLost):
            note("after")
        told.append(stopping())
        note("after")
        return True

    assert not first.only(job)(NOW, lambda: False)
    assert noted() == ["before"]
    assert told == [False, True]  # nobody had said it yet
    assert not first.held
    note("of anybody else")  # who does no such job is not asked
    assert noted() == ["before", "of anybody else"]


def test_who_does_not_hear_of_the_database_leads_no_longer_than_the_lease_lasts(
    two: tuple[Leading, Leading], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = two
    told: list[bool] = []

    def away(*_: object) -> bool:
        raise OSError("the database is away")

    monkeypatch.setattr(leading_module.lease, "take", away)
    clock = Clock(leading_module._now_s())
    monkeypatch.setattr(leading_module, "_now_s", clock)

    def job(_now: datetime, stopping: Stopping) -> bool:
        told.append(stopping())
        clock.now_s += LONG_S
        told.append(stopping())
        note("too late")
        return True

    assert not first.only(job)(NOW, lambda: False)
    assert told == [False, True]
    assert noted() == []


def test_a_job_that_is_told_to_stop_is_told_so(two: tuple[Leading, Leading]) -> None:
    told: list[bool] = []
    two[0].only(lambda _now, stopping: told.append(stopping()) is None)(NOW, lambda: True)
    assert told == [True]


def test_the_lease_is_renewed_while_a_job_takes_long() -> None:
    first, second = Leading(4), Leading(4)
    first.start()
    second.start()
    over = threading.Event()
    renewed: set[datetime] = set()

    def job(_now: datetime, stopping: Stopping) -> bool:
        def several() -> bool:
            with database.scope():
                renewed.add(Lease.get().renewed_at)
            return stopping() or len(renewed) > 4

        until(several, within_s=30)
        over.set()
        return not stopping()

    assert first.only(job)(NOW, lambda: False)
    assert over.is_set()
    assert (first.held, second.held) == (True, False)
    second.stop()
    first.stop()


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)
def test_the_server_of_a_sqlite_file_leads_until_it_stops_and_writes_nothing_for_that() -> None:
    alone = Leading(LONG_S)
    assert not alone.held
    alone.start()
    assert alone.held

    def job(_now: datetime, stopping: Stopping) -> bool:
        note("job")
        return not stopping()

    assert alone.only(job)(NOW, lambda: False)
    with database.scope():
        assert Lease.select().count() == 0
    alone.stop()
    assert not alone.held
    assert not alone.only(job)(NOW, lambda: False)
    assert noted() == ["job"]
