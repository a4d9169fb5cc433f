"""The app over both transports: on a database of its own, and on a workspace of its own at a real daemon."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qrdesk.client import Client, KeyDraft, WorkspaceDraft
from qrdesk.core.settings import Settings
from qrdesk.gui import far, file_dialogs
from qrdesk.gui.desk import Desk
from qrdesk.gui.shell.server_pill import ServerState
from tests.daemon.daemons import Daemon
from tests.gui.both.acting import Hand
from tests.gui.desks import a_desk

LOOPBACK = "127.0.0.0/8"  # where tests have a receiver of what webhooks tell


@dataclass(frozen=True, slots=True)
class FarServer:
    """A daemon in a process of its own, which all tests of this folder share: each takes a workspace there."""

    address: str
    keys: list[str]


@pytest.fixture(scope="session")
def far_server(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Generator[FarServer]:
    path = tmp_path_factory.mktemp("far") / "links.db"
    keys: list[str] = []
    with Client.local(str(path), Settings(public_url="https://go.example")) as owner:
        tests = sum("[remote" in test.nodeid for test in request.session.items)
        for number in range(2 * tests):  # a few tests go from one to another
            draft = WorkspaceDraft(name=f"Shop {number}", url=f"https://shop-{number}.example")
            there = owner.in_workspace(owner.workspaces.create(draft).id)
            keys.append(there.keys.create(KeyDraft(name="Anna")).key)
    daemon = Daemon(path, QRDESK_TARGET_CHECK_HOURS="0", QRDESK_WEBHOOK_ALLOWED_NETWORKS=LOOPBACK)
    try:
        yield FarServer(f"http://127.0.0.1:{daemon.port}", keys)
    finally:
        daemon.stop()


@pytest.fixture(params=["local", "remote"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, british: None) -> Generator[Desk]:
    """The app, on this computer and on a server."""
    with a_desk(tmp_path, connected=False) as made:
        if request.param == "remote":
            server: FarServer = request.getfixturevalue("far_server")
            made.session.use(far.client_of(server.address, server.keys.pop()), "remote", server.address)
        else:
            path = str(tmp_path / "links.db")
            settings = Settings(public_url="https://go.example", webhook_allowed_networks=LOOPBACK)
            made.session.use(Client.local(path, settings), "local", path)
        made.window.show_page("home")
        made.server.state = ServerState.SERVING  # the app starts none of its own here
        yield made


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    """A person at the app."""
    return Hand(qtbot)


@pytest.fixture
def answer_dialogs(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Answer the system's dialogs for files, which no test can see, with a path from now on."""

    def answer(path: Path) -> None:
        for dialog in ("save_name", "open_name"):
            monkeypatch.setattr(file_dialogs, dialog, lambda *_asked: (str(path), ""))
        monkeypatch.setattr(file_dialogs, "folder_name", lambda *_asked: str(path))

    return answer
