"""What somebody does with links and codes is told once, with what changed, and only where somebody wants to know."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.models import Endpoint, Link, Outbox
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.bulk import BulkCreate, BulkUpdate
from qrdesk.core.schemas.codes import CodeDraft, CodePatch
from qrdesk.core.schemas.folders import FolderDraft, FolderPatch
from qrdesk.core.schemas.links import AliasDraft, LinkDraft, LinkPatch, LinkView
from qrdesk.core.schemas.tags import TagPatch
from qrdesk.core.schemas.transfer import ImportRow, LinkImport
from qrdesk.core.services import bulk, codes, folders, link_events, links, tags, transfer
from qrdesk.daemon.ledger import DatabaseLedger
from tests.core.services.places import a_link, later, row_of
from tests.core.webhooks.listeners import bodies, events, listen

_BRIEF = (
    *("id", "uuid", "slug", "host", "short_url", "code_url", "destination", "title", "tags", "folder", "state"),
    *("created_at", "updated_at"),
)


@pytest.fixture
def menu(ctx: Context) -> LinkView:
    """A link that was made before anybody listened."""
    return a_link(ctx, "https://example.com/menu", tags=("food",))


def hear(ctx: Context, *kinds: str, **more: Any) -> None:
    listen(ctx.actor.workspace_id, *kinds, **more)


def statements(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> list[str]:
    """Return the SQL that some work runs."""
    ran: list[str] = []
    kind = type(database.proxy.obj)
    real = kind.execute_sql

    def noting(self: Any, sql: str, *more: Any, **named: Any) -> Any:
        ran.append(sql)
        return real(self, sql, *more, **named)

    with monkeypatch.context() as patch:
        patch.setattr(kind, "execute_sql", noting)
        work()
    return ran


def test_a_new_link_is_told_as_it_is_shown(ctx: Context) -> None:
    hear(ctx)
    made = a_link(ctx, "https://example.com/", tags=("red", "blue"), starts_at="2030-01-01T00:00:00Z")
    (told,) = bodies("link.created")
    view = made.model_dump(mode="json")
    assert told == {"link": {name: view[name] for name in _BRIEF}}
    assert told["link"]["state"] == "scheduled"
    row = Outbox.get()
    assert (row.at, row.pending, row.link_id) == (ctx.now, True, row_of(made).id)


def test_a_change_says_what_was_before(ctx: Context, menu: LinkView) -> None:
    hear(ctx)
    folder = folders.create_folder(ctx, FolderDraft(name="Food"))
    patch = LinkPatch(title="Lunch", tags=("red",), folder="Food", password="open sesame", slug="lunch")
    links.update_link(later(ctx, hours=1), menu.id, patch)
    (told,) = bodies("link.updated")
    assert told["link"]["title"] == "Lunch"
    assert told["link"]["folder"] == {"id": folder.id, "name": "Food"}
    assert told["link"]["updated_at"] == "2026-03-02T10:00:00Z"
    assert told["changes"] == {
        "title": {"before": "Menu", "after": "Lunch"},
        "slug": {"before": "menu", "after": "lunch"},
        "aliases": {"before": [], "after": ["menu"]},
        "tags": {"before": ["food"], "after": ["red"]},
        "folder": {"before": None, "after": {"id": folder.id, "name": "Food", "colour": folder.colour}},
        "has_password": {"before": False, "after": True},
        "password": {"before": None, "after": None},
    }
    links.update_link(ctx, menu.id, LinkPatch(password="another"))
    assert bodies("link.updated")[1]["changes"] == {"password": {"before": None, "after": None}}
    assert "sesame" not in Outbox.select().where(Outbox.kind == "link.updated").first().body


def test_each_way_of_changing_a_link_is_told_and_nothing_where_nothing_changed(ctx: Context, menu: LinkView) -> None:
    hear(ctx, "link.updated")
    links.pause_link(ctx, menu.id)
    links.pause_link(ctx, menu.id)  # it rests already
    links.resume_link(ctx, menu.id)
    links.archive_link(ctx, menu.id)
    links.restore_link(ctx, menu.id)
    links.add_alias(ctx, menu.id, AliasDraft(slug="carte"))
    links.add_alias(ctx, menu.id, AliasDraft(slug="carte"))
    links.update_link(ctx, menu.id, LinkPatch(title="Menu", tags=("food",)))
    with database.write():
        Link.update(hits_used=3).execute()
    links.reset_hits(ctx, menu.id)
    assert [body["changes"] for body in bodies("link.updated")] == [
        {"state": {"before": "live", "after": "paused"}},
        {"state": {"before": "paused", "after": "live"}},
        {"state": {"before": "live", "after": "archived"}},
        {"state": {"before": "archived", "after": "live"}},
        {"aliases": {"before": [], "after": ["carte"]}},
        {"hits_used": {"before": 3, "after": 0}},
    ]


def test_a_deleted_link_is_told_as_it_was(ctx: Context, menu: LinkView) -> None:
    hear(ctx)
    links.delete_link(ctx, menu.id)
    ((kind, told),) = events()
    assert (kind, told["link"]["slug"], told["link"]["tags"]) == ("link.deleted", "menu", ["food"])
    assert told["link"]["state"] == "deleted"
    assert told.keys() == {"link"}


def test_a_change_that_fails_is_not_told(ctx: Context, menu: LinkView) -> None:
    hear(ctx)

    def fail() -> None:
        with database.write():
            links.update_link(ctx, menu.id, LinkPatch(title="Lunch"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert events() == []


def test_every_link_of_a_bulk_is_told_once(ctx: Context, menu: LinkView) -> None:
    hear(ctx)
    drafts = [LinkDraft(destination=f"https://example.com/{n}", slug=slug) for n, slug in enumerate(("a", "menu", "b"))]
    report = bulk.create_links(ctx, BulkCreate(links=tuple(drafts)))
    assert [body["link"]["id"] for body in bodies("link.created")] == [one.link.id for one in report.created]
    ids = (menu.id, report.created[0].link.id, "b")  # by its slug
    change = BulkUpdate(ids=ids, changes=LinkPatch(note="new"), add_tags=("food",), action="pause")
    bulk.update_links(ctx, change)
    bulk.update_links(ctx, change)  # all is as it should be
    told = bodies("link.updated")
    assert [(one["link"]["slug"], sorted(one["changes"])) for one in told] == [
        ("menu", ["note", "state"]),
        ("a", ["note", "state", "tags"]),
        ("b", ["note", "state", "tags"]),
    ]
    bulk.update_links(ctx, BulkUpdate(ids=ids, changes=LinkPatch(title="Gone"), action="delete"))
    assert [body["link"]["slug"] for body in bodies("link.deleted")] == ["menu", "a", "b"]
    assert len(bodies("link.updated")) == 3


def test_an_import_tells_of_all_its_links_with_few_questions(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def bring(name: str, **more: Any) -> Callable[[], object]:
        made = [ImportRow(row=n, slug=f"{name}{n}", destination="https://example.com/", tags="red") for n in range(16)]
        return lambda: transfer.import_links(ctx, LinkImport(rows=tuple(made), **more))

    bring("first")()  # what is looked up once has been
    alone = len(statements(monkeypatch, bring("alone")))
    assert events() == []
    hear(ctx)
    bring("rehearsed", dry_run=True)()
    assert events() == []
    heard = len(statements(monkeypatch, bring("heard")))
    assert [body["link"]["slug"] for body in bodies("link.created")] == [f"heard{n}" for n in range(16)]
    assert {tuple(body["link"]["tags"]) for body in bodies("link.created")} == {("red",)}
    assert heard - alone == 3  # links, their tags, and one INSERT
    bring("heard")()  # they are there already
    assert len(events()) == 16


def test_who_has_no_endpoint_pays_one_question(ctx: Context, menu: LinkView, monkeypatch: pytest.MonkeyPatch) -> None:
    for work in (
        lambda: links.update_link(ctx, menu.id, LinkPatch(title="Lunch")),
        lambda: links.create_link(ctx, LinkDraft(destination="https://example.com/2")),
        lambda: bulk.update_links(ctx, BulkUpdate(ids=(menu.id,), action="pause")),
        lambda: codes.create_code(ctx, CodeDraft(link_id=menu.id)),
    ):
        ran = statements(monkeypatch, work)
        assert len([sql for sql in ran if "endpoint" in sql]) == 1
        assert not [sql for sql in ran if "outbox" in sql]
    assert events() == []


def test_what_nobody_wants_is_not_written(ctx: Context, menu: LinkView) -> None:
    hear(ctx, "link.clicked")
    hear(ctx, "link.updated", only={"tags": ["tag_other"]})
    hear(ctx, link=row_of(a_link(ctx, "https://example.com/2", "other")).id)
    links.update_link(ctx, menu.id, LinkPatch(title="Lunch"))
    links.delete_link(ctx, menu.id)
    assert events() == []
    links.update_link(ctx, "other", LinkPatch(title="Dinner"))
    assert [kind for kind, _ in events()] == ["link.updated"]


def test_codes_are_told_with_their_link(ctx: Context, menu: LinkView) -> None:
    hear(ctx)
    code = codes.create_code(ctx, CodeDraft(link_id=menu.id, name="Poster", slug="poster"))
    codes.update_code(ctx, code.id, CodePatch(name="Poster"))  # as it is
    codes.update_code(ctx, code.id, CodePatch(name="Card"))
    codes.export_code(later(ctx, hours=1), code.id, ExportDraft(size_mm=30))
    codes.export_code(ctx, code.id, ExportDraft(remember=False))
    told = events()
    assert [kind for kind, _ in told] == [
        *("link.updated", "code.created", "code.updated", "code.exported", "code.exported")
    ]
    assert told[0][1]["changes"] == {"aliases": {"before": [], "after": ["poster"]}}
    assert {body["link"]["id"] for _, body in told} == {menu.id}
    assert [body["code"]["name"] for _, body in told[1:]] == ["Poster", "Card", "Card", "Card"]
    exported = told[3][1]
    assert (exported["format"], exported["size_mm"], exported["printed"]) == ("svg", 30, True)
    assert (exported["code"]["export_count"], exported["code"]["printed_at"]) == (1, "2026-03-02T10:00:00Z")
    assert "design" not in exported["code"]


def test_the_last_hit_of_a_limit_is_told_once_whoever_takes_it(ctx: Context, menu: LinkView) -> None:
    links.update_link(ctx, menu.id, LinkPatch(hit_limit=5))
    ledger, link_id = DatabaseLedger(), row_of(menu).id
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: ledger.take_hit(link_id), range(12)))
    assert sum(taken) == 5
    ((kind, told),) = events()  # without any endpoint: people see it
    assert (kind, told["hit_limit"], told["link"]["state"]) == ("link.limit_reached", 5, "used_up")
    assert not Outbox.get().pending
    links.reset_hits(ctx, menu.id)
    hear(ctx)
    for _ in range(5):
        assert ledger.take_hit(link_id)
    assert [row.pending for row in Outbox.select().order_by(Outbox.id)] == [False, True]


def test_a_limit_lowered_to_what_is_used_is_reached(ctx: Context, menu: LinkView) -> None:
    with database.write():
        Link.update(hits_used=3).execute()

    def limit(most: int | None) -> list[int]:
        links.update_link(ctx, menu.id, LinkPatch(hit_limit=most))
        return [body["hit_limit"] for body in bodies("link.limit_reached")]

    assert limit(4) == []
    assert limit(3) == [3]
    assert bodies("link.limit_reached")[0]["link"]["state"] == "used_up"
    assert limit(2) == [3]  # it was used up before
    assert limit(None) == [3]
    assert limit(1) == [3, 1]
    links.update_link(ctx, menu.id, LinkPatch(title="Lunch"))
    bulk.update_links(ctx, BulkUpdate(ids=(menu.id,), changes=LinkPatch(hit_limit=9)))
    bulk.update_links(ctx, BulkUpdate(ids=(menu.id,), changes=LinkPatch(hit_limit=3)))
    assert [body["hit_limit"] for body in bodies("link.limit_reached")] == [3, 1, 3]


def test_what_becomes_of_a_folder_is_told_of_its_links(ctx: Context, menu: LinkView) -> None:
    hear(ctx)
    shop = folders.create_folder(ctx, FolderDraft(name="Shop", colour="#112233"))
    links.update_link(ctx, menu.id, LinkPatch(folder="Shop"))
    a_link(ctx, "https://example.com/2", "other")
    gone = a_link(ctx, "https://example.com/3", "gone", folder="Shop")
    links.delete_link(ctx, gone.id)
    known = len(events())
    folders.update_folder(ctx, "Shop", FolderPatch(name="Food"))
    folders.update_folder(ctx, "Food", FolderPatch(name="Food"))  # as it is
    folders.delete_folder(ctx, "Food")
    brief = {"id": shop.id, "name": "Shop", "colour": "#112233"}
    told = events()[known:]
    assert [(kind, body["link"]["slug"], body["changes"]) for kind, body in told] == [
        ("link.updated", "menu", {"folder": {"before": brief, "after": {**brief, "name": "Food"}}}),
        ("link.updated", "menu", {"folder": {"before": {**brief, "name": "Food"}, "after": None}}),
    ]
    assert [body["link"]["folder"] for _, body in told] == [{"id": shop.id, "name": "Food"}, None]


def test_what_becomes_of_a_tag_is_told_of_its_links(ctx: Context, menu: LinkView) -> None:
    hear(ctx, "link.updated")
    a_link(ctx, "https://example.com/2", "other", tags=("drinks",))
    tags.update_tag(ctx, "food", TagPatch(colour="#112233"))
    tags.update_tag(ctx, "food", TagPatch(name="meals"))
    tags.update_tag(ctx, "meals", TagPatch(name="drinks"))
    tags.delete_tag(ctx, "drinks")
    changes = [(body["link"]["slug"], body["link"]["tags"], body["changes"]) for body in bodies("link.updated")]
    assert changes == [
        ("menu", ["meals"], {"tags": {"before": ["food"], "after": ["meals"]}}),
        ("menu", ["drinks"], {"tags": {"before": ["meals"], "after": ["drinks"]}}),
        ("menu", [], {"tags": {"before": ["drinks"], "after": []}}),
        ("other", [], {"tags": {"before": ["drinks"], "after": []}}),
    ]


def test_of_very_many_links_none_is_told_that_its_tag_changed(
    ctx: Context, menu: LinkView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_events, "MOST_TOLD", 1)
    hear(ctx, "link.updated")
    tags.update_tag(ctx, "food", TagPatch(name="meals"))
    a_link(ctx, "https://example.com/2", "other", tags=("meals",))
    tags.update_tag(ctx, "meals", TagPatch(name="dishes"))
    assert [body["link"]["tags"] for body in bodies("link.updated")] == [["meals"]]


def test_an_endpoint_follows_its_tag_into_another(ctx: Context, menu: LinkView) -> None:
    a_link(ctx, "https://example.com/2", "other", tags=("drinks",))
    ids = {tag.name: tag.id for tag in tags.list_tags(ctx)}
    one = listen(ctx.actor.workspace_id, "link.updated", only={"tags": [ids["food"]], "links": []})
    both = listen(ctx.actor.workspace_id, "link.clicked", only={"tags": [ids["food"], ids["drinks"]]})
    neither = listen(ctx.actor.workspace_id, "link.clicked", only={"folders": ["fld_1"]})
    tags.update_tag(ctx, "food", TagPatch(name="drinks"))
    kept = {row.id: json.loads(row.only) for row in Endpoint.select()}
    assert kept == {
        one.id: {"tags": [ids["drinks"]], "links": []},
        both.id: {"tags": [ids["drinks"]]},
        neither.id: {"folders": ["fld_1"]},
    }
    assert [body["link"]["slug"] for body in bodies("link.updated")] == ["menu"]  # of the change itself, too


def test_who_has_endpoints_of_single_links_alone_hears_of_those_alone(
    ctx: Context, menu: LinkView, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = a_link(ctx, "https://example.com/2", "other")
    hear(ctx, "link.clicked", link=row_of(menu).id)
    hear(ctx, "link.updated", link=row_of(other).id)
    looked_at: list[int] = []
    real = link_events._said

    def noting(ctx: Context, found: Sequence[Link]) -> Any:
        looked_at.extend(link.id for link in found)
        return real(ctx, found)

    monkeypatch.setattr(link_events, "_said", noting)
    links.update_link(ctx, menu.id, LinkPatch(title="Lunch"))
    tags.update_tag(ctx, "food", TagPatch(name="meals"))
    assert looked_at == []
    links.update_link(ctx, other.id, LinkPatch(title="Lunch"))
    assert looked_at == [row_of(other).id] * 2
    assert [body["link"]["slug"] for body in bodies("link.updated")] == ["other"]
