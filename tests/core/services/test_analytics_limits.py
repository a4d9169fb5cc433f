"""What answers rest on when hits have been deleted, links have moved, or nobody waits any more; on both databases."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Actor, Context
from qrdesk.core.errors import Busy, CalledOff, NotFound, QueryTooLong
from qrdesk.core.hits import regroup
from qrdesk.core.models import Folder, Hit, Link, Workspace
from qrdesk.core.models.base import to_micros
from qrdesk.core.schemas.access import WorkspacePatch
from qrdesk.core.schemas.analytics import (
    ExportQuery,
    LeadersQuery,
    PeriodQuery,
    TimelineQuery,
    TopQuery,
    TotalsQuery,
)
from qrdesk.core.services import analytics, exporting_hits, leaders, links, question_places, workspaces
from qrdesk.core.services.periods import Period
from tests.core.services.analytics_world import FIRST, FROM_HITS, LAST, SPAN, World, opened_world, store
from tests.daemon.asking import until
from tests.desks import second_workspace


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    with opened_world(database_url, tmp_path / "data", "Asia/Kolkata", 300) as made:
        yield made


def totals(ctx: Context, **asked: Any) -> Any:
    return analytics.get_totals(ctx, TotalsQuery.model_validate({**SPAN, **asked}))


def age_out(world: World, day: date) -> None:
    """Delete the hits before a day, as the background does for a workspace that keeps them for a shorter time."""
    at = Period(day, day, world.zone).micros[0]
    Hit.delete().where(Hit.at < at).execute()
    Workspace.update(hits_from=at).where(Workspace.id == world.ctx.actor.workspace_id).execute()


def test_sums_stay_when_hits_go_and_answers_from_hits_say_where_they_begin(world: World) -> None:
    before = totals(world.ctx)
    kept = date(2026, 3, 25)
    age_out(world, kept)
    assert totals(world.ctx) == before
    assert totals(world.ctx, country="DE").exact_from is None
    asked = PeriodQuery(start=kept, end=LAST, country="DE", os="iOS")
    told = world.counts(asked, lambda _: 0).get(0, [0, 0, 0, 0])
    found = totals(world.ctx, country="DE", os="iOS")
    assert ([found.scans, found.clicks], found.exact_from) == (told[:2], kept)
    for view in (
        analytics.get_timeline(world.ctx, TimelineQuery.model_validate(FROM_HITS)),
        analytics.get_top(world.ctx, TopQuery.model_validate({**FROM_HITS, "dimension": "city"})),
        analytics.get_heatmap(world.ctx, PeriodQuery.model_validate(FROM_HITS)),
        leaders.list_leaders(world.ctx, LeadersQuery.model_validate(FROM_HITS)),
    ):
        assert view.exact_from == kept
    assert totals(world.ctx, country="DE", os="iOS", start=LAST, end=LAST).exact_from is None
    # what it is compared with is not all there
    assert totals(world.ctx, country="DE", os="iOS", start=date(2026, 3, 30)).exact_from == kept
    early = totals(world.ctx, country="DE", os="iOS", end=date(2026, 3, 20))
    assert (early.scans, early.exact_from) == (0, kept)


def test_a_day_that_is_there_in_part_does_not_count_as_kept(world: World) -> None:
    noon = datetime(2026, 3, 25, 12, tzinfo=world.zone)
    Workspace.update(hits_from=to_micros(noon)).execute()
    assert totals(world.ctx, country="DE", os="iOS").exact_from == date(2026, 3, 26)


def test_a_group_whose_links_have_changed_is_added_up_from_its_links(world: World) -> None:
    moved = next(row for row, name in world.folders.items() if name == "Menus")
    other = next(row for row in world.links if row not in world.folders)
    menus = Folder.get(Folder.name == "Menus")
    with database.write():
        database.bump_epoch()
        Link.update(folder=None).where(Link.id == moved).execute()
        Link.update(folder=menus.id).where(Link.id == other).execute()
        regroup.mark(world.ctx.actor.workspace_id, [("f", menus.id)])
    del world.folders[moved]
    world.folders[other] = "Menus"
    query = PeriodQuery.model_validate({**SPAN, "folder": "Menus"})
    told = world.counts(query, lambda _: 0)[0]
    found = totals(world.ctx, folder="Menus")
    assert ([found.scans, found.clicks, found.bots], found.visitors) == (told[:3], None)
    top = analytics.get_top(world.ctx, TopQuery.model_validate({**query.model_dump(), "dimension": "country"}))
    assert {row.value: row.hits for row in top.rows} == dict(world.values(query, "country"))
    while regroup.regroup(now=world.ctx.now):
        pass
    assert totals(world.ctx, folder="Menus").visitors == told[3]


def test_another_workspace_can_name_nothing_of_ours(world: World) -> None:
    stranger = replace(world.ctx, actor=Actor(second_workspace().workspace_id, frozenset({"all"})))
    link, folder = next(iter(world.links.values())), Folder.get(Folder.name == "Menus")
    for asked in (
        {"link_id": link.public_id},
        {"link_id": "go.example/link0"},
        {"folder": "Menus"},
        {"folder": folder.public_id},
        {"tag": "summer"},
        {"domain": "go.example"},
    ):
        field = next(iter(asked))
        for ask in (
            lambda asked=asked: totals(stranger, **asked),
            lambda asked=asked: leaders.list_leaders(stranger, LeadersQuery.model_validate(asked)),
            lambda asked=asked: exporting_hits.export_hits(stranger, ExportQuery.model_validate(asked)),
        ):
            with pytest.raises(NotFound) as refused:
                ask()
            assert list(refused.value.field_errors) == [field]
    for asked in ({}, {"country": "DE"}, {"country": "DE", "os": "iOS"}, {"source": "scan"}):
        assert totals(stranger, **asked).scans == 0
        assert leaders.list_leaders(stranger, LeadersQuery.model_validate({**SPAN, **asked})).rows == []
        lines = b"".join(exporting_hits.export_hits(stranger, ExportQuery.model_validate({**SPAN, **asked})).chunks)
        assert lines.count(b"\n") == 1


def test_imported_hits_stay_out_of_the_heat_map_in_another_time_zone(world: World) -> None:
    age_out(world, date(2026, 3, 25))  # sums before that day keep imported hits at the noon of India
    before = analytics.get_heatmap(world.ctx, PeriodQuery(start=FIRST, end=date(2026, 3, 20)))
    workspaces.update_workspace(world.ctx, WorkspacePatch(time_zone="America/New_York"))
    after = analytics.get_heatmap(world.ctx, PeriodQuery(start=FIRST, end=date(2026, 3, 20)))
    assert sum(map(sum, after.rows)) == sum(map(sum, before.rows))
    assert min(map(min, after.rows)) == 0


def test_hours_are_told_by_the_clock_of_the_workspace(world: World) -> None:
    asked = TimelineQuery(start=LAST, end=LAST, step="hour")
    first = analytics.get_timeline(world.ctx, asked).points[0].at
    assert first.isoformat() == "2026-04-12T00:00:00+05:30"


def test_a_deleted_link_can_be_asked_about_by_its_id_and_by_the_address_it_had(world: World) -> None:
    link, before = world.links[min(world.links)], totals(world.ctx)
    told = totals(world.ctx, link_id=link.public_id)
    links.delete_link(world.ctx, link.public_id)
    assert totals(world.ctx) == before
    assert totals(world.ctx, link_id=link.public_id) == told
    assert leaders.list_leaders(world.ctx, LeadersQuery.model_validate(SPAN)).rows[0].link_id == link.public_id
    assert totals(world.ctx, link_id=link.slug) == told
    with pytest.raises(NotFound):
        totals(world.ctx, link_id=f"{link.slug}x")


def test_a_question_ends_when_it_takes_too_long_or_nobody_waits(world: World) -> None:
    looked: list[int] = []

    def cancelled() -> bool:
        looked.append(1)
        return len(looked) > 1

    with pytest.raises(CalledOff):
        totals(replace(world.ctx, cancelled=cancelled), country="DE", os="iOS")
    assert totals(replace(world.ctx, cancelled=lambda: True), country="DE").scans  # sums answer at once
    hasty = replace(world.ctx, settings=replace(world.ctx.settings, query_seconds=-1))
    with pytest.raises(QueryTooLong, match="Choose a shorter period"):
        totals(hasty, country="DE", os="iOS")
    assert totals(hasty, country="DE").scans
    assert totals(world.ctx, country="DE", os="iOS").scans  # the places have been given back


def test_few_questions_read_hits_at_once_and_too_many_are_turned_away(world: World) -> None:
    held = [question_places._places.acquire(blocking=False) for _ in range(question_places.AT_ONCE)]
    answers: list[Any] = []

    def ask() -> None:
        with database.scope():
            answers.append(totals(world.ctx, country="DE", os="iOS").scans)
        database.proxy.close()

    waiting = threading.Thread(target=ask)
    waiting.start()
    try:
        assert all(held)
        all_but_one = question_places.AT_ONCE + question_places.WAITING - 1
        until(lambda: question_places._callers._value == all_but_one)
        others = [question_places._callers.acquire(blocking=False) for _ in range(all_but_one)]
        assert all(others)
        with pytest.raises(Busy):
            totals(world.ctx, country="DE", os="iOS")
        for _ in others:
            question_places._callers.release()
        assert answers == []
    finally:
        for _ in held:
            question_places._places.release()
    waiting.join(20)
    assert answers == [totals(world.ctx, country="DE", os="iOS").scans]


def test_a_file_holds_every_hit_of_the_period_once_in_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting_hits, "_PAGE", 7)
    for asked in (
        SPAN,
        {**SPAN, "tag": "summer", "folder": "Menus"},
        {**SPAN, "country": "DE"},
    ):
        query = PeriodQuery.model_validate(asked)
        stream = exporting_hits.export_hits(world.ctx, ExportQuery.model_validate({**asked, "format": "jsonl"}))
        text = b"".join(stream.chunks).decode()
        ids = [line.partition('"id":"')[2].partition('"')[0] for line in text.splitlines()]
        told = [hit for hit in world.matching(query) if not (hit.bot and query.country)]
        at = {world.id_of(hit): hit.at for hit in told}
        assert sorted(ids) == sorted(at)
        assert [at[one] for one in ids] == sorted(at.values())
    csv = b"".join(exporting_hits.export_hits(world.ctx, ExportQuery.model_validate(SPAN)).chunks)
    assert csv.startswith(b'\xef\xbb\xbf"id","at",')
    assert csv.count(b"\r\n") == len(world.matching(PeriodQuery.model_validate(SPAN))) + 1


def test_a_file_begun_and_left_gives_its_place_back(world: World) -> None:
    query = ExportQuery.model_validate(SPAN)
    begun = [exporting_hits.export_hits(world.ctx, query) for _ in range(exporting_hits.AT_ONCE)]
    for stream in begun:
        next(stream.chunks)
    with pytest.raises(Busy):
        next(exporting_hits.export_hits(world.ctx, query).chunks)
    begun[0].close()
    assert next(exporting_hits.export_hits(world.ctx, query).chunks)
    for stream in begun:
        stream.close()


def test_hits_that_come_while_a_file_is_written_are_not_in_it(world: World) -> None:
    stream = exporting_hits.export_hits(world.ctx, ExportQuery.model_validate({**SPAN, "format": "jsonl"}))
    next(stream.chunks)
    late = world.hits[0]._replace(hit_id="late", at=to_micros(datetime(2026, 4, 12, tzinfo=UTC)))
    store([late])
    assert world.id_of(late).encode() not in b"".join(stream.chunks)
