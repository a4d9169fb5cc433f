"""Visits that were led nowhere, by the day: people and programs apart, and no flood fills the disk."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qrdesk.core import database
from qrdesk.core.hits import miss_days
from qrdesk.core.hits.days import HOUR_US
from qrdesk.core.hits.miss_days import MAX_SHUT, MAX_SLUGS
from qrdesk.core.hits.misses import SINGLY, Misses
from qrdesk.core.hits.records import Miss, decode, encode_miss
from qrdesk.core.models import MissDay, Workspace
from tests.core.hits.places import Place

DAY = 20_000
MISS = Miss(DAY * 24 * HOUR_US, 1, 3, "miss", "nobody", "Mozilla/5.0 (Windows NT 10.0) Firefox/127.0", 1)


def store(*misses: Miss) -> int:
    with database.write():
        return miss_days.store(misses)


def found() -> dict[tuple[int, int, str, str], tuple[int, int]]:
    rows: Sequence[MissDay] = list(MissDay.select())
    return {(row.domain_id, row.day, row.kind, row.slug): (row.hits, row.bots) for row in rows}


def test_visits_are_counted_by_domain_day_kind_and_address(place: Place) -> None:
    other = MISS._replace(domain_id=4, kind="index", slug="", user_agent="curl/8.1.2")
    later = MISS._replace(at_us=MISS.at_us + 24 * HOUR_US)
    for _ in range(2):
        assert store(MISS, other, later, MISS._replace(user_agent="curl/8.1.2"), MISS._replace(user_agent="")) == 5
    assert found() == {
        (3, DAY, "miss", "nobody"): (2, 4),
        (3, DAY + 1, "miss", "nobody"): (2, 0),
        (4, DAY, "index", ""): (0, 2),
    }


def test_several_in_one_do_not_say_who_came(place: Place) -> None:
    assert store(MISS._replace(slug="", user_agent="", times=700)) == 700
    assert found() == {(3, DAY, "miss", ""): (700, 0)}


def test_a_day_is_one_of_the_workspaces_time_zone(place: Place) -> None:
    Workspace.update(time_zone="Asia/Tokyo").execute()
    store(MISS._replace(workspace_id=place.workspace_id, at_us=MISS.at_us + 15 * HOUR_US))
    assert {key[1] for key in found()} == {DAY + 1}


@pytest.mark.parametrize("step", [1, 90, 1000])
def test_no_more_than_200_addresses_are_kept_and_no_visit_is_lost(place: Place, step: int) -> None:
    count = 260 if step == 1 else 700
    misses = [MISS._replace(slug=f"s{number % 350}") for number in range(count)]
    for start in range(0, count, step):
        store(*misses[start : start + step])
    store(MISS._replace(slug="s0"), MISS._replace(domain_id=9, slug="new"))
    slugs = {key[3]: hits for key, (hits, _) in found().items() if key[0] == 3}
    assert len(slugs) == MAX_SLUGS + 1
    assert set(slugs) == {"", *(f"s{number}" for number in range(MAX_SLUGS))}
    assert sum(slugs.values()) == count + 1
    assert found()[9, DAY, "miss", "new"] == (1, 0)


def test_of_several_with_one_agent_it_is_known_whether_they_were_programs(place: Place) -> None:
    store(MISS._replace(slug="", user_agent="sqlmap/1.8", times=700), MISS._replace(slug="", times=20))
    assert found() == {(3, DAY, "miss", ""): (20, 700)}


@pytest.mark.parametrize("kind", ["shut", "miss"])
def test_people_and_programs_are_told_apart_in_a_flood(place: Place, kind: str) -> None:
    flood = {MISS.user_agent: 3, "sqlmap/1.8": 2, f"{MISS.user_agent}.0": 4, "": 5, "Googlebot/2.1": 6}
    misses, several = Misses(clock=lambda: 0.0), MISS._replace(kind=kind)
    for _ in range(SINGLY):
        assert misses.take(several._replace(domain_id=9)) != []
    for agent, times in flood.items():
        for _ in range(times):
            assert misses.take(several._replace(user_agent=agent)) == []
    for _ in range(2):
        misses.take(several._replace(user_agent="", domain_id=4))
    written = b"".join(encode_miss(one) for one in misses.due(now=True))
    store(*decode(written).misses)
    slug = several.slug if kind == "shut" else ""
    assert found() == {(3, DAY, kind, slug): (7, 13), (4, DAY, kind, slug): (0, 2)}


def test_links_that_are_shut_have_addresses_of_their_own(place: Place) -> None:
    store(*(MISS._replace(kind="shut", slug=f"s{number}", times=2) for number in range(MAX_SHUT + 7)))
    store(MISS._replace(kind="shut", slug="s0", times=5), MISS._replace(slug="s0"))
    kept = {key[3]: hits for key, (hits, _) in found().items() if key[2] == "shut"}
    assert (len(kept), kept[""], kept["s0"], kept["s9"]) == (MAX_SHUT + 1, 14, 7, 2)
    assert found()[3, DAY, "miss", "s0"] == (1, 0)


@pytest.mark.parametrize("wrong", [{"kind": "other"}, {"times": 0}, {"times": -5}, {"times": 1 << 40}])
def test_what_nobody_wrote_like_this_is_not_counted(place: Place, wrong: dict[str, object]) -> None:
    assert store(MISS, MISS._replace(**wrong)) == 1
    assert found() == {(3, DAY, "miss", "nobody"): (1, 0)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(slug=st.text(max_size=200), agent=st.text(max_size=60))
def test_anything_a_visitor_asks_for_fits_the_table(place: Place, slug: str, agent: str) -> None:
    assert store(MISS._replace(slug=slug, user_agent=agent)) == 1
