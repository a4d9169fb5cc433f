"""Several writes as one transaction that begins no sooner than the first of them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.errors import DatabaseLocked
from qrdesk.core.models import Fact
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.settings import Settings


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    yield open_database(str(tmp_path / "qrdesk.db"), Settings(busy_timeout_ms=50))
    database.close()


@pytest.fixture
def other(opened: Opened) -> Iterator[sqlite3.Connection]:
    """Another program at the same file."""
    assert opened.path is not None
    with closing(sqlite3.connect(opened.path, timeout=0, isolation_level=None)) as connection:
        yield connection


def note(name: str) -> None:
    with database.write():
        Fact.create(name=name, value="x")


def noted(connection: sqlite3.Connection) -> set[str]:
    found = {str(row[0]) for row in connection.execute("SELECT name FROM fact")}
    return found & {"a", "b", "c", "d"}


def test_it_keeps_nobody_from_writing_before_its_first_write(other: sqlite3.Connection) -> None:
    with database.gathered():
        other.execute("INSERT INTO fact (name, value) VALUES ('a', 'x')")
        note("b")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("INSERT INTO fact (name, value) VALUES ('c', 'x')")
        note("d")
        assert noted(other) == {"a"}
    assert noted(other) == {"a", "b", "d"}


def test_what_fails_takes_all_of_it_back(other: sqlite3.Connection) -> None:
    with suppress(ZeroDivisionError), database.gathered():
        note("a")
        note("b")
        raise ZeroDivisionError
    assert noted(other) == set()
    note("c")
    assert noted(other) == {"c"}


def test_a_write_that_fails_is_taken_back_alone(other: sqlite3.Connection) -> None:
    with database.gathered():
        with suppress(ZeroDivisionError), database.write():
            note("a")
            raise ZeroDivisionError
        note("b")
    assert noted(other) == {"b"}


def test_what_comes_first_is_within_the_transaction_and_in_order(other: sqlite3.Connection) -> None:
    said: list[str] = []

    def first(word: str) -> None:
        assert database.proxy.in_transaction()
        said.append(word)

    with database.gathered(lambda: first("outer")), database.gathered(lambda: first("inner")):
        said.append("slow")
        note("a")
        note("b")
        with database.gathered(lambda: first("late")):
            note("c")
        assert noted(other) == set()
    assert said == ["slow", "outer", "inner", "late"]
    assert noted(other) == {"a", "b", "c"}


def test_when_nothing_is_written_nothing_comes_first(opened: Opened) -> None:
    with database.gathered(lambda: pytest.fail("nothing is written")):
        assert not database.proxy.in_transaction()
    with database.gathered(), database.write():
        pass
    assert not database.proxy.in_transaction()


def test_what_comes_first_may_end_it(other: sqlite3.Connection) -> None:
    def refuse() -> None:
        note("a")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), database.gathered(refuse):
        note("b")
    assert noted(other) == set()
    note("c")
    assert noted(other) == {"c"}


def test_listeners_hear_of_a_change_once_it_is_there_and_once(other: sqlite3.Connection) -> None:
    heard: list[set[str]] = []
    stop = database.on_change(lambda: heard.append(noted(other)))
    with database.gathered():
        for name in ("a", "b"):
            with database.write():
                note(name)
                database.bump_epoch()
        assert heard == []
    assert heard == [{"a", "b"}]
    stop()


def test_a_writer_in_the_way_is_told_and_the_next_try_is_a_new_one(other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseLocked), database.gathered():
        note("a")
    other.execute("ROLLBACK")
    with database.gathered():
        note("a")
    assert noted(other) == {"a"}


def test_what_is_vouched_for_is_looked_at_first_in_the_first_transaction_and_no_sooner(
    other: sqlite3.Connection,
) -> None:
    looks: list[set[str]] = []
    with database.vouched(lambda: looks.append(noted(other))):
        other.execute("INSERT INTO fact (name, value) VALUES ('a', 'x')")
        assert looks == []
        note("b")
        note("c")
    note("d")
    assert looks == [{"a"}]


def test_what_is_no_more_true_ends_it_before_anything_is_written(other: sqlite3.Connection) -> None:
    steps: list[str] = []
    with (
        pytest.raises(ZeroDivisionError),
        database.vouched(lambda: 1 / 0),
        database.gathered(lambda: steps.append("begun")),
    ):
        note("a")
    assert steps == []
    note("b")
    assert noted(other) == {"b"}


def test_within_a_transaction_it_is_looked_at_at_once(other: sqlite3.Connection) -> None:
    looks: list[str] = []
    with database.scope(), database.write(), database.vouched(lambda: looks.append("once")):
        assert looks == ["once"]
        note("a")
    assert looks == ["once"]
    assert noted(other) == {"a"}
