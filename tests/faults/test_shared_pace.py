"""Several web processes share one limit: on one clock exactly as many requests pass as may, whoever answers them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.limits import shared
from qrdesk.core.models import Key
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.desks import make_key
from tests.faults.processes import Process
from tests.postgres import fresh_database

PROCESSES = 4
NOW_S = 1_790_000_000

if sys.platform != "linux":
    pytest.skip("finds processes in /proc", allow_module_level=True)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield str(tmp_path / "qrdesk.db")
        return
    with fresh_database(request.getfixturevalue("postgres")) as fresh:
        yield fresh


@pytest.fixture
def key(url: str, tmp_path: Path) -> Iterator[str]:
    """A key for a hundred requests a minute."""
    opened = open_database(url, Settings(data_dir=str(tmp_path / "data")))
    made = make_key(opened)
    with database.scope():
        Key.update(rate_limit=100).execute()
    yield made
    database.close()
    shared.clear(opened.data_dir, opened.database_id)


@pytest.fixture
def processes(url: str, key: str, tmp_path: Path) -> Iterator[list[Process]]:
    """Four web processes that are ready to be asked."""
    command = ("-m", "tests.faults.asking", url, str(tmp_path / "data"), key)
    started = [Process(*command, log=tmp_path / f"log{number}.txt") for number in range(PROCESSES)]
    try:
        for process in started:
            process.wait_said("ready")
        yield started
    finally:
        for process in started:
            process.close()


def asked(processes: list[Process], number: int, at_s: float, requests: int) -> tuple[int, int]:
    """Let each process be asked so often at that time; return how many passed, and how many were refused."""
    for process in processes:
        process.tell(f"{at_s} {requests}")
    passed = refused = 0
    for process in processes:
        process.wait_said(f"round {number}:")
        one, other, all_of_them = map(int, process.line(f"round {number}:").split()[2:])
        assert one + other == all_of_them == requests
        passed, refused = passed + one, refused + other
    return passed, refused


@pytest.mark.wide
def test_four_processes_let_exactly_a_hundred_through_in_any_minute(processes: list[Process]) -> None:
    assert asked(processes, 0, NOW_S, 40) == (100, 60)
    assert asked(processes, 1, NOW_S + 59.9, 5) == (0, 20)
    assert asked(processes, 2, NOW_S + 60, 20) == (80, 0)
    assert asked(processes, 3, NOW_S + 90, 20) == (20, 60)
    assert asked(processes[:1], 4, NOW_S + 119, 1) == (0, 1)
    assert asked(processes[:1], 5, NOW_S + 120, 81) == (80, 1)
