"""The first page's further ways: another language at once, help and back, a restored backup, a list brought along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft
from qrdesk.core import secrets
from qrdesk.gui import language
from qrdesk.gui.app import Shown
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.opening import CHOSEN
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.pages.first_run_language import LanguageButton
from qrdesk.gui.shell.state import State
from qrdesk.gui.widgets.buttons import Button
from tests.gui.desks import a_client, a_desk, client_of, wait_for


def first_page(desk: Desk) -> FirstRun:
    """Return the first page, nothing being open; phones are left out, which need a network."""
    if desk.opening.page() is None:
        desk.state.write(CHOSEN, str(desk.state.folder.parent / "here" / "links.db"))
        desk.opening.start()
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.wifi.setChecked(False)
    return page


def a_backup(folder: Path, *slugs: str, with_key: bool = True) -> Path:
    """Return a backup of a database with these links; its key is in it, or it is nowhere."""
    there = folder / "there"
    there.mkdir()
    with a_client(there) as client:
        for slug in slugs:
            client.links.create(LinkDraft(destination=f"https://example.com/{slug}", title=slug, slug=slug))
        client.backups.create(folder / "cafe.zip", with_secret_key=with_key, step=lambda _done, _all: None)
    return folder / "cafe.zip"


def slugs_of(desk: Desk) -> set[str]:
    """Return the links that are open."""
    return {link.slug for link in client_of(desk).links.list().data}


@pytest.fixture
def speaks_english_again(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    yield
    language.use(qapp, "en")
    QLocale.setDefault(before)


@pytest.mark.usefixtures("speaks_english_again")
def test_another_language_is_spoken_at_once_and_kept(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    jobs, state = PoolRunner(), State(tmp_path / "desk")
    shown = Shown(qapp, state, jobs)
    before = shown.desk
    before.window.show()
    page = first_page(before)
    page.address.set_text("go.linde.example")
    (button,) = before.window.top.findChildren(LanguageButton)
    assert (button.text(), page.try_button.text()) == ("English", "Try it now")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    wait_for(button.choices.isVisible, "the languages")
    qtbot.keyClick(button.choices, Qt.Key.Key_Down)
    qtbot.keyClick(button.choices, Qt.Key.Key_Down)
    qtbot.keyClick(button.choices, Qt.Key.Key_Return)
    wait_for(lambda: shown.desk is not before, "the other window")
    desk = shown.desk
    page = first_page(desk)
    assert page.try_button.text() == "Jetzt ausprobieren"
    assert page.address.text() == "go.linde.example", "what was typed is there"
    (button,) = desk.window.top.findChildren(LanguageButton)
    assert button.text() == "Deutsch"
    wait_for(button.hasFocus, "the keyboard to stay there")
    assert state.read(language.LANGUAGE, "") == "de"
    wait_for(lambda: before.window not in qapp.topLevelWidgets() or not before.window.isVisible(), "one window")
    qtbot.mouseClick(page.try_button, Qt.MouseButton.LeftButton)
    wait_for(desk.opening.is_done, "this computer's links")
    assert desk.window.sidebar.item("settings").text() == "Einstellungen", "the frame speaks it too"
    assert client_of(desk).me.get().workspace.name == "Mein Arbeitsbereich"
    desk.close()
    assert jobs.close()
    desk.session.close()
    desk.window.close()
    desk.window.deleteLater()


def test_help_is_read_before_anything_is_open_and_left_again(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        page, window = first_page(desk), desk.window
        qtbot.mouseClick(window.top.help, Qt.MouseButton.LeftButton)
        assert window.current_page() == "help"
        assert desk.helping.page.text.isVisible()
        assert not window.sidebar.isVisible()
        desk.show_page("links")
        assert window.current_page() == "help", "there are no links yet"
        assert window.status.sentence() == "Choose first where your links live"
        window.top.back.setFocus()
        qtbot.keyClick(window.top.back, Qt.Key.Key_Space)
        assert page.isVisible()
        wait_for(page.try_button.hasFocus, "the keyboard to be there again")
        assert not window.top.back.isVisible()
        assert window.last_page("home") == "home", "it begins there, not in the manual"


def test_a_backup_becomes_the_links_of_this_computer(qtbot: QtBot, tmp_path: Path) -> None:
    path, asked = a_backup(tmp_path, "menu", "hours"), list[str]()
    with a_desk(tmp_path, PoolRunner(), connected=False) as desk:
        page = first_page(desk)
        desk.opening.restoring.choose_path = lambda: path
        desk.opening.restoring.confirm = lambda title, said: not asked.append(f"{title} {said}")
        page.moving.restore.setFocus()
        qtbot.keyClick(page.moving.restore, Qt.Key.Key_Space)
        assert not page.try_button.isEnabled(), "one thing at a time"
        wait_for(desk.opening.is_done, "the links")
        assert slugs_of(desk) == {"menu", "hours"}
        assert desk.session.mode == "local"
        assert desk.state.read("connection/mode", "") == "local", "it is opened the next time too"
    assert len(asked) == 1
    assert asked[0].startswith("Restore cafe.zip? Made today at ")
    assert "2 links, 0 codes, 0 scans" in asked[0]
    assert str(tmp_path / "here" / "links.db") in asked[0]


def test_the_key_that_a_backup_lacks_is_found_beside_it(qtbot: QtBot, tmp_path: Path) -> None:
    path = a_backup(tmp_path, "menu", with_key=False)
    key = tmp_path / "there" / "links.db.d" / secrets.FILE_NAME
    with a_desk(tmp_path, connected=False) as desk:
        page = first_page(desk)
        page.address.set_text("go.linde.example")
        desk.opening.restoring.choose_path = lambda: path
        desk.opening.restoring.confirm = lambda _title, _said: True
        qtbot.mouseClick(page.moving.restore, Qt.MouseButton.LeftButton)
        assert page.trouble.isVisible()
        assert "cafe.key" in page.trouble.note.accessibleName()
        assert page.try_button.isEnabled()
        assert page.address.text() == "go.linde.example"
        assert not (tmp_path / "here" / "links.db").exists()
        key.rename(tmp_path / "cafe.key")
        again = next(one for one in page.trouble.findChildren(Button) if one.text() == "Choose another backup…")
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
        assert desk.opening.is_done()
        assert slugs_of(desk) == {"menu"}


def test_a_backup_that_is_not_wanted_after_all_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    path = a_backup(tmp_path, "menu")
    with a_desk(tmp_path, connected=False) as desk:
        page = first_page(desk)
        desk.opening.restoring.choose_path = lambda: path
        desk.opening.restoring.confirm = lambda _title, _said: False
        qtbot.mouseClick(page.moving.restore, Qt.MouseButton.LeftButton)
        assert page.isVisible()
        assert page.moving.restore.isEnabled()
        assert not (tmp_path / "here" / "links.db").exists()
        qtbot.mouseClick(page.try_button, Qt.MouseButton.LeftButton)
        assert {link.title for link in client_of(desk).links.list().data} == {"Sample: lunch menu"}


def test_a_list_is_brought_along_without_the_sample(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text("slug,destination\nmenu,https://example.com/menu\n", encoding="utf-8")
    with a_desk(tmp_path, connected=False) as desk:
        page = first_page(desk)
        wait_for(desk.window.isActiveWindow, "the window to have the keyboard")
        qtbot.mouseClick(page.moving.bring, Qt.MouseButton.LeftButton)
        side = desk.links.side
        assert (desk.window.current_page(), side.shown()) == ("links", side.importing)
        wait_for(side.importing.pick.hasFocus, "the keyboard to be there")
        assert slugs_of(desk) == set(), "no sample"
        side.importing.choose_path = lambda: path
        qtbot.keyClick(side.importing.pick, Qt.Key.Key_Space)
        qtbot.mouseClick(side.importing.go, Qt.MouseButton.LeftButton)
        assert slugs_of(desk) == {"menu"}
        desk.show_page("first_run")
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        assert not page.moving.isVisible(), "Settings and Links do it for what is open"
        assert not [one for one in desk.window.top.findChildren(LanguageButton) if one.isVisible()]
