"""Where somebody drew the line: edges of columns and of panels are where they were after a restart, on each page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitter, QWidget

from qrdesk.client import LinkDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.widgets.rows import RowTable
from tests.gui.desks import a_desk, client_of, wait_for

LEFT = Qt.MouseButton.LeftButton


def table_of(desk: Desk, page: str) -> RowTable:
    desk.window.show_page(page)
    (table,) = (one for one in page_of(desk, page).findChildren(RowTable) if one.isVisible())
    return table


def page_of(desk: Desk, page: str) -> QWidget:
    return desk.window.page(page)


def split_of(desk: Desk, page: str) -> QSplitter:
    split = page_of(desk, page).findChild(QSplitter)
    assert isinstance(split, QSplitter)
    return split


def drag(table: RowTable, edge_of: int, by: int) -> None:
    """Drag the left edge of a column."""
    view, at = table.head.viewport(), QPoint(table.head.sectionViewportPosition(edge_of), 10)
    QTest.mousePress(view, LEFT, pos=at)
    QTest.mouseMove(view, at + QPoint(by, 0))
    QTest.mouseRelease(view, LEFT, pos=at + QPoint(by, 0))


def width(table: RowTable, column: int) -> int:
    return table.head.sectionSize(column)


@pytest.mark.parametrize(("page", "column"), [("domains", 2), ("activity", 2)])
@pytest.mark.fast_cases(1)
def test_a_column_is_as_wide_as_it_was_drawn_after_a_restart(tmp_path: Path, page: str, column: int) -> None:
    with a_desk(tmp_path) as desk:
        table = table_of(desk, page)
        usual, whole = width(table, column), table.head.length()
        drag(table, column, -40)
        assert (width(table, column), table.head.length()) == (usual + 40, whole)  # the rest gave way
    with a_desk(tmp_path) as desk:
        table = table_of(desk, page)
        assert width(table, column) == usual + 40
        view, at = table.head.viewport(), QPoint(table.head.sectionViewportPosition(column), 10)
        QTest.mouseDClick(view, LEFT, pos=at)
        assert width(table, column) == usual
    with a_desk(tmp_path) as desk:
        assert width(table_of(desk, page), column) == usual


def test_keys_make_a_column_wider_for_good(tmp_path: Path) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    with a_desk(tmp_path) as desk:
        table = table_of(desk, "domains")
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Left)
        last = table.head_keys.column()
        assert last is not None
        usual, whole = width(table, last), table.head.length()
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
            QTest.keyClick(table, key, alt)
        assert (width(table, last), table.head.length()) == (usual + 16, whole)
        assert "narrower or wider" in table.accessibleDescription()
        for _ in range(100):
            QTest.keyClick(table, Qt.Key.Key_Right, alt)
        assert width(table, 1) >= 150, "the rest is left"
        for _ in range(100):
            QTest.keyClick(table, Qt.Key.Key_Left, alt)
        least = width(table, last)
        assert 48 <= least < usual
    with a_desk(tmp_path) as desk:
        assert width(table_of(desk, "domains"), last) == least


def test_no_column_takes_all_the_room_or_none(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        table = table_of(desk, "domains")
        drag(table, 2, -5_000)
        assert width(table, 1) >= 150
        drag(table, 2, 5_000)
        assert width(table, 2) >= 48
        drag(table, 1, 30)  # a mark has no edge of its own
        assert width(table, 0) == 24


def test_the_columns_of_links_keep_what_each_layout_has(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client_of(desk).links.create(LinkDraft(destination="https://example.com", slug="menu"))
        table = table_of(desk, "links")
        wide = {place: width(table, place) for place in range(table.head.count())}
        last = next(place for place in reversed(range(table.head.count())) if table.head.sectionSize(place) >= 60)
        drag(table, last, -24)
        assert width(table, last) == wide[last] + 24
        desk.links.new_link()  # the editor leaves no room for all columns
        desk.links.side.close()
        wait_for(lambda: width(table, last) == wide[last] + 24, "the column to be as it was drawn")


@pytest.mark.parametrize(
    ("page", "panel"),
    [
        ("domains", lambda desk: split_of(desk, "domains").widget(1)),
        ("links", lambda desk: desk.links.editor),
    ],
)
@pytest.mark.fast_cases(1)
def test_a_panel_is_as_wide_as_it_was_drawn_after_a_restart(
    tmp_path: Path, page: str, panel: Callable[[Desk], QWidget]
) -> None:
    def shown(desk: Desk) -> tuple[QSplitter, QWidget]:
        desk.window.resize(1280, 800)
        desk.window.show_page(page)
        if page == "links":
            desk.links.new_link()
        return split_of(desk, page), panel(desk)

    with a_desk(tmp_path) as desk:
        split, side = shown(desk)
        usual, handle = side.width(), split.handle(1)
        at = handle.rect().center()
        QTest.mousePress(handle, LEFT, pos=at)
        QTest.mouseMove(handle, at - QPoint(60, 0))
        QTest.mouseRelease(handle, LEFT, pos=at - QPoint(60, 0))
        drawn = side.width()
        assert drawn >= usual + 40
    with a_desk(tmp_path) as desk:
        assert abs(shown(desk)[1].width() - drawn) <= 2
