"""Lists of links: narrowed, kept as views, many at once; folders and tags, duplicates, import."""

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import CodeDraft, ExportDraft, LinkDraft, LinkPatch, LinkQuery
from qrdesk.core import database
from qrdesk.core.models import Link, TargetCheck
from qrdesk.core.schemas.bulk import BulkUpdate, BulkUpdateReport
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.core.schemas.tags import TagDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import Handle
from qrdesk.gui.pages import links_bulk
from tests.gui.desks import a_desk, client_of


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


def make(desk: Desk, *titles: str, **more: Any) -> list[LinkView]:
    drafts = [LinkDraft(destination=f"https://example.com/{title}", title=title, **more) for title in titles]
    links = [client_of(desk).links.create(draft) for draft in drafts]
    desk.session.links_changed.emit()
    return links


def titles(desk: Desk) -> list[str]:
    return [link.title for link in desk.links.model.links()]


def tick(desk: Desk, *wanted: str) -> None:
    for row, title in enumerate(titles(desk)):
        if title in wanted:
            desk.links.table.toggle(row)


def goes_down(link: LinkView) -> None:
    with database.write():
        row = Link.get(Link.public_id == link.id)
        TargetCheck.replace(
            link=row.id, status="down", detail="It answers 404.", http_status=404, next_at=row.created_at
        ).execute()


def test_folder_tag_and_status_narrow_the_list(desk: Desk) -> None:
    folder = client_of(desk).folders.create(FolderDraft(name="Menus"))
    make(desk, "Lunch", folder="Menus", tags=("door",))
    make(desk, "Dinner", folder="Menus")
    (jobs,) = make(desk, "Jobs", tags=("door",))
    client_of(desk).links.pause(jobs.id)
    row = desk.links.filter_row
    row._in_folder(folder.id)
    assert titles(desk) == ["Dinner", "Lunch"]
    assert row.folder.accessibleName() == "Folder: Menus"
    row._with_tag("door")
    assert titles(desk) == ["Lunch"]
    row._in_folder("none")
    assert titles(desk) == ["Jobs"]
    row._in_state(LinkState.LIVE)
    assert titles(desk) == []
    assert desk.links.tabs.isVisible(), "an empty part of the list is not an empty desk"


@pytest.mark.wide
def test_states_are_said_in_words(desk: Desk) -> None:
    (menu,) = make(desk, "Menu")
    client_of(desk).links.pause(menu.id)
    desk.session.links_changed.emit()
    assert "Paused" in desk.links.model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_view_is_kept_opened_and_deleted(desk: Desk) -> None:
    make(desk, "Lunch", tags=("door",))
    make(desk, "Jobs")
    desk.links.filter_row._with_tag("door")
    desk.links.views.naming.ask("Name")
    desk.links.views.naming.named.emit("On the door")
    (view,) = client_of(desk).views.list()
    assert desk.links.views.button.text() == "On the door"
    desk.links.filter_row._with_tag("")
    assert desk.links.views.button.text() == "Views", "something else is listed now"
    assert titles(desk) == ["Jobs", "Lunch"]
    desk.links.views.open_view(view)
    assert titles(desk) == ["Lunch"]
    desk.links.views._delete(view)
    assert client_of(desk).views.list() == []
    desk.window.toasts()[-1].undo()
    assert [one.name for one in client_of(desk).views.list()] == ["On the door"]


def test_a_view_is_renamed_and_called_as_before_again(desk: Desk) -> None:
    make(desk, "Lunch", tags=("door",))
    views, client = desk.links.views, client_of(desk)
    views.naming.named.emit("Doors & windows")
    views.naming.named.emit("Jobs")
    assert views.button.text() == "Jobs"
    view = next(one for one in client.views.list() if one.name == "Jobs")
    views.ask_name(view)
    assert views.renaming.field.text() == "Jobs"
    views.renaming.field.set_text("doors & Windows")
    views.renaming.field.input.returnPressed.emit()
    assert views.renaming.field.has_error(), "another view has this name"
    views.renaming.field.set_text("Open positions")
    views.renaming.field.input.returnPressed.emit()
    assert views.renaming.isHidden()
    assert views.button.text() == "Open positions"
    assert client.views.get(view.id).query == view.query
    desk.window.toasts()[-1].undo()
    assert client.views.get(view.id).name == "Jobs"
    assert views.button.text() == "Jobs"


def test_a_name_that_is_taken_is_refused_where_it_is_typed(desk: Desk) -> None:
    make(desk, "Lunch")
    for _ in range(2):
        desk.links.views.naming.ask("Name")
        desk.links.views.naming.named.emit("Mine")
    assert desk.links.views.naming.field.has_error()


def test_ticked_links_get_a_tag_and_undo_takes_it_only_from_those_that_lacked_it(desk: Desk) -> None:
    make(desk, "Lunch", tags=("door",))
    make(desk, "Jobs", "Menu")
    tick(desk, "Lunch", "Jobs")
    desk.links.bulk.tag("door")
    tags = {link.title: link.tags for link in client_of(desk).links.each()}
    assert tags == {"Lunch": ["door"], "Jobs": ["door"], "Menu": []}
    desk.window.toasts()[-1].undo()
    tags = {link.title: link.tags for link in client_of(desk).links.each()}
    assert tags == {"Lunch": ["door"], "Jobs": [], "Menu": []}


@pytest.mark.wide
def test_undo_of_many_asks_for_no_link_singly(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links_bulk, "_CHANGES", 2)
    make(desk, "Lunch", "Jobs", "Menu", "Wine", "Beer")
    desk.links.model.check_all(on=True)
    desk.links.bulk.act("archive")
    asked: list[str] = []
    client = desk.session.client
    assert client is not None
    call = client.links._call

    def counted(what: Callable[..., Any], *sent: Any) -> Any:
        asked.append(what.__name__)
        return call(what, *sent)

    monkeypatch.setattr(client.links, "_call", counted)
    desk.window.toasts()[-1].undo()
    assert (asked.count("update_links"), asked.count("get_link")) == (3, 0)
    assert len(titles(desk)) == 5


@pytest.mark.parametrize("act", ["archive", "pause", "move", "tag"])
@pytest.mark.fast_cases(1)
def test_undo_leaves_alone_what_somebody_changed_since_and_says_how_many(desk: Desk, act: str) -> None:
    client = client_of(desk)
    spring, theirs = (client.folders.create(FolderDraft(name=name)) for name in ("Spring", "Theirs"))
    make(desk, "Lunch", "Jobs", "Menu")
    desk.links.model.check_all(on=True)
    bulk = desk.links.bulk
    {
        "archive": partial(bulk.act, "archive"),
        "pause": partial(bulk.act, "pause"),
        "move": partial(bulk.move, spring.id),
        "tag": partial(bulk.tag, "door"),
    }[act]()
    ids = {link.title: link.id for link in client.links.each(LinkQuery(state="any"))}
    {
        "archive": lambda: client.links.restore(ids["Lunch"]),
        "pause": lambda: client.links.resume(ids["Lunch"]),
        "move": lambda: client.links.update(ids["Lunch"], LinkPatch(folder=theirs.id)),
        "tag": lambda: client.links.update(ids["Lunch"], LinkPatch(tags=())),
    }[act]()
    client.links.delete(ids["Jobs"])
    desk.window.toasts()[-1].undo()
    assert desk.window.toasts()[-1].words == "2 links were changed since by somebody else, and stay as they are"
    assert desk.window.status.sentence() == "1 link is as it was before"
    left = {link.title: link for link in client.links.each(LinkQuery(state="any"))}
    folder = left["Lunch"].folder
    assert (folder.name if folder else "") == ("Theirs" if act == "move" else "")
    assert (left["Menu"].state, left["Menu"].folder, left["Menu"].tags) == (LinkState.LIVE, None, [])


def test_undo_of_many_can_be_cancelled_between(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links_bulk, "_CHANGES", 2)
    make(desk, "Lunch", "Jobs", "Menu", "Review")
    desk.links.model.check_all(on=True)
    desk.links.bulk.act("archive")
    client, real, parts = client_of(desk), client_of(desk).links.update_many, list[BulkUpdate]()

    def then_cancelled(batch: BulkUpdate) -> BulkUpdateReport:
        parts.append(batch)
        return real(batch)

    monkeypatch.setattr(client.links, "update_many", then_cancelled)
    monkeypatch.setattr(Handle, "cancelled", property(lambda _handle: bool(parts)))  # as Cancel does, after the first
    desk.window.toasts()[-1].undo()
    assert len(parts) == 1
    assert desk.window.status.sentence() == "2 links are as they were before"
    assert len(list(client.links.each(LinkQuery(state=LinkState.ARCHIVED)))) == 2


def test_ticked_links_are_moved_into_a_new_folder_and_back(desk: Desk) -> None:
    client_of(desk).folders.create(FolderDraft(name="Old"))
    make(desk, "Lunch", folder="Old")
    make(desk, "Jobs")
    desk.links.model.check_all(on=True)
    desk.links.bulk_bar.new_folder_wanted.emit()
    desk.links.naming.named.emit("Spring")
    assert {link.folder.name for link in client_of(desk).links.each() if link.folder} == {"Spring"}
    desk.window.toasts()[-1].undo()
    folders = {link.title: link.folder.name if link.folder else "" for link in client_of(desk).links.each()}
    assert folders == {"Lunch": "Old", "Jobs": ""}


def test_ticked_links_are_paused_and_undo_resumes_only_those_that_ran(desk: Desk) -> None:
    _, jobs = make(desk, "Lunch", "Jobs")
    client_of(desk).links.pause(jobs.id)
    desk.session.links_changed.emit()
    desk.links.model.check_all(on=True)
    desk.links.bulk_bar.act_wanted.emit("pause")
    assert {link.state for link in client_of(desk).links.each()} == {LinkState.PAUSED}
    desk.window.toasts()[-1].undo()
    assert {link.title for link in client_of(desk).links.each() if link.state is LinkState.PAUSED} == {"Jobs"}


def test_json_is_exported_where_the_file_is_called_so(desk: Desk, tmp_path: Path) -> None:
    make(desk, "Lunch")
    desk.links.bulk.export_to(tmp_path / "out.json")
    assert '"Lunch"' in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_folders_and_tags_are_renamed_coloured_and_deleted(desk: Desk, qtbot: QtBot) -> None:
    client_of(desk).folders.create(FolderDraft(name="Menus"))
    client_of(desk).tags.create(TagDraft(name="door"))
    make(desk, "Lunch", folder="Menus", tags=("door",))
    desk.links.side.open_order()
    order = desk.links.side.order
    assert not order.isHidden()
    name = order.folders[0].name
    name.set_text("Cards")
    qtbot.keyClick(name.input, Qt.Key.Key_Return)
    assert [folder.name for folder in client_of(desk).folders.list()] == ["Cards"]
    order.folders[0].coloured.emit(order.folders[0].kept.id, "#1e8a52")
    assert client_of(desk).folders.list()[0].colour == "#1e8a52"
    order.tags[0].deleted.emit(order.tags[0].kept.id)
    order.new_folder.named.emit("House")
    assert [row.kept.name for row in order.folders] == ["Cards", "House"]
    (link,) = client_of(desk).links.list().data
    assert (link.tags, link.folder.name if link.folder else "") == ([], "Cards")


def test_duplicates_are_found_and_opened(desk: Desk) -> None:
    first, second = make(desk, "Menu", "Card")
    client_of(desk).links.update(second.id, LinkPatch(destination=first.destination))
    desk.links.side.open_duplicates()
    panel = desk.links.side.duplicates
    assert len(panel.groups) == 1
    assert "Keep the one that is on paper" in panel._said.text(), "what to do with them"
    panel.opened.emit(second.id)
    assert not desk.links.editor.isHidden()
    assert panel.isHidden(), "one panel at a time"


def a_list(folder: Path, rows: str) -> Path:
    path = folder / "list.csv"
    path.write_text(f"destination,title\n{rows}", encoding="utf-8")
    return path


def test_an_import_is_looked_through_before_anything_is_made(desk: Desk, tmp_path: Path) -> None:
    client_of(desk).folders.create(FolderDraft(name="Flyers"))
    desk.session.links_changed.emit()
    panel = desk.links.side.importing
    desk.links.side.open_import()
    panel.folder.choose("Flyers")
    panel.look_through(a_list(tmp_path, "https://example.com/a,A\nnonsense,B\nhttps://example.com/c,C\n"))
    assert "2 of 3 rows can be imported" in panel.outcome.accessibleName()
    assert panel.problems.count() == 2, "a head and the row that cannot be imported"
    assert client_of(desk).links.list().pagination.total == 0
    panel.go.click()
    assert sorted(titles(desk)) == ["A", "C"]
    assert {link.folder.name for link in client_of(desk).links.each() if link.folder} == {"Flyers"}
    assert panel.isHidden()
    assert "1 of 3 rows did not go in" in desk.links.notice.note.accessibleName()


def test_a_list_with_hits_but_no_days_says_beforehand_when_they_will_count(desk: Desk, tmp_path: Path) -> None:
    panel = desk.links.side.importing
    desk.links.side.open_import()
    path = tmp_path / "list.csv"
    path.write_text("destination,hits\nhttps://example.com/a,7\nhttps://example.com/b,0\n", encoding="utf-8")
    panel.look_through(path)
    said = panel.outcome.accessibleName()
    assert "1 row brings hits without days. They count on the day the link was made, today where the list" in said


def test_a_file_that_cannot_be_read_is_said_in_the_panel(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,price\nSoup,4\n", encoding="utf-8")
    desk.links.side.open_import()
    desk.links.side.importing.look_through(path)
    assert not desk.links.side.importing.trouble.isHidden()
    assert desk.links.side.importing.pick.isEnabled(), "another file can be chosen"


def test_escape_closes_a_panel(desk: Desk, qtbot: QtBot) -> None:
    make(desk, "Menu")
    desk.links.side.open_order()
    qtbot.keyClick(desk.links.side.order, Qt.Key.Key_Escape)
    assert desk.links.side.shown() is None


@pytest.mark.wide
def test_home_says_quietly_that_a_printed_page_is_down_and_leads_there(desk: Desk) -> None:
    menu, _ = make(desk, "Menu", "Jobs")
    code = client_of(desk).codes.create(CodeDraft(link_id=menu.id))
    client_of(desk).codes.export(code.id, ExportDraft())
    desk.window.show_page("home")
    assert desk.home.attention.down.isHidden()
    goes_down(menu)
    desk.home.refresh()
    assert not desk.home.attention.down.isHidden()
    assert "Menu" in desk.home.attention.down.accessibleName()
    desk.routes.open_list("attention")
    assert titles(desk) == ["Menu"]
    assert desk.links.tabs.key() == "attention"
