"""How an address is read, whoever wrote or typed it: the table at the top of ``daemon.redirect``, line by line."""

import unicodedata

import pytest

from tests.core.redirect.making import add_domain, add_link
from tests.daemon.asking import ask, talk
from tests.daemon.houses import HTML, House, house, make
from tests.desks import served

__all__ = ["house"]

LONG_QUERY = "a=" + "x%C3%A9" * 333


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("Menü", "/menü"),
        ("Menü", unicodedata.normalize("NFD", "/MENÜ")),
        ("straße", "/STRASSE"),
        ("☕", "/☕"),
        ("☕️-menü", "/☕️-MENÜ/"),
        ("👩‍🍳", "/r/👩‍🍳"),
        ("меню", "/R/МЕНЮ"),
        ("メニュー", "/メニュー"),
        ("menu.", "/menu."),
    ],
)
def test_a_slug_is_found_in_every_spelling_of_it(house: House, slug: str, typed: str) -> None:
    add_link(slug, "https://example.com/there")
    answer = house.ask(typed)
    assert (answer.status, answer.headers["location"]) == (302, "https://example.com/there")


def test_a_case_sensitive_domain_keeps_letter_case_and_nothing_else_apart(house: House) -> None:
    domain = add_domain("exact.example", case_sensitive=True)
    add_link("Menü", "https://example.com/big", domain=domain)
    add_link("menü", "https://example.com/small", domain=domain)
    for typed, location in (
        ("/Menü", "https://example.com/big"),
        (unicodedata.normalize("NFD", "/r/Menü/"), "https://example.com/big"),
        ("/menü", "https://example.com/small"),
    ):
        assert house.ask(typed, host="exact.example").headers["location"] == location
    assert house.ask("/MENÜ", host="exact.example").status == 404


@pytest.mark.parametrize("path", ["//menu", "///menu/", "//r/menu", "/menu/", "/r/menu/"])
def test_slashes_around_an_address_mean_nothing(house: House, path: str) -> None:
    add_link("menu")
    assert house.ask(path).status == 302


@pytest.mark.parametrize("path", ["/r//menu", "/menu//", "/r/menu//", "/x/../menu", "/./menu", "/.", "/..", "/r/.."])
def test_other_slashes_and_dots_are_no_way_to_an_address(house: House, path: str) -> None:
    add_link("menu")
    assert house.ask(path, HTTP_ACCEPT=HTML).status == 404
    assert house.recorder.hits == []


@pytest.mark.parametrize("path", ["/menu", "/ruled"])
def test_a_long_query_is_no_trouble_and_stays_here_unless_the_link_says_otherwise(house: House, path: str) -> None:
    add_link("menu", "https://example.com/menu")
    make("ruled", "https://example.com/menu", routing={"remember_visitors": True})
    assert len(LONG_QUERY) >= 2000
    assert house.ask(path, QUERY_STRING=LONG_QUERY).headers["location"] == "https://example.com/menu"


def test_a_long_query_goes_along_whole_where_the_link_says_so(house: House) -> None:
    make("menu", "https://example.com/menu?b=1", routing={"forward_query": "all"})
    location = house.ask("/menu", QUERY_STRING=LONG_QUERY).headers["location"]
    assert location == f"https://example.com/menu?b=1&{LONG_QUERY}"


@pytest.mark.parametrize("slug", ["plain", "ruled", "locked"])
def test_other_methods_are_answered_and_change_nothing(house: House, slug: str) -> None:
    make("plain")
    make("ruled", routing={"remember_visitors": True})
    make("locked", password="open sesame")
    methods = "GET, HEAD, POST, OPTIONS" if slug == "locked" else "GET, HEAD, OPTIONS"
    options = house.ask(f"/{slug}", method="OPTIONS")
    assert (options.status, options.headers["allow"], options.body) == (204, methods, b"")
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND") + (() if slug == "locked" else ("POST",)):
        assert house.ask(f"/{slug}", method=method).status == 405
    assert house.recorder.hits == []


@pytest.mark.parametrize(
    "sent",
    [
        {"method": "HEAD"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_X_MOZ": "prefetch"},
    ],
)
def test_looking_ahead_on_a_ruled_link_is_sent_on_leaves_no_cookie_and_is_not_counted(
    house: House, sent: dict[str, str]
) -> None:
    make("menu", "https://example.com/menu", routing={"remember_visitors": True})
    answer = house.ask("/menu", **sent)
    assert (answer.status, answer.headers["location"]) == (302, "https://example.com/menu")
    assert "set-cookie" not in answer.headers
    assert house.recorder.hits == []


@pytest.mark.parametrize("path", ["/menu", "/r/menu", "/ruled", "/menu+", "/nothing"])
def test_an_unknown_host_is_a_page_for_people_and_421_for_programs(house: House, path: str) -> None:
    make("menu")
    make("ruled", password="open sesame")
    page = house.ask(path, host="evil.example", HTTP_ACCEPT=HTML)
    assert (page.status, b"not set up" in page.body) == (404, True)
    told = house.ask(path, host="evil.example", HTTP_ACCEPT="application/json")
    assert (told.status, told.headers["content-type"]) == (421, "application/json")
    assert b'"no_site"' in told.body
    assert house.recorder.hits == []


def test_a_domain_that_is_not_verified_answers_nobody(house: House) -> None:
    add_link("mine", domain=add_domain("new.example", verified=False))
    assert house.ask("/mine", host="new.example", HTTP_ACCEPT=HTML).status == 404


def test_what_waits_is_not_answered_at_once(house: House) -> None:
    make("plain")
    make("ruled", routing={"remember_visitors": True})
    make("locked", password="open sesame")
    make("limited", hit_limit=5)
    make("newcomers", routing={"rules": [
        {"conditions": [{"kind": "visitor", "seen": "new"}], "destination": "https://example.com/hello"}
    ]})  # fmt: skip
    leads = [house.redirects.leads(f"/{slug}", "go.example") for slug in
             ("plain", "ruled", "locked", "limited", "newcomers", "nothing", "api")]  # fmt: skip
    assert leads == [True, True, False, False, False, False, False]


def test_a_plain_link_to_ourselves_ends_in_a_page_and_no_circle(house: House) -> None:
    add_link("round", "https://go.example/menu")
    answer = ask(house.front, "/round", HTTP_ACCEPT=HTML)
    assert (answer.status, b"in a circle" in answer.body) == (508, True)
    assert house.recorder.hits == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("/menu", 302),
        ("/menu%2e", 302),
        ("/menu%2E/", 302),
        ("/%6denu", 302),
        ("//menu", 302),
        ("///r/menu", 302),
        ("/%E2%98%95", 302),
        ("/R/%e2%98%95", 302),
        ("/menu%2F", 302),
        ("/menu?" + LONG_QUERY, 302),
        ("/%2e", 404),
        ("/%2e%2e/menu", 404),
        ("/r/%2e%2e/menu", 404),
        ("/r//menu", 404),
        ("/r/x%2Fmenu", 404),
        ("/menu%00", 404),
        ("/%ff%fe", 404),
        ("/menu%2B", 200),
        ("/menu+", 200),
    ],
)
def test_an_address_is_read_the_same_through_a_real_server(house: House, sent: str, status: int) -> None:
    for slug in ("menu", "menu.", "☕"):
        add_link(slug)
    with served(house.front) as url:
        port = int(url.rpartition(":")[2])
        request = f"GET {sent} HTTP/1.1\r\nHost: go.example\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
        assert int(talk(port, request.encode()).split()[1]) == status
