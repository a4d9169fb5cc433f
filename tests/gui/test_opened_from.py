"""What the app is opened with: read strictly, named where it is unknown, asked about where it reaches out."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QPushButton

from qrdesk.client import LinkDraft
from qrdesk.gui.opened_from import Wish, read
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.single import Request
from qrdesk.gui.welcome import Welcome
from tests.gui.desks import a_desk, client_of, wait_for

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)")  # a screen in memory has one window
UNKNOWN = (
    "qrdesk:link/abc",
    "qrdesk://",
    "qrdesk://link/",
    "qrdesk://link/../../etc",
    "qrdesk://link/a%2Fb",
    "qrdesk://link/a%00b",
    "qrdesk://link/..",
    "qrdesk://link/abc?x=1",
    "qrdesk://link/" + "a" * 65,
    "qrdesk://new",
    "qrdesk://new?url=javascript:alert(1)",
    "qrdesk://new?url=file:///etc/passwd",
    "qrdesk://new?url=https://a.example&url=https://b.example",
    "qrdesk://new?url=https://me:secret@a.example",
    "qrdesk://connect?server=https://a.example&key=qrd_x",
    "qrdesk://connect?server=https://a.example/path",
    "qrdesk://connect?server=https://qrd_key@a.example",
    "qrdesk://connect?server=https://a.example:x",
    "qrdesk://delete?link=abc",
    "qrdesk://link/abc#now",
    "qrdesk://user@link/abc",
    "qrdesk://new?url=https://a.example/" + "x" * 5000,
    "https://a.example",
    "notes.txt",
    "",
)


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("qrdesk://link/lnk_8X3k9pLMw7", Wish("link", "lnk_8X3k9pLMw7")),
        ("qrdesk://link/caf%C3%A9", Wish("link", "café")),
        ("QRDesk://new?url=https%3A%2F%2Fexample.com%2Fa%3Fb%3D1", Wish("new", "https://example.com/a?b=1")),
        ("qrdesk://connect?server=https://go.example:8443/", Wish("connect", "https://go.example:8443")),
        ("/home/me/labels.CSV", Wish("list", "/home/me/labels.CSV")),
    ],
)
def test_what_is_understood(said: str, wish: Wish) -> None:
    assert read(said) == wish


@pytest.mark.parametrize("said", UNKNOWN)
def test_what_is_not_understood_is_nothing(said: str) -> None:
    assert read(said) is None


def test_a_link_of_the_app_shows_its_link_by_id_and_by_slug(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path) as desk:
        made = client_of(desk).links.create(LinkDraft(destination="https://example.com", slug="lunch"))
        welcome = Welcome(desk, qapp)
        welcome.take(Request(said=("qrdesk://link/lunch",)))
        shown = desk.links.editor.link()
        assert shown is not None
        assert (desk.window.current_page(), shown.id) == ("links", made.id)


def test_a_new_one_is_begun_and_not_made(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path) as desk:
        Welcome(desk, qapp).take(Request(said=("qrdesk://new?url=https://example.com/menu",)))
        assert desk.links.editor.values().destination == "https://example.com/menu"
        assert client_of(desk).links.list().data == []


def test_a_server_is_asked_about_and_only_the_field_is_filled_in(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path) as desk:
        welcome = Welcome(desk, qapp)
        welcome.take(Request(said=("qrdesk://connect?server=https://go.other.example",)))
        chooser = welcome.opened.chooser
        assert not chooser.isHidden()
        assert desk.session.mode == "local"
        chooser.buttons[0].click()
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        assert page.address.text() == "https://go.other.example"
        assert desk.session.mode == "local"


def test_what_is_unknown_is_named(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path) as desk:
        Welcome(desk, qapp).take(Request(said=("qrdesk://delete?link=\x1b[2J",)))
        assert desk.window.status.sentence() == "QRDesk does not know how to open qrdesk://delete?link=\ufffd[2J"


@pytest.mark.wide
def test_what_came_before_the_links_waits_for_them(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.ask()
        Welcome(desk, qapp).take(
            Request(said=("qrdesk://new?url=https://example.com/", "qrdesk://connect?server=http://a"))
        )
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        assert page.address.text() == "http://a"
        page.try_wanted.emit(False)
        wait_for(lambda: desk.window.current_page() == "links", "the new link")
        assert desk.links.editor.values().destination == "https://example.com/"


def test_macos_hands_over_an_event(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path) as desk:
        opened = Welcome(desk, qapp).opened
        assert opened.eventFilter(qapp, QFileOpenEvent(QUrl("qrdesk://new?url=https://example.com/mac")))
        assert desk.links.editor.values().destination == "https://example.com/mac"


def test_a_link_swaps_no_server_under_a_key_that_is_typed(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.start()
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        page.address.set_text("https://go.mine.example")
        page.key.set_text("qrd_mine")
        Welcome(desk, qapp).take(Request(said=("qrdesk://connect?server=https://go-mine.example",)))
        assert (page.address.text(), page.key.text()) == ("https://go.mine.example", "qrd_mine")
        (instead,) = (one for one in page.trouble.findChildren(QPushButton) if one.text() == "Use this address instead")
        instead.click()
        assert (page.address.text(), page.key.text()) == ("https://go-mine.example", "")


def test_a_link_puts_a_link_that_is_begun_aside(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path) as desk:
        desk.routes.new_link("")
        fields = desk.links.editor.fields
        fields.destination.set_text("https://example.com/mine")
        fields.title.set_text("Card")
        Welcome(desk, qapp).take(Request(said=("qrdesk://new?url=https://other.example/",)))
        shown = desk.links.editor.values()
        assert (shown.destination, shown.title) == ("https://other.example/", "")
        desk.window.undo_last()
        shown = desk.links.editor.values()
        assert (shown.destination, shown.title) == ("https://example.com/mine", "Card")
