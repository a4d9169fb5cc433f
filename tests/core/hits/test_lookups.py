"""The small rows that hits name: one of each, however many hits and drains name it."""

import pytest

from qrdesk.core import database
from qrdesk.core.hits import lookups
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Way
from qrdesk.core.hits.hit_row import Place as Spot
from qrdesk.core.models import HitAgent, HitOrigin, HitPlace, HitWay
from tests.core.hits.places import Place, rows_of

HIT = HitRow("h", 1, 1, 17, True, False, "de", "v1", Agent("mobile", "iOS"), Spot("DE"), Origin("a.example"), Way("x"))
EMPTY = HitRow("e", 1, 1, 17, True, False)


def named(*hits: HitRow) -> list[tuple[int, ...]]:
    """Return the numbers of the small rows of each hit."""
    with database.write():
        return [row[5:9] for row in lookups.stored_rows(hits)]


def number(table: str) -> int:
    (row,) = rows_of(f"SELECT id FROM {table}")
    return int(row["id"])


def test_what_is_kept_of_a_hit_is_small(place: Place) -> None:
    with database.write():
        (row,) = lookups.stored_rows([HIT])
    assert dict(zip(lookups.COLUMNS, row, strict=True)) == {
        **{name: getattr(HIT, name) for name in ("at", "workspace_id", "link_id", "scan", "bot", "language")},
        **{f"{name}_id": number(f"hit_{name}") for name in ("agent", "place", "origin", "way")},
        "visitor": "v1",
        "hit_id": "h",
    }
    assert (HitAgent.get().device, HitPlace.get().country, HitWay.get().destination) == ("mobile", "DE", "x")


def test_equal_rows_are_one_however_often_they_come(place: Place) -> None:
    again = HIT._replace(agent=Agent("mobile", "iOS"), place=Spot("DE"))  # equal, and not the same objects
    assert again.agent is not HIT.agent
    first, second, third = named(HIT, again, EMPTY)
    assert first == second != third
    assert named(EMPTY, HIT) == [third, first]
    assert [table.select().count() for table in (HitAgent, HitPlace, HitOrigin, HitWay)] == [2, 2, 2, 2]


def test_what_a_rolled_back_transaction_made_is_made_again(place: Place) -> None:
    def fail() -> None:
        with database.write():
            lookups.stored_rows([HIT])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert HitAgent.select().count() == 0
    (numbers,) = named(HIT)
    assert numbers[0] == number("hit_agent")


def test_values_are_told_apart_by_where_they_stand(place: Place) -> None:
    first, second = named(HIT._replace(way=Way("a", "b")), HIT._replace(way=Way("", "a", "b")))
    assert first[3] != second[3]


def test_a_thousand_rows_are_found_at_once(place: Place) -> None:
    hits = [HIT._replace(origin=Origin(f"{number}.example"), way=Way(rule=f"r{number}")) for number in range(2500)]
    numbers = named(*hits)
    assert len({row[2] for row in numbers}) == len({row[3] for row in numbers}) == 2500
    assert named(*hits) == numbers


def test_the_digest_is_what_databases_already_hold() -> None:
    assert lookups.digest(("", "", "")) == "83257caed4779564cba3e647"
    assert lookups.digest(Spot("DE", "DE-BY", "M\u00fcnchen, DE")) == "8ed386664facaf1dc0150d78"
