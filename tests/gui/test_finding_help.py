"""The palette finds the manual and the settings, by what people call them."""

import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.gui import language
from qrdesk.gui.desk import Desk
from qrdesk.gui.shell.palette_list import Group, Hit
from tests.gui.desks import a_desk


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


@pytest.fixture
def german() -> Iterator[None]:
    app = QApplication.instance()
    assert app is not None
    language.use(app, "de")
    yield
    language.use(app, "en")


def found(desk: Desk, text: str) -> list[Hit]:
    desk.window.finder.open_with(text)
    return desk.window.finder.hits()


def choose(desk: Desk, text: str, title: str) -> None:
    hit = next(hit for hit in found(desk, text) if hit.title == title)
    desk.window.finder.close_it()
    hit.open()


@pytest.mark.parametrize(
    ("text", "title", "part"),
    [
        ("dark", "Appearance", "general"),
        ("theme", "Appearance", "general"),
        ("larger", "Text size", "general"),
        ("zoom", "Text size", "general"),
        ("text size", "Text size", "general"),
        ("language", "Language", "general"),
        ("time zone", "Name and time zone", "general"),
        ("backup", "Backups", "backups"),
        ("bitly", "Import from another service", "import"),
        ("cookies", "Scans and privacy", "scans"),
        ("port", "Where your links live", "here"),
    ],
)
@pytest.mark.fast_cases(3)
def test_a_setting_is_found_by_what_people_call_it(desk: Desk, text: str, title: str, part: str) -> None:
    choose(desk, text, title)
    assert (desk.window.current_page(), desk.settings.parts.key()) == ("settings", part)


def test_a_password_leads_to_the_keys(desk: Desk) -> None:
    assert "Keys" in [hit.title for hit in found(desk, "password")]


@pytest.mark.parametrize("text", ["print", "printing well"])
@pytest.mark.fast_cases(1)
def test_print_leads_to_the_chapter_about_it(desk: Desk, text: str) -> None:
    hits = [hit for hit in found(desk, text) if hit.icon == "book-open"]
    assert hits[0].title == "Printing well"
    choose(desk, text, "Printing well")
    chapter = desk.helping.page.text.chapter()
    assert desk.window.current_page() == "help"
    assert chapter is not None
    assert chapter.name == "printing"


def test_a_heading_opens_the_chapter_there(desk: Desk) -> None:
    choose(desk, "which file", "Which file?")
    page = desk.helping.page
    chapter = page.text.chapter()
    assert chapter is not None
    assert chapter.name == "printing"
    assert page.text.verticalScrollBar().value() > 0


def test_chapters_for_programs_come_after_the_others(desk: Desk) -> None:
    titles = [hit.title for hit in found(desk, "key") if hit.icon == "book-open"]
    assert titles[0] == "People and keys"
    assert titles.index("My key is not taken any more") < titles.index("A key")


def test_nothing_of_the_manual_is_offered_before_a_word_is_typed(desk: Desk) -> None:
    assert not any(hit.icon == "book-open" for hit in found(desk, ""))


def test_the_manual_is_found_in_the_language_of_the_app(german: None, tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        assert "Gut drucken" in [hit.title for hit in found(desk, "drucken")]
        assert "Gut drucken" in [hit.title for hit in found(desk, "print")]
        assert "Erscheinungsbild" in [hit.title for hit in found(desk, "dunkel")]
        assert [hit.group for hit in found(desk, "sicherung")].count(Group.PAGES) >= 2


def test_a_key_pressed_is_answered_at_once(desk: Desk, qtbot: QtBot) -> None:
    found(desk, "p")  # reads the manual once
    began = time.perf_counter()
    for text in ("pr", "pri", "prin", "print"):
        found(desk, text)
    assert (time.perf_counter() - began) / 4 < 0.1  # also on a busy computer; a millisecond on an idle one
