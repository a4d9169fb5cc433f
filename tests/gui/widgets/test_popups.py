"""Lists and calendars that open at a field leave its edge in sight, and have one of their own."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.gui.pages import rule_zone
from qrdesk.gui.theme import style, tokens
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.calendars import DayEdit
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Input
from qrdesk.gui.widgets.many import ManyField
from qrdesk.gui.widgets.popups import GAP
from tests.gui.desks import wait_for

_COUNTRIES = {"DE": "Germany", "GR": "Greece"}


def shown(qtbot: QtBot, field: QWidget) -> QWidget:
    """Return a window with ``field`` near its top, and room below."""
    window = boxes.box(boxes.rows(field, None, margins=(16, 16, 16, 16)))
    qtbot.addWidget(window)
    window.resize(480, 400)
    window.show()
    return window


def apart(field: QWidget) -> tuple[QWidget, int]:
    """Return the pop-up that is open, and how far below ``field`` it begins, in px."""
    wait_for(lambda: QApplication.activePopupWidget() is not None, "a list to open")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    return popup, popup.geometry().top() - field.mapToGlobal(QPoint(0, field.height())).y()


def edge(popup: QWidget) -> QColor:
    """Return the colour in the middle of the left edge."""
    return popup.grab().toImage().pixelColor(0, popup.height() // 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.fast_cases(1)
def test_suggestions_open_a_little_below_their_field_with_the_edge_of_a_menu(qtbot: QtBot, scheme: str) -> None:
    style.appearance().choose("dark" if scheme == "dark" else "light")
    field = ManyField("Countries", _COUNTRIES)
    window = shown(qtbot, field)
    field.input.setFocus()
    for letters in ("g", "r"):  # the list is put there anew with every letter
        qtbot.keyClicks(field.input, letters)
        popup, distance = apart(field.input)
        assert distance == GAP
    assert edge(popup) == tokens.current().border.strong
    popup.close()
    window.close()


def test_time_zones_are_offered_a_little_below_their_field(qtbot: QtBot) -> None:
    edit = Input()
    rule_zone.complete(edit)
    window = shown(qtbot, edit)
    edit.setFocus()
    qtbot.keyClicks(edit, "berl")
    popup, distance = apart(edit)
    assert distance == GAP
    assert edge(popup) == tokens.current().border.strong
    popup.close()
    window.close()


def test_a_choice_and_a_month_open_a_little_below_their_fields(qtbot: QtBot) -> None:
    choice, day = Choice([("a", "One"), ("b", "Two")]), DayEdit()
    window = shown(qtbot, boxes.box(boxes.rows(choice, day)))
    choice.showPopup()
    popup, distance = apart(choice)
    assert distance == GAP
    choice.hidePopup()
    qtbot.mouseClick(day, Qt.MouseButton.LeftButton, pos=QPoint(day.width() - 10, day.height() // 2))
    popup, distance = apart(day)
    assert distance == GAP
    assert edge(popup) == tokens.current().border.strong
    popup.close()
    window.close()
