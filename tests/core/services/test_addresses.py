"""Who gets an address when several want it, and whose it was before."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qrdesk.core import database, ids
from qrdesk.core.context import Context
from qrdesk.core.errors import BadDestination, Conflict, Forbidden, Invalid, NotFound, SlugTaken
from qrdesk.core.models import Domain, Link, Slug
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.schemas.access import PublicUrlDraft, Scope
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, SlugQuery
from qrdesk.core.services import domains, links, slugs
from qrdesk.core.settings import Settings
from tests.desks import context, second_workspace

PAGE = "https://example.com/"


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Opened]:
    opened = open_database(database_url, Settings(busy_timeout_ms=20_000, data_dir=str(tmp_path / "data")))
    with database.scope():
        yield opened
    database.close()


@pytest.fixture
def ctx(opened: Opened) -> Context:
    return context(opened)


def test_one_of_many_who_want_an_address_at_once_gets_it(ctx: Context) -> None:
    def want(number: int) -> bool:
        try:
            with database.scope():
                links.create_link(ctx, LinkDraft(destination=PAGE, slug="LUNCH" if number % 2 else "lunch"))
        except SlugTaken:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(want, range(16), timeout=60))
    assert won.count(True) == 1
    assert (Link.select().count(), Slug.select().count()) == (1, 1)


def test_a_slug_of_ours_that_is_taken_is_drawn_again(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["BBBBBB", "BBBBBB", "CCCCCC"])
    monkeypatch.setattr(ids, "mint_slug", lambda: next(drawn))
    assert links.create_link(ctx, LinkDraft(destination=PAGE)).slug == "BBBBBB"
    assert links.create_link(ctx, LinkDraft(destination=PAGE)).slug == "CCCCCC"
    monkeypatch.setattr(ids, "mint_slug", lambda: "BBBBBB")
    with pytest.raises(Conflict, match="Choose one yourself"):
        links.create_link(ctx, LinkDraft(destination=PAGE))
    assert Link.select().count() == 2


def test_a_case_sensitive_domain_tells_cases_apart(ctx: Context) -> None:
    Domain.update(case_sensitive=True).execute()
    first = links.create_link(ctx, LinkDraft(destination=PAGE, slug="lunch"))
    second = links.create_link(ctx, LinkDraft(destination=PAGE, slug="Lunch"))
    assert links.get_link(ctx, "Lunch").id == second.id != first.id
    with pytest.raises(NotFound):
        links.get_link(ctx, "LUNCH")


def test_the_same_address_on_another_domain_is_another_address(opened: Opened, ctx: Context) -> None:
    neighbour = context(opened, second_workspace())
    ours = links.create_link(ctx, LinkDraft(destination=PAGE, slug="lunch"))
    theirs = links.create_link(neighbour, LinkDraft(destination=PAGE, slug="lunch"))
    assert theirs.short_url == "https://other.example/lunch"
    assert links.get_link(neighbour, "lunch").id == theirs.id != ours.id
    with pytest.raises(NotFound):
        links.get_link(neighbour, ours.id)
    with pytest.raises(NotFound, match="no domain"):
        links.create_link(neighbour, LinkDraft(destination=PAGE, host="localhost:8765"))


def test_a_neighbours_link_is_not_named_when_its_address_is_asked_for(opened: Opened, ctx: Context) -> None:
    neighbour = context(opened, second_workspace())
    links.create_link(ctx, LinkDraft(destination=PAGE, slug="lunch", title="Secret menu"))
    Domain.update(is_default=False).where(Domain.host == "other.example").execute()
    Domain.update(workspace=neighbour.actor.workspace_id).where(Domain.host == "localhost:8765").execute()
    told = slugs.check_slug(neighbour, SlugQuery(slug="lunch", host="localhost:8765"))
    assert (told.free, told.reason) == (False, "This address is taken.")


def test_a_neighbours_domain_cannot_be_made_ones_own(opened: Opened, ctx: Context) -> None:
    second_workspace()
    with pytest.raises(Conflict, match=r"other\.example belongs to another workspace"):
        domains.set_public_url(ctx, PublicUrlDraft(url="https://other.example"))
    assert [one.host for one in domains.list_domains(ctx)] == ["localhost:8765"]


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://foo", False),
        ("foo", False),
        ("https://foo:8443", False),
        ("http://foo", True),
        ("https://localhost:8443", True),
        ("https://[2001:db8::1]", True),
    ],
)
def test_a_name_that_gets_no_certificate_is_no_public_address(ctx: Context, url: str, taken: bool) -> None:
    if taken:
        assert domains.set_public_url(ctx, PublicUrlDraft(url=url)).url == url
        return
    with pytest.raises(Invalid, match="has no dot"):
        domains.set_public_url(ctx, PublicUrlDraft(url=url))


def test_the_scheme_of_the_public_address_can_change(ctx: Context) -> None:
    for url in ("http://go.example.com", "https://go.example.com", "https://go.example.com"):
        assert domains.set_public_url(ctx, PublicUrlDraft(url=url)).url == url
    assert len(domains.list_domains(ctx)) == 1
    domains.set_public_url(ctx, PublicUrlDraft(url="https://new.example.com"))
    back = domains.set_public_url(ctx, PublicUrlDraft(url="https://go.example.com"))
    assert back.is_default
    assert [(one.host, one.is_default) for one in domains.list_domains(ctx)] == [
        ("go.example.com", True),
        ("new.example.com", False),
    ]


@pytest.mark.parametrize(
    "destination",
    [
        "http://localhost:8765/lunch",
        "https://LOCALHOST:8765",
        "http://127.0.0.1:8765/lunch",
        "http://127.0.0.1。:8765/",
        "http://[::1]:8765/",
        "https://other.example/x",
        "http://other.example:80/x",
        "https://other.example:443/x",
        "https://other.example./x",
        "https://OTHER。example/x",
    ],
)
def test_a_link_does_not_lead_back_to_this_server(opened: Opened, ctx: Context, destination: str) -> None:
    second_workspace()
    Domain.update(verified_at=ctx.now).where(Domain.host == "other.example").execute()
    with pytest.raises(BadDestination, match="leads back to"):
        links.create_link(ctx, LinkDraft(destination=destination))
    assert Link.select().count() == 0


def test_a_link_may_lead_where_a_neighbour_only_claims_to_be(opened: Opened, ctx: Context) -> None:
    theirs = context(opened, second_workspace())
    led = links.create_link(ctx, LinkDraft(destination="https://other.example/x"))
    assert led.destination == "https://other.example/x"
    with pytest.raises(BadDestination, match="leads back to"):  # they mean it in earnest
        links.create_link(theirs, LinkDraft(destination="https://other.example/x"))


@pytest.mark.parametrize("destination", ["http://localhost:9000/", "http://127.0.0.1/", "https://x.other.example/"])
def test_a_link_may_lead_next_door(opened: Opened, ctx: Context, destination: str) -> None:
    second_workspace()
    assert links.create_link(ctx, LinkDraft(destination=destination)).destination == destination


def test_each_change_that_a_visitor_could_notice_bumps_the_epoch(ctx: Context) -> None:
    seen = [database.read_epoch()]

    def changed() -> bool:
        seen.append(database.read_epoch())
        return seen[-1] > seen[-2]

    link = links.create_link(ctx, LinkDraft(destination=PAGE, slug="lunch"))
    assert changed()
    assert Link.get().epoch == seen[-1]
    links.update_link(ctx, link.id, LinkPatch(destination="https://example.com/new"))
    assert changed()
    links.archive_link(ctx, link.id)
    assert changed()
    links.restore_link(ctx, link.id)
    assert changed()
    domains.set_public_url(ctx, PublicUrlDraft(url="https://go.example.com"))
    assert changed()
    links.delete_link(ctx, link.id)
    assert changed()
    links.list_links(ctx, links.LinkQuery())
    assert not changed()


def test_an_actor_holds_the_scopes_it_was_given(opened: Opened) -> None:
    actor = opened.owner
    for scope in Scope:
        actor.require(scope)
    narrow = type(actor)(actor.workspace_id, frozenset({"links:read"}))
    narrow.require(Scope.LINKS_READ)
    with pytest.raises(Forbidden, match="links:create"):
        narrow.require(Scope.LINKS_CREATE)
