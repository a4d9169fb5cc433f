"""A receiver that hears what is sent, and a sender on a clock of the test's own."""

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from qrdesk.core import database, secrets
from qrdesk.core.context import Context
from qrdesk.core.models import Attempt, Delivery, Endpoint
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import signing
from qrdesk.core.webhooks.delivery import Sender
from tests.core.webhooks.listeners import NOW, happen, listen

LOOPBACK = Settings(webhook_allowed_networks="127.0.0.0/8")
LONG_S = 60.0
SECRET = signing.mint_secret()


class Heard(NamedTuple):
    """One request as it came."""

    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


class Receiver:
    """Answers as it is told: ``answers`` gives status and headers for each request, by its path."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.answers: Callable[[Heard], tuple[int, dict[str, str]]] = lambda _: (204, {})
        self.at_once: dict[str, int] = {}  # most requests at a time, by path
        self.port = 0
        self._now: dict[str, int] = {}
        self._lock = threading.Lock()
        self.over = threading.Event()
        self.hanging = threading.Semaphore(0)  # released once for each request that hangs

    def url(self, path: str = "/hook") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def answer(self, heard: Heard) -> tuple[int, dict[str, str]]:
        with self._lock:
            self.heard.append(heard)
            self._now[heard.path] = self._now.get(heard.path, 0) + 1
            self.at_once[heard.path] = max(self.at_once.get(heard.path, 0), self._now[heard.path])
        try:
            return self.answers(heard)
        finally:
            with self._lock:
                self._now[heard.path] -= 1

    def hang(self) -> tuple[int, dict[str, str]]:
        """Say nothing before it is over."""
        self.hanging.release()
        self.over.wait(LONG_S)
        return 503, {}

    def ids(self, path: str = "/hook") -> list[str]:
        with self._lock:
            return [one.id for one in self.heard if one.path == path]


@contextmanager
def receiving() -> Generator[Receiver]:
    """Have a receiver on a free port of this computer."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = LONG_S

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, told = receiver.answer(Heard(self.path, headers, body))
            try:
                self.send_response(status)
                for name, value in {"Content-Length": "0", **told}.items():
                    self.send_header(name, value)
                self.end_headers()
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True  # kept connections end with their sender
        request_queue_size = 128

    with Server(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.over.set()
            server.shutdown()
            thread.join(LONG_S)


class Desk:
    """A workspace with endpoints, and the time there."""

    def __init__(self, ctx: Context, receiver: Receiver) -> None:
        self.ctx = ctx
        self.workspace_id = ctx.actor.workspace_id
        self.receiver = receiver
        self.now = NOW
        self.settings = LOOPBACK

    def later(self, **some: float) -> None:
        self.now += timedelta(**some)

    def sealed(self, text: str) -> str:
        return secrets.seal(self.ctx.secret_key, text)

    def listen(self, path: str = "/hook", *, secret: str = SECRET, **more: Any) -> Endpoint:
        values: dict[str, Any] = {"url": self.receiver.url(path), "kinds": "domain.failing", **more}
        values["secret"] = self.sealed(secret)
        return listen(self.workspace_id, **values)

    def happen(self, number: int = 1) -> list[str]:
        return happen(self.workspace_id, number)

    def sender(self, **more: Any) -> Sender:
        given: dict[str, Any] = {"clock": lambda: self.now, "chance": lambda: 0.5, **more}
        return Sender(self.settings, self.ctx.secret_key, **given)

    def send(self, until: Callable[[], bool], sender: Sender | None = None) -> None:
        """Let a sender send until something is true, and end it."""
        give_up_s = time.monotonic() + LONG_S
        late: list[bool] = []

        def stopping() -> bool:
            late.append(time.monotonic() > give_up_s)
            return late[-1] or until()

        (sender or self.sender()).run(stopping)
        assert not late[-1], "what was waited for never came"

    def send_all(self) -> None:
        """Let a sender send what is due now, and write down what came of it."""
        self.send(lambda: not self.due())

    def due(self) -> int:
        from qrdesk.core.models import Outbox

        with database.scope():
            # these first: a sender may make deliveries of them between one question and the other
            pending = Outbox.select().where(Outbox.pending).count()
            return pending + Delivery.select().where(Delivery.next_at <= self.now).count()


def fresh(endpoint: Endpoint) -> Endpoint:
    with database.scope():
        return Endpoint.get_by_id(endpoint.id)


def change(endpoint: Endpoint, **values: Any) -> None:
    with database.write():
        Endpoint.update(values).where(Endpoint.id == endpoint.id).execute()


def deliveries(endpoint: Endpoint) -> list[Delivery]:
    with database.scope():
        return list(Delivery.select().where(Delivery.endpoint == endpoint.id).order_by(Delivery.seq))


def tries(endpoint: Endpoint) -> list[Attempt]:
    with database.scope():
        return list(Attempt.select().where(Attempt.endpoint_id == endpoint.id).order_by(Attempt.id))


def after(start: datetime, seconds: float) -> datetime:
    return start + timedelta(seconds=seconds)
