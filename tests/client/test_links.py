"""Links through the client: the same answers and the same errors, whatever carries the call."""

import base64
import re
from collections.abc import Callable
from typing import Literal

import pytest

from qrdesk.client import Client, LinkDraft, LinkPatch, LinkQuery, SlugQuery
from qrdesk.core.errors import BadDestination, BadSlug, Invalid, Kind, NotFound, QRDeskError, SlugReserved, SlugTaken
from qrdesk.core.schemas.links import LinkState, LinkView

PAGE = "https://example.com/"


def test_a_link_is_made_as_it_was_asked_for(client: Client) -> None:
    draft = LinkDraft(
        destination=" https://EXAMPLE.com ", slug="Spring", title="  The  sale ", note="n", tags=("a", "b")
    )
    made = client.links.create(draft)
    assert (made.slug, made.destination, made.title, made.note) == ("Spring", PAGE, "The sale", "n")
    assert made.tags == ["a", "b"]
    assert made.short_url == "http://localhost:8765/Spring"
    assert made.code_url == "http://localhost:8765/r/Spring"
    assert (made.state, made.hit_count, made.printed_at) == (LinkState.LIVE, 0, None)
    assert re.fullmatch(r"lnk_[0-9A-Za-z]{10}", made.id)
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", made.uuid)
    assert made.created_at == made.updated_at
    assert made.created_at.utcoffset() is not None


def test_a_link_without_a_slug_gets_one_that_can_be_read_aloud(client: Client) -> None:
    made = client.links.create(LinkDraft(destination=PAGE))
    assert re.fullmatch("[BCDFGHJKLMNPQRSTVWXYZ2-9]{6}", made.slug)


@pytest.mark.parametrize(
    "name", [lambda link: link.id, lambda link: link.uuid, lambda link: "LUNCH", lambda link: f"{link.host}/lunch"]
)
def test_a_link_is_found_by_each_of_its_names(client: Client, lunch: LinkView, name: Callable[[LinkView], str]) -> None:
    assert client.links.get(name(lunch)) == lunch


@pytest.mark.parametrize(
    "name", ["", "nothing", "lnk_0000000000", "elsewhere.example/lunch", "ä/ö/ü", "🦊", "a b?c#d%20"]
)
def test_a_link_that_is_not_there_is_not_found(client: Client, lunch: LinkView, name: str) -> None:
    with pytest.raises(NotFound):
        client.links.get(name)
    with pytest.raises(NotFound):
        client.links.update(name, LinkPatch(title="x"))
    assert client.links.get("lunch") == lunch


@pytest.mark.parametrize(
    ("slug", "error"),
    [
        ("lunch", SlugTaken),
        ("LUNCH", SlugTaken),
        ("api", SlugReserved),
        ("R", SlugReserved),
        ("a b", BadSlug),
        ("a/b", BadSlug),
        ("", BadSlug),
        ("x" * 65, BadSlug),
        ("zero\u200bwidth", BadSlug),
    ],
)
def test_an_address_that_cannot_be_had_says_why(
    client: Client, lunch: LinkView, slug: str, error: type[QRDeskError]
) -> None:
    other = client.links.create(LinkDraft(destination=PAGE, slug="other"))
    for attempt in (
        lambda: client.links.create(LinkDraft(destination=PAGE, slug=slug)),
        lambda: client.links.update("other", LinkPatch(slug=slug)),
    ):
        with pytest.raises(error) as refused:
            attempt()
        assert type(refused.value) is error
        assert refused.value.code == error.code
        assert refused.value.field_errors["slug"] == str(refused.value)
    assert client.links.list().data == [other, lunch]


@pytest.mark.parametrize(
    "destination",
    [
        "",
        "example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "https://user@example.com",
        "http://localhost:8765/x",
    ],
)
def test_a_destination_that_cannot_be_used_changes_nothing(client: Client, lunch: LinkView, destination: str) -> None:
    for attempt in (
        lambda: client.links.create(LinkDraft(destination=destination)),
        lambda: client.links.update("lunch", LinkPatch(destination=destination)),
    ):
        with pytest.raises(BadDestination) as refused:
            attempt()
        assert (refused.value.kind, refused.value.code) == (Kind.INVALID, "destination_invalid")
        assert list(refused.value.field_errors) == ["destination"]
    assert client.links.list().data == [lunch]


def test_a_patch_changes_only_what_it_names(client: Client, lunch: LinkView) -> None:
    changed = client.links.update(lunch.id, LinkPatch(destination="https://example.com/new", tags=("x", "x", "y")))
    assert (changed.destination, changed.tags) == ("https://example.com/new", ["x", "y"])
    assert (changed.title, changed.slug, changed.created_at) == (lunch.title, lunch.slug, lunch.created_at)
    assert changed.updated_at > lunch.updated_at
    assert client.links.update(lunch.id, LinkPatch(tags=(), title="")).tags == []
    assert client.links.get(lunch.id).title == ""


def test_renaming_leaves_an_alias_that_nobody_else_gets(client: Client, lunch: LinkView) -> None:
    renamed = client.links.update("lunch", LinkPatch(slug="dinner"))
    assert (renamed.slug, renamed.aliases) == ("dinner", ["lunch"])
    assert client.links.get("lunch") == renamed
    with pytest.raises(SlugTaken):
        client.links.create(LinkDraft(destination=PAGE, slug="Lunch"))
    back = client.links.update("dinner", LinkPatch(slug="Lunch"))
    assert (back.slug, back.aliases) == ("Lunch", ["dinner"])


def test_an_archived_link_is_put_away_and_comes_back(client: Client, lunch: LinkView) -> None:
    assert client.links.archive("lunch").state is LinkState.ARCHIVED
    assert client.links.archive("lunch").state is LinkState.ARCHIVED
    assert client.links.list().data == []
    assert [link.id for link in client.links.list(LinkQuery(state=LinkState.ARCHIVED)).data] == [lunch.id]
    assert [link.id for link in client.links.list(LinkQuery(state="any")).data] == [lunch.id]
    assert client.links.restore("lunch").state is LinkState.LIVE
    assert [link.id for link in client.links.list().data] == [lunch.id]


def test_a_deleted_link_is_gone_and_its_addresses_are_never_given_away(client: Client, lunch: LinkView) -> None:
    client.links.update("lunch", LinkPatch(slug="dinner"))
    client.links.delete("dinner")
    for name in ("lunch", "dinner", lunch.id, lunch.uuid):
        with pytest.raises(NotFound):
            client.links.get(name)
    with pytest.raises(NotFound):
        client.links.delete(lunch.id)
    for slug in ("lunch", "dinner", "DINNER"):
        with pytest.raises(SlugTaken, match="never given away twice"):
            client.links.create(LinkDraft(destination=PAGE, slug=slug))
    assert client.links.list(LinkQuery(state="any")).data == []
    assert [link.state for link in client.links.list(LinkQuery(state=LinkState.DELETED)).data] == [LinkState.DELETED]


def test_an_address_is_checked_before_it_is_taken(client: Client, lunch: LinkView) -> None:
    free = client.links.check_slug(SlugQuery(slug="Brunch"))
    assert (free.free, free.slug, free.host, free.reason) == (True, "Brunch", "localhost:8765", "")
    taken = client.links.check_slug(SlugQuery(slug="LUNCH"))
    assert not taken.free
    assert "Lunch" in taken.reason
    assert taken.suggestions
    assert all(client.links.check_slug(SlugQuery(slug=idea)).free for idea in taken.suggestions)
    assert "used by QRDesk itself" in client.links.check_slug(SlugQuery(slug="api")).reason
    client.links.delete("lunch")
    assert "deleted link" in client.links.check_slug(SlugQuery(slug="lunch")).reason
    with pytest.raises(NotFound):
        client.links.check_slug(SlugQuery(slug="x", host="elsewhere.example"))


def test_every_link_is_listed_once_by_cursor_while_others_come(client: Client) -> None:
    made = [client.links.create(LinkDraft(destination=PAGE, title=f"{number % 3}")) for number in range(7)]
    for sort in ("-created_at", "created_at", "title", "-title", "hit_count", "-hit_count"):
        query = LinkQuery(limit=3, sort=sort)
        first = client.links.list(query)
        seen = [link.id for link in first.data]
        assert len(seen) == 3
        cursor = first.pagination.next_cursor
        while cursor is not None:
            page = client.links.list(query.model_copy(update={"cursor": cursor}))
            seen += [link.id for link in page.data]
            cursor = page.pagination.next_cursor
        assert sorted(seen) == sorted(link.id for link in made)
        assert seen == [link.id for link in client.links.each(query)]
    client.links.create(LinkDraft(destination=PAGE))
    assert len(list(client.links.each(LinkQuery(limit=2)))) == 8


def test_a_list_is_paged_by_number_and_says_how_long_it_is(client: Client) -> None:
    for number in range(5):
        client.links.create(LinkDraft(destination=PAGE, slug=f"link-{number}"))
    page = client.links.list(LinkQuery(limit=2, page=2, sort="created_at"))
    assert [link.slug for link in page.data] == ["link-2", "link-3"]
    assert (page.pagination.total, page.pagination.limit, page.pagination.page) == (5, 2, 2)
    assert client.links.list(LinkQuery(limit=2, page=9)).data == []


@pytest.mark.parametrize(
    "cursor", ["x", "", "WzEsMl0", "WyJ0aXRsZSIsMSwyXQ", "W1tbW1tbW10", "ä", "WyJjcmVhdGVkX2F0IiwxZTk5OSwxXQ"]
)
def test_a_cursor_of_another_list_is_refused(client: Client, lunch: LinkView, cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        client.links.list(LinkQuery(cursor=cursor))
    assert list(refused.value.field_errors) == ["cursor"]


def test_cursor_and_page_at_once_are_refused(client: Client) -> None:
    for _ in range(2):
        client.links.create(LinkDraft(destination=PAGE))
    cursor = client.links.list(LinkQuery(limit=1)).pagination.next_cursor
    with pytest.raises(Invalid, match="not both"):
        client.links.list(LinkQuery(cursor=cursor, page=1))


def test_links_are_found_by_their_words(client: Client) -> None:
    spring = LinkDraft(
        destination="https://shop.example/100%_off", slug="spring", title="Spring sale", tags=("poster",)
    )
    client.links.create(spring)
    client.links.create(LinkDraft(destination="https://example.com/menu", slug="lunch", note="for the window"))
    client.links.update("lunch", LinkPatch(slug="dinner"))

    def found(search: str) -> list[str]:
        return [link.slug for link in client.links.list(LinkQuery(search=search)).data]

    assert found("SALE") == found("shop.example") == found("post") == found("spring sale") == ["spring"]
    assert found("window") == found("lunch") == ["dinner"]
    assert found("https://localhost:8765/dinner") == found("http://LOCALHOST:8765/Dinner") == ["dinner"]
    assert found("%") == found("_") == ["spring"]
    assert found("spring menu") == found("'; DROP TABLE link; --") == []
    assert found("") == ["dinner", "spring"]


def test_links_are_filtered_by_tag_host_and_print(client: Client, lunch: LinkView) -> None:
    client.links.update("lunch", LinkPatch(tags=("food",)))
    client.links.create(LinkDraft(destination=PAGE, slug="other"))
    assert [link.slug for link in client.links.list(LinkQuery(tag="food")).data] == ["lunch"]
    assert client.links.list(LinkQuery(tag="foo")).data == []
    assert client.links.list(LinkQuery(host="elsewhere.example")).data == []
    assert len(client.links.list(LinkQuery(host="LOCALHOST:8765", printed=False)).data) == 2
    assert client.links.list(LinkQuery(printed=True)).data == []


@pytest.mark.parametrize("sort", ["title", "-title"])
@pytest.mark.parametrize("title", ["T" * 199, "ä" * 199, "🦊" * 199, "“" * 199, "a\u00adb", "a\u200db", '\\"' * 99, ""])
@pytest.mark.fast_cases(16)
def test_any_title_pages(client: Client, title: str, sort: Literal["title", "-title"]) -> None:
    made = [client.links.create(LinkDraft(destination="https://example.com", title=f"{title}{n}")) for n in range(3)]
    found = [link.title for link in client.links.each(LinkQuery(limit=1, sort=sort))]
    assert sorted(found) == sorted(link.title for link in made)


@pytest.mark.parametrize("text", ['["title","a\\u0000b",1]', '["title","\\ud800",1]'])
def test_a_cursor_that_no_database_takes_is_refused(client: Client, text: str) -> None:
    cursor = base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
    with pytest.raises(Invalid, match="does not belong to this list"):
        client.links.list(LinkQuery(cursor=cursor, sort="title"))
