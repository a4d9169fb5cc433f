"""Two servers, each with a folder of its own, on one PostgreSQL, as tests of several nodes use them."""

import http.client
import json
import shutil
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from qrdesk.core import database
from qrdesk.core.opening import open_database
from qrdesk.core.postgres_notices import NAME
from qrdesk.core.settings import Settings
from tests.daemon.daemons import Daemon
from tests.desks import make_key

# every look for pg_notify finds this one first: the changes are committed, and nobody has notice of them
_UNHEARD = (
    b"CREATE FUNCTION public.pg_notify(text, text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
    b"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()); END $$",
)
_LISTENERS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s"


@dataclass(frozen=True)
class Nodes:
    """Two nodes and a key for both."""

    url: str
    here: Daemon
    there: Daemon
    key: str

    def make_link(self) -> str:
        """Make a link at one node; return its id."""
        return str(self._ask("POST", "/links", {"slug": "menu", "destination": "https://example.com/0"})["id"])

    def lead(self, link_id: str, destination: str) -> None:
        """Change by one node where the link leads."""
        self._ask("PATCH", f"/links/{link_id}", {"destination": destination})

    def location(self) -> str:
        """Return where the other node leads."""
        return self.there.get("/menu")[1]

    def listeners(self) -> set[int]:
        """Return the connections that listen, as the server numbers them."""
        with psycopg.connect(self.url) as connection:
            return {pid for (pid,) in connection.execute(_LISTENERS, (NAME,)).fetchall()}

    def _ask(self, method: str, path: str, body: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.here.port, timeout=60)) as connection:
            connection.request(method, f"/api/v1{path}", json.dumps(body), headers)
            answer = connection.getresponse()
            said = answer.read()
        assert answer.status in {200, 201}, said
        return json.loads(said)["data"]


@contextmanager
def two_nodes(url: str, folder: Path, *, poll_ms: int = 250, unheard: bool = False) -> Generator[Nodes]:
    """Start two nodes on a new database; they look for changes that often, and ``unheard``: no notice goes out."""
    key = make_key(open_database(url, Settings(data_dir=str(folder / "here"))))
    database.close()
    (folder / "there").mkdir(mode=0o700)
    shutil.copy(folder / "here" / "secret.key", folder / "there")
    if unheard:
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in _UNHEARD:
                connection.execute(statement)
    often = str(poll_ms)
    with ExitStack() as stack:
        here, there = (
            Daemon(url, QRDESK_DATA_DIR=str(folder / name), QRDESK_PLAN_POLL_MS=often) for name in ("here", "there")
        )
        for node in (here, there):
            stack.callback(node.stop)
        yield Nodes(url, here, there, key)
