"""``qrdesk serve`` as nodes: each with a folder of its own, on one database, killed and started again on its port."""

import http.client
import json
import shutil
from collections.abc import Generator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qrdesk.core import database
from qrdesk.core.hits import recount
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.core.hits.places import rows_of
from tests.daemon.asking import Answered
from tests.desks import make_key
from tests.faults.load import Load
from tests.faults.marks import STORED, serial_of
from tests.faults.processes import Process, free_port, wait_for

HOME = "https://x.example/"
_RULED = {"conditions": [{"kind": "os", "any_of": ["ios", "windows", "other", "android"]}], "destination": HOME}
_OFTEN = {"conditions": [{"kind": "hits", "at_least": 1_000_000}], "destination": "https://never.example/"}
_LINKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "ruled": {"rules": [_RULED]},
    "counting": {"rules": [_OFTEN]},
    "marked": {"rules": [_RULED], "remember_visitors": True},
}
LOCATIONS = {f"/r/{slug}": HOME for slug in _LINKS}  # the known links of every test here, and where they lead


class Node:
    """One server."""

    def __init__(
        self, url: str, data_dir: Path, environ: Mapping[str, str], *, server: str = "waitress", workers: int = 1
    ) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self._command = ("serve", "--port", str(self.port), "--server", server, "--workers", str(workers))
        self._environ = {**environ, "QRDESK_DATABASE": url, "QRDESK_DATA_DIR": str(data_dir)}
        self._process: Process | None = None

    def start(self) -> None:
        log = self.data_dir.parent / f"{self.data_dir.name}.log"
        self._process = Process("-m", "qrdesk", *self._command, log=log, environ=self._environ)
        self._process.wait_said("QRDesk serving on")

    def kill(self) -> None:
        """Kill -9 all of its processes."""
        assert self._process is not None
        assert len(self._process.family()) >= 3  # the supervisor, a web process, the background process
        self._process.kill_family()

    def stop(self) -> int:
        """Ask it to stop, and return its exit code."""
        assert self._process is not None
        return self._process.terminate()

    def close(self) -> None:
        """End whatever is left, at the end of a test."""
        if self._process is not None:
            self._process.close()

    def ask(
        self, path: str, key: str = "", body: object = None, *, method: str = "GET", seconds: float = 30.0
    ) -> Answered:
        """Ask by a connection of our own."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)) as connection:
            headers = {"Authorization": f"Bearer {key}"} if key else {}
            sent = None if body is None else json.dumps(body)
            connection.request(method, path, sent, {**headers, "Content-Type": "application/json"} if sent else headers)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answered(answer.status, told, answer.read())

    def health(self) -> tuple[int, str]:
        """Return the status of ``/healthz`` and the reason that it gives."""
        answer = self.ask("/healthz")
        return answer.status, str(json.loads(answer.body).get("reason", ""))

    def knows(self, slug: str) -> bool:
        """Say whether it leads visitors of a link on."""
        return self.ask(f"/{slug}", method="HEAD").headers.get("location") == HOME

    def spool_files(self) -> list[Path]:
        """Return what waits in its folder, counted or not."""
        return [path for path in (self.data_dir / "spool").rglob("*") if path.is_file()]


@dataclass
class Nodes:
    """Nodes on one database."""

    url: str
    all: tuple[Node, ...]
    key: str

    def try_to_make(self, node: Node, slug: str, **more: Any) -> bool:
        """Make a link at a node; False where it cannot now."""
        draft = {"destination": HOME, "slug": slug, **more}
        answer = node.ask("/api/v1/links", self.key, draft, method="POST")
        if answer.status == 201:
            return True
        assert answer.status == 503, answer  # and nothing was made
        return False

    def check(self, load: Load, *, dropped: int = 0) -> str:
        """Compare what is stored with what was answered, once all have stopped; return the figures.

        ``dropped`` is how many hits the nodes say could not be recorded.
        """
        open_database(self.url, Settings(data_dir=str(self.all[0].data_dir)))
        try:
            with database.scope():
                serials = [serial_of(hit["host"], hit["version"]) for hit in rows_of(STORED) if hit["host"]]
                assert recount.compare() == []
                assert database.find_damage() == ""
        finally:
            database.close()
        stored = set(serials)
        assert len(serials) == len(stored), "a hit was counted twice"
        lost = load.answered - stored
        assert len(lost) == dropped, f"{len(lost)} answered hits of {len(load.answered)} were lost"
        assert stored - load.answered <= load.unanswered
        for node in self.all:
            assert node.spool_files() == []
        return (
            f"sent {load.sent}, answered {len(load.answered)}, cut off {len(load.unanswered)}, dropped {dropped}, "
            f"counted {len(stored)}, slowest answer {load.slowest_s * 1000:.0f} ms"
        )


@contextmanager
def nodes_on(url: str, *nodes: Node) -> Generator[Nodes]:
    """Start nodes on a database, which is made where there is none, with the known links."""
    first, *others = nodes
    key = make_key(open_database(url, Settings(data_dir=str(first.data_dir))))
    database.close()
    with ExitStack() as stack:
        for node in nodes:
            stack.callback(node.close)
        for node in others:
            node.data_dir.mkdir(mode=0o700)
            shutil.copy(first.data_dir / "secret.key", node.data_dir)
        for node in nodes:
            node.start()
        found = Nodes(url, nodes, key)
        for slug, more in _LINKS.items():
            assert found.try_to_make(first, slug, **more)
        for node in others:
            for slug in _LINKS:
                wait_for(lambda node=node, slug=slug: node.knows(slug), "a link is not known")
        yield found


@contextmanager
def two_nodes(url: str, folder: Path, first: Mapping[str, str] | None = None, **environ: str) -> Generator[Nodes]:
    """Start two nodes, one for each way to speak HTTP; ``first`` is the environment of the first one alone."""
    here = Node(url, folder / "here", {**environ, **(first or {})})
    with nodes_on(url, here, Node(url, folder / "there", environ, server="granian")) as nodes:
        yield nodes
