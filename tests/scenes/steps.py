"""What several scenes do: open a page, sort, scroll."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from qrdesk.gui.desk import Desk

SITE = "https://kaffeehaus-linde.example"
Shot = Callable[[Desk], None]


def page(key: str) -> Shot:
    return lambda desk: desk.window.show_page(key)


def links(desk: Desk) -> None:
    desk.window.show_page("links")
    sort_by_hits(desk)


def sort_by_hits(desk: Desk) -> None:
    desk.links.table.head.setSortIndicator(6, Qt.SortOrder.DescendingOrder)


def scroll_to(section: QWidget) -> None:
    area = section.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    assert area is not None
    area.verticalScrollBar().setValue(section.y())


def to_the_end(inside: QWidget) -> None:
    area = inside.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
