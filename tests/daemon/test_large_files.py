"""Fonts and profiles are larger than any other body: the address for files takes them, and no other one does."""

import hashlib
import json
import socket
import time
from collections.abc import Generator
from contextlib import ExitStack
from typing import cast

import pytest

from qrdesk.core import key_texts
from qrdesk.core.artwork import profiles
from qrdesk.core.operations import MAX_BODY_BYTES, MAX_UPLOAD_BYTES
from qrdesk.core.schemas.files import LARGE_FILE, LARGE_OTHER, LARGE_PICTURE, MAX_OTHER_BYTES
from qrdesk.core.settings import Settings
from qrdesk.daemon.server import Channel
from tests.daemon.asking import read_all, until
from tests.daemon.hardened import Running, running
from tests.desks import Desk
from tests.forms import FILES, form, photo

NO_KEY = b"POST /api/v1/files HTTP/1.1\r\nHost: go.example\r\n"
KEY = key_texts.mint().encode()
HEAD = NO_KEY + b"X-Api-Key: " + KEY + b"\r\n"
CLOSE = b"Connection: close\r\n"
CHUNK = 1 << 16
PLACES = 16  # for large bodies at once
OF_ONE = 4  # of one address
SIZE = 2 << 20
LARGE = HEAD + f"Content-Length: {SIZE}\r\n".encode()
BEHIND_A_PROXY = Settings(trusted_proxy="127.0.0.1")


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


def begin(server: Running, stack: ExitStack, visitor: str = "") -> socket.socket:
    """Return a connection on which a large file has begun, and has its place."""
    one = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
    before = begun(server)
    one.sendall(LARGE + asked_by(visitor) + b"\r\n" + bytes(10))
    until(lambda: begun(server) == before + 1)
    return one


def begun(server: Running) -> int:
    return sum(one.request is not None for one in channels(server))


def asked_by(visitor: str) -> bytes:
    """Return the header in which a proxy says for whom it asks."""
    return f"X-Forwarded-For: 192.0.2.1, {visitor}\r\n".encode() if visitor else b""


def test_a_crowd_of_large_bodies_waits_and_small_ones_do_not() -> None:
    """Nobody has looked for their keys yet: what is not whole must not fill the memory."""
    with running(settings=BEHIND_A_PROXY) as server:
        with ExitStack() as stack:
            for number in range(PLACES):
                begin(server, stack, f"203.0.113.{number // OF_ONE}")
            answer = server.talk(LARGE + asked_by("203.0.113.200") + b"\r\n")
            assert answer.startswith(b"HTTP/1.1 503 ")
            assert b"Retry-After: " in answer
            assert error(answer)["code"] == "busy"
            small = HEAD + CLOSE + b"Content-Length: 1000\r\n\r\n" + bytes(1000)
            assert server.talk(small).endswith(b"answered /api/v1/files")
        until(lambda: not channels(server))
        assert server.talk(LARGE + CLOSE + b"\r\n" + bytes(SIZE)).endswith(b"answered /api/v1/files")


@pytest.mark.parametrize("other", ["203.0.113.2", "2001:db8:0:2::1"])
@pytest.mark.parametrize(("one", "also"), [("203.0.113.1", "203.0.113.1"), ("2001:db8:0:1::1", "2001:db8:0:1::2")])
def test_who_sends_many_large_bodies_waits_and_others_do_not(one: str, also: str, other: str) -> None:
    with running(settings=BEHIND_A_PROXY) as server, ExitStack() as stack:
        for _ in range(OF_ONE):
            begin(server, stack, one)
        answer = server.talk(LARGE + asked_by(also) + b"\r\n")
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert error(answer)["message"].startswith("4 large files are coming in from your network already.")
        taken = server.talk(LARGE + CLOSE + asked_by(other) + b"\r\n" + bytes(SIZE))
        assert taken.endswith(b"answered /api/v1/files")


@pytest.mark.parametrize(("said", "may"), [(b"", OF_ONE), (b"Via: 1.1 proxy\r\n", PLACES)])
def test_without_a_proxy_that_is_trusted_an_address_is_that_of_the_connection(
    server: Running, said: bytes, may: int
) -> None:
    """What strangers say of themselves counts for nothing; a proxy on this network may ask for anyone."""
    with ExitStack() as stack:
        for number in range(may):
            one = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            one.sendall(LARGE + said + b"\r\n" + bytes(10))
            until(lambda number=number: begun(server) == number + 1)
        assert server.talk(LARGE + said + b"\r\n").startswith(b"HTTP/1.1 503 ")


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"X-Api-Key: \r\n",
        b"X-Api-Key: " + KEY[:-1] + b"\r\n",
        b"Authorization: Basic " + KEY + b"\r\n",
        b"Cookie: key=" + KEY + b"\r\n",
    ],
    ids=["no key", "an empty one", "a part of one", "a password", "a cookie"],
)
def test_strangers_take_nobodys_place(server: Running, said: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(PLACES + 1):
            stranger = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            stranger.sendall(NO_KEY + said + f"Content-Length: {SIZE}\r\n\r\n".encode())
            answer = read_all(stranger)
            assert answer.startswith(b"HTTP/1.1 401 ")
            assert b'\r\nwww-authenticate: bearer realm="qrdesk"\r\n' in answer.lower()
            assert error(answer)["code"] == "unauthenticated"
        bearer = NO_KEY + b"Authorization: Bearer " + KEY + f"\r\nContent-Length: {SIZE}\r\n".encode()
        assert server.talk(bearer + CLOSE + b"\r\n" + bytes(SIZE)).endswith(b"answered /api/v1/files")
    small = NO_KEY + said + CLOSE + b"Content-Length: 1000\r\n\r\n" + bytes(1000)
    assert server.talk(small).endswith(b"answered /api/v1/files")  # the API says what is wrong with the key


def test_strangers_are_told_so_when_their_chunks_become_a_large_body(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as stranger:
        stranger.sendall(NO_KEY + b"Transfer-Encoding: chunked\r\n\r\n" + chunks(MAX_BODY_BYTES)[:-5])
        answer = read_all(stranger)
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert server.app.asked == []


def test_a_large_body_that_does_not_come_on_gives_its_place_away() -> None:
    """Whoever sends a byte now and then is closed by it; whoever sends none, by the next look at all connections."""
    with running(pace_s=0.3) as server, ExitStack() as stack:
        silent = begin(server, stack)
        began = time.monotonic()
        dripping = begin(server, stack)
        assert has_closed(dripping, within_s=10)
        assert 0.2 < time.monotonic() - began < 5  # and not after the minute that a file has
        server.server.next_channel_cleanup = 0
        assert server.talk(HEAD + CLOSE + b"Content-Length: 1\r\n\r\na").endswith(b"answered /api/v1/files")
        assert silent.recv(1) == b""
        until(lambda: not channels(server))


def test_a_large_body_that_comes_on_is_taken_however_many_pieces_it_comes_in() -> None:
    piece = 1 << 18
    with running(pace_s=0.5) as server, ExitStack() as stack:
        steady = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
        began = time.monotonic()
        steady.sendall(LARGE + CLOSE + b"\r\n" + bytes(piece))
        for number in range(1, SIZE // piece):
            until(lambda due=began + 0.08 * number: time.monotonic() > due)
            server.server.next_channel_cleanup = 0
            steady.sendall(bytes(piece))
        assert read_all(steady).endswith(b"answered /api/v1/files")
        assert time.monotonic() - began > 0.5


def has_closed(connection: socket.socket, *, within_s: float) -> bool:
    """Say whether the other side closes while it is sent one byte after the other."""
    give_up_at = time.monotonic() + within_s
    connection.settimeout(0.02)
    while time.monotonic() < give_up_at:
        try:
            connection.sendall(b"a")
            if connection.recv(1) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_a_large_body_has_more_time_though_not_for_ever() -> None:
    """It may come in as slowly as other bodies, and has four times as many bytes."""
    with running(deadline_s=0.1) as server, ExitStack() as stack:
        slow = begin(server, stack)
        began = time.monotonic()
        assert has_closed(slow, within_s=10)
        assert 0.3 < time.monotonic() - began < 10
