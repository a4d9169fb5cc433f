"""Changing places: late answers change nothing, a database that cannot be opened leads on, a slow server is said."""

import socket
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, LinkDraft, http, server_keys
from qrdesk.client.http import HttpTransport
from qrdesk.client.server_keys import Kept
from qrdesk.core import secret_files
from qrdesk.core.errors import CannotWrite
from qrdesk.core.settings import default_database
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import InlineRunner, PoolRunner
from qrdesk.gui.opening import CHOSEN, MODE, SERVER
from qrdesk.gui.pages.first_run import FirstRun, Troubled
from qrdesk.gui.pulse import Pulse
from qrdesk.gui.seat import PORT, free_port
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.widgets.buttons import Button
from tests.access import access
from tests.gui.desks import a_client, a_desk, wait_for
from tests.gui.held_jobs import HeldJobs
from tests.gui.hits import store
from tests.keyrings import MemoryKeyring, using

NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def titles(desk: Desk) -> list[str]:
    return [link.title for link in desk.home.model.links()]


def test_an_older_answer_never_overwrites_a_newer_one_on_home(desk: Desk) -> None:
    late = HeldJobs(only_answers=True)
    desk.home._jobs = late
    desk.home.refresh()
    desk.session.the_client().links.create(LinkDraft(destination="https://example.com/", title="Menu"))
    desk.home.refresh()
    older, newer = late.held
    newer()
    assert titles(desk) == ["Menu"]
    older()
    assert titles(desk) == ["Menu"]


def test_an_answer_of_the_place_before_is_not_shown_on_home(desk: Desk) -> None:
    late = HeldJobs(only_answers=True)
    desk.home._jobs = late
    desk.session.the_client().links.create(LinkDraft(destination="https://example.com/", title="Menu"))
    desk.home.refresh()
    (of_the_place_before,) = late.held
    desk.session.use(Client.remote(NOBODY, "qrd_none", tries=1), "remote", NOBODY)
    of_the_place_before()
    assert titles(desk) == []


def test_the_first_answer_of_the_place_before_does_not_begin_the_list_of_this_one(desk: Desk) -> None:
    late = HeldJobs(only_answers=True)
    pulse = Pulse(desk.session, late, desk)
    began: list[bool] = []
    pulse.began.connect(lambda: began.append(True))
    pulse.poll()
    pulse.start()
    of_the_place_before, of_this_place = late.held
    of_the_place_before()
    assert not began
    of_this_place()
    assert began == [True]
    pulse.clock.stop()


def test_a_pulse_far_behind_begins_anew_with_the_latest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    link = desk.session.the_client().links.create(LinkDraft(destination="https://example.com/", title="Menu"))
    pulse = Pulse(desk.session, InlineRunner(), desk)
    pulse.clock.stop()
    began: list[int] = []
    pulse.began.connect(lambda: began.append(len(pulse.latest)))
    pulse.start()
    monkeypatch.setattr("qrdesk.gui.pulse._KEPT", 3)
    store(link, 9)
    for _ in range(2):
        pulse.poll()
    assert began == [0, 3]
    pulse.clock.stop()


def test_a_server_left_stays_open_for_jobs_until_the_app_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    monkeypatch.setattr(HttpTransport, "close", lambda transport: closed.append(transport.server))
    session = Session()
    session.connect_remote("http://127.0.0.1:8", "qrd_none")
    session.connect_remote(NOBODY, "qrd_none")
    assert not closed
    session.close()
    assert sorted(closed) == ["http://127.0.0.1:8", NOBODY]


def test_a_server_that_keeps_silent_is_connecting_and_then_unreachable(
    qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience = http._HEALTH_S
    longest = max(patience.connect_s + patience.read_s, patience.whole_s)
    assert longest <= 8, "nobody waits a minute for a word about the server"
    monkeypatch.setattr(http, "_HEALTH_S", http._Patience(0.5, 0.5, 0.5))
    pool = PoolRunner()
    server = Server(pool)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = Client.remote(f"http://127.0.0.1:{silent.getsockname()[1]}", "qrd_none")
        server.follow(client)
        assert server.state is ServerState.CONNECTING
        wait_for(lambda: server.state is ServerState.UNREACHABLE, "its silence to be noticed", 10)
        server.close()
        assert pool.close()
        client.close()


def test_what_an_earlier_server_answers_is_not_said_of_the_next(qtbot: object) -> None:
    late = HeldJobs(only_answers=True)
    server = Server(late)
    server.follow(Client.remote("http://127.0.0.1:8", "qrd_none"))
    server.follow(Client.remote(NOBODY, "qrd_none", tries=1))
    of_the_earlier, of_the_next = late.held
    of_the_earlier()
    assert server.state is ServerState.CONNECTING
    of_the_next()
    assert server.state is ServerState.UNREACHABLE
    server.close()


@pytest.fixture
def broken() -> Path:
    """The person's own database, which is none."""
    path = Path(default_database())
    path.parent.mkdir(parents=True)
    path.write_text("just some notes that somebody put here", encoding="utf-8")
    return path


def press(page: QWidget | None, words: str) -> None:
    """Press the button of a page that is shown alone."""
    assert page is not None
    next(button for button in page.findChildren(Button) if button.text() == words).click()


def prepared(desk: Desk) -> None:
    desk.state.write(MODE, "local")
    desk.state.write(PORT, free_port(0))


def test_an_empty_database_is_made_beside_a_broken_one_and_remembered(tmp_path: Path, broken: Path) -> None:
    fresh = broken.with_name("qrdesk-2.db")
    with a_desk(tmp_path, connected=False) as desk:
        prepared(desk)
        desk.opening.start()
        page = desk.opening.page()
        assert isinstance(page, Troubled)
        assert f"{broken} stays as it is" in page.note.accessibleName()
        buttons = [button for button in page.findChildren(Button) if button.isVisible()]
        wait_for(lambda: all(one.width() >= one.sizeHint().width() for one in buttons), "room for every word", 5)
        press(page, "Start with an empty database")
        assert desk.opening.is_done()
        assert desk.session.place == str(fresh)
        assert str(broken) in desk.window.status.sentence()
        desk.session.the_client().links.create(LinkDraft(destination="https://example.com/", title="Menu"))
    assert broken.read_text(encoding="utf-8").startswith("just some notes")
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.start()
        assert desk.session.place == str(fresh), "the next start opens it too"
        assert [link.title for link in desk.session.the_client().links.list().data] == ["Menu"]


def test_try_it_now_on_a_broken_database_offers_another_file(tmp_path: Path, broken: Path) -> None:
    a_client(tmp_path).close()
    with a_desk(tmp_path, connected=False) as desk:
        prepared(desk)
        desk.opening.start()
        press(desk.opening.page(), "Open other links")
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        page.wifi.setChecked(False)
        page.try_button.click()
        assert page.trouble.isVisible()
        assert "Start with an empty database" in [button.text() for button in page.findChildren(Button)]
        desk.opening.choose_path = lambda _folder: None
        press(page, "Choose another file…")
        assert desk.opening.page() is page, "nobody chose anything"
        desk.opening.choose_path = lambda folder: tmp_path / "links.db" if folder == broken.parent else None
        press(page, "Choose another file…")
        assert desk.opening.is_done()
        assert desk.session.place == desk.state.read(CHOSEN, "") == str(tmp_path / "links.db")


def test_another_file_that_cannot_be_opened_either_is_not_remembered(tmp_path: Path, broken: Path) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        prepared(desk)
        desk.opening.start()
        desk.opening.choose_path = lambda _folder: broken
        press(desk.opening.page(), "Choose another file…")
        assert isinstance(desk.opening.page(), Troubled)
        assert desk.state.read(CHOSEN, "") == ""


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_notes_under_the_figures_of_home_are_never_cut_off(desk: Desk, qtbot: object, width: int) -> None:
    desk.window.resize(width, 800)
    home = desk.home
    figures = home.figures
    figures.visitors.show_value("12,820", "128,200 in the 7 before")
    notes = [figure._note for figure in figures.all()]
    for change in (-16.9, 899.5):
        figures.today.show_value("12,820", "on last Wed by 12:00", change)
        figures.week.show_value("128,200", "on the 7 before", change)
        wait_for(lambda: home._right.width() == (344 if width == 1280 else 296), "the page to be laid out")
        wait_for(lambda: all(note.shown_text() == note.text() for note in notes), "whole notes", 5)
        assert not any("…" in note.shown_text() for note in notes)


@pytest.fixture
def signed_in(tmp_path: Path) -> Generator[tuple[Desk, MemoryKeyring]]:
    """The app on a server that does not answer, with a key of it in the keyring."""
    ring = MemoryKeyring()
    with using(ring), a_desk(tmp_path, connected=False) as desk:
        server_keys.remember(desk.state.folder, NOBODY, "qrd_mine")
        server_keys.remember(desk.state.folder, "https://other.example", "qrd_other")
        desk.state.write(MODE, "remote")
        desk.state.write(SERVER, NOBODY)
        desk.opening.start()
        yield desk, ring


def test_who_signs_out_leaves_no_key_even_where_the_server_does_not_answer(
    signed_in: tuple[Desk, MemoryKeyring],
) -> None:
    desk, ring = signed_in
    panel = access(desk, "workspace").workspace.panel
    assert panel.sign_out.isVisible()
    panel.sign_out.click()
    assert panel.last.isVisible()
    assert list(ring.kept.values()) == ["qrd_mine", "qrd_other"]
    panel.last.final.click()
    assert list(ring.kept.values()) == ["qrd_other"]
    assert isinstance(desk.opening.page(), FirstRun)
    assert desk.state.read(MODE, "") == ""
    assert f"You have signed out of {NOBODY}" in desk.window.status.sentence()


@pytest.mark.wide
def test_a_file_that_cannot_be_written_is_said_when_the_key_is_to_be_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_told: object) -> None:
        raise CannotWrite("The disk is full.")

    with using(), a_desk(tmp_path, connected=False) as desk:
        assert server_keys.remember(desk.state.folder, NOBODY, "qrd_mine") is Kept.FILE
        desk.session.connect_remote(NOBODY, "qrd_mine")
        monkeypatch.setattr(secret_files, "replace", full)
        desk.opening.leave("You have signed out")
        assert isinstance(desk.opening.page(), FirstRun)
        said = "You have signed out. The key could not be taken off this computer: The disk is full."
        assert desk.window.status.sentence() == said
        assert server_keys.recall(desk.state.folder, NOBODY) == "qrd_mine"
