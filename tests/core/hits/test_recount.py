"""Sums counted anew, held against the stored ones, and mended."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from peewee import fn

from qrdesk.core import database
from qrdesk.core.hits import pending, recount, rollups, rows
from qrdesk.core.hits.hit_row import Agent, Origin
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.models import Fact, Hit, Link, RollupDay, RollupTotal, VisitorDay, Workspace
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.core.hits.places import Place, make_link, opened
from tests.core.hits.upkeep_hits import DAY, NOON, a_hit, store, sums


@pytest.fixture
def place(place: Place) -> Place:
    """One whose days are those of UTC."""
    Workspace.update(time_zone="UTC").execute()
    return place


def test_each_kind_of_wrong_sum_is_found_and_mended(place: Place) -> None:
    store([a_hit(place), a_hit(place, scan=False), a_hit(place, bot=True)])
    assert recount.compare() == []
    mine = (RollupDay.scope == "l") & (RollupDay.owner_id == place.link_id)
    RollupDay.update(scans=9, visitors=5, hours='{"1":[9,1,1]}', device='{"tv":[1,1]}').where(mine).execute()
    RollupDay.delete().where(RollupDay.scope == "w").execute()
    RollupDay.create(scope="t", owner_id=7, day=DAY, workspace_id=place.workspace_id, bots=2, hours='{"1":[0,0,1]}')
    RollupTotal.update(scans=4).execute()
    Link.update(hit_count=1).execute()
    wrong = recount.compare()
    assert [(one.table, one.key[0], one.column) for one in wrong] == [
        ("rollup_day", "t", "scans, clicks, bots"),
        ("rollup_day", "l", "visitors"),
        ("rollup_day", "l", "hours"),
        ("rollup_day", "l", "device"),
        ("rollup_day", "t", ""),
        ("rollup_day", "w", ""),
        ("rollup_total", place.link_id, ""),
        ("link", place.link_id, "hit_count"),
    ]
    # a total is held against the sums of its days, so the one of a day that is mended is wrong no more
    assert recount.repair(now=NOON)[:6] == wrong[:6]
    assert recount.compare() == []
    assert (RollupTotal.get().scans, Link.get_by_id(place.link_id).hit_count) == (1, 2)
    assert recount.repair(now=NOON) == []


def test_a_recount_makes_everything_from_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recount, "HITS_AT_ONCE", 3)
    monkeypatch.setattr("qrdesk.core.hits.stored.PAGE", 2)
    other = make_link(place.workspace_id, "other", folder="Menus", tags=["red", "wet"])
    links = (place.link_id, other)
    store(a_hit(place, NOON - timedelta(days=n % 12), link_id=links[n % 2], visitor=f"v{n % 5}") for n in range(40))
    before = list(RollupDay.select().order_by(RollupDay.scope, RollupDay.owner_id, RollupDay.day).dicts())
    who: set[tuple[Any, ...]] = set(rows.ask("SELECT * FROM visitor_day").fetchall())
    for model in (RollupDay, RollupTotal, VisitorDay):
        model.delete().execute()
    Link.update(hit_count=77).execute()
    recount.recount(now=NOON)
    assert list(RollupDay.select().order_by(RollupDay.scope, RollupDay.owner_id, RollupDay.day).dicts()) == before
    assert {one for one in who if one[2] >= DAY - 9} == set(rows.ask("SELECT * FROM visitor_day").fetchall())
    assert recount.compare() == []
    store([a_hit(place, NOON, visitor="v0")])  # who was there is not new
    assert recount.compare() == []


def test_a_recount_that_ends_in_the_middle_leaves_each_day_as_it_was_or_right(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recount, "HITS_AT_ONCE", 1)
    store(a_hit(place, NOON - timedelta(days=n)) for n in range(6))
    RollupDay.update(scans=5).execute()
    rounds = iter(range(3))

    def tire() -> None:
        if next(rounds, None) is None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        recount.recount(now=NOON, breathe=tire)
    assert sorted(scans for scans, _ in sums("l", place.link_id).values()) == [1, 1, 1, 1, 5, 5]
    recount.recount(now=NOON)
    assert recount.compare() == []


def test_hits_that_come_between_two_spans_are_counted(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recount, "HITS_AT_ONCE", 2)
    store(a_hit(place, NOON - timedelta(days=n), visitor=f"v{n}") for n in range(5))
    late = iter(range(20))

    def more() -> None:
        with database.write():
            store_hits([a_hit(place, NOON - timedelta(days=next(late) % 7), visitor="w")])

    recount.recount(now=NOON, breathe=more)
    assert next(late) > 3
    assert recount.compare() == []


@pytest.fixture
def busy_day(place: Place, monkeypatch: pytest.MonkeyPatch) -> int:
    """A day with more hits than are counted under the lock; the number of its hits."""
    monkeypatch.setattr(recount, "HITS_AT_ONCE", 4)
    monkeypatch.setattr("qrdesk.core.hits.stored.PAGE", 3)
    store(a_hit(place, visitor=f"v{n % 4}") for n in range(10))
    return 10


def test_a_busy_day_is_counted_while_others_write(place: Place, busy_day: int) -> None:
    seen: list[tuple[bool, int]] = []

    def more() -> None:
        seen.append((database.proxy.in_transaction(), sum(scans for scans, _ in sums("l", place.link_id).values())))
        store([a_hit(place, visitor=f"new{len(seen)}")])

    RollupDay.update(scans=1, hours="").execute()
    recount.recount(now=NOON, breathe=more)
    assert [inside for inside, _ in seen] == [False] * 6  # four pages, the end of the span, its totals
    assert recount.compare() == []
    assert [scans for scans, _ in sums("l", place.link_id).values()] == [busy_day + len(seen)]
    assert RollupDay.get(RollupDay.scope == "l").visitors == 4 + len(seen)


@pytest.mark.parametrize("change", ["a hit is gone", "another time zone", "another day begins the hits"])
def test_what_changes_while_a_busy_day_is_counted_is_seen(place: Place, busy_day: int, change: str) -> None:
    pages = iter(range(3))

    def disturb() -> None:
        if next(pages, None) != 1:
            return
        if change == "a hit is gone":
            Hit.delete().where(Hit.id == Hit.select(fn.MIN(Hit.id)).scalar()).execute()
        elif change == "another time zone":
            Workspace.update(time_zone="Pacific/Kiritimati").execute()
        else:
            Workspace.update(hits_from=NOON + timedelta(days=1)).execute()

    recount.recount(now=NOON, breathe=disturb)
    if change == "another day begins the hits":  # the sums are all there is
        assert [scans for scans, _ in sums("l", place.link_id).values()] == [busy_day]
    elif change == "a hit is gone":
        assert [scans for scans, _ in sums("l", place.link_id).values()] == [busy_day - 1]
    else:
        recount.recount(now=NOON)
        assert recount.compare() == []


def test_more_values_than_are_kept_are_compared_by_their_total(place: Place) -> None:
    store(a_hit(place, origin=Origin(referrer_host=f"{n}.example")) for n in range(250))
    store(a_hit(place, origin=Origin(referrer_host=f"{n}.example"), scan=False) for n in range(240, 260))
    assert recount.compare() == []
    row = RollupDay.get(RollupDay.scope == "l")
    RollupDay.update(referrer=row.referrer.replace('"other":[50,', '"other":[49,')).where(
        RollupDay.scope == "l"
    ).execute()
    assert [(one.column, one.kept, one.counted) for one in recount.compare()] == [("referrer", (249, 20), (250, 20))]


def test_a_device_called_other_is_compared_like_any(place: Place) -> None:
    store([a_hit(place, agent=Agent(device="other")), a_hit(place)])
    RollupDay.update(device='{"other":[2,0]}').where(RollupDay.scope == "l").execute()
    assert [one.column for one in recount.compare()] == ["device"]


def test_one_workspace_is_counted_and_another_left_alone(place: Place) -> None:
    store([a_hit(place), a_hit(place)._replace(workspace_id=99_999, link_id=99_999)])
    assert recount.compare() == []  # one that is gone is looked at, too
    RollupDay.update(scans=5, clicks=5, hours='{"1":[5,5,0]}').execute()
    recount.recount(place.workspace_id, now=NOON)
    assert recount.compare(place.workspace_id) == []
    assert {one.key[1] for one in recount.compare() if one.table == "rollup_day"} == {99_999}


def test_what_an_update_asks_for_is_done_by_whoever_opens_the_database(tmp_path: Path) -> None:
    path, own = str(tmp_path / "own.db"), Settings(data_dir=str(tmp_path / "own"))
    with opened(path, tmp_path / "own") as found:
        place = Place(found.spool, found.owner.workspace_id, make_link(found.owner.workspace_id))
        store([a_hit(place)])
        RollupDay.delete().execute()
        Fact.create(name="sums", value="to recount")
    open_database(path, own)
    with database.scope():
        assert not pending.is_asked_for()
        assert RollupDay.select().count() == 3
        assert recount.compare() == []
    database.close()


def test_many_hits_are_left_to_the_background(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending, "FEW_HITS", 3)
    store(a_hit(place) for _ in range(3))
    RollupDay.delete().execute()
    Fact.create(name="sums", value="to recount")
    pending.count_if_few()
    assert pending.is_asked_for()
    assert RollupDay.select().count() == 0
    assert pending.count(now=NOON)
    assert not pending.count(now=NOON)
    assert recount.compare() == []


def test_a_crash_while_counting_forgets_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    store([a_hit(place)])
    RollupDay.delete().execute()
    Fact.create(name="sums", value="to recount")

    def crash(_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(rollups, "put", crash)
        with pytest.raises(ZeroDivisionError):
            pending.count(now=NOON)
    assert pending.is_asked_for()
    assert pending.count(now=NOON)
    assert recount.compare() == []


def test_a_hit_whose_small_row_is_lost_counts_all_the_same(place: Place) -> None:
    store([a_hit(place)])
    rows.ask("DELETE FROM hit_agent")
    recount.recount(now=NOON)
    assert (RollupDay.get(RollupDay.scope == "l").scans, RollupDay.get(RollupDay.scope == "l").device) == (1, "")
    assert Hit.select().count() == 1


def test_what_links_had_in_all_stays_while_sums_are_counted_anew(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recount, "HITS_AT_ONCE", 1)
    store(a_hit(place, NOON - timedelta(days=n)) for n in range(4))
    RollupDay.delete().execute()  # as after an update
    seen: list[tuple[int, int]] = []

    def look() -> None:
        seen.append((Link.get_by_id(place.link_id).hit_count, RollupTotal.get().scans))

    recount.recount(now=NOON, breathe=look)
    assert len(seen) > 4
    assert set(seen) == {(4, 4)}
