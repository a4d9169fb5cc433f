"""Fonts and profiles are larger than any other body: the address for files takes them, and no other one does."""

import hashlib
import json
import socket
import time
from collections.abc import Generator
from contextlib import ExitStack
from typing import cast

import pytest

from qrdesk.core.artwork import profiles
from qrdesk.core.operations import MAX_BODY_BYTES, MAX_UPLOAD_BYTES
from qrdesk.core.schemas.files import LARGE_FILE, LARGE_OTHER, LARGE_PICTURE, MAX_OTHER_BYTES
from qrdesk.daemon.server import Channel
from tests.daemon.asking import read_all, until
from tests.daemon.test_server import Running, running
from tests.desks import Desk
from tests.forms import FILES, form, photo

HEAD = b"POST /api/v1/files HTTP/1.1\r\nHost: go.example\r\n"
CLOSE = b"Connection: close\r\n"
CHUNK = 1 << 16
PLACES = 16  # for large bodies at once


@pytest.fixture
def server() -> Generator[Running]:
    with running() as made:
        yield made


def profile(size: int) -> bytes:
    """Return the CMYK profile that QRDesk brings along, made as large as those of other presses."""
    found = profiles.profile(b"").content
    return size.to_bytes(4, "big") + found[4:] + bytes(size - len(found))  # it begins with how many bytes it has


def chunks(total: int) -> bytes:
    """Return a body of ``total`` bytes in chunks."""
    one = f"{CHUNK:x}\r\n".encode() + bytes(CHUNK) + b"\r\n"
    return one * (total // CHUNK) + b"0\r\n\r\n"


def error(answer: bytes) -> dict[str, str]:
    found: dict[str, str] = json.loads(answer.partition(b"\r\n\r\n")[2])["error"]
    return found


def channels(server: Running) -> list[Channel]:
    return list(cast("dict[int, Channel]", server.server.active_channels).values())


def test_the_profile_of_a_press_comes_in_over_http_as_it_is(api: Desk) -> None:
    sent = profile(2_000_000)
    made = form(api, {"kind": "profile"}, sent, file_name="press.icc")
    assert (made.status, made.data["size_bytes"]) == (201, len(sent))
    assert made.data["digest"] == hashlib.sha256(sent).hexdigest()
    assert api.ask("GET", f"{FILES}/{made.data['id']}/content").content == sent


@pytest.mark.parametrize(
    ("kind", "size", "said"),
    [
        ("profile", MAX_OTHER_BYTES + 1, LARGE_OTHER),
        ("font", MAX_UPLOAD_BYTES, LARGE_FILE),
        ("preview", 2_000_000, LARGE_PICTURE),
    ],
)
def test_what_is_too_large_for_its_kind_is_told_so(api: Desk, kind: str, size: int, said: str) -> None:
    answer = form(api, {"kind": kind}, photo() + bytes(size - len(photo())))
    assert (answer.status, answer.code, answer.json["error"]["message"]) == (413, "too_large", said)
    assert api.ask("GET", FILES).data == []


def test_the_server_takes_a_large_body_for_files_alone(server: Running) -> None:
    size = MAX_BODY_BYTES + 500_000
    length = CLOSE + f"Content-Length: {size}\r\n\r\n".encode()
    assert server.talk(HEAD + length[:-2] + b"\r\n" + bytes(size)).endswith(b"answered /api/v1/files")
    for line in (b"POST /api/v1/files/x", b"PUT /api/v1/files", b"POST /api/v1/links", b"POST /api/v1/files/"):
        answer = server.talk(HEAD.replace(b"POST /api/v1/files", line) + length)
        assert answer.startswith(b"HTTP/1.1 413 "), line
    assert len(server.app.asked) == 1


def test_in_chunks_a_large_body_ends_where_it_may(server: Running) -> None:
    begun = HEAD + CLOSE + b"Transfer-Encoding: chunked\r\n\r\n"
    taken = server.talk(begun + chunks(3 << 20))
    assert taken.partition(b"\r\n\r\n")[2] == bytes(3 << 20) + b"answered /api/v1/files"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as endless:
        endless.sendall(begun + chunks(MAX_UPLOAD_BYTES)[:-5])  # there it ends, whatever would follow
        refused = read_all(endless)
    assert refused.startswith(b"HTTP/1.1 413 ")
    assert error(refused) == {"code": "too_large", "message": LARGE_FILE}
    assert len(server.app.asked) == 1


def test_a_length_that_lies_gives_nothing_away(server: Running) -> None:
    """Who says less than they send is read to where they said; who says two lengths, or no number, is not read."""
    short = server.talk(HEAD + CLOSE + b"Content-Length: 3\r\n\r\n" + bytes(3000))
    assert short.partition(b"\r\n\r\n")[2] == bytes(3) + b"answered /api/v1/files"
    for lengths in (
        b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 3\r\nContent-Length: 2000000\r\n",
        b"Content-Length: -2000000\r\n",
        b"Content-Length: 2e6\r\n",
    ):
        assert server.talk(HEAD + CLOSE + lengths + b"\r\nabc").split()[1] == b"400", lengths
    assert len(server.app.asked) == 1


def test_a_crowd_of_large_bodies_waits_and_small_ones_do_not(server: Running) -> None:
    """Nobody needs a key to begin one: what is not whole yet must not fill the memory."""
    large = HEAD + f"Content-Length: {2 << 20}\r\n".encode()
    with ExitStack() as begun:
        for _ in range(PLACES):
            one = begun.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            one.sendall(large + b"\r\n" + bytes(10))
        until(lambda: sum(one.request is not None for one in channels(server)) == PLACES)
        answer = server.talk(large + b"\r\n")
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After: " in answer
        assert error(answer)["code"] == "busy"
        small = HEAD + CLOSE + b"Content-Length: 1000\r\n\r\n" + bytes(1000)
        assert server.talk(small).endswith(b"answered /api/v1/files")
    until(lambda: not channels(server))
    assert server.talk(large + CLOSE + b"\r\n" + bytes(2 << 20)).endswith(b"answered /api/v1/files")


def test_a_large_body_has_more_time_though_not_for_ever() -> None:
    """It may come in as slowly as other bodies, and has four times as many bytes."""
    with running(deadline_s=0.1) as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        slow.sendall(HEAD + f"Content-Length: {2 << 20}\r\n\r\n".encode())
        began = time.monotonic()
        slow.settimeout(0.02)
        closed = False
        while not closed and time.monotonic() - began < 10:
            try:
                slow.sendall(b"a")
                closed = slow.recv(1) == b""
            except TimeoutError:
                continue
            except OSError:
                closed = True
        assert closed
        assert 0.3 < time.monotonic() - began < 10
