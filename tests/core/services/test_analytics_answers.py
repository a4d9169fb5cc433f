"""Whatever is asked, sums and hits answer as plain Python does that looks at every hit; on both databases."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core.context import Context
from qrdesk.core.hits.hit_row import DIMENSIONS, values_of
from qrdesk.core.schemas.analytics import (
    LeadersQuery,
    PeriodQuery,
    TimelineQuery,
    TopQuery,
    TotalsQuery,
)
from qrdesk.core.services import analytics, analytics_questions, analytics_sums, hit_queries, leaders
from qrdesk.core.settings import Settings
from tests.core.services.analytics_world import FIRST, FOLDERS, HOSTS, LAST, NOON, TAGS, World, make_world
from tests.core.services.places import workspace

ZONES = (
    *("Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Havana"),
)
_NONE_MEANT = {
    "in_app",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "rule",
    "variant",
    "code",
}


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield replace(found, now=NOON)


def questions(world: World, number: int) -> Iterator[dict[str, Any]]:
    """Yield fields of random queries: any group, any source, up to three values that some hit has."""
    rnd = random.Random(7)
    for _ in range(number):
        start = FIRST + timedelta(days=rnd.randrange(36))
        asked: dict[str, Any] = {"start": start, "end": start + timedelta(days=rnd.randrange((LAST - start).days + 1))}
        for name, choices in (("folder", FOLDERS), ("tag", TAGS), ("domain", HOSTS)):
            if rnd.random() < 0.3:
                asked[name] = rnd.choice(choices)
        if rnd.random() < 0.3:
            asked["link_id"] = rnd.choice(list(world.links.values())).slug
            host = next(host for row, host in world.hosts.items() if world.links[row].slug == asked["link_id"])
            asked["link_id"] = f"{host}/{asked['link_id']}"
        if rnd.random() < 0.3:
            asked["source"] = rnd.choice(["scan", "click"])
        some = dict(values_of(rnd.choice(world.hits)))
        asked |= {name: some[name] for name in rnd.sample(DIMENSIONS, rnd.choice([0, 0, 1, 1, 2, 3]))}
        yield asked


def plain(asked: dict[str, Any]) -> PeriodQuery:
    """Return the query as the oracle reads it: links there go by their slug."""
    return PeriodQuery.model_validate({**asked, "link_id": asked.get("link_id", "").rpartition("/")[2] or None})


def check_counts(found: Any, told: list[int], asked: dict[str, Any], *, visitors: bool = True) -> None:
    chosen = {*asked} - {"start", "end", "link_id", "folder", "tag", "domain", "step"}
    assert [found.scans, found.clicks, found.bots] == [*told[:2], None if chosen else told[2]], asked
    if visitors and (found.visitors is not None or not chosen):
        assert found.visitors == told[3], asked


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.fast_cases(2)
def test_any_question_is_answered_as_by_looking_at_every_hit(ctx: Context, zone: str) -> None:
    world = make_world(ctx, zone)
    for number, asked in enumerate(questions(world, 60)):
        query = plain(asked)
        everything = world.counts(query, lambda _: 0).get(0, [0, 0, 0, 0])
        totals = analytics.get_totals(ctx, TotalsQuery.model_validate(asked))
        check_counts(totals, everything, asked)
        assert (totals.previous_bots is None) == (totals.bots is None), asked
        assert totals.visitors is not None or totals.previous_visitors is None, asked
        check_timeline(world, asked, ("day", "week", "month", "hour")[number % 4])
        check_top(world, asked, DIMENSIONS[number % len(DIMENSIONS)])
        check_heatmap(world, asked)
        check_leaders(world, asked)


def check_timeline(world: World, asked: dict[str, Any], step: Any) -> None:
    def begins(at: int) -> Any:
        day = world.day(at)
        if step == "hour":
            return world.clock(at).astimezone(UTC)
        first = {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[step]
        first = max(first, asked["start"])
        return datetime(first.year, first.month, first.day, tzinfo=world.zone)

    told = world.counts(plain(asked), begins)
    found = analytics.get_timeline(world.ctx, TimelineQuery.model_validate({**asked, "step": step}))
    points = {point.at: point for point in found.points}
    assert list(points) == sorted(points)
    assert {*told} <= {*points}, asked
    for at, point in points.items():
        check_counts(point, told.get(at, [0, 0, 0, 0]), asked, visitors=step != "hour")


def check_top(world: World, asked: dict[str, Any], dimension: str) -> None:
    told = world.values(plain(asked), dimension)
    if dimension in _NONE_MEANT and dimension not in asked:
        del told[""]
    found = analytics.get_top(world.ctx, TopQuery.model_validate({**asked, "dimension": dimension, "limit": 200}))
    assert found.total == told.total(), (asked, dimension)
    if found.more or any(row.value == "other" and dimension != "device" for row in found.rows):
        assert dimension == "utm_term"
        assert all(told[row.value] == row.hits for row in found.rows if row.value != "other")
        return
    assert {row.value: row.hits for row in found.rows} == dict(told), (asked, dimension)
    assert [row.hits for row in found.rows] == sorted((row.hits for row in found.rows), reverse=True)


def check_heatmap(world: World, asked: dict[str, Any]) -> None:
    told = [[0] * 24 for _ in range(7)]
    for hit in world.matching(plain(asked)):
        clock = world.clock(hit.at)
        told[clock.weekday()][clock.hour] += not hit.bot
    assert analytics.get_heatmap(world.ctx, PeriodQuery.model_validate(asked)).rows == told, asked


def check_leaders(world: World, asked: dict[str, Any]) -> None:
    told = world.leaders(plain(asked))
    found = leaders.list_leaders(world.ctx, LeadersQuery.model_validate({**asked, "limit": 3}))
    assert [row.hits for row in found.rows] == sorted(told.values(), reverse=True)[:3], asked
    assert all(told[row.link_id] == row.hits == row.scans + row.clicks for row in found.rows)


def test_sums_and_hits_say_the_same(ctx: Context) -> None:
    world = make_world(ctx, "Europe/Berlin")
    with_both = 0
    for asked in questions(world, 90):
        query = PeriodQuery.model_validate(asked)
        question = analytics_questions.read(ctx, query)
        summed = analytics_sums.by_day(question)
        if summed is None or any(world.brought_along(plain(asked))):
            continue
        with_both += bool(summed)
        with hit_queries.searching(question) as search:
            counted = hit_queries.by_day(search)
        assert {day: one[:3] for day, one in summed.items() if any(one[:3])} == {
            day: one[:3] for day, one in counted.items() if any(one[:3])
        }, asked
        for day, one in summed.items():
            assert one.visitors in {None, counted.get(day, analytics_questions.Counts()).visitors}, asked
    assert with_both > 20


def test_pieces_of_any_size_add_up_to_the_same(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world(ctx, "Europe/Berlin", 400)
    several = [asked for asked in questions(world, 80) if len(asked) > 4][:25]

    def answers() -> Iterator[Any]:
        for asked in several:
            yield analytics.get_totals(ctx, TotalsQuery.model_validate(asked)).model_dump(exclude={"visitors"})
            yield analytics.get_top(ctx, TopQuery.model_validate({**asked, "dimension": "city"}))
            yield analytics.get_heatmap(ctx, PeriodQuery.model_validate(asked))
            yield leaders.list_leaders(ctx, LeadersQuery.model_validate(asked))

    before = list(answers())
    for name, value in (("_ROWS", 61), ("VISITORS_UP_TO", 0)):
        monkeypatch.setattr(hit_queries, name, value)
        found = list(answers())
        for one in (*before, *found):
            if isinstance(one, dict):
                one.pop("previous_visitors", None)
        assert found == before, name
    asked = TotalsQuery(start=FIRST, end=LAST, country="DE", os="iOS")
    assert analytics.get_totals(ctx, asked).visitors is None


def test_leaders_are_the_same_however_few_links_are_looked_at_together(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_world(ctx, "Europe/Berlin", 400)
    spans = [LeadersQuery(start=FIRST + timedelta(days=day), end=LAST) for day in range(0, (LAST - FIRST).days, 5)]
    told = [leaders.list_leaders(ctx, asked).rows for asked in spans]
    assert any(len(rows) > 4 for rows in told)
    for first, most in ((1, 1), (1, 8)):
        monkeypatch.setattr(leaders, "_FIRST", first)
        monkeypatch.setattr(leaders, "_MOST", most)
        for asked, rows in zip(spans, told, strict=True):
            for limit in (1, 2, 4):
                assert leaders.list_leaders(ctx, asked.model_copy(update={"limit": limit})).rows == rows[:limit]


def test_a_value_that_may_hide_among_others_is_looked_for_in_the_hits(ctx: Context) -> None:
    make_world(ctx, "Europe/Berlin", 50)
    kept = analytics.get_top(ctx, TopQuery.model_validate({"start": FIRST, "dimension": "utm_term", "limit": 200}))
    assert {row.value: row.hits for row in kept.rows}["other"] == 30
    assert "term229" not in {row.value for row in kept.rows}
    for value, hits in (("term229", 1), (kept.rows[1].value, 1), ("nothing", 0)):
        asked = PeriodQuery(start=FIRST, end=LAST, utm_term=value)
        assert analytics.get_totals(ctx, TotalsQuery.model_validate(asked.model_dump(exclude_unset=True))).scans == hits
