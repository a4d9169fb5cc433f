"""Events happen with what they tell, or not at all; and what was cleared away is what should be."""

import json
from datetime import UTC, datetime

import pytest

from qrdesk.core import database
from qrdesk.core.hits.housekeeping import keep_house
from qrdesk.core.models import Outbox, SeenVisitor, VisitorSalt
from qrdesk.core.webhooks import outbox
from tests.core.hits.places import Place

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
TODAY = (NOW.date() - datetime(1970, 1, 1, tzinfo=UTC).date()).days


def test_an_event_is_kept_as_it_was_told(place: Place) -> None:
    body = {"link": "lnk_8X3k9pLMw7", "status": None, "words": "M\u00fcnchen \u2603 \x00 \ud800"}
    with database.write():
        name = outbox.write(place.workspace_id, "link.destination_down", body, at=NOW, link_id=place.link_id)
    event = Outbox.get()
    assert json.loads(event.body) == body
    assert (event.event_id, event.at, event.kind) == (name, NOW, "link.destination_down")
    assert (event.workspace_id, event.link_id) == (place.workspace_id, place.link_id)


def test_an_event_goes_with_a_transaction_that_fails(place: Place) -> None:
    def fail() -> None:
        with database.write():
            outbox.write(place.workspace_id, "domain.failing", {}, at=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.scope():
        assert Outbox.select().count() == 0


def test_an_event_with_a_name_is_told_once(place: Place) -> None:
    with database.write():
        names = {outbox.write(place.workspace_id, "x", {"n": n}, at=NOW, event_id="evt_same") for n in range(2)}
        others = {outbox.write(place.workspace_id, "x", {}, at=NOW) for _ in range(3)}
    assert names == {"evt_same"}
    assert len(others) == 3
    (event,) = Outbox.select().where(Outbox.event_id == "evt_same")
    assert json.loads(event.body) == {"n": 0}


def test_what_json_cannot_say_is_refused(place: Place) -> None:
    with database.write(), pytest.raises((TypeError, ValueError)):
        outbox.write(place.workspace_id, "x", {"n": float("nan")}, at=NOW)


def test_housekeeping_forgets_who_came_and_makes_the_next_salts(place: Place) -> None:
    with database.write():
        for day in range(TODAY - 5, TODAY + 1):
            VisitorSalt.create(day=day, salt="ab" * 32)
            SeenVisitor.create(link_id=place.link_id, day=day, visitor="v")
    keep_house(NOW, "")
    with database.scope():
        assert sorted(row.day for row in VisitorSalt.select()) == list(range(TODAY - 2, TODAY + 3))
        assert sorted(row.day for row in SeenVisitor.select()) == list(range(TODAY - 2, TODAY + 1))
        kept = {row.day: row.salt for row in VisitorSalt.select()}
    keep_house(NOW, "")
    with database.scope():
        assert {row.day: row.salt for row in VisitorSalt.select()} == kept
