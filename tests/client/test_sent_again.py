"""Creations whose answer is lost on the way are sent once more, and made once."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import AcceptDraft, BulkCreate, Client, InvitationDraft, KeyDraft, LinkDraft, patience
from qrdesk.client.retrying import TRIES
from qrdesk.core import database
from qrdesk.core.errors import AnswerLost, CalledOff, ServerUnreachable, SlugTaken
from qrdesk.core.models import Key
from qrdesk.core.schemas.access import Role
from tests.desks import Answer, Desk, ask, desk

DRAFT = LinkDraft(destination="https://example.com/")
LOST = Answer(0, {}, b"")
LATE = Answer(504, {}, b"<html>Gateway Timeout</html>")
BUSY = Answer(503, {}, b'{"error": {"code": "busy", "message": "Not now."}}')
DENIED = Answer(401, {}, b'{"error": {"code": "key_unknown", "message": "This key was revoked."}}')


class Road:
    """A way to the application that swaps answers for others, one after the other, once it has been asked."""

    def __init__(self, found: Desk) -> None:
        self.desk = found
        self.swapped: list[Answer | None] = []
        self.swallowed: list[bool] = []  # whether the request is lost before it arrives
        self.names: list[str] = []
        road = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name: value for name, value in self.headers.items() if name.lower() != "content-length"}
                road.names.append(headers.get("Idempotency-Key", ""))
                swallowed = road.swallowed.pop(0) if road.swallowed else False
                answer = LOST if swallowed else ask(road.desk.app, "POST", self.path, headers, body)
                self.give((road.swapped.pop(0) if road.swapped else None) or answer)

            def do_GET(self) -> None:
                self.give(ask(road.desk.app, "GET", self.path, dict(self.headers.items())))

            def give(self, answer: Answer) -> None:
                if not answer.status:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in {**answer.headers, "Content-Length": str(len(answer.content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.content)

            def log_message(self, format: str, *args: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    with desk(str(tmp_path / "qrdesk.db"), tmp_path / "data") as found:
        road = Road(found)
        thread = threading.Thread(target=road.server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield road
        finally:
            road.server.shutdown()
            thread.join(20)
            road.server.server_close()


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that would have been made, in seconds."""
    found: list[float] = []
    monkeypatch.setattr(patience, "_wait", found.append)
    return found


@pytest.fixture
def client(road: Road, waited: list[float]) -> Iterator[Client]:
    with Client.remote(road.address, road.desk.key) as client:
        yield client


@pytest.mark.parametrize("lost", [LOST, LATE], ids=["lost", "too late for a proxy"])
def test_a_lost_answer_is_asked_for_again(road: Road, client: Client, lost: Answer) -> None:
    road.swapped = [lost]
    link = client.links.create(DRAFT)
    assert [one.id for one in client.links.list().data] == [link.id]
    first, second = road.names
    assert first == second != ""


@pytest.mark.parametrize(
    "make",
    [
        lambda client: client.links.create_many(BulkCreate(links=(DRAFT,))).created[0].link.id,
        lambda client: client.keys.create(KeyDraft(name="till")).key,
    ],
    ids=["many links", "a key"],
)
def test_so_is_that_of_any_creation(road: Road, client: Client, make: Callable[[Client], str]) -> None:
    road.swapped = [LOST]
    assert make(client)
    with database.scope():
        assert Key.select().where(Key.name == "till").count() <= 1
    assert len(client.links.list().data) <= 1


def test_who_was_invited_is_let_in_though_the_answer_was_lost(road: Road, client: Client) -> None:
    code = client.invitations.create(InvitationDraft(name="Anna", role=Role.MEMBER)).code
    with Client.remote(road.address, "") as stranger:
        road.swapped = [LOST]
        joined = stranger.invitations.accept(AcceptDraft(code=code))
    _, first, second = road.names
    assert first == second != ""
    assert [one.name for one in client.members.list()].count("Anna") == 1
    with Client.remote(road.address, joined.key.key) as anna:
        assert anna.links.list().data == []


def test_a_lost_request_is_sent_again(road: Road, client: Client) -> None:
    road.swallowed = [True]
    client.links.create(DRAFT)
    assert len(client.links.list().data) == 1


def test_each_creation_has_a_name_of_its_own(road: Road, client: Client) -> None:
    client.links.create(DRAFT)
    client.links.create(DRAFT)
    assert len(set(road.names)) == 2
    assert len(client.links.list().data) == 2


def test_changes_are_sent_once(road: Road, client: Client) -> None:
    client.links.create(LinkDraft(destination="https://example.com/", slug="menu"))
    road.swapped = [LOST]
    with pytest.raises(AnswerLost):
        client.links.pause("menu")
    assert road.names[1:] == [""]


@pytest.mark.parametrize("second", [LOST, LATE, BUSY, DENIED], ids=["lost", "late", "busy", "denied"])
def test_lost_as_often_as_it_was_sent_it_stays_unknown(road: Road, client: Client, second: Answer) -> None:
    road.swapped = [LOST, second, second]
    with pytest.raises(AnswerLost, match="not known whether the change arrived"):
        client.links.create(DRAFT)
    assert len(road.names) == (2 if second is DENIED else TRIES)
    assert len(set(road.names)) == 1


def test_a_server_that_is_gone_the_second_time_may_have_done_it(road: Road, client: Client) -> None:
    asked = client.transport._request  # type: ignore[attr-defined]  # it is an HttpTransport
    calls: list[int] = []

    def request(*sent: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise ServerUnreachable("It does not answer. Nothing was changed there.")
        return asked(*sent, **more)

    client.transport._request = request  # type: ignore[attr-defined]  # the same
    road.swapped = [LOST]
    with pytest.raises(AnswerLost):
        client.links.create(DRAFT)


def test_a_refusal_the_second_time_is_the_answer(road: Road, client: Client) -> None:
    client.links.create(LinkDraft(destination="https://example.com/", slug="menu"))
    road.swallowed = [True]
    with pytest.raises(SlugTaken):
        client.links.create(LinkDraft(destination="https://example.com/other", slug="menu"))


def test_called_off_it_is_not_sent_again(road: Road, client: Client) -> None:
    def request(*_: Any, **__: Any) -> Any:
        road.names.append("")
        raise CalledOff("The question was called off.")

    client.transport._request = request  # type: ignore[attr-defined]  # it is an HttpTransport
    with pytest.raises(CalledOff):
        client.links.create(DRAFT)
    assert len(road.names) == 1
