"""Sums in the database: read, added to and written back, for links and all their groups."""

from dataclasses import replace
from itertools import count

import pytest

from qrdesk.core import database
from qrdesk.core.hits import ingest, recount, rollups, uniques
from qrdesk.core.hits.days import HOUR_US, Days
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin
from qrdesk.core.hits.sums import MAX_VALUES, DaySum, ImportedDay, Key, Sums
from qrdesk.core.models import Link, RollupDay, RollupTotal, VisitorDay, Workspace
from tests.core.hits.places import Place, make_domain, make_folder, make_link, make_tag

DAY = 20_000
HIT = HitRow("h", DAY * 24 * HOUR_US, 1, 17, True, False, "de", "v1", Agent("mobile", "iOS"))


@pytest.fixture
def hit(place: Place) -> HitRow:
    return HIT._replace(link_id=place.link_id, workspace_id=place.workspace_id)


def store(*hits: HitRow) -> None:
    """Store hits, each as one of its own."""
    with database.write():
        rollups.lock()
        ingest.store_hits([one._replace(hit_id=f"h{next(_serials)}") for one in hits])


_serials = count()


def all_rows() -> dict[Key, DaySum]:
    with database.scope():
        return rollups.read([(row.scope, row.owner_id, row.day) for row in RollupDay.select()])


def test_a_link_and_all_its_groups_are_counted(place: Place, hit: HitRow) -> None:
    workspace = place.workspace_id
    domain = make_domain(workspace, "two.example")
    other = make_link(workspace, "other", domain_id=domain, folder="Menus", tags=["a", "b"])
    store(hit, hit._replace(link_id=other, scan=False), hit._replace(link_id=other, visitor="v2"))
    folder, a, b = make_folder(workspace, "Menus"), make_tag(workspace, "a"), make_tag(workspace, "b")
    first = Link.get_by_id(place.link_id).domain_id
    assert rollups.groups_of([place.link_id, other, 999]) == {
        place.link_id: [("w", workspace), ("d", first)],
        other: [("w", workspace), ("d", domain), ("f", folder), ("t", a), ("t", b)],
    }
    found = {key[:2]: (*row.totals, row.visitors) for key, row in all_rows().items()}
    of_other = (1, 1, 0, 2)
    assert found == {
        ("l", place.link_id): (1, 0, 0, 1),
        ("d", first): (1, 0, 0, 1),
        ("w", workspace): (2, 1, 0, 2),
        **dict.fromkeys([("l", other), ("d", domain), ("f", folder), ("t", a), ("t", b)], of_other),
    }
    assert {row.link_id: (row.scans, row.clicks, row.bots) for row in RollupTotal.select()} == {
        place.link_id: (1, 0, 0),
        other: (1, 1, 0),
    }
    assert {link.id: link.hit_count for link in Link.select()} == {place.link_id: 1, other: 2}
    assert recount.compare() == []


def test_many_batches_add_up_to_what_one_would(place: Place, hit: HitRow) -> None:
    hosts = [hit._replace(origin=Origin(f"{number % 150}.example"), scan=number % 3 > 0) for number in range(600)]
    hosts = [one._replace(visitor=f"v{number % 77}", bot=number % 10 == 0) for number, one in enumerate(hosts)]
    for start in range(0, 600, 37):
        store(*hosts[start : start + 37])
    sums = Sums()
    sums.add(hosts, Days({}))
    expected = sums.spread(rollups.groups_of([place.link_id]))
    for key, visitors in sums.spread_visitors(rollups.groups_of([place.link_id])).items():
        expected[key].visitors = len(visitors)
    assert all_rows() == expected
    assert recount.compare() == []


def test_the_limit_of_values_holds_over_many_batches(place: Place, hit: HitRow) -> None:
    hits = [hit._replace(origin=Origin(f"{number % 350}.example")) for number in range(1000)]
    for start in range(0, 1000, 137):
        store(*hits[start : start + 137])
    referrers = all_rows()["w", place.workspace_id, DAY].counts["referrer"]
    assert len(referrers) == MAX_VALUES + 1
    assert sum(scans for scans, _ in referrers.values()) == 1000
    assert recount.compare() == []


def test_only_the_dimensions_of_a_hit_are_written(place: Place, hit: HitRow) -> None:
    store(hit._replace(origin=Origin("a.example")))
    RollupDay.update(referrer='{"as it was" : [1, 0]}').execute()
    store(hit)
    assert {row.referrer for row in RollupDay.select()} == {'{"as it was" : [1, 0]}'}
    assert {row.os for row in RollupDay.select()} == {'{"iOS":[2,0]}'}


def test_a_day_is_one_of_the_workspaces_time_zone(place: Place, hit: HitRow) -> None:
    Workspace.update(time_zone="Asia/Tokyo").execute()
    store(hit._replace(at=hit.at + 15 * HOUR_US - 1), hit._replace(at=hit.at + 15 * HOUR_US))
    assert {key[2] for key in all_rows()} == {DAY, DAY + 1}
    assert recount.compare() == []


def test_a_visitor_who_comes_again_is_no_new_one(place: Place, hit: HitRow) -> None:
    other = make_link(place.workspace_id, "other")
    store(hit, hit)
    store(hit, hit._replace(link_id=other), hit._replace(visitor="v2", bot=True), hit._replace(visitor=""))
    store(hit._replace(at=hit.at + 24 * HOUR_US))
    visitors = {key: row.visitors for key, row in all_rows().items() if key[0] in "lw"}
    workspace = place.workspace_id
    assert visitors == {
        ("l", place.link_id, DAY): 1,
        ("l", other, DAY): 1,
        ("w", workspace, DAY): 1,
        ("l", place.link_id, DAY + 1): 1,
        ("w", workspace, DAY + 1): 1,
    }


def test_visitors_of_days_gone_by_are_swept_and_stay_counted(place: Place, hit: HitRow) -> None:
    store(hit, hit._replace(at=hit.at + 24 * HOUR_US))
    with database.write():
        uniques.sweep(DAY + 1)
    assert {row.day for row in VisitorDay.select()} == {DAY + 1}
    assert recount.compare() == []


def test_visitors_put_in_the_place_of_others_are_known_from_then_on(place: Place, hit: HitRow) -> None:
    key = ("l", place.link_id, DAY)
    store(hit)
    with database.write():
        uniques.replace({key: {"v2", "v3"}})
    store(hit._replace(visitor="v2"))
    assert {row.visitor for row in VisitorDay.select().where(VisitorDay.scope == "l")} == {"v2", "v3"}
    assert all_rows()[key].visitors == 1
    store(hit)
    assert all_rows()[key].visitors == 2


def test_whole_rows_are_put_in_the_place_of_others_and_capped(place: Place, hit: HitRow) -> None:
    key = ("l", place.link_id, DAY)
    store(hit)
    many = {f"{number}.example": [1, 1] for number in range(MAX_VALUES + 50)}
    row = DaySum(place.workspace_id, 7, {DAY * 24: [250, 250, 3]}, {"referrer": many})
    with database.write():
        rollups.put({key: row, ("w", place.workspace_id, DAY): DaySum(place.workspace_id)})
    found = all_rows()
    assert (found[key].totals, found[key].visitors) == ((250, 250, 3), 7)
    assert found[key].counts["referrer"]["other"] == [50, 50]
    assert set(found[key].counts) == {"referrer"}
    assert ("w", place.workspace_id, DAY) not in found
    with database.write():
        rollups.put({key: replace(row, counts={"os": {"iOS": [1, 0]}})})
    assert all_rows()[key].counts == {"os": {"iOS": [1, 0]}}


def test_a_row_whose_last_hit_is_taken_back_goes(place: Place) -> None:
    for scans in (5, -5):
        sums = Sums()
        sums.add_imported([ImportedDay(place.link_id, DAY, place.workspace_id, scans, 0)], Days({}))
        with database.write():
            rollups.store(sums)
        assert RollupDay.select().count() == (3 if scans > 0 else 0)
    assert Link.get_by_id(place.link_id).hit_count == 0


def test_rows_of_a_span_are_read_as_the_table_keeps_them(place: Place, hit: HitRow) -> None:
    for day in range(4):
        store(hit._replace(at=hit.at + day * 24 * HOUR_US))
    found = rollups.read_rows("l", [place.link_id, 999], DAY + 1, DAY + 2, ["scans", "os"])
    assert sorted(found) == [(place.link_id, day, 1, '{"iOS":[1,0]}') for day in (DAY + 1, DAY + 2)]
    assert rollups.read_rows("t", [place.link_id], DAY, DAY + 3, ["scans"]) == []
