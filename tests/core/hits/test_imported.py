"""Hits that another program counted: in the sums once, however often the file is read."""

import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.errors import Invalid
from qrdesk.core.hits import imported, recount
from qrdesk.core.hits.days import number_of
from qrdesk.core.hits.sums import ImportedDay
from qrdesk.core.models import ImportedDay as Row
from qrdesk.core.models import Link, LinkTag, RollupDay, RollupTotal, Workspace
from qrdesk.core.schemas.access import WorkspacePatch
from qrdesk.core.schemas.analytics import Dimension, TimelineQuery, TopQuery, TotalsQuery
from qrdesk.core.schemas.transfer import LinkImport
from qrdesk.core.services import analytics, summaries, transfer, workspaces
from tests.core.hits.places import Place, make_link, opened, scan
from tests.core.hits.together import hang_up

DAY = date(2026, 3, 29)  # clocks go forward in Europe


def day(place: Place, on: date, scans: int, clicks: int = 0, *, link_id: int = 0) -> ImportedDay:
    return ImportedDay(link_id or place.link_id, number_of(on), place.workspace_id, scans, clicks)


def add(*days: ImportedDay) -> None:
    with database.write():
        imported.add(days)


def context(place: Place) -> Context:
    return Context(Actor(place.workspace_id, frozenset({ALL})), datetime(2026, 4, 1, 12, tzinfo=UTC), b"")


def test_imported_days_are_in_every_sum_and_in_no_dimension(place: Place) -> None:
    add(day(place, DAY, 5, 2), day(place, date(2026, 3, 31), 1))
    ctx = context(place)
    with database.scope():
        assert Link.get_by_id(place.link_id).hit_count == 8
        one = TotalsQuery(start=DAY, end=DAY)
        totals = analytics.get_totals(ctx, one)
        assert (totals.scans, totals.clicks, totals.bots) == (5, 2, 0)
        points = analytics.get_timeline(ctx, TimelineQuery(start=DAY, end=date(2026, 4, 1))).points
        assert [(point.scans, point.clicks) for point in points] == [(5, 2), (0, 0), (1, 0), (0, 0)]
        name = Link.get_by_id(place.link_id).public_id
        summary = summaries.get_summary(ctx, name)
        assert (summary.total_hits, summary.scans, summary.last_7_days, summary.daily[-4:]) == (8, 6, 8, [7, 0, 1, 0])
        assert analytics.get_top(ctx, TopQuery(dimension=Dimension.DEVICE, start=DAY, end=DAY)).rows == []
        assert recount.compare() == []


def test_the_same_day_again_replaces_and_does_not_add(place: Place) -> None:
    for scans, clicks in ((5, 2), (5, 2), (1, 7), (0, 0), (3, 0)):
        add(day(place, DAY, scans, clicks))
        assert Link.get_by_id(place.link_id).hit_count == scans + clicks
        assert (Row.get().scans, Row.get().clicks) == (scans, clicks)
        assert recount.compare() == []
    add(day(place, DAY, 1), day(place, DAY, 9))  # a file with the day twice
    assert Link.get_by_id(place.link_id).hit_count == 9
    add()
    assert recount.compare() == []


def test_hits_of_our_own_on_the_same_day_stay(place: Place) -> None:
    now = datetime.now(UTC)
    scan(place, now)
    zone = ZoneInfo(Workspace.get_by_id(place.workspace_id).time_zone)
    today = now.astimezone(zone).date()
    add(day(place, today, 10))
    scan(place, now)
    add(day(place, today, 4, 1))
    assert Link.get_by_id(place.link_id).hit_count == 7
    assert recount.compare() == []
    recount.recount()
    assert Link.get_by_id(place.link_id).hit_count == 7
    assert recount.compare() == []


def test_a_transaction_that_fails_leaves_no_sum_behind(place: Place) -> None:
    def fail() -> None:
        with database.write():
            imported.add([day(place, DAY, 5)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.scope():
        assert (
            Row.select().count(),
            RollupDay.select().count(),
            RollupTotal.select().count(),
            Link.get().hit_count,
        ) == (0, 0, 0, 0)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kolkata", "Europe/Berlin"])
def test_a_day_stays_that_day_in_another_time_zone(place: Place, zone: str) -> None:
    add(day(place, DAY, 5))
    ctx = context(place)
    workspaces.update_workspace(ctx, WorkspacePatch(time_zone=zone))
    with database.scope():
        points = analytics.get_timeline(ctx, TimelineQuery(start=date(2026, 3, 28), end=date(2026, 3, 30))).points
        assert [point.scans for point in points] == [0, 5, 0]
        assert recount.compare() == []
        assert {row.day for row in RollupDay.select()} == {number_of(DAY)}


@pytest.mark.parametrize(
    "wrong", [{"scans": -1}, {"clicks": -1}, {"scans": 1 << 40}, {"day": -1}, {"day": 1 << 40}, {"day": 3_000_000}]
)
def test_impossible_days_are_refused(place: Place, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        add(day(place, DAY, 1), day(place, date(2026, 3, 30), 1)._replace(**wrong))
    assert Link.get_by_id(place.link_id).hit_count == 0


def test_the_last_day_of_the_calendar_is_a_day(place: Place) -> None:
    add(day(place, DAY, 1)._replace(day=0), day(place, DAY, 1)._replace(day=2_932_000))
    assert recount.compare() == []


def test_no_link_brings_more_than_sums_can_hold(place: Place) -> None:
    for number in range(10):
        add(day(place, DAY, 100_000_000)._replace(day=number))
    with pytest.raises(Invalid, match="1,000,000,000"):
        add(day(place, DAY, 1)._replace(day=11))
    scan(place, datetime.now(UTC))
    assert recount.compare() == []


def test_many_days_of_many_links_at_once(place: Place) -> None:
    links = [make_link(place.workspace_id, f"link{number}") for number in range(3)]
    days = [
        day(place, date.fromordinal(DAY.toordinal() - back), back % 7, back % 3, link_id=link)
        for link in links
        for back in range(700)
    ]
    add(*days)
    add(*reversed(days))
    hits = sum(back % 7 + back % 3 for back in range(700))
    assert [Link.get_by_id(link).hit_count for link in links] == [hits] * 3
    assert recount.compare(place.workspace_id) == []


def test_many_links_that_bring_very_much_on_one_day(place: Place) -> None:
    for number in range(3):  # together more than 32 bits hold
        add(day(place, DAY, 1_000_000_000, link_id=make_link(place.workspace_id, f"link{number}")))
    assert RollupDay.get(RollupDay.scope == "w").scans == 3_000_000_000
    assert recount.compare() == []


def test_what_a_list_brings_is_in_the_sums_of_its_folders_and_tags(place: Place) -> None:
    row = {"row": 1, "destination": "https://example.com/", "tags": "red, wet", "folder": "Menus", "hits": "7"}
    report = transfer.import_links(context(place), LinkImport.model_validate({"rows": [row]}))
    assert (len(report.created), LinkTag.select().count()) == (1, 2)
    assert sorted((one.scope, one.clicks) for one in RollupDay.select()) == [(scope, 7) for scope in "dflttw"]
    assert recount.compare() == []


@pytest.mark.parametrize("again", [False, True], ids=["new", "again"])
def test_two_imports_of_one_day_at_once_count_it_once(
    postgres_partless: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    with opened(postgres_partless, tmp_path / "data") as found, database.scope():
        place = Place(found.spool, found.owner.workspace_id, make_link(found.owner.workspace_id))
        done = threading.Event()
        if again:
            add(day(place, DAY, 90))

        def second() -> None:
            try:
                add(day(place, DAY, 7))
                done.set()
            finally:
                hang_up()

        thread = threading.Thread(target=second)
        real = imported._before

        def slow(wanted: list[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
            found = real(wanted)
            if thread.ident is None:
                thread.start()
                assert not done.wait(0.5)  # time enough to go past us
            return found

        monkeypatch.setattr(imported, "_before", slow)
        add(day(place, DAY, 5))
        thread.join(20)
        assert done.is_set()
        assert Link.get_by_id(place.link_id).hit_count == 7
        assert recount.compare() == []
