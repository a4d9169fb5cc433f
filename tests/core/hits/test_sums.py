"""Sums in memory: what hits add up to, for their link and for every group it is in."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core.hits.days import HOUR_US, Days, day_of, hour_of
from qrdesk.core.hits.hit_row import DIMENSIONS, Agent, HitRow, Origin, Place, Way, values_of
from qrdesk.core.hits.sums import (
    CLICK,
    MAX_VALUES,
    Counts,
    DaySum,
    Hours,
    ImportedDay,
    Sums,
    add_packed,
    merge,
    merge_counts,
    merge_numbers,
    merge_totals,
    pack,
    pack_hours,
    unpack,
    unpack_hours,
)
from qrdesk.core.services.periods import Period

QUARTER_US = HOUR_US // 4
IN_2020 = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
ZONES = sorted(available_timezones() - {"Factory", "localtime"})
HIT = HitRow(
    *("h", 20_000 * 24 * HOUR_US, 1, 17, True, False, "de", "v1"),
    Agent("mobile", "iOS", "iOS 17", "Safari", "Safari 17", "Instagram"),
    Place("DE", "DE-BY", "Munich, DE"),
    Origin("a.example", "site", "poster", "print", "spring", "term", "content"),
    Way("https://x.example/", "rul_1", "var_1", "qrc_1"),
)
NOTHING_KNOWN = HIT._replace(language="", visitor="", agent=Agent(), place=Place(), origin=Origin(), way=Way())


def sums_of(hits: Iterable[HitRow]) -> Sums:
    sums = Sums()
    sums.add(hits, Days({}))
    return sums


def link_day(hits: Iterable[HitRow]) -> DaySum:
    return sums_of(hits).spread({})["l", 17, 20_000]


def test_an_hour_counts_scans_clicks_and_bots() -> None:
    hits = [HIT, HIT._replace(scan=False), HIT._replace(bot=True), HIT._replace(at=HIT.at + HOUR_US)]
    found = link_day(hits)
    assert found.hours == {480_000: [1, 1, 1], 480_001: [1, 0, 0]}
    assert found.totals == (2, 1, 1)
    assert sums_of(hits).totals() == {17: [1, 2, 1, 1]}


def test_every_dimension_is_counted_and_bots_in_none() -> None:
    found = link_day([HIT, HIT._replace(scan=False), HIT._replace(bot=True)])
    assert found.counts == {name: {value: [1, 1]} for name, value in values_of(HIT)}
    assert tuple(found.counts) == DIMENSIONS


def test_what_is_not_known_of_a_hit_is_in_no_dimension() -> None:
    found = link_day([NOTHING_KNOWN, HIT._replace(origin=Origin(), way=Way())])
    assert found.totals == (2, 0, 0)
    assert set(found.counts) == {*Agent._fields, "language", *Place._fields}
    assert [visitors for *_, visitors in sums_of([NOTHING_KNOWN]).visitors()] == []


def test_a_hit_counts_for_every_group_of_its_link_and_for_the_workspace_it_names() -> None:
    other = HIT._replace(link_id=18, visitor="v2", scan=False)
    groups = {17: [("w", 9), ("d", 3), ("f", 4), ("t", 5), ("t", 6)], 18: [("w", 1), ("d", 3), ("t", 6)]}
    sums = sums_of([HIT, other, HIT._replace(link_id=19)])
    found = sums.spread(groups)
    assert {key[:2]: row.totals for key, row in found.items()} == {
        ("l", 17): (1, 0, 0),
        ("l", 18): (0, 1, 0),
        ("l", 19): (1, 0, 0),
        ("w", 1): (2, 1, 0),
        ("d", 3): (1, 1, 0),
        ("f", 4): (1, 0, 0),
        ("t", 5): (1, 0, 0),
        ("t", 6): (1, 1, 0),
    }
    assert found["w", 1, 20_000].counts["country"] == {"DE": [2, 1]}
    visitors = {key[:2]: who for key, who in sums.spread_visitors(groups).items()}
    assert visitors["t", 6] == visitors["w", 1] == {"v1", "v2"}
    assert visitors["l", 18] == {"v2"}


def test_a_visitor_is_counted_once_and_a_bot_never() -> None:
    hits = [HIT, HIT, HIT._replace(at=HIT.at + HOUR_US), HIT._replace(visitor="v2"), HIT._replace(visitor="", bot=True)]
    ((link_id, day, workspace_id, visitors),) = sums_of(hits).visitors()
    assert (link_id, day, workspace_id, list(visitors)) == (17, 20_000, 1, ["v1", "v2"])
    assert list(sums_of([HIT._replace(bot=True)]).visitors()) == []


def test_imported_days_stand_at_noon_and_can_be_taken_back() -> None:
    sums = Sums()
    sums.add_imported([ImportedDay(17, 20_000, 1, 5, 2), ImportedDay(17, 20_000, 1, -5, 0)], Days({}))
    assert sums.spread({})["l", 17, 20_000] == DaySum(1, hours={20_000 * 24 + 12: [0, 2, 0]})


@given(st.lists(st.integers(0, 400), max_size=600), st.integers(1, 50))
def test_no_more_than_200_values_are_kept_and_no_hit_is_lost(values: list[int], step: int) -> None:
    kept: Counts = {}
    for start in range(0, len(values), step):
        merge_counts(kept, counts_of(values[start : start + step]))
    first = list(dict.fromkeys(values))[:MAX_VALUES]
    assert set(kept) - {"other"} == {f"{value}.example" for value in first}
    assert sum(scans for scans, _ in kept.values()) == len(values)
    again: Counts = {}
    merge_counts(again, counts_of(values))
    assert again == kept


def counts_of(values: list[int]) -> Counts:
    found: Counts = {}
    for value in values:
        found.setdefault(f"{value}.example", [0, 0])[0] += 1
    return found


def test_a_device_called_other_is_no_overflow() -> None:
    kept = counts_of(list(range(MAX_VALUES - 1)))
    merge_counts(kept, {"other": [1, 0], "mobile": [1, 0], "tablet": [1, 1]})
    assert kept["mobile"] == [1, 0]
    assert kept["other"] == [2, 1]
    assert "tablet" not in kept


def test_merging_leaves_what_is_merged_as_it_was() -> None:
    first, second = link_day([HIT]), link_day([HIT._replace(scan=False)])
    before = repr(second)
    merge(first, second)
    merge(first, second)
    assert first.totals == (1, 2, 0)
    assert repr(second) == before


def test_an_hour_with_nothing_left_in_it_goes() -> None:
    hours: Hours = {7: [1, 2, 0], 8: [1, 0, 0]}
    merge_totals(hours, {7: [-1, -2, 0], 8: [-1, 0, 1]})
    assert hours == {8: [0, 0, 1]}


@given(st.dictionaries(st.text(max_size=20), st.lists(st.integers(0, 1 << 40), min_size=2, max_size=2)))
def test_what_is_packed_comes_back_as_it_was(counts: Counts) -> None:
    packed = pack(counts)
    assert packed.isascii()
    assert unpack(packed) == counts
    assert (packed == "") == (not counts)


ODD = st.text('a],":[{}1\\\x00\u00fc\ud800', max_size=8) | st.text(max_size=8)
SOME = st.dictionaries(ODD, st.tuples(st.integers(0, 1 << 31), st.integers(0, 1 << 31)), max_size=30)


@given(st.lists(SOME, max_size=6), st.integers(0, 230))
def test_packed_counts_are_added_to_as_unpacked_ones_are(batches: list[dict[str, tuple[int, int]]], many: int) -> None:
    kept = counts_of(list(range(many)))
    text = pack(kept)
    for batch in batches:
        more = {value: scans + clicks * CLICK for value, (scans, clicks) in batch.items()}
        merge_numbers(kept, more)
        text = add_packed(text, more)
        assert unpack(text) == kept
        assert text == pack(kept)


def test_long_counts_that_somebody_else_wrote_are_read_all_the_same() -> None:
    kept = counts_of(list(range(100)))
    assert unpack(add_packed(json.dumps(kept), {"new": 2})) == {**kept, "new": [2, 0]}


@given(st.dictionaries(st.integers(0, 1 << 24), st.lists(st.integers(0, 1 << 40), min_size=3, max_size=3)))
def test_packed_hours_come_back_as_they_were(hours: Hours) -> None:
    assert unpack_hours(pack_hours(hours)) == hours


@given(st.sampled_from(ZONES), st.integers(0, 3660 * 96), st.integers(0, 3660))
def test_a_moment_counts_for_the_one_day_that_it_lies_in(zone: str, quarter: int, day: int) -> None:
    at, there = IN_2020 + quarter * QUARTER_US, ZoneInfo(zone)
    first = day_of(at, there)
    other = date(2020, 1, 1) + timedelta(days=day)
    for on in (first - timedelta(days=1), first, first + timedelta(days=1), other):
        period = Period(on, on, there)
        (start, end), hours = period.micros, period.hours
        assert (start <= at < end) == (hours[0] <= hour_of(at, there) < hours[1]) == (on == first)


@pytest.mark.parametrize("zones", [{}, {7: "No/Such_Zone"}])
def test_hits_of_a_workspace_that_is_gone_count_by_utc(zones: dict[int, str]) -> None:
    assert Days(zones).day_and_hour(7, 24 * HOUR_US) == (1, 24)
