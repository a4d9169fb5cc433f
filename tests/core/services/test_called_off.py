"""Questions about hits that nobody waits for any more, or that take too long, also within one statement of SQL."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import peewee
import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import CalledOff, QueryTooLong
from qrdesk.core.hits import regroup, rows
from qrdesk.core.models import Folder
from qrdesk.core.schemas.analytics import ExportQuery, LeadersQuery, PeriodQuery, TimelineQuery, TopQuery, TotalsQuery
from qrdesk.core.services import (
    analytics,
    analytics_questions,
    analytics_sums,
    exporting_hits,
    hit_queries,
    leaders,
    question_places,
)
from tests.core.services.analytics_world import FIRST, FROM_HITS, LAST, SPAN, World, opened_world
from tests.core.services.endless import endless_hits


class House(NamedTuple):
    """Some hits, and where they are."""

    world: World
    url: str

    @property
    def ctx(self) -> Context:
        return self.world.ctx


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    with opened_world(database_url, tmp_path / "data", "Asia/Kolkata", 300) as world:
        yield House(world, database_url)


def after(looks: int) -> Callable[[], bool]:
    """Return what says, from its look of that number on, that nobody waits any more."""
    looked: list[int] = []

    def cancelled() -> bool:
        looked.append(1)
        return len(looked) >= looks

    return cancelled


def _export(ctx: Context) -> object:
    return b"".join(exporting_hits.export_hits(ctx, ExportQuery.model_validate(FROM_HITS)).chunks)


ASKED: dict[str, Callable[[Context], object]] = {
    "totals": lambda ctx: analytics.get_totals(ctx, TotalsQuery.model_validate(FROM_HITS)),
    "totals of a link": lambda ctx: analytics.get_totals(
        ctx, TotalsQuery.model_validate({**FROM_HITS, "link_id": "link0"})
    ),
    "hours": lambda ctx: analytics.get_timeline(ctx, TimelineQuery.model_validate({**FROM_HITS, "step": "hour"})),
    "cities": lambda ctx: analytics.get_top(ctx, TopQuery.model_validate({**FROM_HITS, "dimension": "city"})),
    "heat map": lambda ctx: analytics.get_heatmap(ctx, PeriodQuery.model_validate(FROM_HITS)),
    "leaders": lambda ctx: leaders.list_leaders(ctx, LeadersQuery.model_validate(FROM_HITS)),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_statement_ends_when_the_question_is_called_off(house: House, asked: str) -> None:
    ask = ASKED[asked]
    before = ask(house.ctx)
    with endless_hits(house.url), pytest.raises(CalledOff):  # the first looks are before the statement, and between two
        ask(replace(house.ctx, cancelled=after(4)))
    assert question_places._places._value == question_places.AT_ONCE
    assert ask(house.ctx) == before  # also by this thread's connection


def test_a_statement_ends_when_it_takes_too_long(house: House) -> None:
    hasty = replace(house.ctx, settings=replace(house.ctx.settings, query_seconds=1))
    with endless_hits(house.url), pytest.raises(QueryTooLong, match="longer than 1 seconds"):
        ASKED["totals"](hasty)
    assert ASKED["totals"](house.ctx)


def test_a_file_of_hits_is_given_up_within_a_page(house: House) -> None:
    stream = exporting_hits.export_hits(replace(house.ctx, cancelled=after(4)), ExportQuery.model_validate(FROM_HITS))
    assert next(stream.chunks)  # the head
    with endless_hits(house.url), pytest.raises(CalledOff):
        b"".join(stream.chunks)
    assert exporting_hits._places._value == exporting_hits.AT_ONCE
    assert _export(house.ctx)


def test_other_faults_of_the_database_stay_what_they_are(house: House) -> None:
    question = analytics_questions.read(house.ctx, PeriodQuery.model_validate(FROM_HITS))
    with pytest.raises(peewee.DatabaseError, match="no_such_table"), hit_queries.searching(question):
        rows.ask("SELECT 1 FROM no_such_table")


def test_sums_of_links_are_added_up_only_while_somebody_waits(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they are for a folder whose links have changed."""
    query = TotalsQuery.model_validate({**SPAN, "folder": "Menus"})
    with database.write():
        database.bump_epoch()
        regroup.mark(house.ctx.actor.workspace_id, [("f", Folder.get(Folder.name == "Menus").id)])
    told = analytics.get_totals(house.ctx, query)
    monkeypatch.setattr(analytics_sums, "_STALE_LINKS", 1)
    assert analytics.get_totals(house.ctx, query) == told
    with pytest.raises(CalledOff):
        analytics.get_totals(replace(house.ctx, cancelled=after(3)), query)
    top = TopQuery.model_validate({**query.model_dump(exclude={"compare"}), "dimension": "country"})
    with pytest.raises(CalledOff):
        analytics.get_top(replace(house.ctx, cancelled=after(3)), top)
    hasty = replace(house.ctx, settings=replace(house.ctx.settings, query_seconds=-1))
    with pytest.raises(QueryTooLong):
        analytics.get_totals(hasty, query)


def test_leading_links_are_looked_for_only_while_somebody_waits(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaders, "_FIRST", 1)
    monkeypatch.setattr(leaders, "_MOST", 1)
    query = LeadersQuery.model_validate({"start": FIRST, "end": LAST, "limit": 1})
    assert leaders.list_leaders(house.ctx, query).rows
    with pytest.raises(CalledOff):
        leaders.list_leaders(replace(house.ctx, cancelled=lambda: True), query)
