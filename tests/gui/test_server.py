"""The server of the app: a real daemon as a child process, on loopback."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
import requests
from PySide6.QtCore import QProcess

from qrdesk.client import Client, LinkDraft
from qrdesk.gui import server_refusals
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.seat import Seat, free_port, place_of, port_is_free
from qrdesk.gui.server import Server
from qrdesk.gui.shell.server_pill import ServerState
from tests.gui.desks import a_client, wait_for

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile"}

ROOT = Path(__file__).parents[2]
# An app that serves a database until it is killed.
APP = """
import sys
from PySide6.QtCore import QCoreApplication
from qrdesk.client import Client
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.seat import Seat
from qrdesk.gui.server import Server
from qrdesk.gui.shell.server_pill import ServerState

app = QCoreApplication(sys.argv[:1])
server = Server(PoolRunner())
server.trouble.connect(lambda title, _: print(title, flush=True))
server.state_changed.connect(lambda state, _: state is ServerState.NETWORK_ONLY and print("serving", flush=True))
server.serve(Client.local(sys.argv[1]), Seat(port=int(sys.argv[2])))
app.exec()
"""


@pytest.fixture
def pool(qtbot: object) -> Generator[PoolRunner]:
    runner = PoolRunner()
    yield runner
    runner.close()


@pytest.fixture
def client(tmp_path: Path) -> Generator[Client]:
    with a_client(tmp_path, "http://localhost:8765") as made:
        yield made


@pytest.fixture
def server(pool: PoolRunner) -> Generator[Server]:
    made = Server(pool)
    yield made
    made.close()


def test_the_server_starts_as_a_child_sends_visitors_on_and_stops_cleanly(client: Client, server: Server) -> None:
    link = client.links.create(LinkDraft(destination="https://example.com/menu", slug="menu"))
    seat = Seat(port=free_port())
    server.serve(client, seat)
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve")
    assert server.own
    assert server.address == f"localhost:{seat.port}"
    assert client.links.get(link.id).code_url == f"http://localhost:{seat.port}/r/menu", "codes carry the port served"
    answer = requests.get(f"http://localhost:{seat.port}/r/menu", headers=PHONE, allow_redirects=False, timeout=30)
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://example.com/menu")
    server.stop()
    wait_for(lambda: server.state is ServerState.STOPPED, "the server to stop")
    assert client.links.get(link.id).hit_count == 1, "a scan recorded before the stop is counted"
    assert port_is_free(seat.port)


def pid_of(client: Client) -> int:
    place = place_of(client)
    assert place is not None
    return int(json.loads((place.data_dir / "daemon.json").read_text())["pid"])


def kill(client: Client) -> None:
    os.kill(pid_of(client), signal.SIGKILL)


def test_a_port_in_use_is_told_with_what_to_do(client: Client, pool: PoolRunner) -> None:
    said: list[tuple[str, str]] = []
    server = Server(pool, patience_s=0)
    server.trouble.connect(lambda title, text: said.append((title, text)))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        server.serve(client, Seat(port=port))
        wait_for(lambda: bool(said), "the trouble to be told")
    assert said[0][0] == f"Port {port} is used by another program"
    assert "Your links are kept" in said[0][1]
    assert server.port_refused
    assert server.state is ServerState.STOPPED


def test_a_port_that_something_holds_for_a_moment_is_waited_for(client: Client, server: Server) -> None:
    said: list[str] = []
    server.trouble.connect(lambda title, _text: said.append(title))
    with socket.create_server(("127.0.0.1", 0)) as ending:
        port = ending.getsockname()[1]
        server.serve(client, Seat(port=port))
        wait_for(lambda: server._tries > 0, "the port to be found taken")
        assert server.state is ServerState.STARTING
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve")
    assert said == []


def test_what_a_daemon_says_to_a_terminal_is_not_said_in_the_app(
    client: Client, pool: PoolRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, str]] = []
    server = Server(pool, patience_s=0)
    server.trouble.connect(lambda title, text: said.append((title, text)))
    monkeypatch.setattr("qrdesk.gui.server_looks.port_is_free", lambda *_at: True)  # somebody was quicker
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        server.serve(client, Seat(port=port))
        wait_for(lambda: bool(said), "the trouble to be told")
    assert said[0][0] == f"Port {port} is used by another program"
    assert "--port" not in said[0][1]


def test_where_another_qrdesk_has_the_links_no_other_port_is_offered(pool: PoolRunner) -> None:
    said: list[tuple[str, str]] = []
    server = Server(pool, patience_s=0)
    server.trouble.connect(lambda title, text: said.append((title, text)))
    server._not_begun("already_serving", "QRDesk already serves this database and is just starting.")
    assert said[0][0] == "Another QRDesk holds your links and does not answer"
    assert not server.port_refused


@pytest.mark.slow
def test_an_app_started_at_once_after_one_was_killed_serves_without_a_person(client: Client, tmp_path: Path) -> None:
    place = place_of(client)
    assert place is not None
    link = client.links.create(LinkDraft(destination="https://example.com/menu", slug="menu"))
    port = free_port(0)
    command = [sys.executable, "-c", APP, place.database, str(port)]
    for number in range(3):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ) as app:
            try:
                assert app.stdout is not None
                assert app.stdout.readline() == b"serving\n", f"start {number}"
                at = f"http://localhost:{port}/r/menu"
                answer = requests.get(at, headers=PHONE, allow_redirects=False, timeout=30)
                assert answer.headers["Location"] == link.destination
            finally:
                app.kill()


def test_a_daemon_that_serves_the_database_already_is_used_and_left_running(client: Client, server: Server) -> None:
    place = place_of(client)
    assert place is not None
    port = free_port(0)
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "qrdesk", "serve", "--port", str(port), "--database", place.database]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ) as daemon:
        try:
            assert daemon.stdout is not None
            assert daemon.stdout.readline().startswith(b"QRDesk serving on ")
            server.serve(client, Seat(port=port))
            wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the app to find the daemon")
            assert not server.own
            server.close()
            assert daemon.poll() is None, "a foreign daemon outlives the app"
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(60)
    said: list[str] = []
    server.trouble.connect(lambda title, _text: said.append(title))
    server.look()
    wait_for(lambda: server.state is ServerState.STOPPED, "its end to be noticed")
    assert said == ["The server has stopped"], "codes that lead nowhere are no quiet matter"


@pytest.mark.slow
def test_the_server_of_an_app_that_is_killed_ends_with_it_and_the_next_app_serves(
    client: Client, server: Server
) -> None:
    place = place_of(client)
    assert place is not None
    link = client.links.create(LinkDraft(destination="https://example.com/menu", slug="menu"))
    seat = Seat(port=free_port(0))
    said: list[str] = []
    server.trouble.connect(lambda title, _text: said.append(title))
    command = [sys.executable, "-c", APP, place.database, str(seat.port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ) as app:
        try:
            assert app.stdout is not None
            assert app.stdout.readline() == b"serving\n"
            daemon = pid_of(client)
            server.serve(client, seat)
            wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the other app's server to be found")
            assert not server.own
        finally:
            app.kill()
    wait_for(lambda: server.own and server.state is ServerState.NETWORK_ONLY, "our own server in its place", 60)
    assert pid_of(client) != daemon
    with pytest.raises(ProcessLookupError):
        os.kill(daemon, 0)
    assert said == []
    answer = requests.get(f"http://localhost:{seat.port}/r/menu", headers=PHONE, allow_redirects=False, timeout=30)
    assert answer.headers["Location"] == link.destination


@pytest.mark.wide
def test_a_note_left_by_a_crash_leads_to_a_new_start(client: Client, server: Server) -> None:
    place = place_of(client)
    assert place is not None
    note = {"pid": 1, "host": "127.0.0.1", "port": 9, "url": "http://127.0.0.1:9", "database_id": place.database_id}
    (place.data_dir / "daemon.json").write_text(json.dumps(note), encoding="utf-8")
    server.serve(client, Seat(port=free_port(0)))
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve")
    assert server.own


@pytest.mark.wide
def test_a_server_that_is_killed_comes_back_by_itself_until_it_is_killed_again_and_again(
    client: Client, server: Server
) -> None:
    said: list[str] = []
    came_back: list[object] = []
    server.trouble.connect(lambda title, _text: said.append(title))
    server.started_again.connect(came_back.append)
    server.serve(client, Seat(port=free_port(0)))
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve")
    for number in (1, 2):
        kill(client)
        wait_for(lambda: len(came_back) == number, "the server to come back")  # noqa: B023 - asked for at once
        assert server.own
        assert server.state is ServerState.NETWORK_ONLY
    assert said == []
    kill(client)
    wait_for(lambda: server.state is ServerState.STOPPED, "the app to give up")
    assert said == ["The server has stopped"]
    assert len(came_back) == 2
    server.start()
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve again")


@pytest.mark.wide
def test_starting_twice_starts_one_server(client: Client, server: Server) -> None:
    server.serve(client, Seat(port=free_port(0)))
    server.start()
    server.restart(Seat(port=free_port(0)))
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve")
    assert len([child for child in server.findChildren(QProcess) if child.processId()]) == 1


@pytest.mark.wide
def test_a_start_while_it_stops_is_not_lost(client: Client, server: Server) -> None:
    server.serve(client, Seat(port=free_port(0)))
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve")
    server.stop()
    server.start()
    wait_for(lambda: server.state is ServerState.STARTING, "the server to start again")
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve again")
    assert server.own
    assert len([child for child in server.findChildren(QProcess) if child.processId()]) == 1


def test_what_is_said_of_a_port_that_may_not_be_used_is_true_of_it() -> None:
    assert "below 1024" in server_refusals.not_allowed(80)[1]
    _, said = server_refusals.not_allowed(8765)
    assert "8765" not in said, "that is the one which cannot be used"
    assert "1024" not in said
