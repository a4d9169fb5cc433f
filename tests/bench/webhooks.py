"""How fast webhooks are sent: ``python -m tests.bench webhooks``, about five minutes.

A sender in a process of its own, bound to one core, and a receiver on the others that answers at once but for 1 % of
the endpoints, where it says nothing at all. Everything is in it: events are spread to 200 endpoints, signed, sent, and
every attempt is in the log. A bare loop that posts the same bytes over one kept connection runs beside it on that
core. Then 100,000 events wait for one endpoint, and are sent without memory growing.
"""

import asyncio
import contextlib
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import requests

from qrdesk.core import database, secrets
from qrdesk.core.hits import rows
from qrdesk.core.models import Delivery, Endpoint
from qrdesk.core.models.base import to_micros
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import outbox, signing
from qrdesk.core.webhooks.delivery import Sender
from tests.core.hits.places import make_link
from tests.core.webhooks.told import HIT, LINK

GOAL_PER_S = 500
ENDPOINTS, HANGING, EVENTS = 200, 2, 30_000
BACKLOG = 100_000
FEW = 20_000  # more than SQLite's cache of pages holds, which fills up first
BARE = 3_000
FLAT = 1.15  # memory for a long backlog beside that for a short one
_PATIENCE_S = 1200.0
_SETTINGS = Settings(webhook_allowed_networks="127.0.0.0/8")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"


class Run(NamedTuple):
    """What one process measured."""

    sent: int
    took_s: float
    cpu_s: float
    bare_per_s: float
    start_mib: float
    peak_mib: float

    @property
    def per_s(self) -> float:
        return self.sent / self.took_s


def main() -> int:
    """Print the figures; return 0 when the goals are met."""
    with _receiver() as port, tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as folder:
        many = _run(Path(folder, "many"), port, ENDPOINTS, HANGING, EVENTS)
        few = _run(Path(folder, "few"), port, 1, 0, FEW)
        long = _run(Path(folder, "long"), port, 1, 0, BACKLOG)
    print(
        f"webhooks {many.per_s:>8,.0f} deliveries/s on one core (goal {GOAL_PER_S:,}; {many.sent / many.cpu_s:,.0f} by "
        f"processor time), {many.sent:,} to {ENDPOINTS} endpoints of which {HANGING} hang"
    )
    print(
        f"webhooks {many.bare_per_s:>8,.0f} requests/s by a bare loop over one kept connection: ours are "
        f"{many.per_s / many.bare_per_s:.2f} times as many"
    )
    print(f"webhooks {long.per_s:>8,.0f} deliveries/s of a backlog of {BACKLOG:,} for one endpoint")
    grown = long.peak_mib / few.peak_mib
    print(
        f"webhooks memory {long.start_mib:,.0f} MiB at the start, {long.peak_mib:,.0f} MiB at most for {BACKLOG:,}, "
        f"{few.peak_mib:,.0f} MiB for {FEW:,} ({grown:.2f} times, goal {FLAT:.2f})"
    )
    met = many.per_s >= GOAL_PER_S and grown <= FLAT
    print(f"webhooks goals: {'met' if met else 'MISSED'}")
    return 0 if met else 1


def _run(folder: Path, port: int, endpoints: int, hanging: int, events: int) -> Run:
    folder.mkdir()
    url = str(folder / "bench.db")
    _fill(url, port, endpoints, hanging, events)
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measure, url, port, events // endpoints * (endpoints - hanging)).result()


def _fill(url: str, port: int, endpoints: int, hanging: int, events: int) -> None:
    """Make endpoints, each of a link, and have things happen to these links in turn."""
    opened = open_database(url, Settings())
    now = datetime.now(UTC)
    workspace_id = opened.owner.workspace_id
    link_ids: list[int] = []
    with database.write():
        for number in range(endpoints):
            link_ids.append(make_link(workspace_id, f"link{number}"))
            path = "hang" if number < hanging else "fast"
            Endpoint.create(
                workspace=workspace_id,
                link=link_ids[-1],
                name=f"Endpoint {number}",
                url=f"http://127.0.0.1:{port}/{path}/{number}",
                format="native",
                secret=secrets.seal(opened.secret_key, signing.mint_secret()),
                delivered_at=now,
                created_at=now,
                updated_at=now,
            )
        text = outbox.text_of({"link": LINK, "hit": HIT})
        for start in range(0, events, 1000):
            some = range(start, min(start + 1000, events))
            at = to_micros(now)
            outbox.write_all(
                [
                    outbox.Event(outbox.mint_id(), at, workspace_id, link_ids[n % endpoints], "link.clicked", text)
                    for n in some
                ]
            )
    database.close()


def _measure(url: str, port: int, expected: int) -> Run:
    """Send on one core of this machine, in a process that has done nothing before."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    opened = open_database(url, Settings())
    bare = _bare(port)
    sender = Sender(_SETTINGS, opened.secret_key)
    start_mib = _mib("VmRSS")
    began_s, cpu_s = time.perf_counter(), time.process_time()
    over: list[bool] = []

    def stopping() -> bool:
        if not over and (sender.counts["webhooks_sent"] >= expected or time.perf_counter() - began_s > _PATIENCE_S):
            over.append(True)
            took.extend((time.perf_counter() - began_s, time.process_time() - cpu_s))
        return bool(over)

    took: list[float] = []
    sender.run(stopping)
    with database.scope():
        arrived = Delivery.select().where(Delivery.status == "delivered").count()
        (logged,) = rows.ask("SELECT COUNT(*) FROM attempt WHERE outcome = 'delivered'").fetchone()
    database.close()
    if not arrived == logged == expected:
        sys.exit(f"{expected:,} were to arrive, {arrived:,} did, and {logged:,} are in the log.")
    return Run(expected, took[0], took[1], bare, start_mib, _mib("VmHWM"))


def _bare(port: int) -> float:
    """Return how many requests a second a loop makes that does nothing else."""
    body = outbox.text_of({"link": LINK, "hit": HIT}).encode()
    headers = {"Content-Type": "application/json"}
    with requests.Session() as session:
        session.trust_env = False
        session.post(f"http://127.0.0.1:{port}/fast/bare", data=body, headers=headers, timeout=15)
        began_s = time.perf_counter()
        for _ in range(BARE):
            session.post(f"http://127.0.0.1:{port}/fast/bare", data=body, headers=headers, timeout=15)
        return BARE / (time.perf_counter() - began_s)


def _mib(name: str) -> float:
    status = Path("/proc/self/status")
    found = re.search(rf"{name}:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 1.0


@contextmanager
def _receiver() -> Generator[int]:
    """Run a receiver in a process of its own; yield its port."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    running = context.Process(target=_receive, args=(there,), daemon=True)
    running.start()
    there.close()
    try:
        yield int(here.recv())
    finally:
        here.close()
        running.join(10)
        if running.is_alive():
            running.terminate()


def _receive(told: "Connection[Any, Any]") -> None:
    asyncio.run(_serve(told))


async def _serve(told: "Connection[Any, Any]") -> None:
    server = await asyncio.get_running_loop().create_server(_Talk, "127.0.0.1", 0, backlog=512)
    told.send(server.sockets[0].getsockname()[1])
    with contextlib.suppress(EOFError):  # the bench is over
        await asyncio.to_thread(told.recv)
    os._exit(0)


class _Talk(asyncio.Protocol):
    """Answers what was sent whole at once; under /hang it never does."""

    def __init__(self) -> None:
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._write: Callable[[bytes], None] = transport.write

    def data_received(self, data: bytes) -> None:
        self._got += data
        while (end := self._got.find(b"\r\n\r\n")) >= 0:
            length = _LENGTH.search(self._got, 0, end)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._got) < whole:
                return
            hangs = self._got.startswith(b"POST /hang")
            self._got = self._got[whole:]
            if not hangs:
                self._write(_ANSWER)


if __name__ == "__main__":
    sys.exit(main())
