"""The tabs over the list of links: what is always there, saved views with how many links they have, and little room."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft, LinkQuery
from qrdesk.core.schemas.saved_views import SavedViewDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.links_loading import MOST_VIEWS, Wanted
from qrdesk.gui.theme import tokens
from tests.gui.desks import a_desk, a_desk_at, client_of, wait_for


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


def fill(desk: Desk, *names: str) -> None:
    """Make three links, two of them with a tag, and views of that tag."""
    client = client_of(desk)
    for number, tags in enumerate((("door",), ("door",), ())):
        client.links.create(LinkDraft(destination=f"https://example.com/{number}", title=f"No {number}", tags=tags))
    for name in names:
        client.views.create(SavedViewDraft(name=name, query=LinkQuery(tag="door")))
    desk.session.links_changed.emit()


def words_of(desk: Desk) -> list[str]:
    return [tab.accessibleName() for tab in desk.links.tabs._group.buttons()]


@pytest.mark.parametrize("where", ["local", "http"])
def test_saved_views_have_tabs_with_counts_that_list_them(where: str, tmp_path: Path) -> None:
    with a_desk_at(where, tmp_path, PoolRunner()) as desk:
        desk.window.show_page("links")
        fill(desk, "Doors & windows")
        tabs = desk.links.tabs
        wait_for(lambda: words_of(desk)[-1] == "Doors & windows 2", "the view to be counted")
        assert words_of(desk)[0] == "All 3"
        (view,) = client_of(desk).views.list()
        tabs._group.buttons()[-1].click()
        wait_for(lambda: len(desk.links.model.links()) == 2, "the view to be listed")
        assert tabs.key() == view.id
        desk.links.filter_row.filter.setText("No 1")
        wait_for(lambda: len(desk.links.model.links()) == 1, "the list to be narrowed")
        assert tabs.key() == "all", "narrowed by hand, it is the view no more"


def test_a_tab_beside_a_view_lists_all_of_its_own(desk: Desk) -> None:
    fill(desk, "Doors")
    desk.links.tabs._group.buttons()[-1].click()
    desk.links.tabs._group.buttons()[0].click()
    assert len(desk.links.model.links()) == 3, "what the view narrows by went with it"
    assert desk.links.tabs.key() == "all"


def test_what_has_no_room_is_in_the_menu_and_the_list_that_is_shown_has_a_tab(desk: Desk, qtbot: QtBot) -> None:
    fill(desk, *(f"View of doors, number {number:02}" for number in range(12)))
    tabs, views = desk.links.tabs, client_of(desk).views.list()
    assert 4 < len(words_of(desk)) < 4 + MOST_VIEWS
    assert len([one for one in desk.links.views.menu.actions() if one.isCheckable()]) == 12
    desk.links.views.open_view(views[-1])
    assert tabs.key() == views[-1].id
    assert words_of(desk)[4].startswith(views[-1].name[:20])
    desk.routes.open_link(desk.links.model.link_at(0).id)
    desk.window.resize(1024, 700)
    wait_for(lambda: len(words_of(desk)) == 4, "the tabs to fit beside the editor")
    assert tabs.key() == "all"
    last = tabs._group.buttons()[-1]
    wait_for(lambda: last.geometry().right() < tabs.width() - tabs._add.width(), "all tabs and the plus to fit")


def test_a_name_that_is_cut_is_read_out_whole(desk: Desk) -> None:
    name = "Doors and windows of the shop in the old town"
    fill(desk, name)
    assert desk.links.tabs._group.buttons()[-1].text().endswith("…")
    assert words_of(desk)[-1] == f"{name} 2"
    desk.links.tabs._group.buttons()[-1].click()
    assert desk.links.views.button.accessibleName() == name


def test_the_plus_behind_the_tabs_keeps_the_list(desk: Desk, qtbot: QtBot) -> None:
    fill(desk)
    desk.links.filter_row._with_tag("door")
    qtbot.mouseClick(desk.links.tabs._add, Qt.MouseButton.LeftButton)
    desk.links.views.naming.named.emit("Doors")
    (view,) = client_of(desk).views.list()
    assert desk.links.tabs.key() == view.id
    assert words_of(desk)[-1] == "Doors 2"


def test_the_keyboard_stays_on_the_tabs_when_others_take_their_places(desk: Desk, qtbot: QtBot) -> None:
    fill(desk, *(f"View of doors, number {number:02}" for number in range(12)))
    desk.window.activateWindow()
    wait_for(desk.window.isActiveWindow, "the window to take the keyboard")
    tabs, views = desk.links.tabs, client_of(desk).views.list()
    desk.links.views.open_view(views[-1])
    last = tabs._group.buttons()[4]
    wait_for(lambda: last.x() > tabs._group.buttons()[3].x() > 0, "the tab to have its place")
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Left)
    assert tabs.key() == "archived"
    assert views[-1].name not in words_of(desk)[4], "that view has no room any more"
    assert desk.window.focusWidget() is tabs._group.checkedButton()
    desk.links.views.open_view(views[-1])
    client_of(desk).views.delete(views[-1].id)
    desk.session.links_changed.emit()
    assert desk.window.focusWidget() is tabs._group.checkedButton()


def test_a_filter_that_narrows_the_list_is_seen_to(desk: Desk) -> None:
    fill(desk)
    row = desk.links.filter_row
    idle = row.tag.grab().toImage()
    row.wanted.emit(Wanted(tag="door"))
    wait_for(lambda: row.tag.text() == "door", "the list to be narrowed")
    drawn = row.tag.grab().toImage()
    assert drawn.pixelColor(6, drawn.height() // 2) == tokens.current().accent.tint
    assert drawn.pixelColor(6, drawn.height() // 2) != idle.pixelColor(6, idle.height() // 2)
    row.wanted.emit(Wanted())
    wait_for(lambda: row.tag.text() == "Tag", "the whole list")
    assert row.tag.grab().toImage().pixelColor(6, 16) == idle.pixelColor(6, 16)
