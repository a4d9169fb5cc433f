"""How fast a scan is answered, with hits recorded and drained, beside a bare Waitress app that answers a constant 302.

Both servers are real processes on this machine, up at the same time, asked in turn. The goal is a median ratio of at
least 0.70 while the drain keeps up and every answered hit is stored once.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from qrdesk.core import database, ids
from qrdesk.core.models import Domain, Hit, Link, Slug
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.bench.load import Load, put

GOAL = 0.70
ROUNDS = 7
ROUND_S = 4.0
LINKS = 1000
ASKED = 100  # of them
DRAIN_S = 30.0  # the drain gets this long to catch up, and should need a moment
ROOT = Path(__file__).resolve().parents[2]

_BARE = """
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
_OURS = """
import sys
from qrdesk.daemon.serve import serve
sys.exit(serve("127.0.0.1", 0, sys.argv[1]))
"""


def main() -> int:
    """Print the figures; return 0 when the goal is met."""
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as folder:
        return _measure(Path(folder))


def _measure(folder: Path) -> int:
    url = str(folder / "bench.db")
    paths = _make_links(url)
    threads = str(Settings().threads)
    with _process(_BARE, threads, folder=folder) as bare_line, _process(_OURS, url, folder=folder) as our_line:
        bare_port, our_port = int(bare_line), int(our_line.rpartition(":")[2])
        put(bare_port, paths, 1, folder)
        warm_up = put(our_port, paths, 1, folder)
        bare: list[Load] = []
        ours: list[Load] = []
        for _ in range(ROUNDS):
            bare.append(put(bare_port, paths, ROUND_S, folder))
            ours.append(put(our_port, paths, ROUND_S, folder))
        recorded, stored, caught_up_s, behind = _await_drain(our_port, url)
    answered = warm_up.answers + sum(load.answers for load in ours)
    ratio = _print_loads(bare, ours)
    lost = recorded["spooled"] - stored
    print(f"drain    {behind:,} hits behind at the end of the load, caught up after {caught_up_s:.2f} s")
    print(f"hits     {answered:,} answers read, {recorded['spooled']:,} recorded, {stored:,} stored, "
          f"{recorded['dropped']:,} dropped")  # fmt: skip
    met = ratio >= GOAL and lost == 0 and not recorded["dropped"] and stored >= answered
    print(f"goal     ratio >= {GOAL:.2f}, every recorded hit stored: {'met' if met else 'MISSED'}")
    return 0 if met else 1


def _print_loads(bare: Sequence[Load], ours: Sequence[Load]) -> float:
    for name, loads in (("bare", bare), ("qrdesk", ours)):
        per_s, p50, p99 = (
            statistics.median(values)
            for values in zip(*((load.per_s, load.p50_ms, load.p99_ms) for load in loads), strict=True)
        )
        failures = sum(load.failures for load in loads)
        print(f"{name:<8} {per_s:>8,.0f} redirects/s   p50 {p50:.2f} ms   p99 {p99:.2f} ms   {failures} failures")
    ratios = [mine.per_s / theirs.per_s for mine, theirs in zip(ours, bare, strict=True)]
    ratio = statistics.median(ratios)
    print(f"ratio    {ratio:.2f} (median of {', '.join(f'{one:.2f}' for one in ratios)})")
    return ratio


def _make_links(url: str) -> list[str]:
    """Fill a new database and return the paths to ask for."""
    open_database(url, Settings())
    now = datetime.now(UTC)
    with database.write():
        epoch = database.bump_epoch()
        domain = Domain.get(Domain.is_default)
        for _ in range(LINKS):
            slug = ids.mint_slug()
            link = Link.create(
                workspace=domain.workspace_id, domain=domain, slug=slug, destination=f"https://example.com/{slug}",
                epoch=epoch, created_at=now, updated_at=now,
            )  # fmt: skip
            Slug.create(domain=domain, link=link, slug=slug, folded=slug.lower())
        slugs = [row.slug for row in Link.select(Link.slug).limit(ASKED)]
    database.close()
    return [f"/r/{slug}" for slug in slugs]


@contextmanager
def _process(code: str, argument: str, *, folder: Path) -> Generator[str]:
    """Run ``code`` in a process of its own and yield the line it prints when it serves."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "QRDESK_DATABASE": "", "QRDESK_DATA_DIR": ""}
    with (folder / "servers.log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", code, argument], stdout=subprocess.PIPE, stderr=log, text=True, env=environ
        )
    assert process.stdout is not None
    try:
        line = process.stdout.readline().strip()
        if not line:
            sys.exit(f"A server did not start:\n{(folder / 'servers.log').read_text()}")
        yield line
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
        process.stdout.close()


def _await_drain(port: int, url: str) -> tuple[dict[str, int], int, float, int]:
    """Return what was recorded, what is stored, how long the drain took to catch up, and how far it was behind."""
    began = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        recorded = json.load(answer)["hits"]
    database.connect(url)
    try:
        stored = Hit.select().count()
        behind = recorded["spooled"] - stored
        while stored < recorded["spooled"] and time.monotonic() - began < DRAIN_S:
            time.sleep(0.05)
            stored = Hit.select().count()
        return recorded, stored, time.monotonic() - began, behind
    finally:
        database.close()


if __name__ == "__main__":
    sys.exit(main())
