"""Visitors who invent what they say of themselves make only so many small rows a day."""

from collections.abc import Callable, Sequence

import pytest

from qrdesk.core import database
from qrdesk.core.hits import bounds, recount
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin
from qrdesk.core.models import Hit, HitAgent, HitOrigin, RollupDay
from tests.core.hits.places import Place
from tests.core.hits.upkeep_hits import a_hit, store


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "NEW_A_DAY", 3)


def clock(day: int) -> Callable[[], float]:
    return lambda: day * 86_400.0


def bounded(hits: Sequence[HitRow], day: int) -> list[Origin]:
    with database.write():
        found = [hit.origin for hit in bounds.bounded(hits, clock(day))]
        for origin in found:
            HitOrigin.get_or_create(key=bounds.lookups.digest(origin), defaults=origin._asdict())
        return found


def test_values_beyond_the_bound_count_as_other_and_every_hit_counts(place: Place) -> None:
    invented = [Origin("", "direct", utm_source=f"s{n}", utm_term="x") for n in range(40)]
    store(a_hit(place, origin=one) for one in invented[:2])
    store(a_hit(place, origin=one) for one in invented)
    kept = {row.utm_source for row in HitOrigin.select()}
    assert kept == {"s0", "s1", "s2", "other"}
    assert {row.referrer_host for row in HitOrigin.select()} == {""}
    mine = RollupDay.get((RollupDay.scope == "l") & (RollupDay.owner_id == place.link_id))
    assert Hit.select().count() == mine.scans == 42
    assert mine.utm_source == '{"s0":[2,0],"s1":[2,0],"s2":[1,0],"other":[37,0]}'
    assert recount.compare() == []


def test_of_invented_browsers_the_device_stays(place: Place) -> None:
    store(a_hit(place, agent=Agent("mobile", "iOS", "iOS 17", f"B{n}", f"B{n} 1", "LINE")) for n in range(9))
    others = {(row.device, row.os_version, row.in_app) for row in HitAgent.select()}
    assert others == {("mobile", "iOS 17", "LINE"), ("mobile", "", "LINE")}
    assert HitAgent.select().count() == 4


def test_the_next_day_has_room_again(place: Place) -> None:
    hits = [a_hit(place, origin=Origin(f"{n}.example", "site")) for n in range(9)]
    assert len(set(bounded(hits[:5], 100))) == 4
    assert bounded(hits[5:6], 100) == [Origin("other", "site")]
    assert bounded(hits[5:6], 101) == [hits[5].origin]
    assert bounded(hits[5:6], 101) == [hits[5].origin]


def test_known_values_are_kept_however_many_were_invented(place: Place) -> None:
    hits = [a_hit(place, origin=Origin(f"{n}.example", "site")) for n in range(9)]
    bounded(hits, 100)
    assert bounded(hits[:3], 100) == [hit.origin for hit in hits[:3]]
