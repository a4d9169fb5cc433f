"""Sums over any set of links say what plain Python says that looks at every hit; on both databases."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.services import link_sums
from qrdesk.core.services.link_sums import Chosen
from qrdesk.core.settings import Settings
from tests.core.services.analytics_world import EPOCH, FIRST, FOLDERS, HOSTS, LAST, NOON, TAGS, World, make_world
from tests.core.services.places import workspace


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield make_world(replace(found, now=NOON), "Europe/Berlin")


def some(rnd: random.Random, names: Any) -> list[str]:
    return [name for name in names if rnd.random() < 0.5] if rnd.random() < 0.5 else []


def choices(world: World, number: int) -> Iterator[Chosen]:
    rnd = random.Random(11)
    uuids = [link.uuid for link in world.links.values()]
    for _ in range(number):
        yield Chosen(
            links=some(rnd, uuids),
            domains=some(rnd, HOSTS),
            folders=some(rnd, FOLDERS),
            tags=some(rnd, TAGS),
            unfiled=rnd.random() < 0.2,
        )


def members(world: World, chosen: Chosen) -> set[int]:
    return {
        row_id
        for row_id, link in world.links.items()
        if (not chosen.links or link.uuid in chosen.links)
        and (not chosen.domains or world.hosts[row_id] in chosen.domains)
        and (not chosen.tags or not world.tags[row_id].isdisjoint(chosen.tags))
        and (
            not (chosen.folders or chosen.unfiled)
            or world.folders.get(row_id) in chosen.folders
            or (chosen.unfiled and row_id not in world.folders)
        )
    }


def test_whatever_is_named_each_hit_counts_once(world: World) -> None:
    asked = 0
    for chosen in choices(world, 40):
        links = members(world, chosen)
        hits = [hit for hit in world.hits if hit.link_id in links and FIRST <= world.day(hit.at) <= LAST]
        brought = [
            (one, EPOCH + timedelta(days=one.day))
            for one in world.brought
            if one.link_id in links and FIRST <= EPOCH + timedelta(days=one.day) <= LAST
        ]
        question = link_sums.question_of(world.ctx, chosen, FIRST, LAST)
        sums = link_sums.total(question)
        assert sums.scans == sum(hit.scan and not hit.bot for hit in hits) + sum(one.scans for one, _ in brought)
        assert sums.clicks == sum(not hit.scan and not hit.bot for hit in hits) + sum(one.clicks for one, _ in brought)
        assert sums.bots == sum(bool(hit.bot) for hit in hits)
        days = Counter(world.day(hit.at) for hit in hits)
        for one, day in brought:
            days[day] += one.scans + one.clicks
        found = link_sums.by_day(question)
        assert list(found) == [FIRST + timedelta(days=place) for place in range((LAST - FIRST).days + 1)]
        assert {day: count for day, count in found.items() if count} == {day: n for day, n in days.items() if n}
        people = [world.values_by_hit[hit.hit_id] for hit in hits if not hit.bot]
        for dimension in ("os", "country", "utm_source"):
            wanted = Counter(values[dimension] for values in people)
            if dimension == "utm_source":
                del wanted[""]
            told = {value: count for value, count in link_sums.by_value(question, dimension).items() if count}
            assert told == {value: count for value, count in wanted.items() if count}
        by_link = Counter(hit.link_id for hit in hits)
        for one, _ in brought:
            by_link[one.link_id] += one.scans + one.clicks
        addresses = {f"{world.hosts[row]}/{world.links[row].slug}": n for row, n in by_link.items() if n}
        assert dict(link_sums.by_link(question, 200)) == addresses
        asked += bool(hits)
    assert asked > 10, "most of these asked about nothing"


def test_names_that_nothing_has_are_told(world: World) -> None:
    for chosen in (Chosen(links=["lnk_0", "lnk_1"]), Chosen(tags=["\ud800"]), Chosen(folders=["a\x00b", "Menus"])):
        with pytest.raises(NotFound):
            link_sums.question_of(world.ctx, chosen, FIRST, LAST)
    with pytest.raises(Invalid, match="200 are the most"):
        link_sums.question_of(world.ctx, Chosen(tags=["summer"] * 201), FIRST, LAST)
