"""Keys: one table registers and lists them, none clashes with another, and each does what it says."""

from collections.abc import Generator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft
from qrdesk.core.schemas.links import LinkState
from qrdesk.gui import keyboard
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.shell.shortcuts import EVERYWHERE, WINDOW, bind
from tests.gui.desks import a_desk, client_of

CTRL = Qt.KeyboardModifier.ControlModifier
PAGES = (*keyboard.NUMBERED, "settings", "help")


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def a_link(desk: Desk, title: str = "Menu") -> str:
    return client_of(desk).links.create(LinkDraft(destination="https://example.com", title=title)).id


def test_what_is_listed_is_what_is_registered(desk: Desk) -> None:
    for page in PAGES:
        desk.window.show_page(page)
    made = {(one.objectName(), one.key().toString()) for one in desk.window.findChildren(QShortcut)}
    listed = [key for key in keyboard.table() if key.name]
    assert made == {(key.name, QKeySequence(key.keys).toString()) for key in listed}
    assert len(desk.window.findChildren(QShortcut)) == len(listed)
    others = [one for one in desk.window.findChildren(QAbstractButton) if not one.shortcut().isEmpty()]
    others += [one for one in desk.window.findChildren(QAction) if not one.shortcut().isEmpty()]
    assert others == [], "keys beside the table"
    assert sorted(desk.helping.keys.shown(), key=str) == sorted(keyboard.table(), key=str)


@pytest.mark.parametrize("page", PAGES)
def test_no_key_does_two_things_on_a_page(page: str) -> None:
    keys = [key.keys for key in keyboard.table() if key.name and key.page in {WINDOW, EVERYWHERE, page}]
    assert len(keys) == len(set(keys))


def test_a_table_and_its_actions_that_differ_are_refused(desk: Desk) -> None:
    with pytest.raises(ValueError, match="new_link"):
        bind(keyboard.table(), EVERYWHERE, desk.window, {})


def test_the_list_opens_and_closes_by_its_own_key_and_gives_the_focus_back(desk: Desk, qtbot: QtBot) -> None:
    a_link(desk)
    desk.window.show_page("links")
    desk.links.refresh()
    field = desk.links.filter_row.filter
    field.setFocus()
    qtbot.keyClick(desk.window, Qt.Key.Key_Slash, CTRL)
    overlay = desk.helping.keys
    assert overlay.isVisible()
    said = [label.text() for label in overlay.findChildren(QLabel)]
    assert "Save the link" in said
    assert "Everywhere" in said
    qtbot.keyClick(overlay, Qt.Key.Key_Escape)
    assert not overlay.isVisible()
    assert desk.window.focusWidget() is field


@pytest.mark.parametrize(("number", "page"), list(enumerate(keyboard.NUMBERED, 1)))
@pytest.mark.fast_cases(1)
def test_numbers_open_the_pages_in_the_order_of_the_sidebar(desk: Desk, qtbot: QtBot, number: int, page: str) -> None:
    listed = [key for key in desk.window.sidebar._items if key in desk.window._makers]
    assert listed[: len(keyboard.NUMBERED)] == list(keyboard.NUMBERED)
    qtbot.keyClick(desk.window, Qt.Key(Qt.Key.Key_0.value + number), CTRL)
    assert desk.window.current_page() == page


def test_links_are_archived_renamed_and_copied_by_key_and_typing_archives_nothing(desk: Desk, qtbot: QtBot) -> None:
    first = a_link(desk)
    desk.window.show_page("links")
    desk.links.refresh()
    desk.links.table.selectRow(0)
    desk.links.table.setFocus()
    qtbot.keyClick(desk.links.table, Qt.Key.Key_F2)
    assert desk.window.focusWidget() is desk.links.editor.fields.title.input
    qtbot.keyClick(desk.links.editor.fields.title.input, Qt.Key.Key_Delete)
    assert client_of(desk).links.get(first).state is LinkState.LIVE
    qtbot.keyClicks(desk.links.editor.fields.title.input, "Lunch")
    qtbot.keyClick(desk.links.editor.fields.title.input, Qt.Key.Key_S, CTRL)
    assert client_of(desk).links.get(first).title == "Lunch"
    desk.links.table.setFocus()
    qtbot.keyClick(desk.links.table, Qt.Key.Key_Delete)
    assert client_of(desk).links.get(first).state is LinkState.ARCHIVED
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, CTRL)
    assert client_of(desk).links.get(first).state is LinkState.LIVE


@pytest.mark.parametrize("page", ["domains", "webhooks", "access"])
@pytest.mark.fast_cases(1)
def test_something_new_is_begun_by_key(desk: Desk, qtbot: QtBot, page: str) -> None:
    desk.window.show_page(page)
    qtbot.keyClick(desk.window.page(page), Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    domains = cast(DomainsPage, desk.window.page("domains"))
    begun = {
        "domains": domains.panel.is_new,
        "webhooks": desk.webhooks.panel.isVisible,
        "access": lambda: desk.access.keys.making,
    }
    assert begun[page]()
