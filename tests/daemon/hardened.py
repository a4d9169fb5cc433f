"""The hardened server in a thread of its own, before an app that says what it was asked."""

import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from qrdesk.core.settings import Settings
from qrdesk.daemon.large_bodies import PACE_S
from qrdesk.daemon.listening import listen
from qrdesk.daemon.server import CONNECTIONS, IDLE_S, REQUEST_DEADLINE_S, Server
from tests.daemon.asking import talk

GET = b"GET /a HTTP/1.1\r\nHost: go.example\r\n"
CLOSE = b"Connection: close\r\n\r\n"
LARGE = 900_000  # bytes: less than goes into a file of its own while it waits


class App:
    """Says what it was asked, and by which thread; ``/slow…`` waits until it is let go, ``/large`` says much."""

    def __init__(self) -> None:
        self.asked: list[WSGIEnvironment] = []
        self.threads: list[int] = []
        self.go_on = threading.Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.asked.append(environ)
        self.threads.append(threading.get_ident())
        if environ["PATH_INFO"].startswith("/slow"):
            assert self.go_on.wait(20)
        body = environ["wsgi.input"].read() + b"answered " + environ["PATH_INFO"].encode("latin-1")
        if environ["PATH_INFO"] == "/large":
            body += bytes(LARGE)
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]


class Running:
    """A server in a thread of its own."""

    def __init__(self, server: Server, app: App, port: int) -> None:
        self.server, self.app, self.port = server, app, port
        self.thread = threading.Thread(target=server.run, daemon=True)
        self.thread.start()

    def talk(self, sent: bytes) -> bytes:
        return talk(self.port, sent)


@contextmanager
def running(
    *,
    settings: Settings | None = None,
    deadline_s: float = REQUEST_DEADLINE_S,
    idle_s: int = IDLE_S,
    pace_s: float = PACE_S,
    connections: int = CONNECTIONS,
    quick: Callable[[str, str], object] | None = None,
    kind: type[Any] = Server,
    app: Any = None,
) -> Generator[Running]:
    """Serve an app with these limits, and stop in the end."""
    app = app or App()
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    server = kind(
        app,
        listener,
        settings or Settings(),
        quick=quick,
        deadline_s=deadline_s,
        idle_s=idle_s,
        pace_s=pace_s,
        connections=connections,
    )
    made = Running(server, app, port)
    try:
        yield made
    finally:
        app.go_on.set()
        server.stop()
        made.thread.join(15)
        assert not made.thread.is_alive()
