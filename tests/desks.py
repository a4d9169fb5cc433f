"""QRDesk as tests use it: a database of their own, its API in process or behind a real server, and keys for it."""

import io
import itertools
import json
import threading
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from qrdesk.core import database
from qrdesk.core.context import Actor, Context
from qrdesk.core.models import Domain, Member, Workspace
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.services import keys
from qrdesk.core.settings import Settings
from qrdesk.daemon.api import build_app
from qrdesk.daemon.listening import listen
from qrdesk.daemon.server import Server


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def code(self) -> str:
        return self.json["error"]["code"]

    @property
    def data(self) -> Any:
        return self.json["data"]


@dataclass(frozen=True)
class Desk:
    """An open database, its application, and its owner's key."""

    opened: Opened
    app: WSGIApplication
    key: str

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> Answer:
        """Send one request to the application, with the owner's key unless told otherwise (empty: none)."""
        key = self.key if key is None else key
        sent = {"Authorization": f"Bearer {key}"} if key else {}
        if body is not None:
            content, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        return ask(self.app, method, path, {**sent, **(headers or {})}, content or b"")


def ask(app: WSGIApplication, method: str, target: str, headers: Mapping[str, str], content: bytes = b"") -> Answer:
    """Send one request to a WSGI application, spelled as a server would."""
    path, _, query = target.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8765",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(content),
        "wsgi.input_terminated": True,
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        plain = name.upper().replace("-", "_")
        environ[plain if plain in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{plain}"] = value
    begun: list[tuple[int, dict[str, str]]] = []

    def start_response(status: str, sent: list[tuple[str, str]], failed: object = None) -> Any:
        begun.append((int(status[:3]), dict(sent)))

    parts: Iterable[bytes] = app(environ, start_response)
    whole = b"".join(parts)
    (status, found), *_ = begun
    return Answer(status, found, whole)


@contextmanager
def desk(url: str, data_dir: Path, key: str = "") -> Generator[Desk]:
    """Open a database, and build its application. Its owner gets a key, unless there is one from before."""
    settings = Settings(data_dir=str(data_dir))
    opened = open_database(url, settings)
    app = build_app(opened, settings)
    try:
        yield Desk(opened, app, key or make_key(opened))
    finally:
        app.close()
        database.close()


def from_everywhere(app: WSGIApplication) -> WSGIApplication:
    """Return ``app`` to which every request comes from another address."""
    numbers: Iterator[int] = itertools.count()

    def asked(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        high, low = divmod(next(numbers), 256)
        moved: dict[str, Any] = {**environ, "REMOTE_ADDR": f"10.0.{high % 256}.{low}"}
        return app(moved, start_response)

    return asked


@contextmanager
def served(app: WSGIApplication, kind: type[Any] = Server) -> Generator[str]:
    """Serve an application with our own server on a free port of this computer, and hand out its address."""
    listener = listen("127.0.0.1", 0)
    server = kind(app, listener, Settings())
    thread = threading.Thread(target=server.run, name="served")
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.stop()
        thread.join(20)
        assert not thread.is_alive()


def context(opened: Opened, actor: Actor | None = None) -> Context:
    """Return what a service function is handed, for the owner unless told otherwise."""
    return Context(actor or opened.owner, datetime.now(UTC), opened.secret_key, files=opened.files)


def make_key(opened: Opened, *scopes: str, actor: Actor | None = None) -> str:
    """Make a key with these scopes (none: all of them) and return its text."""
    draft = KeyDraft(name="test", scopes=scopes or ("all",))  # type: ignore[arg-type]  # pydantic reads words as scopes
    with database.scope():
        return keys.create_key(context(opened, actor), draft).key


def second_workspace() -> Actor:
    """Make another business on the same server, with a domain of its own, and return its owner."""
    now = datetime.now(UTC)
    with database.scope(), database.write():
        workspace = Workspace.create(name="Other", time_zone="UTC", created_at=now)
        member = Member.create(workspace=workspace, name="Other owner", role="owner", created_at=now)
        Domain.create(workspace=workspace, scheme="https", host="other.example", is_default=True, created_at=now)
    return Actor(workspace.id, frozenset({"all"}), member_id=member.id)
