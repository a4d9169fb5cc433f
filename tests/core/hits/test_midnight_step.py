"""Sums that an older version counted by full hours of UTC are counted anew when the database is next opened."""

from datetime import timedelta

import pytest
from playhouse.migrations import Runner

from qrdesk.core import database
from qrdesk.core.hits import pending, recount, rows
from qrdesk.core.migrations import run
from qrdesk.core.models import Link, RollupTotal, Workspace
from tests.core.hits.places import Place
from tests.core.hits.upkeep_hits import DAY, NOON, a_hit, store, sums

BEFORE_MIDNIGHT = NOON.replace(hour=18, minute=15)  # a quarter of an hour before it in India


@pytest.mark.parametrize(
    ("zone", "asked"), [("Asia/Kolkata", True), ("Australia/Lord_Howe", True), ("Asia/Tokyo", False)]
)
def test_only_zones_with_parts_of_hours_are_counted_anew(place: Place, zone: str, asked: bool) -> None:
    Workspace.update(time_zone=zone).execute()
    store([a_hit(place, BEFORE_MIDNIGHT)])
    step_back_and_forth()
    assert pending.is_asked_for() == asked


def test_the_recount_moves_hits_to_the_day_they_came_on(place: Place) -> None:
    Workspace.update(time_zone="Asia/Kolkata").execute()
    store([a_hit(place, BEFORE_MIDNIGHT), a_hit(place, BEFORE_MIDNIGHT + timedelta(minutes=20))])
    with database.write():  # as full hours of UTC had it: most of this one is of the day after
        rows.ask("DELETE FROM rollup_day WHERE day = ?", (DAY,))
        rows.ask("UPDATE rollup_day SET scans = 2, hours = REPLACE(hours, '[1,', '[2,')")
    step_back_and_forth()
    pending.count_if_few(now=NOON)
    assert not pending.is_asked_for()
    assert sums("l", place.link_id) == {DAY: (1, 1), DAY + 1: (1, 1)}
    assert recount.compare() == []


def test_hits_between_the_deleted_ones_and_the_first_day_are_not_lost(place: Place) -> None:
    Workspace.update(time_zone="Asia/Kolkata").execute()
    store([a_hit(place, BEFORE_MIDNIGHT, visitor="edge"), a_hit(place, BEFORE_MIDNIGHT + timedelta(minutes=20))])
    with database.write():  # as full hours of UTC had it: both are of the day after, and what came before is deleted
        rows.ask("DELETE FROM rollup_day WHERE day = ?", (DAY,))
        rows.ask("UPDATE visitor_day SET day = day + 1 WHERE day = ?", (DAY,))
        rows.ask("UPDATE rollup_day SET scans = 2, hours = REPLACE(hours, '[1,', '[2,')")
        Workspace.update(hits_from=BEFORE_MIDNIGHT.replace(minute=0)).execute()
    step_back_and_forth()
    pending.count_if_few(now=NOON)
    assert sums("l", place.link_id) == {DAY: (1, 1), DAY + 1: (1, 1)}
    assert RollupTotal.get().scans == 2
    assert Link.get_by_id(place.link_id).hit_count == 2
    assert Workspace.get().hits_from == BEFORE_MIDNIGHT.replace(minute=30)
    assert recount.compare() == []


def step_back_and_forth() -> None:
    runner = Runner(database.proxy.obj, str(run.FOLDER))
    step = next(step.name for step in runner.migrations() if step.name.startswith("0006"))
    runner.down(step)
    with database.write():
        rows.ask("DELETE FROM fact WHERE name LIKE ?", ("sums%",))
    runner.up()
