"""Links over Honopu's API: their codes, their modes, their pages."""

import re
from typing import Any

import pytest

from tests.dialects.conftest import PUBLIC_URL, House
from tests.dialects.printed import neighbour

_PLAIN = ["id", "shortCode", "destinationUrl", "title", "url", "createdAt"]
_LUNCH = {
    "days": ["mon", "tue", "wed", "thu"],
    "start": "11:00",
    "end": "15:00",
    "destinationUrl": "https://a.example/",
}
_NIGHT = {"days": ["fri", "sat"], "start": "18:00", "end": "24:00", "destinationUrl": "https://b.example/"}


def make(house: House, **fields: Any) -> dict[str, Any]:
    answer = house.ask("POST", "/api/links", {"destinationUrl": "https://example.com/menu", **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


def change(house: House, link: dict[str, Any], **fields: Any) -> dict[str, Any]:
    answer = house.ask("PATCH", f"/api/links/{link['id']}", fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refusal(house: House, method: str, path: str, body: Any) -> tuple[int, list[str]]:
    answer = house.ask(method, path, body)
    assert set(answer.json()) >= {"error", "message", "code"}, answer.text
    return answer.status_code, sorted(answer.json().get("fields", {}))


def test_a_code_of_ours_has_six_letters_that_can_be_read_aloud(house: House) -> None:
    link = make(house)
    assert list(link) == _PLAIN
    assert re.fullmatch("[BCDFGHJKLMNPQRSTVWXYZ23456789]{6}", link["shortCode"])
    assert link["url"] == f"{PUBLIC_URL}/r/{link['shortCode']}"
    assert link["title"] == ""


def test_a_code_is_taken_once_and_never_again(house: House) -> None:
    link = make(house, shortCode="hono-once")
    asked = {"destinationUrl": "https://example.com/b", "shortCode": "hono-once"}
    assert refusal(house, "POST", "/api/links", asked) == (409, ["shortCode"])
    assert house.ask("DELETE", f"/api/links/{link['id']}").status_code == 204
    assert refusal(house, "POST", "/api/links", asked) == (409, ["shortCode"])
    assert refusal(house, "GET", f"/api/links/{link['id']}", None) == (404, [])
    assert house.ask("GET", "/r/hono-once").status_code == 410


def test_a_new_destination_counts_at_once(house: House) -> None:
    link = make(house, title="Menu", shortCode="hono-live")
    assert house.ask("GET", "/r/hono-live").headers["Location"] == "https://example.com/menu"
    changed = change(house, link, destinationUrl="https://example.com/spring", title="Spring")
    assert list(changed) == [*_PLAIN, "updatedAt"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", changed["updatedAt"])
    assert (changed["title"], changed["shortCode"]) == ("Spring", "hono-live")
    found = house.ask("GET", "/r/hono-live")
    assert (found.status_code, found.headers["Location"]) == (302, "https://example.com/spring")
    assert "no-store" in found.headers["Cache-Control"]
    assert house.ask("GET", f"/api/links/{link['id']}").json() == {name: changed[name] for name in _PLAIN}


def test_a_code_stays_what_it_is(house: House) -> None:
    link = make(house, shortCode="hono-stays")
    path = f"/api/links/{link['id']}"
    assert refusal(house, "PATCH", path, {"shortCode": "hono-else"}) == (400, ["shortCode"])
    assert refusal(house, "PATCH", path, {"domain": "else.example"}) == (400, ["domain"])
    assert change(house, link, **link)["shortCode"] == "hono-stays"  # all of it, as it was read


def test_what_is_not_known_there_is_passed_over(house: House) -> None:
    assert list(make(house, campaign="x", nothing={"a": [1]}, title=None, shortCode=None)) == _PLAIN


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"destinationUrl": None}, "destinationUrl"),
        ({"destinationUrl": "nowhere"}, "destinationUrl"),
        ({"title": "x" * 201}, "title"),
        ({"title": 7}, "title"),
        ({"shortCode": "a/b"}, "shortCode"),
        ({"shortCode": "api"}, "shortCode"),
        ({"shortCode": 5}, "shortCode"),
        ({"timezone": "Moon/Base"}, "timezone"),
        ({"expiresAt": "soon"}, "expiresAt"),
        ({"utm": "spring"}, "utm"),
        ({"tags": "spring"}, "tags"),
        ({"mode": "third"}, "mode"),
        ({"mode": "conditional"}, "mode"),
        ({"mode": "rotation"}, "rotation"),
        ({"rotation": "daily"}, "rotation"),
        ({"rotation": [7]}, "rotation.0"),
        ({"rotation": [{**_LUNCH, "start": "25:00"}]}, "rotation.0.start"),
        ({"rotation": [_LUNCH, {**_NIGHT, "days": ["someday"]}]}, "rotation.1.days"),
        ({"rotation": [{**_LUNCH, "days": []}]}, "rotation.0.days"),
        ({"rotation": [{**_LUNCH, "days": "mon-tue-wed"}]}, "rotation.0.days"),
        ({"rotation": [{**_LUNCH, "days": [8]}]}, "rotation.0.days"),
        ({"rotation": [_LUNCH, {**_NIGHT, "destinationUrl": "nowhere"}]}, "rotation.1.destinationUrl"),
        ({"rotation": [{**_LUNCH, "destinationUrl": None}]}, "rotation.0.destinationUrl"),
        ({"rotation": [_LUNCH] * 51}, "rotation"),
    ],
)
def test_what_cannot_be_used_is_named_as_it_was_sent(house: House, fields: dict[str, Any], wrong: str) -> None:
    asked = {"destinationUrl": "https://example.com/menu", **fields}
    assert refusal(house, "POST", "/api/links", asked) == (400, [wrong])


def test_a_domain_that_is_not_there_is_not_found(house: House) -> None:
    asked = {"destinationUrl": "https://example.com/", "domain": "nobody.example"}
    assert refusal(house, "POST", "/api/links", asked)[0] == 404


def test_everything_else_of_a_link_comes_back(house: House) -> None:
    fields: dict[str, Any] = {
        "timezone": "America/Chicago",
        "utm": {"source": "poster", "campaign": "fall"},
        "expiresAt": "2090-01-01T00:00:00.000Z",
        "tags": ["menu", "fall"],
    }
    link = make(house, shortCode="hono-all", domain="go.example.com", **fields)
    assert list(link) == [*_PLAIN, "timezone", "utm", "expiresAt", "tags"]
    assert {name: link[name] for name in fields} == {**fields, "tags": ["fall", "menu"]}
    there = house.ask("GET", "/r/hono-all").headers["Location"]
    assert there == "https://example.com/menu?utm_source=poster&utm_campaign=fall"
    cleared = change(house, link, timezone=None, utm=None, expiresAt=None, tags=None)
    assert list(cleared) == [*_PLAIN, "updatedAt"]


def test_a_rotation_leads_by_the_hour_and_to_the_link_itself_between(house: House) -> None:
    always = {"days": list(range(7)), "start": "0:00", "end": "24:00", "destinationUrl": "https://example.com/now"}
    link = make(house, shortCode="hono-turns", mode="rotation", rotation=[always])
    assert (link["mode"], link["rotation"][0]["start"]) == ("rotation", "00:00")
    assert house.ask("GET", "/r/hono-turns").headers["Location"] == "https://example.com/now"
    change(house, link, mode="single")
    assert house.ask("GET", "/r/hono-turns").headers["Location"] == "https://example.com/menu"


def test_a_rotation_comes_back_as_it_was_sent(house: House) -> None:
    link = make(house, rotation=[_LUNCH, _NIGHT])
    assert link["rotation"] == [_LUNCH, _NIGHT]
    assert list(link) == [*_PLAIN, "mode", "rotation"]
    rested = change(house, link, mode="single")
    assert (rested["mode"], rested["rotation"]) == ("single", [_LUNCH, _NIGHT])
    assert change(house, link, mode="rotation")["mode"] == "rotation"
    assert list(change(house, link, rotation=[])) == [*_PLAIN, "updatedAt"]


def test_days_and_hours_may_be_spelled_as_people_do(house: House) -> None:
    spelled = [
        {"days": "Mon-Thu", "startTime": "11:00:00", "endTime": "15:00", "destination": "https://a.example/"},
        {"weekdays": ["Friday", 6], "from": "18:00", "to": "24:00", "url": "https://b.example/"},
    ]
    assert make(house, rotation=spelled)["rotation"] == [_LUNCH, _NIGHT]
    over = {**_LUNCH, "days": ["Sat\u2013Mon"], "start": "22:00", "end": "02:00"}
    assert make(house, rotation=[over])["rotation"][0]["days"] == ["mon", "sat", "sun"]


def test_an_hour_that_stays_keeps_its_counts(house: House) -> None:
    link = make(house, rotation=[_LUNCH, _NIGHT])

    def ids() -> list[str]:
        return [rule["id"] for rule in house.ask("GET", f"/api/v1/links/{link['id']}").json()["data"]["rules"]]

    before = ids()
    change(house, link, rotation=[_NIGHT, {**_LUNCH, "destinationUrl": "https://c.example/"}])
    assert ids() == before[::-1]


@pytest.mark.parametrize("days", [["mon"], ["tue"]])  # hours that are there already, and new ones
@pytest.mark.parametrize("wrong", ["https://e.com/\ud800", "https://e.com/\0", "ftp://e.com/", " "])
def test_what_is_wrong_in_an_entry_is_told_of_that_entry(house: House, days: list[str], wrong: str) -> None:
    link = make(house, rotation=[_NIGHT, {**_LUNCH, "days": ["mon"]}])
    answer = house.ask(
        "PATCH", f"/api/links/{link['id']}", {"rotation": [_NIGHT, {**_LUNCH, "days": days, "destinationUrl": wrong}]}
    )
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["rotation.1.destinationUrl"]), answer.text
    assert "rules" not in answer.json()["message"]
    assert house.ask("GET", f"/api/links/{link['id']}").json()["rotation"] == link["rotation"]


def test_an_edit_sent_again_by_code_is_not_done_to_another_link(house: House) -> None:
    assert house.ask("POST", "/api/v1/domains", {"url": "https://second.honopu.example"}).status_code == 201
    other = make(house, shortCode="hono-both", domain="second.honopu.example")
    make(house, shortCode="hono-both")
    assert [house.ask("DELETE", "/api/links/hono-both").status_code for _ in range(2)] == [204, 404]
    for fields in ({"title": "x"}, {"mode": "single"}, {"shortCode": "hono-other"}):
        assert refusal(house, "PATCH", "/api/links/hono-both", fields) == (404, [])
    assert house.ask("GET", f"/api/links/{other['id']}").json() == other


def test_other_rules_are_left_alone(house: House) -> None:
    link = make(house)
    rule = {"conditions": [{"kind": "country", "any_of": ["DE"]}], "destination": "https://a.example/"}
    native = f"/api/v1/links/{link['id']}"
    assert house.ask("PATCH", native, {"rules": [rule]}).status_code == 200
    path = f"/api/links/{link['id']}"
    assert house.ask("GET", path).json()["mode"] == "conditional"
    for fields in (
        {"title": "New"},
        {"mode": "conditional", "rotation": []},
        {"mode": "single"},
        {"mode": "conditional"},
    ):
        change(house, link, **fields)
        (kept,) = house.ask("GET", native).json()["data"]["rules"]
        assert kept["conditions"][0]["any_of"] == ["DE"]
        assert kept["enabled"] is (fields.get("mode") != "single")
    assert refusal(house, "PATCH", path, {"mode": "rotation"}) == (400, ["rotation"])
    assert change(house, link, rotation=[_LUNCH])["mode"] == "rotation"


def test_lists_are_cut_and_searched(house: House) -> None:
    codes = [f"hono-list-{number}" for number in range(5)]
    for number, code in enumerate(codes):
        make(house, shortCode=code, title=f"Pilcrow {number}", tags=["odd-pilcrow"] if number % 2 else [])

    def found(query: str) -> tuple[list[int], int, int, int]:
        said = house.ask("GET", f"/api/links?search=pilcrow&{query}").json()
        shown = [codes.index(link["shortCode"]) for link in said["data"]]
        return shown, said["page"], said["limit"], said["total"]

    assert found("") == ([4, 3, 2, 1, 0], 1, 20, 5)
    assert found("page=2&limit=2") == ([2, 1], 2, 2, 5)
    assert found("pageSize=3&offset=1") == ([3, 2, 1], 1, 3, 5)
    assert found("limit=2&offset=4") == ([0], 3, 2, 5)
    assert found("limit=2&offset=3") == ([1, 0], 2, 2, 5)
    assert found("limit=1000") == ([4, 3, 2, 1, 0], 1, 100, 5)
    assert found("page=9") == ([], 9, 20, 5)
    assert found("tag=odd-pilcrow") == ([3, 1], 1, 20, 2)
    assert found("domain=else.example") == ([], 1, 20, 0)
    assert found("q=passed+over") == ([4, 3, 2, 1, 0], 1, 20, 5)
    for query in ("page=0", "page=x", "limit=0", "offset=-1"):
        assert refusal(house, "GET", f"/api/links?{query}", None) == (400, [query.partition("=")[0]])


def test_links_of_others_are_not_there(house: House) -> None:
    mine, key = make(house, title="Not for neighbours"), neighbour(house)
    for method, path in (
        ("GET", f"/api/links/{mine['id']}"),
        ("PATCH", f"/api/links/{mine['id']}"),
        ("DELETE", f"/api/links/{mine['id']}"),
        ("GET", f"/api/analytics/{mine['id']}"),
        ("GET", f"/api/qr-codes?linkId={mine['id']}"),
    ):
        assert house.ask(method, path, {} if method == "PATCH" else None, key=key).status_code == 404
    assert house.ask("GET", "/api/links?search=neighbours", key=key).json()["data"] == []
    assert house.ask("GET", "/api/analytics/recent", key=key).json() == []


def test_a_creation_that_is_sent_again_is_done_once(house: House) -> None:
    asked = {"destinationUrl": "https://example.com/once"}
    first, again = (
        house.ask("POST", "/api/links", asked, headers={"Idempotency-Key": "honopu-once"}) for _ in range(2)
    )
    assert first.json() == again.json()
    assert "Idempotent-Replay" not in first.headers
    assert again.headers["Idempotent-Replay"] == "true"
