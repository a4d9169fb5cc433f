"""Help: the manual in the app and on the web, its search, and the diagnostics."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.core.manual import chapters
from qrdesk.gui import language
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.help import HelpPage
from tests.gui.desks import a_desk, wait_for
from tests.gui.walking import goes_back, name_of, stops


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


@pytest.fixture
def page(desk: Desk) -> HelpPage:
    desk.window.show_page("help")
    return desk.helping.page


def shown(page: HelpPage) -> str:
    chapter = page.text.chapter()
    return chapter.name if chapter is not None else ""


def test_f1_opens_the_chapter_about_the_page_in_sight(desk: Desk, qtbot: QtBot) -> None:
    desk.window.show_page("webhooks")
    qtbot.keyClick(desk.window, Qt.Key.Key_F1)
    assert desk.window.current_page() == "help"
    assert shown(desk.helping.page) == "programs"
    desk.window.show_page("domains")
    desk.window.top.help.click()
    assert shown(desk.helping.page) == "domains"


def test_every_page_has_a_chapter_that_is_there(desk: Desk) -> None:
    for key in desk.window.sidebar._items:
        if key in desk.window._makers:
            desk.window.show_page(key)
            desk.helping.open()
            assert shown(desk.helping.page) != "", key
            assert chapters.find(shown(desk.helping.page), "en") is not None


def test_chapters_are_listed_in_order_and_walked_back_and_forward(page: HelpPage, qtbot: QtBot) -> None:
    names = [one.name for one in chapters.chapters("en")]
    assert [page.model.key_at(row) for row in range(page.model.rowCount())] == names
    page.list.selectRow(2)
    page.list.selectRow(4)
    assert shown(page) == names[4]
    qtbot.keyClick(page.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (shown(page), page.list.currentIndex().row()) == (names[2], 2)
    page.forward.click()
    assert shown(page) == names[4]
    assert not page.forward.isEnabled()


def test_links_lead_to_chapters_to_places_in_the_app_and_to_nothing_else(desk: Desk, page: HelpPage) -> None:
    page.text._clicked(QUrl("chapter:artwork/the-scan-score"))
    assert shown(page) == "artwork"
    assert page.text.verticalScrollBar().value() > 0
    page.text._clicked(QUrl("file:///etc/passwd"))
    assert shown(page) == "artwork"
    picture = QTextDocument.ResourceType.ImageResource.value
    assert page.text.loadResource(picture, QUrl("picture:../../theme/tokens.json")) is None
    assert page.text.loadResource(picture, QUrl("https://example.com/track.png")) is None
    page.text._clicked(QUrl("qrdesk:settings"))
    assert desk.window.current_page() == "settings"


def test_the_manual_is_searched_as_a_whole_and_says_when_there_is_nothing(page: HelpPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.search, "scan score")
    assert page.model.key_at(0).startswith("printing#")
    page.list.selectRow(0)
    assert shown(page) == "printing"
    assert page.text.textCursor().selectedText().casefold() == "scan score"
    marked = {one.cursor.selectedText().casefold() for one in page.text.extraSelections()}
    assert marked == {"scan", "score"}, "each word is marked, wherever it stands"
    page.search.setText("nothing-is-called-so")
    assert page.none.isVisible()
    page.search.clear()
    assert page.model.rowCount() == len(chapters.chapters("en"))
    page.open("start")
    assert page.text.extraSelections() == []


def test_the_chapter_that_is_open_is_in_sight_in_the_list(page: HelpPage, qtbot: QtBot) -> None:
    page.open(chapters.chapters("en")[-1].name)
    rows = page.list.viewport().rect()
    assert rows.contains(page.list.visualRect(page.list.currentIndex()))
    page.open(chapters.chapters("en")[0].name)
    assert rows.contains(page.list.visualRect(page.list.currentIndex()))


def test_words_are_found_within_a_chapter_round_its_end(page: HelpPage, qtbot: QtBot) -> None:
    page.open("artwork")
    qtbot.keyClick(page.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.find_field.hasFocus()
    qtbot.keyClicks(page.find_field, "bleed")
    first = page.text.textCursor().position()
    assert page.text.textCursor().selectedText() == "bleed"
    qtbot.keyClick(page.find_field, Qt.Key.Key_Return)
    assert page.text.textCursor().position() > first
    for _ in range(200):
        qtbot.keyClick(page.find_field, Qt.Key.Key_Return)
        if page.text.textCursor().position() == first:
            break
    assert page.text.textCursor().position() == first
    page.find_field.setText("xyzzy")
    assert page.nowhere.text() == "Not in this chapter"


def test_a_hit_is_shown_from_its_heading_on(desk: Desk, page: HelpPage) -> None:
    desk.window.resize(1024, 700)
    page.text.resize(600, 400)
    page.open("printing", "colour")
    bar = page.text.verticalScrollBar()
    at = bar.value()
    assert at > 0
    page.text.find_below("nowhere-to-be-found code")  # the first is looked for from the top of the chapter too
    assert page.text.textCursor().selectedText().casefold() == "code"
    assert bar.value() == at


def test_code_of_the_manual_is_copied(desk: Desk, page: HelpPage) -> None:
    page.open("artwork")
    page.text._clicked(QUrl("copy:0"))
    assert QApplication.clipboard().text().startswith("qrdesk code export menu --size-mm 25")
    assert "copied" in desk.window.status.sentence()


def test_diagnostics_are_shown_before_they_are_copied(desk: Desk, page: HelpPage) -> None:
    QApplication.clipboard().setText("before")
    page.show_diagnostics_.click()
    wait_for(page.diagnostics.copy.isEnabled, "the diagnostics")
    said = page.diagnostics.text.toPlainText()
    assert QApplication.clipboard().text() == "before"
    for part in ("QRDesk ", "Qt ", "Database: SQLite, schema 00", "Connected: local", "good: database"):
        assert part in said, part
    page.diagnostics.copy.click()
    assert QApplication.clipboard().text() == said


def test_help_is_reached_by_keys_and_every_part_has_a_name(page: HelpPage) -> None:
    assert [type(one).__name__ for one in stops(page) if not name_of(one)] == []
    for region in page.regions():
        assert goes_back(region) == []


@pytest.mark.parametrize("width", [1280, 1024])
@pytest.mark.wide
def test_chapters_are_never_wider_than_their_column(desk: Desk, page: HelpPage, width: int) -> None:
    desk.window.resize(width, 700)
    qt_picture = QTextDocument.ResourceType.ImageResource.value
    for chapter in (*chapters.chapters("en"), *chapters.chapters("de")):
        page.text.show_chapter(chapter)
        assert page.text.horizontalScrollBar().maximum() < 8, chapter.name
    column = page.text.viewport().width() - 64
    picture = page.text.loadResource(qt_picture, QUrl("picture:home.png"))
    assert isinstance(picture, QImage)
    assert picture.deviceIndependentSize().width() == min(680, column)


def test_chapters_are_in_the_language_of_the_app(page: HelpPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page.open("start")
    assert page.text.toPlainText().startswith("Your first code in five minutes")
    monkeypatch.setattr(language, "spoken", lambda: "de")
    for chapter in chapters.chapters("de"):
        page.open(chapter.name)
        assert page.text.toPlainText().startswith(chapter.title)
        assert page.text.chapter() == chapter
    page.open("start")
    assert page.text.toPlainText().startswith("Der erste Code in fünf Minuten")
