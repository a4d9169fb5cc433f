"""What the benchmarks share: servers as processes, tables full of links, and the drain catching up."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from peewee import fn

from qrdesk.core import database, ids
from qrdesk.core.models import Domain, Hit, Link
from qrdesk.core.opening import open_database
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.settings import Settings

DRAIN_S = 60.0  # the drain gets this long to catch up, and should need a moment
_TOLD_S = 2.0  # by then each process has told the others what it recorded
_LOOK_S = 0.1
ROOT = Path(__file__).resolve().parents[2]

BARE = """
import logging, socket, sys, waitress
logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # or it would spend its time on warnings
HEADERS = [("Location", "https://example.com/landing"), ("Content-Length", "0")]
def app(environ, start_response):
    start_response("302 Found", HEADERS)
    return []
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
waitress.serve(app, sockets=[listener], threads=int(sys.argv[1]), _quiet=True)
"""
OURS = """
import sys
from qrdesk.daemon.serve import serve
sys.exit(serve("127.0.0.1", 0, sys.argv[1]))
"""
OURS_ON = """
import sys
from qrdesk.daemon.serve import serve
sys.exit(serve("127.0.0.1", 0, sys.argv[1], server="{0}", workers={1}))
"""
# Five rules, of which the last one wins for the visitor that load.py plays: every test before it is made in vain.
FIVE_RULES = Routing.model_validate(
    {
        "time_zone": "Europe/Berlin",
        "rules": [
            {
                "id": "rul_bench00001",
                "conditions": [{"kind": "country", "any_of": ["AQ"]}],
                "destination": "https://example.com/ice",
            },
            {
                "id": "rul_bench00002",
                "conditions": [
                    {"kind": "os", "any_of": ["ios"]},
                    {"kind": "time", "windows": [{"start": "00:00", "end": "24:00"}], "negate": True},
                ],
                "destination": "https://example.com/never",
            },
            {
                "id": "rul_bench00003",
                "conditions": [{"kind": "language", "any_of": ["fr", "pt-BR"]}],
                "destination": "https://example.com/fr",
            },
            {
                "id": "rul_bench00004",
                "conditions": [{"kind": "query", "name": "ref", "any_of": ["card"]}],
                "destination": "https://example.com/card",
            },
            {
                "id": "rul_bench00005",
                "conditions": [{"kind": "device", "any_of": ["mobile", "tablet"]}],
                "variants": [
                    {"id": "var_a", "destination": "https://example.com/a", "weight": 2},
                    {"id": "var_b", "destination": "https://example.com/b", "weight": 1},
                ],
            },
        ],
    }
).to_text()


def _mint(count: int) -> list[str]:
    slugs: dict[str, None] = {}
    while len(slugs) < count:
        slugs.setdefault(ids.mint_slug() + ids.mint_slug()[:2])
    return list(slugs)


def make_links(url: str, count: int, routing: str = "") -> list[str]:
    """Add ``count`` links to a database, new or old, and return their slugs. Plain SQL: a million take minutes else."""
    open_database(url, Settings())
    names = _mint(count)
    with database.write():
        epoch = database.bump_epoch()
        domain = Domain.get(Domain.is_default)
        first = (Link.select(fn.MAX(Link.id)).scalar() or 0) + 1
        at = int(datetime.now(UTC).timestamp() * 1_000_000)
        same = {
            "workspace_id": domain.workspace_id,
            "domain_id": domain.id,
            "routing": routing,
            "epoch": epoch,
            "created_at": at,
            "updated_at": at,
        }
        blank = {one.column_name: one.default for one in Link._meta.sorted_fields if not one.null}
        columns = list({**blank, **same})
        links = (
            {
                **blank,
                **same,
                "id": first + number,
                "public_id": ids.mint_id("lnk"),
                "uuid": ids.mint_uuid(),
                "slug": slug,
                "destination": f"https://example.com/menu/{slug}",
            }
            for number, slug in enumerate(names)
        )
        write = database.proxy.connection().executemany
        marks = ", ".join(f":{one}" for one in columns)
        write(f"INSERT INTO link ({', '.join(columns)}) VALUES ({marks})", links)
        owned = ((domain.id, first + number, slug, slug.lower()) for number, slug in enumerate(names))
        write("INSERT INTO slug (domain_id, link_id, slug, folded) VALUES (?, ?, ?, ?)", owned)
    database.close()
    return names


def processes_of(pid: int) -> dict[int, str]:
    """Return the processes that ``pid`` has started, and those that these have, by what each is called on Linux."""
    found = {pid: _called(pid)}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found |= processes_of(int(child))
    return found


def _called(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return " ".join(word.removeprefix("qrdesk.daemon.") for word in words if word.startswith(("qrdesk.", "web-")))


@contextmanager
def process(code: str, argument: str, *, folder: Path, start_s: float = 120.0) -> Generator[tuple[str, int]]:
    """Run ``code`` in a process of its own; yield the line it prints when it serves, and its pid."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "QRDESK_DATABASE": "", "QRDESK_DATA_DIR": ""}
    with (folder / "servers.log").open("a") as log:
        running = subprocess.Popen(
            [sys.executable, "-c", code, argument], stdout=subprocess.PIPE, stderr=log, text=True, env=environ
        )
    assert running.stdout is not None
    try:
        line = running.stdout.readline().strip()
        if not line:
            sys.exit(f"A server did not start:\n{(folder / 'servers.log').read_text()}")
        yield line, running.pid
    finally:
        running.send_signal(signal.SIGTERM)
        try:
            running.wait(start_s)
        except subprocess.TimeoutExpired:
            running.kill()
        running.stdout.close()


def port_of(line: str) -> int:
    """Return the port that a line such as ``QRDesk serving on http://127.0.0.1:8765`` ends in."""
    return int(line.rpartition(":")[2])


def stored_hits(url: str) -> int:
    """Return how many hits are stored by now."""
    database.connect(url)
    try:
        return Hit.select().count()
    finally:
        database.close()


def await_drain(
    port: int, url: str, before: int = 0, patience_s: float = DRAIN_S
) -> tuple[dict[str, int], int, float, int]:
    """Return what was recorded, what is stored, how long the drain took to catch up, and how far it was behind.

    ``before`` is how many hits were in the database when the server started.
    """
    began = changed_at = time.monotonic()
    database.connect(url)
    try:
        seen = first = (_recorded(port)["hits"], Hit.select().count() - before)
        while (now := time.monotonic()) - began < patience_s:
            recorded, stored = seen
            if stored >= recorded["spooled"] and now - changed_at > _TOLD_S:
                break
            time.sleep(_LOOK_S)
            look = (_recorded(port)["hits"], Hit.select().count() - before)
            if (look[0]["spooled"], look[1]) != (recorded["spooled"], stored):
                changed_at = time.monotonic()
            seen = look
        return *seen, changed_at - began, first[0]["spooled"] - first[1]
    finally:
        database.close()


def _recorded(port: int) -> dict[str, dict[str, int]]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        return json.load(answer)
