"""Everything that the document of Honopu prints, asked of a real daemon."""

import time

from tests.dialects import honopu_examples as printed
from tests.dialects.conftest import PUBLIC_URL, House
from tests.dialects.printed import looks_like, neighbour, send


def on_its_own_host(house: House, key: str) -> dict[str, str]:
    return {printed.HOST: house.url, printed.KEY: key}


def test_a_link_is_created_as_printed(house: House) -> None:
    answer = send(printed.CREATE_LINK, on_its_own_host(house, house.key))
    assert answer.status_code == 201, answer.text
    assert answer.headers["Content-Type"] == "application/json"
    expected = {**printed.CREATED_LINK, "url": printed.CREATED_LINK["url"].replace(printed.HOST, PUBLIC_URL)}
    assert looks_like(answer.json(), expected), answer.json()


def test_links_are_listed_as_printed(house: House) -> None:
    key = neighbour(house)
    made = house.ask("POST", "/api/links", {"destinationUrl": "https://example.com/a"}, key=key).json()
    answer = send(printed.LIST_LINKS, on_its_own_host(house, key))
    assert answer.status_code == 200
    assert answer.json()["data"][0] == made
    assert set(answer.json()) == {"data", "page", "limit", "total"}


def test_every_path_of_the_overview_answers_there(house: House) -> None:
    made = house.ask("POST", "/api/links", {"destinationUrl": "https://example.com/overview"}).json()
    bodies = {
        "/api/links": {"destinationUrl": "https://example.com/b"},
        "/api/links/{id}": {"destinationUrl": "https://example.com/c"},
        "/api/qr-codes": {"linkId": made["id"]},
    }

    def ask(method: str, path: str) -> int:
        at = path.replace("{id}", made["id"]).replace("{linkId}", made["id"])
        return house.ask(method, at, bodies[path] if method != "GET" else None).status_code

    assert [ask(*endpoint) for endpoint in printed.ENDPOINTS] == [201, 200, 200, 201, 200, 200]


def test_every_answer_tells_of_the_limit(house: House) -> None:
    key = neighbour(house)
    first, second = (house.ask("GET", path, key=key) for path in ("/api/links", "/api/links/lnk_nobody"))
    for name, value in printed.RATE_LIMIT.items():
        assert first.headers[name].isdecimal()
        assert len(first.headers[name]) <= len(value)
    assert first.headers["X-RateLimit-Limit"] == second.headers["X-RateLimit-Limit"] == "300"
    assert 0 <= int(first.headers["X-RateLimit-Remaining"]) < 300
    assert 0 < int(first.headers["X-RateLimit-Reset"]) - time.time() < 62


def test_one_request_too_many_is_told(house: House) -> None:
    key = house.new_key(name="Honopu slow", rate_limit=1)["key"]
    house.ask("GET", "/api/links", key=key)
    over = house.ask("GET", "/api/links", key=key)
    assert (over.status_code, over.headers["X-RateLimit-Remaining"]) == (429, "0")
    assert 0 < int(over.headers["Retry-After"]) <= 60
    assert set(over.json()) == {"error", "message", "code"}


def test_without_a_good_key_nothing_is_told(house: House) -> None:
    for answer in (
        house.ask("GET", "/api/links", key=""),
        house.ask("GET", "/api/links", key="hp_live_your_key_here"),
        house.ask("POST", "/api/links", {}, key=""),
    ):
        assert answer.status_code == 401
        assert set(answer.json()) == {"error", "message", "code"}


def test_a_key_may_only_do_what_it_is_for(house: House) -> None:
    key = house.new_key(name="Honopu reader", scopes=["links:read"])["key"]
    assert house.ask("GET", "/api/links", key=key).status_code == 200
    for method, path in (("POST", "/api/links"), ("GET", "/api/analytics/recent"), ("POST", "/api/qr-codes")):
        refused = house.ask(method, path, {} if method == "POST" else None, key=key)
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
