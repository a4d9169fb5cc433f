"""Visits of all sorts in one number, by the workspace's days, and whose link a slug names; on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qrdesk.core.context import Context
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.models import Domain, Link, Workspace
from qrdesk.core.services import short_ids
from qrdesk.core.services.slug_holders import list_holders
from qrdesk.core.services.visits import count_by_day, count_visits
from qrdesk.core.settings import Settings
from tests.core.services.analytics_world import store
from tests.core.services.places import START, a_link, row_of, workspace
from tests.desks import second_workspace

PAGE = "https://example.com/"
TODAY = START.date()


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        for host, case_sensitive in (("second.example", False), ("exact.example", True)):
            Domain.create(
                workspace=found.actor.workspace_id,
                scheme="https",
                host=host,
                case_sensitive=case_sensitive,
                created_at=found.now,
            )
        yield found


def visit(link: Link, name: str, at: datetime, *, scan: bool = True, bot: bool = False) -> None:
    store([HitRow(name, int(at.timestamp() * 1_000_000), link.workspace_id, link.id, scan, bot)])


def test_scans_clicks_and_robots_count_alike_on_the_days_that_the_workspace_has(ctx: Context) -> None:
    Workspace.update(time_zone="America/New_York").execute()
    row, other = row_of(a_link(ctx, PAGE)), row_of(a_link(ctx, PAGE, "other"))
    visit(row, "scan", datetime(2026, 3, 2, 6, tzinfo=UTC))
    visit(row, "click", datetime(2026, 3, 2, 4, 59, tzinfo=UTC), scan=False)  # the evening before, there
    visit(row, "robot", datetime(2026, 3, 2, 8, tzinfo=UTC), bot=True)
    visit(row, "long ago", datetime(2026, 2, 20, 12, tzinfo=UTC))
    visit(other, "another's", datetime(2026, 3, 2, 8, tzinfo=UTC))
    link = short_ids.get_owned(ctx, "menu")
    assert count_visits(link) == 4
    assert count_by_day(ctx, link, 3) == {date(2026, 2, 28): 0, date(2026, 3, 1): 1, TODAY: 2}
    assert list(count_by_day(ctx, link, 3)) == [date(2026, 2, 28), date(2026, 3, 1), TODAY]


def test_a_link_that_nobody_opened_has_a_zero_on_each_day(ctx: Context) -> None:
    a_link(ctx, PAGE)
    link = short_ids.get_owned(ctx, "menu")
    assert count_visits(link) == 0
    assert list(count_by_day(ctx, link, 30).values()) == [0] * 30


def test_holders_come_with_the_default_domain_first(ctx: Context) -> None:
    exact, second = (a_link(ctx, PAGE, "Menü", host=host) for host in ("exact.example", "second.example"))
    a_link(Context(second_workspace(), ctx.now, b""), PAGE, "Menü")
    workspace_id = ctx.actor.workspace_id
    assert [one.id for one in list_holders(workspace_id, "Menü")] == [second.id, exact.id]
    first = a_link(ctx, PAGE, "Menü")
    found = list_holders(workspace_id, "MENÜ")
    assert [(one.id, one.on_default, one.deleted) for one in found] == [
        (first.id, True, False),
        (second.id, False, False),
    ]
    assert (found[0].created_at, found[0].slug, found[0].row_id) == (ctx.now, "Menü", row_of(first).id)


def test_an_id_comes_before_a_slug_and_what_is_there_before_what_was_deleted(ctx: Context) -> None:
    first = a_link(ctx, PAGE)
    namesake = a_link(ctx, PAGE, first.id)
    assert short_ids.get_owned(ctx, first.id).id == first.id
    assert short_ids.get_owned(ctx, namesake.id).slug == first.id
    second = a_link(ctx, PAGE, host="second.example")
    Link.update(deleted_at=ctx.now).where(Link.public_id == first.id).execute()
    assert short_ids.get_owned(ctx, "menu").id == second.id
    Link.update(deleted_at=ctx.now).where(Link.public_id == second.id).execute()
    found = short_ids.get_owned(ctx, "menu")
    assert (found.id, found.deleted) == (first.id, True)
