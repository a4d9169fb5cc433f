"""Many links in one call: each as the single call would have it, or the reason why not."""

import pytest

from qrdesk.client import (
    BulkCreate,
    BulkUpdate,
    Client,
    CodeDraft,
    DuplicateQuery,
    ExportDraft,
    FolderDraft,
    LinkDraft,
    LinkPatch,
    LinkQuery,
)
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.schemas.artwork import ArtworkFormat
from qrdesk.core.schemas.links import LinkState
from qrdesk.core.services import bulk

PAGE = "https://example.com/menu"


def drafts(*slugs: str, destination: str = PAGE) -> tuple[LinkDraft, ...]:
    return tuple(LinkDraft(destination=destination, slug=slug) for slug in slugs)


def make_printed_and_plain(client: Client) -> None:
    """Make the links a, whose code has been exported, and b."""
    client.links.create_many(BulkCreate(links=drafts("a", "b")))
    code = client.codes.create(CodeDraft(link_id="a", name="Table tent"))
    client.codes.export(code.id, ExportDraft(format=ArtworkFormat.SVG))


def total(client: Client) -> int | None:
    return client.links.list(LinkQuery(state="any")).pagination.total


def test_good_links_are_made_and_the_others_come_back_with_the_reason(client: Client) -> None:
    client.links.create(drafts("taken")[0])
    bad = (LinkDraft(destination="javascript:alert(1)"), LinkDraft(destination=PAGE, folder="Nowhere"))
    report = client.links.create_many(BulkCreate(links=(*drafts("a", "taken", "api"), *bad, *drafts("b", "a"))))
    assert [(one.index, one.link.slug) for one in report.created] == [(0, "a"), (5, "b")]
    assert [(one.index, one.code) for one in report.refused] == [
        (1, "slug_taken"),
        (2, "slug_reserved"),
        (3, "destination_invalid"),
        (4, "not_found"),
        (6, "slug_taken"),
    ]
    assert set(report.refused[2].field_errors) == {"destination"}
    assert total(client) == 3
    assert client.links.get("b") == report.created[1].link


def test_all_or_nothing_makes_nothing_where_one_is_refused(client: Client) -> None:
    report = client.links.create_many(BulkCreate(links=drafts("a", "b", "a"), all_or_nothing=True))
    assert (report.created, [one.index for one in report.refused]) == ([], [2])
    assert total(client) == 0
    assert client.links.list(LinkQuery(state=LinkState.DELETED)).data == []
    assert len(client.links.create_many(BulkCreate(links=drafts("a", "b"), all_or_nothing=True)).created) == 2


def test_a_thousand_at_once_and_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    many = tuple(LinkDraft(destination=PAGE) for _ in range(1000))
    with pytest.raises(ValueError, match="1000"):
        BulkCreate(links=(*many, many[0]))
    with pytest.raises(ValueError, match="1000"):
        BulkUpdate(ids=tuple(f"a{number}" for number in range(1001)), action="pause")
    monkeypatch.setattr(bulk, "MAX_BULK", 3)
    assert len(client.links.create_many(BulkCreate(links=many[:3])).created) == total(client) == 3
    assert len(client.links.update_many(BulkUpdate(query=LinkQuery(), add_tags=("all",))).updated) == 3
    client.links.create(many[0])
    with pytest.raises(Invalid, match="more than 3 links"):
        client.links.update_many(BulkUpdate(query=LinkQuery(), remove_tags=("all",)))
    assert client.tags.list()[0].link_count == 3


def test_passwords_of_a_bulk_hold(client: Client) -> None:
    secret = LinkDraft(destination=PAGE, slug="secret", password="open sesame")
    report = client.links.create_many(BulkCreate(links=(secret,)))
    assert report.created[0].link.has_password
    with pytest.raises(Invalid, match="at most 50"):
        client.links.create_many(BulkCreate(links=tuple(secret.model_copy(update={"slug": None}) for _ in range(51))))


def test_every_named_link_is_changed_alike(client: Client) -> None:
    client.folders.create(FolderDraft(name="Menus"))
    client.links.create_many(BulkCreate(links=drafts("a", "b", "c")))
    client.links.update("b", LinkPatch(tags=("old", "kept")))
    change = BulkUpdate(
        ids=("a", "b", "nobody", "a"),
        changes=LinkPatch(destination="https://example.com/2", folder="menus"),
        add_tags=("new", "kept"),
        remove_tags=("old",),
        action="pause",
    )
    report = client.links.update_many(change)
    assert [one.id for one in report.updated] == [client.links.get("a").id, client.links.get("b").id]
    assert [(one.index, one.id, one.code) for one in report.refused] == [(2, "nobody", "not_found")]
    for slug, tags in (("a", ["kept", "new"]), ("b", ["kept", "new"])):
        found = client.links.get(slug)
        assert (found.destination, found.tags, found.state) == ("https://example.com/2", tags, LinkState.PAUSED)
        assert found.folder is not None
    assert client.links.get("c").state == LinkState.LIVE


def test_one_bad_field_leaves_each_link_whole(client: Client) -> None:
    client.links.create_many(BulkCreate(links=drafts("a", "b")))
    change = BulkUpdate(ids=("a", "b"), changes=LinkPatch(title="New", folder="Nowhere"), action="archive")
    report = client.links.update_many(change)
    assert (report.updated, len(report.refused)) == ([], 2)
    assert [(client.links.get(slug).title, client.links.get(slug).state) for slug in "ab"] == [("", "live")] * 2


def test_all_or_nothing_changes_nothing_where_one_is_refused(client: Client) -> None:
    client.links.create_many(BulkCreate(links=drafts("a", "b")))
    report = client.links.update_many(BulkUpdate(ids=("a", "nobody", "b"), action="archive", all_or_nothing=True))
    assert (report.updated, [one.id for one in report.refused]) == ([], ["nobody"])
    assert {client.links.get(slug).state for slug in "ab"} == {LinkState.LIVE}


@pytest.mark.parametrize(
    ("action", "state", "back"),
    [("archive", LinkState.ARCHIVED, "restore"), ("pause", LinkState.PAUSED, "resume")],
)
def test_links_are_put_away_and_brought_back(client: Client, action: str, state: LinkState, back: str) -> None:
    client.links.create_many(BulkCreate(links=drafts("a", "b")))
    client.links.update_many(BulkUpdate.model_validate({"ids": ["a", "b"], "action": action}))
    assert {client.links.get(slug).state for slug in "ab"} == {state}
    client.links.update_many(BulkUpdate.model_validate({"ids": ["a", "b"], "action": back}))
    assert {client.links.get(slug).state for slug in "ab"} == {LinkState.LIVE}


def test_what_a_query_finds_is_deleted_for_ever(client: Client) -> None:
    client.links.create_many(BulkCreate(links=drafts("a", "b")))
    client.links.update("a", LinkPatch(tags=("old",)))
    report = client.links.update_many(BulkUpdate(query=LinkQuery(tag="old"), action="delete"))
    assert len(report.updated) == 1
    with pytest.raises(NotFound):
        client.links.get("a")
    assert client.links.create_many(BulkCreate(links=drafts("a"))).refused[0].code == "slug_taken"
    assert client.links.get("b").state == LinkState.LIVE


def test_changes_that_printed_codes_will_feel_are_said(client: Client) -> None:
    make_printed_and_plain(client)
    report = client.links.update_many(BulkUpdate(ids=("a", "b"), action="archive"))
    assert [len(one.warnings) for one in report.updated] == [1, 0]
    assert "Table tent" in report.updated[0].warnings[0]


def test_what_becomes_of_printed_codes_of_deleted_links_is_said(client: Client) -> None:
    make_printed_and_plain(client)
    report = client.links.update_many(BulkUpdate(ids=("a", "b"), action="delete"))
    assert [len(one.warnings) for one in report.updated] == [1, 0]
    assert "Table tent" in report.updated[0].warnings[0]
    assert report.updated[0].warnings[0].endswith("no longer in use, for ever.")


def test_pages_hidden_by_many_are_said_to_be_unchecked(client: Client) -> None:
    hidden = LinkDraft(destination=PAGE, slug="a", hidden=True)
    made = client.links.create_many(BulkCreate(links=(hidden, *drafts("b")))).created
    assert [["was not checked" in said for said in one.link.warnings] for one in made] == [[True], []]

    def said(**changes: object) -> list[int]:
        patch = LinkPatch.model_validate(changes)
        report = client.links.update_many(BulkUpdate(ids=("a", "b"), changes=patch))
        assert report.refused == []
        return [sum("was not checked" in one for one in link.warnings) for link in report.updated]

    assert said(title="Menu") == [0, 0]
    assert said(destination="https://example.com/other") == [1, 0]
    assert said(hidden=True) == [0, 1]
    assert said(hidden=False) == [0, 0]


def test_a_bulk_update_says_which_and_what() -> None:
    for body, said in (
        ({"action": "pause"}, "by ids, or by a query"),
        ({"ids": ["a"], "query": {}, "action": "pause"}, "by ids, or by a query"),
        ({"ids": ["a"]}, "what is to be changed"),
        ({"query": {"tag": "old", "limit": 10}, "action": "delete"}, "not a page of them"),
        ({"ids": ["a"], "changes": {"slug": "b"}}, "same address"),
    ):
        with pytest.raises(ValueError, match=said):
            BulkUpdate.model_validate(body)
    saved = LinkQuery(tag="old").model_dump()  # as a saved view comes over the wire, with all its fields
    assert BulkUpdate.model_validate({"query": saved, "action": "pause"}).query == LinkQuery(tag="old")


SAME = (
    "https://example.com/menu",
    "https://EXAMPLE.com:443/menu/",
    "https://example.com/menu?utm_source=x&UTM_Term=y#top",
)
OTHER = (
    "http://example.com/menu",
    "https://example.com/Menu",
    "https://example.com:444/menu",
    "https://example.com/menu?a=1",
)


def test_links_to_the_same_page_are_found(client: Client) -> None:
    for at, destination in enumerate((*SAME, *OTHER, "https://example.com/menu?a=1&utm_id=3")):
        client.links.create(LinkDraft(destination=destination, slug=f"s{at}"))
    found = client.links.duplicates()
    assert [(one.link_count, [link.slug for link in one.links]) for one in found.data] == [
        (3, ["s0", "s1", "s2"]),
        (2, ["s6", "s7"]),
    ]
    assert found.data[0].destination == SAME[0]
    assert found.pagination.total == 2
    assert [one.link_count for one in client.links.duplicates(DuplicateQuery(limit=1, page=2)).data] == [2]
    assert client.links.duplicates(DuplicateQuery(page=9)).data == []


def test_duplicates_follow_every_change(client: Client) -> None:
    client.links.create_many(BulkCreate(links=drafts("a", "b", "c")))
    client.links.archive("a")
    assert client.links.duplicates().data[0].link_count == 3
    client.links.update("b", LinkPatch(destination="https://example.com/else"))
    assert client.links.duplicates().data[0].link_count == 2
    client.links.delete("c")
    assert client.links.duplicates().data == []
