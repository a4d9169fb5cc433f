"""The month below a date field: every day and every weekday can be read, in both themes and languages."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QStyle, QTableView
from pytestqt.qtbot import QtBot

from qrdesk.gui.theme import style, tokens
from qrdesk.gui.widgets.calendars import DayEdit, Month
from qrdesk.gui.widgets.numbers import Whole


def _wheel(field: Whole) -> None:
    at = QPointF(field.rect().center())
    turn = QWheelEvent(
        at,
        field.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, turn)


def _inked(drawn: QImage, table: QTableView, row: int, column: int) -> bool:
    box = table.visualRect(table.model().index(row, column))
    box.moveTopLeft(table.viewport().mapTo(table.window(), box.topLeft()))
    inside = drawn.copy(box.adjusted(2, 2, -2, -2))
    return len({inside.pixel(x, y) for x in range(inside.width()) for y in range(inside.height())}) > 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en_GB", "de_DE"])
def test_every_day_and_weekday_is_drawn_whole(qtbot: QtBot, scheme: style.Choice, language: str) -> None:
    style.apply(cast(QApplication, QApplication.instance()), scheme)
    month = Month()
    qtbot.addWidget(month)
    month.setLocale(QLocale(language))
    month.setSelectedDate(QDate(2026, 11, 22))
    month.show()
    table = month.days()
    drawn = month.grab().toImage()
    cells = [(row, column) for row in range(7) for column in range(7)]
    assert [cell for cell in cells if not _inked(drawn, table, *cell)] == []
    margin = 2 * (table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1)
    letters = QFontMetrics(table.font())
    words = [str(table.model().index(*cell).data()) for cell in cells]
    assert "22" in words
    assert any(word.startswith(("Sun", "So")) for word in words[:7])
    assert max(map(letters.horizontalAdvance, words)) + margin <= min(map(table.columnWidth, range(7)))


def test_weekends_are_not_red(qtbot: QtBot) -> None:
    style.apply(cast(QApplication, QApplication.instance()), "dark")
    month = Month()
    qtbot.addWidget(month)
    colour = month.weekdayTextFormat(Qt.DayOfWeek.Sunday).foreground().color()
    assert colour == tokens.current().text.secondary


def test_a_date_field_says_its_weekday_and_takes_a_typed_day(qtbot: QtBot) -> None:
    edit = DayEdit()
    qtbot.addWidget(edit)
    edit.setLocale(QLocale("en_GB"))
    edit.setDate(QDate(2026, 11, 22))
    assert edit.text().startswith("Sun")
    edit.show()
    edit.setFocus()
    edit.setCurrentSection(DayEdit.Section.DaySection)
    edit.setSelectedSection(DayEdit.Section.DaySection)
    qtbot.keyClicks(edit, "25")
    assert edit.date().toPython() == date(2026, 11, 25)
    assert edit.text().startswith("Wed")


def test_the_wheel_turns_a_number_only_after_a_click(qtbot: QtBot) -> None:
    field = Whole(1, 4000, 400)
    qtbot.addWidget(field)
    field.show()
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    _wheel(field)
    assert field.value() == 400
    qtbot.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    _wheel(field)
    assert field.value() == 399
