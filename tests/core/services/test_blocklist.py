"""The daily look at all links: what leads to a listed host is put out of service, and comes back with a better list."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.models import Link, Outbox
from qrdesk.core.schemas.events import EventQuery
from qrdesk.core.schemas.links import LinkPatch, LinkState, LinkView
from qrdesk.core.services import blocklist, events, links
from qrdesk.core.settings import Settings
from tests.core.services.places import a_link, kinds, row_of, workspace


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "list"
    file.write_text("# nothing\n")
    return file


def sweep(ctx: Context, path: Path) -> None:
    after: int | None = 0
    while after is not None:
        after = blocklist.sweep_page(after, str(path), ctx.now)


def state(ctx: Context, link: LinkView) -> LinkState:
    return links.get_link(ctx, link.id).state


def test_a_listed_link_is_suspended_and_released_when_it_is_listed_no_longer(ctx: Context, listed: Path) -> None:
    bad, good = a_link(ctx, "https://www.bad.example/x", "bad"), a_link(ctx, "https://good.example/", "good")
    sweep(ctx, listed)
    assert kinds() == []
    listed.write_text("bad.example\n")
    before = database.read_epoch()
    sweep(ctx, listed)
    sweep(ctx, listed)
    assert (state(ctx, bad), state(ctx, good)) == (LinkState.SUSPENDED, LinkState.LIVE)
    assert "bad.example" in links.get_link(ctx, bad.id).suspended_reason
    assert row_of(bad).epoch == database.read_epoch() == before + 1
    assert kinds() == ["link.suspended"]
    (told,) = events.list_events(ctx, EventQuery(link=bad.id)).data
    assert "bad.example" in told.sentence
    assert (told.body["link"]["id"], told.body["link"]["state"], told.body["slug"]) == (bad.id, "suspended", bad.slug)
    listed.unlink()
    sweep(ctx, listed)
    assert state(ctx, bad) is LinkState.SUSPENDED  # a list that cannot be read says nothing
    listed.write_text("worse.example\n")
    sweep(ctx, listed)
    assert state(ctx, bad) is LinkState.LIVE
    assert links.get_link(ctx, bad.id).suspended_reason == ""
    assert kinds() == ["link.suspended", "link.released"]


@pytest.mark.parametrize(
    "more",
    [
        {"rules": [{"destination": "https://bad.example/"}]},
        {"rules": [{"variants": [{"destination": "https://good.example"}, {"destination": "https://bad.example/"}]}]},
        {"expired_destination": "https://bad.example/"},
        {"fallback_destination": "https://bad.example/"},
    ],
)
def test_every_way_of_a_link_is_looked_at(ctx: Context, listed: Path, more: dict[str, Any]) -> None:
    link = a_link(ctx, "https://good.example/", **more)
    listed.write_text("bad.example\n")
    sweep(ctx, listed)
    assert state(ctx, link) is LinkState.SUSPENDED


@pytest.mark.parametrize(
    ("before", "sent"),
    [
        ({"destination": "https://good.example/", "rules": [{"destination": "https://bad.example/"}]}, {"rules": []}),
        ({"destination": "https://bad.example/"}, {"destination": "+49 30 123456", "destination_type": "phone"}),
        (
            {"destination": "https://good.example/", "social": {"image_url": "https://bad.example/i.png"}},
            {"social": {"title": "Menu"}},
        ),
    ],
)
def test_a_link_that_leads_elsewhere_now_is_in_service_at_once(
    ctx: Context, listed: Path, before: dict[str, Any], sent: dict[str, Any]
) -> None:
    link = a_link(ctx, **before)
    listed.write_text("bad.example\n")
    sweep(ctx, listed)
    here = replace(ctx, settings=Settings(blocklist=str(listed)))
    assert links.update_link(here, link.id, LinkPatch(title="Other")).state is LinkState.SUSPENDED
    changed = links.update_link(here, link.id, LinkPatch.model_validate(sent))
    assert (changed.state, changed.suspended_reason) == (LinkState.LIVE, "")


def test_all_links_are_read_page_by_page_and_deleted_ones_left_alone(
    ctx: Context, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocklist, "_PAGE", 2)
    made = [a_link(ctx, "https://bad.example/", f"n{number}") for number in range(5)]
    a_link(ctx, "mailto:a@bad.example", "mail", destination_type="email")
    links.delete_link(ctx, made[2].id)
    listed.write_text("bad.example\n")
    sweep(ctx, listed)
    suspended = [row.slug for row in Link.select().where(Link.suspended_at.is_null(False)).order_by(Link.id)]
    assert suspended == ["n0", "n1", "n3", "n4"]
    assert Outbox.select().count() == 4
