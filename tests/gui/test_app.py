"""The app as a whole: its pages, ways between them, and the process from start to end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import Client, CodeDraft, LinkDraft, VcardContent, WifiContent
from qrdesk.client.local import LocalTransport
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Link
from qrdesk.gui.app import build_window
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import InlineRunner, PoolRunner
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.seat import PORT, free_port, port_is_free
from qrdesk.gui.session import Session
from qrdesk.gui.shell.palette_list import Group
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import style, tokens
from qrdesk.gui.widgets.buttons import LinkButton
from tests.gui.desks import a_client, a_desk, client_of, wait_for

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1"
CTRL = Qt.KeyboardModifier.ControlModifier
PAGES = ("home", "links", "studio", "batch", "analytics", "domains", "access", "activity", "settings")


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def scan(desk: Desk, slug: str, times: int = 1) -> None:
    """Record scans of a link as the daemon does, and drain them."""
    transport = client_of(desk).transport
    assert isinstance(transport, LocalTransport)
    folder = transport.opened.spool
    link = Link.get(Link.slug == slug)
    spool = Spool(folder, fsync_ms=0)
    for _ in range(times):
        spool.record(time.time_ns() // 1000, link.workspace_id, link.id, "s", PHONE, "de", "", "203.0.113.0/24")
    spool.close()
    assert drain_once(folder, now=datetime.now(UTC)).hits == times


@pytest.mark.parametrize("key", PAGES)
def test_every_page_opens_on_an_empty_database_and_on_a_used_one(desk: Desk, key: str) -> None:
    desk.window.show_page(key)
    client_of(desk).links.create(LinkDraft(destination="https://example.com", title="Menu", slug="menu"))
    scan(desk, "menu", 3)
    desk.session.links_changed.emit()
    QApplication.processEvents()
    assert desk.window.current_page() == key
    assert not desk.window.grab().isNull()


def test_build_window_shows_home_on_a_session_that_is_connected(tmp_path: Path) -> None:
    session = Session()
    session.connect_local(str(tmp_path / "links.db"))
    window = build_window(session, State(tmp_path / "desk"), InlineRunner())
    assert window.current_page() == "home"
    window.close()
    session.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_home_shows_the_code_that_is_then_made(desk: Desk, qtbot: QtBot) -> None:
    make, figures = desk.home.make, desk.home.figures.strip
    assert figures.isHidden(), "zeros alone teach nothing"
    assert "Make your first code" in desk.home._quiet.text()
    qtbot.keyClicks(make.field.input, "https://example.com/menu")
    promised = make._as.text()
    assert make.code.has_code()
    qtbot.keyClick(make.field.input, Qt.Key.Key_Return)
    (link,) = client_of(desk).links.list().data
    assert promised == f"as {link.short_url.removeprefix('https://')}"
    assert desk.window.current_page() == "links"
    assert desk.links.editor.link() == link
    desk.show_page("home")
    assert not figures.isHidden()
    assert "Print the code" in desk.home._quiet.text()


@pytest.mark.wide
def test_home_leads_to_codes_that_need_no_address(desk: Desk, qtbot: QtBot) -> None:
    for name, key in (("Wi-Fi", "wifi"), ("Contact", "vcard")):
        desk.show_page("home")
        (button,) = (one for one in desk.home.make.findChildren(LinkButton) if one.text() == name)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        page = desk.window.page("studio")
        assert isinstance(page, StudioPage)
        assert desk.window.current_page() == "studio"
        assert page.content.static.form().kind == key


def test_home_offers_to_mend_an_address(desk: Desk, qtbot: QtBot) -> None:
    make = desk.home.make
    qtbot.keyClicks(make.field.input, "htp:/example.com/menu")
    qtbot.keyClick(make.field.input, Qt.Key.Key_Return)
    assert make.field.has_error()
    assert client_of(desk).links.list().pagination.total == 0
    qtbot.keyClick(make.field.input, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(make.field.input, "example.com/menu")
    qtbot.keyClick(make.field.input, Qt.Key.Key_Return)
    assert [link.destination for link in client_of(desk).links.list().data] == ["https://example.com/menu"]


def test_scans_arrive_on_home_by_themselves(tmp_path: Path) -> None:
    with a_desk(tmp_path, PoolRunner()) as desk:
        client_of(desk).links.create(LinkDraft(destination="https://example.com", title="Menu", slug="menu"))
        wait_for(lambda: desk.pulse._cursor is not None, "the first look")
        scan(desk, "menu", 3)
        wait_for(lambda: len(desk.home.live.rows()) == 3, "the scans to be shown", 5)
        assert desk.home.live.rows()[0].title == "Menu"
        wait_for(lambda: desk.home.figures.today.accessibleName().startswith("Scans today: 3."), "the figure", 8)


def test_the_palette_finds_links_and_starts_a_new_one(desk: Desk, qtbot: QtBot) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com", title="Price list", slug="preise"))
    qtbot.keyClick(desk.window, Qt.Key.Key_K, CTRL)
    finder = desk.window.finder
    qtbot.keyClicks(finder.input, "price")
    assert [hit.title for hit in finder.hits()] == ["Price list"]
    qtbot.keyClick(finder.input, Qt.Key.Key_Return, CTRL)
    assert QApplication.clipboard().text() == "https://go.example/preise"
    qtbot.keyClick(desk.window, Qt.Key.Key_K, CTRL)
    finder.input.clear()
    qtbot.keyClicks(finder.input, "new link")
    qtbot.keyClick(finder.input, Qt.Key.Key_Return)
    assert desk.links.editor.isVisible()
    assert desk.links.editor.link() is None


@pytest.mark.wide
def test_the_palette_finds_codes_without_a_link_where_they_are(desk: Desk, qtbot: QtBot) -> None:
    codes = client_of(desk).codes
    network = WifiContent(type="wifi", ssid="Café Lund", password="apfelkuchen7")
    bar = codes.create(CodeDraft(content=network))
    card = CodeDraft(content=VcardContent(type="vcard", first_name="Anna"), name="Card")
    codes.create(card)
    qtbot.keyClick(desk.window, Qt.Key.Key_K, CTRL)
    finder = desk.window.finder

    def found(text: str) -> list[str]:
        finder.input.clear()
        qtbot.keyClicks(finder.input, text)
        return [hit.title for hit in finder.hits() if hit.group is Group.LINKS]

    assert found("cafe lund") == ["Wi-Fi Café Lund"]
    assert found("contact") == ["Card"]  # by the name of its kind
    assert found("apfelkuchen7") == []
    assert found("wifi") == ["Wi-Fi Café Lund"]
    qtbot.keyClick(finder.input, Qt.Key.Key_Return)
    static = desk.studio._bench.static()
    assert static is not None
    assert static.code == bar  # whole: it is opened to be changed


def test_domains_say_whether_their_codes_may_be_printed(desk: Desk) -> None:
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    assert isinstance(page, DomainsPage)
    assert page.model.index(0, 0).data() == "go.example, Default: new codes carry it, Serving, Fit for print"


def test_settings_change_name_zone_and_address(desk: Desk) -> None:
    desk.window.show_page("settings")
    page = desk.settings
    page.name.set_text("Kaffeehaus Linde")
    page.zone.choose("Europe/Berlin")
    page._save.click()
    assert client_of(desk).workspace.get().time_zone == "Europe/Berlin"
    assert desk.window.windowTitle().startswith("Kaffeehaus Linde")
    page.address.set_text("linde.example")
    page._use.click()
    assert client_of(desk).domains.list()[0].url == "https://linde.example"
    page.address.set_text("https://linde.example/path")
    page._use.click()
    assert page.address.has_error()


def test_what_is_typed_in_settings_and_not_saved_stays(desk: Desk) -> None:
    desk.window.show_page("settings")
    desk.settings.name.set_text("Kaffeehaus")
    desk.window.show_page("home")
    desk.window.show_page("settings")
    assert desk.settings.name.text() == "Kaffeehaus"
    assert desk.settings.address.text() == "https://go.example"


def test_a_name_that_cannot_be_saved_is_said_at_the_name(desk: Desk) -> None:
    desk.window.show_page("settings")
    desk.settings._not_saved(ServerUnreachable("https://go.example does not answer."))
    assert desk.settings.name.has_error()
    assert not desk.settings.address.has_error()


def test_nothing_of_one_place_stays_where_another_is_opened(desk: Desk, tmp_path: Path) -> None:
    link = client_of(desk).links.create(LinkDraft(destination="https://example.com/", title="Menu"))
    desk.session.links_changed.emit()
    desk.routes.open_link(link.id)
    desk.links.editor.fields.title.set_text("Menu, winter")
    desk.links.editor.save()
    desk.links.editor.fields.title.set_text("Menu, spring")
    here, client = desk.session.place, client_of(desk)
    away = Client.remote("http://127.0.0.1:9", "qrd_none", tries=1)
    desk.session.use(away, "remote", "http://127.0.0.1:9")
    assert not desk.links.model.links(), "links of the place before are not this place's links"
    assert desk.links.editor.link() is None
    assert desk.links.editor.isHidden()
    desk.window.undo_last()
    assert client.links.get(link.id).title == "Menu, winter"
    desk.session.use(client, "local", here)
    desk.routes.open_link(link.id)
    assert desk.links.editor.fields.title.text() == "Menu, spring", "what was typed is there again"


def test_a_port_below_1024_is_refused(desk: Desk) -> None:
    desk.window.show_page("settings")
    desk.settings.here.port.set_text("80")
    desk.settings.here.move_port.click()
    assert desk.settings.here.port.has_error()
    assert desk.state.read(PORT, 0) == 0


def test_the_look_is_chosen_in_settings_and_remembered(desk: Desk) -> None:
    desk.window.show_page("settings")
    desk.settings.look.chosen.emit("dark")
    wait_for(style.appearance().is_whole, "the other look")
    assert tokens.scheme() == "dark"
    assert desk.state.read("appearance", "") == "dark"
    style.appearance().choose("light")


def test_one_may_look_at_the_first_page_and_go_back(desk: Desk) -> None:
    desk.routes.show_page("first_run")
    assert not desk.opening.is_done()
    assert not desk.window.sidebar.isVisible()
    page = desk.opening.page()
    assert page is not None
    page.back_wanted.emit()  # type: ignore[attr-defined] - the first page
    assert desk.opening.is_done()
    assert desk.window.sidebar.isVisible()


def test_the_process_opens_serves_and_ends_in_order(tmp_path: Path) -> None:
    a_client(tmp_path, "http://localhost:8765").close()
    config, port = tmp_path / "config", free_port(0)
    state = State(config)
    state.write(PORT, port)
    state.sync()
    environ = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QRDESK_CONFIG_DIR": str(config),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    command = [
        sys.executable,
        "-c",
        "import gc, sys; from qrdesk.gui.app import main; sys.exit(main(sys.argv[:1], sys.argv[1]) or gc.isenabled())",
    ]
    with subprocess.Popen([*command, str(tmp_path / "links.db")], env=environ, stderr=subprocess.PIPE) as app:
        try:
            note = tmp_path / "links.db.d" / "daemon.json"
            wait_for(lambda: note.exists() or app.poll() is not None, "the daemon to serve")
            assert app.poll() is None
            app.send_signal(signal.SIGTERM)
            _, said = app.communicate(timeout=30)
        finally:
            app.kill()
    assert app.returncode == 0, said.decode()
    assert not note.exists(), "the daemon took its note away: it stopped cleanly"
    assert port_is_free(port)
    assert b"Traceback" not in said
