"""How often visitors may try a password."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from qrdesk.core.passwords import verify_password
from qrdesk.daemon.throttle import WINDOW_S, Throttle, visitor_key
from qrdesk.daemon.unlocking import PER_LINK, PER_VISITOR, Unlocking, Verdict
from tests.daemon.houses import HTML, SECRET, House, house, make, used
from tests.daemon.slow_lane import PASSWORD, THERE, basic, post

__all__ = ["house"]


def test_a_try_that_nobody_had_time_for_is_not_held_against_the_visitor(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qrdesk.daemon.unlocking._PATIENCE_S", 0.01)
    make("menu", THERE, password=PASSWORD)
    hashing = house.unlocking._hashing
    with hashing, hashing:  # both places are taken
        waits = [post(house, "/menu", PASSWORD) for _ in range(PER_VISITOR + 2)]
    assert {(one.status, one.headers["retry-after"]) for one in waits} == {(429, "1")}
    assert post(house, "/menu", PASSWORD).status == 303


def test_five_wrong_passwords_a_minute_are_the_most(house: House) -> None:
    make("menu", THERE, password=PASSWORD)
    statuses = [post(house, "/menu", "wrong").status for _ in range(PER_VISITOR + 1)]
    assert statuses == [403] * PER_VISITOR + [429]
    refused = post(house, "/menu", PASSWORD)
    assert (refused.status, refused.headers["retry-after"]) == (429, "12")
    assert b"Try again in 12 seconds" in refused.body
    assert post(house, "/menu", PASSWORD, HTTP_ACCEPT="application/json").headers["content-type"] == "application/json"
    assert post(house, "/menu", PASSWORD, REMOTE_ADDR="198.51.100.1").status == 303  # nobody else waits
    assert house.ask("/menu", HTTP_ACCEPT=HTML).status == 403  # and the form is there for all
    house.now_s += 12
    assert post(house, "/menu", PASSWORD).status == 303


def test_many_visitors_together_may_not_try_without_end_either(house: House) -> None:
    link = make("menu", THERE, password=PASSWORD)
    make("other", THERE, password=PASSWORD)
    addresses = [f"198.51.{n // 250}.{n % 250}" for n in range(PER_LINK + 1)]
    statuses = [post(house, "/menu", "wrong", REMOTE_ADDR=address).status for address in addresses]
    assert statuses == [403] * PER_LINK + [429]
    assert post(house, "/other", PASSWORD).status == 303
    assert used(link) == 0


def test_nothing_is_hashed_for_whoever_has_to_wait(house: House) -> None:
    link = make("menu", THERE, password=PASSWORD)
    hashed: list[str] = []

    def verify(stored: str, password: str) -> bool:
        hashed.append(password)
        return verify_password(stored, password)

    unlocking = Unlocking(SECRET, verify=verify, clock=lambda: 0.0)
    found = house.redirects.find("/menu", "go.example")
    assert found is not None
    assert found.plan.route is not None
    for number in range(PER_VISITOR * 3):
        environ = {"REQUEST_METHOD": "GET", "HTTP_AUTHORIZATION": basic(f"try {number}"), "REMOTE_ADDR": "203.0.113.1"}
        unlocking.turn(link.id, found.plan.route, environ, secure=False)
    assert hashed == [f"try {number}" for number in range(PER_VISITOR)]


def test_a_hall_full_of_guests_with_the_right_password_does_not_wait(house: House) -> None:
    make("menu", THERE, password=PASSWORD)
    assert {post(house, "/menu", PASSWORD).status for _ in range(PER_VISITOR * 2)} == {303}
    assert {post(house, "/menu", PASSWORD, REMOTE_ADDR=f"198.51.100.{n}").status for n in range(PER_LINK + 5)} == {303}


def test_two_hashes_at_once_are_the_most(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qrdesk.daemon.unlocking._PATIENCE_S", 60.0)
    make("menu", THERE, password=PASSWORD)
    found = house.redirects.find("/menu", "go.example")
    assert found is not None
    route = found.plan.route
    assert route is not None
    at_work: list[None] = []
    most: list[int] = []
    both_in = threading.Event()

    def verify(_stored: str, _password: str) -> bool:
        at_work.append(None)
        most.append(len(at_work))
        if len(at_work) == 2:
            both_in.set()
        assert both_in.wait(10)
        at_work.pop()
        return True

    unlocking = Unlocking(SECRET, verify=verify)

    def turn(number: int) -> Verdict:
        environ = {"REQUEST_METHOD": "GET", "HTTP_AUTHORIZATION": basic("x"), "REMOTE_ADDR": f"203.0.113.{number}"}
        return unlocking.turn(1, route, environ, secure=False).verdict

    with ThreadPoolExecutor(8) as crowd:
        assert set(crowd.map(turn, range(16))) == {Verdict.PASS}
    assert max(most) == 2


def test_tries_come_back_one_by_one() -> None:
    now = 0.0
    throttle = Throttle(5, clock=lambda: now)
    for now in (0.0, 1000.0):  # noqa: B007 - the clock reads it
        assert [throttle.take("a") for _ in range(7)] == [0, 0, 0, 0, 0, pytest.approx(12), pytest.approx(12)]
    now += 12.0
    assert [throttle.take("a"), throttle.take("a")] == [0, pytest.approx(12)]
    assert throttle.take("b") == 0
    throttle.give_back("a")
    assert throttle.take("a") == 0
    now += WINDOW_S
    assert [throttle.take("a") for _ in range(5)] == [0] * 5


def test_an_army_of_addresses_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qrdesk.daemon.throttle._MOST", 100)
    throttle = Throttle(5, clock=lambda: 0.0)
    for number in range(1000):
        assert throttle.take(number) == 0
    assert len(throttle._paid_off_at) <= 100
    assert [throttle.take(999) for _ in range(5)] == [0, 0, 0, 0, pytest.approx(12)]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_an_ipv6_customer_is_one_visitor(address: str, key: str) -> None:
    assert visitor_key(address) == key
