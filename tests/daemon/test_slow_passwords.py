"""Links behind a password: the form, what programs send, and what wrong words get."""

from contextlib import closing
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.daemon.houses import HTML, House, house, make
from tests.daemon.slow_lane import FORM, PASSWORD, THERE, basic, key_of, post
from tests.desks import served

__all__ = ["house"]


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
