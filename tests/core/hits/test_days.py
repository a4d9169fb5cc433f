"""Totals, timeline and top tell the same of a day, in whatever time zone the workspace counts."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.hits import pending, recount, rollups
from qrdesk.core.models import Workspace
from qrdesk.core.schemas.access import WorkspacePatch
from qrdesk.core.schemas.analytics import Dimension, TimelineQuery, TopQuery, TotalsQuery
from qrdesk.core.services import analytics, workspaces
from tests.core.hits.places import Place, scan


def context(place: Place) -> Context:
    return Context(Actor(place.workspace_id, frozenset({ALL})), datetime.now(UTC), b"")


def seen_on(ctx: Context, day: date) -> tuple[int, int, int]:
    """Return the scans of one day as totals, timeline and top tell them."""
    with database.scope():
        return (
            analytics.get_totals(ctx, TotalsQuery(start=day, end=day)).scans,
            sum(point.scans for point in analytics.get_timeline(ctx, TimelineQuery(start=day, end=day)).points),
            analytics.get_top(ctx, TopQuery(dimension=Dimension.DEVICE, start=day, end=day)).total,
        )


@pytest.mark.parametrize(
    ("zone", "other"),
    [("Asia/Tokyo", "America/Los_Angeles"), ("Asia/Kolkata", "UTC"), ("Pacific/Kiritimati", "Etc/GMT+12")],
)
def test_totals_timeline_and_top_agree_and_go_on_agreeing_in_another_time_zone(
    place: Place, zone: str, other: str
) -> None:
    Workspace.update(time_zone=zone).execute()
    ctx = context(place)
    # half past seven on a morning of which UTC has seen nothing yet, or only the beginning
    yesterday = (ctx.now - timedelta(days=1)).replace(hour=22, minute=30)
    scan(place, yesterday)
    for name in (zone, other):
        view = workspaces.update_workspace(ctx, WorkspacePatch(time_zone=name))
        assert view.time_zone == name
        day = yesterday.astimezone(ZoneInfo(name)).date()
        assert seen_on(ctx, day) == (1, 1, 1)
        for beside in (day - timedelta(days=1), day + timedelta(days=1)):
            assert seen_on(ctx, beside) == (0, 0, 0)
        assert recount.compare() == []


def test_a_new_name_counts_nothing_anew(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recount, "recount", lambda *_, **__: pytest.fail("nothing changed"))
    ctx = context(place)
    zone = workspaces.get_workspace(ctx).time_zone
    view = workspaces.update_workspace(ctx, WorkspacePatch(name="Bakery", time_zone=zone))
    assert view.name == "Bakery"


def test_a_recount_that_fails_goes_on_the_next_time(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    Workspace.update(time_zone="UTC").execute()
    ctx = context(place)
    scan(place, ctx.now)

    def broken(_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(rollups, "put", broken)
        with pytest.raises(ZeroDivisionError):
            workspaces.update_workspace(ctx, WorkspacePatch(time_zone="Pacific/Kiritimati"))
    assert workspaces.get_workspace(ctx).time_zone == "Pacific/Kiritimati"
    assert pending.is_asked_for()
    pending.count_if_few()
    assert not pending.is_asked_for()
    assert recount.compare() == []


def test_another_zone_while_the_last_one_is_being_counted(place: Place) -> None:
    Workspace.update(time_zone="UTC").execute()
    ctx = context(place)
    scan(place, ctx.now)
    zones = iter(["Asia/Tokyo"])

    def move_on() -> None:
        if zone := next(zones, None):
            with database.write():
                database.bump_epoch()
                Workspace.update(time_zone=zone).execute()
                pending.ask_for(place.workspace_id)

    with database.write():
        database.bump_epoch()
        Workspace.update(time_zone="America/Los_Angeles").execute()
        pending.ask_for(place.workspace_id)
    assert pending.count(breathe=move_on)
    assert pending.is_asked_for()  # again, and that was not forgotten
    pending.count_if_few()
    assert recount.compare() == []
