"""Links with all that stands beside them, as dialects show them."""

from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.models import Link, RollupTotal
from qrdesk.core.opening import open_database
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.domains import DomainDraft
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import AliasDraft, LinkDraft, LinkView
from qrdesk.core.schemas.rules import AppTarget, DeepLinks, DestinationType, Social
from qrdesk.core.services import codes, domains, folders, link_company, links, workspaces
from qrdesk.core.services.whole_links import Look, get_whole_link, list_whole_links
from qrdesk.core.settings import Settings
from tests.desks import context, second_workspace

RED = Design(ink="#cc0000")
SAME = (
    *("id", "uuid", "slug", "short_url", "code_url", "destination", "destination_type"),
    *("state", "hit_limit", "has_password", "ends_at", "created_at", "updated_at"),
)


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Generator[Context]:
    opened = open_database(database_url, Settings(data_dir=str(tmp_path / "data")))
    with database.scope():
        yield context(opened)
    database.close()


def full_link(ctx: Context) -> LinkView:
    """Make a link that has all that one can have."""
    draft = LinkDraft(
        destination="https://example.com/a",
        host=domains.create_domain(ctx, DomainDraft(url="https://own.example", default_design=RED)).host,
        folder=folders.create_folder(ctx, FolderDraft(name="F")).id,
        tags=("b", "Ä", "a"),
        ends_at=ctx.now + timedelta(days=1),
        hit_limit=3,
        password="secret",
        social=Social(title="T", image_url="https://example.com/api/v1/pictures/fil_0000000000"),
        deep_links=DeepLinks(ios=AppTarget(url="https://apps.example/a")),
    )
    return links.create_link(ctx, draft)


def test_they_say_what_views_say(ctx: Context) -> None:
    full, plain = (
        full_link(ctx),
        links.create_link(ctx, LinkDraft(destination="+4930123", destination_type=DestinationType.PHONE)),
    )
    put_away = links.archive_link(ctx, links.create_link(ctx, LinkDraft(destination="https://example.com/b")).id)
    views = [plain, full, put_away]
    found = list_whole_links(ctx, [view.id for view in views])
    for whole, view in zip(found, views, strict=True):
        assert {name: getattr(whole, name) for name in SAME} == {name: getattr(view, name) for name in SAME}
        assert [tag.name for tag in whole.tags] == view.tags
        said = whole.routing
        assert (said.rules, said.social, said.hidden) == (view.rules, view.social, view.hidden)
        domain = domains.get_domain(ctx, view.host)
        assert whole.home.uuid == domain.uuid
        assert (whole.home.is_default, whole.home.verified_at) == (domain.is_default, domain.verified_at)
        assert whole.workspace_uuid == workspaces.get_workspace(ctx).uuid == link_company.get_own(ctx).uuid
    assert full.folder is not None
    whole = get_whole_link(ctx, full.uuid)
    assert whole.folder_uuid == folders.get_folder(ctx, full.folder.id).uuid == link_company.folders_of(ctx)[0].uuid
    assert (whole.code, whole.look, whole.picture, whole.opens_apps) == (None, Look(RED), None, True)
    assert (found[0].folder_uuid, found[0].look, found[0].opens_apps) == (None, Look(Design()), False)


def test_the_first_code_is_the_oldest_and_visits_are_those_of_all(ctx: Context) -> None:
    link = links.create_link(ctx, LinkDraft(destination="https://example.com/a"))
    first = codes.create_code(ctx, CodeDraft(link_id=link.id, slug="poster", design=RED))
    codes.create_code(ctx, CodeDraft(link_id=link.id))
    row = Link.get(Link.public_id == link.id)
    RollupTotal.create(link_id=row.id, workspace_id=row.workspace_id, scans=2, clicks=1, bots=4)
    Link.update(hit_count=3).execute()
    whole = get_whole_link(ctx, link.id)
    assert whole.code is not None
    assert (whole.code.uuid, whole.code.text, whole.look.design) == (first.uuid, first.text, RED)
    assert whole.visits == 7


def test_a_link_is_found_by_its_slug_too_and_not_by_others_or_once_deleted(ctx: Context) -> None:
    link = links.create_link(ctx, LinkDraft(destination="https://example.com/a", slug="menu"))
    links.add_alias(ctx, link.id, AliasDraft(slug="card"))
    assert [get_whole_link(ctx, name).id for name in ("menu", "card", link.uuid)] == [link.id] * 3
    theirs = Context(second_workspace(), ctx.now, ctx.secret_key, files=ctx.files)
    assert list_whole_links(theirs, [link.id]) == []
    with pytest.raises(NotFound):
        get_whole_link(theirs, link.id)
    links.delete_link(ctx, link.id)
    with pytest.raises(NotFound):
        get_whole_link(ctx, link.uuid)
