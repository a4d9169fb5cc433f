"""Tab in the Studio's forms goes from field to field as they stand on the screen, never by way of the header."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.core.schemas.contents import TYPES
from qrdesk.gui.pages.studio import StudioPage
from tests.gui.desks import a_desk

_MOST = 40  # presses


@pytest.mark.parametrize("orders", [TYPES, tuple(reversed(TYPES))], ids=["forth", "back"])
@pytest.mark.fast_cases(1)
def test_tab_walks_through_each_form_in_the_order_of_the_screen(
    qtbot: QtBot, tmp_path: Path, orders: tuple[str, ...]
) -> None:
    """Forms are made when they are first asked for: in whatever order, Tab stays in sight."""
    with a_desk(tmp_path) as desk:
        desk.window.show_page("studio")
        page = cast("StudioPage", desk.window.page("studio"))
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow)
        for kind in orders:
            page.open_kind(kind)
            page.content.static.form().more.click()
            QApplication.processEvents()
            page.content.name.input.setFocus()
            QTest.keyClicks(page.content.name.input, "Till")
            assert page.middle.back.isEnabled()
            walked = _walk(page)
            assert walked == sorted(walked), kind
            assert len(walked) > len(_shown(page)), kind


def _shown(page: StudioPage) -> list[str]:
    """Return the fields in sight."""
    return [path for path, one in page.content.static.form().editors.items() if one.isVisible()]


def _walk(page: StudioPage) -> list[tuple[int, int]]:
    """Press Tab until the form is left; return where the stops are."""
    inside = page.content.area.widget()
    found: list[tuple[int, int]] = []
    for _press in range(_MOST):
        at = QApplication.focusWidget()
        assert at is not None, "nothing has the keyboard"
        if inside is None or not inside.isAncestorOf(at):
            return found
        place = at.mapTo(inside, QPoint(0, at.height() // 2))
        found.append((place.y(), place.x()))
        QTest.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never left the form: {found}")
