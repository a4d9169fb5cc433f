"""The slow lane: passwords, hit limits, and what happens when the database does not answer."""

import threading
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from qrdesk.core.errors import DatabaseLocked
from qrdesk.core.passwords import hash_password, verify_password
from qrdesk.daemon.throttle import WINDOW_S, Throttle, visitor_key
from qrdesk.daemon.unlocking import OPEN_S, PER_LINK, PER_VISITOR, Unlocking, Verdict
from tests.core.redirect.making import add_alias, change
from tests.daemon.asking import Answered
from tests.daemon.houses import BOT, HTML, SECRET, House, change_domain, make, opened_house, used
from tests.desks import served

PASSWORD = "Zürich 8, bitte"
THERE = "https://secret.example/there"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A front over a new database whose default domain is go.example."""
    with opened_house(str(tmp_path / "q.db")) as made:
        yield made


def post(house: House, path: str, password: str, body: bytes | None = None, **sent: Any) -> Answered:
    content = urlencode({"password": password}).encode() if body is None else body
    given = {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(len(content)), "wsgi.input": BytesIO(content), **sent}
    return house.ask(path, method="POST", **{"HTTP_ACCEPT": HTML, **given})


def basic(password: str, user: str = "") -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def key_of(answer: Answered) -> str:
    return answer.headers["set-cookie"].partition(";")[0]


def test_a_password_is_asked_for_and_leads_on(house: House) -> None:
    make("menu", THERE, password=PASSWORD)
    page = house.ask("/r/menu", HTTP_ACCEPT=HTML)
    text = page.body.decode()
    assert page.status == 403
    assert '<form method="post">' in text
    assert 'name="password" type="password"' in text
    assert "secret.example" not in text
    assert "set-cookie" not in page.headers
    # a browser would hold a stricter policy against the redirect that follows the form
    assert "form-action 'self' http: https:;" in page.headers["content-security-policy"]
    assert house.recorder.hits == []  # the form is no visit
    passed = post(house, "/r/menu", PASSWORD)
    assert (passed.status, passed.headers["location"], passed.body) == (303, THERE, b"")
    assert "no-store" in passed.headers["cache-control"]
    assert [hit[3] for hit in house.recorder.hits] == ["s"]


def test_the_key_opens_both_addresses_of_the_link_and_nothing_else(house: House) -> None:
    link, other = make("menu", THERE, password=PASSWORD), make("other", THERE, password=PASSWORD)
    add_alias(link, "food")
    https: dict[str, Any] = {"wsgi.url_scheme": "https"}
    passed = post(house, "/menu", PASSWORD, **https)
    attributes = passed.headers["set-cookie"].partition("; ")[2]
    assert attributes == "Max-Age=43200; Path=/; HttpOnly; SameSite=Lax; Secure"
    # a proxy in front that does not say how the visitor came: the addresses of this domain begin with https
    assert post(house, "/menu", PASSWORD).headers["set-cookie"].endswith("; Secure")
    # this computer itself is asked without
    assert "Secure" not in post(house, "/menu", PASSWORD, host="localhost").headers["set-cookie"]
    key = key_of(passed)
    for path in ("/menu", "/r/menu", "/MENU/", "/food"):
        assert house.ask(path, HTTP_COOKIE=f"a=b; {key}").headers["location"] == THERE
    assert house.ask("/other", HTTP_COOKIE=key, HTTP_ACCEPT=HTML).status == 403
    stolen = key.replace(f"qrdesk_u{link.id}=", f"qrdesk_u{other.id}=")
    assert house.ask("/other", HTTP_COOKIE=stolen, HTTP_ACCEPT=HTML).status == 403
    assert len(house.recorder.hits) == 7


def test_a_domain_without_https_gets_a_key_that_its_visitors_can_use(house: House) -> None:
    make("menu", THERE, password=PASSWORD)
    change_domain(scheme="http")
    assert "Secure" not in post(house, "/menu", PASSWORD).headers["set-cookie"]
    change_domain(scheme="https")
    assert "Secure" in post(house, "/menu", PASSWORD).headers["set-cookie"]


def test_a_new_password_locks_everybody_out_again(house: House) -> None:
    link = make("menu", THERE, password=PASSWORD, password_version=1)
    key = key_of(post(house, "/menu", PASSWORD))
    change(link, password_hash=hash_password("another"), password_version=2)
    assert house.ask("/menu", HTTP_COOKIE=key, HTTP_ACCEPT=HTML).status == 403
    assert post(house, "/menu", PASSWORD).status == 403
    assert post(house, "/menu", "another").status == 303
    change(link, password_hash="", password_version=2)
    assert house.ask("/menu").headers["location"] == THERE


@pytest.mark.parametrize("value", ["", "x", "W10.a.b", "ü", "[1,0]", "a" * 4000])
def test_a_forged_key_opens_nothing(house: House, value: str) -> None:
    link = make("menu", THERE, password=PASSWORD)
    assert house.ask("/menu", HTTP_COOKIE=f"qrdesk_u{link.id}={value}", HTTP_ACCEPT=HTML).status == 403


def test_a_key_of_another_database_or_another_day_opens_nothing(house: House) -> None:
    link = make("menu", THERE, password=PASSWORD)
    found = house.redirects.find("/menu", "go.example")
    assert found is not None
    route = found.plan.route
    assert route is not None
    environ: dict[str, Any] = {"REQUEST_METHOD": "GET", "HTTP_AUTHORIZATION": basic(PASSWORD)}
    turned = Unlocking(b"another secret").turn(link.id, route, environ, secure=False)
    assert turned.cookie is not None
    assert house.ask("/menu", HTTP_COOKIE=turned.cookie[1].partition(";")[0], HTTP_ACCEPT=HTML).status == 403
    with pytest.MonkeyPatch.context() as earlier:
        import time

        long_ago = time.time() - OPEN_S - 60
        earlier.setattr("itsdangerous.timed.time.time", lambda: long_ago)
        old = key_of(post(house, "/menu", PASSWORD))
        assert house.ask("/menu", HTTP_COOKIE=old).status == 302
    assert house.ask("/menu", HTTP_COOKIE=old, HTTP_ACCEPT=HTML).status == 403


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


def test_a_wrong_password_is_told_and_counts_for_nothing(house: House) -> None:
    make("menu", THERE, password=PASSWORD)
    for language, words in (("en", "This is not the password"), ("de", "Das ist nicht das Passwort")):
        page = post(house, "/menu", "wrong", HTTP_ACCEPT_LANGUAGE=language)
        assert (page.status, words in page.body.decode()) == (403, True)
        assert '<form method="post">' in page.body.decode()
        assert 'role="alert"' in page.body.decode()
        assert "set-cookie" not in page.headers
    assert house.recorder.hits == []


def test_what_was_typed_is_never_shown_again(house: House) -> None:
    make("menu", THERE, password=PASSWORD)
    assert b"zzTOPzz" not in post(house, "/menu", "zzTOPzz<script>").body


@pytest.mark.parametrize(
    "sent",
    [
        {"body": b""},
        {"body": b"password="},
        {"body": b"other=x"},
        {"body": b"password=%ff%fe"},
        {"body": b"\xff\xfe"},
        {"body": b"&" * 50},
        {"body": b"password=" + b"a" * 300},
        {"body": b"password=" + b"a" * 5000},
        {"body": b"password=x", "CONTENT_LENGTH": "nonsense"},
        {"body": b"password=x", "CONTENT_LENGTH": "9" * 400},
        {"body": b"password=x", "CONTENT_TYPE": "multipart/form-data; boundary=x"},
        {"body": b'{"password": "x"}', "CONTENT_TYPE": "application/json"},
        {"body": b"", "HTTP_AUTHORIZATION": "Basic !!!"},
        {"body": b"", "HTTP_AUTHORIZATION": "Basic " + "a" * 9000},
        {"body": b"", "HTTP_AUTHORIZATION": "Bearer x"},
    ],
)
def test_what_is_no_password_gets_the_form_again(house: House, sent: dict[str, Any]) -> None:
    make("menu", THERE, password=PASSWORD)
    assert post(house, "/menu", "", **sent).status == 403


def test_a_program_sends_its_password_with_the_request(house: House) -> None:
    make("menu", THERE, password=PASSWORD)
    asked = house.ask("/menu", HTTP_ACCEPT="application/json")
    assert asked.status == 401
    assert asked.headers["www-authenticate"] == 'Basic realm="This link", charset="UTF-8"'
    assert b'"password_needed"' in asked.body
    wrong = house.ask("/menu", HTTP_ACCEPT="application/json", HTTP_AUTHORIZATION=basic("wrong"))
    assert (wrong.status, b'"password_wrong"' in wrong.body) == (401, True)
    for user in ("", "anybody"):
        assert house.ask("/menu", HTTP_AUTHORIZATION=basic(PASSWORD, user)).headers["location"] == THERE
    assert "www-authenticate" not in house.ask("/menu", HTTP_ACCEPT=HTML).headers  # a browser would ask in its own way
    assert len(house.recorder.hits) == 2


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


def test_a_form_is_read_through_a_real_server(house: House) -> None:
    make("menu", THERE, password=PASSWORD)
    with served(house.front) as url, closing(HTTPConnection(url.removeprefix("http://"), timeout=10)) as connection:
        for password, status in (("wrong", 403), (PASSWORD, 303)):
            sent = urlencode({"password": password})
            connection.request("POST", "/r/menu?table=7", sent, {"Host": "go.example", "Content-Type": FORM})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == status
        key = answer.headers["Set-Cookie"].partition(";")[0]
        connection.request("GET", "/menu", headers={"Host": "go.example", "Cookie": key})
        assert connection.getresponse().headers["Location"] == THERE


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


def test_a_limited_link_passes_as_many_as_it_says(house: House) -> None:
    link = make("menu", THERE, hit_limit=3)
    answers = [house.ask("/r/menu", HTTP_ACCEPT=HTML) for _ in range(5)]
    assert [answer.status for answer in answers] == [302, 302, 302, 410, 410]
    assert b"used up" in answers[4].body
    assert (used(link), len(house.recorder.hits)) == (3, 3)
    change(link, hit_limit=4)
    assert [house.ask("/menu").status for _ in range(2)] == [302, 410]
    change(link, hit_limit=None)
    assert house.ask("/menu").status == 302


def test_a_used_up_link_leads_where_an_ended_one_does(house: House) -> None:
    make("menu", THERE, hit_limit=1, routing={"expired_destination": "https://example.com/over"})
    assert [house.ask("/menu").headers["location"] for _ in range(3)] == [THERE, *["https://example.com/over"] * 2]
    assert [hit[9] for hit in house.recorder.hits] == ["", "expired", "expired"]


def test_who_only_looks_uses_up_nothing(house: House) -> None:
    link = make("menu", THERE, hit_limit=1)
    looks: tuple[dict[str, str], ...] = (
        {"method": "HEAD"},
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"HTTP_X_MOZ": "prefetch"},
        {"HTTP_USER_AGENT": BOT},
    )
    for sent in looks:
        assert house.ask("/menu", **sent).status == (200 if "HTTP_USER_AGENT" in sent else 302)
    assert house.ask("/menu+", HTTP_ACCEPT=HTML).status == 200
    assert used(link) == 0
    assert house.ask("/menu", HTTP_USER_AGENT="curl/8").headers["location"] == THERE  # other programs count
    for sent in looks[:3]:
        assert house.ask("/menu", HTTP_ACCEPT=HTML, **sent).status == 410
    assert used(link) == 1


def test_a_password_goes_before_the_limit(house: House) -> None:
    link = make("menu", THERE, password=PASSWORD, hit_limit=2)
    for password, status in (("", 403), ("wrong", 403), (PASSWORD, 303), (PASSWORD, 303), (PASSWORD, 410)):
        assert post(house, "/menu", password).status == status
    assert (used(link), len(house.recorder.hits)) == (2, 2)


@pytest.mark.parametrize("state", ["paused_at", "suspended_at", "archived_at", "ends_at"])
def test_nobody_types_a_password_for_a_link_that_rests(house: House, state: str) -> None:
    link = make("menu", THERE, password=PASSWORD, hit_limit=5, **{state: datetime(2020, 1, 1, tzinfo=UTC)})
    for answer in (house.ask("/menu", HTTP_ACCEPT=HTML), post(house, "/menu", PASSWORD)):
        assert answer.status == (503 if state == "paused_at" else 410)
        assert b"<form" not in answer.body
    assert (used(link), house.recorder.hits) == (0, [])


def test_a_locked_link_can_also_be_a_page_of_its_own(house: House) -> None:
    make("call", "tel:+491712345678", password=PASSWORD)
    make("framed", THERE, password=PASSWORD, routing={"hidden": True})
    for path, words in (("/call", b'href="tel:+491712345678"'), ("/framed", b"<iframe")):
        answer = post(house, path, PASSWORD)
        assert (answer.status, words in answer.body) == (200, True)
        assert house.ask(path, HTTP_COOKIE=key_of(answer), HTTP_ACCEPT=HTML).status == 200


def test_the_form_takes_no_turn(house: House) -> None:
    variants = [{"destination": f"https://example.com/{n}"} for n in (1, 2, 3)]
    make("turn", THERE, password=PASSWORD, routing={"rules": [{"variants": variants, "pick": "sequence"}]})
    came: list[str] = []
    for _ in range(4):
        assert house.ask("/turn", HTTP_ACCEPT=HTML).status == 403
        came.append(post(house, "/turn", PASSWORD).headers["location"][-1])
    assert came == list("1231")


def test_a_post_forwards_the_parameters_of_the_address(house: House) -> None:
    make("menu", THERE, password=PASSWORD, routing={"forward_query": "all"})
    assert post(house, "/menu", PASSWORD, QUERY_STRING="table=7").headers["location"] == f"{THERE}?table=7"


class Broken:
    """A ledger whose database does not answer."""

    def take_hit(self, _link_id: int) -> bool:
        raise DatabaseLocked("busy")

    has_hits_left = take_hit

    def meet(self, _link_id: int, _day: int, _visitor: str) -> bool:
        raise DatabaseLocked("busy")

    has_met = meet


@pytest.fixture
def cut_off(tmp_path: Path) -> Iterator[House]:
    """A front whose ledger cannot be reached."""
    with opened_house(str(tmp_path / "q.db"), ledger=Broken()) as made:
        yield made


def test_without_a_database_a_limited_link_is_no_free_pass(cut_off: House) -> None:
    make("menu", THERE, hit_limit=50)
    make("both", THERE, hit_limit=50, password=PASSWORD)
    for answer in (
        cut_off.ask("/menu", HTTP_ACCEPT=HTML),
        cut_off.ask("/menu", method="HEAD", HTTP_ACCEPT=HTML),
        post(cut_off, "/both", PASSWORD),
        cut_off.ask("/menu", HTTP_ACCEPT="application/json"),
    ):
        assert (answer.status, answer.headers["retry-after"]) == (503, "30")
        assert b"secret.example" not in answer.body
        assert "location" not in answer.headers
    assert cut_off.ask("/both", HTTP_ACCEPT=HTML).status == 403
    assert cut_off.recorder.hits == []


def test_without_a_database_a_password_is_checked_against_what_was_last_read(cut_off: House) -> None:
    make("menu", THERE, password=PASSWORD)
    assert post(cut_off, "/menu", "wrong").status == 403
    assert post(cut_off, "/menu", PASSWORD).headers["location"] == THERE


def test_without_a_database_every_visitor_is_a_new_one(cut_off: House) -> None:
    rule = {"conditions": [{"kind": "visitor", "seen": "new"}], "destination": "https://example.com/hello"}
    make("menu", THERE, routing={"rules": [rule]})
    for _ in range(2):
        assert cut_off.ask("/menu").headers["location"] == "https://example.com/hello"
