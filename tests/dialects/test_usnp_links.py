"""Making links through usnp.me: what is refused and how, and that a refusal leaves nothing behind."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.models import AuditEntry, Endpoint, Link, Outbox
from qrdesk.core.schemas.webhooks import EndpointQuery
from qrdesk.core.services import endpoints
from qrdesk.core.slugs import RESERVED
from tests.core.services.webhook_world import put
from tests.desks import Answer, Desk, context, desk, make_key
from tests.postgres import BOTH, database_of

URL = "https://hooks.example.com/shop"
LANDING = "https://example.com/landing"
OF_THE_FRONT = {"r", "healthz", "internal", "favicon.ico", "robots.txt", "sitemap.xml", ".well-known"} | {
    "apple-app-site-association"
}


@pytest.fixture(scope="module", params=BOTH)
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("usnp")
    with database_of(request, folder) as url, desk(url, folder / "data") as found:
        yield found


def counted() -> tuple[int, int]:
    with database.scope():
        return Link.select().count(), Endpoint.select().count()


def shorten(house: Desk, **body: Any) -> Answer:
    return house.ask("POST", "/shorten", body)


@pytest.mark.parametrize(
    ("body", "place", "kind"),
    [
        ({}, ["body", "redirect_url"], "missing"),
        ({"redirect_url": None}, ["body", "redirect_url"], "missing"),
        ({"redirect_url": 7}, ["body", "redirect_url"], "value_error"),
        ({"redirect_url": "not an address"}, ["body", "redirect_url"], "value_error"),
        ({"redirect_url": "javascript:alert(1)"}, ["body", "redirect_url"], "value_error"),
        ({"redirect_url": LANDING, "data": [1]}, ["body", "data"], "value_error"),
        ({"redirect_url": LANDING, "data": {"sku": "x" * 10_241}}, ["body", "data"], "value_error"),
        ({"redirect_url": LANDING, "data": {"sku": "\0"}}, ["body", "data"], "value_error"),
        ({"redirect_url": LANDING, "webhooks": URL}, ["body", "webhooks"], "value_error"),
        ({"redirect_url": LANDING, "webhooks": [URL, None]}, ["body", "webhooks", 1], "value_error"),
        ({"redirect_url": LANDING, "webhooks": [URL, "ftp://x.example/"]}, ["body", "webhooks", 1], "value_error"),
        ({"redirect_url": LANDING, "webhooks": ["http://127.0.0.1/"]}, ["body", "webhooks", 0], "value_error"),
        ({"redirect_url": LANDING, "webhooks": [f"{URL}/{n}" for n in range(11)]}, ["body", "webhooks"], "value_error"),
    ],
)
def test_what_cannot_be_used_is_named_and_leaves_nothing(
    house: Desk, body: dict[str, Any], place: list[Any], kind: str
) -> None:
    before = counted()
    refused = shorten(house, **body)
    assert (refused.status, list(refused.json)) == (422, ["detail"])
    (finding,) = refused.json["detail"]
    assert (finding["loc"], finding["type"], list(finding)) == (place, kind, ["loc", "msg", "type"])
    assert counted() == before


@pytest.mark.parametrize(
    ("content", "headers", "kind"),
    [
        (b"{", {"Content-Type": "application/json"}, "json_invalid"),
        (b"[]", {"Content-Type": "application/json"}, "value_error"),
        (b"redirect_url=https://example.com/", {"Content-Type": "application/x-www-form-urlencoded"}, "value_error"),
    ],
)
def test_a_body_that_is_no_object_is_a_finding_too(
    house: Desk, content: bytes, headers: dict[str, str], kind: str
) -> None:
    refused = house.ask("POST", "/shorten", content=content, headers=headers)
    assert refused.status == 422
    assert [(one["loc"], one["type"]) for one in refused.json["detail"]] == [(["body"], kind)]


def test_data_of_ten_kilobytes_is_taken(house: Desk) -> None:
    data = {"sku": "x" * (10_240 - len('{"sku":""}'))}
    links, endpoints = counted()
    assert shorten(house, redirect_url=LANDING, data=data, webhooks=[URL]).status == 200
    assert counted() == (links + 1, endpoints + 1)


def test_each_webhook_is_an_endpoint_of_the_link_and_in_the_audit_log(house: Desk) -> None:
    short_id = shorten(house, redirect_url=LANDING, webhooks=[URL, f"{URL}/b", URL], data={"sku": "7"}).json["short_id"]
    status = house.ask("GET", f"/{short_id}/webhooks/status").json
    assert (status["short_id"], [one["url"] for one in status["webhooks"]]) == (short_id, [URL, f"{URL}/b"])
    assert [one["deliveries"] for one in status["webhooks"]] == [[], []]
    ours = house.ask("GET", f"/api/v1/webhooks?link={short_id}").data
    assert {one["uuid"] for one in ours} == {one["webhook_id"] for one in status["webhooks"]}
    assert {(one["format"], one["bots"], one["data"]["sku"]) for one in ours} == {("usnp", True, "7")}
    with database.scope():
        noted = [row.subject_id for row in AuditEntry.select().where(AuditEntry.action == "endpoint.created")]
    assert {one["id"] for one in ours} <= set(noted)


def test_what_the_plan_has_no_room_for_is_in_the_log_as_failed(house: Desk) -> None:
    short_id = shorten(house, redirect_url=LANDING, webhooks=[URL]).json["short_id"]
    hit = "019a9b1c-0000-7000-8000-000000000001"
    with database.scope():
        ctx = context(house.opened)
        (endpoint,) = endpoints.list_endpoints(ctx, EndpointQuery(link=short_id))
        skipped = put(ctx, endpoint, status="failed", counted=False)
        Outbox.update(body=json.dumps({"hit": {"uuid": hit}})).where(Outbox.event_id == skipped.event_id).execute()
        put(ctx, endpoint, kind="endpoint.test", status="failed", counted=False)
    (webhook,) = house.ask("GET", f"/{short_id}/webhooks/status").json["webhooks"]
    (one,) = webhook["deliveries"]
    assert (one["hit_id"], one["attempt"], one["status_code"], one["success"]) == (hit, 1, None, False)
    assert one["error_message"] == "quota exceeded"


def test_who_may_make_no_webhook_makes_no_link_with_one(house: Desk) -> None:
    key, before = make_key(house.opened, "links:create"), counted()
    refused = house.ask("POST", "/shorten", {"redirect_url": LANDING, "webhooks": [URL]}, key=key)
    assert (refused.status, list(refused.json), counted()) == (403, ["detail"], before)
    assert house.ask("POST", "/shorten", {"redirect_url": LANDING}, key=key).status == 200


def test_a_call_with_an_idempotency_key_is_done_once(house: Desk) -> None:
    body, name = {"redirect_url": LANDING, "webhooks": [URL]}, {"Idempotency-Key": "usnp-1"}
    first, again = (house.ask("POST", "/shorten", body, headers=name) for _ in range(2))
    assert (first.status, again.json) == (200, first.json)
    sent = {name.lower(): value for name, value in again.headers.items()}
    assert (sent["idempotent-replay"], "x-usage-links-limit" in sent) == ("true", True)
    other = house.ask("POST", "/shorten", {"redirect_url": "https://example.com/other"}, headers=name)
    assert (other.status, list(other.json)) == (409, ["detail"])
    key = house.ask("POST", "/api-keys", {"label": "A"}, headers={"Idempotency-Key": "usnp-2"})
    assert house.ask("POST", "/api-keys", {"label": "A"}, headers={"Idempotency-Key": "usnp-2"}).json == key.json


def test_keys_that_cannot_be_are_refused_by_their_own_names(house: Desk) -> None:
    for body, name in (({"tier": "gold"}, "tier"), ({"label": "x" * 121}, "label"), ({"label": 1}, "label")):
        refused = house.ask("POST", "/api-keys", body)
        assert (refused.status, refused.json["detail"][0]["loc"]) == (422, ["body", name])


def test_a_key_of_another_workspace_is_not_there(house: Desk) -> None:
    mine = house.ask("POST", "/api-keys", {"label": "Mine"}).json
    by_our_id = next(one["id"] for one in house.ask("GET", "/api/v1/keys").data if one["uuid"] == mine["id"])
    assert house.ask("POST", f"/api-keys/{by_our_id}/rotate").json["id"] == mine["id"]
    for path in ("/api-keys/nobodys/rotate", "/api-keys/key_0123456789/rotate"):
        assert house.ask("POST", path).status == 404


def test_every_first_segment_in_use_is_reserved(house: Desk) -> None:
    app: Any = house.app
    firsts = {str(route.rule)[1:].partition("/")[0] for route in app.routes}
    of_any_slug = {first for first in firsts if first.startswith("<")}
    assert of_any_slug  # of usnp, behind a slug
    assert {"shorten", "api-keys", "usage", "links", "api"} <= firsts
    assert sorted(firsts - of_any_slug - RESERVED) == []
    assert sorted(OF_THE_FRONT - RESERVED) == []
    for word in sorted(firsts - of_any_slug):
        refused = house.ask("POST", "/api/v1/links", {"destination": LANDING, "slug": word.upper()})
        assert (refused.status, refused.code) == (422, "slug_reserved")
