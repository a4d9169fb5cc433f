"""What is done is told, whoever is killed over and over: those that do it, those that send it.

The receiver does as receivers do: it fails now and then, and sometimes takes what it got and dies before it says so.
"""

import json
import random
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.models import Attempt, Delivery, Endpoint, Hit, Key, Link, Outbox
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.schemas.webhooks import EndpointDraft
from qrdesk.core.services import endpoints, links
from qrdesk.core.settings import Settings
from tests.desks import context, make_key
from tests.faults import telling
from tests.faults.forks import Fork, Forks
from tests.faults.processes import wait_for
from tests.postgres import fresh_database

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kill -9 and fork are POSIX, families are in /proc")

FAILS, FORGETS = 0.15, 0.03  # how often the receiver fails, and how often it gets a thing and does not say so


@dataclass
class Receiver:
    """Hears, by message id, what was sent and taken in."""

    heard: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    chance: random.Random = field(default_factory=lambda: random.Random(6))
    lock: threading.Lock = field(default_factory=threading.Lock)
    refused: int = 0

    def hear(self, name: str, body: bytes) -> int:
        """Return the status to answer with; 0 for none at all."""
        with self.lock:
            if (draw := self.chance.random()) < FAILS:
                self.refused += 1
                return 503
            self.heard[name].append(_what(json.loads(body)))
            return 0 if draw < FAILS + FORGETS else 204

    def told(self) -> set[str]:
        with self.lock:
            return {what for times in self.heard.values() for what in times}


def _what(event: Any) -> str:
    """Return the line that whoever did it noted."""
    if event["type"] == "link.clicked":
        return f"hit {event['data']['hit']['referrer_host']}"
    assert event["type"] == "link.created"
    return f"link {event['data']['link']['id']}"


def _serve(receiver: Receiver) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = receiver.hear(self.headers["webhook-id"], body)
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # the sender was killed

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@dataclass
class Office:
    """A database, processes on it, and the receiver that they tell."""

    url: str
    folder: Path
    forks: Forks
    receiver: Receiver
    address: str
    told: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def notes(self) -> Path:
        return self.folder / "notes"

    def open(self) -> Opened:
        return open_database(self.url, self.settings)

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=str(self.folder / "data"), webhook_allowed_networks="127.0.0.0/8")

    def begin(self, count: int) -> None:
        """Make the database, its key, an endpoint, and the link that has visitors."""
        self.notes.mkdir()
        opened = self.open()
        key = make_key(opened)
        with database.scope():
            Key.update(rate_limit=1_000_000).execute()
            visited = links.create_link(context(opened), LinkDraft(destination="https://example.com/"))
            draft = EndpointDraft(url=self.address, kinds=("link.created", "link.clicked"))
            endpoints.create_endpoint(replace(context(opened), settings=self.settings), draft)
            row = Link.get(Link.public_id == visited.id)
        database.close()
        self.told = {
            "TELLING_URL": self.url,
            "TELLING_DATA": self.settings.data_dir,
            "TELLING_NOTES": str(self.notes),
            "TELLING_COUNT": str(count),
            "TELLING_KEY": key,
            "TELLING_VISITED": f"{row.workspace_id} {row.id}",
        }

    def start(self, what: str) -> Fork:
        return self.forks.start(what, environ=self.told)

    def noted(self) -> list[str]:
        """Return what was done for certain. A last line without its end is none yet."""
        return [line for notes in self.notes.iterdir() for line in notes.read_text().split("\n")[:-1]]


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    with closing(Forks(telling.__name__, tmp_path_factory.mktemp("telling"))) as forks:
        yield forks


@pytest.fixture(params=["sqlite", "postgres"])
def office(request: pytest.FixtureRequest, tmp_path: Path, forks: Forks) -> Iterator[Office]:
    receiver = Receiver()
    server = _serve(receiver)
    address = f"http://127.0.0.1:{server.server_port}/hook"
    try:
        if request.param == "sqlite":
            yield Office(str(tmp_path / "qrdesk.db"), tmp_path, forks, receiver, address)
        else:
            with fresh_database(request.getfixturevalue("postgres")) as url:
                yield Office(url, tmp_path, forks, receiver, address)
                forks.end_all()
    finally:
        forks.end_all()
        server.shutdown()
        server.server_close()


def kill_all_over(office: Office, count: int, kills: int) -> None:
    """Have one process make and two send; kill each of them so many times, at any moment."""
    chance = random.Random(kills)
    office.begin(count)
    roles = ("make", "send", "send")
    running = [office.start(role) for role in roles]
    victims = [index for index in range(len(roles)) for _ in range(kills)]
    chance.shuffle(victims)
    for victim in victims:
        before = len(office.receiver.told())
        wait_for(lambda before=before: len(office.receiver.told()) > before or _all_made(office, count), "silence")
        time.sleep(chance.random() * 0.1)  # any moment, and not always the one after something was heard
        running[victim].kill_family()
        running[victim] = office.start(roles[victim])
    running[0].wait_said("ended with 0")


def _all_made(office: Office, count: int) -> bool:
    return len({line for line in office.noted() if line.startswith("link ")}) == count


def finish(office: Office) -> Opened:
    """Drain what is left, and wait until there is nothing to send any more."""
    opened = office.open()
    drain_once(opened.spool, now=datetime.now(UTC))

    def all_sent() -> bool:
        with database.scope():
            pending = Outbox.select().where(Outbox.pending).exists()
            return not pending and not Delivery.select().where(Delivery.next_at.is_null(False)).exists()

    wait_for(all_sent, "something is still to be sent")
    return opened


def check(office: Office) -> tuple[int, int]:
    """Hold what was heard against what was done; return how many things were told, and how often in all."""
    finish(office)
    try:
        noted, heard = set(office.noted()), office.receiver.heard
        assert noted <= office.receiver.told(), "something certain was never told"
        for name, times in heard.items():
            assert len(set(times)) == 1, f"two things have the message id {name}"
        assert len(heard) == len(office.receiver.told()), "one thing was told under two message ids"
        with database.scope():
            assert Hit.select().count() + Link.select().count() - 1 == len(heard) == Delivery.select().count()
            assert {row.status for row in Delivery.select(Delivery.status)} == {"delivered"}
            assert {row.event_id for row in Delivery.select(Delivery.event_id)} == set(heard)
            assert Attempt.select().count() >= len(heard) + office.receiver.refused
            endpoint = Endpoint.get()
            seqs = [row.seq for row in Delivery.select(Delivery.seq).order_by(Delivery.seq)]
            assert seqs == list(range(1, endpoint.seq + 1))
            assert database.find_damage() == ""
        return len(heard), sum(map(len, heard.values()))
    finally:
        database.close()


@pytest.mark.wide
def test_two_kills_of_each_leave_nothing_untold(office: Office) -> None:
    kill_all_over(office, count=40, kills=2)
    things, times = check(office)
    assert things >= 80
    assert times >= things


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_twenty_kills_of_each_leave_nothing_untold(office: Office) -> None:
    kill_all_over(office, count=500, kills=20)
    things, times = check(office)
    print(f"{things} things, told {times} times")
    assert things >= 1000
