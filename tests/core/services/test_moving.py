"""Changing the public address: whatever was printed goes on resolving, on the host it was printed with."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, NotFound
from qrdesk.core.opening import Opened, open_database, set_public_url
from qrdesk.core.redirect.plan import State
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.schemas.access import PublicUrlDraft
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.links import LinkDraft, LinkPatch
from qrdesk.core.services import codes, domains, links
from qrdesk.core.settings import Settings

PAGE = "https://example.com/"
LAN, PUBLIC = "http://192.168.1.5:8765", "https://go.example.com"


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Opened]:
    yield open_database(database_url, Settings(data_dir=str(tmp_path / "data")))
    database.close()


@pytest.fixture
def ctx(opened: Opened) -> Iterator[Context]:
    with database.scope():
        yield Context(opened.owner, datetime.now(UTC), opened.secret_key)


@pytest.fixture
def store(opened: Opened) -> PlanStore:
    """Plans as another process keeps them: read again only where something changed."""
    found = PlanStore()
    found.refresh()
    return found


def move(ctx: Context, url: str) -> None:
    domains.set_public_url(ctx, PublicUrlDraft(url=url))


def leads(store: PlanStore, address: str) -> str | None:
    """Return the destination of ``host/slug`` as a visitor finds it."""
    store.refresh()
    host, _, slug = address.rpartition("/")
    plan = store.find(host, slug)
    return None if plan is None else plan.destination


def test_a_code_whose_own_address_is_somebody_elses_on_the_new_host_keeps_its_link_where_it_is(
    ctx: Context, store: PlanStore
) -> None:
    move(ctx, PUBLIC)
    other = links.create_link(ctx, LinkDraft(destination="https://example.org/", slug="Poster"))
    move(ctx, "https://www.example.com")
    move(ctx, LAN)
    made = {slug: links.create_link(ctx, LinkDraft(destination=PAGE, slug=slug)) for slug in ("menu", "lunch", "free")}
    carried = {
        slug: codes.create_code(ctx, CodeDraft(link_id=made[slug].id, slug=own))
        for slug, own in (("menu", "poster"), ("lunch", "card"))
    }
    move(ctx, PUBLIC)
    texts = {slug: codes.get_code(ctx, code.id).text for slug, code in carried.items()}
    assert texts == {"menu": f"{LAN}/r/poster", "lunch": f"{PUBLIC}/r/card"}
    assert (leads(store, "go.example.com/poster"), other.host) == ("https://example.org/", "go.example.com")
    assert leads(store, "192.168.1.5:8765/poster") == leads(store, "go.example.com/card") == PAGE
    assert leads(store, "go.example.com/free") == PAGE


@pytest.mark.parametrize("printed", [LAN, "http://menu.lan", "http://shop.local", "http://till:8765"])
def test_a_code_printed_for_the_network_resolves_after_the_address_is_public(
    ctx: Context, store: PlanStore, printed: str
) -> None:
    host = printed.partition("://")[2]
    move(ctx, printed)
    link = links.create_link(ctx, LinkDraft(destination=PAGE, slug="menu"))
    links.update_link(ctx, link.id, LinkPatch(slug="carte"))
    assert leads(store, f"{host}/menu") == PAGE
    move(ctx, PUBLIC)
    moved = links.get_link(ctx, link.id)
    assert (moved.short_url, moved.aliases) == ("https://go.example.com/carte", ["menu"])
    for address in (f"{host}/menu", f"{host}/carte", "go.example.com/menu", "go.example.com/carte", "localhost/carte"):
        assert leads(store, address) == PAGE, address
    links.update_link(ctx, link.id, LinkPatch(destination=f"{PAGE}new"))
    assert leads(store, f"{host}/menu") == f"{PAGE}new"
    assert [(one.host, one.is_default) for one in domains.list_domains(ctx)] == [
        ("go.example.com", True),
        (host, False),
    ]


def test_a_link_whose_slug_is_taken_at_the_new_address_stays_where_it_is(ctx: Context, store: PlanStore) -> None:
    move(ctx, PUBLIC)
    theirs = links.create_link(ctx, LinkDraft(destination=PAGE, slug="menu"))
    move(ctx, LAN)
    ours = links.create_link(ctx, LinkDraft(destination=f"{PAGE}lan", slug="Menu"))
    other = links.create_link(ctx, LinkDraft(destination=f"{PAGE}other", slug="other"))
    links.update_link(ctx, other.id, LinkPatch(slug="menu-2"))
    move(ctx, PUBLIC)
    assert links.get_link(ctx, theirs.id).short_url == f"{PUBLIC}/menu"
    assert links.get_link(ctx, ours.id).short_url == f"{LAN}/Menu"
    assert links.get_link(ctx, other.id).short_url == f"{PUBLIC}/menu-2"
    assert leads(store, "go.example.com/menu") == PAGE
    assert leads(store, "192.168.1.5:8765/menu") == f"{PAGE}lan"
    assert leads(store, "192.168.1.5:8765/other") == leads(store, "go.example.com/other") == f"{PAGE}other"


def test_links_of_a_public_address_stay_there(ctx: Context, store: PlanStore) -> None:
    move(ctx, PUBLIC)
    link = links.create_link(ctx, LinkDraft(destination=PAGE, slug="menu"))
    move(ctx, "https://new.example.com")
    assert links.get_link(ctx, link.id).short_url == f"{PUBLIC}/menu"
    assert leads(store, "go.example.com/menu") == PAGE
    assert leads(store, "new.example.com/menu") is None


def test_wifi_off_and_on_again_loses_no_address(ctx: Context, store: PlanStore) -> None:
    first = links.create_link(ctx, LinkDraft(destination=PAGE, slug="menu"))
    for url in (LAN, "http://localhost:8765", LAN, "http://localhost:9000", "http://192.168.1.9:9000"):
        move(ctx, url)
        link = links.create_link(ctx, LinkDraft(destination=f"{PAGE}{url}"))
        assert link.short_url.startswith(url)
        for address in ("localhost", "localhost:8765", "127.0.0.1:9000", url.partition("://")[2]):
            assert leads(store, f"{address}/menu") == PAGE, (url, address)
            assert leads(store, f"{address}/{link.slug}") == link.destination, (url, address)
    assert links.get_link(ctx, first.id).short_url == "http://192.168.1.9:9000/menu"
    assert leads(store, "192.168.1.5:8765/menu") == PAGE


def test_a_deleted_address_stays_dead_on_both_hosts(ctx: Context, store: PlanStore) -> None:
    move(ctx, LAN)
    before = links.create_link(ctx, LinkDraft(destination=PAGE, slug="before"))
    later = links.create_link(ctx, LinkDraft(destination=PAGE, slug="later"))
    links.delete_link(ctx, before.id)
    move(ctx, PUBLIC)
    links.delete_link(ctx, later.id)
    store.refresh()
    for host, slug in (("192.168.1.5:8765", "before"), ("192.168.1.5:8765", "later"), ("go.example.com", "later")):
        plan = store.find(host, slug)
        assert plan is not None
        assert plan.state is State.GONE


def test_a_new_link_on_this_computers_own_name_is_one_of_the_default_domain(ctx: Context, store: PlanStore) -> None:
    for url in (PUBLIC, "http://localhost:8765", PUBLIC):
        move(ctx, url)
    link = links.create_link(ctx, LinkDraft(destination=PAGE, slug="menu", host="localhost:8765"))
    assert link.host == "go.example.com"
    assert leads(store, "localhost:8765/menu") == PAGE


@pytest.mark.parametrize(
    ("destination", "url"),
    [
        ("https://go.example.com/a", PUBLIC),
        ("http://go.example.com/", PUBLIC),
        ("https://go.example.com:443/a", PUBLIC),
        ("http://127.0.0.1:9000/a", "http://localhost:9000"),
    ],
)
def test_an_address_that_a_link_leads_to_is_refused_and_the_link_named(
    ctx: Context, opened: Opened, destination: str, url: str
) -> None:
    link = links.create_link(ctx, LinkDraft(destination=destination, slug="a", title="Our page"))
    before = domains.list_domains(ctx)
    with pytest.raises(Conflict, match=r"“Our page” leads to .* Change its destination") as refused:
        move(ctx, url)
    assert list(refused.value.field_errors) == ["url"]
    with pytest.raises(Conflict):
        set_public_url(opened, url)
    assert domains.list_domains(ctx) == before
    links.delete_link(ctx, link.id)
    set_public_url(opened, url)
    assert domains.list_domains(ctx)[0].url == url


def test_an_address_that_only_looks_like_a_destination_is_taken(ctx: Context) -> None:
    for host in ("go.example.com.evil.example", "xgo.example.com", "goxexample.com", "example.com:8080"):
        links.create_link(ctx, LinkDraft(destination=f"https://{host}/go.example.com/"))
    move(ctx, PUBLIC)
    assert domains.list_domains(ctx)[0].url == PUBLIC


def test_the_present_address_told_again_changes_nothing(ctx: Context, opened: Opened) -> None:
    set_public_url(opened, PUBLIC)
    before = database.read_epoch()
    set_public_url(opened, PUBLIC)
    set_public_url(opened, "")
    move(ctx, PUBLIC)
    assert database.read_epoch() == before


def test_a_public_address_can_be_told_after_the_database_was_let_go(opened: Opened) -> None:
    database.close()
    set_public_url(opened, PUBLIC)
    with database.scope():
        found = domains.find_default(opened.owner.workspace_id)
        assert found is not None
        assert found.host == "go.example.com"


def test_an_unknown_domain_is_still_not_there(ctx: Context) -> None:
    with pytest.raises(NotFound):
        domains.get_owned(ctx, "localhost:1")
