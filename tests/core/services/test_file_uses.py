"""Pictures for previews of links: which address a link takes, and that no picture goes from under a link."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qrdesk.core.context import Context
from qrdesk.core.errors import BadDestination, Conflict
from qrdesk.core.public_url import parse
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.domains import DomainDraft, PublicUrlDraft
from qrdesk.core.schemas.files import FileDraft, FileQuery, FileUses, FileView
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkView
from qrdesk.core.services import domains, file_uses, files, links
from qrdesk.core.settings import Settings
from tests.core.services.places import workspace
from tests.desks import second_workspace
from tests.forms import LOGO, photo

HERE, LAN = "http://localhost:8765", "http://192.168.1.5:8765"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


@pytest.fixture
def neighbour(ctx: Context) -> Context:
    return replace(ctx, actor=second_workspace())


def preview(ctx: Context, colour: str = "navy") -> FileView:
    return files.upload_file(ctx, FileDraft(kind="preview"), Upload(photo(colour), "card.jpg"))


def shown_with(ctx: Context, image_url: str | None, slug: str = "menu") -> LinkView:
    social = {"title": "Menu", "image_url": image_url}
    draft = {"destination": "https://example.com/", "slug": slug, "social": social}
    return links.create_link(ctx, LinkDraft.model_validate(draft))


def uses(ctx: Context, made: FileView) -> FileUses:
    (listed,) = (one for one in files.list_files(ctx, FileQuery()).data if one.id == made.id)
    assert listed == files.get_file(ctx, made.id)
    return listed.used_by


def test_a_preview_has_an_address_on_the_default_domain_and_a_logo_has_none(ctx: Context) -> None:
    made = preview(ctx)
    assert made.url == f"{HERE}/api/v1/pictures/{made.id}"
    assert files.upload_file(ctx, FileDraft(), Upload(LOGO, "logo.svg")).url is None
    domains.set_public_url(ctx, PublicUrlDraft(url="https://go.example.com"))
    assert files.get_file(ctx, made.id).url == f"https://go.example.com/api/v1/pictures/{made.id}"


def test_a_link_takes_a_picture_of_its_own_workspace(ctx: Context) -> None:
    made = preview(ctx)
    link = shown_with(ctx, made.url)
    assert link.social.image_url == made.url
    assert links.update_link(ctx, link.id, LinkPatch(social=link.social)).social == link.social
    other_name = f"http://127.0.0.1:8765/api/v1/pictures/{made.id}"
    assert shown_with(ctx, other_name, "lunch").social.image_url == other_name


@pytest.mark.parametrize(
    "path", ["pictures/fil_0000000000", "pictures/{logo}", "pictures/{theirs}", "pictures/{ours}/", "pictures/{uuid}",
             "pictures/{ours}?v=2", "files/{ours}/content", "pictures/", "../menu"],
)  # fmt: skip
def test_it_takes_nothing_else_at_its_own_address(ctx: Context, neighbour: Context, path: str) -> None:
    ours, theirs = preview(ctx), preview(neighbour)
    logo = files.upload_file(ctx, FileDraft(), Upload(LOGO, "logo.svg"))
    named = path.format(ours=ours.id, uuid=ours.uuid, theirs=theirs.id, logo=logo.id)
    with pytest.raises(BadDestination, match="no such picture") as refused:
        shown_with(ctx, f"{HERE}/api/v1/{named}")
    assert set(refused.value.field_errors) == {"social.image_url"}


def test_pictures_elsewhere_are_not_looked_up(ctx: Context) -> None:
    for address in ("https://example.com/a.png", "https://example.com/api/v1/pictures/fil_0000000000"):
        assert shown_with(ctx, address, address[-4:]).social.image_url == address


def test_a_destination_may_not_be_a_picture(ctx: Context) -> None:
    made = preview(ctx)
    with pytest.raises(BadDestination, match="leads back"):
        links.create_link(ctx, LinkDraft(destination=made.url or ""))


def test_a_picture_stays_as_long_as_a_link_shows_it(ctx: Context, neighbour: Context) -> None:
    made, other = preview(ctx), preview(ctx, "red")
    first, second = shown_with(ctx, made.url), shown_with(ctx, made.url, "lunch")
    shown_with(neighbour, f"https://elsewhere.example/api/v1/pictures/{other.id}", "theirs")
    assert (uses(ctx, made), uses(ctx, other)) == (FileUses(links=2), FileUses())
    with pytest.raises(Conflict, match=r"card\.jpg” stays: it is used by 2 links\."):
        files.delete_file(ctx, made.id)
    links.archive_link(ctx, first.id)  # it may be restored
    links.delete_link(ctx, second.id)
    with pytest.raises(Conflict, match=r"used by 1 link\."):
        files.delete_file(ctx, made.id)
    links.update_link(ctx, first.id, LinkPatch.model_validate({"social": {"image_url": other.url}}))
    assert (uses(ctx, made), uses(ctx, other)) == (FileUses(), FileUses(links=1))
    files.delete_file(ctx, made.id)
    with pytest.raises(BadDestination):
        shown_with(ctx, made.url, "again")


def test_who_has_it_is_said_in_words() -> None:
    assert file_uses.in_words(FileUses()) == ""
    assert file_uses.in_words(FileUses(links=1200, codes=1, domains=2)) == "1,200 links and 1 code and 2 domains"


def test_an_address_can_be_taken_again_although_pictures_are_named_by_it(ctx: Context) -> None:
    made = preview(ctx)
    link = shown_with(ctx, made.url)
    domains.set_public_url(ctx, PublicUrlDraft(url=LAN))
    domains.set_public_url(ctx, PublicUrlDraft(url=HERE))  # as when phones on this Wi-Fi may scan no more
    assert links.get_link(ctx, link.id).social.image_url == made.url
    assert domains.get_default(ctx).host == parse(HERE).host


def test_links_that_lead_there_are_still_told_from_pictures(ctx: Context) -> None:
    made = preview(ctx)
    there = f"https://go.example.com/api/v1/pictures/{made.id}"
    link = shown_with(ctx, there)
    rule = {"destination": "https://go.example.com/soup", "conditions": [{"kind": "country", "any_of": ["DE"]}]}
    links.update_link(ctx, link.id, LinkPatch.model_validate({"rules": [rule]}))
    with pytest.raises(Conflict, match="lead back to itself"):
        domains.create_domain(ctx, DomainDraft(url="https://go.example.com"))
    links.update_link(ctx, link.id, LinkPatch.model_validate({"rules": []}))
    domains.create_domain(ctx, DomainDraft(url="https://go.example.com"))


def test_a_new_file_is_not_looked_for_in_all_links(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(*_: object) -> None:
        raise AssertionError("all links were looked at")

    monkeypatch.setattr(file_uses, "uses_of", look)
    made = preview(ctx)
    assert files.describe_unused_file(ctx, made.id) == made
    assert made.used_by == FileUses()
