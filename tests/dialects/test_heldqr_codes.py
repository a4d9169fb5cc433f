"""Codes over Heldqr's API: what is taken, refused, listed and kept for ever."""

import re
from typing import Any

import pytest
import requests

from tests.dialects.conftest import House
from tests.dialects.printed import neighbour

_KEYS = ["shortcode", "target_url", "label", "status", "created_at"]


def create(house: House, key: str | None = None, **fields: Any) -> requests.Response:
    return house.ask("POST", "/api/v1/codes", {"target_url": "https://example.com/menu", **fields}, key=key)


def make(house: House, **fields: Any) -> dict[str, Any]:
    answer = create(house, **fields)
    assert answer.status_code == 201, answer.text
    return answer.json()["data"]


def refused(answer: requests.Response) -> list[str]:
    """Return the fields that are at fault."""
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (422, "validation_failed"), answer.text
    assert all(isinstance(said, list) and len(said) == 1 for said in error["field_errors"].values())
    return list(error["field_errors"])


def test_a_code_has_five_fields_and_whole_seconds(house: House) -> None:
    code = make(house)
    assert list(code) == _KEYS
    assert (code["label"], code["status"]) == (None, "active")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", code["created_at"])
    assert house.ask("GET", f"/api/v1/codes/{code['shortcode']}").json() == {"data": code}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"target_url": "http://example.com/menu"}, "target_url"),
        ({"target_url": "mailto:a@example.com"}, "target_url"),
        ({"target_url": "example.com"}, "target_url"),
        ({"target_url": "https://"}, "target_url"),
        ({"target_url": ""}, "target_url"),
        ({"target_url": None}, "target_url"),
        ({"target_url": ["https://example.com"]}, "target_url"),
        ({"label": "x" * 201}, "label"),
        ({"label": 5}, "label"),
        ({"shortcode": "a b"}, "shortcode"),
        ({"shortcode": "x" * 65}, "shortcode"),
        ({"shortcode": "api"}, "shortcode"),
        ({"shortcode": 7}, "shortcode"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_field(house: House, fields: dict[str, Any], wrong: str) -> None:
    assert refused(create(house, **fields)) == [wrong]


def test_plain_http_is_refused_on_these_paths_alone(house: House) -> None:
    made = house.ask("POST", "/api/v1/links", {"destination": "http://example.com/plain", "slug": "held-plain"})
    assert made.status_code == 201
    assert house.ask("GET", "/api/v1/codes/held-plain").json()["data"]["target_url"] == "http://example.com/plain"
    changed = house.ask("PATCH", "/api/v1/codes/held-plain", {"label": "Plain"})
    assert changed.json()["data"]["target_url"] == "http://example.com/plain"
    assert refused(house.ask("PATCH", "/api/v1/codes/held-plain", {"target_url": "http://example.com/b"})) == [
        "target_url"
    ]


def test_a_link_without_a_page_is_shown_as_it_is(house: House) -> None:
    phone = {"destination": "+49 30 123456", "destination_type": "phone", "slug": "held-phone"}
    assert house.ask("POST", "/api/v1/links", phone).status_code == 201
    assert house.ask("GET", "/api/v1/codes/held-phone").json()["data"]["target_url"] == "tel:+4930123456"
    page = house.ask("PATCH", "/api/v1/codes/held-phone", {"target_url": "https://example.com/page"})
    assert page.json()["data"]["target_url"] == "https://example.com/page"


def test_a_shortcode_is_nobody_elses_on_any_account(house: House) -> None:
    make(house, shortcode="held-mine")
    for key in (house.key, neighbour(house)):  # whose own domain is another one
        assert refused(create(house, key, shortcode="Held-Mine")) == ["shortcode"]
    assert refused(create(house, shortcode="held-mine")) == ["shortcode"]


def test_a_shortcode_is_permanent(house: House) -> None:
    make(house, shortcode="held-stays", label="A")
    path = "/api/v1/codes/held-stays"
    assert refused(house.ask("PATCH", path, {"shortcode": "held-else", "label": "B"})) == ["shortcode"]
    same = house.ask("PATCH", path, {"shortcode": "held-stays", "label": None, "status": "deleted", "new": 1})
    assert (same.status_code, same.json()["data"]["label"], same.json()["data"]["status"]) == (200, None, "active")
    assert house.ask("GET", "/api/v1/codes/held-else").status_code == 404


def test_a_deleted_code_is_burned(house: House) -> None:
    make(house, shortcode="held-gone")
    path = "/api/v1/codes/held-gone"
    deleted = house.ask("DELETE", path)
    assert (deleted.status_code, deleted.content) == (204, b"")
    for answer in (house.ask("GET", path), house.ask("DELETE", path), house.ask("GET", f"{path}/scans")):
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
    assert refused(create(house, shortcode="held-gone")) == ["shortcode"]
    assert house.ask("GET", "/held-gone").status_code == 410


def test_status_says_why_a_code_rests(house: House) -> None:
    make(house, shortcode="held-rests")
    link_id = house.ask("GET", "/api/v1/links/held-rests").json()["data"]["id"]
    assert house.ask("POST", f"/api/v1/links/{link_id}/pause").status_code == 200
    assert house.ask("GET", "/api/v1/codes/held-rests").json()["data"]["status"] == "paused"
    assert house.ask("POST", f"/api/v1/links/{link_id}/archive").status_code == 200
    listed = house.ask("GET", "/api/v1/codes?page_size=100").json()["data"]
    assert [code["status"] for code in listed if code["shortcode"] == "held-rests"] == ["archived"]


def test_codes_are_paged(house: House) -> None:
    made = [make(house)["shortcode"] for _ in range(3)][::-1]

    def page(query: str) -> tuple[list[str], dict[str, int]]:
        said = house.ask("GET", f"/api/v1/codes?{query}").json()
        return [code["shortcode"] for code in said["data"]], said["pagination"]

    first, pagination = page("page_size=2")
    assert first == made[:2]
    total = pagination["total"]
    assert pagination == {"page": 1, "page_size": 2, "total": total, "total_pages": (total + 1) // 2}
    assert page("page=2&page_size=2")[0][0] == made[2]
    assert page("")[1]["page_size"] == 50
    assert page("page_size=5000")[1]["page_size"] == 100
    assert page("page=99999") == ([], {"page": 99999, "page_size": 50, "total": total, "total_pages": -(-total // 50)})
    assert refused(house.ask("GET", "/api/v1/codes?page=0")) == ["page"]


def test_codes_of_other_accounts_are_not_there(house: House) -> None:
    make(house, shortcode="held-other")
    key = neighbour(house)
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("GET", "/scans")):
        body = {"label": "x"} if method == "PATCH" else None
        answer = house.ask(method, f"/api/v1/codes/held-other{path}", body, key=key)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_a_token_that_may_less_is_forbidden_the_rest(house: House) -> None:
    key = house.new_key(name="Heldqr reader", scopes=["links:read"])["key"]
    assert house.ask("GET", "/api/v1/codes", key=key).status_code == 200
    for answer in (create(house, key), house.ask("GET", "/api/v1/codes/nobody/scans", key=key)):
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")


def test_of_two_domains_the_default_one_is_meant(house: House) -> None:
    domain = house.ask("POST", "/api/v1/domains", {"url": "https://second.heldqr.example"})
    assert domain.status_code == 201, domain.text
    for slug in ("held-both", "held-second"):
        link = {"destination": "https://example.com/second", "slug": slug, "host": "second.heldqr.example"}
        assert house.ask("POST", "/api/v1/links", link).status_code == 201
    native = house.ask("POST", "/api/v1/links", {"destination": "https://example.com/default", "slug": "held-both"})
    assert native.status_code == 201
    targets = [
        house.ask("GET", f"/api/v1/codes/{slug}").json()["data"]["target_url"] for slug in ("held-both", "HELD-second")
    ]
    assert targets == ["https://example.com/default", "https://example.com/second"]
    assert refused(create(house, shortcode="held-second")) == ["shortcode"]
    path = "/api/v1/codes/held-both"
    assert [house.ask("DELETE", path).status_code for _ in range(2)] == [204, 404]
    assert house.ask("PATCH", path, {"label": "x"}).status_code == 404
    other = house.ask("GET", "/api/v1/links/second.heldqr.example%2Fheld-both").json()["data"]
    assert (other["state"], other["title"]) == ("live", "")  # what was sent again was not done to this one
