"""Each stored hit that somebody wants is an event of its own: once, and in the transaction of the hit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from qrdesk.core import database
from qrdesk.core.hits import imported, ingest
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.hits.spool import Spool
from qrdesk.core.hits.sums import ImportedDay
from qrdesk.core.models import Hit, Link, Outbox
from qrdesk.core.schemas.analytics import HitQuery
from qrdesk.core.services import hit_feed, hit_marks
from qrdesk.core.webhooks import clicks, outbox
from tests.core.hits.places import Place, make_link
from tests.core.hits.upkeep_hits import context
from tests.core.webhooks.listeners import bodies, events, listen

_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1"
_BOT = "Googlebot/2.1 (+http://www.google.com/bot.html)"
_SECRET = b"k" * 32


@pytest.fixture
def spool(place: Place) -> Iterator[Spool]:
    spool = place.open_spool()
    yield spool
    spool.close()


def visit(spool: Spool, place: Place, *, link_id: int = 0, agent: str = _PHONE, **more: str) -> None:
    at_us = int(datetime.now(UTC).timestamp() * 1_000_000)
    who = (agent, "de-DE,de;q=0.9", "https://news.example/today", "192.0.2.0")
    assert spool.record(at_us, place.workspace_id, link_id or place.link_id, "s", *who, **more)


def drain(place: Place) -> int:
    now, ids_key = datetime.now(UTC), hit_marks.key_of_ids(_SECRET)
    return ingest.drain_once(place.spool, now=now, ids_key=ids_key).hits


def test_a_hit_is_told_as_it_is_listed(place: Place, spool: Spool) -> None:
    listen(place.workspace_id)
    led = "https://shop.example/?utm_source=poster"
    visit(spool, place, visitor="visitor-1", rule="rul_1", variant="var_1", destination=led)
    assert drain(place) == 1
    (told,) = bodies("link.clicked")
    assert (told["link"]["id"], told["link"]["slug"]) == (Link.get().public_id, "spring")
    hit = told["hit"]
    (listed,) = hit_feed.list_hits(replace(context(place), secret_key=_SECRET), HitQuery()).hits
    assert hit == {**listed.model_dump(mode="json", exclude={"link_id", "title"}), "uuid": hit["uuid"]}
    assert UUID(hit["uuid"]).version == 8
    assert (hit["os"], hit["utm_source"], hit["rule"], hit["referrer_host"]) == (
        *("iOS", "poster", "rul_1", "news.example"),
    )
    row = Outbox.get()
    assert (row.pending, row.at, row.link_id) == (True, listed.at, place.link_id)
    assert not [secret for secret in ("visitor-1", "192.0.2", Hit.get().hit_id) if secret in row.body]


def test_who_is_only_counted_is_told_with_nothing_of_theirs(place: Place, spool: Spool) -> None:
    listen(place.workspace_id)
    visit(spool, place, quiet="q", visitor="abc", destination="https://shop.example/")
    assert drain(place) == 1
    (told,) = bodies("link.clicked")
    known = {name for name, value in told["hit"].items() if value}
    assert known == {"id", "uuid", "at", "source"}


def test_only_hits_that_somebody_wants_are_told(place: Place, spool: Spool) -> None:
    other, third = make_link(place.workspace_id, "other"), make_link(place.workspace_id, "third")
    name = Link.get_by_id(third).public_id

    def told() -> list[tuple[str, bool]]:
        for link_id in (place.link_id, other, third):
            visit(spool, place, link_id=link_id)
            visit(spool, place, link_id=link_id, agent=_BOT)
        assert drain(place) == 6
        found = [(body["link"]["slug"], body["hit"]["bot"]) for body in bodies("link.clicked")]
        with database.write():
            Outbox.delete().execute()
        return found

    assert told() == []
    listen(place.workspace_id, "link.created")
    assert told() == []
    listen(place.workspace_id, link=other)
    assert told() == [("other", False)]
    listen(place.workspace_id, only={"links": [name]}, bots=True)
    assert told() == [("other", False), ("third", False), ("third", True)]


def test_a_hit_that_is_read_again_is_told_once(place: Place, spool: Spool) -> None:
    listen(place.workspace_id)
    visit(spool, place)
    assert drain(place) == 1
    before = [(row.event_id, row.body) for row in Outbox.select()]
    with database.write():
        database.proxy.execute_sql("DELETE FROM spool_offset")
    assert drain(place) == 0
    assert [(row.event_id, row.body) for row in Outbox.select()] == before
    assert before[0][0] == clicks.event_id_of(Hit.get().hit_id)
    with database.write():  # a database restored from before the hit: the same event once more
        Hit.delete().execute()
        database.proxy.execute_sql("DELETE FROM spool_offset")
    assert drain(place) == 1
    assert [(row.event_id, row.body) for row in Outbox.select()] == before


def test_an_event_that_cannot_be_written_keeps_its_hit_waiting(
    place: Place, spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen(place.workspace_id)
    visit(spool, place)

    def failing(*_: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "write_all", failing)
        with pytest.raises(ZeroDivisionError):
            drain(place)
    assert (Hit.select().count(), events()) == (0, [])
    assert (drain(place), len(events())) == (1, 1)


def test_hits_of_another_program_and_of_links_nobody_has_are_not_told(place: Place) -> None:
    listen(place.workspace_id)
    with database.write():
        imported.add([ImportedDay(place.link_id, 20_000, place.workspace_id, 4, 3)])
        gone = HitRow("h1", 1, place.workspace_id, place.link_id + 7, scan=True, bot=False)
        assert clicks.tell([gone], b"", datetime.now(UTC)) == 0
    assert events() == []
