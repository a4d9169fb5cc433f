"""Every example that the document of usnp.me prints, against the real daemon; host, key and ids substituted."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.dialects.conftest import PUBLIC_URL, House
from tests.dialects.printed import looks_like
from tests.dialects.usnp_examples import (
    ENDPOINTS,
    HOST,
    NEW_KEY,
    QUOTA_REACHED,
    SHORTEN_HEADERS,
    SHORTENED,
    SUMMARY,
    USAGE,
)

LANDING = {"redirect_url": "https://example.com/landing"}


@pytest.fixture(scope="module")
def free_key(house: House) -> str:
    """A key of the plan with the documented numbers."""
    return house.new_key(plan="free")["key"]


def shorten(house: House, key: str | None = None, **more: Any) -> dict[str, Any]:
    answer = house.ask("POST", "/shorten", {**LANDING, **more}, key=key)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_shorten_answers_as_printed(house: House) -> None:
    answer = house.ask("POST", "/shorten", {**LANDING, "data": {"sku": "WIDGET-42"}, "unknown": 1})
    assert answer.status_code == 200
    body = answer.json()
    assert looks_like(body, {**SHORTENED, **LANDING}, frozenset({"short_id", "short_url"}))
    assert body["short_url"] == f"{PUBLIC_URL}/{body['short_id']}" == f"{PUBLIC_URL}/{body['short_url'][-6:]}"
    assert [name for name in SHORTEN_HEADERS if name not in answer.headers] == []
    assert answer.headers["X-Usage-Links-Limit"] == "unlimited"
    assert int(answer.headers["X-Usage-Links-Created"]) >= 1
    again = house.ask("POST", "/shorten", LANDING).json()
    assert again["short_id"] != body["short_id"]


def test_a_link_leads_on_as_it_is(house: House) -> None:
    found = house.ask("GET", f"/{shorten(house)['short_id']}?ref=mail", key="")
    assert (found.status_code, found.headers["Location"]) == (302, "https://example.com/landing")


def test_what_a_limited_key_has_used_is_told_by_each_answer(house: House, free_key: str) -> None:
    answer = house.ask("POST", "/shorten", LANDING, key=free_key)
    assert (answer.headers["X-Usage-Links-Created"], answer.headers["X-Usage-Links-Limit"]) == ("1", "100")
    usage = house.ask("GET", "/usage", key="", headers={"X-API-Key": free_key})
    assert usage.status_code == 200
    assert looks_like(usage.json(), USAGE, frozenset({"api_key_id", "month", "current"}))
    assert str(uuid.UUID(usage.json()["api_key_id"])) == usage.json()["api_key_id"]
    assert usage.json()["month"] == datetime.now(UTC).strftime("%Y-%m")
    assert usage.json()["usage"]["links_created"]["current"] == 1


def test_a_used_up_month_is_refused_word_for_word(house: House, free_key: str) -> None:
    made = house.ask("GET", "/usage", key=free_key).json()["usage"]["links_created"]["current"]
    rows = [{"destination": "https://example.com/"} for _ in range(100 - made)]
    assert house.ask("POST", "/api/v1/links/bulk", {"links": rows}, key=free_key).status_code == 200
    refused = house.ask("POST", "/shorten", LANDING, key=free_key, headers={"Accept-Language": "de"})
    assert (refused.status_code, refused.json()) == (403, QUOTA_REACHED)


def test_usage_of_a_key_without_limits_has_nulls(house: House) -> None:
    usage = house.ask("GET", "/usage").json()["usage"]
    assert {name: meter["limit"] for name, meter in usage.items()} == dict.fromkeys(USAGE["usage"])


def test_numbers_of_a_fresh_link(house: House) -> None:
    short_id = shorten(house)["short_id"]
    summary = house.ask("GET", f"/links/{short_id}/analytics/summary")
    assert (summary.status_code, summary.json()) == (200, dict.fromkeys(SUMMARY, 0) | {"short_id": short_id})
    body = house.ask("GET", f"/links/{short_id}/analytics").json()
    today = datetime.now(UTC).date()
    days = [(today - timedelta(days=back)).isoformat() for back in range(29, -1, -1)]
    assert [row["date"] for row in body["daily"]] in (days, [*days[1:], (today + timedelta(days=1)).isoformat()])
    parts = ("referrers", "countries", "regions", "cities", "devices")
    assert {part: body[part] for part in parts} == {part: [] for part in parts}


def test_health(house: House) -> None:
    answer = house.ask("GET", "/", key="")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(("method", "path", "needs_key"), ENDPOINTS, ids=str)
def test_each_path_is_there_and_asks_for_a_key_where_printed(
    house: House, method: str, path: str, needs_key: bool
) -> None:
    short_id = shorten(house)["short_id"]
    where = path.replace("{short_id}", short_id).replace("{key_id}", str(uuid.uuid4()))
    answer = house.ask(method, where, key="")
    assert (answer.status_code == 401) is needs_key
    if needs_key:
        assert list(answer.json()) == ["detail"]
        wrong = house.ask(method, where, key="", headers={"X-API-Key": "usnap_k_a3Bf9x2Ka3Bf9x2Ka3Bf9x2Ka3Bf9x2K"})
        assert (wrong.status_code, list(wrong.json())) == (401, ["detail"])


def test_keys_are_shown_once_listed_rotated_and_revoked(house: House) -> None:
    made = house.ask("POST", "/api-keys", {"label": "Till", "tier": "free"})
    assert made.status_code == 200
    body = made.json()
    secret, revoked_at = body.pop("webhook_secret"), body.pop("revoked_at")
    assert looks_like(body, NEW_KEY, frozenset({"key", "id", "key_prefix"}))
    assert (len(secret) >= 32, revoked_at, body["key"].startswith(body["key_prefix"])) == (True, None, True)
    listed = {one["id"]: one for one in house.ask("GET", "/api-keys").json()}
    assert listed[body["id"]] == {**{name: body[name] for name in body if name != "key"}, "revoked_at": None}
    assert house.ask("GET", "/usage", key=body["key"]).json()["api_key_id"] == body["id"]

    rotated = house.ask("POST", f"/api-keys/{body['id']}/rotate").json()
    assert (rotated["id"], rotated["key"] != body["key"], "webhook_secret" in rotated) == (body["id"], True, False)
    assert house.ask("GET", "/usage", key=body["key"]).status_code == 401
    own = house.ask("POST", f"/api-keys/{body['id']}/rotate", key=rotated["key"]).json()
    assert house.ask("GET", "/usage", key=own["key"]).status_code == 200

    ended = house.ask("DELETE", f"/api-keys/{body['id']}")
    assert (ended.status_code, re.fullmatch(r"\d{4}-.*Z", ended.json()["revoked_at"]) is not None) == (200, True)
    assert house.ask("GET", "/usage", key=own["key"]).status_code == 401
    assert house.ask("DELETE", f"/api-keys/{uuid.uuid4()}").status_code == 404


def test_a_key_without_words_of_its_own_reaches_as_far_as_the_one_that_asks(house: House) -> None:
    poor = house.new_key(scopes=["keys:create", "links:create"])["key"]
    made = house.ask("POST", "/api-keys", key=poor)
    assert (made.status_code, made.json()["label"], made.json()["tier"]) == (200, "API key", "unlimited")
    assert house.ask("POST", "/shorten", LANDING, key=made.json()["key"]).status_code == 200
    refused = house.ask("GET", "/api-keys", key=made.json()["key"])
    assert (refused.status_code, list(refused.json())) == (403, ["detail"])


def test_who_may_not_read_keys_learns_nothing_by_ending_one(house: House) -> None:
    other, poor = (house.new_key(name=name, scopes=["keys:delete"]) for name in ("Secret plans", "Till"))
    ended = house.ask("DELETE", f"/api-keys/{other['uuid']}", key=poor["key"])
    assert (ended.status_code, list(ended.json())) == (200, ["id", "revoked_at"])
    assert (ended.json()["id"], ended.json()["revoked_at"] is None) == (other["uuid"], False)


def test_the_host_of_the_document_stands_in_no_answer(house: House) -> None:
    assert HOST not in house.ask("POST", "/shorten", LANDING).text
