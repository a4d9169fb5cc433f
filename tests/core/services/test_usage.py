"""Plans: what they allow in a month, who counts for them, and that nobody gets more of it than there is."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.core import database, monthly
from qrdesk.core.context import Actor, Context
from qrdesk.core.errors import (
    BadDestination,
    Conflict,
    FeatureNotAvailable,
    Forbidden,
    Invalid,
    NotFound,
    PlanLimitReached,
    SlugTaken,
)
from qrdesk.core.hits import imported
from qrdesk.core.hits.days import number_of
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.hits.sums import ImportedDay
from qrdesk.core.models import AuditEntry, Key, Link, Plan, UsageMonth, Workspace
from qrdesk.core.models.base import to_micros
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.schemas.bulk import BulkCreate
from qrdesk.core.schemas.domains import DomainDraft
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.schemas.transfer import ImportRow, LinkImport
from qrdesk.core.schemas.usage import Meter, PlanChoiceDraft, PlanDraft, UsageView
from qrdesk.core.services import bulk, domains, keys, links, plans, transfer, usage
from qrdesk.core.settings import Settings
from tests.core.services.places import START, a_link, row_of, workspace
from tests.desks import second_workspace

PAGE = "https://example.com/"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def a_plan(ctx: Context, name: str, **limits: int | bool) -> None:
    plans.save_plan(ctx, name, PlanDraft.model_validate(limits))


def give(ctx: Context, plan: str) -> None:
    """Give the caller's workspace a plan."""
    plans.choose_plan(ctx, Workspace.get_by_id(ctx.actor.workspace_id).public_id, PlanChoiceDraft(plan=plan))


def with_key(ctx: Context, plan: str = "unlimited") -> Context:
    """Return the context of a program with a new key of that plan."""
    made = keys.create_key(ctx, KeyDraft(name=plan, plan=plan))
    key = Key.get(Key.public_id == made.id)
    return replace(ctx, actor=Actor(ctx.actor.workspace_id, frozenset({"all"}), key_id=key.id))


def make(ctx: Context, slug: str | None = None) -> Link:
    return row_of(links.create_link(ctx, LinkDraft(destination=PAGE, slug=slug)))


def meters(found: UsageView) -> dict[str, tuple[int, int | None]]:
    """Return current and limit of all meters, by whose it is and what it counts."""
    used = {"workspace": found.workspace, **({"key": found.key} if found.key else {})}
    return {
        f"{whose}.{what}": (meter.current, meter.limit)
        for whose, one in used.items()
        for what, meter in one
        if isinstance(meter, Meter)
    }


def test_links_count_for_the_key_and_for_the_workspace(ctx: Context) -> None:
    till, menu = with_key(ctx, "pro"), with_key(ctx, "free")
    for maker in (ctx, till, till, menu):
        make(maker)
    found = usage.get_usage(till)
    assert (found.month, found.resets_at) == ("2026-03", datetime(2026, 4, 1, tzinfo=UTC))
    assert meters(found) == {
        "workspace.links": (4, None),
        "workspace.hits": (0, None),
        "workspace.deliveries": (0, None),
        "key.links": (2, None),
        "key.hits": (0, None),
        "key.deliveries": (0, 50_000),
    }
    assert meters(usage.get_usage(menu))["key.links"] == (1, 100)
    assert usage.get_usage(ctx).key is None


def test_the_use_of_each_key_is_for_who_may_see_keys(ctx: Context) -> None:
    till, menu = with_key(ctx, "pro"), with_key(ctx, "free")
    with_key(ctx)  # was not used
    for maker in (ctx, till, menu, till):
        make(maker)
    make(replace(ctx, actor=second_workspace()))
    found = usage.get_usage(ctx).keys
    assert [(one.name, one.links.current, one.links.limit) for one in found] == [("pro", 2, None), ("free", 1, 100)]
    assert usage.get_usage(till).keys == found
    blind = replace(till, actor=replace(till.actor, scopes=frozenset({"links:read"})))
    assert usage.get_usage(blind).keys == []
    assert usage.get_usage(replace(ctx, now=datetime(2026, 4, 1, tzinfo=UTC))).keys == []


def test_the_workspaces_plan_holds_for_everybody_in_it(ctx: Context) -> None:
    a_plan(ctx, "tiny", links_month=2)
    give(ctx, "tiny")
    make(ctx)
    make(with_key(ctx))
    for maker in (ctx, with_key(ctx)):
        with pytest.raises(PlanLimitReached, match=r"“tiny” has 2 links a month.* 2026-04-01 00:00 UTC") as refused:
            make(maker, "third")
        assert (refused.value.limit, refused.value.current, refused.value.field_errors) == (2, 2, {})
    assert Link.select().count() == 2
    make(replace(ctx, actor=second_workspace()))  # the neighbours have a plan of their own


def test_a_keys_plan_holds_for_that_key(ctx: Context) -> None:
    a_plan(ctx, "tiny", links_month=1)
    till = with_key(ctx, "tiny")
    make(till)
    with pytest.raises(PlanLimitReached):
        make(till)
    make(ctx)
    make(with_key(ctx, "tiny"))


def test_the_plan_that_leaves_least_is_named(ctx: Context) -> None:
    a_plan(ctx, "house", links_month=3)
    a_plan(ctx, "tiny", links_month=1)
    give(ctx, "house")
    till = with_key(ctx, "tiny")
    make(till)
    with pytest.raises(PlanLimitReached, match="“tiny”"):
        make(till)
    make(ctx)
    make(ctx)
    with pytest.raises(PlanLimitReached, match="“house”"):
        make(with_key(ctx, "tiny"))


def test_it_starts_anew_when_the_month_ends_by_utc(ctx: Context) -> None:
    a_plan(ctx, "tiny", links_month=1)
    give(ctx, "tiny")
    end = datetime(2026, 4, 1, tzinfo=UTC)
    make(replace(ctx, now=end - timedelta(microseconds=1)))
    with pytest.raises(PlanLimitReached):
        make(replace(ctx, now=end - timedelta(microseconds=1)))
    april = replace(ctx, now=end)
    assert meters(usage.get_usage(april))["workspace.links"] == (0, 1)
    make(april)
    assert meters(usage.get_usage(april))["workspace.links"] == (1, 1)
    assert meters(usage.get_usage(ctx))["workspace.links"] == (1, 1)


def test_what_was_not_made_is_not_counted(ctx: Context) -> None:
    make(ctx, "menu")
    with pytest.raises(SlugTaken):
        make(ctx, "menu")
    with pytest.raises(BadDestination):
        links.create_link(ctx, LinkDraft(destination="javascript:alert(1)"))
    assert meters(usage.get_usage(ctx))["workspace.links"] == (1, None)


def test_a_deleted_link_was_made_all_the_same(ctx: Context) -> None:
    a_plan(ctx, "tiny", links_month=1)
    give(ctx, "tiny")
    links.delete_link(ctx, make(ctx).public_id)
    with pytest.raises(PlanLimitReached):
        make(ctx)


def test_many_at_once_are_made_as_far_as_the_plan_goes(ctx: Context) -> None:
    a_plan(ctx, "tiny", links_month=3)
    give(ctx, "tiny")
    make(ctx, "menu")
    many = tuple(LinkDraft(destination=PAGE, slug=slug) for slug in ("menu", "one", "two", "three"))
    report = bulk.create_links(ctx, BulkCreate(links=many))
    assert [one.link.slug for one in report.created] == ["one", "two"]
    assert [(one.index, one.code) for one in report.refused] == [(0, "slug_taken"), (3, "plan_limit_reached")]
    assert meters(usage.get_usage(ctx))["workspace.links"] == (3, 3)


def test_all_or_nothing_counts_nothing(ctx: Context) -> None:
    a_plan(ctx, "tiny", links_month=1)
    give(ctx, "tiny")
    many = (LinkDraft(destination=PAGE),) * 2
    report = bulk.create_links(ctx, BulkCreate(links=many, all_or_nothing=True))
    assert (report.created, [one.code for one in report.refused]) == ([], ["plan_limit_reached"])
    assert meters(usage.get_usage(ctx))["workspace.links"] == (0, 1)


def test_an_import_counts_what_it_makes(ctx: Context) -> None:
    a_plan(ctx, "tiny", links_month=2)
    give(ctx, "tiny")
    rows = tuple(ImportRow(row=row, slug=f"s{row}", destination=PAGE) for row in range(1, 4))
    shown = transfer.import_links(ctx, LinkImport(rows=rows, dry_run=True))
    assert ([one.row for one in shown.refused], Link.select().count()) == ([3], 0)
    assert meters(usage.get_usage(ctx))["workspace.links"] == (0, 2)
    for _ in range(2):  # what is there already is not made again
        report = transfer.import_links(ctx, LinkImport(rows=rows))
        assert [(one.row, one.field) for one in report.refused] == [(3, "")]
        assert "2 links a month" in report.refused[0].reason
    assert meters(usage.get_usage(ctx))["workspace.links"] == (2, 2)


def test_hits_are_those_this_server_answered_this_month(ctx: Context) -> None:
    link = row_of(a_link(ctx, PAGE))
    owner = ctx.actor.workspace_id
    march = HitRow("h1", to_micros(START), owner, link.id, True, False, visitor="v")
    february = march._replace(hit_id="h2", at=to_micros(START - timedelta(days=3)))
    with database.write():
        store_hits([march, march._replace(hit_id="h3", scan=False), march._replace(hit_id="h4", bot=True), february])
        imported.add([ImportedDay(link.id, number_of(START.date()), owner, 7, 40)])
    assert meters(usage.get_usage(ctx))["workspace.hits"] == (2, None)
    assert meters(usage.get_usage(replace(ctx, actor=second_workspace())))["workspace.hits"] == (0, None)


def side_by_side(work: Callable[[], object], times: int) -> list[object]:
    """Do work in several threads that begin together, and return what they returned or ran into."""
    found: list[object] = []
    met = threading.Barrier(times)

    def run() -> None:
        met.wait(20)
        try:
            with database.scope():
                found.append(work())
        except PlanLimitReached as refused:
            found.append(refused.code)

    threads = [threading.Thread(target=run) for _ in range(times)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return found


def test_those_who_ask_at_the_same_time_get_no_more_than_there_is(ctx: Context) -> None:
    a_plan(ctx, "tiny", links_month=5)
    give(ctx, "tiny")
    both = iter([with_key(ctx), ctx] * 4)
    found = side_by_side(lambda: make(next(both)).slug, 8)
    assert (len(found), found.count("plan_limit_reached"), Link.select().count()) == (8, 3, 5)


def test_deliveries_are_granted_as_far_as_the_plans_go(ctx: Context) -> None:
    a_plan(ctx, "tiny", deliveries_month=10)
    give(ctx, "tiny")
    till = with_key(ctx, "pro")
    both = iter([(till, 3), (ctx, 2)] * 4)

    def take() -> int:
        one, wanted = next(both)
        with database.write():
            caller = monthly.caller_of(one.actor.workspace_id, one.actor.key_id, one.now)
            return monthly.take_deliveries(caller, wanted)

    assert sum(int(str(one)) for one in side_by_side(take, 8)) == 10
    found = meters(usage.get_usage(till))
    assert found["workspace.deliveries"] == (10, 10)
    assert (
        found["key.deliveries"][0] + sum(row.deliveries for row in UsageMonth.select().where(UsageMonth.key_id == 0))
        == 10
    )
    assert take_one(ctx) == 0


def take_one(ctx: Context) -> int:
    with database.write():
        return monthly.take_deliveries(monthly.caller_of(ctx.actor.workspace_id, None, ctx.now), 1)


def test_the_plans_that_ship_have_the_documented_numbers(ctx: Context) -> None:
    found = {one.name: one for one in plans.list_plans(ctx)}
    assert list(found) == ["business", "free", "pro", "unlimited"]
    assert (found["free"].links_month, found["free"].deliveries_month, found["free"].scan_days) == (100, 1000, 0)
    assert (found["pro"].links_month, found["pro"].deliveries_month, found["pro"].scan_days) == (None, 50_000, 30)
    assert found["business"].scan_days == 365
    unlimited = found["unlimited"].model_dump(exclude={"name", "own_domains"})
    assert (set(unlimited.values()), found["unlimited"].own_domains) == ({None}, True)


def test_a_plan_is_made_and_replaced(ctx: Context) -> None:
    made = plans.save_plan(ctx, "agency", PlanDraft(links_month=10, rate_limit=60))
    assert (made.links_month, made.rate_limit, made.hits_month, made.own_domains) == (10, 60, None, True)
    changed = plans.save_plan(ctx, "agency", PlanDraft(links_month=20, own_domains=False))
    assert (changed.links_month, changed.rate_limit, changed.own_domains) == (20, None, False)
    assert plans.find_plan(ctx, "agency") == changed


@pytest.mark.parametrize("name", ["", "Agency", "a b", "ä", "a" * 33, "-a", "a\0"])
def test_a_plan_needs_a_plain_name(ctx: Context, name: str) -> None:
    with pytest.raises(Invalid, match="small letters"):
        plans.save_plan(ctx, name, PlanDraft())
    assert Plan.select().count() == 4


def test_unlimited_stays_without_limits(ctx: Context) -> None:
    with pytest.raises(Conflict):
        plans.save_plan(ctx, "unlimited", PlanDraft(links_month=1))
    with pytest.raises(Conflict):
        plans.delete_plan(ctx, "unlimited")


def test_a_plan_goes_when_nobody_has_it(ctx: Context) -> None:
    a_plan(ctx, "tiny")
    a_plan(ctx, "small")
    give(ctx, "tiny")
    with_key(ctx, "small")
    for name in ("tiny", "small"):
        with pytest.raises(Conflict, match="in use"):
            plans.delete_plan(ctx, name)
    give(ctx, "unlimited")
    Key.update(revoked_at=START).execute()
    for name in ("tiny", "small"):
        plans.delete_plan(ctx, name)
        with pytest.raises(NotFound):
            plans.delete_plan(ctx, name)


def test_only_a_known_plan_is_chosen_for_a_known_workspace(ctx: Context) -> None:
    own = Workspace.get_by_id(ctx.actor.workspace_id)
    with pytest.raises(Invalid, match=r"no plan “gold”.*business, free, pro, unlimited"):
        give(ctx, "gold")
    with pytest.raises(NotFound):
        plans.choose_plan(ctx, "wsp_nobody", PlanChoiceDraft(plan="pro"))
    other = Workspace.get_by_id(second_workspace().workspace_id)
    chosen = plans.choose_plan(ctx, other.uuid, PlanChoiceDraft(plan="pro"))
    assert (chosen.id, chosen.plan) == (other.public_id, "pro")
    assert Workspace.get_by_id(own.id).plan == "unlimited"
    entry = AuditEntry.get()
    assert (entry.workspace_id, entry.subject_id) == (other.id, other.public_id)
    assert json.loads(entry.changes) == {"plan": ["unlimited", "pro"]}


def test_with_a_key_nobody_changes_plans(ctx: Context) -> None:
    till = with_key(ctx)
    own = Workspace.get_by_id(ctx.actor.workspace_id).public_id
    for name in (own, "wsp_nobody"):
        with pytest.raises(Forbidden, match="at the computer with the database"):
            plans.choose_plan(till, name, PlanChoiceDraft(plan="pro"))
    for name in ("free", "nothing"):
        with pytest.raises(Forbidden):
            plans.save_plan(till, name, PlanDraft())
        with pytest.raises(Forbidden):
            plans.delete_plan(till, name)
    assert {row.name: row.links_month for row in Plan.select()}["free"] == 100


def test_domains_are_added_where_the_plan_has_them(ctx: Context) -> None:
    theirs = replace(ctx, actor=second_workspace())
    draft = DomainDraft(url="https://go.example.com")
    give(replace(ctx, actor=replace(ctx.actor, workspace_id=theirs.actor.workspace_id)), "free")
    with pytest.raises(FeatureNotAvailable, match="“free”"):
        domains.create_domain(theirs, draft)
    with pytest.raises(FeatureNotAvailable):
        domains.create_domain(with_key(ctx, "free"), draft)
    assert domains.create_domain(with_key(ctx), draft).host == "go.example.com"
