"""Changes made elsewhere come in by themselves, and leave alone what is chosen, scrolled to and typed."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qrdesk.client import Client, LinkDraft, LinkPatch
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from tests.gui.away import a_far_desk, far_server, wait_for_links
from tests.gui.desks import a_desk, client_of, wait_for

SOON_S = 10  # the app asks every second; machines are busy


@contextmanager
def somewhere(folder: Path, transport: str) -> Generator[tuple[Desk, Client]]:
    """Yield the app on one link, and a client of somebody else on the same database."""
    if transport == "http":
        with far_server(folder / "far") as server, a_far_desk(folder, server) as desk, server.client() as other:
            yield desk, other
        return
    with a_desk(folder, PoolRunner()) as desk:
        here = client_of(desk)
        here.links.create(LinkDraft(destination="https://example.com/menu", title="Menu", slug="menu"))
        desk.window.show_page("links")
        yield desk, here.in_workspace(here.me.get().workspace.id)


@pytest.fixture(params=["local", "http"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[tuple[Desk, Client]]:
    with somewhere(tmp_path, request.param) as found:
        yield found


def test_links_home_and_the_open_editor_follow_what_others_change(shared: tuple[Desk, Client]) -> None:
    desk, other = shared
    wait_for_links(desk, "Menu")
    menu = desk.links.model.link_at(0)
    desk.routes.open_link(menu.id)
    editor = desk.links.editor
    other.links.update(menu.id, LinkPatch(title="Lunch"))
    wait_for(lambda: editor.fields.title.text() == "Lunch", "the open editor", SOON_S)
    wait_for_links(desk, "Lunch")
    made = other.links.create(LinkDraft(destination="https://example.com/a", title="Autumn"))
    wait_for_links(desk, "Autumn", "Lunch")
    assert desk.links.table.currentIndex().row() == 1, "the same link is chosen"
    desk.window.show_page("home")
    other.links.update(made.id, LinkPatch(title="Winter"))
    wait_for(lambda: "Winter" in [link.title for link in desk.home.model.links()], "Home", SOON_S)


def test_what_is_typed_stays_and_a_note_tells_of_the_change(shared: tuple[Desk, Client]) -> None:
    desk, other = shared
    wait_for_links(desk, "Menu")
    menu = desk.links.model.link_at(0)
    desk.routes.open_link(menu.id)
    editor = desk.links.editor
    editor.fields.title.set_text("Mine")
    other.links.update(menu.id, LinkPatch(note="Theirs"))
    wait_for(editor.notice.isVisible, "the note", SOON_S)
    assert "changed this link at" in editor.notice.note.accessibleName()
    assert editor.fields.title.text() == "Mine"
    assert editor.fields.note.toPlainText() == ""
    next(button for button in editor.notice._buttons if button.text() == "Show").click()
    assert (editor.fields.title.text(), editor.fields.note.toPlainText()) == ("Mine", "Theirs")
    assert editor.notice.isHidden()
    assert editor.unsaved() == 1
    editor.save()
    wait_for(lambda: editor.unsaved() == 0, "the link to be saved")
    now = other.links.get(menu.id)
    assert (now.title, now.note) == ("Mine", "Theirs")


def test_a_link_that_others_delete_is_told_and_its_text_is_kept(shared: tuple[Desk, Client]) -> None:
    desk, other = shared
    wait_for_links(desk, "Menu")
    menu = desk.links.model.link_at(0)
    desk.routes.open_link(menu.id)
    desk.links.editor.fields.title.set_text("Mine")
    other.links.delete(menu.id)
    wait_for(desk.links.editor.notice.isVisible, "the note", SOON_S)
    assert "deleted elsewhere" in desk.links.editor.notice.note.accessibleName()
    assert desk.links.editor.fields.title.text() == "Mine"


@pytest.mark.wide
def test_the_list_stays_where_it_is_scrolled_to(shared: tuple[Desk, Client]) -> None:
    desk, other = shared
    for number in range(60):
        other.links.create(LinkDraft(destination="https://example.com", title=f"Table {number:02}"))
    wait_for(lambda: len(desk.links.model.links()) == 61, "the rows", 30)
    table = desk.links.table
    bar, row_px = table.verticalScrollBar(), table.row_height()
    wait_for(lambda: bar.maximum() > 20 * row_px, "the rows to be laid out")
    bar.setValue(20 * row_px + 7)
    top = desk.links.model.link_at(20).id
    other.links.create(LinkDraft(destination="https://example.com", title="One more"))
    wait_for(lambda: len(desk.links.model.links()) == 62, "the new row", SOON_S)
    assert desk.links.model.link_at(21).id == top
    assert bar.value() == 21 * row_px + 7


def test_nobody_asks_while_the_window_is_not_in_sight(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        mark = client_of(desk).audit.changes().mark
        client_of(desk).links.create(LinkDraft(destination="https://example.com"))
        came: list[object] = []
        desk.changes.came.connect(came.append)
        desk.window.showMinimized()
        desk.changes.poll()
        assert came == []
        desk.window.showNormal()
        desk.changes.poll()
        assert len(came) == 1
        assert client_of(desk).audit.changes().mark != mark
