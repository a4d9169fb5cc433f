"""A hit limit and a first visit are exact: two real web processes, a hundred visitors in the same moment."""

import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.models import Hit, HitWay, Link
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.daemon.asking import read_all, until
from tests.daemon.houses import make, used

VISITORS = 100
LIMIT = 50
THERE, HELLO = "https://example.com/there", "https://example.com/hello"
_ROOT = Path(__file__).resolve().parents[2]
_CODE = """
import sys
from qrdesk.daemon.serve import serve
sys.exit(serve("127.0.0.1", 0, sys.argv[1], workers=2))
"""


@pytest.fixture
def url(database_url: str, tmp_path: Path) -> Iterator[str]:
    """A new database, open in this process too."""
    open_database(database_url, Settings(data_dir=str(tmp_path / "data")))
    yield database_url
    database.close()


@contextmanager
def serving(url: str, folder: Path) -> Generator[int]:
    """Serve the database with two web processes, and hand out the port."""
    environ = {**os.environ, "PYTHONPATH": str(_ROOT), "QRDESK_DATA_DIR": str(folder / "data")}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", _CODE, url], stdout=subprocess.PIPE, stderr=log, text=True, env=environ
        )
    assert process.stdout is not None
    try:
        line = process.stdout.readline().strip()
        assert line.startswith("QRDesk serving on"), (folder / "log").read_text()
        yield int(line.rpartition(":")[2])
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


def ask_together(port: int, path: str) -> Counter[tuple[int, str]]:
    """Ask for a path from many connections before any answer is read; return each status and Location."""
    sent = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: Phone/1\r\nConnection: close\r\n\r\n".encode()
    came: Counter[tuple[int, str]] = Counter()
    with ExitStack() as stack:
        crowd = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60)) for _ in range(VISITORS)
        ]
        for one in crowd:
            one.sendall(sent)
        for one in crowd:
            head = read_all(one).partition(b"\r\n\r\n")[0].decode().split("\r\n")
            location = next((line.partition(": ")[2] for line in head if line.startswith("Location: ")), "")
            came[int(head[0].split()[1]), location] += 1
    return came


@pytest.mark.slow
def test_exactly_as_many_pass_as_may_and_one_visitor_is_new_once(url: str, tmp_path: Path) -> None:
    limited = make("limited", THERE, hit_limit=LIMIT)
    rule = {"id": "rul_1", "conditions": [{"kind": "visitor", "seen": "new"}], "destination": HELLO}
    greeting = make("greeting", THERE, routing={"rules": [rule]})
    with serving(url, tmp_path) as port:
        assert ask_together(port, "/r/limited") == {(302, THERE): LIMIT, (410, ""): VISITORS - LIMIT}
        assert used(limited) == LIMIT
        assert ask_together(port, "/greeting") == {(302, HELLO): 1, (302, THERE): VISITORS - 1}
        with database.scope():
            until(lambda: Hit.select().count() == LIMIT + VISITORS, within_s=30)
    rules = {way.id: way.rule for way in HitWay.select()}
    hits = Counter((hit.link_id, rules[hit.way_id]) for hit in Hit.select())
    assert hits == {(limited.id, ""): LIMIT, (greeting.id, "rul_1"): 1, (greeting.id, ""): VISITORS - 1}
    assert Link.get_by_id(limited.id).hits_used == LIMIT
