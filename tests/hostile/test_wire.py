"""Requests as bytes, to a real server with the API behind it: refused in the envelope, or no answer at all."""

import json
import re
import socket
from collections.abc import Iterator

import pytest

from qrdesk.core.operations import PREFIX
from qrdesk.daemon.fast.server import Server as Granian
from qrdesk.daemon.server import Server as Waitress
from tests.daemon.asking import read_all
from tests.desks import Desk, served
from tests.hostile.conftest import World
from tests.table import everything

LINKS = f"{PREFIX}/links".encode()
BODY = b'{"destination": "https://example.com/"}'
END = b"Connection: close\r\n\r\n"
POST = (
    b"POST "
    + LINKS
    + b" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer KEY\r\n"
)
RIGHT = b"Content-Length: %d\r\n" % len(BODY)
HOSTILE: dict[str, bytes] = {
    "two lengths": POST + RIGHT + b"Content-Length: 5\r\n" + END + BODY,
    "a list of lengths": POST + b"Content-Length: 5, 39\r\n" + END + BODY,
    "a length below nothing": POST + b"Content-Length: -1\r\n" + END + BODY,
    "a length in hexadecimal": POST + b"Content-Length: 0x27\r\n" + END + BODY,
    "a length with a sign": POST + b"Content-Length: +39\r\n" + END + BODY,
    "a length without end": POST + b"Content-Length: " + b"9" * 400 + b"\r\n" + END + BODY,
    "a length and chunks": POST + RIGHT + b"Transfer-Encoding: chunked\r\n" + END + b"0\r\n\r\n",
    "an encoding that is none": POST + b"Transfer-Encoding: xchunked\r\n" + END + b"0\r\n\r\n",
    "chunks twice": POST + b"Transfer-Encoding: chunked, chunked\r\n" + END + b"0\r\n\r\n",
    "a chunk of no number": POST + b"Transfer-Encoding: chunked\r\n" + END + b"zz\r\n" + BODY + b"\r\n0\r\n\r\n",
    "a chunk below nothing": POST + b"Transfer-Encoding: chunked\r\n" + END + b"-1\r\n" + BODY + b"\r\n0\r\n\r\n",
    "no host": POST.replace(b"Host: localhost\r\n", b"") + RIGHT + END + BODY,
    "two hosts": POST + b"Host: evil.example\r\n" + RIGHT + END + BODY,
    "a blank before the colon": POST + b"X-Api-Key : x\r\n" + RIGHT + END + BODY,
    "a header without a colon": POST + b"nonsense\r\n" + RIGHT + END + BODY,
    "a header without a name": POST + b": nonsense\r\n" + RIGHT + END + BODY,
    "a header over two lines": POST + b"X-A: a\r\n b\r\n" + RIGHT + END + BODY,
    "a length over two lines": POST + b"Content-Length:\r\n\t39\r\n" + END + BODY,
    "a bare line end": POST + b"X-A: a\rX-B: b\r\n" + RIGHT + END + BODY,
    "the end of a text": POST + b"X-A: a\x00b\r\n" + RIGHT + END + BODY,
    "too many headers": POST + b"".join(b"X-%d: a\r\n" % n for n in range(20_000)) + RIGHT + END + BODY,
    "a header without end": POST + b"X-A: " + b"a" * 300_000 + b"\r\n" + RIGHT + END + BODY,
    "an address without end": b"GET /api/v1/" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: localhost\r\n" + END,
    "a method of no letters": b"\x00\x01 / HTTP/1.1\r\nHost: localhost\r\n" + END,
    "no version": b"GET /api/v1/links\r\n\r\n",
    "a version to come": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64) + b"\r\n\r\n",
    "nothing of HTTP": b"hello\r\n\r\n",
}


KINDS = {"waitress": Waitress, "granian": Granian}


@pytest.fixture(scope="module", params=list(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def address(kind: str, world: World) -> Iterator[tuple[str, int]]:
    with served(world.api.app, KINDS[kind]) as found:
        host, port = found.removeprefix("http://").split(":")
        yield host, int(port)


def talk(address: tuple[str, int], sent: bytes) -> bytes:
    """Send bytes, and return all that comes until the server closes. It may close before it has read all."""
    with socket.create_connection(address, timeout=10) as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        return read_all(connection)


@pytest.mark.parametrize("sent", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_request_is_refused_and_does_nothing(
    world: World, kind: str, address: tuple[str, int], sent: bytes
) -> None:
    before = everything()
    answer = talk(address, sent.replace(b"KEY", world.api.key.encode()))
    assert everything() == before
    if answer == b"" and kind == "granian":  # hung up on who speaks another protocol
        return
    head, _, body = answer.partition(b"\r\n\r\n")
    version, status, *_ = head.split(b" ")
    assert version.startswith(b"HTTP/1."), answer
    assert status[:1] == b"4" or status in {b"501", b"505"}, answer
    assert answer.count(b"HTTP/1.") == 1, "what followed was taken for another request"
    if body == b"" and kind == "granian":  # what it cannot read never comes to us, and nothing of us is told
        assert set(re.findall(rb"\n([a-z-]+):", head)) <= {b"connection", b"content-length", b"date"}, answer
        return
    assert b"content-type: application/json" in head.lower(), answer
    assert set(json.loads(body)) == {"error"}, answer


def test_a_host_that_is_not_ours_stands_in_no_answer(world: World) -> None:
    api: Desk = world.api
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example",
               "X-Forwarded-Proto": "gopher", "X-Original-URL": "//evil.example/"}  # fmt: skip
    for path in ("/links", "/links/lunch", "/qr-codes", "/domains", "/workspace", "/me", "/nothing", "/links?limit=1"):
        answer = api.ask("GET", PREFIX + path, headers=headers)
        assert b"evil" not in answer.content, path
        assert "evil" not in str(answer.headers), path
    for path in ("/openapi.json", "/docs", "/docs/"):
        answer = api.ask("GET", path, headers=headers, key="")
        assert b"evil" not in answer.content, path
        assert "evil" not in str(answer.headers), path
