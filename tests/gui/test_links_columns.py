"""Which columns the list of links shows: chosen by mouse and keyboard, kept for each place."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qrdesk.client import LinkDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.links_columns import ColumnChoice
from qrdesk.gui.tables.link_table import Place
from tests.gui.desks import a_client, a_desk, client_of, wait_for
from tests.gui.test_kept_widths import drag, width

LEFT = Qt.MouseButton.LeftButton


def in_sight(desk: Desk) -> list[Place]:
    desk.window.show_page("links")
    head = desk.links.table.head
    return [place for place in Place if not head.isSectionHidden(place)]


def opened(desk: Desk) -> ColumnChoice:
    """Return the choice with its menu open."""
    desk.window.show_page("links")
    desk.links.filter_row.columns.click()
    wait_for(desk.links.columns.menu.isVisible, "the menu")
    return desk.links.columns


def press(choice: ColumnChoice, place: Place) -> None:
    QTest.mouseClick(choice.menu, LEFT, pos=choice.menu.actionGeometry(choice.actions[place]).center())


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.resize(1440, 800)
        client_of(made).links.create(LinkDraft(destination="https://example.com/", slug="menu"))
        made.session.links_changed.emit()
        assert in_sight(made) == list(Place)
        yield made


def test_columns_are_chosen_by_mouse_and_the_menu_stays(desk: Desk) -> None:
    choice = opened(desk)
    assert choice.actions[Place.TITLE].text() == "Title and short link"
    assert not choice.actions[Place.TITLE].isEnabled(), "it says which link it is"
    press(choice, Place.TAGS)
    press(choice, Place.CODE)
    assert choice.menu.isVisible(), "one seldom turns one alone"
    assert set(Place) - set(in_sight(desk)) == {Place.TAGS, Place.CODE}
    assert width(desk.links.table, Place.CHECK) == 52, "the title does not touch the box"
    press(choice, Place.CODE)
    assert width(desk.links.table, Place.CHECK) == 40
    press(choice, Place.TITLE)
    assert set(Place) - set(in_sight(desk)) == {Place.TAGS}
    assert desk.links.table.head.length() == desk.links.table.viewport().width(), "no gap where it stood"


def test_columns_are_chosen_by_keyboard(desk: Desk) -> None:
    button = desk.links.filter_row.columns
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    menu = desk.links.columns.menu
    wait_for(menu.isVisible, "the menu")
    menu.setActiveAction(desk.links.columns.actions[Place.LEADS])
    QTest.keyClick(menu, Qt.Key.Key_Space)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert set(Place) - set(in_sight(desk)) == {Place.LEADS, Place.TAGS}
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_the_head_opens_the_menu_and_the_usual_columns_come_back(desk: Desk) -> None:
    head, choice = desk.links.table.head, desk.links.columns
    head.customContextMenuRequested.emit(QPoint(200, 10))
    wait_for(choice.menu.isVisible, "the menu")
    usual = choice.menu.actions()[-1]
    assert not usual.isEnabled(), "they are in sight"
    press(choice, Place.STATUS)
    press(choice, Place.HITS)
    assert usual.isEnabled()
    QTest.mouseClick(choice.menu, LEFT, pos=choice.menu.actionGeometry(usual).center())
    assert in_sight(desk) == list(Place)


def test_a_hidden_column_comes_back_as_wide_as_it_was(desk: Desk) -> None:
    table = desk.links.table
    before = width(table, Place.STATUS)
    drag(table, Place.STATUS, -40)
    choice = opened(desk)
    press(choice, Place.STATUS)
    assert Place.STATUS not in in_sight(desk)
    desk.window.resize(1300, 800)
    press(choice, Place.STATUS)
    wait_for(lambda: width(table, Place.STATUS) == before + 40, "its width")


def test_a_narrow_window_hides_what_was_chosen_and_more(desk: Desk) -> None:
    choice = opened(desk)
    press(choice, Place.HITS)
    choice.menu.close()
    desk.links.new_link()
    QApplication.processEvents()
    assert set(Place) - set(in_sight(desk)) >= {Place.LEADS, Place.TAGS, Place.CREATED, Place.HITS}
    opened(desk)
    leads = choice.actions[Place.LEADS]
    assert (leads.text(), leads.isChecked()) == ("Leads to (no room here)", True)
    choice.menu.close()
    desk.links.editor.close_panel()
    wait_for(lambda: set(Place) - set(in_sight(desk)) == {Place.HITS}, "the rest")


def test_each_place_has_its_own_columns_also_after_a_restart(tmp_path: Path) -> None:
    here = tmp_path / "links.db"
    with a_desk(tmp_path) as desk:
        desk.window.resize(1440, 800)
        press(opened(desk), Place.CREATED)
        desk.links.columns.menu.close()
        there = tmp_path / "other"
        there.mkdir()
        desk.session.use(a_client(there), "remote", "https://linde.example")
        assert in_sight(desk) == list(Place)
        press(opened(desk), Place.HITS)
        desk.links.columns.menu.close()
        desk.session.use(a_client(tmp_path), "local", str(here))
        assert set(Place) - set(in_sight(desk)) == {Place.CREATED}
    with a_desk(tmp_path) as desk:
        desk.window.resize(1440, 800)
        assert set(Place) - set(in_sight(desk)) == {Place.CREATED}
        opened(desk)
        desk.links.columns.show_usual()
        assert in_sight(desk) == list(Place)
