"""Sums of domains, folders and tags follow the links that come and go."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.hits import recount, regroup
from qrdesk.core.models import Domain, Folder, Link, RollupDay, RollupStale, Tag, VisitorDay, Workspace
from qrdesk.core.public_url import parse
from qrdesk.core.schemas.bulk import BulkUpdate
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import LinkDraft, LinkPatch
from qrdesk.core.schemas.tags import TagPatch
from qrdesk.core.services import bulk, folders, links, moving, tags
from tests.core.hits.places import Place
from tests.core.hits.upkeep_hits import DAY, NOON, a_hit, context, failing_put, store, sums


class Desk:
    """Two links with hits of the same visitors, in a folder and with a tag each."""

    def __init__(self, place: Place) -> None:
        Workspace.update(time_zone="UTC").execute()
        self.place, self.ctx = place, context(place)
        folders.create_folder(self.ctx, FolderDraft(name="one"))
        folders.create_folder(self.ctx, FolderDraft(name="two"))
        self.links = [self.make("a", "one", ("red",)), self.make("b", "two", ("blue",))]
        for n in range(4):
            for link in self.links:
                store([a_hit(place, NOON - timedelta(days=n * 5), link_id=row(link), visitor=f"v{n}")])

    def make(self, slug: str, folder: str, words: tuple[str, ...]) -> str:
        draft = LinkDraft(destination="https://x.example/", slug=slug, folder=folder, tags=words)
        return links.create_link(self.ctx, draft).id

    def regroup(self) -> int:
        done = 0
        while regroup.regroup(now=NOON):
            done += 1
        return done


def row(public_id: str) -> int:
    return int(Link.get(Link.public_id == public_id).id)


def marked() -> set[tuple[str, int]]:
    return {(one.scope, one.owner_id) for one in RollupStale.select()}


@pytest.fixture
def desk(place: Place) -> Desk:
    return Desk(place)


def put_in_folder(desk: Desk) -> None:
    links.update_link(desk.ctx, desk.links[0], LinkPatch(folder="two"))


def take_out_of_folder(desk: Desk) -> None:
    links.update_link(desk.ctx, desk.links[0], LinkPatch(folder=None))


def tag(desk: Desk) -> None:
    links.update_link(desk.ctx, desk.links[0], LinkPatch(tags=("blue", "new")))


def tag_many(desk: Desk) -> None:
    bulk.update_links(desk.ctx, BulkUpdate(ids=tuple(desk.links), add_tags=("red",), remove_tags=("blue",)))


def move_many(desk: Desk) -> None:
    bulk.update_links(desk.ctx, BulkUpdate(ids=tuple(desk.links), changes=LinkPatch(folder="two")))


def merge_tags(desk: Desk) -> None:
    tags.update_tag(desk.ctx, "red", TagPatch(name="blue"))


def delete_tag(desk: Desk) -> None:
    tags.delete_tag(desk.ctx, "red")


def delete_folder(desk: Desk) -> None:
    folders.delete_folder(desk.ctx, "one")


def move_domain(desk: Desk) -> None:
    with database.write():
        moving.make_default(desk.place.workspace_id, parse("http://192.168.1.5"), NOON)
    with database.write():
        moving.make_default(desk.place.workspace_id, parse("https://go.example.com"), NOON)


@pytest.mark.parametrize(
    ("change", "groups"),
    [
        (put_in_folder, 2),
        (take_out_of_folder, 1),
        (tag, 3),
        (tag_many, 2),
        (move_many, 2),
        (merge_tags, 2),
        (delete_tag, 1),
        (delete_folder, 1),
        (move_domain, 2),
    ],
)
def test_sums_follow_each_way_in_which_links_change_their_groups(
    desk: Desk, change: Callable[[Desk], None], groups: int
) -> None:
    change(desk)
    assert len(marked()) == groups
    assert recount.compare() == []  # what is still to be added up is not wrong
    store([a_hit(desk.place, link_id=row(one), visitor="late") for one in desk.links])
    assert desk.regroup() == groups
    assert marked() == set()
    assert recount.compare() == []


def test_a_tag_has_the_sums_of_its_links_and_each_visitor_once_a_day(desk: Desk) -> None:
    tag(desk)
    desk.regroup()
    blue = Tag.get(Tag.name == "blue").id
    assert sums("t", blue) == {DAY - 5 * n: (2, 1) for n in range(4)}
    assert sums("t", Tag.get(Tag.name == "red").id) == {}
    store([a_hit(desk.place, link_id=row(desk.links[0]), visitor="v0")])
    store([a_hit(desk.place, link_id=row(desk.links[0]), visitor="new")])
    assert sums("t", blue)[DAY] == (4, 2)
    assert recount.compare() == []


def test_of_days_whose_hits_are_gone_the_links_visitors_are_added_up(desk: Desk) -> None:
    Workspace.update(hits_from=NOON - timedelta(days=6)).execute()
    tag(desk)
    desk.regroup()
    blue = Tag.get(Tag.name == "blue").id
    assert sums("t", blue) == {DAY: (2, 1), DAY - 5: (2, 1), DAY - 10: (2, 2), DAY - 15: (2, 2)}


def test_links_without_hits_change_no_sums(sqlite: Place) -> None:
    ctx = context(sqlite)
    folders.create_folder(ctx, FolderDraft(name="one"))
    draft = LinkDraft(destination="https://x.example/", folder="one", tags=("red",))
    made = links.create_link(ctx, draft)
    links.update_link(ctx, made.id, LinkPatch(folder=None, tags=("blue",)))
    assert marked() == set()


def test_a_change_while_a_group_is_added_up_is_not_forgotten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regroup, "_ROWS_AT_ONCE", 1)
    tag(desk)
    changes = iter([("red",), ("blue",), ("blue", "red")])

    def change() -> None:
        if words := next(changes, None):
            links.update_link(desk.ctx, desk.links[0], LinkPatch(tags=words))

    while regroup.regroup(now=NOON, breathe=change):
        pass
    assert next(changes, None) is None
    assert recount.compare() == []
    assert marked() == set()


def test_what_ends_in_the_middle_begins_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regroup, "_ROWS_AT_ONCE", 1)
    merge_tags(desk)
    with failing_put(monkeypatch, 3), pytest.raises(ZeroDivisionError):
        desk.regroup()
    assert marked()
    desk.regroup()
    assert recount.compare() == []


def test_a_new_tag_under_the_number_of_an_old_one_has_none_of_its_sums(desk: Desk) -> None:
    tags.delete_tag(desk.ctx, "blue")  # the last one: SQLite gives its number away again
    made = desk.make("c", "one", ("green",))
    store([a_hit(desk.place, link_id=row(made), visitor="g")])
    desk.regroup()
    green = Tag.get(Tag.name == "green").id
    assert sums("t", green) == {DAY: (1, 1)}
    assert {one.owner_id for one in RollupDay.select().where(RollupDay.scope == "t")} == {
        green,
        Tag.get(Tag.name == "red").id,
    }
    assert recount.compare() == []


def test_a_deleted_link_stays_in_the_sums(desk: Desk) -> None:
    before = sums("f", Folder.get(Folder.name == "one").id)
    links.delete_link(desk.ctx, desk.links[0])
    assert desk.regroup() == 0
    assert sums("f", Folder.get(Folder.name == "one").id) == before
    assert len(before) == 4


def test_domains_are_marked_though_only_one_is_left_with_links(desk: Desk) -> None:
    move_domain(desk)
    desk.regroup()
    by_host = {one.host: sums("d", one.id) for one in Domain.select()}
    assert [sum(scans for scans, _ in days.values()) for _, days in sorted(by_host.items())] == [0, 8]
    assert VisitorDay.select().where(VisitorDay.scope == "d").count() == 4


def test_a_group_of_another_workspace_is_none_of_ours(desk: Desk) -> None:
    other: Context = desk.ctx
    assert other.actor.workspace_id == desk.place.workspace_id
    with database.write():
        regroup.mark(desk.place.workspace_id, [("t", 4711)])
    assert desk.regroup() == 1
    assert recount.compare() == []
