"""Visits that were led nowhere: noted one by one while they are few, and only counted where they come in floods."""

import random
import time
from pathlib import Path

import pytest

from qrdesk.core.hits.misses import NAMED, SINGLY, Misses
from qrdesk.core.hits.records import Miss, decode, encode_miss
from qrdesk.core.hits.spool import Spool
from tests.clocks import Clock

NOW_US = time.time_ns() // 1000
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"
MISS = Miss(NOW_US, 1, 3, "miss", "menu", PHONE, 1)


@pytest.fixture
def clock() -> Clock:
    return Clock(100.0)


@pytest.fixture
def misses(clock: Clock) -> Misses:
    return Misses(clock=clock)


def read(folder: Path) -> list[Miss]:
    found: list[Miss] = []
    for path in sorted(folder.glob("*.log")):
        lines = decode(path.read_bytes())
        assert lines.damaged == 0
        found += lines.misses
    return found


def take(misses: Misses, count: int, **changes: object) -> list[Miss]:
    taken: list[Miss] = []
    for number in range(count):
        taken += misses.take(MISS._replace(slug=f"s{number}")._replace(**changes))
    return taken


def test_a_few_are_handed_on_as_they_are(misses: Misses, clock: Clock) -> None:
    assert [one.slug for one in take(misses, SINGLY)] == [f"s{number}" for number in range(SINGLY)]
    clock.now_s += 1
    assert len(take(misses, SINGLY)) == SINGLY
    assert misses.due(now=True) == []


def test_of_the_rest_of_a_second_one_is_handed_on_for_each_domain_and_kind(misses: Misses, clock: Clock) -> None:
    take(misses, SINGLY)
    assert take(misses, 1000) == take(misses, 30, kind="index", slug="") == take(misses, 7, domain_id=4) == []
    assert misses.due() == []
    clock.now_s += 1
    counted = MISS._replace(slug="")
    due = [
        counted._replace(times=1000),
        counted._replace(kind="index", times=30),
        counted._replace(domain_id=4, times=7),
    ]
    assert misses.due() == due
    assert misses.due() == []


def test_who_came_is_said_of_several_only_where_all_said_the_same(misses: Misses, clock: Clock) -> None:
    take(misses, SINGLY)
    take(misses, 9, user_agent="sqlmap/1.8")
    take(misses, 4, domain_id=4)
    take(misses, 1, domain_id=4, user_agent=FIREFOX)
    take(misses, 4, domain_id=4)
    take(misses, 1, domain_id=5)
    clock.now_s += 1
    assert [(one.user_agent, one.times) for one in misses.due()] == [("sqlmap/1.8", 9), ("", 9), (PHONE, 1)]


def test_links_that_are_shut_keep_their_address_in_a_flood(misses: Misses, clock: Clock) -> None:
    take(misses, SINGLY)
    for number in range(NAMED + 50):
        for _ in range(3):
            assert misses.take(MISS._replace(kind="shut", slug=f"s{number}")) == []
    take(misses, 500)
    clock.now_s += 1
    due = {(one.kind, one.slug): one.times for one in misses.due()}
    assert len(due) == NAMED + 2
    assert due == {
        **{("shut", f"s{number}"): 3 for number in range(NAMED)},
        ("shut", ""): 150,
        ("miss", ""): 500,
    }


def test_the_next_miss_hands_on_what_is_due_before_it(misses: Misses, clock: Clock) -> None:
    take(misses, SINGLY + 5)
    clock.now_s += 30
    assert [(one.slug, one.times) for one in take(misses, 1)] == [("", 5), ("s0", 1)]


def test_what_was_counted_is_due_at_once_when_the_process_stops(misses: Misses) -> None:
    take(misses, SINGLY + 5)
    assert [one.times for one in misses.due(now=True)] == [5]


def test_a_miss_is_in_the_file_before_the_call_returns_and_is_no_hit(spool: Spool, folder: Path) -> None:
    spool.record_miss(MISS)
    assert read(folder) == [MISS]
    assert spool.counters == (0, 0, 0)
    assert decode(next(folder.glob("*.log")).read_bytes()).records == []


def test_its_time_is_clamped_as_that_of_a_hit_is(folder: Path) -> None:
    spool = Spool(folder, clock=lambda: 1_800_000_000.0)
    for at_us in (0, 1_800_000_000_000_123, 2**62):
        spool.record_miss(MISS._replace(at_us=at_us))
    spool.close()
    week_us, minute_us, now_us = 7 * 86_400_000_000, 60_000_000, 1_800_000_000_000_000
    assert [one.at_us - now_us for one in read(folder)] == [-week_us, 123, 5 * minute_us]


def test_a_hundred_thousand_random_paths_cost_no_more_than_a_few(folder: Path) -> None:
    spool = Spool(folder, fsync_ms=20)
    drawn = random.Random(1)
    began = time.monotonic()
    for _ in range(100_000):
        slug = "".join(drawn.choices("\u6771\u00fcabc", k=64))
        spool.record_miss(MISS._replace(slug=slug, user_agent="\u00ff" * 9000))
    spool.close()
    took_s = time.monotonic() - began
    found = read(folder)
    assert sum(one.times for one in found) == 100_000
    largest = len(encode_miss(MISS._replace(slug="\u6771" * 64, user_agent="\u00ff" * 512)))
    assert largest < 4096
    assert sum(path.stat().st_size for path in folder.iterdir()) <= (took_s + 1) * (SINGLY + 1) * largest
    assert all(one.slug == "" for one in found if one.times > 1)


def test_what_was_only_counted_is_written_though_nobody_comes_any_more(spool: Spool, folder: Path) -> None:
    for _ in range(SINGLY + 100):
        spool.record_miss(MISS)
    deadline = time.monotonic() + 60
    while sum(one.times for one in read(folder)) < SINGLY + 100:
        assert time.monotonic() < deadline, "the counted ones were not written"
        time.sleep(0.01)


def test_a_folder_that_is_gone_costs_the_miss_and_nothing_else(folder: Path) -> None:
    spool = Spool(folder, fsync_ms=0)
    spool.close()
    spool.record_miss(MISS)  # closed: it is lost
    assert read(folder) == []
    assert spool.counters == (0, 0, 0)
