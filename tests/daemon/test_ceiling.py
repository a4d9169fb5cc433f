"""The ceiling for visitors: none unless it is set, then by address, over links and unknown addresses alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.daemon.ceiling import Ceiling
from qrdesk.daemon.front import Front
from qrdesk.daemon.parsing import PROXIED
from tests.daemon.asking import ask
from tests.daemon.houses import HTML, House, make, opened_house


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    """A front over a new database whose default domain is go.example."""
    with opened_house(database_url, str(tmp_path / "data")) as made:
        make("menu")
        yield made


def fronted(house: House, per_minute: int) -> Front:
    """Return the house's front with a ceiling."""
    ceiling = Ceiling(per_minute, clock=lambda: house.now_s)
    return Front(house.store, house.redirects, house.front, pytest.fail, ways=house.ways, ceiling=ceiling.wait_s)


def test_without_a_ceiling_nobody_is_refused(house: House) -> None:
    assert {house.ask("/menu").status for _ in range(300)} == {302}


def test_one_address_may_come_so_often_in_a_minute(house: House) -> None:
    front = fronted(house, 3)
    assert [ask(front, path).status for path in ("/menu", "/r/menu", "/nothing")] == [302, 302, 404]
    refused = ask(front, "/menu", HTTP_ACCEPT=HTML)
    assert (refused.status, refused.headers["retry-after"]) == (429, "60")
    assert b"Try again in 60 seconds" in refused.body
    assert ask(front, "/nothing").status == 429
    assert len(house.recorder.hits) == 2
    assert ask(front, "/menu", REMOTE_ADDR="203.0.113.78").status == 302
    house.now_s += 60.0
    assert ask(front, "/menu").status == 302


def test_a_customer_with_many_addresses_is_one_visitor(house: House) -> None:
    front = fronted(house, 1)
    given = [ask(front, "/menu", REMOTE_ADDR=f"2001:db8::{number}").status for number in range(1, 4)]
    assert given == [302, 429, 429]


def test_a_proxy_that_does_not_say_for_whom_it_asks_is_not_everybody(house: House) -> None:
    front = fronted(house, 1)
    behind = {"REMOTE_ADDR": "127.0.0.1", PROXIED: "1"}
    assert {ask(front, "/menu", **behind).status for _ in range(5)} == {302}


def test_the_api_and_files_of_the_house_are_no_visits(house: House) -> None:
    front = fronted(house, 1)

    for path in ("/api/v1/links", "/favicon.ico", "/robots.txt"):
        assert [ask(front, path).status // 100 for _ in range(3)] == [2, 2, 2]
    assert ask(front, "/menu").status == 302
