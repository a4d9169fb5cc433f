"""Connections that are kept: used again while they are good, never when they are not, and never too many of them."""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from qrdesk.core.net import courier as courier_module
from qrdesk.core.net import wire
from qrdesk.core.net.answers import TimedOut, Unreachable
from qrdesk.core.net.courier import Courier
from qrdesk.core.net.networks import networks
from tests.core.net.posts import HANG_UP, OK, posts
from tests.core.net.receivers import receiver

LOOPBACK = networks("127.0.0.0/8")


@pytest.fixture
def courier() -> Iterator[Courier]:
    made = Courier(allow=LOOPBACK)
    yield made
    made.close()


def post(courier: Courier, host: str, content: bytes = b"{}", max_body: int = 100) -> tuple[int, bytes, bool]:
    answer = courier.post(f"http://{host}/", headers={}, content=content, deadline_s=20, max_body=max_body)
    return answer.status, answer.body, answer.whole


def wait_until(true: Callable[[], bool]) -> None:
    until_s = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until_s, "it did not come about"
        threading.Event().wait(0.005)


def open_sockets() -> int:
    """Return how many sockets this process has open."""
    count = 0
    for handle in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            count += os.readlink(handle).startswith("socket:")  # noqa: PTH115 - a socket is no path
    return count


def test_one_connection_serves_many_requests(courier: Courier) -> None:
    with posts() as received:
        assert [post(courier, received.host, b"%d" % at) for at in range(20)] == [(200, b"ok", True)] * 20
        assert received.connections == 1
        assert received.bodies == [b"%d" % at for at in range(20)]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 204 No\r\n\r\n",
        b"HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nok\r\n0\r\nX-After: 1\r\n\r\n",
        b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK,
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + b"x" * 100,
        b"HTTP/1.1 304 No\r\nContent-Length: 50\r\n\r\n",
    ],
    ids=["no body", "chunks", "announced", "as long as may be", "not changed"],
)
def test_an_answer_with_an_end_leaves_a_connection_that_is_used_again(courier: Courier, answer: bytes) -> None:
    with posts(lambda _: answer) as received:
        first = post(courier, received.host)
        assert first[2]
        assert post(courier, received.host) == first
        assert received.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n0",
        b"HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + b"x" * 101,
        OK + OK,
        b"HTTP/1.1 101 Switch\r\nConnection: Upgrade\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + b"x" * 101 + b"\r\n0\r\n\r\n",
    ],
    ids=[
        "close",
        "old",
        "old and willing",
        "more than chunks",
        "too long",
        "more than asked for",
        "another protocol",
        "too long in chunks",
    ],
)
def test_an_answer_that_leaves_doubt_leaves_no_connection(courier: Courier, answer: bytes) -> None:
    with posts(lambda _: answer) as received:
        first = post(courier, received.host)
        assert first[2] == (len(first[1]) < 100)
        received.wait_ended(1)  # closed by us: nobody else would
        assert post(courier, received.host) == first
        assert received.connections == 2


def test_what_comes_unasked_is_never_taken_for_an_answer(courier: Courier) -> None:
    late = Event()
    spoken = Event()

    def talk(connection: socket.socket, over: Event) -> None:
        connection.sendall(OK if not late.is_set() else OK.replace(b"ok", b"no"))
        late.wait(20)
        with contextlib.suppress(OSError):
            connection.sendall(OK.replace(b"ok", b"XX"))
        spoken.set()

    with receiver(talk) as host:
        assert post(courier, host) == (200, b"ok", True)
        late.set()
        assert spoken.wait(20)
        assert post(courier, host) == (200, b"no", True)


def test_a_connection_that_was_closed_meanwhile_is_replaced(courier: Courier) -> None:
    with posts() as received:
        for at in range(1, 4):
            assert post(courier, received.host) == (200, b"ok", True)
            assert received.connections == at
            received.hang_up()
            received.wait_ended(at)


def test_a_kept_connection_that_ends_without_an_answer_is_tried_once_more(courier: Courier) -> None:
    with posts(lambda number: HANG_UP if number == 2 else OK) as received:
        assert post(courier, received.host, b"1") == (200, b"ok", True)
        assert post(courier, received.host, b"2") == (200, b"ok", True)
        assert received.bodies == [b"1", b"2", b"2"]
        assert received.connections == 2


def test_a_new_connection_that_ends_without_an_answer_is_not_tried_again(courier: Courier) -> None:
    with posts(lambda number: OK if number == 1 else HANG_UP) as received:
        assert post(courier, received.host) == (200, b"ok", True)
        with pytest.raises(Unreachable, match="broke off"):  # the kept one, and a new one
            post(courier, received.host)
        with pytest.raises(Unreachable, match="broke off"):
            post(courier, received.host)
        assert len(received.bodies) == 4
        assert received.connections == 3


def test_once_a_byte_of_an_answer_came_nothing_is_sent_again(courier: Courier) -> None:
    broken = b"HTTP/1.1 2"
    over = Event()

    def talk(connection: socket.socket, _: Event) -> None:
        connection.sendall(OK)
        connection.recv(1000)
        connection.sendall(broken)
        over.set()

    with receiver(talk) as host:
        assert post(courier, host) == (200, b"ok", True)
        with pytest.raises(Unreachable, match="broke off"):
            post(courier, host)
    assert over.is_set()


def test_a_kept_connection_that_says_nothing_is_not_tried_again(
    courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Event()

    def say(number: int) -> bytes:
        if number == 1:
            return OK
        over.wait(20)
        return HANG_UP

    with posts(say) as received:
        assert post(courier, received.host) == (200, b"ok", True)
        monkeypatch.setattr(wire, "_READ_S", 0.2)
        with pytest.raises(TimedOut):
            post(courier, received.host)
        over.set()
        assert len(received.bodies) == 2


def test_a_connection_that_is_idle_for_long_is_closed(courier: Courier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "IDLE_S", 0.05)
    with posts() as received:
        post(courier, received.host)
        received.wait_ended(1)
        assert post(courier, received.host) == (200, b"ok", True)
        assert received.connections == 2


def test_a_connection_is_not_used_for_ever(courier: Courier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "LIFE_S", 0.0)
    with posts() as received:
        assert [post(courier, received.host)[0] for _ in range(3)] == [200] * 3
        assert received.connections == 3


def test_no_more_are_kept_than_told(courier: Courier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "MOST", 3)
    with contextlib.ExitStack() as stack:
        all_received = [stack.enter_context(posts()) for _ in range(5)]
        for received in all_received:
            post(courier, received.host)
        for received in all_received[:2]:  # those that were idle for longest
            received.wait_ended(1)
        for received in reversed(all_received):
            post(courier, received.host)
        assert [received.connections for received in all_received] == [2, 2, 1, 1, 1]


def test_dozens_of_threads_share_it_and_nothing_is_lost_or_left(courier: Courier) -> None:
    before = open_sockets()
    with posts() as first, posts() as second:
        together = threading.Barrier(24)

        def many(number: int) -> list[tuple[int, bytes, bool]]:
            together.wait(20)
            hosts = (first.host, second.host)
            return [post(courier, hosts[at % 2], b"%d.%d" % (number, at)) for at in range(20)]

        with ThreadPoolExecutor(24) as pool:
            said = [one for answers in pool.map(many, range(24)) for one in answers]
        assert said == [(200, b"ok", True)] * 480
        arrived = sorted(first.bodies + second.bodies)
        assert arrived == sorted(b"%d.%d" % (number, at) for number in range(24) for at in range(20))
        for received in (first, second):  # all but the two that are kept are closed
            received.wait_ended(received.connections - 2)
        courier.close()
    wait_until(lambda: open_sockets() <= before)
    assert not [one for one in threading.enumerate() if one.name == "look-up"]


def test_closing_closes_what_is_kept_and_keeps_nothing_more(courier: Courier) -> None:
    with posts() as received:
        post(courier, received.host)
        courier.close()
        received.wait_ended(1)
        assert post(courier, received.host) == (200, b"ok", True)
        received.wait_ended(2)
        assert received.connections == 2
