"""What a key may not do to one link it may not do to many."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.context import Actor, Context
from qrdesk.core.errors import ScopeMissing
from qrdesk.core.models import Link
from qrdesk.core.schemas.bulk import BulkCreate, BulkUpdate
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkQuery
from qrdesk.core.services import bulk, links
from tests.desks import Desk, context, desk, second_workspace


@pytest.fixture
def owner(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with desk(database_url, tmp_path / "data") as found, database.scope():
        links.create_link(context(found.opened), LinkDraft(destination="https://example.com", slug="menu"))
        yield found


def with_scopes(found: Desk, *scopes: str) -> Context:
    return context(found.opened, Actor(found.opened.owner.workspace_id, frozenset(scopes)))


def test_deleting_many_needs_the_scope_for_it(owner: Desk) -> None:
    delete = BulkUpdate(ids=("menu",), action="delete")
    with pytest.raises(ScopeMissing, match="links:delete"):
        bulk.update_links(with_scopes(owner, "links:update"), delete)
    assert Link.get().deleted_at is None
    assert len(bulk.update_links(with_scopes(owner, "links:update", "links:delete"), delete).updated) == 1
    assert Link.get().deleted_at is not None


def test_the_neighbours_links_are_not_found(owner: Desk) -> None:
    theirs = context(owner.opened, second_workspace())
    mine = Link.get()
    for name in (mine.public_id, mine.uuid, "menu"):
        report = bulk.update_links(theirs, BulkUpdate(ids=(name,), action="archive"))
        assert (report.updated, [one.code for one in report.refused]) == ([], ["not_found"])
    draft = LinkDraft(destination="https://example.com", host="localhost:8765")
    report = bulk.create_links(theirs, BulkCreate(links=(draft,)))
    assert (report.created, [one.code for one in report.refused]) == ([], ["not_found"])
    assert (Link.select().count(), Link.get().archived_at) == (1, None)


def test_a_fault_of_ours_takes_all_of_it_back(owner: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    insert = links.insert_link
    made: list[int] = []

    def broken(*arguments: object) -> Link:
        if made:
            raise OSError("disk")
        link = insert(*arguments)  # type: ignore[arg-type]  # passed on as they came
        made.append(link.id)
        return link

    monkeypatch.setattr(links, "insert_link", broken)
    many = (LinkDraft(destination="https://example.com"),) * 2
    with pytest.raises(OSError, match="disk"):
        bulk.create_links(context(owner.opened), BulkCreate(links=many))
    assert (len(made), Link.select().count()) == (1, 1)


def test_what_a_query_means_no_longer_is_left_alone(owner: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ctx, chosen = context(owner.opened), bulk._chosen
    for slug in ("old", "older"):
        links.create_link(ctx, LinkDraft(destination="https://example.com", slug=slug, tags=("old",)))

    def then_taken_out(*arguments: object) -> list[str]:
        found = chosen(*arguments)  # type: ignore[arg-type]  # passed on as they came
        assert len(found) == 2
        links.update_link(ctx, "old", LinkPatch(tags=()))
        return found

    monkeypatch.setattr(bulk, "_chosen", then_taken_out)
    batch = BulkUpdate(query=LinkQuery(tag="old"), action="delete", all_or_nothing=True)
    report = bulk.update_links(ctx, batch)
    assert (len(report.updated), report.refused) == (1, [])
    assert [link.slug for link in Link.select().where(Link.deleted_at.is_null(False))] == ["older"]


def test_one_transaction_and_one_word_to_those_who_listen(owner: Desk) -> None:
    heard: list[int] = []
    stop = database.on_change(lambda: heard.append(database.read_epoch()))
    many = tuple(LinkDraft(destination="https://example.com", slug=slug) for slug in ("a", "menu", "b"))
    bulk.create_links(context(owner.opened), BulkCreate(links=many))
    stop()
    assert len(heard) == 1
    assert max(link.epoch for link in Link.select()) <= heard[0]
    assert len({link.epoch for link in Link.select().where(Link.slug != "menu")}) == 1
