"""The guard: whatever an address is spelled as, and whatever answers there, nothing private is reached."""

import socket
from threading import Event
from typing import Any

import pytest

from qrdesk.core.net import guard
from qrdesk.core.net.guard import Refused, TimedOut, Unreachable
from qrdesk.core.net.networks import Networks, networks
from tests.core.net.inside import HOSTILE, MIXED, inside, name_a_proxy, names, without_network
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

__all__ = ["inside", "names"]

LOOPBACK = networks("127.0.0.0/8")


def get(url: str, *, allow: Networks = (), deadline_s: float = 10.0, max_body: int = 1000) -> guard.Answer:
    return guard.fetch("GET", url, deadline_s=deadline_s, max_body=max_body, allow=allow)


@pytest.mark.parametrize("url", HOSTILE)
def test_no_spelling_reaches_what_is_private(inside: tuple[int, list[Any]], url: str) -> None:
    port, seen = inside
    with pytest.raises((Refused, Unreachable)):
        get(url.format(port=port), deadline_s=5.0)
    assert not seen


def test_an_allowed_network_is_reached(inside: tuple[int, list[Any]]) -> None:
    port, seen = inside
    for name in ("127.0.0.1", "localhost"):
        answer = get(f"http://{name}:{port}/x", allow=networks("127.0.0.0/8,::1"))
        assert (answer.status, answer.body, answer.whole) == (200, b"in", True)
    assert [path for path, _ in seen] == ["/x", "/x"]
    assert seen[1][1]["Host"] == f"localhost:{port}"


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("answers", MIXED)
def test_a_name_with_a_private_address_among_others_is_refused(
    names: dict[str, list[list[str]]], inside: tuple[int, list[Any]], scheme: str, answers: list[list[str]]
) -> None:
    names["rebind.example"] = answers
    with pytest.raises((Refused, Unreachable)):
        get(f"{scheme}://rebind.example:{inside[0]}/")
    assert not inside[1]


def test_a_name_is_looked_up_once_so_that_it_cannot_change_its_mind(
    names: dict[str, list[list[str]]], inside: tuple[int, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names["rebind.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    connected = without_network(monkeypatch)
    with pytest.raises(Unreachable):
        get(f"http://rebind.example:{inside[0]}/")
    assert connected == [("93.184.216.34", inside[0])]
    assert not inside[1]


def test_nothing_of_the_environment_is_used(
    inside: tuple[int, list[Any]], monkeypatch: pytest.MonkeyPatch, own_home: Any
) -> None:
    port, seen = inside
    name_a_proxy(monkeypatch, own_home, port)
    with pytest.raises(Unreachable):
        get("http://nowhere.invalid/")
    assert not seen
    get(f"http://127.0.0.1:{port}/direct", allow=LOOPBACK)
    assert seen[0][0] == "/direct"
    assert not {"Authorization", "Cookie", "Proxy-Connection"} & set(seen[0][1])


def test_a_redirect_is_an_answer_and_followed_by_hand_only_to_where_one_may_go(inside: tuple[int, list[Any]]) -> None:
    port, seen = inside
    told = f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:{port}/inside\r\nContent-Length: 0\r\n\r\n"
    with receiver(answering(told.encode())) as host:
        answer = get(f"http://{host}/", allow=LOOPBACK)
        assert (answer.status, answer.leads_to) == (302, f"http://127.0.0.2:{port}/inside")
        with pytest.raises(Refused):
            guard.follow("GET", f"http://{host}/", deadline_s=10, allow=networks("127.0.0.1"))
    assert not seen


def test_redirects_are_followed_five_times_and_no_more() -> None:
    asked: list[bytes] = []

    def turning(connection: socket.socket, _: Any) -> None:
        asked.append(b"")
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")

    with receiver(turning) as host:
        answer = guard.follow("GET", f"http://{host}/", deadline_s=10, allow=LOOPBACK)
    assert (answer.status, len(asked)) == (302, 6)


def test_redirects_share_one_deadline() -> None:
    def turning(connection: socket.socket, over: Event) -> None:
        over.wait(0.3)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")

    with receiver(turning) as host, pytest.raises(TimedOut):
        guard.follow("GET", f"http://{host}/", deadline_s=0.7, allow=LOOPBACK)


@pytest.mark.parametrize("target", ["ftp://example.com/", "itms-apps://x", "javascript:alert(1)", "http://[", ""])
def test_a_redirect_to_what_is_no_web_page_ends_there(target: str) -> None:
    told = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n"
    with receiver(answering(told.encode())) as host:
        assert guard.follow("GET", f"http://{host}/", deadline_s=10, allow=LOOPBACK).status == 302


@pytest.mark.parametrize(
    "talk",
    [
        dripping(b"H", b"T"),
        dripping(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\n", b""),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        silent,
    ],
    ids=["status line", "header", "half a header", "endless 100", "silent"],
)
def test_a_header_that_does_not_end_is_no_answer(talk: Talk) -> None:
    with receiver(talk) as host, pytest.raises(TimedOut):
        get(f"http://{host}/", allow=LOOPBACK, deadline_s=0.5)


def test_a_body_that_does_not_end_in_time_leaves_the_status() -> None:
    with receiver(dripping(PAGE + b"Content-Length: 100000\r\n\r\n", b"x")) as host:
        answer = get(f"http://{host}/", allow=LOOPBACK, deadline_s=0.5, max_body=100_000)
    assert (answer.status, answer.whole) == (200, False)
    assert set(answer.body) <= {ord("x")}


def test_a_body_without_end_is_cut_where_told() -> None:
    with receiver(endless) as host:
        answer = get(f"http://{host}/", allow=LOOPBACK, max_body=70_000)
    assert (answer.status, len(answer.body), answer.whole) == (200, 70_000, False)


@pytest.mark.parametrize("status", ["200 OK", "302 Found"])
def test_a_packed_answer_stays_packed(status: str) -> None:
    head = f"HTTP/1.1 {status}\r\nLocation: /x\r\nContent-Encoding: gzip\r\nContent-Length: {len(BOMB)}\r\n\r\n"
    with receiver(answering(head.encode() + BOMB)) as host:
        answer = get(f"http://{host}/", allow=LOOPBACK, max_body=1 << 20)
    assert answer.body == BOMB


@pytest.mark.parametrize(
    "talk",
    [
        resetting,
        answering(b""),
        answering(b"SSH-2.0-OpenSSH_9.2\r\n"),
        answering(b"\0" * 100),
        answering(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n"),
        answering(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"),
        answering(b"HTTP/1.1 999999 x\r\n\r\n"),
        answering(b"HTTP/1.1 100 Continue\r\n\r\n" * 200),
        dripping(CHUNKED + b"-1\r\n", b"x" * 65536),
    ],
    ids=["reset", "nothing", "ssh", "zeros", "many headers", "long header", "odd status", "only 100", "chunk of -1"],
)
def test_what_is_no_answer_is_said_to_be_none(talk: Talk) -> None:
    with receiver(talk) as host, pytest.raises(Unreachable):
        get(f"http://{host}/", allow=LOOPBACK)


def test_nobody_listening_is_said_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Unreachable, match="Nothing answers there"):
        get(f"http://127.0.0.1:{port}/", allow=LOOPBACK)
    with pytest.raises(Unreachable, match="no such host name"):
        get("http://nowhere.invalid/")


def test_a_look_up_that_takes_for_ever_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    over = Event()

    def look_up(*_: Any, **__: Any) -> Any:
        over.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(Unreachable):
        get("http://slow.example/", deadline_s=0.2)
    over.set()
