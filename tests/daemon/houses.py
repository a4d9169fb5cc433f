"""A front over real plans and a real database, without a socket: what a visitor gets, and what is recorded of it."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from qrdesk.core import database
from qrdesk.core.hits.records import Miss
from qrdesk.core.models import Domain, Link
from qrdesk.core.opening import open_database
from qrdesk.core.passwords import hash_password
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.settings import Settings
from qrdesk.daemon.front import Front
from qrdesk.daemon.hits import Hits
from qrdesk.daemon.ledger import DatabaseLedger, Ledger
from qrdesk.daemon.redirect import Redirects
from qrdesk.daemon.unlocking import Unlocking
from qrdesk.daemon.visits import Agent, Sources, Visits
from qrdesk.daemon.ways import Ways
from tests.core.redirect.making import add_link, change
from tests.daemon.asking import Answered, ask

NOW_NS = 1_790_000_000_123_456_789
NOW_S = NOW_NS / 1e9
DAY = 20717  # of NOW_S, as the visitors below count them
SECRET = b"the secret key of a database"
PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1"
BOT = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


class Recorder:
    """Keeps what it is handed; refuses or fails when told to."""

    def __init__(self) -> None:
        self.hits: list[tuple[Any, ...]] = []
        self.misses: list[Miss] = []
        self.answer = True
        self.fault: Exception | None = None

    def record(self, *hit: Any) -> bool:
        if self.fault:
            raise self.fault
        self.hits.append(hit)
        return self.answer

    def record_miss(self, miss: Miss) -> None:
        if self.fault:
            raise self.fault
        self.misses.append(miss)


class Visitors:
    """Tells visitors apart by their address."""

    def id(self, _workspace_id: int, _now_s: float, address: str, _user_agent: str) -> str:
        return f"visitor of {address}"

    def day(self, _workspace_id: int, now_s: float) -> int:
        return int(now_s // 86_400)


class House:
    """A front with its parts at hand."""

    def __init__(self, ledger: Ledger | None = None) -> None:
        self.recorder = Recorder()
        self.store = PlanStore(poll_ms=50)
        self.store.refresh()
        self.store.start()
        hits = Hits(self.store, self.recorder, Visitors(), clock_ns=lambda: NOW_NS)
        self.redirects = Redirects(self.store, hits)
        self.now_s = NOW_S
        self.draw = 0.0
        self.agents: list[str] = []  # user agents that a rule asked about
        self.addresses: list[str] = []  # addresses that a rule asked about
        sources = Sources(self._agent, self._place, Visitors(), lambda: self.draw, lambda: self.now_s)
        self.visits = Visits(self.store, sources)
        self.unlocking = Unlocking(SECRET, clock=lambda: self.now_s)
        self.ways = Ways(self.redirects, self.visits, self.unlocking, ledger or DatabaseLedger())
        self.app_paths: list[str] = []
        self.front = Front(
            self.store, self.redirects, self._app, lambda: pytest.fail("nobody asked for health"), ways=self.ways
        )

    def _agent(self, user_agent: str) -> Agent:
        self.agents.append(user_agent)
        return Agent("ios", "mobile", "Safari") if "iPhone" in user_agent else Agent("windows", "desktop", "Edge")

    def _place(self, address: str) -> tuple[str, str]:
        self.addresses.append(address)
        return ("DE", "DE-BY") if address.startswith("203.") else ("", "")

    def _app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.app_paths.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] == "/api/v1/breaks":
            start_response("200 OK", [])
            raise RuntimeError("a fault <of> ours")
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"the app"]

    def ask(self, path: str, **more: Any) -> Answered:
        return ask(self.front, path, **more)


@contextmanager
def opened_house(url: str, data_dir: str = "", ledger: Ledger | None = None) -> Generator[House]:
    """A front over a new database whose default domain is go.example."""
    open_database(url, Settings(public_url="https://go.example", data_dir=data_dir))
    made = House(ledger)
    try:
        yield made
    finally:
        made.store.stop()
        database.close()


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    """A front over a new database whose default domain is go.example."""
    with opened_house(database_url, str(tmp_path / "data")) as made:
        yield made


def make(slug: str, destination: str = "https://example.com/", *, routing: Any = None, **columns: Any) -> Link:
    """Make a link with rules and locks; ``password`` is a column too."""
    link = add_link(slug, destination)
    if password := columns.pop("password", ""):
        columns["password_hash"] = hash_password(password)
    if routing is not None:
        columns["routing"] = Routing.model_validate(routing).to_text()
    change(link, **columns)
    return link


def change_domain(**columns: Any) -> None:
    """Edit the default domain as a service does."""
    with database.write():
        Domain.update(**columns, epoch=database.bump_epoch()).where(Domain.is_default).execute()


def used(link: Link) -> int:
    """Return how much of its hit limit a link has used up."""
    return Link.get_by_id(link.id).hits_used
