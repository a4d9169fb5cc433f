"""What is sent, what came of it, and when it is sent again: on real databases, to a real receiver."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from peewee import DataError, OperationalError
from standardwebhooks.webhooks import Webhook

from qrdesk.core import database, secrets
from qrdesk.core.models import Delivery, Endpoint, Outbox
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import attempts, delivery, leases, outbox
from qrdesk.core.webhooks.attempts import Ended
from qrdesk.core.webhooks.spreading import spread
from tests.core.webhooks.hearing import (
    SECRET,
    Desk,
    Heard,
    after,
    change,
    deliveries,
    fresh,
    tries,
)
from tests.core.webhooks.listeners import NOW, bodies


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


def test_what_a_receiver_asks_for_is_heard_within_bounds(desk: Desk) -> None:
    shop = desk.listen()
    desk.happen()
    desk.receiver.answers = lambda _: (429, {"Retry-After": "90"})
    desk.send_all()
    (row,) = deliveries(shop)
    assert row.next_at is not None
    assert 90 <= (row.next_at - NOW).total_seconds() <= 120  # between a minute, as it is busy, and twice that


def test_one_that_is_gone_is_switched_off_at_once_and_keeps_what_waits(desk: Desk) -> None:
    shop, other = desk.listen(), desk.listen("/other", kinds="endpoint.disabled")
    desk.happen()
    desk.receiver.answers = lambda heard: (410 if heard.path == "/hook" else 200, {})
    desk.send(lambda: bool(desk.receiver.ids("/other")) and not desk.due())
    end = fresh(shop)
    assert (end.disabled_at, end.disabled_why, end.leased_by) == (NOW, "gone", "")
    assert deliveries(shop)[0].status == "waiting"
    (told,) = bodies("endpoint.disabled")
    assert told["endpoint"] == {"id": shop.public_id, "name": "Shop", "host": "127.0.0.1"}
    assert told["why"] == "gone"
    assert deliveries(other)[0].status == "delivered"
    desk.later(hours=1)
    desk.happen()
    desk.send(lambda: len(deliveries(shop)) == 2)
    assert len(desk.receiver.ids()) == 1


@pytest.mark.parametrize(("days", "kind"), [(1.1, "endpoint.failing"), (5.1, "endpoint.disabled")])
def test_one_that_fails_for_days_is_told_of_and_then_switched_off(desk: Desk, days: float, kind: str) -> None:
    since = NOW - timedelta(days=days)
    shop = desk.listen()
    change(shop, failing_since=since, failed_at=NOW - timedelta(hours=3), failures=4)
    desk.happen(2)
    desk.receiver.answers = lambda _: (500, {})
    desk.send(lambda: bool(bodies(kind)))
    (told,) = bodies(kind)
    assert told["failing_since"] == since.isoformat().replace("+00:00", "Z")
    assert told["said"] == "It answered 500 (Internal Server Error)."
    end = fresh(shop)
    assert (end.disabled_at is not None) == (kind == "endpoint.disabled")
    assert end.failures >= 5
    assert end.rest_until is not None


def test_what_never_arrives_is_given_up_after_the_last_try(desk: Desk) -> None:
    shop = desk.listen()
    desk.happen()
    desk.receiver.answers = lambda _: (500, {})
    desk.send_all()
    with database.write():
        Delivery.update(step=9, next_at=NOW).execute()
    desk.send_all()
    (row,) = deliveries(shop)
    assert (row.status, row.next_at, row.finished_at, row.attempts) == ("failed", None, NOW, 2)


def test_one_that_was_paused_gets_nothing_more_until_it_goes_on(desk: Desk) -> None:
    shop = desk.listen()
    told = desk.happen(40)

    def pause(_: Heard) -> tuple[int, dict[str, str]]:
        if len(desk.receiver.heard) == 1:
            change(shop, paused_at=NOW)
        return 200, {}

    desk.receiver.answers = pause
    desk.send(lambda: bool(desk.receiver.heard) and not fresh(shop).leased_by)
    begun = len(desk.receiver.ids())
    assert begun < 40
    assert sum(row.attempts for row in deliveries(shop)) == len(tries(shop)) == begun
    change(shop, paused_at=None)
    desk.send_all()
    assert sorted(desk.receiver.ids()) == sorted(told)


def test_one_that_was_deleted_meanwhile_does_no_harm(desk: Desk) -> None:
    shop, other = desk.listen(), desk.listen("/other")
    told = desk.happen(5)

    def delete(heard: Heard) -> tuple[int, dict[str, str]]:
        if heard.path == "/hook":
            with database.write():
                Endpoint.delete().where(Endpoint.id == shop.id).execute()
        return 200, {}

    desk.receiver.answers = delete
    desk.send_all()
    assert sorted(desk.receiver.ids("/other")) == sorted(told)
    assert [row.status for row in deliveries(other)] == ["delivered"] * 5
    assert tries(shop) == []


def test_an_event_that_is_not_kept_any_more_is_given_up(desk: Desk) -> None:
    shop = desk.listen()
    desk.happen(2)
    spread(NOW)
    with database.write():
        Outbox.delete().where(Outbox.event_id == deliveries(shop)[0].event_id).execute()
    desk.send_all()
    first, second = deliveries(shop)
    assert (first.status, first.said, first.attempts) == (
        "failed",
        "The event is older than 30 days and is not kept any more.",
        0,
    )
    assert second.status == "delivered"


def test_a_private_address_is_not_sent_to_and_the_words_say_which_setting_lets_it(desk: Desk) -> None:
    desk.settings = Settings()
    shop = desk.listen()
    desk.happen()
    desk.send_all()
    (row,), (one,) = deliveries(shop), tries(shop)
    assert (one.outcome, row.status) == ("blocked", "waiting")
    assert "QRDESK_WEBHOOK_ALLOWED_NETWORKS=127.0.0.0/8" in row.said
    assert desk.receiver.heard == []


def test_a_secret_of_another_key_fails_in_words_and_stops_nobody_else(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    shop, other = desk.listen(), desk.listen("/other")
    change(shop, secret=secrets.seal(secrets.make(), SECRET))
    desk.happen()
    desk.send_all()
    (row,) = deliveries(shop)
    assert (row.status, row.attempts, row.step, row.next_at) == ("waiting", 1, 0, after(NOW, 60))
    assert row.said.startswith("It was sealed with another secret key, so nothing was sent.")
    assert ([one.outcome for one in tries(shop)], fresh(shop).failures) == (["own_fault"], 0)
    assert deliveries(other)[0].status == "delivered"
    assert f"The secret of the webhook {shop.public_id} cannot be read." in caplog.text
    assert desk.receiver.ids() == []


def test_a_fault_of_ours_with_one_delivery_is_logged_and_stops_no_other(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    shop = desk.listen()
    told = desk.happen(2)
    spread(NOW)
    broken = deliveries(shop)[0]
    with database.write():
        Outbox.update(body="{torn").where(Outbox.event_id == told[0]).execute()
    desk.send_all()
    first, second = deliveries(shop)
    assert (first.status, first.said) == ("waiting", "QRDesk itself failed to send it; the log of QRDesk says more.")
    assert second.status == "delivered"
    assert f"Delivery {broken.public_id} cannot be made ready" in caplog.text


def test_trouble_with_the_database_is_said_once_and_then_all_is_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.listen()
    told = desk.happen(3)
    left = [3]
    find_due = leases.find_due

    def torn(*given: Any, **named: Any) -> list[int]:
        if left[0]:
            left[0] -= 1
            raise OperationalError("database is locked")
        return find_due(*given, **named)

    monkeypatch.setattr(leases, "find_due", torn)
    desk.send_all()
    assert sorted(desk.receiver.ids()) == sorted(told)
    assert caplog.text.count("Webhooks wait, and none is lost.") == 1
    assert "Webhooks are sent again." in caplog.text


def test_what_came_of_an_attempt_is_kept_until_the_database_takes_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = desk.listen()
    told = desk.happen()
    left = [2]
    end = attempts.end

    def torn(*given: Any) -> None:
        end(*given)
        if given[0] and left[0]:
            left[0] -= 1
            raise OperationalError("disk I/O error")

    monkeypatch.setattr(attempts, "end", torn)
    desk.send_all()
    assert desk.receiver.ids() == told
    assert [(one.outcome, one.number) for one in tries(shop)] == [("delivered", 1)]
    assert left == [0]


def test_an_answer_that_the_database_will_not_have_keeps_no_other_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shop = desk.listen()
    told = desk.happen(6)
    end = attempts.end

    def picky(ended: Sequence[Ended], *given: Any) -> None:
        end(ended, *given)
        if any(one.result.arrived and one.delivery_id == poison.id for one in ended):
            raise DataError("a character that no text can keep")

    spread(NOW)
    poison = deliveries(shop)[2]
    monkeypatch.setattr(attempts, "end", picky)
    desk.send_all()
    rows = deliveries(shop)
    assert [row.status for row in rows] == ["delivered", "delivered", "waiting", "delivered", "delivered", "delivered"]
    assert rows[2].said == "QRDesk itself failed to send it; the log of QRDesk says more."
    assert f"What came of delivery {poison.public_id} cannot be kept" in caplog.text
    assert sorted(desk.receiver.ids()) == sorted(told)


def test_so_much_is_loaded_at_a_time_and_nobody_is_passed_over(desk: Desk) -> None:
    shops = [desk.listen(f"/{number}") for number in range(3)]
    with database.write():
        for _ in range(3):
            outbox.write(desk.workspace_id, "domain.failing", {"x": "y" * 100_000}, at=NOW)
    spread(NOW)
    wanted: dict[int, tuple[int, set[int]]] = {shop.id: (3, set()) for shop in reversed(shops)}

    def chosen(most_bytes: int) -> list[int]:
        return [due.endpoint.id for due in attempts.choose(wanted, NOW, most_bytes)]

    assert chosen(10) == [shops[2].id]
    assert sorted(chosen(350_000)) == [shop.id for shop in shops]
    assert len(chosen(550_000)) == 5
    assert len(chosen(1 << 30)) == 9
    desk.send_all()
    assert [len(desk.receiver.ids(f"/{number}")) for number in range(3)] == [3, 3, 3]


def test_events_that_cannot_be_spread_keep_nothing_back_that_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shop = desk.listen()
    desk.happen(2)
    spread(NOW)

    def torn(_: datetime) -> int:
        raise KeyError("link")

    monkeypatch.setattr(delivery, "spread", torn)
    desk.send_all()
    assert [row.status for row in deliveries(shop)] == ["delivered"] * 2
    assert caplog.text.count("Events cannot be spread to webhooks") == 1
