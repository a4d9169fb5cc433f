"""Attempts in the database: what is put back, what ends, and in which order rows are taken; on real databases."""

import threading
import time
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.models import Attempt, Delivery, Endpoint
from qrdesk.core.webhooks import attempts
from qrdesk.core.webhooks.attempts import Begun, Ended
from qrdesk.core.webhooks.sending import Request, Result, own_fault
from qrdesk.core.webhooks.spreading import spread
from tests.core.hits.places import Place
from tests.core.webhooks.listeners import NOW, deliveries, happen, listen

LONG_S = 60.0
REFUSED = Result("refused", status_code=500, error="It answered 500.")


def waiting(place: Place, **more: Any) -> tuple[Endpoint, Delivery]:
    """Return an endpoint of this process's, and what waits for it."""
    shop = listen(place.workspace_id, leased_by="me", lease_until=NOW.replace(year=NOW.year + 1), **more)
    happen(place.workspace_id, 1)
    spread(NOW)
    return shop, deliveries(shop)[0]


def begun(shop: Endpoint, one: Delivery, body: bytes = b"") -> Begun:
    with database.write():
        return attempts.begin({one.id: (shop.id, Request(shop.url, {}, {}, body))}, NOW, "me")[0]


def end(shop: Endpoint, it: Begun, result: Result) -> Delivery:
    with database.write():
        ended = [Ended(shop.id, it.delivery_id, it.attempt_id, it.number, result, shop.url)]
        attempts.end(ended, {shop.id: shop.format}, NOW, [0.5])
    return Delivery.get_by_id(it.delivery_id)


def test_what_one_process_puts_back_is_not_taken_off_what_another_has_begun(place: Place) -> None:
    shop, one = waiting(place)
    ours, theirs = begun(shop, one), begun(shop, one)
    with database.write():
        attempts.put_back([(ours.delivery_id, ours.attempt_id)], NOW)
    after = end(shop, theirs, REFUSED)
    assert (after.attempts, after.step, after.said) == (2, 1, "It answered 500.")
    assert after.next_at is not None
    assert after.next_at > NOW
    assert [row.id for row in Attempt.select()] == [theirs.attempt_id]


def test_what_is_put_back_counts_as_no_attempt(place: Place) -> None:
    shop, one = waiting(place)
    it = begun(shop, one)
    for _ in range(2):  # the second time there is nothing to be put back
        with database.write():
            attempts.put_back([(it.delivery_id, it.attempt_id)], NOW)
    assert (Delivery.get_by_id(one.id).attempts, Attempt.select().count()) == (0, 0)


@pytest.mark.parametrize("format", ["native", "usnp"])
def test_what_never_left_us_waits_a_minute_however_often_and_the_log_keeps_the_last(place: Place, format: str) -> None:
    shop, one = waiting(place)
    shop.format = format
    for _ in range(12):
        it = begun(shop, one)
        after = end(shop, it, own_fault("A fault of ours.", unsent=True))
        assert after.next_at is not None
        assert (after.next_at - NOW).total_seconds() == 60
        assert (after.status, after.step, after.said) == ("waiting", 0, "A fault of ours.")
        Delivery.update(next_at=NOW).execute()
    (kept,) = Attempt.select()
    assert (kept.outcome, kept.number) == ("own_fault", 12)


def test_a_fault_of_ours_with_what_may_have_arrived_counts_as_a_try(place: Place) -> None:
    shop, one = waiting(place)
    Delivery.update(step=9).execute()
    after = end(shop, begun(shop, one, b"{}"), own_fault("A fault of ours.", unsent=False))
    assert (after.status, after.next_at) == ("failed", None)


def test_what_a_format_has_no_words_for_is_given_up_in_words(place: Place) -> None:
    shop, one = waiting(place)
    for format, tells in (("native", True), ("usnp", False)):  # somebody changed it while the event waited
        Endpoint.update(format=format).execute()
        (due,) = attempts.choose({shop.id: (1, set())}, NOW, 1 << 20)
        assert (due.event is not None) is tells
    with database.write():
        attempts.expire([one.id], NOW)
    after = Delivery.get_by_id(one.id)
    assert (after.status, after.next_at) == ("failed", None)
    assert after.said == "The format of this endpoint has no words for such an event, so it was not sent."


def test_deliveries_are_taken_before_their_attempts_as_by_whoever_deletes_them(place: Place) -> None:
    if not is_shared():
        assert not is_shared()  # whoever writes is alone there
        return
    shop, one = waiting(place)
    it = begun(shop, one)
    waits = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"

    def other() -> None:
        with database.scope():
            end(shop, it, REFUSED)

    thread = threading.Thread(target=other)
    with database.write():
        rows.ask("SELECT id FROM delivery FOR UPDATE")
        thread.start()
        give_up_s = time.monotonic() + LONG_S
        while not rows.ask(waits).fetchone()[0] and time.monotonic() < give_up_s:
            thread.join(0.01)
            rows.ask("SELECT pg_stat_clear_snapshot()")  # within a transaction it would say the same for ever
        assert time.monotonic() < give_up_s
        # raises where the other one has it by now
        free = rows.ask("SELECT id FROM attempt FOR UPDATE NOWAIT").fetchall()
    thread.join(LONG_S)
    assert free == [(it.attempt_id,)]
    assert Attempt.get_by_id(it.attempt_id).outcome == "refused"
