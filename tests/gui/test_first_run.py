"""The first page: trying it on this computer, connecting to a server, and what is said when that fails."""

import socket
import subprocess
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
import requests
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qrdesk.client import KeyDraft, LinkDraft
from qrdesk.core.errors import KeyUnknown, ServerUnreachable
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.first_run import FirstRun, Troubled
from qrdesk.gui.sample import SAMPLE
from qrdesk.gui.seat import PORT, free_port
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.widgets.labels import Paragraph
from tests.daemon.daemons import Daemon
from tests.gui.desks import a_client, a_desk, a_server, wait_for
from tests.gui.spoken import german
from tests.keyrings import MemoryKeyring, using


def status_of(url: str) -> int:
    """Return how the daemon answers at ``url``, without following it."""
    return requests.get(url, allow_redirects=False, timeout=30).status_code


def test_try_it_now_serves_a_sample_that_one_click_removes(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path, PoolRunner(), connected=False) as desk:
        port = free_port(0)
        desk.state.write(PORT, port)
        desk.opening.start()
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        page.wifi.setChecked(False)
        qtbot.mouseClick(page.try_button, Qt.MouseButton.LeftButton)
        wait_for(lambda: desk.server.state is ServerState.NETWORK_ONLY, "the server to serve")
        wait_for(desk.home.sample_note.isVisible, "the sample to be shown")
        assert desk.window.current_page() == "home"
        assert desk.window.pill.text() == "This computer only"
        assert desk.home.attention.near.isVisible()
        (sample,) = desk.session.the_client().links.list().data
        assert sample.title == "Sample: lunch menu"
        assert sample.hit_count == 191, "a week of hits to look at"
        assert status_of(sample.code_url) == 302
        desk.home.sample.remove()
        wait_for(lambda: not desk.home.sample_note.isVisible(), "the sample to go")
        wait_for(lambda: status_of(sample.code_url) == 410, "the sample's code to say that it is gone")
        assert desk.state.read(SAMPLE, "") == ""
        assert desk.session.the_client().analytics.totals().scans <= 1, "its hits went with it"


@pytest.mark.wide
def test_the_port_chosen_once_is_kept_even_when_another_one_would_be_free(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path, connected=False) as desk, socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        desk.state.write(PORT, taken)
        desk.opening.start()
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        page.wifi.setChecked(False)
        qtbot.mouseClick(page.try_button, Qt.MouseButton.LeftButton)
        assert desk.state.read(PORT, 0) == taken
        wait_for(desk.home.notice.isVisible, "the page to say that the port is taken, once it was waited for")
        assert f"Port {taken} is used by another program" in desk.home.notice.note.accessibleName()
        other.close()
        desk.window.pill.start_wanted.emit()
        wait_for(lambda: desk.server.state is ServerState.NETWORK_ONLY, "the server to serve at last")
        assert not desk.home.notice.isVisible()


def test_a_server_that_does_not_answer_is_said_at_its_field_and_the_text_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.start()
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        qtbot.keyClicks(page.address.input, "http://127.0.0.1:9")
        qtbot.keyClicks(page.key.input, "qrd_wrong")
        qtbot.keyClick(page.key.input, Qt.Key.Key_Return)
        assert page.address.has_error()
        assert page.address.text() == "http://127.0.0.1:9"
        assert desk.opening.page() is page, "nothing was saved"
        assert desk.state.read("connection/mode", "") == ""


def test_an_empty_address_or_key_is_asked_for(qtbot: QtBot) -> None:
    page = FirstRun("", 8765)
    qtbot.addWidget(page)
    qtbot.mouseClick(page.connect_button, Qt.MouseButton.LeftButton)
    assert page.address.has_error()
    page.address.set_text("https://go.example")
    qtbot.mouseClick(page.connect_button, Qt.MouseButton.LeftButton)
    assert not page.address.has_error()
    assert page.key.has_error()


@pytest.mark.parametrize(
    ("error", "field"), [(ServerUnreachable("Away."), "address"), (KeyUnknown("Nobody knows this key."), "key")]
)
def test_a_refusal_is_said_where_it_can_be_mended(qtbot: QtBot, error: Exception, field: str) -> None:
    page = FirstRun("", 8765)
    qtbot.addWidget(page)
    page.show_refusal(error)
    assert getattr(page, field).has_error()


def test_without_a_network_phones_cannot_be_promised_anything(qtbot: QtBot) -> None:
    page = FirstRun("", 8765)
    qtbot.addWidget(page)
    assert not page.wifi.isEnabled()
    assert not page.wifi.isChecked()


def test_who_comes_from_inside_the_app_is_not_greeted_as_new(qtbot: QtBot) -> None:
    for inside in (False, True):
        page = FirstRun("", 8765, can_go_back=inside)
        qtbot.addWidget(page)
        said = " ".join(label.text() for label in page.findChildren(QLabel))
        assert ("New to QRDesk?" in said) is not inside
        assert "You can change this later" in said


def test_what_only_a_server_needs_is_folded_away(qtbot: QtBot) -> None:
    page = FirstRun("192.0.2.2", 8765)
    qtbot.addWidget(page)
    page.show()
    form = page.setup
    assert not form.dns.isVisible()
    qtbot.keyClicks(form.host.input, "qr.linde.example")
    qtbot.mouseClick(form.details, Qt.MouseButton.LeftButton)
    assert form.dns.isVisible()
    assert any("<b>qr</b>" in said.text() for said in form.dns.findChildren(Paragraph))
    in_sight = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))
    form.details.click()
    plain = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))
    assert "Caddy" in in_sight
    assert not {"Caddy", "AAAA", "port"} & set(plain.replace(",", " ").split())


def test_a_file_that_is_no_database_is_said_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("just some notes that somebody put here", encoding="utf-8")
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.start(str(tmp_path / "notes.db"))
        page = desk.opening.page()
        assert isinstance(page, Troubled)
        assert "is not a QRDesk database" in page.note.accessibleName()
        assert (tmp_path / "notes.db").read_text(encoding="utf-8").startswith("just some notes")


@pytest.fixture
def memory_keyring() -> Iterator[None]:
    """A keyring that works, in memory."""
    with using(MemoryKeyring()):
        yield


@contextmanager
def a_daemon(folder: Path) -> Generator[tuple[str, str, "subprocess.Popen[str]"]]:
    """Serve a database of one link in a process of its own; yield address, key and process."""
    with a_client(folder, "https://linde.example") as client:
        client.links.create(LinkDraft(destination="https://example.com", title="Far away", slug="far"))
        key = client.keys.create(KeyDraft(name="test")).key
    daemon = Daemon(folder / "links.db")
    try:
        yield f"http://127.0.0.1:{daemon.port}", key, daemon.process
    finally:
        daemon.stop()


def connect(desk: Desk, address: str, key: str) -> None:
    """Fill in the second card and press its button."""
    desk.opening.start()
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.address.set_text(address)
    page.key.set_text(key)
    page.connect_button.click()


def test_a_server_far_away_is_used_and_its_absence_is_said(tmp_path: Path) -> None:
    with a_daemon(tmp_path) as (address, key, daemon), a_desk(tmp_path, PoolRunner(), connected=False) as desk:
        connect(desk, address, key)
        wait_for(desk.opening.is_done, "the server to be tested")
        assert "no keyring that works" in desk.window.toasts()[-1].words
        wait_for(lambda: [link.title for link in desk.links.model.links()] == ["Far away"], "its links")
        wait_for(lambda: desk.server.state is ServerState.SERVING, "the pill")
        assert desk.window.pill.text() == "Serving at linde.example"
        daemon.terminate()
        daemon.wait(60)
        wait_for(lambda: desk.server.state is ServerState.UNREACHABLE, "its absence to be noticed")
        desk.window.show_page("links")
        desk.links.refresh()
        wait_for(desk.links.notice.isVisible, "the note")
        assert "linde.example has not answered since" in desk.links.notice.note.accessibleName()
        assert len(desk.links.model.links()) == 1, "what was loaded stays"


@pytest.mark.slow
@pytest.mark.usefixtures("memory_keyring")
def test_the_key_is_kept_in_the_keyring_and_in_no_file(tmp_path: Path) -> None:
    with a_daemon(tmp_path) as (address, key, _daemon):
        with a_desk(tmp_path, connected=False) as desk:
            connect(desk, address, key)
            assert desk.opening.is_done()
            desk.state.sync()
            assert not (tmp_path / "desk" / "server-keys.json").exists()
        written = (tmp_path / "desk" / "desktop.ini").read_text(encoding="utf-8")
        assert address in written
        assert key not in written
        with a_desk(tmp_path, connected=False) as desk:
            desk.opening.start()
            assert desk.opening.is_done()
            assert desk.session.the_client().links.get("far").title == "Far away"


@pytest.mark.slow
def test_without_a_keyring_the_key_is_kept_in_a_file_that_does_not_show_it(tmp_path: Path) -> None:
    with a_daemon(tmp_path) as (address, key, _daemon):
        with a_desk(tmp_path, connected=False) as desk:
            connect(desk, address, key)
            assert "kept in a file of yours, encrypted" in desk.window.toasts()[-1].words
            desk.state.sync()
        for file in (one for one in (tmp_path / "desk").iterdir() if one.is_file()):
            assert key not in file.read_text(encoding="utf-8"), file
        with a_desk(tmp_path, connected=False) as desk:
            desk.opening.start()
            assert desk.session.the_client().links.get("far").title == "Far away"


def test_a_wrong_key_is_said_at_the_key_and_nothing_is_saved(tmp_path: Path) -> None:
    with a_server(tmp_path) as (address, _key), a_desk(tmp_path, connected=False) as desk:
        connect(desk, address, "qrd_nonsense")
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        assert page.key.has_error()
        assert desk.state.read("connection/server", "") == ""


def test_a_key_that_was_not_kept_is_asked_for_again(tmp_path: Path) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        desk.state.write("connection/mode", "remote")
        desk.state.write("connection/server", "https://linde.example")
        desk.opening.start()
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        assert page.address.text() == "https://linde.example"
        assert page.key.has_error()


@pytest.mark.parametrize(
    ("spoken", "names"), [("en", ("My workspace", "Owner")), ("de", ("Mein Arbeitsbereich", "Inhaber"))]
)
def test_a_new_database_begins_in_the_language_of_the_person(
    qapp: QApplication, tmp_path: Path, spoken: str, names: tuple[str, str]
) -> None:
    with german(qapp) if spoken == "de" else nullcontext(), a_desk(tmp_path, connected=False) as desk:
        desk.opening.start(str(tmp_path / "new.db"))
        wait_for(desk.opening.is_done, "the new database to be open")
        client = desk.session.the_client()
        assert (client.me.get().workspace.name, client.members.list()[0].name) == names
