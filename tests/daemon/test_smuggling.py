"""What two servers in a row might read differently, to both of ours: one answer for one request, and no other one."""

import contextlib
import re
import socket
from collections.abc import Generator, Iterable
from io import BytesIO
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from qrdesk.daemon.fast.server import Server as Granian
from qrdesk.daemon.server import Server as Waitress
from tests.daemon.asking import read_all
from tests.daemon.hardened import App, Running, running
from tests.daemon.smuggling import BOTH_LENGTHS, CUT, LONE_LF, NEXT, READ, REFUSED, Read

KINDS = {"waitress": Waitress, "granian": Granian}
STATUS = re.compile(rb"HTTP/1\.[01] (\d+) ")


def is_quick(path: str, _: str) -> bool:
    """Say what is answered as redirects are."""
    return path == "/quick"


class Noting(App):
    """Notes the path and the body of what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[tuple[str, bytes]] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        self.noted.append((environ["PATH_INFO"], body))
        return super().__call__({**environ, "wsgi.input": BytesIO()}, start_response)


Asked = tuple[Running, Noting]


@pytest.fixture(scope="module", params=list(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    """Which server."""
    return str(request.param)


@pytest.fixture(scope="module")
def asked(kind: str) -> Generator[Asked]:
    """A server that answers ``/quick`` as it does redirects, and soon gives up on what does not come."""
    app, soon = Noting(), 2
    with running(kind=KINDS[kind], app=app, quick=is_quick, deadline_s=soon, idle_s=soon) as made:
        yield made, app


def outcome(asked: Asked, sent: bytes) -> tuple[list[int], list[tuple[str, bytes]]]:
    """Return the statuses that come back until the connection is closed, and what the application was asked."""
    server, app = asked
    app.noted.clear()
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        with contextlib.suppress(OSError):  # refused before it was read to its end
            connection.sendall(sent + NEXT)
        answers = read_all(connection)
    return [int(one) for one in STATUS.findall(answers)], list(app.noted)


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
def test_what_might_be_read_in_two_ways_is_refused_and_nothing_behind_it_is_read(asked: Asked, sent: bytes) -> None:
    statuses, noted = outcome(asked, sent)
    assert noted == []
    assert len(statuses) == 1
    assert statuses[0] in {400, 413, 431, 501}


@pytest.mark.parametrize("one", READ.values(), ids=READ)
def test_one_request_is_one_and_the_next_one_is_itself(asked: Asked, one: Read) -> None:
    assert outcome(asked, one.sent) == ([200, 200], [(one.path, one.body), ("/next", b"")])


@pytest.mark.parametrize("one", BOTH_LENGTHS.values(), ids=BOTH_LENGTHS)
def test_behind_a_length_and_chunks_nothing_is_read(asked: Asked, kind: str, one: Read) -> None:
    expected = ([400], []) if kind == "waitress" else ([200], [("/a", one.body)])
    assert outcome(asked, one.sent) == expected


@pytest.mark.parametrize("sent", CUT.values(), ids=CUT)
def test_what_never_comes_is_given_up_and_never_answered(asked: Asked, sent: bytes) -> None:
    statuses, noted = outcome(asked, sent)
    assert noted == []
    assert statuses in ([], [400], [408])


@pytest.mark.parametrize("sent", LONE_LF.values(), ids=LONE_LF)
def test_a_lone_lf_ends_a_line_or_the_connection(asked: Asked, kind: str, sent: bytes) -> None:
    two = ([200, 200, 200], [("/a", b""), ("/smuggled", b""), ("/next", b"")])
    assert outcome(asked, sent) == (([400], []) if kind == "waitress" else two)
