"""Every page for those who cannot see or point: names, tooltips of icons, the order of Tab, room to hit."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from qrdesk.client import EndpointDraft, LinkDraft
from qrdesk.gui import keyboard
from qrdesk.gui.desk import Desk
from qrdesk.gui.keyboard_acts import acts_of
from qrdesk.gui.shell.window import HasRegions
from tests.access import access
from tests.gui.desks import a_desk, client_of
from tests.gui.walking import goes_back, name_of

LEAST = 26  # px
INTERACTIVE = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QAbstractItemView,
    QAbstractSlider,
)  # fmt: skip
PAGES = (*keyboard.NUMBERED, "settings", "help")


def _links_editor(desk: Desk) -> None:
    (link,) = client_of(desk).links.list().data
    desk.routes.open_link(link.id)
    for section in desk.links.editor.sections.values():
        section.set_open(True)


def _new_link(desk: Desk) -> None:
    desk.routes.new_link("")


def _tab(key: str) -> Callable[[Desk], None]:
    def show(desk: Desk) -> None:
        access(desk, key)

    return show


def _new(page: str) -> Callable[[Desk], None]:
    def show(desk: Desk) -> None:
        desk.window.show_page(page)
        acts_of(page, desk.window.page(page))["new"]()  # type: ignore[operator]  # an action without a part

    return show


def _diagnostics(desk: Desk) -> None:
    desk.helping.diagnose()


def _shown(page: str) -> Callable[[Desk], None]:
    def show(desk: Desk) -> None:
        desk.window.show_page(page)

    return show


STATES: dict[str, Callable[[Desk], None]] = {
    **{page: _shown(page) for page in PAGES},
    "link": _links_editor,
    "new link": _new_link,
    **{f"access {tab}": _tab(tab) for tab in ("members", "invitations", "workspace", "usage", "plans")},
    "new domain": _new("domains"),
    "new webhook": _new("webhooks"),
    "diagnostics": _diagnostics,
}


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        client = client_of(made)
        client.links.create(LinkDraft(destination="https://example.com", title="Menu"))
        client.webhooks.create(EndpointDraft(url="https://shop.example.com/hook", name="Shop"))
        yield made


def controls(desk: Desk) -> list[QWidget]:
    """Return all that can be pressed, typed into or chosen from, as far as it is to be seen or scrolled to."""
    made = desk.window.findChildren(QWidget)
    return [one for one in made if isinstance(one, INTERACTIVE) and one.isVisible() and not _is_part(one)]


def _is_part(one: QWidget) -> bool:
    """Whether it is a part of another control, which has the name, or belongs to the scrolling."""
    inside = one.parentWidget()
    own = isinstance(one, QScrollBar) or one.objectName().startswith("qt_")
    return own or isinstance(inside, (QComboBox, QAbstractSpinBox, QAbstractItemView))


def said(one: QWidget) -> str:
    place = one.mapTo(one.window(), QPoint(0, 0))
    return f"{type(one).__name__} “{name_of(one)}” at {place.x()},{place.y()} {one.width()}x{one.height()}"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.fast_cases(3)
def test_everything_has_a_name_a_tooltip_where_it_has_no_words_room_to_hit_and_its_turn(desk: Desk, state: str) -> None:
    STATES[state](desk)
    QApplication.processEvents()  # what was unfolded is laid out
    found = controls(desk)
    wordless = [one for one in found if isinstance(one, QAbstractButton) and not one.text()]
    assert len(found) > 10
    assert wordless
    assert [said(one) for one in found if not name_of(one)] == [], "no name"
    assert [said(one) for one in wordless if not one.toolTip()] == [], "no tooltip"
    assert [said(one) for one in found if min(one.width(), one.height()) < LEAST] == [], "too small to hit"
    page = desk.window.page(desk.window.current_page())
    regions = page.regions() if isinstance(page, HasRegions) else [page]
    seen = [part for region in regions if region.isVisible() for part in _scrolled_apart(region)]
    assert [jump for part in seen for jump in goes_back(part)] == [], "Tab leads back"


def _scrolled_apart(region: QWidget) -> list[QWidget]:
    """Return what scrolls within a region, each by itself; else the region: what stands below it stays in sight."""
    inside = [area.widget() for area in region.findChildren(QScrollArea) if area.isVisible()]
    return [one for one in inside if one is not None] or [region]
