"""Deliveries: found, looked at and sent once more; tests of endpoints; and the endpoints that come with a link."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import monthly
from qrdesk.core.context import Context
from qrdesk.core.errors import Busy, Conflict, Invalid, NotFound, PlanLimitReached
from qrdesk.core.models import Attempt, Delivery, Endpoint, Outbox, Plan, Workspace
from qrdesk.core.net.crowd import one_look
from qrdesk.core.schemas.webhooks import DeliveryQuery, RecoverDraft, SecretDraft
from qrdesk.core.services import (
    deliveries,
    endpoint_trial,
    endpoint_watch,
    endpoints,
)
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import sending, signing
from tests.core.net.receivers import answering, receiver
from tests.core.services.audited import do, log
from tests.core.services.places import START, a_link, later, row_of, workspace
from tests.core.services.webhook_world import URL, change, make, put, seen

HERE = Settings(webhook_allowed_networks="127.0.0.0/8")
GONE = b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", HERE) as found:
        yield found


def ids(ctx: Context, of: str, **query: Any) -> list[str]:
    return [one.id for one in deliveries.list_deliveries(ctx, of, DeliveryQuery.model_validate(query)).data]


def again(ctx: Context, of: str, **more: Any) -> tuple[int, int]:
    found = deliveries.recover_endpoint(ctx, of, RecoverDraft.model_validate({"since": START, **more}))
    return found.deliveries, found.over_plan


def limit(ctx: Context, most: int) -> None:
    Plan.create(name="small", deliveries_month=most)
    Workspace.update(plan="small").execute()


def used(ctx: Context) -> int:
    return monthly.count_used(monthly.caller_of(ctx.actor.workspace_id, None, ctx.now))["deliveries"][0]


def test_deliveries_are_found_by_what_is_known_of_them(ctx: Context) -> None:
    link, made = a_link(ctx, "https://example.com/"), make(ctx)
    first = put(ctx, made, link_id=row_of(link).id, status="delivered", status_code=200, took_ms=12)
    second = put(ctx, made, hours=1, kind="link.created", status="failed", said="It answered 500.", attempts=3)
    third = put(ctx, made, hours=2)
    put(ctx, make(ctx))
    every = [one.public_id for one in (third, second, first)]
    assert ids(ctx, made.id) == every
    assert ids(ctx, made.id, status="failed") == ids(ctx, made.id, kind="link.created") == [every[1]]
    assert ids(ctx, made.id, since=START + timedelta(hours=1)) == every[:2]
    assert ids(ctx, made.id, until=START + timedelta(hours=1)) == [every[2]]
    for name in (link.id, "menu", first.event_id, first.public_id):
        assert ids(ctx, made.id, search=name) == [every[2]], name
    assert ids(ctx, made.id, search="link.created") == [every[1]]
    assert ids(ctx, made.id, search="nothing") == []
    page = deliveries.list_deliveries(ctx, made.id, DeliveryQuery(limit=2))
    assert (page.pagination.total, len(page.data)) == (3, 2)
    assert ids(ctx, made.id, limit=2, cursor=page.pagination.next_cursor) == [every[2]]
    told = deliveries.get_delivery(ctx, first.public_id)
    assert (told.link_id, told.link_title, told.status, told.took_ms, told.endpoint_id) == (
        link.id, "Menu", "delivered", 12, made.id,
    )  # fmt: skip
    with pytest.raises(Invalid, match="before it begins"):
        ids(ctx, made.id, since=START, until=START)


def test_a_delivery_shows_each_of_its_attempts(ctx: Context) -> None:
    row = put(ctx, make(ctx))
    for number, outcome in enumerate(("timed_out", "started"), start=1):
        Attempt.create(
            delivery=row, endpoint_id=row.endpoint_id, number=number, at=ctx.now, outcome=outcome, url=URL,
            body='{"a":1}', request_headers='{"webhook-id":"x"}', response_body="<b>", response_cut=True,
        )  # fmt: skip
    first, second = deliveries.get_delivery(ctx, row.uuid).tries
    assert (first.number, first.outcome, second.number, second.outcome) == (1, "timed_out", 2, "started")
    assert (first.request_headers, first.request_body) == ({"webhook-id": "x"}, '{"a":1}')
    assert (first.response_body, first.response_cut, first.status_code) == ("<b>", True, None)


def test_an_event_is_sent_once_more_under_its_own_id(ctx: Context) -> None:
    made = make(ctx)
    row = put(ctx, made, status="delivered", attempts=2, step=2)
    Endpoint.update(rest_until=later(ctx, minutes=1).now).execute()
    moved = later(ctx, hours=3)
    found = do(moved, deliveries.redeliver, row.public_id)
    assert (found.status, found.event_id, found.attempts) == ("waiting", row.event_id, 2)
    now = seen(row)
    assert (now.step, now.next_at, now.finished_at) == (0, moved.now, None)
    assert Endpoint.get().rest_until is None
    assert used(ctx) == 1  # once more than when it was made
    (entry,) = log(ctx, action="endpoint.redelivered")
    assert (entry.subject_id, entry.changes["delivery"]) == (made.id, [None, row.public_id])


def test_what_is_no_longer_kept_cannot_be_sent_once_more(ctx: Context) -> None:
    made = make(ctx)
    gone = put(ctx, made, status="failed", kept=False)
    with pytest.raises(Conflict, match="no longer kept"):
        deliveries.redeliver(ctx, gone.public_id)
    assert again(ctx, made.id) == (0, 0)
    assert seen(gone).status == "failed"


def test_what_was_missed_is_sent_and_what_arrived_is_not(ctx: Context) -> None:
    made, other = make(ctx), make(ctx)
    before = put(ctx, made, hours=-1, status="failed")
    failed = put(ctx, made, status="failed", attempts=11, step=11)
    late = put(ctx, made, hours=1, status="waiting", attempts=3, step=3)
    fresh = put(ctx, made)
    fine = put(ctx, made, hours=2, status="delivered")
    test = put(ctx, made, hours=2, status="failed", kind="endpoint.test", counted=False)
    theirs = put(ctx, other, status="failed")
    assert again(ctx, made.id) == (2, 0)
    assert [seen(one).status for one in (before, failed, late, fine, test, theirs)] == [
        "failed", "waiting", "waiting", "delivered", "failed", "failed",
    ]  # fmt: skip
    assert (seen(failed).next_at, seen(late).next_at, seen(late).step) == (ctx.now, ctx.now, 0)
    assert seen(fresh).next_at == fresh.next_at
    once_more = deliveries.recover_endpoint(ctx, made.id, RecoverDraft(since=START))
    assert (once_more.deliveries, once_more.waiting) == (0, 3)
    assert again(ctx, made.id, until=later(ctx, minutes=30).now) == (0, 0)
    assert again(ctx, made.id, delivered=True) == (4, 0)
    assert (seen(fine).status, seen(test).status) == ("waiting", "failed")
    assert again(ctx, other.id, since=START + timedelta(hours=1)) == (0, 0)


def test_the_log_says_how_many_were_sent_again(ctx: Context) -> None:
    made = make(ctx)
    put(ctx, made, status="failed")
    draft = RecoverDraft(since=START)
    do(ctx, deliveries.recover_endpoint, made.id, draft)
    do(ctx, deliveries.recover_endpoint, made.id, draft)
    (entry,) = log(ctx, action="endpoint.recovered")
    assert entry.changes["deliveries"] == [None, 1]


def test_what_the_plan_had_no_room_for_is_counted_when_it_is_sent(ctx: Context) -> None:
    made = make(ctx)
    over = [put(ctx, made, hours=i, status="failed", counted=False) for i in range(3)]
    limit(ctx, 0)
    with pytest.raises(PlanLimitReached) as fault:
        deliveries.redeliver(ctx, over[0].public_id)
    assert fault.value.limit == 0
    assert again(ctx, made.id) == (0, 3)
    Plan.update(deliveries_month=2).execute()
    assert again(ctx, made.id) == (2, 1)
    assert [(seen(one).status, seen(one).counted) for one in over] == [
        ("waiting", True), ("waiting", True), ("failed", False),
    ]  # fmt: skip
    assert used(ctx) == 2
    Plan.update(deliveries_month=None).execute()
    assert deliveries.redeliver(ctx, over[2].public_id).status == "waiting"
    assert used(ctx) == 3
    Delivery.update(status="failed").execute()
    assert again(ctx, made.id) == (3, 0)
    assert used(ctx) == 3


def test_what_arrived_counts_again_and_what_failed_does_not(ctx: Context) -> None:
    made = make(ctx)
    fine, late, failed = (
        put(ctx, made, hours=i, status=of) for i, of in enumerate(("delivered", "delivered", "failed"))
    )
    limit(ctx, 1)
    assert deliveries.redeliver(ctx, failed.public_id).status == "waiting"
    assert used(ctx) == 0
    Delivery.update(status="failed").where(Delivery.id == failed.id).execute()
    assert again(ctx, made.id, delivered=True) == (2, 1)
    assert [seen(one).status for one in (fine, late, failed)] == ["waiting", "delivered", "waiting"]
    assert used(ctx) == 1
    Delivery.update(status="delivered").execute()
    for _ in range(3):
        assert again(ctx, made.id, delivered=True) == (0, 3)
        with pytest.raises(PlanLimitReached):
            deliveries.redeliver(ctx, fine.public_id)
    assert (used(ctx), seen(fine).status) == (1, "delivered")


def test_what_was_missed_comes_before_what_arrived(ctx: Context) -> None:
    made = make(ctx)
    fine, over = put(ctx, made, status="delivered"), put(ctx, made, hours=1, status="failed", counted=False)
    limit(ctx, 1)
    assert again(ctx, made.id, delivered=True) == (1, 1)
    assert [seen(one).status for one in (fine, over)] == ["delivered", "waiting"]


def test_the_last_day_is_told_by_the_hour(ctx: Context) -> None:
    made, other = make(ctx, name="A"), make(ctx, name="B")
    row = put(ctx, made)
    arrived = ((0, "delivered"), (23, "delivered"), (23.5, "delivered"))
    for hours, outcome in (*arrived, (0.5, "refused"), (0.9, "started"), (-1, "refused")):
        at = START + timedelta(hours=hours)
        Attempt.create(delivery=row, endpoint_id=row.endpoint_id, number=1, at=at, outcome=outcome, url=URL, body="{}")
    found = endpoint_watch.watch_endpoint(later(ctx, hours=23.75), made.id)
    assert len(found.hours) == 24
    assert (found.hours[0].at, found.hours[0].delivered, found.hours[0].failed) == (START, 1, 1)
    assert (found.hours[-1].at, found.hours[-1].delivered) == (START + timedelta(hours=23), 2)
    assert (found.delivered, found.failed) == (3, 1)
    assert [(one.endpoint_id, one.delivered) for one in endpoint_watch.watch_endpoints(later(ctx, hours=23.75))] == [
        (made.id, 3), (other.id, 0),
    ]  # fmt: skip


def test_a_test_is_sent_now_and_kept_in_the_log(ctx: Context) -> None:
    a_link(ctx, "https://example.com/")
    with receiver(answering(OK)) as place:
        made = make(ctx, url=f"http://{place}/hook", headers={"X-Token": "sesame"})
        Endpoint.update(rest_until=later(ctx, minutes=1).now, paused_at=ctx.now).execute()
        found = do(ctx, endpoint_trial.test_endpoint, made.id)
    assert (found.outcome, found.status_code, found.response_body, found.error) == ("delivered", 200, "fine", "")
    told = json.loads(found.request_body)
    assert (told["type"], told["seq"], told["data"]["test"]) == ("endpoint.test", 0, True)
    assert (told["data"]["link"]["slug"], told["data"]["hit"]["source"]) == ("menu", "scan")
    assert "sesame" not in found.model_dump_json()
    (row,) = Delivery.select()
    assert (row.kind, row.status, row.attempts, row.next_at, row.seq) == ("endpoint.test", "delivered", 1, None, 0)
    (shown,) = deliveries.get_delivery(ctx, row.public_id).tries
    assert shown.model_dump() == found.model_dump()
    assert Endpoint.get().rest_until is None
    assert used(ctx) == 0
    (entry,) = log(ctx, action="endpoint.tested")
    assert entry.changes == {"outcome": [None, "delivered"], "status_code": [None, 200]}
    assert deliveries.redeliver(ctx, row.public_id).status == "waiting"
    assert used(ctx) == 0


@pytest.mark.parametrize("format", ["native", "honopu", "h0p", "usnp"])
def test_a_test_after_a_rotation_is_signed_with_the_new_secret_alone(ctx: Context, format: Any) -> None:
    with receiver(answering(OK)) as place:
        made = make(ctx, url=f"http://{place}/", format=format)
        new = endpoints.rotate_secret(ctx, made.id, SecretDraft()).secret
        tried = [endpoint_trial.test_endpoint(ctx, made.id) for _ in range(2)]
    for one in tried:
        sent = one.request_headers
        good = signing.sign(
            format,
            secrets=[new],
            message_id=sent.get("webhook-id", ""),
            at_s=int(ctx.now.timestamp()),
            body=one.request_body.encode(),
        )
        assert good.items() <= sent.items()
    assert Endpoint.get().old_secret is not None


def test_a_test_that_arrives_ends_days_of_nothing_but_failures(ctx: Context) -> None:
    ill = {"failures": 40, "failing_since": later(ctx, hours=-120).now, "warned_at": later(ctx, hours=-96).now}
    ill |= {"failed_at": later(ctx, hours=-1).now, "rest_until": later(ctx, minutes=1).now}
    with receiver(answering(OK)) as place:
        made = make(ctx, url=f"http://{place}/")
        Endpoint.update(**ill).execute()
        endpoint_trial.test_endpoint(ctx, made.id)
    now = endpoints.get_endpoint(ctx, made.id)
    assert (now.state, now.failing_since, now.delivered_at, now.trouble) == ("healthy", None, ctx.now, "")
    row = Endpoint.get()
    assert (row.failures, row.warned_at, row.rest_until) == (0, None, None)


def test_a_test_at_the_address_of_before_says_nothing_of_the_new_one(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sending.send

    def moved_meanwhile(*asked: Any) -> sending.Result:
        found = real(*asked)
        Endpoint.update(url=URL, failures=3, failing_since=ctx.now).execute()
        return found

    monkeypatch.setattr(sending, "send", moved_meanwhile)
    with receiver(answering(OK)) as place:
        made = make(ctx, url=f"http://{place}/")
        assert endpoint_trial.test_endpoint(ctx, made.id).outcome == "delivered"
    assert endpoints.get_endpoint(ctx, made.id).state == "failing"


def test_a_test_that_does_not_arrive_says_why_and_is_not_tried_again(ctx: Context) -> None:
    with receiver(answering(GONE)) as place:
        made = make(ctx, url=f"http://{place}/", format="usnp", kinds=["link.clicked"])
        found = endpoint_trial.test_endpoint(ctx, made.id)
    assert (found.outcome, found.status_code) == ("refused", 410)
    assert json.loads(found.request_body)["event"] == "hit"
    dead = endpoint_trial.test_endpoint(ctx, made.id)  # nobody is there any more
    assert (dead.outcome, dead.status_code) == ("unreachable", None)
    assert dead.error
    shut = endpoint_trial.test_endpoint(replace(ctx, settings=Settings()), made.id)
    assert shut.outcome == "blocked"
    assert "QRDESK_WEBHOOK_ALLOWED_NETWORKS" in shut.error
    assert [(row.status, row.next_at) for row in Delivery.select()] == [("failed", None)] * 3
    assert endpoints.get_endpoint(ctx, made.id).state == "healthy"


def test_one_test_at_a_time(ctx: Context) -> None:
    made = make(ctx)
    with one_look(), pytest.raises(Busy):
        endpoint_trial.test_endpoint(ctx, made.id)
    assert Delivery.select().count() == Outbox.select().count() == 0


def test_a_test_looks_like_what_the_endpoint_is_told(ctx: Context) -> None:
    with receiver(answering(OK)) as place:
        made = make(ctx, url=f"http://{place}/", format="h0p", kinds=["link.updated"], data={"shop": 7})
        told = json.loads(endpoint_trial.test_endpoint(ctx, made.id).request_body)
        assert (told["type"], told["test"], told["endpoint_data"]) == ("link.updated", True, {"shop": 7})
        assert told["data"]["link"]["slug"] == "example"  # there is none yet
        change(ctx, made.id, kinds=["link.clicked"])
        assert "click" in json.loads(endpoint_trial.test_endpoint(ctx, made.id).request_body)["data"]


def test_of_what_is_not_there_is_said_so(ctx: Context) -> None:
    for call in (deliveries.get_delivery, deliveries.redeliver):
        with pytest.raises(NotFound):
            call(ctx, "dlv_nothing")
    for call in (endpoint_trial.test_endpoint, endpoint_watch.watch_endpoint):
        with pytest.raises(NotFound):
            call(ctx, "whk_nothing")
