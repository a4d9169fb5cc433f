"""Several senders, and senders that end: nothing is lost, nobody is in another's way."""

import threading
import time
from datetime import timedelta

import pytest

from qrdesk.core import database
from qrdesk.core.models import Attempt, Delivery, Endpoint
from qrdesk.core.webhooks import delivery, leases
from qrdesk.core.webhooks.delivery import Sender
from tests.core.webhooks.hearing import LONG_S, Desk, Heard, after, change, deliveries, fresh, tries
from tests.core.webhooks.listeners import NOW, happen


def until_hanging(desk: Desk, sender: Sender, number: int = 1) -> None:
    """Have a sender send by hand until so many requests hang; it is left as a killed process leaves things."""
    for _ in range(1000):
        if desk.receiver.hanging.acquire(timeout=sender.turn()):
            number -= 1
        if not number:
            return
    raise AssertionError("nothing was sent")


def test_what_a_dead_sender_had_in_hand_is_sent_again_with_the_same_id_when_its_lease_has_ended(desk: Desk) -> None:
    shop = desk.listen()
    told = desk.happen(4)
    desk.receiver.answers = lambda _: desk.receiver.hang()
    until_hanging(desk, desk.sender())
    first = desk.receiver.ids()
    desk.receiver.answers = lambda _: (200, {})
    desk.later(seconds=59)
    given_up = iter(range(20))
    desk.send(lambda: next(given_up, None) is None)
    assert desk.receiver.ids() == first  # somebody else's, for all anybody knows
    desk.later(seconds=2)
    desk.send_all()
    assert sorted(desk.receiver.ids()) == sorted([*told, *first])
    assert {row.status for row in deliveries(shop)} == {"delivered"}
    outcomes = [(one.delivery_id, one.number, one.outcome) for one in tries(shop)]
    again = next(row for row in deliveries(shop) if row.event_id == first[0])
    assert (again.id, 1, "started") in outcomes
    assert (again.id, 2, "delivered") in outcomes


def test_two_senders_share_what_is_due_and_send_nothing_twice(desk: Desk) -> None:
    paths = [f"/{number}" for number in range(12)]
    for path in paths:
        desk.listen(path)
    told = desk.happen(6)
    senders = [desk.sender(), desk.sender()]
    over = threading.Event()
    other = threading.Thread(target=senders[1].run, args=(over.is_set,))
    other.start()
    try:
        desk.send(lambda: not desk.due(), senders[0])
    finally:
        over.set()
        other.join(LONG_S)
    for path in paths:
        assert sorted(desk.receiver.ids(path)) == sorted(told)
        assert desk.receiver.at_once[path] <= 2


def test_a_lease_is_one_senders_until_it_ends_or_is_given_back(desk: Desk) -> None:
    shop = desk.listen()
    desk.happen()
    delivery.spread(NOW)
    with database.write():
        assert [one.endpoint_id for one in leases.take([shop.id], NOW, "one")] == [shop.id]
        assert leases.take([shop.id], NOW + leases.LEASE / 2, "two") == []
        assert leases.find_due(NOW, failing=False, most=9) == []
        assert leases.renew([shop.id], NOW + leases.LEASE / 2, "two") == set()
        assert leases.renew([shop.id], NOW + leases.LEASE / 2, "one") == {shop.id}
        late = NOW + leases.LEASE
        assert leases.take([shop.id], late, "two") == []
        leases.give_back([shop.id], late, "two")
        assert fresh(shop).leased_by == "one"
        leases.give_back([shop.id], late, "one")
        assert [one.endpoint_id for one in leases.take([shop.id], late, "two")] == [shop.id]


def test_two_requests_at_once_and_never_three(desk: Desk) -> None:
    shop = desk.listen()
    desk.happen(21)
    both = threading.Barrier(2)
    lock, so_far = threading.Lock(), iter(range(100))

    def answer(_: Heard) -> tuple[int, dict[str, str]]:
        with lock:
            first = next(so_far) == 0
        if not first:  # one that answers alone first
            both.wait(LONG_S)
        return 200, {}

    desk.receiver.answers = answer
    desk.send_all()
    assert desk.receiver.at_once == {"/hook": 2}
    assert [row.status for row in deliveries(shop)] == ["delivered"] * 21


def test_one_that_hangs_keeps_no_other_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_LAST_S", 0.05)
    hanging = [desk.listen(f"/hang{number}") for number in range(3)]
    quick = desk.listen("/quick")
    told = desk.happen(60)
    desk.receiver.answers = lambda heard: desk.receiver.hang() if heard.path.startswith("/hang") else (200, {})
    desk.send(lambda: all(row.status == "delivered" for row in deliveries(quick)) and len(deliveries(quick)) == 60)
    assert sorted(desk.receiver.ids("/quick")) == sorted(told)
    for one in hanging:
        assert fresh(one).leased_by  # a request is under way still: nobody else is to send there
        assert sum(row.attempts for row in deliveries(one)) == len(tries(one)) == 1  # the others are put back


def test_what_is_under_way_at_the_end_is_waited_for_and_the_rest_put_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "_LAST_S", LONG_S)
    shop = desk.listen()
    told = desk.happen(30)
    desk.receiver.answers = lambda _: desk.receiver.hang()
    stopped: list[bool] = []
    sender = desk.sender()
    end = sender._lanes.end

    def ending() -> None:
        end()
        desk.receiver.over.set()  # not before: with an answer the next one would begin

    def stopping() -> bool:
        if desk.receiver.hanging.acquire(blocking=False):
            stopped.append(True)
            desk.receiver.answers = lambda _: (200, {})
        return bool(stopped)

    monkeypatch.setattr(sender._lanes, "end", ending)
    sender.run(stopping)
    (one,) = tries(shop)
    assert (one.outcome, one.status_code) == ("refused", 503)
    assert [row.attempts for row in deliveries(shop)].count(0) == 29
    assert fresh(shop).leased_by == ""
    desk.later(minutes=1)
    desk.send_all()
    assert sorted(desk.receiver.ids()) == sorted([*told, desk.receiver.ids()[0]])


def test_a_lease_that_somebody_took_over_ends_the_sending(desk: Desk) -> None:
    shop = desk.listen()
    desk.happen(30)

    def steal(_: Heard) -> tuple[int, dict[str, str]]:
        change(shop, leased_by="somebody", lease_until=NOW + timedelta(seconds=50))
        return 200, {}

    desk.receiver.answers = steal
    given_up = iter(range(40))
    desk.send(lambda: bool(desk.receiver.heard) and next(given_up, None) is None)
    begun = len(desk.receiver.ids())
    assert begun < 30
    assert fresh(shop).leased_by == "somebody"
    assert sum(row.attempts for row in deliveries(shop)) == len(tries(shop)) == begun


def test_endpoints_beyond_those_that_have_a_place_get_their_turn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"_LANES": 4, "_DOUBTFUL": 2, "_CROWDED_S": 0.05, "_OWN_S": 0.1}.items():
        monkeypatch.setattr(delivery, name, value)
    for number in range(9):
        desk.listen(f"/{number}", delivered_at=NOW)
    desk.happen(30)
    desk.send_all()
    assert {len(desk.receiver.ids(f"/{number}")) for number in range(9)} == {30}


def test_a_lease_that_ends_in_the_turn_in_which_it_is_given_back_keeps_nobody_waiting(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "_KEPT_S", 0.0)
    shop = desk.listen()
    desk.happen()
    sender = desk.sender()
    desk.send(lambda: fresh(shop).delivered_at is not None, sender)
    sender = desk.sender()
    with database.write():
        leases.take([shop.id], desk.now, sender._who)
    sender._lanes.open(shop.id, time.monotonic() + delivery._RENEWED_S, doubtful=False)  # both idle and to be renewed
    other = desk.listen("/other", kinds="domain.verified")
    happen(desk.workspace_id, 1, "domain.verified")
    while not sender._lanes.has(other.id):
        assert sender.turn() <= delivery._POLL_S  # no trouble
        assert bool(fresh(other).leased_by) == sender._lanes.has(other.id)
    assert not sender._lanes.has(shop.id)
    desk.send(lambda: fresh(other).delivered_at is not None, sender)
    assert len(desk.receiver.ids("/other")) == 1


def test_endpoints_that_nothing_is_known_of_wait_with_those_that_fail(desk: Desk) -> None:
    new = [desk.listen(f"/{number}") for number in range(2)]
    failing = desk.listen("/failing", failures=1, delivered_at=NOW)
    known = desk.listen("/known", delivered_at=NOW)
    desk.happen()
    delivery.spread(NOW)
    assert leases.find_due(NOW, failing=False, most=9) == [known.id]
    assert leases.find_due(NOW, failing=True, most=9) == [new[0].id, new[1].id, failing.id]
    assert leases.find_due(NOW, failing=True, most=2) == [new[0].id, new[1].id]


def test_whoever_has_waited_for_longest_is_first(desk: Desk) -> None:
    lately, new, old = (desk.listen(f"/{number}", delivered_at=NOW) for number in range(3))
    desk.happen()
    delivery.spread(NOW)
    with database.write():
        for one, due_s in ((lately, -30), (new, -10), (old, -20)):
            Delivery.update(next_at=after(NOW, due_s)).where(Delivery.endpoint == one.id).execute()
    change(lately, lease_until=after(NOW, -5))  # it has waited only since then
    change(old, lease_until=after(NOW, -3600))
    assert leases.find_due(NOW, failing=False, most=9) == [old.id, new.id, lately.id]


def test_endpoints_are_offered_to_other_senders_and_kept_where_nobody_wants_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"_SHARED_S": 0.1, "_APART_S": 0.3, "_KEPT_S": 60.0}.items():
        monkeypatch.setattr(delivery, name, value)
    shops = [desk.listen(f"/{number}", delivered_at=NOW) for number in range(6)]
    first, second = desk.sender(), desk.sender()
    desk.happen()
    while len(first._lanes) < 6:
        first.turn()
    over = threading.Event()
    threads = [threading.Thread(target=one.run, args=(over.is_set,)) for one in (first, second)]
    for thread in threads:
        thread.start()
    try:
        give_up_s = time.monotonic() + LONG_S
        while not second.counts["webhooks_sent"]:
            assert time.monotonic() < give_up_s, "the second sender has nothing to do"
            desk.happen()
            over.wait(0.02)
    finally:
        over.set()
        for thread in threads:
            thread.join(LONG_S)
    desk.send_all()
    for number, shop in enumerate(shops):
        assert {row.attempts for row in deliveries(shop)} == {1}
        assert desk.receiver.at_once[f"/{number}"] <= 2


def test_many_that_begin_to_hang_leave_a_place_for_those_that_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"_LANES": 4, "_DOUBTFUL": 1, "THREADS": 2, "_LAST_S": 0.05}.items():
        monkeypatch.setattr(delivery, name, value)
    for number in range(4):
        desk.listen(f"/hang{number}", delivered_at=NOW)
    desk.happen(3)

    def begin_to_hang(heard: Heard) -> tuple[int, dict[str, str]]:
        if heard.path == "/quick":
            return 200, {}
        return (500, {}) if len(desk.receiver.ids(heard.path)) == 1 else desk.receiver.hang()

    desk.receiver.answers = begin_to_hang  # each fails at once before it hangs, also those that come late
    sender = desk.sender()
    until_hanging(desk, sender)
    quick = desk.listen("/quick", kinds="domain.verified", delivered_at=NOW)
    happen(desk.workspace_id, 1, "domain.verified")
    desk.send(lambda: [row.status for row in deliveries(quick)] == ["delivered"], sender)
    assert len(desk.receiver.ids("/quick")) == 1
    with database.scope():
        assert not Attempt.select().where(Attempt.outcome == "timed_out").exists()  # nobody had to give up first


def test_an_idle_sender_writes_nothing(desk: Desk) -> None:
    shop = desk.listen()
    change(shop, paused_at=NOW)
    desk.happen(3)
    delivery.spread(NOW)
    sender = desk.sender()
    written: list[str] = []
    real = database.proxy.obj.execute_sql

    def watched(sql: str, params: object = None) -> object:
        written.extend([sql] if not sql.lstrip().upper().startswith("SELECT") else [])
        return real(sql, params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database.proxy.obj, "execute_sql", watched)
        for _ in range(3):
            assert sender.turn() > 0
    assert written == []
    assert Endpoint.get_by_id(shop.id).leased_by == ""
    assert Delivery.select().where(Delivery.attempts > 0).count() == 0


def test_a_clock_that_is_set_back_by_an_hour_keeps_nobody_waiting(desk: Desk) -> None:
    desk.listen()
    desk.later(hours=1)
    first = desk.happen()
    desk.send_all()  # and the endpoint is given back an hour ahead
    desk.later(hours=-1)
    second = desk.happen()
    desk.send_all()
    assert desk.receiver.ids() == [*first, *second]


def test_the_lease_of_a_sender_that_died_with_its_clock_ahead_keeps_nobody_waiting(desk: Desk) -> None:
    desk.listen()
    desk.later(hours=1)
    desk.happen()
    desk.receiver.answers = lambda _: desk.receiver.hang()
    until_hanging(desk, desk.sender())
    desk.later(hours=-1)
    desk.receiver.answers = lambda _: (200, {})
    told = desk.happen()
    desk.send_all()
    assert desk.receiver.ids()[1:] == told
    desk.later(minutes=-4)  # the clocks of two senders may differ by as much
    desk.happen()
    desk.receiver.answers = lambda _: desk.receiver.hang()
    until_hanging(desk, desk.sender())
    desk.later(minutes=-4)
    desk.happen()
    given_up = iter(range(20))
    desk.send(lambda: next(given_up, None) is None)
    assert len(desk.receiver.ids()) == 3  # somebody else's, for all anybody knows
