"""All hits of a link can be forgotten, and the sums of its groups are those of the other links."""

from datetime import timedelta

import pytest

from qrdesk.core import database
from qrdesk.core.errors import NotFound
from qrdesk.core.hits import erase, imported, recount, retention, rows
from qrdesk.core.hits.hit_row import Origin
from qrdesk.core.hits.sums import ImportedDay
from qrdesk.core.models import (
    Hit,
    Link,
    Outbox,
    RollupDay,
    RollupTotal,
    SeenVisitor,
    VisitorDay,
    Workspace,
)
from qrdesk.core.models import ImportedDay as Brought
from qrdesk.core.schemas.analytics import HitQuery
from qrdesk.core.services import erasing, hit_feed, links
from qrdesk.core.webhooks import outbox
from tests.core.hits.places import Place, make_link
from tests.core.hits.upkeep_hits import DAY, NOON, a_hit, context, failing_put, store, sums


@pytest.fixture
def other(place: Place) -> int:
    """Another link, beside the first in its domain, with hits of some of the same visitors."""
    Workspace.update(time_zone="UTC").execute()
    link_id = make_link(place.workspace_id, "other", folder="Menus", tags=["red"])
    for n in range(6):
        at = NOON - timedelta(days=n)
        store([a_hit(place, at, visitor=f"v{n}"), a_hit(place, at, visitor=f"own{n}"), a_hit(place, at, bot=True)])
        store([a_hit(place, at, visitor=f"v{n}", link_id=link_id), a_hit(place, at, scan=False, link_id=link_id)])
    with database.write():
        imported.add([ImportedDay(place.link_id, DAY - 40, place.workspace_id, 4, 3)])
        rows.ask("INSERT INTO seen_visitor (link_id, day, visitor) VALUES (?, ?, 'v')", (place.link_id, DAY))
        outbox.write(place.workspace_id, "link.destination_down", {}, at=NOON, link_id=place.link_id)
    Link.update(hits_used=5).execute()
    return link_id


def erase_first(place: Place) -> int:
    public_id = Link.get_by_id(place.link_id).public_id
    return erasing.erase_hits(context(place), public_id).erased


def check_gone(place: Place, other: int) -> None:
    assert {hit.link_id for hit in Hit.select()} == {other}
    assert {one.link_id for one in RollupTotal.select()} == {other}
    assert (Brought.select().count(), SeenVisitor.select().count()) == (0, 0)
    assert not VisitorDay.select().where((VisitorDay.scope == "l") & (VisitorDay.owner_id == place.link_id)).exists()
    assert not VisitorDay.select().where(VisitorDay.visitor.startswith("own")).exists()
    assert sums("l", place.link_id) == {}
    link = Link.get_by_id(place.link_id)
    assert (link.hit_count, link.hits_used) == (0, 5)
    assert Outbox.select().count() == 1
    assert recount.compare() == []


def test_everything_of_a_link_goes_and_nothing_of_others(place: Place, other: int) -> None:
    assert erase_first(place) == 6 * 3 + 7
    check_gone(place, other)
    assert sums("w", place.workspace_id) == {DAY - n: (1, 2) for n in range(6)}
    assert erase_first(place) == 0


def test_who_comes_again_afterwards_is_counted(place: Place, other: int) -> None:
    erase_first(place)
    store([a_hit(place, visitor="v0"), a_hit(place, visitor="own0")])
    assert sums("l", place.link_id) == {DAY: (2, 2)}
    assert sums("w", place.workspace_id)[DAY] == (3, 3)
    assert sums("l", other)[DAY] == (1, 2)
    assert recount.compare() == []


def test_sums_of_days_whose_hits_are_gone_lose_their_part(place: Place, other: int) -> None:
    Workspace.update(keep_hits_days=2).execute()
    retention.delete_old_hits(NOON)
    assert erase_first(place) == 6 * 3 + 7
    check_gone(place, other)
    assert sums("w", place.workspace_id) == {DAY - n: (1, 2) for n in range(6)}


def test_a_crash_in_the_middle_leaves_whole_days(place: Place, other: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase, "_HITS_AT_ONCE", 1)
    with failing_put(monkeypatch, 4), pytest.raises(ZeroDivisionError):
        erase_first(place)
    assert 0 < len(sums("l", place.link_id)) < 7
    assert recount.compare() == []
    erase_first(place)
    check_gone(place, other)


def test_many_values_put_together_as_other_keep_their_total(place: Place) -> None:
    second = make_link(place.workspace_id, "second")
    for link_id, hosts in ((second, range(150)), (place.link_id, range(100, 340))):
        store(a_hit(place, link_id=link_id, origin=Origin(referrer_host=f"{n}.example")) for n in hosts)
    assert RollupDay.get(RollupDay.scope == "w").referrer.count('"') == 201 * 2
    erase.erase_link(place.workspace_id, place.link_id)
    assert recount.compare() == []
    store(a_hit(place, origin=Origin(referrer_host=f"{n}.example")) for n in range(100, 340))
    erase.erase_link(place.workspace_id, second)
    assert recount.compare() == []


def test_a_deleted_links_hits_can_be_erased_by_its_id(place: Place, other: int) -> None:
    public_id = Link.get_by_id(place.link_id).public_id
    links.delete_link(context(place), public_id)
    assert erasing.erase_hits(context(place), public_id).erased
    check_gone(place, other)


def test_a_link_of_nobody_is_not_found(place: Place) -> None:
    with pytest.raises(NotFound):
        erasing.erase_hits(context(place), "lnk_0000000000")


def test_hits_of_another_workspaces_link_stay(place: Place, other: int) -> None:
    foreign = context(place)
    foreign = type(foreign)(type(foreign.actor)(place.workspace_id + 1, foreign.actor.scopes), NOON, b"")
    with pytest.raises(NotFound):
        erasing.erase_hits(foreign, Link.get_by_id(other).public_id)
    assert Hit.select().where(Hit.link_id == other).count() == 12


def test_who_asks_for_new_hits_gets_those_that_come_after_an_erasure(place: Place, other: int) -> None:
    asking = context(place)
    before = hit_feed.list_hits(asking, HitQuery()).cursor
    erase.erase_link(place.workspace_id, other)  # the last ones stored are among its hits
    store([a_hit(place, visitor="new")])
    assert len(hit_feed.list_hits(asking, HitQuery(after=before)).hits) == 1
