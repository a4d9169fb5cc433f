"""1,200 clients that drip their requests in, at a whole daemon: visitors are answered, and every dripper is cut off."""

import socket
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import pytest

from qrdesk.daemon.server import REQUEST_DEADLINE_S
from qrdesk.daemon.worker import allow_descriptors
from tests.core.redirect.making import add_link
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon, daemons

DRIPPERS = 1200
BEGUN = (
    b"GET /menu HTTP/1.1\r\nHost: localhost\r\nX-Drip: ",
    b"POST /menu HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n\r\n",
    b"POST /menu HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n",
)
_EACH_S = 1.0  # so often a byte comes of each
pytestmark = pytest.mark.slow


@pytest.fixture(params=["waitress", "granian"])
def daemon(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Daemon]:
    """A daemon with one web process and a link."""
    allow_descriptors()
    with daemons(tmp_path / "q.db") as start:
        add_link("menu")
        yield start(server=request.param)


@contextmanager
def dripping(port: int) -> Generator[list[socket.socket]]:
    """Have the crowd begin, and hand it out."""
    with ExitStack() as stack:
        crowd: list[socket.socket] = []
        for number in range(DRIPPERS):
            one = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            one.sendall(BEGUN[number % len(BEGUN)])
            one.setblocking(False)
            crowd.append(one)
        yield crowd


def drip(one: socket.socket) -> bool:
    """Send one byte more; return whether the server still listens."""
    try:
        one.send(b"a")
        return bool(one.recv(65536))  # a refusal comes before the end
    except BlockingIOError:
        return True
    except OSError:
        return False


def took_s(asked: Callable[[], int]) -> float:
    """Return how long a visitor waits."""
    began = time.monotonic()
    assert asked() == 302
    return time.monotonic() - began


def test_visitors_are_answered_and_each_dripper_is_cut_off(daemon: Daemon) -> None:
    def visit() -> float:
        return took_s(lambda: daemon.get("/menu")[0])

    until(lambda: daemon.get("/menu")[0] == 302)
    with dripping(daemon.port) as crowd:
        began, waits, left = time.monotonic(), list[float](), crowd
        while left and time.monotonic() - began < 3 * REQUEST_DEADLINE_S:
            turn_ends = time.monotonic() + _EACH_S
            left = [one for one in left if drip(one)]
            waits.append(visit())
            while time.monotonic() < turn_ends:
                waits.append(visit())
        assert left == []
        assert len(waits) > REQUEST_DEADLINE_S, "nobody was there while the crowd was"
        assert max(waits) < 8, "while room was made for the crowd"
        assert median(waits) < 0.5
    assert not [line for line in daemon.log if "Traceback" in line]
