"""Access and Settings > Pictures without a mouse or a screen; panels that scroll only where there is more to see."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from qrdesk.client import FileDraft, Upload
from qrdesk.gui.desk import Desk
from tests.access import access
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.walking import goes_back, name_of, stops
from tests.scenes.of_access import fill_access

TABS = ("keys", "members", "invitations", "workspace", "usage", "plans")
MAKING = ("keys", "invitations", "workspace", "plans")
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        fill_access(client_of(made))
        yield made


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.fast_cases(1)
def test_everything_that_tab_comes_to_has_a_name_and_is_reached_from_top_to_bottom(desk: Desk, tab: str) -> None:
    page = access(desk, tab)
    part = page._parts[tab]
    assert len(stops(part)) >= 2
    assert [type(one).__name__ for one in stops(part) if not name_of(one)] == []
    for region in [one for one in part.regions() if one.isVisible()]:
        assert goes_back(region) == []


@pytest.mark.parametrize("tab", MAKING)
@pytest.mark.wide
def test_forms_for_something_new_are_walked_from_top_to_bottom(desk: Desk, tab: str) -> None:
    page = access(desk, tab)
    part = getattr(page, tab)
    part.new.click()
    assert len(stops(part.panel)) >= 3
    assert [type(one).__name__ for one in stops(part.panel) if not name_of(one)] == []
    assert goes_back(part.panel) == []


@pytest.mark.wide
def test_the_pictures_in_settings_have_names_and_are_walked_from_top_to_bottom(desk: Desk) -> None:
    for width in (b"3", b"4"):
        client_of(desk).files.upload(FileDraft(), Upload(_SVG.replace(b"h4", b"h" + width), f"{width.decode()}.svg"))
    desk.window.show_page("settings")
    desk.settings.show_pictures()
    card = desk.settings.pictures
    wait_for(lambda: len(card.lines) == 2 and all(line.delete.isVisible() for line in card.lines), "both pictures")
    assert len(stops(card)) == 4
    assert [type(one).__name__ for one in stops(card) if not name_of(one)] == []
    wait_for(lambda: card.height() >= card.sizeHint().height(), "them to be laid out")
    assert goes_back(card) == []


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
@pytest.mark.parametrize("tab", ["members", "invitations", "workspace", "usage", "plans"])
@pytest.mark.fast_cases(1)
def test_a_panel_scrolls_only_where_there_is_more_to_see(desk: Desk, tab: str, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    page = access(desk, tab)
    part = getattr(page, tab)
    inside = part.panel if hasattr(part, "panel") else part._area.widget()
    if tab == "workspace":
        inside.kept.log.days.setValue(90)
    area = _area_of(inside)
    wait_for(lambda: inside.height() > 0 and area.viewport().height() > 0, "the page to be laid out")
    wait_for(lambda: _hidden(area) <= max(0, _end(inside) - area.viewport().height()), "no more")
    assert _hidden(area) == 0 or _end(inside) > area.viewport().height()


def _hidden(area: QScrollArea) -> int:
    return area.verticalScrollBar().maximum()


def _area_of(inside: QWidget) -> QScrollArea:
    around = inside.parentWidget()
    while not isinstance(around, QScrollArea):
        assert around is not None
        around = around.parentWidget()
    return around


def _end(inside: QWidget) -> int:
    """Return where the last thing in sight ends, with the edge below."""
    layout = inside.layout()
    assert layout is not None
    leaves = [one for one in inside.findChildren(QWidget) if one.isVisible() and not one.findChildren(QWidget)]
    return max(one.mapTo(inside, one.rect().bottomLeft()).y() for one in leaves) + 1 + 24 + layout.spacing()
