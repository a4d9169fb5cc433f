"""Sums of hits, and that they are what the hits give."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core import database
from qrdesk.core.hits import days, rollups, rows
from qrdesk.core.hits.days import Days
from qrdesk.core.hits.enrich import HitRow
from qrdesk.core.hits.rollups import HOUR_US, MAX_VALUES, Difference, Sums
from qrdesk.core.models import ImportedDay, Link, RollupDay, RollupHour, Workspace
from qrdesk.core.services.periods import Period
from tests.core.hits.places import Place

HOUR_2020 = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp()) // 3600
ZONES = sorted(available_timezones() - {"Factory", "localtime"})
HIT = HitRow("h", 20_000 * 24 * HOUR_US, 1, 17, "scan", False, "", "mobile", "iOS", "Safari", "de", "a.example")


def sums_of(hits: Iterable[HitRow]) -> Sums:
    sums = Sums()
    sums.add(hits, Days({}))
    return sums


def insert(place: Place, hits: list[HitRow]) -> list[HitRow]:
    mine = [
        hit._replace(hit_id=f"h{n}", link_id=place.link_id, workspace_id=place.workspace_id)
        for n, hit in enumerate(hits)
    ]
    rows.run(f"INSERT INTO hit ({', '.join(HitRow._fields)})", mine)
    return mine


def test_an_hour_counts_scans_clicks_and_bots() -> None:
    hits = [HIT, HIT._replace(source="click"), HIT._replace(bot=True), HIT._replace(at=HIT.at + HOUR_US)]
    sums = sums_of(hits)
    assert sums.hours == {(17, 480_000): [1, 1, 1, 1], (17, 480_001): [1, 1, 0, 0]}
    assert sums.links == {17: 3}
    assert sums.days[17, 20_000, "browser", "Safari"] == [1, 2, 1]
    assert {key[2] for key in sums.days} == set(rollups.DIMENSIONS)


def test_rules_and_variants_are_counted_where_there_are_some() -> None:
    ruled = HIT._replace(rule="rul_1")
    sums = sums_of([HIT, ruled, ruled._replace(variant="var_1", source="click"), ruled._replace(bot=True)])
    counted = {key[2:]: total for key, total in sums.days.items() if key[2] in {"rule", "variant"}}
    assert counted == {("rule", "rul_1"): [1, 1, 1], ("variant", "var_1"): [1, 0, 1]}


@given(st.lists(st.integers(0, 400), max_size=600))
def test_no_more_than_200_values_are_kept_and_no_hit_is_lost(values: list[int]) -> None:
    sums = sums_of(HIT._replace(referrer_host=f"{value}.example") for value in values)
    kept = {key[3]: total[1] for key, total in rollups.capped(sums, {}).items() if key[2] == "referrer"}
    assert sum(kept.values()) == len(values)
    first = list(dict.fromkeys(values))[:MAX_VALUES]
    assert set(kept) - {"other"} == {f"{value}.example" for value in first}


def test_the_limit_holds_over_many_batches_as_in_one(place: Place) -> None:
    hits = [HIT._replace(referrer_host=f"{number % 350}.example") for number in range(1000)]
    mine = insert(place, hits)
    with database.write():
        for start in range(0, 1000, 37):
            rollups.store(sums_of(mine[start : start + 37]))
    referrers = RollupDay.select().where(RollupDay.dimension == "referrer")
    assert referrers.count() == MAX_VALUES + 1
    assert sum(row.scans for row in referrers) == 1000
    assert rollups.compare() == []


def test_a_device_called_other_is_no_overflow(place: Place) -> None:
    mine = insert(place, [HIT._replace(device="other"), HIT])
    with database.write():
        rollups.store(sums_of(mine))
    assert {row.value for row in RollupDay.select().where(RollupDay.dimension == "device")} == {"mobile", "other"}
    assert rollups.compare() == []


def test_a_wrong_sum_is_found_and_a_recount_mends_it(place: Place) -> None:
    mine = insert(place, [HIT, HIT._replace(source="click"), HIT._replace(bot=True)])
    rollups.recount()
    assert rollups.compare() == []
    hour = RollupHour.get()
    RollupHour.update(scans=5).execute()
    RollupDay.delete().where(RollupDay.dimension == "os").execute()
    Link.update(hit_count=9).execute()
    link = place.link_id
    assert rollups.compare() == [
        Difference("rollup_hour", (link, hour.hour), (place.workspace_id, 5, 1, 1), (place.workspace_id, 1, 1, 1)),
        Difference("rollup_day", (link, 20_000, "os", "iOS"), None, (place.workspace_id, 1, 1)),
        Difference("link", (link,), (9,), (2,)),
    ]
    rollups.recount(place.workspace_id)
    assert rollups.compare() == []
    assert len(mine) == 3


def test_a_recount_of_one_workspace_leaves_the_others(place: Place) -> None:
    insert(place, [HIT])
    rollups.recount()
    RollupHour.create(link_id=99_999, hour=1, workspace_id=99_999, scans=4)
    rollups.recount(place.workspace_id)
    assert rollups.compare(place.workspace_id) == []
    assert [difference.key for difference in rollups.compare()] == [(99_999, 1)]


def test_a_day_is_one_of_the_workspaces_time_zone(place: Place) -> None:
    Workspace.update(time_zone="Asia/Tokyo").execute()
    before_midnight, after = HIT._replace(at=HIT.at + 15 * HOUR_US - 1), HIT._replace(at=HIT.at + 15 * HOUR_US)
    mine = insert(place, [before_midnight, after])
    with database.write():
        rollups.store(rollups.sums_to_store(mine))
    assert {row.day for row in RollupDay.select()} == {20_000, 20_001}
    assert rollups.compare() == []


@given(st.sampled_from(ZONES), st.integers(0, 3660 * 24), st.integers(0, 3660))
def test_an_hour_counts_for_the_day_whose_hours_it_is_among(zone: str, hour: int, day: int) -> None:
    hour += HOUR_2020
    first = days.day_of(hour, ZoneInfo(zone))
    other = date(2020, 1, 1) + timedelta(days=day)
    for on in (first - timedelta(days=1), first, first + timedelta(days=1), other):
        start, end = Period(on, on, ZoneInfo(zone)).hours
        assert (start <= hour < end) == (on == first)


def test_hits_of_a_workspace_that_is_gone_count_by_utc() -> None:
    assert Days({}).number(7, 24) == 1
    assert Days({7: "No/Such_Zone"}).number(7, 24) == 1


@pytest.mark.parametrize("pages", [1, 2, 7])
def test_a_recount_in_pages_gives_the_same(place: Place, pages: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rollups, "_PAGE", pages)
    insert(place, [HIT._replace(at=HIT.at + number * HOUR_US, rule=f"r{number % 3}") for number in range(10)])
    for day in range(5):
        ImportedDay.create(link_id=place.link_id, day=day, workspace_id=place.workspace_id, scans=2, clicks=1)
    rollups.recount()
    assert (RollupHour.select().count(), Link.get().hit_count) == (15, 25)
    assert rollups.compare() == []
