"""Many rows in few statements: all of them, in their order, and in few shapes."""

from collections.abc import Iterable
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.hits import rows
from tests.core.hits.places import Place, rows_of

EDGES = (0, 1, 2, 15, 16, 17, 31, 32, 33, 100, 255, 999, 1000, 1001, 1499, 1500, 1501, 3000, 4567)


@pytest.mark.parametrize("width", [1, 2, 3, 12])
def test_every_row_is_sent_once_and_in_its_order(place: Place, width: int) -> None:
    for many in EDGES:
        given = [tuple(number * width + place for place in range(width)) for number in range(many)]
        assert [tuple(row) for row in rows.run("SELECT * FROM (", given, ") AS v")] == given


def test_no_statement_has_more_parameters_than_databases_take(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    real = rows.ask

    def ask(sql: str, parameters: Iterable[Any] = ()) -> Any:
        sent.append(len(list(parameters)))
        return real(sql, parameters)

    monkeypatch.setattr(rows, "ask", ask)
    wide = [tuple(range(40))] * 2000
    assert len(rows.run("SELECT * FROM (", wide, ") AS v")) == 2000
    assert sum(sent) == 40 * 2000
    assert max(sent) <= 32_766  # SQLite; PostgreSQL takes twice as many
    assert len(sent) < 100  # and yet not one by one


def test_any_number_of_rows_comes_in_few_different_statements(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drivers prepare each, and keep it."""
    shapes: set[str] = set()

    class Nothing:
        description = None

    def ask(sql: str, _parameters: Iterable[Any] = ()) -> Any:
        shapes.add(sql)
        return Nothing()

    monkeypatch.setattr(rows, "ask", ask)
    for many in range(1, 5000):
        rows.run("INSERT INTO anywhere (a, b)", [(1, 2)] * many)
    assert len(shapes) < 32


def test_a_row_wider_than_a_statement_is_sent_alone() -> None:
    assert list(rows._steps(3, 1)) == [3]  # few rows are never taken apart
    assert list(rows._steps(20, 1)) == [1, 1, 1, 1, 16]


@pytest.mark.parametrize("most", [1, 16, 17, 100, 250, 1000])
def test_the_steps_add_up_and_none_is_larger_than_may_be(most: int) -> None:
    for many in range(2500):
        steps = list(rows._steps(many, most))
        assert sum(steps) == many
        assert all(0 < step <= max(most, 16) for step in steps)


def test_what_is_kept_under_a_key_is_forgotten_and_nothing_else(place: Place) -> None:
    kept = [(scope, owner, day) for scope in "lw" for owner in (1, 2, 3) for day in (20_000, 20_001)]
    gone = [("l", 1, 20_000), ("l", 3, 20_000), ("l", 2, 20_001), ("w", 1, 20_000), ("w", 9, 20_000), ("t", 1, 20_000)]
    with database.write():
        rows.run(
            "INSERT INTO visitor_day (scope, owner_id, day, visitor)",
            [(*key, visitor) for key in kept for visitor in ("v1", "v2")],
        )
        rows.forget("visitor_day", gone)
    left = [(row["scope"], row["owner_id"], row["day"]) for row in rows_of("SELECT * FROM visitor_day")]
    assert sorted(left) == sorted(2 * [key for key in kept if key not in gone])


def test_nothing_to_forget_is_no_statement(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "ask", lambda *_: pytest.fail("a statement was sent"))
    rows.forget("visitor_day", [])
    assert rows.run("DELETE FROM visitor_day WHERE day IN (", [], ")") == []
