"""What was told is forgotten after a month with all that was sent of it; and what was told of hits, with the hits."""

from datetime import timedelta

import pytest

from qrdesk.core import database
from qrdesk.core.hits import erase
from qrdesk.core.models import Attempt, Delivery, Endpoint, Link, Outbox, Workspace
from qrdesk.core.models.base import to_micros
from qrdesk.core.webhooks import forgetting, outbox
from qrdesk.core.webhooks.spreading import spread
from tests.core.hits.places import Place, make_link
from tests.core.webhooks.listeners import NOW, listen

OLD, YOUNG = timedelta(days=30, hours=1), timedelta(days=29, hours=23)


def tell(place: Place, *ages: timedelta, kind: str = "link.clicked", link_id: int = 0) -> None:
    """Write events, spread them, and have each tried once."""
    with database.write():
        for age in ages:
            outbox.write(place.workspace_id, kind, {}, at=NOW - age, link_id=link_id or place.link_id)
    spread(NOW)
    tried = Attempt.select(Attempt.delivery)
    for one in Delivery.select().where(Delivery.id.not_in(tried)):
        Attempt.create(delivery=one, endpoint_id=one.endpoint_id, number=1, at=NOW, url="https://x.example/", body="{}")


def left() -> tuple[list[timedelta], int, int]:
    """Return the ages of the events, and how many deliveries and attempts there are."""
    with database.scope():
        ages = [NOW - row.at for row in Outbox.select().order_by(Outbox.id)]
        return ages, Delivery.select().count(), Attempt.select().count()


def test_what_was_told_a_month_ago_goes_with_its_deliveries(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "_AT_ONCE", 2)
    listen(place.workspace_id)
    listen(place.workspace_id)
    tell(place, *[OLD] * 5, YOUNG)
    assert left() == ([OLD] * 5 + [YOUNG], 12, 12)
    breaths: list[int] = []
    assert forgetting.forget_old(NOW, lambda: breaths.append(1)) == 5
    assert left() == ([YOUNG], 2, 2)
    assert len(breaths) == 2
    assert forgetting.forget_old(NOW) == 0


def test_a_hit_that_was_stored_weeks_late_is_still_news(place: Place) -> None:
    listen(place.workspace_id)
    tell(place, YOUNG, OLD)
    assert forgetting.forget_old(NOW) == 0
    assert left() == ([YOUNG, OLD], 2, 2)
    assert forgetting.forget_old(NOW + timedelta(hours=2)) == 2


def test_a_clock_that_was_wrong_keeps_nothing_for_ever(place: Place) -> None:
    tell(place, -timedelta(days=900), OLD, YOUNG)
    assert forgetting.forget_old(NOW) == 1
    assert left()[0] == [-timedelta(days=900), YOUNG]


def test_events_of_hits_stay_no_longer_than_the_hits(place: Place) -> None:
    listen(place.workspace_id)
    ages = (timedelta(days=9), timedelta(days=1))
    tell(place, *ages, kind="link.updated")
    tell(place, *ages)
    with database.write():
        Workspace.update(hits_from=to_micros(NOW - timedelta(days=7))).execute()
    assert forgetting.forget_old(NOW) == 1
    assert left() == ([*ages, ages[1]], 3, 3)


def test_erasing_the_hits_of_a_link_erases_what_was_told_of_them(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "_AT_ONCE", 2)
    listen(place.workspace_id)
    other = make_link(place.workspace_id, "other")
    tell(place, *[YOUNG] * 5)
    tell(place, YOUNG, kind="link.destination_down")
    tell(place, YOUNG, link_id=other)
    erase.erase_link(place.workspace_id, place.link_id)
    kept = [(row.kind, row.link_id) for row in Outbox.select().order_by(Outbox.id)]
    assert kept == [("link.destination_down", place.link_id), ("link.clicked", other)]
    assert left()[1:] == (2, 2)
    Endpoint.delete().execute()
    assert left()[1:] == (0, 0)


def test_endpoints_that_came_with_a_link_go_after_it_with_their_log(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "_AT_ONCE", 2)
    monkeypatch.setattr(forgetting, "_SOME", forgetting._SOME.replace("200", "2"))
    other = make_link(place.workspace_id, "other")
    by_hand, elsewhere = listen(place.workspace_id, link=place.link_id), listen(place.workspace_id, link=other)
    came = listen(place.workspace_id, link=place.link_id)
    tell(place, *[YOUNG] * 5)
    for endpoint in (came, elsewhere):
        Endpoint.update(key_id=1).where(Endpoint.id == endpoint.id).execute()
    assert forgetting.forget_endpoints(NOW) == 0
    Link.update(deleted_at=NOW).where(Link.id == place.link_id).execute()
    assert forgetting.forget_endpoints(NOW + timedelta(minutes=59)) == 0
    breaths: list[int] = []
    assert forgetting.forget_endpoints(NOW + timedelta(minutes=61), lambda: breaths.append(1)) == 1
    assert len(breaths) == 4  # of five deliveries two at a time, and of itself
    assert [one.id for one in Endpoint.select().order_by(Endpoint.id)] == [by_hand.id, elsewhere.id]
    assert {one.endpoint_id for one in Delivery.select()} == {by_hand.id}
    assert left()[1:] == (5, 5)
