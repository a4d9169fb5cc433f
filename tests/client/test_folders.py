"""Folders, tags, saved views and presets: what keeps many links in order."""

import pytest

from qrdesk.client import (
    Client,
    FolderDraft,
    FolderPatch,
    LinkDraft,
    LinkPatch,
    LinkQuery,
    SavedViewDraft,
    SavedViewPatch,
    TagDraft,
    TagPatch,
    UtmPresetDraft,
    UtmPresetPatch,
)
from qrdesk.core.errors import Conflict, Invalid, NotFound
from qrdesk.core.schemas.folders import PALETTE
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.core.schemas.rules import Utm

PAGE = "https://example.com/menu"


def add(client: Client, slug: str, **more: object) -> LinkView:
    return client.links.create(LinkDraft.model_validate({"destination": PAGE, "slug": slug, **more}))


def slugs(client: Client, **asked: object) -> list[str]:
    return [one.slug for one in client.links.list(LinkQuery.model_validate({"sort": "created_at", **asked})).data]


def test_a_folder_is_made_once_whatever_the_letters(client: Client) -> None:
    made = client.folders.create(FolderDraft(name="  Straße  24 "))
    assert (made.name, made.colour, made.link_count) == ("Straße 24", PALETTE[0], 0)
    assert made.id.startswith("fld_")
    assert client.folders.create(FolderDraft(name="Other")).colour == PALETTE[1]
    assert client.folders.create(FolderDraft(name="Own", colour="#ABCDEF")).colour == "#abcdef"
    with pytest.raises(Conflict, match="“Straße 24”") as refused:
        client.folders.create(FolderDraft(name="STRASSE 24"))
    assert set(refused.value.field_errors) == {"name"}
    with pytest.raises(Conflict):
        client.folders.update("Other", FolderPatch(name="own"))
    with pytest.raises(Invalid, match="none"):
        client.folders.create(FolderDraft(name="None"))
    assert [one.name for one in client.folders.list()] == ["Other", "Own", "Straße 24"]


def test_a_folder_may_have_its_own_name_in_other_letters(client: Client) -> None:
    client.folders.create(FolderDraft(name="menus", colour="#112233"))
    changed = client.folders.update("MENUS", FolderPatch(name="Menus"))
    assert (changed.name, changed.colour) == ("Menus", "#112233")
    assert client.folders.update(changed.uuid, FolderPatch(colour="#445566")).colour == "#445566"


def test_links_are_found_by_the_name_or_id_of_their_folder(client: Client) -> None:
    folder = client.folders.create(FolderDraft(name="Menus"))
    add(client, "a", folder="menus")
    add(client, "b", folder=folder.id)
    add(client, "c")
    assert slugs(client, folder="Menus") == slugs(client, folder=folder.id) == ["a", "b"]
    assert slugs(client, folder="none") == ["c"]
    assert slugs(client, folder="Posters") == []
    with pytest.raises(NotFound, match="Posters"):
        add(client, "d", folder="Posters")


def test_a_folder_counts_the_links_that_its_list_shows(client: Client) -> None:
    client.folders.create(FolderDraft(name="Menus"))
    for slug in "abcde":
        add(client, slug, folder="Menus")
    client.links.archive("a")
    client.links.delete("b")
    client.links.archive("c")
    client.links.delete("c")
    assert client.folders.list()[0].link_count == len(slugs(client, folder="Menus")) == 2


def test_links_of_a_deleted_folder_are_in_none(client: Client) -> None:
    client.folders.create(FolderDraft(name="Menus"))
    add(client, "a", folder="Menus")
    client.folders.delete("Menus")
    assert client.links.get("a").folder is None
    assert slugs(client, folder="none") == ["a"]
    with pytest.raises(NotFound):
        client.folders.delete("Menus")


def test_a_colour_is_a_colour(client: Client) -> None:
    for colour in ("red", "#12345", "#12345g", "#1234567", "url(x)"):
        with pytest.raises(ValueError, match="colour such as"):
            FolderDraft(name="x", colour=colour)
    assert client.folders.list() == []


def test_tags_are_listed_with_how_many_links_carry_them(client: Client) -> None:
    add(client, "a", tags=("lunch", "Sun"))
    add(client, "b", tags=("lunch",))
    add(client, "c", tags=("lunch",))
    client.links.archive("c")
    client.tags.create(TagDraft(name="unused", colour="#010203"))
    assert [(one.name, one.link_count) for one in client.tags.list()] == [("lunch", 2), ("Sun", 1), ("unused", 0)]
    assert client.tags.list()[2].colour == "#010203"
    assert client.tags.list()[0].colour in PALETTE
    with pytest.raises(Conflict, match="lunch"):
        client.tags.create(TagDraft(name="lunch"))


def test_a_tag_with_another_name_stays_on_its_links(client: Client) -> None:
    add(client, "a", tags=("lunch",))
    renamed = client.tags.update("lunch", TagPatch(name="dinner", colour="#010203"))
    assert (renamed.name, renamed.colour, renamed.link_count) == ("dinner", "#010203", 1)
    assert client.links.get("a").tags == ["dinner"]
    assert slugs(client, tag="dinner") == ["a"]


def test_a_tag_with_the_name_of_another_joins_it(client: Client) -> None:
    add(client, "a", tags=("lunch",))
    add(client, "b", tags=("lunch", "midday"))
    add(client, "c", tags=("midday", "sun"))
    kept = next(one for one in client.tags.list() if one.name == "midday")
    joined = client.tags.update("lunch", TagPatch(name="midday"))
    assert (joined.id, joined.link_count) == (kept.id, 3)
    assert [client.links.get(slug).tags for slug in "abc"] == [["midday"], ["midday"], ["midday", "sun"]]
    assert [one.name for one in client.tags.list()] == ["midday", "sun"]


def test_a_deleted_tag_is_taken_off_its_links(client: Client) -> None:
    add(client, "a", tags=("lunch", "sun"))
    client.tags.delete("lunch")
    assert client.links.get("a").tags == ["sun"]
    with pytest.raises(NotFound):
        client.tags.update("lunch", TagPatch(name="dinner"))


def test_a_saved_view_gives_back_what_was_asked(client: Client) -> None:
    asked = LinkQuery(search="soup", state=LinkState.PAUSED, printed=True, sort="-hit_count", limit=7)
    made = client.views.create(SavedViewDraft(name="Soups", query=asked))
    assert made.query == asked.model_copy(update={"limit": 50})
    assert client.views.list() == [made]
    renamed = client.views.update(made.id, SavedViewPatch(name="Printed soups"))
    assert (renamed.name, renamed.query) == ("Printed soups", made.query)
    assert client.views.update("printed soups", SavedViewPatch(query=LinkQuery(tag="x"))).query == LinkQuery(tag="x")
    with pytest.raises(Conflict):
        client.views.create(SavedViewDraft(name="PRINTED SOUPS", query=asked))
    client.views.delete(made.id)
    assert client.views.list() == []


def test_a_saved_view_keeps_no_place_in_the_list() -> None:
    for place in ({"page": 2}, {"cursor": "x"}):
        with pytest.raises(ValueError, match="Leave cursor and page out"):
            SavedViewDraft.model_validate({"name": "x", "query": place})
    with pytest.raises(ValueError, match="state"):
        SavedViewDraft.model_validate({"name": "x", "query": {"state": "lost"}})


def test_a_preset_is_kept_and_changed(client: Client) -> None:
    made = client.presets.create(UtmPresetDraft(name="Poster", utm=Utm(source="poster", medium="print")))
    assert made.utm == Utm(source="poster", medium="print")
    with pytest.raises(Conflict):
        client.presets.create(UtmPresetDraft(name="poster", utm=Utm(source="x")))
    assert client.presets.update("Poster", UtmPresetPatch(name="Posters")).utm == made.utm
    assert client.presets.update("Posters", UtmPresetPatch(utm=Utm(term="a b"))).utm == Utm(term="a b")
    assert [one.name for one in client.presets.list()] == ["Posters"]
    client.presets.delete("Posters")
    assert client.presets.list() == []
    with pytest.raises(ValueError, match="at least one"):
        UtmPresetDraft(name="Empty", utm=Utm())


def test_a_link_leaves_its_folder_by_null(client: Client) -> None:
    client.folders.create(FolderDraft(name="Menus"))
    add(client, "a", folder="Menus")
    assert client.links.update("a", LinkPatch(title="x")).folder is not None
    assert client.links.update("a", LinkPatch(folder=None)).folder is None
