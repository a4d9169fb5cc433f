"""Everything that the document of Heldqr prints, asked of a real daemon."""

import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.dialects import heldqr_examples as printed
from tests.dialects.conftest import House
from tests.dialects.printed import looks_like, neighbour, send

_CODE = printed.LISTED_CODES["data"][0]


def on_its_own_host(house: House, key: str = "") -> dict[str, str]:
    return {printed.HOST: house.url, printed.TOKEN: key or house.key, printed.UUID: str(uuid.uuid4())}


def create(house: House, name: str | None, body: Any, key: str | None = None) -> requests.Response:
    headers = {} if name is None else {"Idempotency-Key": name}
    return house.ask("POST", "/api/v1/codes", body, key=key, headers=headers)


@pytest.fixture(scope="module")
def menu(house: House) -> dict[str, Any]:
    """The code of the examples."""
    asked = {"target_url": "https://example.com/menu", "label": "Restaurant menu", "shortcode": "menu-v3"}
    answer = create(house, None, asked)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_code_of_ones_own_is_as_printed(menu: dict[str, Any]) -> None:
    assert looks_like(menu, {"data": _CODE}), menu


def test_codes_are_listed_as_printed(house: House) -> None:
    key = neighbour(house)
    create(house, None, {"target_url": "https://example.com/menu", "label": "Restaurant menu"}, key)
    answer = send(printed.LIST_CODES, on_its_own_host(house, key))
    assert answer.status_code == 200
    newest = {**answer.json(), "data": answer.json()["data"][:1]}
    free = frozenset({"shortcode", "total"})
    assert looks_like(newest, printed.LISTED_CODES, free), newest


def test_a_code_is_created_as_printed(house: House) -> None:
    answer = send(printed.CREATE_CODE, on_its_own_host(house))
    assert answer.status_code == 201
    assert "Idempotent-Replay" not in answer.headers
    assert looks_like(answer.json(), {"data": _CODE}, frozenset({"shortcode"})), answer.json()
    assert len(answer.json()["data"]["shortcode"]) == 6


def test_a_target_is_changed_as_printed(house: House, menu: dict[str, Any]) -> None:
    answer = send(printed.UPDATE_CODE, on_its_own_host(house))
    assert answer.status_code == 200
    expected = {"data": {**_CODE, "target_url": "https://example.com/menu-2026"}}
    assert looks_like(answer.json(), expected), answer.json()
    assert answer.json()["data"]["created_at"] == menu["data"]["created_at"]
    for path in ("/menu-v3", "/r/menu-v3"):
        assert house.ask("GET", path).headers["Location"] == "https://example.com/menu-2026"


def test_scans_are_read_as_printed(house: House, menu: dict[str, Any]) -> None:
    answer = send(printed.READ_SCANS, on_its_own_host(house))
    assert answer.status_code == 200
    assert answer.json()["data"]["shortcode"] == menu["data"]["shortcode"]


def test_without_a_good_token_the_printed_words_are_said(house: House) -> None:
    for key in ("", "hkr_live_a3f", "qrd_" + "0" * 38):
        answer = house.ask("GET", "/api/v1/codes", key=key)
        assert (answer.status_code, answer.json()) == (401, printed.UNAUTHORIZED)
        assert answer.headers["Content-Type"] == "application/json"
        assert not any(name.lower().startswith("x-ratelimit") for name in answer.headers)


def test_every_answer_tells_of_the_budget(house: House) -> None:
    key = neighbour(house)
    answers = [
        house.ask("GET", "/api/v1/codes", key=key),
        house.ask("GET", "/api/v1/codes/nobody", key=key),
        house.ask("GET", "/api/v1/codes/no/such/path", key=key),
        create(house, None, {}, key),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 404, 422]
    for answer in answers:
        assert printed.RATE_LIMIT.keys() <= answer.headers.keys()
        assert answer.headers["X-RateLimit-Limit"] == printed.RATE_LIMIT["X-RateLimit-Limit"]
        assert 0 <= int(answer.headers["X-RateLimit-Remaining"]) < 600
        assert 0 < int(answer.headers["X-RateLimit-Reset"]) - time.time() < 62


def test_every_request_spends_one_credit_a_replay_too(house: House) -> None:
    key = house.new_key(name="Heldqr budget", rate_limit=50)["key"]
    answers = [create(house, "budget", printed.IDEMPOTENT_BODY, key) for _ in range(2)]
    answers.append(house.ask("GET", "/api/v1/codes/nobody", key=key))
    assert [int(answer.headers["X-RateLimit-Remaining"]) for answer in answers] == [49, 48, 47]


def test_over_the_cap_the_printed_words_are_said(house: House) -> None:
    key = house.new_key(name="Heldqr slow", rate_limit=1)["key"]
    house.ask("GET", "/api/v1/codes", key=key)
    over = house.ask("GET", "/api/v1/codes", key=key)
    assert (over.status_code, over.json()) == (429, printed.OVER_THE_CAP)
    assert (over.headers["X-RateLimit-Limit"], over.headers["X-RateLimit-Remaining"]) == ("1", "0")
    assert 0 < int(over.headers["Retry-After"]) <= 60
    assert printed.OVER_THE_CAP_HEADERS.keys() <= over.headers.keys()
    assert 0 < int(over.headers["X-RateLimit-Reset"]) - time.time() < 62


def test_a_retry_gets_the_first_answer(house: House) -> None:
    first, again = (create(house, printed.IDEMPOTENCY_KEY, printed.IDEMPOTENT_BODY) for _ in range(2))
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
    assert "Idempotent-Replay" not in first.headers
    assert again.headers["Idempotent-Replay"] == printed.REPLAY["Idempotent-Replay"]
    other = create(house, printed.IDEMPOTENCY_KEY, {"target_url": "https://example.com/other"})
    assert (other.status_code, other.json()) == (409, printed.KEY_CONFLICT)


def test_a_retry_may_be_spelled_otherwise(house: House) -> None:
    first = create(house, "spelled", {"target_url": "https://example.com/a", "label": "A"})
    spelled = json.dumps({"label": "A", "target_url": "https://example.com/a"}, indent=3)
    headers = {"Idempotency-Key": "spelled", "Content-Type": "application/json"}
    again = house.ask("POST", "/api/v1/codes", headers=headers, data=spelled)
    assert (again.status_code, again.json()) == (201, first.json())


def test_two_tokens_may_use_the_same_key(house: House) -> None:
    mine = create(house, "of two", {"target_url": "https://example.com/a"})
    other = create(house, "of two", {"target_url": "https://example.com/b"}, house.new_key(name="Second")["key"])
    assert other.status_code == 201
    assert "Idempotent-Replay" not in other.headers
    assert other.json()["data"]["shortcode"] != mine.json()["data"]["shortcode"]


def test_what_was_refused_may_be_sent_again(house: House) -> None:
    assert create(house, "refused", {"target_url": "http://example.com/a"}).status_code == 422
    again = create(house, "refused", {"target_url": "https://example.com/a"})
    assert (again.status_code, again.headers.get("Idempotent-Replay")) == (201, None)


def test_twins_at_the_same_time_make_one_code(house: House) -> None:
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(create, house, "twins", {"target_url": "https://example.com/twins"}) for _ in range(6)]
        answers = [one.result() for one in asked]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replay" not in answer.headers for answer in answers) == 1


@pytest.mark.parametrize("name", ["k", "k" * 255, "a key, with; signs", "\u00e9" * 127])
def test_one_to_255_bytes_are_a_key(house: House, name: str) -> None:
    sent = name.encode().decode("latin-1")
    first, again = (create(house, sent, {"target_url": "https://example.com/bytes"}) for _ in range(2))
    assert (first.status_code, again.headers.get("Idempotent-Replay")) == (201, "true"), first.text


@pytest.mark.parametrize("name", ["", "k" * 256])
def test_more_or_less_is_none(house: House, name: str) -> None:
    refused = create(house, name, {"target_url": "https://example.com/bytes"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad_request")


def test_without_a_key_a_retry_makes_another_code(house: House) -> None:
    first, second = (create(house, None, printed.IDEMPOTENT_BODY).json()["data"] for _ in range(2))
    assert first["shortcode"] != second["shortcode"]


def test_an_error_is_one_object_as_printed(house: House) -> None:
    answer = create(house, None, {"target_url": "nowhere"})
    assert answer.status_code == 422
    assert looks_like(answer.json(), printed.ERROR, frozenset({"code", "message", "target_url"})), answer.json()
    (sentence,) = answer.json()["error"]["field_errors"]["target_url"]
    assert isinstance(sentence, str)
    for other in (
        house.ask("GET", "/api/v1/codes/nobody"),
        house.ask("PUT", "/api/v1/codes"),
        house.ask("POST", "/api/v1/codes", data="{", headers={"Content-Type": "application/json"}),
        house.ask("POST", "/api/v1/codes", data="x", headers={"Content-Type": "text/plain"}),
    ):
        assert set(other.json()) == {"error"}
        assert set(other.json()["error"]) == {"code", "message"}
