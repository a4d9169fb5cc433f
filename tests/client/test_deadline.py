"""Servers that drip: each byte comes in time, and the end never does."""

import ssl
import threading
from pathlib import Path
from socket import socket
from types import SimpleNamespace

import pytest

from qrdesk.client import Client, ExportQuery, LinkDraft, deadline, hanging_up
from qrdesk.client.cancelling import cancelled_by
from qrdesk.client.http import HttpTransport
from qrdesk.core.errors import AnswerLost, CalledOff, ServerUnreachable
from qrdesk.core.services.keys import mint
from tests.clocks import Clock
from tests.core.net.receivers import Talk, dripping, receiver
from tests.core.net.test_tls import certificate, tls

__all__ = ["certificate", "tls"]

HEAD = (b"HTTP/1.1 200 OK\r\nX-Mood: ", b"a")
BODY = (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n", b" ")
STREAM = (b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n")
REFUSED = (b"HTTP/1.1 503 Busy\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n", b" ")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the ends of calls go by, and nothing else: it is looked at often."""
    clock = Clock()
    monkeypatch.setattr(deadline, "time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr(hanging_up, "_LOOK_S", 0.01)
    return clock


def calling(host: str, scheme: str = "http") -> Client:
    """Return a client that waits for a minute, and asks once."""
    return Client(HttpTransport(f"{scheme}://{host}", mint(), whole_s=60, tries=1))


def for_ever(clock: Clock, before: bytes, drop: bytes) -> Talk:
    """Begin to answer, and go on until long after whoever asked wants to wait."""
    drip = dripping(b"", drop)

    def talk(connection: socket, over: threading.Event) -> None:
        connection.sendall(before)
        clock.now_s += 61
        drip(connection, over)

    return talk


@pytest.mark.parametrize("drips", [HEAD, BODY, STREAM, REFUSED], ids=["head", "body", "chunks", "refusal"])
@pytest.mark.parametrize("encrypted", [False, True])
def test_nobody_waits_for_ever_for_the_end_of_an_answer(
    tls: ssl.SSLContext,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    clock: Clock,
    encrypted: bool,
    drips: tuple[bytes, bytes],
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with (
        receiver(for_ever(clock, *drips), tls if encrypted else None) as host,
        calling(host, "https" if encrypted else "http") as client,
    ):
        with pytest.raises(ServerUnreachable) as refused:
            client.me.get()
        assert not isinstance(refused.value, AnswerLost)
        assert str(refused.value).endswith("began to answer and does not end. Nothing was changed there.")


def test_a_change_whose_answer_never_ends_may_have_been_made(clock: Clock) -> None:
    with (
        receiver(for_ever(clock, *BODY)) as host,
        calling(host) as client,
        pytest.raises(AnswerLost, match="does not end"),
    ):
        client.links.create(LinkDraft(destination="https://example.com/"))


def test_the_health_of_a_server_that_drips_is_that_it_does_not_answer(clock: Clock) -> None:
    with receiver(for_ever(clock, *BODY)) as host, calling(host) as client, pytest.raises(ServerUnreachable):
        client.transport.health()  # type: ignore[attr-defined]  # it is an HttpTransport


def test_a_file_may_come_in_for_longer_than_an_answer_may(clock: Clock) -> None:
    with receiver(dripping(*STREAM)) as host, calling(host) as client:
        stream = client.analytics.export(ExportQuery())
        clock.now_s += 61
        pieces = [next(stream.chunks) for _ in range(10)]  # one each 20 ms: somebody would have looked by then
        stream.close()
    assert b"".join(pieces).strip(b"x") == b""


def test_a_file_that_is_refused_drop_by_drop_is_not_waited_for(clock: Clock) -> None:
    with receiver(for_ever(clock, *REFUSED)) as host, calling(host) as client, pytest.raises(ServerUnreachable):
        client.analytics.export(ExportQuery())


def test_what_is_called_off_in_the_middle_of_an_answer_was_not_too_slow() -> None:
    begun = threading.Event()

    def talk(connection: socket, over: threading.Event) -> None:
        begun.set()
        dripping(*BODY)(connection, over)

    with (
        receiver(talk) as host,
        calling(host) as client,
        cancelled_by(begun.is_set),
        pytest.raises(CalledOff),
    ):
        client.me.get()
