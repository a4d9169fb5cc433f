"""Old hits go, their sums stay, and nothing that is still needed goes along."""

from datetime import UTC, datetime, timedelta

import pytest

from qrdesk.core import database
from qrdesk.core.hits import partitions, pending, recount, retention, rows, uniques
from qrdesk.core.hits.hit_row import Origin
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.models import Hit, HitOrigin, MissDay, RollupDay, VisitorDay, Workspace
from qrdesk.core.schemas.access import WorkspacePatch
from qrdesk.core.services import workspaces
from tests.core.hits.places import Place
from tests.core.hits.upkeep_hits import DAY, NOON, a_hit, context, store, sums

TOKYO = "Asia/Tokyo"


def keep(days: int | None, zone: str = "UTC") -> None:
    Workspace.update(keep_hits_days=days, time_zone=zone).execute()


def hits_from() -> datetime | None:
    return Workspace.get().hits_from


def test_hits_of_days_past_go_and_their_sums_stay(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_HITS_AT_ONCE", 2)
    keep(3)
    store(a_hit(place, NOON - timedelta(days=n), visitor=f"v{n}") for n in range(8))
    assert retention.delete_old_hits(NOON) == 4
    assert sums("l", place.link_id) == {DAY - n: (1, 1) for n in range(8)}
    assert hits_from() == NOON.replace(hour=0) - timedelta(days=3)
    assert Hit.select().count() == 4
    assert recount.compare() == []
    RollupDay.update(scans=9).execute()
    recount.repair(now=NOON)
    assert [scans for _, (scans, _) in sorted(sums("l", place.link_id).items())] == [9, 9, 9, 9, 1, 1, 1, 1]
    assert retention.delete_old_hits(NOON) == 0


def test_a_day_is_one_of_the_workspaces_time_zone(place: Place) -> None:
    keep(1, TOKYO)
    begins = NOON.replace(hour=15) - timedelta(days=2)  # of yesterday in Tokyo
    store([a_hit(place, begins - timedelta(seconds=1)), a_hit(place, begins)])
    retention.delete_old_hits(NOON)
    assert hits_from() == begins
    assert [hit.at for hit in Hit.select()] == [begins]
    assert recount.compare() == []


def test_who_keeps_hits_for_ever_loses_none(place: Place) -> None:
    keep(None)
    store([a_hit(place, NOON - timedelta(days=3000))])
    assert retention.delete_old_hits(NOON) == 0
    assert hits_from() is None


@pytest.mark.parametrize(("keep_days", "left"), [(30, 400), (400, 400), (700, 700), (None, 3000)])
def test_days_of_visits_led_nowhere_go_when_they_are_old(
    place: Place, monkeypatch: pytest.MonkeyPatch, keep_days: int | None, left: int
) -> None:
    monkeypatch.setattr(retention, "_ROWS_AT_ONCE", 2)
    keep(keep_days)
    ages = (0, 399, 400, 401, 402, 700, 701, 3000)
    for age in ages:
        for number in range(3):
            MissDay.create(
                domain_id=number, day=DAY - age, kind="shut", slug=f"s{number}", workspace_id=place.workspace_id, hits=1
            )
    MissDay.create(domain_id=9, day=0, kind="miss", slug="", workspace_id=place.workspace_id + 1, hits=1)
    rests: list[int] = []
    gone = [age for age in ages if age > left]
    assert retention.forget_misses(NOON, lambda: rests.append(1)) == 3 * len(gone)
    assert len(rests) == (3 * len(gone) + 1) // 2
    days = {row.day for row in MissDay.select().where(MissDay.workspace_id == place.workspace_id)}
    assert days == {DAY - age for age in ages} - {DAY - age for age in gone}
    assert MissDay.select().where(MissDay.workspace_id != place.workspace_id).count() == 1
    assert retention.forget_misses(NOON) == 0


def test_without_an_old_hit_nothing_is_noted_as_deleted(place: Place) -> None:
    keep(3)
    store([a_hit(place)])
    retention.delete_old_hits(NOON)
    assert hits_from() is None


def test_keeping_more_from_now_on_does_not_bring_back_what_is_gone(place: Place) -> None:
    keep(3)
    store(a_hit(place, NOON - timedelta(days=n)) for n in range(8))
    retention.delete_old_hits(NOON)
    noted = hits_from()
    keep(400)
    retention.delete_old_hits(NOON + timedelta(days=1))
    assert hits_from() == noted


def test_a_hit_that_comes_after_its_day_is_gone_counts_and_goes(place: Place) -> None:
    keep(3)
    store(a_hit(place, NOON - timedelta(days=n)) for n in range(8))
    retention.delete_old_hits(NOON)
    store([a_hit(place, NOON - timedelta(days=6), visitor="late")])
    assert sums("l", place.link_id)[DAY - 6] == (2, 2)
    assert retention.delete_old_hits(NOON) == 1
    assert sums("l", place.link_id)[DAY - 6] == (2, 2)
    assert recount.compare() == []


def test_a_crash_between_two_batches_leaves_all_as_it_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_HITS_AT_ONCE", 1)
    keep(3)
    store(a_hit(place, NOON - timedelta(days=n)) for n in range(8))

    def crash() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        retention.delete_old_hits(NOON, crash)
    assert Hit.select().count() == 7
    assert hits_from() == NOON.replace(hour=0) - timedelta(days=3)
    assert recount.compare() == []
    recount.recount(now=NOON)
    assert len(sums("l", place.link_id)) == 8
    assert retention.delete_old_hits(NOON) == 3


def test_days_that_wait_to_be_counted_anew_keep_their_hits(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending, "FEW_HITS", 0)
    keep(3)
    store(a_hit(place, NOON - timedelta(days=n)) for n in range(8))
    workspaces.update_workspace(context(place), WorkspacePatch(time_zone=TOKYO))
    assert retention.delete_old_hits(NOON) == 0
    pending.count(now=NOON)
    assert retention.delete_old_hits(NOON) == 4
    assert recount.compare() == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TOKYO, "America/Los_Angeles"),
        ("America/Los_Angeles", TOKYO),
        ("Pacific/Kiritimati", "Etc/GMT+12"),
        ("Etc/GMT+12", "Pacific/Kiritimati"),
        ("Asia/Kolkata", "UTC"),
    ],
)
def test_no_hit_is_lost_or_counted_twice_in_another_zone(place: Place, before: str, after: str) -> None:
    keep(2, before)
    store(a_hit(place, NOON - timedelta(hours=n), visitor=f"v{n}") for n in range(120))
    retention.delete_old_hits(NOON)
    workspaces.update_workspace(context(place), WorkspacePatch(time_zone=after))
    assert sum(scans for scans, _ in sums("l", place.link_id).values()) == 120
    assert sum(scans for scans, _ in sums("w", place.workspace_id).values()) == 120
    assert recount.compare() == []
    retention.delete_old_hits(NOON)
    assert recount.compare() == []
    assert sum(scans for scans, _ in sums("l", place.link_id).values()) == 120


def test_visitors_are_forgotten_and_their_number_stays(place: Place) -> None:
    keep(None)
    store(a_hit(place, NOON - timedelta(days=n), visitor=f"v{n}") for n in (0, 8, 9, 10, 11))
    retention.forget_visitors(NOON)
    assert {row.day for row in VisitorDay.select()} == {DAY, DAY - 8, DAY - 9}
    assert recount.compare() == []


def test_visitors_of_hits_that_lay_for_weeks_are_counted_once(place: Place) -> None:
    keep(None)
    then = NOON - timedelta(days=20)
    store(a_hit(place, then, visitor=who) for who in ("a", "b"))
    retention.forget_visitors(NOON)
    store(a_hit(place, then, visitor=who) for who in ("a", "c"))
    assert sums("l", place.link_id)[DAY - 20] == (4, 4)  # who had been there was forgotten
    retention.forget_visitors(NOON + timedelta(hours=1))
    assert sums("l", place.link_id)[DAY - 20] == (4, 3)
    assert sums("w", place.workspace_id)[DAY - 20] == (4, 3)
    assert VisitorDay.select().count() == 0
    assert recount.compare() == []


def test_small_rows_that_nothing_names_go(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_WORTH_IT", 1)
    keep(3)
    store(a_hit(place, NOON - timedelta(days=n), origin=Origin(referrer_host=f"{n}.example")) for n in range(8))
    assert retention.forget_unnamed() == 0
    retention.delete_old_hits(NOON)
    assert retention.forget_unnamed() == 4
    assert {row.referrer_host for row in HitOrigin.select()} == {f"{n}.example" for n in range(4)}
    store([a_hit(place, origin=Origin(referrer_host="7.example"))])
    assert {row.referrer_host for row in HitOrigin.select()} == {f"{n}.example" for n in (0, 1, 2, 3, 7)}


def test_a_small_row_that_is_named_again_meanwhile_stays(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_WORTH_IT", 1)
    store([a_hit(place), a_hit(place, origin=Origin(referrer_host="b.example"))])
    with database.write():
        rows.ask("DELETE FROM hit WHERE hit_id IN (SELECT MAX(hit_id) FROM hit)")
    real = retention._delete_unnamed

    def named_first(kind: str, unnamed: set[int], newest: int) -> int:
        with database.write():
            store_hits([a_hit(place, origin=Origin(referrer_host=host)) for host in ("a.example", "b.example")])
        return real(kind, unnamed, newest)

    monkeypatch.setattr(retention, "_delete_unnamed", named_first)
    retention.forget_unnamed()
    assert HitOrigin.select().count() == 2
    lost = "SELECT COUNT(*) FROM hit WHERE origin_id NOT IN (SELECT id FROM hit_origin)"
    assert rows.ask(lost).fetchone()[0] == 0


def test_empty_months_are_dropped_and_made_again_for_late_hits(place: Place) -> None:
    keep(100)
    old = NOON - timedelta(days=200)
    store([a_hit(place, old), a_hit(place)])
    partitions.prepare(NOON)
    shared = place_is_shared()
    assert retention.drop_empty_months(NOON) == []
    retention.delete_old_hits(NOON)
    assert retention.drop_empty_months(NOON) == ([f"hit_{old:%Y_%m}"] if shared else [])
    store([a_hit(place, old)])
    assert Hit.select().count() == 2
    assert sums("l", place.link_id)[DAY - 200][0] == 2


def place_is_shared() -> bool:
    return not hasattr(database.proxy.obj, "pragma")


def test_what_is_kept_is_set_and_shown(place: Place) -> None:
    ctx = context(place)
    before = database.read_epoch()
    assert (workspaces.get_workspace(ctx).keep_hits_days, workspaces.get_workspace(ctx).honour_dnt) == (400, True)
    shown = workspaces.update_workspace(ctx, WorkspacePatch(keep_hits_days=30, honour_dnt=False))
    assert (shown.keep_hits_days, shown.honour_dnt, shown.hits_from) == (30, False, None)
    assert database.read_epoch() > before  # whoever answers visitors looks at it
    assert workspaces.update_workspace(ctx, WorkspacePatch(name="Shop")).keep_hits_days == 30
    assert workspaces.update_workspace(ctx, WorkspacePatch(keep_hits_days=None)).keep_hits_days is None
    store([a_hit(place, datetime(2020, 1, 1, tzinfo=UTC))])
    workspaces.update_workspace(ctx, WorkspacePatch(keep_hits_days=1))
    retention.delete_old_hits(NOON)
    assert workspaces.get_workspace(ctx).hits_from == hits_from()
    assert uniques.KEPT_DAYS == 9


@pytest.mark.parametrize("days", [0, -1, 3661, "x"])
def test_impossible_settings_are_refused(days: object) -> None:
    with pytest.raises(ValueError, match="keep_hits_days"):
        WorkspacePatch.model_validate({"keep_hits_days": days})
    with pytest.raises(ValueError, match="true or false"):
        WorkspacePatch.model_validate({"honour_dnt": None})
