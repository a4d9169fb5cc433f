"""The ways of a domain beside its links: where unknown addresses lead, the bare host, and what phones ask for."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from qrdesk.core.models import Domain
from tests.core.redirect.making import add_domain, add_link
from tests.daemon.asking import Answered, ask
from tests.daemon.houses import HTML, House, change_domain, house, make

__all__ = ["house"]

SORRY = "https://www.example.com/sorry"
PAST = datetime(2020, 1, 1, tzinfo=UTC)
APPLE = '{"applinks": {"details": []}}'
ASSETS = '[{"relation": []}]'


def leads_to_sorry(answer: Answered) -> bool:
    fresh = "no-store" in answer.headers["cache-control"]
    plain = "content-security-policy" not in answer.headers and "referrer-policy" not in answer.headers
    return (answer.status, answer.headers.get("location"), answer.body, fresh, plain) == (302, SORRY, b"", True, True)


@pytest.mark.parametrize("path", ["/nothing", "/r/nothing", "/menu/more", "/nothing+"])
def test_an_unknown_address_leads_to_the_fallback_of_its_domain(house: House, path: str) -> None:
    assert house.ask(path, HTTP_ACCEPT=HTML).status == 404
    change_domain(fallback_url=SORRY)
    assert leads_to_sorry(house.ask(path))
    assert leads_to_sorry(house.ask(path, method="HEAD"))
    assert house.ask(path, method="POST").status == 405
    assert house.ask(path, host="evil.example", HTTP_ACCEPT=HTML).status == 404
    assert house.recorder.hits == []


def test_a_link_that_has_ended_leads_to_its_own_page_else_to_the_fallback_of_its_domain(house: House) -> None:
    make("over", ends_at=PAST)
    make("used", hit_limit=3, hits_used=3)
    make("own", ends_at=PAST, routing={"expired_destination": "https://example.com/over"})
    for path, words in (("/over", b"has ended"), ("/r/used", b"is used up")):
        page = house.ask(path, HTTP_ACCEPT=HTML)
        assert (page.status, words in page.body) == (410, True)
    change_domain(fallback_url=SORRY)
    assert leads_to_sorry(house.ask("/over"))
    assert leads_to_sorry(house.ask("/r/used"))
    assert house.recorder.hits == []
    assert house.ask("/own").headers["location"] == "https://example.com/over"
    assert [hit[9] for hit in house.recorder.hits] == ["expired"]


@pytest.mark.parametrize("state", ["archived_at", "deleted_at", "paused_at", "suspended_at"])
def test_a_link_that_was_taken_away_says_so_and_does_not_lead_to_the_fallback(house: House, state: str) -> None:
    change_domain(fallback_url=SORRY)
    columns: dict[str, Any] = {state: PAST}
    make("menu", **columns)
    make("ruled", routing={"remember_visitors": True}, **columns)
    expected = 503 if state == "paused_at" else 410
    assert {house.ask(path, HTTP_ACCEPT=HTML).status for path in ("/menu", "/ruled", "/r/ruled")} == {expected}


@pytest.mark.parametrize(
    "address", ["https://go.example/", "https://GO.example/sorry", "javascript:alert(1)", "nonsense"]
)
def test_a_fallback_that_leads_back_here_or_nowhere_is_not_taken(house: House, address: str) -> None:
    change_domain(fallback_url=address, index_url=address)
    assert house.ask("/nothing", HTTP_ACCEPT=HTML).status == 404
    assert house.ask("/", HTTP_ACCEPT=HTML).status == 200


def test_the_bare_host_leads_to_the_index_of_its_domain(house: House) -> None:
    change_domain(index_url="https://www.example.com/")
    add_domain("other.example")
    for path in ("/", "//", ""):
        assert house.ask(path).headers["location"] == "https://www.example.com/"
    assert house.ask("/", host="other.example", HTTP_ACCEPT=HTML).status == 200
    assert house.ask("/", host="evil.example", HTTP_ACCEPT=HTML).status == 200


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/.well-known/apple-app-site-association", APPLE),
        ("/apple-app-site-association", APPLE),
        ("/.well-known/assetlinks.json", ASSETS),
    ],
)
def test_phones_are_told_which_apps_belong_to_a_domain(house: House, path: str, content: str) -> None:
    assert house.ask(path).status == 404
    change_domain(apple_association=APPLE, asset_links=ASSETS)
    add_domain("other.example")
    answer = house.ask(path)
    assert (answer.status, answer.headers["content-type"], answer.body) == (200, "application/json", content.encode())
    assert "location" not in answer.headers  # Apple follows no redirect
    assert house.ask(path, method="HEAD").headers["content-length"] == str(len(content))
    assert house.ask(path, method="POST").status == 405
    assert house.ask(path, host="other.example").status == house.ask(path, host="evil.example").status == 404


def test_a_domain_shows_its_token_before_it_is_verified_and_no_other_ones(house: House) -> None:
    add_domain("new.example", verified=False, verify_token="tok_ABC123")
    add_domain("bare.example", verified=False)
    path = "/.well-known/qrdesk-verification/tok_ABC123"
    answer = house.ask(path, host="NEW.example:80")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert answer.body.strip() == b"tok_ABC123"
    for host, asked in (
        ("go.example", path),
        ("evil.example", path),
        ("new.example", f"{path}4"),
        ("new.example", path.lower()),
        ("new.example", "/.well-known/qrdesk-verification/"),
        ("bare.example", "/.well-known/qrdesk-verification/"),
    ):
        refused = house.ask(asked, host=host)
        assert (refused.status, refused.headers["cache-control"]) == (404, "no-store")


def test_what_is_asked_by_itself_touches_no_database_and_no_counts(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_domain(apple_association=APPLE, asset_links=ASSETS, verify_token="tok", fallback_url=SORRY)
    house.store.stop()
    small = {
        "/favicon.ico": 204,
        "/robots.txt": 200,
        "/sitemap.xml": 404,
        "/.well-known/assetlinks.json": 200,
        "/.well-known/qrdesk-verification/tok": 200,
        "/.well-known/security.txt": 404,
        "/internal/tls-allowed": 404,
        "/nothing": 302,
    }
    with monkeypatch.context() as without:
        without.setattr("qrdesk.core.database.proxy", None)
        assert {path: house.ask(path).status for path in small} == small
    assert (house.recorder.hits, house.app_paths) == ([], [])


def tls(house: House, domain: str, asker: str = "127.0.0.1") -> int:
    return house.ask("/internal/tls-allowed", host="localhost:8765", QUERY_STRING=domain, REMOTE_ADDR=asker).status


def test_certificates_are_for_verified_domains_only(house: House) -> None:
    add_domain("new.example", verified=False)
    add_domain("dotted.example")
    for allowed in ("domain=go.example", "domain=GO.Example", "domain=dotted.example.", "domain=dotted%2Eexample"):
        assert tls(house, allowed) == 200
    for refused in (
        "domain=new.example",
        "domain=evil.example",
        "domain=www.go.example",
        "domain=localhost",
        "domain=127.0.0.1",
        "domain=",
        "",
        "domain=go.example&domain=evil.example",
        "host=go.example",
        "domain=" + "a" * 5000,
    ):
        assert tls(house, refused) == 404


@pytest.mark.parametrize(
    ("asker", "status"),
    [("127.0.0.1", 200), ("::1", 200), ("::ffff:127.0.0.1", 200), ("203.0.113.9", 404), ("", 404), ("nonsense", 404)],
)
def test_certificates_are_nobody_elses_question(house: House, asker: str, status: int) -> None:
    assert tls(house, "domain=go.example", asker) == status


def test_the_trusted_proxy_may_ask_for_certificates_too(house: House) -> None:
    from qrdesk.daemon.front import Front

    front = Front(house.store, house.redirects, house.front, lambda: pytest.fail("not asked"), trusted_proxy="10.0.0.2")
    for asker, status in (("10.0.0.2", 200), ("10.0.0.3", 404), ("127.0.0.1", 200)):
        answer = ask(front, "/internal/tls-allowed", QUERY_STRING="domain=go.example", REMOTE_ADDR=asker)
        assert answer.status == status
        assert json.loads(answer.body)


def test_the_other_internal_addresses_are_the_apps(house: House) -> None:
    assert house.ask("/internal/other").body == b"the app"


def test_without_ways_a_link_with_a_lock_is_not_opened(house: House) -> None:
    from qrdesk.daemon.front import Front

    make("locked", password="open sesame")
    make("limited", hit_limit=1)
    add_link("plain")
    front = Front(house.store, house.redirects, house.front, lambda: pytest.fail("not asked"))
    assert [ask(front, path, HTTP_ACCEPT=HTML).status for path in ("/locked", "/limited", "/plain")] == [503, 503, 302]
    assert Domain.select().count() == 1
