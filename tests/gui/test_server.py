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
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.seat import Seat, free_port, place_of, port_is_free
from qrdesk.gui.server import Server
from qrdesk.gui.shell.server_pill import ServerState
from tests.gui.desks import a_client, wait_for

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile"}


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


def test_a_port_in_use_is_told_with_what_to_do(client: Client, server: Server) -> None:
    said: list[tuple[str, str]] = []
    server.trouble.connect(lambda title, text: said.append((title, text)))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        server.serve(client, Seat(port=port))
        wait_for(lambda: bool(said), "the trouble to be told")
    assert said[0][0] == f"Port {port} is used by another program"
    assert "Your links are kept" in said[0][1]
    assert server.state is ServerState.STOPPED


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


def test_a_note_left_by_a_crash_leads_to_a_new_start(client: Client, server: Server) -> None:
    place = place_of(client)
    assert place is not None
    note = {"pid": 1, "host": "127.0.0.1", "port": 9, "url": "http://127.0.0.1:9", "database_id": place.database_id}
    (place.data_dir / "daemon.json").write_text(json.dumps(note), encoding="utf-8")
    server.serve(client, Seat(port=free_port(0)))
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve")
    assert server.own


def test_a_server_that_is_killed_is_told_and_can_be_started_again(client: Client, server: Server) -> None:
    said: list[str] = []
    server.trouble.connect(lambda title, _text: said.append(title))
    server.serve(client, Seat(port=free_port(0)))
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve")
    place = place_of(client)
    assert place is not None
    os.kill(json.loads((place.data_dir / "daemon.json").read_text())["pid"], signal.SIGKILL)
    wait_for(lambda: server.state is ServerState.STOPPED, "the end to be noticed")
    assert said == ["The server has stopped"]
    server.start()
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve again")


def test_starting_twice_starts_one_server(client: Client, server: Server) -> None:
    server.serve(client, Seat(port=free_port(0)))
    server.start()
    server.restart(Seat(port=free_port(0)))
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve")
    assert len([child for child in server.findChildren(QProcess) if child.processId()]) == 1


def test_a_start_while_it_stops_is_not_lost(client: Client, server: Server) -> None:
    server.serve(client, Seat(port=free_port(0)))
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve")
    server.stop()
    server.start()
    wait_for(lambda: server.state is ServerState.STARTING, "the server to start again")
    wait_for(lambda: server.state is ServerState.NETWORK_ONLY, "the server to serve again")
    assert server.own
    assert len([child for child in server.findChildren(QProcess) if child.processId()]) == 1
