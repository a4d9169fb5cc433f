"""A server of one's own: its folder from the first page, and everything moved there, with a real daemon."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qrdesk.client import Client, CodeDraft, EndpointDraft, KeyDraft, LinkDraft, moving, server_keys
from qrdesk.client.moving import Kind, Report, Verified, Why
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.schemas.codes_bulk import PrintedDraft
from qrdesk.core.settings import Settings
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.pages.move import MovePage
from qrdesk.gui.pages.move_changes import command_of
from qrdesk.gui.pages.move_result import MoveResult
from qrdesk.gui.pages.server_setup import ServerSetup
from qrdesk.gui.widgets.cells import CELL_ROLE
from tests.daemon.daemons import Daemon
from tests.gui.desks import a_desk, client_of, wait_for

URL = "https://go.linde.example"


@contextmanager
def a_server(folder: Path) -> Generator[tuple[str, str]]:
    """Serve an empty workspace; yield address and key. Before a desk: a process has one database."""
    with Client.local(str(folder / "there.db"), Settings(public_url=URL)) as owner:
        key = owner.keys.create(KeyDraft(name="move")).key
    daemon = Daemon(folder / "there.db", QRDESK_WEBHOOK_ALLOWED_NETWORKS="127.0.0.0/8")
    try:
        yield f"http://127.0.0.1:{daemon.port}", key
    finally:
        daemon.stop()


@contextmanager
def a_filled_desk(folder: Path) -> Generator[Desk]:
    """Yield the app on links that codes of this computer lead to."""
    with a_desk(folder, PoolRunner(), public_url="http://localhost:8765") as desk:
        client = client_of(desk)
        for number in range(5):
            link = client.links.create(LinkDraft(destination=f"https://example.com/{number}", slug=f"s{number}"))
            client.codes.create(CodeDraft(link_id=link.id, name=f"Table {number}"))
        printed = next(client.codes.each()).id
        client.codes.remember_printed(PrintedDraft(codes=(printed,)))
        client.webhooks.create(EndpointDraft(url="https://till.example/hook", name="Till"))
        yield desk


def moving_page(desk: Desk) -> MovePage:
    """Open the page by its button in the settings."""
    desk.window.show_page("settings")
    desk.settings.places.move_away.click()
    page = desk.opening.page()
    assert isinstance(page, MovePage)
    return page


def look(page: MovePage, address: str, key: str) -> None:
    """Let the page see what would be copied."""
    page.address.set_text(address)
    page.key.set_text(key)
    page.look.click()
    wait_for(page.copy.isVisible, "what would be copied")


def test_everything_moves_and_the_app_goes_along(tmp_path: Path) -> None:
    with a_server(tmp_path) as (address, key), a_filled_desk(tmp_path) as desk:
        page = moving_page(desk)
        look(page, address, key)
        assert len(page.changes.changes) == 5
        assert page.changes.model.rowCount() == 5
        assert page.changes.model.key_at(0) == next(one.code_id for one in page.changes.changes if one.printed_at)
        now, there = (page.changes.model.index(0, column).data(CELL_ROLE) for column in (1, 2))
        assert (now.title, there.title) == ("localhost:8765", URL.partition("://")[2]), "the host is in sight whole"
        assert "terminal" not in page.changes.findChildren(QLabel)[1].text()
        page.changes.fold.click()
        page.changes.details.findChildren(QPushButton)[0].click()
        assert QGuiApplication.clipboard().text() == "qrdesk serve --port 8765"
        page.changes.save_wanted.emit(tmp_path / "again.csv")
        wait_for((tmp_path / "again.csv").exists, "the list")
        assert f"{URL}/r/s4" in (tmp_path / "again.csv").read_text("utf-8-sig")
        page.copy.click()
        wait_for(page.go.isVisible, "everything to be copied")
        assert "Everything is there" in page.result.note.accessibleName()
        assert not page.again.isVisible()
        (copy,) = [one for one in page.secrets.findChildren(QPushButton) if "secret" in one.accessibleName()]
        copy.click()
        assert QGuiApplication.clipboard().text().startswith("whsec_")
        assert desk.session.mode == "local", "nothing changes before the person says so"
        page.go.click()
        wait_for(desk.opening.is_done, "the new server to be used")
        assert (desk.session.mode, client_of(desk).workspace.get().url) == ("remote", URL)
        assert {link.slug for link in client_of(desk).links.each()} == {f"s{number}" for number in range(5)}


@pytest.mark.slow
def test_a_move_that_is_cancelled_says_what_is_kept_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_go = threading.Event(), threading.Event()
    move = moving.move

    def held(source: Client, target: Client, step: moving.Step, report: moving.Report) -> moving.Report:
        def slowly(done: int, total: int) -> None:
            if done > 7:  # the links are there by then, and codes are made
                begun.set()
                assert may_go.wait(60)
            step(done, total)

        return move(source, target, slowly, report)

    with a_server(tmp_path) as (address, key), a_filled_desk(tmp_path) as desk:
        page = moving_page(desk)
        look(page, address, key)
        monkeypatch.setattr(moving, "move", held)
        page.copy.click()
        wait_for(begun.is_set, "the move to be under way")
        assert page.cancel.isVisible()
        assert not page.back.isEnabled()
        assert [work.title for work in desk.window.status.works()] == ["Copying to the new server"]
        page.cancel.click()
        may_go.set()
        wait_for(page.notice.isVisible, "it to stop")
        assert "nothing is made twice" in page.notice.note.accessibleName()
        assert page.copy.text() == "Go on copying"
        assert desk.window.status.works() == []
        monkeypatch.setattr(moving, "move", move)
        page.copy.click()
        wait_for(page.go.isVisible, "the rest to be copied")
        assert "Everything is there" in page.result.note.accessibleName()
        with Client.remote(address, key) as there:
            assert (there.links.list().pagination.total, there.codes.list().pagination.total) == (5, 5)


@pytest.mark.wide
def test_a_server_that_cannot_take_it_is_told_at_its_field_and_another_try_begins_anew(tmp_path: Path) -> None:
    with a_server(tmp_path) as (address, key), a_filled_desk(tmp_path) as desk:
        page = moving_page(desk)
        page.look.click()
        assert page.address.has_error()
        page.address.set_text("http://127.0.0.1:9")
        page.key.set_text("qrd_x")
        page.look.click()
        wait_for(page.address.has_error, "the address to be refused")
        page.address.set_text(address)
        page.look.click()
        wait_for(page.key.has_error, "the key to be refused")
        assert not page.plan.isVisible()
        look(page, address, key)
        shown = len([one for one in page.plan.findChildren(QLabel) if one.isVisible()])
        page.back.click()
        look(page, address, key)
        assert len([one for one in page.plan.findChildren(QLabel) if one.isVisible()]) == shown > 20
        page.back.click()
        page.back.click()
        assert desk.opening.is_done()
        assert desk.window.current_page() == "settings"


@pytest.mark.wide
def test_the_folder_for_a_server_is_written_from_the_first_page(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path, PoolRunner(), connected=False) as desk:
        desk.opening.start()
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        qtbot.keyClicks(page.setup.host.input, "go.linde")
        qtbot.keyClicks(page.setup.host.input, ".example")
        taken = tmp_path / "documents"
        taken.mkdir()
        (taken / "compose.yaml").write_text("mine")
        page.setup.choose_folder = lambda: taken
        qtbot.mouseClick(page.setup.button, Qt.MouseButton.LeftButton)
        wait_for(lambda: isinstance(desk.opening.page(), ServerSetup), "the folder")
        ready = desk.opening.page()
        assert isinstance(ready, ServerSetup)
        made = taken / f"qrdesk-{URL.removeprefix('https://')}"
        assert (made / "data/qrdesk.db").exists()
        assert (taken / "compose.yaml").read_text() == "mine"
        key = ready.once.text()
        assert server_keys.recall(desk.state.folder, URL) == key, "kept for the day on which the server runs"
        ready.once.copy.click()
        assert QGuiApplication.clipboard().text() == key
        ready.show_refusal(ServerUnreachable("It does not answer."))
        assert "does not answer" in ready.notice.note.accessibleName()
        again = next(one for one in ready.notice.findChildren(QPushButton) if one.text() == "Try again")
        tried: list[str] = []
        ready.connect_wanted.disconnect()
        ready.connect_wanted.connect(lambda address, _key: tried.append(address))
        again.click()
        assert (tried, ready.connect_button.isEnabled()) == ([URL], False)
        foot = ready.connect_button.mapTo(ready, ready.connect_button.rect().bottomRight()).y()
        assert foot < ready.height(), "in sight, however long the steps are"
        ready.back.click()
        first = desk.opening.page()
        assert isinstance(first, FirstRun)
        assert URL in first.kept_for
        desk.state.sync()
        for file in (one for one in (tmp_path / "desk").iterdir() if one.is_file()):
            assert key not in file.read_text(encoding="utf-8"), file
        first.setup.host.set_text("go.linde.example")
        first.setup.choose_folder = lambda: taken
        first.setup.button.click()
        wait_for(first.trouble.isVisible, "the refusal")
        assert "There is something in" in first.trouble.note.accessibleName(), "a second time nothing is written"


@pytest.mark.wide
def test_the_key_of_a_new_server_need_not_be_typed_again(tmp_path: Path) -> None:
    with a_server(tmp_path) as (address, key), a_desk(tmp_path, PoolRunner(), connected=False) as desk:
        server_keys.remember(desk.state.folder, address, key)
        desk.opening.start()
        page = desk.opening.page()
        assert isinstance(page, FirstRun)
        page.address.set_text(address)
        page.connect_button.click()
        assert page.key.has_error(), "of an address that is not known it is asked for"
        page.kept_for = frozenset({address})
        page.connect_button.click()
        wait_for(desk.opening.is_done, "the server to be used")
        assert desk.session.mode == "remote"


@pytest.mark.parametrize("typed", ["", "linde.local", "http://go.linde.example", "go.linde.example/menu"])
def test_a_name_that_codes_cannot_carry_is_told_before_a_folder_is_asked_for(qtbot: QtBot, typed: str) -> None:
    page = FirstRun("", 8765)
    qtbot.addWidget(page)
    page.setup.choose_folder = lambda: pytest.fail("a folder was asked for")
    page.setup.host.set_text(typed)
    page.setup.button.click()
    assert page.setup.host.has_error()


def test_what_needs_a_hand_is_named_once_with_what_to_do(qtbot: QtBot) -> None:
    result = MoveResult()
    for part in (result, result.hand):
        qtbot.addWidget(part)
    report = Report()
    report.remark(Kind.LINKS, "lunch", Why.REFUSED, "This address is taken.", "Lunch menu")
    report.remark(Kind.WEBHOOKS, "Till", Why.NEW_SECRET)
    report.remark(Kind.WEBHOOKS, "Till", Why.HEADERS, "X-Token")
    found = Verified({}, {}, missing=["lunch"], titles={"lunch": "Lunch menu"})
    result.show_result(report, found)
    said = [label.text() for label in result.hand.findChildren(QLabel)]
    assert [said.count(name) for name in ("Lunch menu", "lunch", "Till")] == [1, 0, 1]
    assert any("This address is taken. Change it here or there, then copy again." in one for one in said)
    assert "Missing there: Lunch menu." in result.note.accessibleName()


def test_the_line_that_serves_without_the_app_listens_where_codes_lead() -> None:
    assert command_of("http://192.168.178.24:8765/r/a") == "qrdesk serve --host 0.0.0.0 --port 8765"
    assert command_of("http://localhost:9000/r/a") == "qrdesk serve --port 9000"
    assert command_of("https://go.linde.example/r/a") == "qrdesk serve"
