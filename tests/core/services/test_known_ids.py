"""Filters for rules, variants and codes: what the workspace has or had is answered, anything else is not found."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.errors import CalledOff, NotFound, QueryTooLong
from qrdesk.core.hits import ingest, rollups
from qrdesk.core.hits.hit_row import HitRow, Way
from qrdesk.core.hits.sums import MAX_VALUES
from qrdesk.core.models import Code, Hit, HitWay, Link, Workspace
from qrdesk.core.schemas.analytics import (
    ExportQuery,
    LeadersQuery,
    PeriodQuery,
    TimelineQuery,
    TopQuery,
    TotalsQuery,
    TotalsView,
)
from qrdesk.core.schemas.rules import Routing, Rule, Variant
from qrdesk.core.services import analytics, exporting_hits, leaders, question_places
from tests.core.hits.conftest import place, sqlite
from tests.core.hits.places import Place

__all__ = ["place", "sqlite"]

NOW = datetime.now(UTC)
_numbers = itertools.count()


def context(place: Place, workspace_id: int | None = None) -> Context:
    return Context(Actor(workspace_id or place.workspace_id, frozenset({ALL})), NOW, b"")


def scan(place: Place, *ways: Way) -> None:
    at_us = int(NOW.timestamp() * 1_000_000)
    whose = (place.workspace_id, place.link_id, True, False)
    with database.scope(), database.write():
        rollups.lock()
        ingest.store_hits([HitRow(f"h{next(_numbers)}", at_us, *whose, way=way) for way in ways])


def totals(ctx: Context, **asked: str) -> TotalsView:
    with database.scope():
        return analytics.get_totals(ctx, TotalsQuery.model_validate(asked))


def scans(ctx: Context, **asked: str) -> int:
    return totals(ctx, **asked).scans


def refused(ctx: Context, **asked: str) -> dict[str, str]:
    with database.scope(), pytest.raises(NotFound) as fault:
        analytics.get_totals(ctx, TotalsQuery.model_validate(asked))
    return fault.value.field_errors


@pytest.fixture
def busy(place: Place) -> Place:
    """A link with a rule that has a variant, and a code; none of them has a hit."""
    rule = Rule(id="rul_now", variants=(Variant(id="var_now", destination="https://x.example/red"),))
    with database.scope():
        Link.update(routing=Routing(rules=(rule,)).to_text()).where(Link.id == place.link_id).execute()
        kept = {"workspace": place.workspace_id, "link": place.link_id, "created_at": NOW, "updated_at": NOW}
        Code.create(public_id="qrc_now", design="{}", **kept)
    return place


def test_what_is_there_is_answered_with_or_without_hits(busy: Place) -> None:
    ctx = context(busy)
    for asked in ({"rule": "rul_now"}, {"variant": "var_now"}, {"code": "qrc_now"}, {"rule": "expired"}, {"rule": ""}):
        assert scans(ctx, **asked) == 0
        assert scans(ctx, **asked, link_id="spring") == 0
    scan(busy, Way("", "rul_now", "var_now", "qrc_now"))
    for asked in ({"rule": "rul_now"}, {"variant": "var_now"}, {"code": "qrc_now"}):
        assert scans(ctx, **asked) == scans(ctx, **asked, country="") == 1


def test_what_is_gone_is_answered_as_long_as_anything_was_counted(busy: Place) -> None:
    ctx = context(busy)
    scan(busy, Way("", "rul_gone", "var_gone", "qrc_gone"))
    with database.scope():
        Hit.delete().execute()  # for its age: sums are kept for ever
    for asked in ({"rule": "rul_gone"}, {"variant": "var_gone"}, {"code": "qrc_gone"}):
        assert scans(ctx, **asked) == 1


def test_of_very_many_on_one_day_each_is_known(busy: Place) -> None:
    scan(busy, *[Way("", f"rul_{number:03}") for number in range(230)], Way("", "rul_000"))
    for number in range(230):
        assert scans(context(busy), rule=f"rul_{number:03}") == 1 + (number == 0)


def test_of_very_many_each_is_known_when_its_hits_are_gone(busy: Place) -> None:
    """One link's sums name all of its rules, those of the workspace only so many."""
    half = replace(busy, link_id=1 << 20)
    scan(busy, *[Way("", f"rul_{number:03}") for number in range(0, 230, 2)])
    scan(half, *[Way("", f"rul_{number:03}") for number in range(1, 230, 2)])
    with database.scope():
        Hit.delete().execute()
        HitWay.delete().execute()
        Workspace.update(hits_from=int(NOW.timestamp() + 86_400) * 1_000_000).execute()
    found = [totals(context(busy), rule=f"rul_{number:03}") for number in range(230)]
    assert [(one.scans, one.exact_from is None) for one in found].count((1, True)) == MAX_VALUES
    assert [(one.scans, one.exact_from is None) for one in found].count((0, False)) == 230 - MAX_VALUES
    refused(context(busy), rule="rul_230")


def test_who_asks_for_anothers_among_very_many_waits_in_line_and_can_give_up(busy: Place) -> None:
    stranger = Workspace.create(name="Stranger", time_zone="UTC", created_at=NOW).id
    scan(replace(busy, workspace_id=stranger, link_id=1 << 20), Way("", "rul_theirs"))
    ctx = context(busy)
    refused(ctx, rule="rul_theirs")
    scan(busy, *[Way("", f"rul_{number:03}") for number in range(230)])
    refused(ctx, rule="rul_theirs")
    with pytest.raises(CalledOff):
        scans(replace(ctx, cancelled=lambda: True), rule="rul_theirs")
    with pytest.raises(QueryTooLong):
        scans(replace(ctx, settings=replace(ctx.settings, query_seconds=-1)), rule="rul_theirs")
    held = [question_places._places.acquire(blocking=False) for _ in range(question_places.AT_ONCE)]
    try:
        with pytest.raises(CalledOff):
            scans(replace(ctx, cancelled=lambda: True), rule="rul_theirs")
        refused(ctx, rule="rul_nobodys")  # which no hit ever had: nothing to wait for
    finally:
        for _ in held:
            question_places._places.release()


def test_what_nobody_has_is_not_found_by_the_name_of_its_field(busy: Place) -> None:
    scan(busy, Way("", "rul_now", "var_now", "qrc_now"))
    ctx = context(busy)
    for name in ("rule", "variant", "code"):
        for wrong in ("rul_never", "RUL_NOW", "rul%now", 'rul_now":[1,0],"', "x" * 25, "rul_no", "ule_now", "é", "0"):
            assert refused(ctx, **{name: wrong}) == {name: f"There is no {name} “{wrong}” here."}
    assert refused(ctx, rule="var_now").keys() == {"rule"}  # one kind is not taken for another
    assert refused(ctx, variant="rul_now").keys() == {"variant"}
    assert refused(ctx, code="expired").keys() == {"code"}


def test_another_workspaces_ids_are_not_found(busy: Place) -> None:
    scan(busy, Way("", "rul_now", "var_now", "qrc_now"))
    stranger = context(busy, Workspace.create(name="Stranger", time_zone="UTC", created_at=NOW).id)
    for name, one in (("rule", "rul_now"), ("variant", "var_now"), ("code", "qrc_now")):
        asked = {name: one}
        assert list(refused(stranger, **asked)) == [name]
        with database.scope():
            for ask in (
                lambda asked=asked: analytics.get_timeline(stranger, TimelineQuery.model_validate(asked)),
                lambda asked=asked: analytics.get_top(stranger, TopQuery.model_validate({**asked, "dimension": "os"})),
                lambda asked=asked: analytics.get_heatmap(stranger, PeriodQuery.model_validate(asked)),
                lambda asked=asked: leaders.list_leaders(stranger, LeadersQuery.model_validate(asked)),
                lambda asked=asked: exporting_hits.export_hits(stranger, ExportQuery.model_validate(asked)),
            ):
                with pytest.raises(NotFound):
                    ask()
