"""granian, asked by raw sockets what no decent client asks: it is to say what the hardened Waitress says.

Where it cannot, the tests say what it does instead: nothing that follows such a request is ever read as another one.
"""

import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

if sys.platform != "linux":
    pytest.skip("granian is for Linux here", allow_module_level=True)

from qrdesk.core.operations import MAX_UPLOAD_BYTES
from qrdesk.core.schemas.files import LARGE_FILE
from qrdesk.core.settings import Settings
from qrdesk.daemon.fast.server import Server
from qrdesk.daemon.parsing import BODY_BYTES, HEADER_BYTES, PROXIED
from qrdesk.daemon.server import GONE, UNNAMED
from tests.daemon import hardened
from tests.daemon.asking import read_all, until
from tests.daemon.hardened import CLOSE, GET, App, Running

POST = b"POST /a HTTP/1.1\r\nHost: go.example\r\n"
SMUGGLED = b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: go.example\r\n\r\n"
PIECE = bytes(65_536)

running: Callable[..., AbstractContextManager[Running]] = partial(hardened.running, kind=Server)


class Long(App):
    """Answers in pieces; ``/broken`` fails after some of them."""

    def __init__(self) -> None:
        super().__init__()
        self.made = 0
        self.is_closed = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return Pieces(self, is_broken=environ["PATH_INFO"] == "/broken", is_endless=environ["PATH_INFO"] == "/endless")


class Pieces:
    """Twenty pieces of an answer, or no end of them."""

    def __init__(self, app: Long, *, is_broken: bool, is_endless: bool) -> None:
        self.app, self.is_broken, self.is_endless = app, is_broken, is_endless

    def __iter__(self) -> Iterator[bytes]:
        while self.app.made < 20 or self.is_endless:
            self.app.made += 1
            yield PIECE
            if self.is_broken and self.app.made == 5:
                raise ValueError("what is read from is gone")

    def close(self) -> None:
        self.app.is_closed = True


@pytest.fixture
def server() -> Generator[Running]:
    """A server with its usual limits."""
    with running() as made:
        yield made


def closed_after_s(connection: socket.socket, *, drip: bytes = b"a") -> float:
    """Drip until the other side closes; return how long that took."""
    began = time.monotonic()
    connection.settimeout(0.05)
    while time.monotonic() - began < 10:
        try:
            connection.sendall(drip)
            if connection.recv(65536) == b"":
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - began


def test_an_answer_names_no_server(server: Running) -> None:
    answer = server.talk(GET + CLOSE)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"answered /a")
    for refused in (answer, server.talk(b"nonsense\r\n\r\n"), server.talk(b"get /a HTTP/1.1\r\nHost: a\r\n\r\n")):
        assert b"granian" not in refused.lower()


@pytest.mark.parametrize(
    "headers",
    [
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 5, 5\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length : 5\r\n",
        b"Content-Length: 5\r\n\tX: a\r\n",
    ],
)
def test_an_ambiguous_length_is_refused_and_what_follows_is_never_read(server: Running, headers: bytes) -> None:
    answer = server.talk(POST + headers + b"\r\n" + SMUGGLED)
    assert answer.split()[1] == b"400"
    assert answer.count(b"HTTP/1.") == 1
    assert server.app.asked == []


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"transfer-encoding: chunked\r\ncontent-length: 5\r\n",
    ],
)
def test_of_two_lengths_the_chunks_count_and_what_follows_is_never_read(server: Running, headers: bytes) -> None:
    answer = server.talk(POST + headers + b"\r\n" + SMUGGLED)
    assert answer.count(b"HTTP/1.") == 1
    assert [(one["PATH_INFO"], one["CONTENT_LENGTH"]) for one in server.app.asked] == [("/a", "0")]


@pytest.mark.parametrize("blank", [b" ", b"\t", b" \t "])
@pytest.mark.parametrize("folded", [b"X-A: a\r\n%sb\r\n", b"Content-Length:\r\n%s5\r\n", b"%sX-A: a\r\n"])
def test_a_header_folded_over_two_lines_is_refused(server: Running, folded: bytes, blank: bytes) -> None:
    assert server.talk(GET + folded % blank + CLOSE).split()[1] == b"400"
    assert server.app.asked == []


def test_lines_that_end_in_a_lone_lf_are_one_request(server: Running) -> None:
    answer = server.talk(
        b"GET /a HTTP/1.1\nHost: go.example\nConnection: close\n\nGET /b HTTP/1.1\nHost: go.example\n\n"
    )
    assert answer.count(b"HTTP/1.") == 1
    assert [one["PATH_INFO"] for one in server.app.asked] == ["/a"]


@pytest.mark.parametrize("sent", [b"X: a\rb\r\n", b"X: a\0b\r\n", b"X\r\n", b": a\r\n"])
def test_headers_that_are_none_are_refused(server: Running, sent: bytes) -> None:
    assert server.talk(GET + sent + CLOSE).split()[1] == b"400"
    assert server.app.asked == []


def test_a_transfer_encoding_we_do_not_speak_is_refused(server: Running) -> None:
    sent = POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
    assert server.talk(sent).startswith(b"HTTP/1.1 501 ")
    assert server.app.asked == []


def test_http_1_0_has_no_transfer_encoding(server: Running) -> None:
    sent = b"POST /a HTTP/1.0\r\nHost: go.example\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert server.talk(sent).split()[1] == b"400"
    assert server.app.asked == []


@pytest.mark.parametrize("hosts", [b"", b"Host: a.example\r\nHost: b.example\r\n", b"Host: a\r\nhost: a\r\n"])
def test_a_request_has_exactly_one_host(server: Running, hosts: bytes) -> None:
    assert server.talk(b"GET /a HTTP/1.1\r\n" + hosts + CLOSE).split()[1] == b"400"
    assert server.app.asked == []


def test_a_chunked_body_is_read(server: Running) -> None:
    sent = POST + b"Transfer-Encoding: chunked\r\n" + CLOSE + b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
    assert server.talk(sent).endswith(b"abcdeanswered /a")
    assert server.app.asked[0]["CONTENT_LENGTH"] == "5"


@pytest.mark.parametrize("chunks", [b"3\r\nabc\r\nnonsense\r\n", b"3\nabc\n0\n\n", b"3\r\nabcd\r\n0\r\n\r\n"])
def test_chunks_that_cannot_be_read_are_no_body(server: Running, chunks: bytes) -> None:
    assert server.talk(POST + b"Transfer-Encoding: chunked\r\n" + CLOSE + chunks).split()[1] == b"400"
    assert server.app.asked == []


@pytest.mark.parametrize("sent", [b"Content-Length: 9\r\n\r\nabc", b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"])
def test_a_body_whose_sender_has_gone_is_never_answered(server: Running, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as going:
        going.sendall(POST + sent)
    assert server.talk(GET + CLOSE).endswith(b"answered /a")
    assert [one["REQUEST_METHOD"] for one in server.app.asked] == ["GET"]


@pytest.mark.parametrize(
    "length", [b"Content-Length: %d\r\n\r\n" % (BODY_BYTES + 1), b"Transfer-Encoding: chunked\r\n\r\n"]
)
def test_a_body_over_the_limit_is_refused(server: Running, length: bytes) -> None:
    chunk = b"100000\r\n" + bytes(0x100000) + b"\r\n"
    answer = server.talk(POST + length + (chunk if b"chunked" in length else b""))
    assert answer.startswith(b"HTTP/1.1 413 ")
    error = json.loads(answer.partition(b"\r\n\r\n")[2])["error"]
    assert error == {
        "code": "too_large",
        "message": "The body is larger than 1,048,576 bytes. Send it in smaller parts.",
    }
    assert server.app.asked == []


def test_too_large_a_file_is_told_how_large_it_may_be_and_one_without_a_key_that_it_needs_one(server: Running) -> None:
    head = b"POST /api/v1/files HTTP/1.1\r\nHost: go.example\r\nContent-Length: %d\r\n\r\n"
    error = json.loads(server.talk(head % (MAX_UPLOAD_BYTES + 1)).partition(b"\r\n\r\n")[2])["error"]
    assert error == {"code": "too_large", "message": LARGE_FILE}
    answer = server.talk(head % (BODY_BYTES + 1))
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert b"www-authenticate: Bearer" in answer


def test_headers_over_the_limit_are_refused(server: Running) -> None:
    answer = server.talk(GET + b"X-Long: " + b"a" * HEADER_BYTES * 2 + b"\r\n\r\n")
    assert b" 431 " in answer.partition(b"\r\n")[0]


@pytest.mark.parametrize("begun", [b"GET /a HTTP/1.1\r\nX-Drip: ", POST + b"Content-Length: 99999\r\n\r\n"])
def test_a_request_that_drips_in_is_cut_off_though_its_connection_is_busy(begun: bytes) -> None:
    with running(deadline_s=0.3) as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        slow.sendall(begun)
        assert 0.25 < closed_after_s(slow) < 5
        assert server.app.asked == []


def test_a_silent_connection_is_closed() -> None:
    with running(deadline_s=0.3) as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as silent:
        assert silent.recv(1) == b""


@pytest.mark.parametrize("begun", [b"GET /a HTTP/1.1\r\nX-Drip: ", POST + b"Content-Length: 99999\r\n\r\n"])
def test_a_crowd_that_drips_keeps_nobody_out(begun: bytes) -> None:
    with running(settings=Settings(threads=1), quick=lambda path, _: path == "/q") as server, ExitStack() as crowd:
        for _ in range(400):
            crowd.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10)).sendall(begun)
        assert server.talk(GET + CLOSE).endswith(b"answered /a")
        assert server.talk(b"GET /q HTTP/1.1\r\nHost: a\r\n" + CLOSE).endswith(b"answered /q")


def test_forwarded_headers_of_strangers_are_dropped(server: Running) -> None:
    server.talk(GET + b"X-Forwarded-For: 8.8.8.8\r\nX-Forwarded-Host: evil\r\nForwarded: for=8.8.8.8\r\n" + CLOSE)
    asked = server.app.asked[0]
    assert asked["REMOTE_ADDR"] == "127.0.0.1"
    assert not [name for name in asked if "FORWARDED" in name]
    assert PROXIED in asked


@pytest.mark.parametrize("name", [b"X-Forwarded-For", b"Via", b"X-Real-IP", b"Forwarded"])
def test_a_proxy_shows_in_what_it_says_though_it_is_not_ascii(server: Running, name: bytes) -> None:
    server.talk(GET + name + b": caf\xc3\xa9, 8.8.8.8\r\n" + CLOSE)
    assert PROXIED in server.app.asked[0]


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (b"198.51.100.7", "198.51.100.7"),
        (b"6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (b"198.51.100.7:4711", "198.51.100.7"),
        (b"2001:db8::1", "2001:db8::1"),
        (b"<script>", "127.0.0.1"),
        (b"caf\xc3\xa9", "127.0.0.1"),
    ],
)
def test_the_trusted_proxy_is_believed_when_it_forwards_an_address(forwarded: bytes, address: str) -> None:
    with running(settings=Settings(trusted_proxy="127.0.0.1")) as server:
        server.talk(GET + b"X-Forwarded-For: " + forwarded + b"\r\nX-Forwarded-Proto: https\r\n" + CLOSE)
        asked = server.app.asked[0]
        assert asked["REMOTE_ADDR"] == address
        assert asked["wsgi.url_scheme"] == "https"
        assert (UNNAMED in asked) == (address == "127.0.0.1")


@pytest.mark.parametrize(
    ("proxy", "sent", "noted"),
    [
        ("", b"CF-IPCountry: DE\r\n", None),
        ("192.0.2.1", b"CF-IPCountry: DE\r\n", None),
        ("127.0.0.1", b"CF-IPCountry: DE\r\nCF-Region-Code: BY\r\nCF-IPCity: Munich\r\n", "DE|DE-BY|Munich"),
        ("127.0.0.1", b"CF-IPCountry: DE\r\nCF-IPCity: M\xc3\xbcnchen\r\n", "DE||"),  # granian drops such values
        ("127.0.0.1", b"qrdesk.geo: DE||\r\n", None),
        ("127.0.0.1", b"CF_IPCountry: DE\r\n", None),
    ],
)
def test_only_the_trusted_proxy_is_believed_where_a_visitor_is(proxy: str, sent: bytes, noted: str | None) -> None:
    with running(settings=Settings(trusted_proxy=proxy)) as server:
        server.talk(GET + sent + CLOSE)
        assert server.app.asked[0].get("qrdesk.geo") == noted


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        ("/a?q=café", "/a", "q=caf%C3%A9"),
        ("/a?q=%C3%A9&p=é?/é", "/a", "q=%C3%A9&p=%C3%A9?/%C3%A9"),
        ("/caf%C3%A9?q=1", "/cafÃ©", "q=1"),
        ("///a%2e%2F", "/a./", ""),
        ("/a%FFb", "/a\xffb", ""),
        ("http://other.example/a?x", "/a", "x"),
    ],
)
def test_a_path_and_a_query_are_spelled_as_elsewhere(server: Running, target: str, path: str, query: str) -> None:
    sent = f"GET {target} HTTP/1.1\r\nHost: go.example\r\nX-Name: Zoë\r\nX-A: 1\r\nX-A: 2\r\n".encode() + CLOSE
    assert b" 200 " in server.talk(sent).partition(b"\r\n")[0]
    asked = server.app.asked[0]
    assert (asked["PATH_INFO"], asked["QUERY_STRING"], asked["HTTP_HOST"]) == (path, query, "go.example")
    assert (asked["HTTP_X_NAME"], asked["HTTP_X_A"]) == ("?", "1, 2")


def test_quick_requests_are_answered_by_granians_thread_and_all_others_by_ours() -> None:
    with running(quick=lambda path, host: (path, host) == ("/quick", "go.example")) as server:
        quick = b"GET /quick HTTP/1.1\r\nHost: go.example\r\n"
        answers = server.talk((quick + b"\r\n") * 3 + GET + b"\r\n" + quick + CLOSE)
        assert answers.count(b"answered /quick") == 4
        assert [asked["PATH_INFO"] for asked in server.app.asked] == ["/quick"] * 3 + ["/a", "/quick"]
        assert len(set(server.app.threads)) == 2
        assert server.app.threads[0] == server.app.threads[4] != server.app.threads[3]


def test_a_quick_request_and_a_picture_wait_for_no_slow_one() -> None:
    with running(settings=Settings(threads=1), quick=lambda path, _: path == "/quick") as server:
        slow = threading.Thread(target=server.talk, args=(b"GET /slow HTTP/1.1\r\nHost: a\r\n" + CLOSE,))
        slow.start()
        until(lambda: bool(server.app.asked))
        assert server.talk(b"GET /quick HTTP/1.1\r\nHost: a\r\n" + CLOSE).endswith(b"answered /quick")
        assert server.talk(b"GET /a/qr HTTP/1.1\r\nHost: a\r\n" + CLOSE).endswith(b"answered /a/qr")
        assert slow.is_alive()
        server.app.go_on.set()
        slow.join(10)


def test_a_head_request_gets_the_length_and_no_body(server: Running) -> None:
    answer = server.talk(b"HEAD /a HTTP/1.1\r\nHost: a\r\n" + CLOSE)
    assert b"\r\ncontent-length: 11\r\n" in answer
    assert answer.endswith(b"\r\n\r\n")


def test_whoever_works_on_an_answer_hears_that_the_caller_has_gone(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as going:
        going.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        until(lambda: bool(server.app.asked))
        gone = server.app.asked[0][GONE]
        assert not gone()
        assert gone.__self__.reached == "127.0.0.1"
    until(gone)
    server.app.go_on.set()


def test_a_long_answer_is_sent_whole_and_closed() -> None:
    app = Long()
    with running(app=app) as server:
        answer = server.talk(b"GET /long HTTP/1.1\r\nHost: a\r\n" + CLOSE)
        assert answer.endswith(b"\r\n0\r\n\r\n")
        assert answer.count(PIECE) == 20
        until(lambda: app.is_closed)


def test_a_long_answer_that_breaks_off_is_not_taken_for_whole() -> None:
    app = Long()
    with running(app=app) as server:
        answer = server.talk(b"GET /broken HTTP/1.1\r\nHost: a\r\n" + CLOSE)
        assert not answer.endswith(b"0\r\n\r\n")
        until(lambda: app.is_closed)


def test_a_long_answer_is_made_as_it_is_taken_and_whoever_takes_nothing_is_cut_off() -> None:
    app = Long()
    with running(app=app, idle_s=1) as server, socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", server.port))
        slow.sendall(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
        until(lambda: app.is_closed)
        assert app.made * len(PIECE) < 16_000_000  # what the system keeps, and what may be ahead
        assert server.talk(GET + CLOSE)[:15] == b"HTTP/1.1 200 OK"


def test_stopping_finishes_the_answer_in_flight_and_takes_no_more() -> None:
    with running() as server:
        answers: list[bytes] = []
        asking = threading.Thread(target=lambda: answers.append(server.talk(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")))
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as idle:
            asking.start()
            until(lambda: bool(server.app.asked))
            server.server.stop()
            assert read_all(idle) == b""
        assert asking.is_alive()
        server.app.go_on.set()
        asking.join(10)
        assert answers[0].endswith(b"answered /slow")
        server.thread.join(10)
        assert not server.thread.is_alive()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", server.port), timeout=1)
