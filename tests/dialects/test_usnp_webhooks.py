"""A visit of a link made through usnp.me is told to its webhooks, signed, tried again, and found in their log."""

import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.dialects.conftest import House
from tests.dialects.printed import looks_like
from tests.dialects.usnp_examples import HIT, SIGNATURE_HEADER
from tests.dialects.usnp_receiver import receiving

PRODUCT = "https://example.com/product"
PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1"
WAIT_S = 30
TRY = ["id", "webhook_id", "hit_id", "attempt", "status_code", "success", "error_message", "delivered_at"]


def shorten(house: House, key: str, *urls: str) -> str:
    body = {"redirect_url": PRODUCT, "data": {"sku": "WIDGET-42"}, "webhooks": list(urls)}
    answer = house.ask("POST", "/shorten", body, key="", headers={"X-API-Key": key})
    assert answer.status_code == 200, answer.text
    return answer.json()["short_id"]


def visit(house: House, short_id: str, agent: str = PERSON) -> None:
    found = house.ask("GET", f"/{short_id}", key="", headers={"User-Agent": agent})
    assert (found.status_code, found.headers["Location"]) == (302, PRODUCT)


def log_when(house: House, short_id: str, done: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
    """Return the webhooks of a link as soon as their log is as it should be."""
    deadline = time.monotonic() + WAIT_S
    while True:
        answer = house.ask("GET", f"/{short_id}/webhooks/status")
        assert (answer.status_code, list(answer.json())) == (200, ["short_id", "webhooks"])
        if done(answer.json()["webhooks"]):
            return answer.json()["webhooks"]
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.05)


def test_a_visit_is_told_as_printed_and_signed_by_the_key_that_made_the_link(house: House) -> None:
    made = house.ask("POST", "/api-keys", {"label": "Till"}).json()
    with receiving(200) as one, receiving(500, 200) as other:
        short_id = shorten(house, made["key"], one.url, other.url)
        house.ask("POST", f"/api-keys/{made['id']}/rotate")  # the secret stays
        visit(house, short_id)
        headers, body = one.next()
        failed, repeated = other.next(), other.next()
        webhooks = log_when(house, short_id, lambda found: [len(w["deliveries"]) for w in found] == [1, 2])

    said = json.loads(body)
    assert looks_like(said, {**HIT, "short_id": short_id}, frozenset({"hit_id"}))
    assert str(uuid.UUID(said["hit_id"])) == said["hit_id"]
    assert headers["Content-Type"] == "application/json"
    for sent, content in ((headers, body), failed, repeated):
        digest = hmac.new(made["webhook_secret"].encode(), content, hashlib.sha256).hexdigest()
        assert sent[SIGNATURE_HEADER] == f"sha256={digest}"
    assert failed[1] == repeated[1] == body

    tries = [one for webhook in webhooks for one in webhook["deliveries"]]
    assert [list(one) for one in tries] == [TRY] * 3
    assert {one["hit_id"] for one in tries} == {said["hit_id"]}
    assert [one["webhook_id"] for one in tries] == [webhooks[0]["webhook_id"], *[webhooks[1]["webhook_id"]] * 2]
    shown = [(one["attempt"], one["status_code"], one["success"], one["error_message"] is None) for one in tries]
    assert shown == [(1, 200, True, True), (1, 500, False, False), (2, 200, True, True)]
    assert len({uuid.UUID(one["id"]) for one in tries}) == 3


def test_a_robots_visit_is_told_too(house: House) -> None:
    with receiving(204) as receiver:
        short_id = shorten(house, house.key, receiver.url)
        visit(house, short_id, "curl/8.5.0")
        headers, body = receiver.next()
    digest = hmac.new(house.webhook_secret.encode(), body, hashlib.sha256).hexdigest()
    assert headers[SIGNATURE_HEADER] == f"sha256={digest}"


@pytest.mark.slow
def test_there_are_three_attempts_and_no_more(house: House) -> None:
    with receiving(500) as receiver:
        short_id = shorten(house, house.key, receiver.url)
        visit(house, short_id)
        told = [receiver.next() for _ in range(3)]
        (webhook,) = log_when(house, short_id, lambda found: len(found[0]["deliveries"]) == 3)
        (endpoint,) = house.ask("GET", f"/api/v1/webhooks?link={short_id}").json()["data"]
    assert len({body for _, body in told}) == 1
    assert [(one["attempt"], one["success"]) for one in webhook["deliveries"]] == [(1, False), (2, False), (3, False)]
    assert endpoint["waiting"] == 0
