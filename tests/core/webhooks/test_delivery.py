"""What is sent, what came of it, and when it is sent again: on real databases, to a real receiver."""

import json
from collections.abc import Iterator

import pytest
from standardwebhooks.webhooks import Webhook

from qrdesk.core.context import Context
from tests.core.webhooks.hearing import SECRET, Desk, Receiver, after, deliveries, fresh, receiving, tries
from tests.core.webhooks.listeners import NOW


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def desk(ctx: Context, receiver: Receiver) -> Desk:
    return Desk(ctx, receiver)


def test_what_happens_arrives_once_and_is_in_the_log(desk: Desk) -> None:
    shop = desk.listen(headers=desk.sealed('{"X-Token": "s3cret", "Host": "evil.example"}'))
    told = desk.happen(3)
    desk.send_all()
    desk.send_all()  # nothing is left to be sent
    assert sorted(desk.receiver.ids()) == sorted(told)
    for heard in desk.receiver.heard:
        assert heard.headers["x-token"] == "s3cret"
        assert heard.headers["host"] == f"127.0.0.1:{desk.receiver.port}"
        assert heard.headers["user-agent"].startswith("QRDesk/")
        assert heard.headers["content-type"] == "application/json"
    rows = deliveries(shop)
    assert [(row.status, row.next_at, row.status_code, row.attempts, row.said) for row in rows] == [
        ("delivered", None, 204, 1, "")
    ] * 3
    log = tries(shop)
    assert [(one.outcome, one.status_code, one.number) for one in log] == [("delivered", 204, 1)] * 3
    shown = json.loads(log[0].request_headers)
    assert shown["X-Token"] == "•••"
    assert "Host" not in shown
    assert json.loads(log[0].body) == json.loads(next(one.body for one in desk.receiver.heard if one.id == told[0]))
    end = fresh(shop)
    assert (end.failures, end.delivered_at, end.leased_by) == (0, NOW, "")


def test_the_signature_is_one_that_receivers_accept(desk: Desk) -> None:
    from datetime import UTC, datetime

    desk.now = datetime.now(UTC)
    desk.listen()
    desk.happen()
    desk.send_all()
    heard = desk.receiver.heard[0]
    assert Webhook(SECRET).verify(heard.body, heard.headers)["type"] == "domain.failing"


def test_what_fails_is_sent_again_with_the_same_id_after_the_times_of_the_schedule(desk: Desk) -> None:
    shop = desk.listen()
    told = desk.happen()
    desk.receiver.answers = lambda _: (503, {})
    desk.send_all()
    (row,) = deliveries(shop)
    assert (row.status, row.status_code, row.said) == ("waiting", 503, "It answered 503 (Service Unavailable).")
    assert row.next_at == after(NOW, 5)
    desk.later(seconds=5)
    desk.send_all()
    assert deliveries(shop)[0].next_at == after(NOW, 5 + 300)
    assert fresh(shop).failing_since == NOW
    desk.receiver.answers = lambda _: (200, {})
    desk.later(seconds=300)
    desk.send_all()
    assert desk.receiver.ids() == told * 3
    (row,) = deliveries(shop)
    assert (row.status, row.attempts, row.finished_at) == ("delivered", 3, desk.now)
    assert [one.outcome for one in tries(shop)] == ["refused", "refused", "delivered"]
    assert (fresh(shop).failures, fresh(shop).failing_since) == (0, None)
