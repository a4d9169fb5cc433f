"""Receivers that mean harm: each ends within the deadline, and leaves no memory, no socket and no thread behind."""

import contextlib
import socket
import ssl
import threading
import tracemalloc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

from qrdesk.core.net.answers import Answer, TimedOut, Unreachable
from qrdesk.core.net.courier import Courier
from qrdesk.core.net.networks import networks
from tests.core.net.receivers import (
    BOMB,
    CHUNKED,
    PAGE,
    Talk,
    answering,
    dripping,
    endless,
    receiver,
    resetting,
    silent,
)
from tests.core.net.test_courier_keeping import open_sockets, wait_until
from tests.core.net.test_tls import certificate, tls

__all__ = ["certificate", "tls"]

DEADLINE_S = 0.6
MAX_BODY = 16 * 1024
CONTENT = b"x" * (256 * 1024)
FLOOD = b"x" * 65536


def flooding(before: bytes, more: bytes) -> Talk:
    """Send ``before``, and then ``more`` as fast as it is taken."""

    def talk(connection: socket.socket, over: Event) -> None:
        connection.sendall(before)
        while not over.is_set():
            connection.sendall(more)

    return talk


def hasty(connection: socket.socket, _: Event) -> None:
    """Answer at the first byte and hang up on the rest."""
    connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")


def unwilling(connection: socket.socket, over: Event) -> None:
    """Take as little of the request as may be."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    silent(connection, over)


NO_ANSWER: dict[str, Talk] = {
    "says nothing": silent,
    "does not read": unwilling,
    "drips the status line": dripping(b"H", b"T"),
    "drips a header": dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "drips headers": dripping(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "ends half a head": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", b""),
    "drips 100": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "floods 100": flooding(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    "floods a header": flooding(b"HTTP/1.1 200 OK\r\nX: ", FLOOD),
    "floods headers": flooding(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1000),
    "floods the status line": flooding(b"HTTP/1.1 200 ", FLOOD),
    "floods without a line": flooding(b"", b"\0" * 65536),
    "floods empty lines": flooding(b"", b"\r\n" * 1000),
    "chunk of -1": flooding(CHUNKED + b"-1\r\n", FLOOD),
    "chunk without a number": flooding(CHUNKED + b"zz\r\n", FLOOD),
    "chunk with an endless line": flooding(CHUNKED + b"1;", FLOOD),
    "chunk longer than told": flooding(CHUNKED + b"1\r\n", FLOOD),
    "endless trailer": flooding(CHUNKED + b"0\r\n", b"X: y\r\n" * 1000),
    "two lengths": answering(PAGE + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
    "negative length": flooding(PAGE + b"Content-Length: -1\r\n\r\n", FLOOD),
    "resets": resetting,
    "hangs up": answering(b""),
    "speaks something else": answering(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "odd status": answering(b"HTTP/1.1 2000 OK\r\n\r\n"),
    "no status": answering(b"HTTP/1.1 OK\r\n\r\n"),
}
WITH_STATUS: dict[str, Talk] = {
    "drips the body": dripping(PAGE + b"Content-Length: 100000\r\n\r\n", b"x"),
    "drips chunks": dripping(CHUNKED, b"1\r\nx\r\n"),
    "drips a chunk of many bytes": dripping(CHUNKED + b"fffffffffffffff\r\n", b"x"),
    "endless body": endless,
    "endless chunks": flooding(CHUNKED, b"10000\r\n" + FLOOD + b"\r\n"),
    "endless body of a length": flooding(PAGE + b"Content-Length: 999999999999999\r\n\r\n", FLOOD),
    "bomb": answering(PAGE + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB),
    "redirect with a bomb": answering(
        b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Encoding: gzip\r\n\r\n" + BOMB
    ),
    "body cut short": answering(PAGE + b"Content-Length: 100\r\n\r\nab"),
    "answers before it reads": hasty,
}

Said = Answer | Exception


def posted(courier: Courier, url: str, deadline_s: float) -> Said:
    try:
        return courier.post(url, headers={}, content=CONTENT, deadline_s=deadline_s, max_body=MAX_BODY)
    except (Unreachable, ValueError) as fault:
        return fault


def all_at_once(
    courier: Courier,
    talks: dict[str, Talk],
    scheme: str,
    deadline_s: float,
    tls: ssl.SSLContext | None = None,
) -> dict[str, Said]:
    """Post to all of them side by side; one that does not end fails the test."""
    with contextlib.ExitStack() as stack, ThreadPoolExecutor(len(talks)) as pool:
        hosts = {name: stack.enter_context(receiver(talk, tls)) for name, talk in talks.items()}
        asked: dict[str, Future[Said]] = {
            name: pool.submit(posted, courier, f"{scheme}://{host}/", deadline_s) for name, host in hosts.items()
        }
        return {name: future.result(timeout=30) for name, future in asked.items()}


def peak_of(work: Callable[[], None]) -> int:
    """Return how many bytes more were in use at most."""
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        work()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def flat(talks: dict[str, Talk], deadline_s: float) -> dict[str, Said]:
    """Post to all of them side by side, and look at what it costs."""
    said: dict[str, Said] = {}
    before = open_sockets()
    courier = Courier(allow=networks("127.0.0.0/8"))
    peak = peak_of(lambda: said.update(all_at_once(courier, talks, "http", deadline_s)))
    # The request, and a head as long as may be, for each of them; a bomb alone would be 20 MB, a flood more than 100.
    assert peak < (len(CONTENT) + 4 * 65536) * len(talks)
    courier.close()
    wait_until(lambda: open_sockets() <= before)
    assert not [one for one in threading.enumerate() if one.name == "look-up"]
    return said


def test_no_hostile_receiver_is_believed_or_holds_anything_for_longer_than_the_deadline() -> None:
    said = flat(NO_ANSWER, DEADLINE_S)
    assert {name: one for name, one in said.items() if not isinstance(one, Unreachable)} == {}
    late = {name for name, one in said.items() if isinstance(one, TimedOut)}
    assert late >= {"says nothing", "does not read", "drips the status line", "drips a header", "ends half a head"}


def test_a_status_stands_whatever_follows_it_and_what_is_cut_short_says_so() -> None:
    said = flat(WITH_STATUS, 2.0)
    answers = {name: one for name, one in said.items() if isinstance(one, Answer)}
    assert answers.keys() == WITH_STATUS.keys()
    assert {name for name, one in answers.items() if one.whole} == {"answers before it reads"}
    assert max(len(one.body) for one in answers.values()) == MAX_BODY
    assert answers["bomb"].body == BOMB[:MAX_BODY]
    assert answers["redirect with a bomb"].leads_to == "http://169.254.169.254/latest"
    assert answers["body cut short"].body == b"ab"
    assert answers["answers before it reads"].status == 413


def test_tls_does_not_hide_a_hostile_receiver(tls: ssl.SSLContext, certificate: Path) -> None:
    courier = Courier(allow=networks("127.0.0.0/8"), ca_file=str(certificate))
    before = open_sockets()
    wrapped = all_at_once(courier, NO_ANSWER, "https", DEADLINE_S, tls)
    assert {name for name, one in wrapped.items() if not isinstance(one, Unreachable)} == set()
    bare = all_at_once(courier, {name: NO_ANSWER[name] for name in ("says nothing", "resets")}, "https", DEADLINE_S)
    assert isinstance(bare["says nothing"], TimedOut)  # in the middle of the handshake
    assert str(bare["resets"]) == "No encrypted connection could be made."
    courier.close()
    wait_until(lambda: open_sockets() <= before)
