"""Every event becomes one delivery for each endpoint that wants it: in order, once, and within the plan."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from qrdesk.core import database, monthly
from qrdesk.core.models import Delivery, Endpoint, Outbox, Plan, Workspace
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks import outbox, spreading
from qrdesk.core.webhooks.spreading import spread
from tests.core.hits.places import Place
from tests.core.webhooks.listeners import NOW, deliveries, happen, listen


def spread_all(most: int = 500) -> int:
    total = 0
    while taken := spread(NOW, most):
        total += taken
    return total


def test_events_are_spread_in_their_order_to_those_who_want_them(place: Place) -> None:
    shop = listen(place.workspace_id)
    away = listen(place.workspace_id, paused_at=NOW)
    off = listen(place.workspace_id, disabled_at=NOW, seq=7)
    listen(place.workspace_id, "link.created")
    told = happen(place.workspace_id, 5)
    assert [spread(NOW, 3), spread(NOW, 3), spread(NOW, 3)] == [3, 2, 0]
    for endpoint, first in ((shop, 1), (away, 1), (off, 8)):
        found = deliveries(endpoint)
        assert [(one.event_id, one.seq) for one in found] == list(zip(told, range(first, first + 5), strict=True))
        assert {(one.status, one.next_at, one.counted, one.said) for one in found} == {("waiting", NOW, True, "")}
        assert Endpoint.get_by_id(endpoint.id).seq == first + 4
    assert Delivery.select().count() == 15
    assert not Outbox.select().where(Outbox.pending).exists()


def test_what_nobody_listened_to_is_no_news_later(place: Place) -> None:
    happen(place.workspace_id, 2)
    shop = listen(place.workspace_id)
    told = happen(place.workspace_id, 1)
    assert (spread_all(), [one.event_id for one in deliveries(shop)]) == (1, told)


def test_an_event_for_very_many_leaves_the_next_for_another_transaction(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "_MOST_DELIVERIES", 5)
    for _ in range(3):
        listen(place.workspace_id)
    happen(place.workspace_id, 3)
    assert [spread(NOW) for _ in range(4)] == [1, 1, 1, 0]
    assert Delivery.select().count() == 9


def test_an_event_comes_once_even_if_it_is_spread_again(place: Place) -> None:
    shop = listen(place.workspace_id)
    happen(place.workspace_id, 2)
    spread_all()
    with database.write():
        Outbox.update(pending=True).execute()
    assert spread_all() == 2
    assert [one.seq for one in deliveries(shop)] == [1, 2]


def test_a_damaged_event_keeps_no_other_waiting(place: Place) -> None:
    shop = listen(place.workspace_id)
    for kind in ("link.clicked", "endpoint.failing", "domain.verified"):
        happen(place.workspace_id, 1, kind, place.link_id)
    with database.write():
        Outbox.update(body="{").where(Outbox.kind != "domain.verified").execute()
    assert spread_all() == 3
    assert deliveries(shop)[-1].kind == "domain.verified"


def test_nobody_is_told_of_its_own_failing(place: Place) -> None:
    failing, other = listen(place.workspace_id), listen(place.workspace_id)
    with database.write():
        body = {"endpoint": {"id": failing.public_id, "name": "Shop"}}
        outbox.write(place.workspace_id, "endpoint.failing", body, at=NOW)
    assert spread_all() == 1
    assert (len(deliveries(failing)), len(deliveries(other))) == (0, 1)


def test_what_a_plan_has_no_room_for_is_in_the_log_and_never_sent(place: Place) -> None:
    with database.write():
        Plan.create(name="small", deliveries_month=3)
        Workspace.update(plan="small").execute()
    shop = listen(place.workspace_id, "domain.failing")
    happen(place.workspace_id, 5)
    assert spread_all(2) == 5
    found = deliveries(shop)
    assert [one.status for one in found] == ["waiting"] * 3 + ["failed"] * 2
    assert [one.counted for one in found] == [True] * 3 + [False] * 2
    assert {(one.next_at, one.said, one.finished_at) for one in found[3:]} == {(None, spreading.OVER_PLAN, NOW)}
    used = monthly.count_used(monthly.caller_of(place.workspace_id, None, NOW))
    assert used["deliveries"] == (3, 3)


def test_an_endpoint_deleted_meanwhile_harms_nobody(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, other = listen(place.workspace_id), listen(place.workspace_id)
    happen(place.workspace_id, 2)
    real = spreading._share_out

    def deleting(*asked: Any) -> Any:
        shares = real(*asked)
        Endpoint.delete().where(Endpoint.id == gone.id).execute()
        return shares

    monkeypatch.setattr(spreading, "_share_out", deleting)
    assert spread_all() == 2
    assert (Delivery.select().count(), len(deliveries(other))) == (2, 2)


def test_several_who_spread_at_once_double_nothing_and_skip_nothing(place: Place) -> None:
    endpoints = [listen(place.workspace_id), listen(place.workspace_id, "domain.failing")]
    told = happen(place.workspace_id, 120)
    until = time.monotonic() + 60

    def work(_: int) -> int:
        taken = 0
        while time.monotonic() < until:
            taken += spread(NOW, 7)
            with database.scope():
                if not Outbox.select().where(Outbox.pending).exists():
                    break
        return taken

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 120
    for endpoint in endpoints:
        assert [(one.event_id, one.seq) for one in deliveries(endpoint)] == list(zip(told, range(1, 121), strict=True))


def test_every_format_is_one_that_can_be_spread_to(place: Place) -> None:
    formats: tuple[Format, ...] = ("native", "honopu", "h0p", "usnp")
    found = [listen(place.workspace_id, format=one) for one in formats]
    happen(place.workspace_id, 1, "link.clicked", place.link_id)
    assert spread_all() == 1
    assert [len(deliveries(one)) for one in found] == [1, 1, 1, 1]


def test_only_bodies_that_say_who_is_told_are_read(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    listen(place.workspace_id)
    for kind in ("link.updated", "link.clicked", "domain.failing", "endpoint.failing", "endpoint.disabled"):
        happen(place.workspace_id, 1, kind, place.link_id)
    read: dict[str, str] = {}
    real = spreading._share_out

    def noting(events: Any, wanted: Any) -> Any:
        read.update({event.kind: event.body for event in events})
        return real(events, wanted)

    monkeypatch.setattr(spreading, "_share_out", noting)
    assert spread_all() == 5
    assert [kind for kind, body in read.items() if body] == ["link.clicked", "endpoint.failing", "endpoint.disabled"]
