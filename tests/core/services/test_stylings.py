"""What dialects keep beside links, codes and domains: looks of codes, wishes for apps, other domains."""

from collections.abc import Generator
from pathlib import Path

import pytest
from peewee import fn

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound, SlugTaken
from qrdesk.core.models import AuditEntry, Code, Domain, Link, Slug
from qrdesk.core.opening import open_database
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.domains import DomainDraft
from qrdesk.core.schemas.links import LinkDraft, LinkView
from qrdesk.core.services import codes, domains, link_company, links, moving_link, stylings
from qrdesk.core.services.queries import tuples
from qrdesk.core.services.whole_links import Look, get_whole_link, list_whole_links
from qrdesk.core.settings import Settings
from tests.desks import context, second_workspace

RED, BLUE = Design(ink="#cc0000"), Design(ink="#0000cc")


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Generator[Context]:
    opened = open_database(database_url, Settings(data_dir=str(tmp_path / "data")))
    with database.scope():
        yield context(opened)
    database.close()


def a_link(ctx: Context, slug: str | None = None, host: str | None = None) -> LinkView:
    return links.create_link(ctx, LinkDraft(destination="https://example.com/a", slug=slug, host=host))


def look_of(ctx: Context, link: LinkView) -> Look:
    return get_whole_link(ctx, link.id).look


def test_the_first_code_has_the_look_and_others_keep_theirs(ctx: Context) -> None:
    link = a_link(ctx)
    first = stylings.save_first_code(ctx, link.id, RED, '{"a": 1}')
    other = codes.create_code(ctx, CodeDraft(link_id=link.id, design=BLUE))
    assert stylings.find_first_code(ctx, link.id) == first.id
    assert stylings.save_first_code(ctx, link.id, BLUE, "").id == first.id
    assert look_of(ctx, link) == Look(BLUE)
    assert codes.get_code(ctx, other.id).design == BLUE
    assert Code.select().count() == 2
    actions = [row.action for row in AuditEntry.select().order_by(AuditEntry.id)]
    assert actions == ["code.created", "code.updated"]


def test_what_stands_beside_links_is_that_of_each(ctx: Context) -> None:
    first, second = a_link(ctx), a_link(ctx)
    stylings.save_first_code(ctx, first.id, RED, '{"a": 1}')
    stylings.save_wish_for_apps(ctx, second.id, wished=True)
    other, one = list_whole_links(ctx, [second.id, first.id])
    assert (one.id, other.id) == (first.id, second.id)
    assert one.code is not None
    assert (one.code.text, one.look) == (first.code_url, Look(RED, '{"a": 1}'))
    assert (other.code, other.look) == (None, Look(Design()))
    assert (one.opens_apps, other.opens_apps) == (False, True)
    stylings.save_wish_for_apps(ctx, second.id, wished=False)
    assert not get_whole_link(ctx, second.uuid).opens_apps


def test_a_domain_keeps_a_styling_and_when_it_was_changed(ctx: Context) -> None:
    domain = domains.create_domain(ctx, DomainDraft(url="https://styled.example", default_design=RED))
    assert link_company.domain_of(ctx, domain.id).updated_at is None
    stylings.save_domain_styling(ctx, domain.uuid, '{"a": 1}')
    company = link_company.domain_of(ctx, "styled.example")
    assert (company.look, company.updated_at) == (Look(RED, '{"a": 1}'), ctx.now)
    stylings.save_domain_styling(ctx, domain.id, "")
    assert link_company.domain_of(ctx, domain.id).look == Look(RED)


def test_a_stranger_reaches_none_of_it(ctx: Context) -> None:
    link = a_link(ctx)
    stylings.save_first_code(ctx, link.id, RED, "")
    theirs = Context(second_workspace(), ctx.now, ctx.secret_key, files=ctx.files)
    for attempt in (
        lambda: stylings.save_first_code(theirs, link.id, BLUE, ""),
        lambda: stylings.save_wish_for_apps(theirs, link.id, wished=True),
        lambda: stylings.save_domain_styling(theirs, link.host, "{}"),
        lambda: moving_link.move_link(theirs, link.id, "other.example"),
        lambda: moving_link.move_link(ctx, link.id, "other.example"),
        lambda: stylings.require_file(theirs, link.uuid),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert stylings.find_first_code(theirs, link.id) is None
    assert look_of(ctx, link) == Look(RED)


def test_a_link_moves_with_the_addresses_of_its_codes(ctx: Context) -> None:
    domain = domains.create_domain(ctx, DomainDraft(url="https://new.example"))
    link = a_link(ctx, "menu")
    code = codes.create_code(ctx, CodeDraft(link_id=link.id, slug="poster"))
    epoch = Link.get(Link.public_id == link.id).epoch
    moved = moving_link.move_link(ctx, link.id, "new.example")
    assert (moved.host, moved.slug, moved.short_url) == ("new.example", "menu", "https://new.example/menu")
    assert codes.get_code(ctx, code.id).text == "https://new.example/r/poster"
    rows = tuples(Slug.select(Domain.host, Slug.slug, Slug.code_id).join(Domain))
    found = [(host, slug, code_id is not None) for host, slug, code_id in rows]
    kept = [(link.host, "menu", False), (link.host, "poster", True)]
    assert sorted(found) == sorted([*kept, ("new.example", "menu", False), ("new.example", "poster", True)])
    assert Link.select(fn.MAX(Link.epoch)).scalar() > epoch
    assert moving_link.move_link(ctx, link.id, "new.example") == moved
    assert moving_link.move_link(ctx, link.id, link.host).host == link.host
    assert domain.host == "new.example"


def test_a_link_stays_where_its_address_is_taken_there(ctx: Context) -> None:
    domains.create_domain(ctx, DomainDraft(url="https://new.example"))
    link = a_link(ctx, "menu")
    codes.create_code(ctx, CodeDraft(link_id=link.id, slug="poster"))
    link = links.get_link(ctx, link.id)
    a_link(ctx, "poster", "new.example")
    with pytest.raises(SlugTaken, match=r"new\.example/poster"):
        moving_link.move_link(ctx, link.id, "new.example")
    assert links.get_link(ctx, link.id) == link
    assert Slug.select().join(Domain).where(Domain.host == "new.example").count() == 1
