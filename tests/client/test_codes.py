"""Codes through the client: made, changed, exported, and read by other programs."""

import pytest

from qrdesk.client import (
    ArtworkFormat,
    Client,
    CodeDraft,
    CodePatch,
    CodeQuery,
    Design,
    ErrorCorrection,
    ExportDraft,
    LinkDraft,
    LinkPatch,
    LinkQuery,
    PublicUrlDraft,
)
from qrdesk.core import database
from qrdesk.core.errors import ArtworkUnreadable, BadSlug, Conflict, Invalid, NotFound, SlugReserved, SlugTaken
from qrdesk.core.models import Slug
from qrdesk.core.schemas.artwork import EXTENSIONS
from qrdesk.core.schemas.links import LinkView
from tests.eyes import Read

BLUE = Design(ink="#003366", quiet_zone=6, error_correction=ErrorCorrection.Q)


def test_a_code_keeps_its_look_and_carries_its_links_address(client: Client, lunch: LinkView) -> None:
    made = client.codes.create(CodeDraft(link_id="lunch", name=" Table  tent ", design=BLUE))
    assert (made.name, made.design, made.link_id, made.text) == ("Table tent", BLUE, lunch.id, lunch.code_url)
    assert (made.export_count, made.printed_at) == (0, None)
    assert client.codes.get(made.id) == client.codes.get(made.uuid) == made
    changed = client.codes.update(made.id, CodePatch(design=Design()))
    assert (changed.design, changed.name) == (Design(), "Table tent")


def test_codes_are_listed_by_link(client: Client, lunch: LinkView) -> None:
    first, second = (client.codes.create(CodeDraft(link_id=lunch.id)) for _ in range(2))
    assert client.codes.list().data == [second, first]
    assert client.codes.list(CodeQuery(link_id="lunch", limit=1)).data == [second]
    with pytest.raises(NotFound):
        client.codes.list(CodeQuery(link_id="nothing"))


def test_what_is_not_there_is_not_found(client: Client, lunch: LinkView) -> None:
    with pytest.raises(NotFound):
        client.codes.create(CodeDraft(link_id="nothing"))
    for attempt in (
        lambda: client.codes.get("qrc_0000000000"),
        lambda: client.codes.update("x", CodePatch(name="x")),
        lambda: client.codes.export("x", ExportDraft()),
    ):
        with pytest.raises(NotFound, match="no code"):
            attempt()


def test_the_codes_of_a_deleted_link_go_with_it(client: Client, lunch: LinkView) -> None:
    made = client.codes.create(CodeDraft(link_id=lunch.id))
    client.links.delete(lunch.id)
    assert client.codes.list().data == []
    with pytest.raises(NotFound):
        client.codes.export(made.id, ExportDraft())


@pytest.mark.parametrize("format", list(ArtworkFormat))
@pytest.mark.fast_cases(3)
def test_an_exported_file_is_read_as_the_links_address(
    client: Client, lunch: LinkView, scan: Read, format: ArtworkFormat
) -> None:
    client.domains.set_public_url(PublicUrlDraft(url="https://go.example.com"))
    made = client.codes.create(CodeDraft(link_id="lunch", design=BLUE))
    file = client.codes.export(made.id, ExportDraft(format=format, size_mm=30, dpi=300))
    assert scan(file.content, file.media_type) == "https://go.example.com/r/lunch"
    assert file.file_name == f"lunch.{EXTENSIONS[format]}"
    assert (file.report["decoded"], file.report["width_mm"]) == ("https://go.example.com/r/lunch", 30.0)
    assert file.report["warnings"] == []


def test_an_export_is_remembered_as_printed(client: Client, lunch: LinkView) -> None:
    made = client.codes.create(CodeDraft(link_id="lunch"))
    client.codes.export(made.id, ExportDraft(remember=False))
    assert client.codes.get(made.id).export_count == 1
    assert client.links.get("lunch").printed_at is None
    client.codes.export(made.id, ExportDraft())
    after = client.codes.get(made.id)
    assert after.export_count == 2
    assert after.printed_at is not None
    assert client.links.get("lunch").printed_at == after.printed_at
    assert [link.slug for link in client.links.list(LinkQuery(printed=True)).data] == ["lunch"]


def test_an_export_for_this_computer_only_says_so(client: Client, lunch: LinkView) -> None:
    made = client.codes.create(CodeDraft(link_id="lunch"))
    warnings = client.codes.export(made.id, ExportDraft()).report["warnings"]
    assert warnings[0].startswith("not for print: localhost:8765")


def test_artwork_that_nobody_could_read_is_not_handed_out(client: Client, lunch: LinkView) -> None:
    made = client.codes.create(CodeDraft(link_id="lunch", design=Design(ink="#fffff0", paper="#ffffff")))
    with pytest.raises(ArtworkUnreadable):
        client.codes.export(made.id, ExportDraft())
    assert (client.codes.get(made.id).export_count, client.codes.get(made.id).printed_at) == (0, None)


def test_a_file_is_named_after_its_slug_in_any_script(client: Client, lunch: LinkView) -> None:
    client.links.update("lunch", LinkPatch(slug="mittag-für-dich"))
    made = client.codes.create(CodeDraft(link_id="lunch"))
    assert client.codes.export(made.id, ExportDraft()).file_name == "mittag-für-dich.svg"


def test_a_code_may_carry_an_address_of_its_own(client: Client, lunch: LinkView, scan: Read) -> None:
    client.domains.set_public_url(PublicUrlDraft(url="https://go.example.com"))
    made = client.codes.create(CodeDraft(link_id="lunch", slug=" Poster ", design=BLUE))
    assert (made.slug, made.text) == ("Poster", "https://go.example.com/r/Poster")
    after = client.links.get("poster")
    assert (after.id, after.slug, after.aliases) == (lunch.id, "lunch", ["Poster"])
    assert after.code_url == "https://go.example.com/r/lunch"
    file = client.codes.export(made.id, ExportDraft())
    assert (file.file_name, file.report["decoded"]) == ("Poster.svg", made.text)
    assert scan(file.content, file.media_type) == made.text
    plain = client.codes.create(CodeDraft(link_id="poster"))
    assert (plain.slug, plain.text) == ("", after.code_url)


def test_another_address_of_a_code_leaves_the_one_before_working(client: Client, lunch: LinkView) -> None:
    made = client.codes.create(CodeDraft(link_id="lunch", slug="poster"))
    client.codes.export(made.id, ExportDraft())
    changed = client.codes.update(made.id, CodePatch(slug="card", name="Card"))
    assert (changed.slug, changed.name) == ("card", "Card")
    assert changed.text == lunch.code_url.replace("lunch", "card")
    assert client.codes.update(made.id, CodePatch(name="Card again")).slug == "card"
    assert client.codes.update(made.id, CodePatch(slug=None)).text == lunch.code_url
    assert client.links.get("lunch").aliases == ["poster", "card"]
    with database.scope():  # scans of either are those of the code: both may be on paper
        carried = {row.slug: row.code_id for row in Slug.select().where(Slug.code_id.is_null(False))}
        assert list(carried) == ["poster", "card"]
        assert len(set(carried.values())) == 1
    for slug in ("poster", "card"):
        assert client.links.get(slug).id == lunch.id
        with pytest.raises(SlugTaken):
            client.links.create(LinkDraft(destination="https://example.com/", slug=slug))
    assert client.codes.update(made.id, CodePatch(slug="poster")).slug == "poster"  # it was this link's all the time


def test_no_two_codes_carry_the_same_address_and_none_what_is_not_its_links_to_give(
    client: Client, lunch: LinkView
) -> None:
    client.links.create(LinkDraft(destination="https://example.com/", slug="dinner"))
    made = client.codes.create(CodeDraft(link_id="lunch", slug="poster"))
    other = client.codes.create(CodeDraft(link_id="lunch"))
    refusals = {"dinner": SlugTaken, "POSTER": Conflict, "LUNCH": Invalid, "docs": SlugReserved, "a/b": BadSlug}
    before = client.links.get("lunch")
    for slug, kind in refusals.items():
        for attempt in (
            lambda slug=slug: client.codes.create(CodeDraft(link_id="lunch", slug=slug)),
            lambda slug=slug: client.codes.update(other.id, CodePatch(slug=slug, name="not kept")),
        ):
            with pytest.raises(kind) as fault:
                attempt()
            assert "slug" in fault.value.field_errors
    assert client.codes.list().data == [other, made]
    assert client.links.get("lunch") == before
    assert client.codes.update(made.id, CodePatch(slug="Poster")).slug == "Poster"  # its own, spelled anew


def test_a_deleted_links_codes_keep_their_addresses_from_being_given_away(client: Client, lunch: LinkView) -> None:
    client.codes.create(CodeDraft(link_id="lunch", slug="poster"))
    client.links.delete(lunch.id)
    with pytest.raises(SlugTaken):
        client.links.create(LinkDraft(destination="https://example.com/", slug="poster"))
