"""Another look is put on in pieces: the same picture as all at once, and nobody is seen between two looks."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.theme import style, tokens
from qrdesk.gui.theme.dressing import Wardrobe, wear
from qrdesk.gui.theme.style import Appearance
from tests.gui.desks import a_desk, client_of, wait_for

_DRESSED = Qt.WidgetAttribute.WA_WState_Polished
_PAGES = ("links", "settings", "access", "home")


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    """The app with pages that were in sight."""
    with a_desk(tmp_path) as made:
        client_of(made).links.create(LinkDraft(destination="https://example.com", slug="menu", title="Menu"))
        for key in _PAGES:
            made.window.show_page(key)
            QApplication.processEvents()
        yield made


def picture(desk: Desk, key: str) -> QImage:
    desk.window.show_page(key)
    QApplication.processEvents()
    desk.window.setFocus()  # no caret that is on in one picture and off in the other
    return desk.window.grab().toImage()


def test_pages_look_as_if_all_had_been_dressed_at_once(desk: Desk, qapp: QApplication, appearance: Appearance) -> None:
    light = picture(desk, "settings")
    appearance.turn_to("dark")
    wait_for(appearance.is_whole, "all pages")
    found = {key: picture(desk, key) for key in _PAGES}
    text = qapp.styleSheet()
    qapp.setStyleSheet("")
    qapp.setStyleSheet(text)  # as Qt does it
    assert [key for key in _PAGES if found[key] != picture(desk, key)] == []
    assert found["settings"] != light


@pytest.mark.wide
def test_a_page_that_comes_in_sight_early_is_dressed_before_the_rest(desk: Desk, appearance: Appearance) -> None:
    dark, page = tokens.theme("dark").surface, desk.settings.parts
    appearance.turn_to("dark")
    wait_for(lambda: tokens.scheme() == "dark" and desk.window.updatesEnabled(), "what is in sight")
    desk.window.show_page("settings")
    assert not appearance.is_whole(), "other pages are still to come"
    wait_for(lambda: all(one.testAttribute(_DRESSED) for one in shown_in(page)), "the page in sight")
    assert not appearance.is_whole(), "they come after it"
    wait_for(appearance.is_whole, "the rest")
    assert desk.settings.palette().window().color() == dark.canvas


def shown_in(page: QWidget) -> list[QWidget]:
    return [one for one in page.findChildren(QWidget) if one.isVisible()]


@pytest.mark.wide
def test_a_page_made_in_pieces_is_dressed_once_where_it_stays(desk: Desk, qapp: QApplication) -> None:
    again = DressedAgain()
    qapp.installEventFilter(again)
    for _ in desk.window.steps("domains"):
        QApplication.processEvents()  # which dresses whatever was made, where nobody sees to it
    qapp.removeEventFilter(again)
    made = desk.window.page("domains").findChildren(QWidget)
    assert again.heard <= len(made), "but for lists and fields, whose parts Qt dresses as it puts them together"
    assert [one for one in made if not one.testAttribute(_DRESSED)] == [], "its first showing dresses nobody"


class DressedAgain(QObject):
    """Counts how often somebody who is dressed is dressed anew."""

    heard = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange and isinstance(watched, QWidget):
            self.heard += watched.testAttribute(_DRESSED)
        return False


def test_nothing_is_painted_between_two_looks(desk: Desk, qapp: QApplication) -> None:
    told: list[bool] = []
    sheet, palette = qapp.styleSheet(), qapp.palette()
    steps = Wardrobe().change(lambda: wear(qapp, sheet, palette), lambda: told.append(desk.window.updatesEnabled()))
    next(steps)
    assert not desk.window.updatesEnabled()
    for _ in steps:
        pass
    assert (told, desk.window.updatesEnabled()) == ([False], True)


@pytest.mark.wide
def test_a_look_given_up_halfway_leaves_the_window_as_it_was(desk: Desk, appearance: Appearance) -> None:
    appearance.turn_to("dark")
    appearance.turn_to("light")
    wait_for(appearance.is_whole, "the look asked for last")
    assert tokens.scheme() == "light"
    assert desk.window.updatesEnabled()
    assert desk.home.palette().window().color() == tokens.theme("light").surface.canvas


def test_what_was_out_of_sight_still_takes_off_what_it_wears(qtbot: QtBot, appearance: Appearance) -> None:
    label = QLabel("9")
    label.setProperty("role", "figure")
    qtbot.addWidget(label)
    label.show()
    high = label.font().pixelSize()
    label.hide()
    appearance.choose("dark")
    style.restyle(label, role="body")
    assert (high, label.font().pixelSize()) == (
        tokens.part("font", "sizes")["figure"],
        tokens.part("font", "sizes")["body"],
    )
