"""The hardened server, asked by raw sockets what no decent client asks."""

import json
import socket
import threading
import time
from collections.abc import Generator
from contextlib import ExitStack
from typing import cast

import pytest

from qrdesk.core.operations import MAX_UPLOAD_BYTES
from qrdesk.core.schemas.files import LARGE_FILE
from qrdesk.core.settings import Settings
from qrdesk.daemon.parsing import BODY_BYTES, HEADER_BYTES
from qrdesk.daemon.server import GONE, SHOWING, Channel
from qrdesk.daemon.worker import allow_descriptors
from tests.daemon.asking import read_all, until
from tests.daemon.hardened import CLOSE, GET, LARGE, Running, running


@pytest.fixture
def server() -> Generator[Running]:
    """A server with its usual limits."""
    with running() as made:
        yield made


def test_an_answer_names_no_server(server: Running) -> None:
    answer = server.talk(GET + CLOSE)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"answered /a")
    for refused in (answer, server.talk(b"nonsense\r\n\r\n")):
        head = refused.partition(b"\r\n\r\n")[0].lower()
        assert b"\nserver:" not in head
        assert b"waitress" not in refused.lower()


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"transfer-encoding: chunked\r\ncontent-length: 5\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: -1\r\n",
    ],
)
def test_an_ambiguous_length_is_refused_and_what_follows_is_never_read(server: Running, headers: bytes) -> None:
    smuggled = b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: go.example\r\n\r\n"
    answer = server.talk(b"POST /a HTTP/1.1\r\nHost: go.example\r\n" + headers + b"\r\n" + smuggled)
    assert answer.split()[1] == b"400"
    assert answer.count(b"HTTP/1.") == 1
    assert server.app.asked == []


@pytest.mark.parametrize("blank", [b" ", b"\t", b" \t "])
@pytest.mark.parametrize("folded", [b"X-A: a\r\n%sb\r\n", b"Content-Length:\r\n%s5\r\n", b"%sX-A: a\r\n"])
def test_a_header_folded_over_two_lines_is_refused(server: Running, folded: bytes, blank: bytes) -> None:
    assert server.talk(GET + folded % blank + CLOSE).split()[1] == b"400"
    assert server.app.asked == []


def test_a_transfer_encoding_we_do_not_speak_is_refused(server: Running) -> None:
    sent = b"POST /a HTTP/1.1\r\nHost: go.example\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
    assert server.talk(sent).startswith(b"HTTP/1.1 501 ")


def test_http_1_0_has_no_transfer_encoding(server: Running) -> None:
    sent = b"POST /a HTTP/1.0\r\nHost: go.example\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert server.talk(sent).split()[1] == b"400"
    assert server.app.asked == []


@pytest.mark.parametrize("hosts", [b"", b"Host: a.example\r\nHost: b.example\r\n", b"Host: a\r\nhost: a\r\n"])
def test_a_request_has_exactly_one_host(server: Running, hosts: bytes) -> None:
    assert server.talk(b"GET /a HTTP/1.1\r\n" + hosts + CLOSE).split()[1] == b"400"
    assert server.app.asked == []


def test_http_1_0_may_leave_the_host_out(server: Running) -> None:
    assert server.talk(b"GET /a HTTP/1.0\r\n\r\n").endswith(b"answered /a")
    assert "HTTP_HOST" not in server.app.asked[0]


def test_a_chunked_body_is_read(server: Running) -> None:
    sent = b"POST /a HTTP/1.1\r\nHost: go.example\r\nTransfer-Encoding: chunked\r\n" + CLOSE + b"3\r\nabc\r\n0\r\n\r\n"
    assert server.talk(sent).endswith(b"abcanswered /a")


def test_a_body_over_the_limit_is_refused_before_it_is_read(server: Running) -> None:
    length = str(BODY_BYTES + 1).encode()
    answer = server.talk(b"POST /a HTTP/1.1\r\nHost: go.example\r\nContent-Length: " + length + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")
    error = json.loads(answer.partition(b"\r\n\r\n")[2])["error"]
    assert error == {
        "code": "too_large",
        "message": "The body is larger than 1,048,576 bytes. Send it in smaller parts.",
    }


def test_too_large_a_file_is_told_how_large_it_may_be(server: Running) -> None:
    length = str(MAX_UPLOAD_BYTES + 1).encode()
    head = b"POST /api/v1/files HTTP/1.1\r\nHost: go.example\r\nContent-Length: " + length + b"\r\n\r\n"
    error = json.loads(server.talk(head).partition(b"\r\n\r\n")[2])["error"]
    assert error == {"code": "too_large", "message": LARGE_FILE}


def test_headers_over_the_limit_are_refused(server: Running) -> None:
    answer = server.talk(GET + b"X-Long: " + b"a" * HEADER_BYTES + b"\r\n\r\n")
    assert b" 431 " in answer.partition(b"\r\n")[0]


def test_a_request_that_drips_in_is_cut_off_though_its_connection_is_busy() -> None:
    with running(deadline_s=0.3) as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        began = time.monotonic()
        slow.settimeout(0.05)
        closed = False
        slow.sendall(b"GET /a HTTP/1.1\r\nX-Drip: ")
        while not closed and time.monotonic() - began < 10:
            try:
                slow.sendall(b"a")
                closed = slow.recv(1) == b""
            except TimeoutError:
                continue
            except OSError:
                closed = True
        assert closed
        assert time.monotonic() - began >= 0.3
        assert server.app.asked == []


def test_a_silent_connection_is_closed() -> None:
    with running(idle_s=1) as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as silent:
        assert silent.recv(1) == b""


def test_a_busy_keep_alive_connection_outlives_the_deadline_of_one_request() -> None:
    with running(deadline_s=0.2) as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as busy:
        until_s = time.monotonic() + 0.6
        answers = 0
        while time.monotonic() < until_s or answers < 2:
            busy.sendall(GET + b"\r\n")
            answer = b""
            while not answer.endswith(b"answered /a"):
                answer += busy.recv(65536) or pytest.fail("closed")
            answers += 1
        assert answers > 1


def test_more_clients_than_select_can_count_do_not_end_the_server() -> None:
    allow_descriptors()
    with running() as server:
        crowd = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(900)]
        try:
            assert server.talk(GET + CLOSE).endswith(b"answered /a")
        finally:
            for one in crowd:
                one.close()


def test_in_a_crowd_the_longest_silent_make_room_for_the_next_visitor() -> None:
    with running(connections=20) as server, ExitStack() as crowd:
        for number in range(60):
            visitor = crowd.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            visitor.sendall(b"GET /%d HTTP/1.1\r\nHost: go.example\r\n\r\n" % number)
            assert visitor.recv(65536).startswith(b"HTTP/1.1 200 ")  # and stays, as browsers do
        assert len(server.app.asked) == 60


def test_in_a_crowd_who_takes_nothing_of_an_answer_makes_room_for_the_next_visitor() -> None:
    with running(connections=20) as server, ExitStack() as crowd:
        listener = server.server.socket
        assert listener is not None
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 32_768)  # else the system might take all of an answer
        for _ in range(60):
            slow = crowd.enter_context(socket.socket())
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)  # before it connects: more is never taken
            slow.settimeout(10)
            slow.connect(("127.0.0.1", server.port))
            slow.sendall(b"GET /large HTTP/1.1\r\nHost: go.example\r\n\r\n")
            assert slow.recv(1) == b"H"
        assert server.talk(GET + CLOSE).endswith(b"answered /a")


def test_of_an_answer_that_is_out_nothing_is_kept() -> None:
    with running() as server, ExitStack() as crowd:
        for _ in range(20):
            one = crowd.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            one.sendall(b"GET /large HTTP/1.1\r\nHost: go.example\r\n\r\n")
            left = LARGE
            while left > 0:
                left -= len(one.recv(1 << 20))
        channels = list(cast("dict[int, Channel]", server.server.active_channels).values())
        assert len(channels) == 20
        until(lambda: not any(one.total_outbufs_len for one in channels))
        kept = [buffer.getfile().seek(0, 2) for one in channels for buffer in one.outbufs]
        assert sum(kept) == 0


def test_after_a_large_answer_to_one_of_many_requests_at_once_the_connection_is_closed(server: Running) -> None:
    one = b"GET /large HTTP/1.1\r\nHost: go.example\r\n\r\n"
    answer = server.talk(GET + b"\r\n" + one * 3)
    assert answer.count(b"HTTP/1.1 200 OK\r\n") == 2
    assert answer.count(b"Connection: close\r\n") == 1
    assert [asked["PATH_INFO"] for asked in server.app.asked] == ["/a", "/large"]


def test_forwarded_headers_of_strangers_are_dropped(server: Running) -> None:
    server.talk(GET + b"X-Forwarded-For: 8.8.8.8\r\nX-Forwarded-Host: evil\r\nForwarded: for=8.8.8.8\r\n" + CLOSE)
    asked = server.app.asked[0]
    assert asked["REMOTE_ADDR"] == "127.0.0.1"
    assert not [name for name in asked if "FORWARDED" in name]


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (b"198.51.100.7", "198.51.100.7"),
        (b"6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (b"198.51.100.7:4711", "198.51.100.7"),
        (b"2001:db8::1", "2001:db8::1"),
        (b"<script>", "127.0.0.1"),
        (b"unknown", "127.0.0.1"),
    ],
)
def test_the_trusted_proxy_is_believed_when_it_forwards_an_address(forwarded: bytes, address: str) -> None:
    with running(settings=Settings(trusted_proxy="127.0.0.1")) as server:
        server.talk(GET + b"X-Forwarded-For: " + forwarded + b"\r\nX-Forwarded-Proto: https\r\n" + CLOSE)
        asked = server.app.asked[0]
        assert asked["REMOTE_ADDR"] == address
        assert asked["wsgi.url_scheme"] == "https"


_PLACE = b"CF-IPCountry: DE\r\nCF-Region-Code: BY\r\nCF-IPCity: M\xc3\xbcnchen\r\n"


@pytest.mark.parametrize(
    ("proxy", "sent", "noted"),
    [
        ("", _PLACE, None),
        ("192.0.2.1", _PLACE, None),
        ("127.0.0.1", _PLACE, "DE|DE-BY|München"),
        ("127.0.0.1", _PLACE + b"X-Forwarded-For: 198.51.100.7\r\n", "DE|DE-BY|München"),
        ("*", _PLACE, "DE|DE-BY|München"),
        ("192.0.2.1", _PLACE + b"X-Forwarded-For: 192.0.2.1\r\n", None),
        ("127.0.0.1", b"CF-IPCountry: XX\r\n", None),
        ("127.0.0.1", b"CF-IPCountry: T1\r\n", None),
        ("127.0.0.1", b"CloudFront-Viewer-Country: FR\r\n", "FR||"),
        ("127.0.0.1", b"CF-IPCountry: <b>\r\n", None),
        ("127.0.0.1", b"qrdesk.geo: DE||\r\nX-Country: DE\r\n", None),
        ("", b"qrdesk.geo: DE||\r\n", None),
    ],
)
def test_only_the_trusted_proxy_is_believed_where_a_visitor_is(proxy: str, sent: bytes, noted: str | None) -> None:
    with running(settings=Settings(trusted_proxy=proxy)) as server:
        server.talk(GET + sent + CLOSE)
        assert server.app.asked[0].get("qrdesk.geo") == noted


def test_whoever_works_on_an_answer_is_told_which_address_was_asked(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as asking:
        asking.sendall(GET + b"\r\n")
        until(lambda: bool(server.app.asked))
        caller = server.app.asked[0][GONE].__self__
        assert caller.reached == "127.0.0.1"
    until(lambda: caller.reached == "")


def test_a_proxy_cannot_choose_the_host(server: Running) -> None:
    with running(settings=Settings(trusted_proxy="127.0.0.1")) as behind:
        behind.talk(GET + b"X-Forwarded-Host: evil.example\r\n" + CLOSE)
        assert behind.app.asked[0]["HTTP_HOST"] == "go.example"


def test_quick_requests_are_answered_by_the_loop_and_all_others_by_a_thread() -> None:
    with running(quick=lambda path, host: (path, host) == ("/quick", "go.example")) as server:
        both = b"GET /quick HTTP/1.1\r\nHost: go.example\r\n\r\n" * 3 + GET + b"\r\n"
        sent = both + b"GET /quick HTTP/1.1\r\nHost: go.example\r\n" + CLOSE
        answers = server.talk(sent)
        assert answers.count(b"answered /quick") == 4
        assert answers.count(b"answered /a") == 1
        assert [asked["PATH_INFO"] for asked in server.app.asked] == ["/quick"] * 3 + ["/a", "/quick"]
        assert server.app.threads[:3] == [server.thread.ident] * 3
        assert server.app.threads[3] != server.thread.ident


def test_a_quick_request_waits_for_no_slow_one() -> None:
    with running(settings=Settings(threads=1), quick=lambda path, _: path == "/quick") as server:
        slow = threading.Thread(target=server.talk, args=(b"GET /slow HTTP/1.1\r\nHost: a\r\n" + CLOSE,))
        slow.start()
        until(lambda: bool(server.app.asked))
        assert server.talk(b"GET /quick HTTP/1.1\r\nHost: a\r\n" + CLOSE).endswith(b"answered /quick")
        assert slow.is_alive()
        server.app.go_on.set()
        slow.join(10)


def test_pictures_of_codes_wait_for_one_another_and_for_nobody_else() -> None:
    picture = b"GET /slow/qr/ HTTP/1.1\r\nHost: a\r\n"
    with running(settings=Settings(threads=1)) as server, ExitStack() as stack:
        crowd = [stack.enter_context(socket.create_connection(("127.0.0.1", server.port), 20)) for _ in range(40)]
        for visitor in crowd:
            visitor.sendall(picture + CLOSE)
        until(lambda: len(server.app.asked) == SHOWING)
        assert server.talk(GET + CLOSE).endswith(b"answered /a")
        assert server.talk(b"GET /a/b/qr HTTP/1.1\r\nHost: a\r\n" + CLOSE).endswith(b"answered /a/b/qr")
        assert len(server.app.asked) == SHOWING + 2
        server.app.go_on.set()
        assert all(read_all(visitor).endswith(b"answered /slow/qr/") for visitor in crowd)


def test_a_picture_of_a_code_waits_for_no_slow_request() -> None:
    with running(settings=Settings(threads=1)) as server:
        slow = threading.Thread(target=server.talk, args=(b"GET /slow HTTP/1.1\r\nHost: a\r\n" + CLOSE,))
        slow.start()
        until(lambda: bool(server.app.asked))
        assert server.talk(b"GET /a/qr HTTP/1.1\r\nHost: a\r\n" + CLOSE).endswith(b"answered /a/qr")
        server.app.go_on.set()
        slow.join(10)
        assert not slow.is_alive()


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        ("/a?q=café", "/a", "q=caf%C3%A9"),
        ("/a?q=%C3%A9&p=é?/é", "/a", "q=%C3%A9&p=%C3%A9?/%C3%A9"),
        ("/caf%C3%A9?q=1", "/cafÃ©", "q=1"),
    ],
)
def test_a_query_may_come_as_it_was_typed(server: Running, target: str, path: str, query: str) -> None:
    sent = f"GET {target} HTTP/1.1\r\nHost: go.example\r\nX-Name: Zoë\r\n".encode() + CLOSE
    assert b" 200 " in server.talk(sent).partition(b"\r\n")[0]
    asked = server.app.asked[0]
    assert (asked["PATH_INFO"], asked["QUERY_STRING"], asked["HTTP_X_NAME"]) == (path, query, "ZoÃ«")


@pytest.mark.parametrize("line", [b"GET /\xc3\xa9", b"GET http://[", b"GET /a?\xc3\xa9 x", b"\xff"])
def test_other_raw_bytes_are_refused(server: Running, line: bytes) -> None:
    answer = server.talk(line + b" HTTP/1.1\r\nHost: go.example\r\n" + CLOSE)
    assert answer.startswith((b"HTTP/1.0 400 ", b"HTTP/1.1 400 "))
    assert server.app.asked == []


def test_a_body_makes_a_request_slow() -> None:
    with running(quick=lambda *_: True) as server:
        sent = b"POST /quick HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n" + CLOSE + b"abc"
        assert server.talk(sent).endswith(b"abcanswered /quick")
        assert server.app.threads[0] != server.thread.ident


def test_stopping_finishes_the_answer_in_flight_and_takes_no_more() -> None:
    with running() as server:
        answers: list[bytes] = []
        asking = threading.Thread(target=lambda: answers.append(server.talk(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")))
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as idle:
            asking.start()
            until(lambda: bool(server.app.asked))
            server.server.stop()
            assert read_all(idle) == b""
        until(lambda: not _connects(server.port))
        assert asking.is_alive()
        server.app.go_on.set()
        asking.join(10)
        assert answers[0].endswith(b"answered /slow")
        server.thread.join(10)
        assert not server.thread.is_alive()


def _connects(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
