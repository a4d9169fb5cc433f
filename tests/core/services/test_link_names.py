"""What people type to name a link, and days that are still to come; on both databases."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.models import Domain
from qrdesk.core.schemas.analytics import MissQuery, TotalsQuery
from qrdesk.core.schemas.bulk import BulkUpdate
from qrdesk.core.schemas.links import AliasDraft, LinkPatch
from qrdesk.core.services import analytics, bulk, erasing, links, misses
from qrdesk.core.settings import Settings
from tests.core.services.places import a_link, workspace
from tests.desks import second_workspace

PAGE = "https://example.com/"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        Domain.create(workspace=found.actor.workspace_id, scheme="https", host="go.example:8443", created_at=found.now)
        yield found


def test_a_link_goes_by_its_address_however_that_is_written(ctx: Context) -> None:
    second = a_link(ctx, PAGE, "speise☕", host="go.example:8443")
    first = a_link(ctx, PAGE, "menu")
    names = {
        first.id: (
            *("menu", "r/menu", "R/MENU", "localhost:8765/menu", "localhost:8765/r/menu", first.short_url),
            *(
                "http://localhost:8765/r/menu",
                "HTTPS://127.0.0.1:8765/R/Menu/?utm_source=a/b#c/d",
                " http://[::1]:8765/menu",
            ),
        ),
        second.id: (second.short_url, "http://GO.example:8443/r/speise☕?a=https://x.example/", "r/speise☕"),
    }
    for link_id, spelled in names.items():
        for name in spelled:
            assert links.get_link(ctx, name).id == link_id, name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "https://go.example/menu",
            "http://localhost/menu",
            "https://other.example/menu",
            "https://menu",
            "https:///menu",
        ),
        *("http://localhost:8765/", "http://localhost:8765/r/", "http://localhost:8765/x/menu", "x/r/menu", "r/r/menu"),
        *("http://localhost:8765/menu%00", "http://localhost:8765/%ff", "http://[/menu", "ftp://localhost:8765/menu"),
        *("http://localhost:8765//menu", "https://\u2100/menu", "r/", "menu/"),
    ],
)
def test_another_address_is_no_link_of_ours(ctx: Context, name: str) -> None:
    a_link(ctx, PAGE, "menu")
    a_link(Context(second_workspace(), ctx.now, b""), PAGE, "menu")
    with pytest.raises(NotFound):
        links.get_link(ctx, name)


def test_an_edit_sent_again_finds_no_other_link_in_place_of_a_deleted_one(ctx: Context) -> None:
    first, second = a_link(ctx, PAGE, "menu"), a_link(ctx, PAGE, "menu", host="go.example:8443")
    before = links.get_link(ctx, second.id)
    links.delete_link(ctx, "menu")
    edits: list[Callable[[], object]] = [
        lambda: links.delete_link(ctx, "menu"),
        lambda: links.update_link(ctx, "menu", LinkPatch(title="Lunch")),
        lambda: links.update_link(ctx, "menu", LinkPatch(destination=f"{PAGE}b")),
        lambda: links.pause_link(ctx, "menu"),
        lambda: links.add_alias(ctx, "menu", AliasDraft(slug="carte")),
    ]
    for edit in edits:
        with pytest.raises(NotFound):
            edit()
    (refused,) = bulk.update_links(ctx, BulkUpdate(ids=("menu",), action="delete")).refused
    assert refused.code == "not_found"
    assert erasing.erase_hits(ctx, "menu").id == first.id
    assert links.get_link(ctx, "menu") == before  # who only reads is shown what is there
    links.delete_link(ctx, "go.example:8443/menu")
    with pytest.raises(NotFound):
        links.get_link(ctx, second.id)


def test_a_period_that_is_still_to_come_is_called_so(ctx: Context) -> None:
    later = ctx.now.date() + timedelta(days=2)
    for ask in (
        lambda **days: analytics.get_totals(ctx, TotalsQuery(**days)),
        lambda **days: misses.list_misses(ctx, MissQuery(**days)),
    ):
        with pytest.raises(Invalid) as refused:
            ask(start=later)
        assert refused.value.field_errors == {"start": "That day is still to come."}
        with pytest.raises(Invalid, match="ends before it starts"):
            ask(start=later, end=date(2026, 1, 1))
