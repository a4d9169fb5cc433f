"""Redirects while somebody reads statistics: ``python -m tests.bench paced [HITS]``, about three minutes.

500 redirects a second, evenly, for 20 seconds, while another process asks one question after another of a database of
ten million hits: the daemon on a copy of that database, on Waitress and on granian, and then the bare server under the
same questions. An answer's time counts from when it was due, so that one late answer does not hide those behind it.
"""

import multiprocessing
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

from qrdesk.core.settings import Settings
from tests.bench.questions import ask_until
from tests.bench.sending import requests_of_visitors
from tests.bench.servers import BARE, OURS_ON, await_drain, port_of, process
from tests.bench.stored import FILE, HITS, stored

GOAL_P99_MS = 10.0
PER_S = 500
SECONDS = 20
WARM_S = 3
CONNECTIONS = 16
SERVERS = (("waitress", 1), ("granian", 2))
_PATIENCE_S = 10.0


@dataclass(frozen=True)
class Paced:
    """What one run measured; milliseconds from when each request was due, in order of size."""

    took_ms: list[float]
    questions: float
    slowest_ms: float  # of the questions

    def part(self, share: float) -> float:
        """Return the time that ``share`` of the answers did not exceed."""
        return self.took_ms[min(int(len(self.took_ms) * share), len(self.took_ms) - 1)]


def main(number: int = HITS) -> int:
    """Print the figures; return 0 when the goals are met."""
    source = stored(number).parent
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-", dir=source.parent) as kept:
        folder = Path(kept)
        copy = folder / "copy"
        _copy(source, copy)
        return _measure(copy / FILE, folder, number)


def _measure(database: Path, folder: Path, number: int) -> int:
    asked = requests_of_visitors(PER_S * (SECONDS + WARM_S))
    met, before = True, number
    for server, workers in SERVERS:
        is_met, before = _ours(server, workers, database, folder, asked, before)
        met = met and is_met
    with process(BARE, str(Settings().threads), folder=folder) as (bare_line, _):
        _print("bare waitress, the same questions", _run(int(bare_line), asked, database))
    print(f"paced    goal p99 < {GOAL_P99_MS:.0f} ms of each, every hit stored: {'met' if met else 'MISSED'}")
    return 0 if met else 1


def _ours(
    server: str, workers: int, database: Path, folder: Path, asked: Sequence[bytes], before: int
) -> tuple[bool, int]:
    """Measure one of our servers; say whether it met the goals, and how many hits are stored by now."""
    name = f"{server} x {workers}"
    with process(OURS_ON.format(server, workers), str(database), folder=folder) as (line, _):
        port = port_of(line)
        calm = _run(port, asked)
        ours = _run(port, asked, database)
        recorded, kept, _, behind = await_drain(port, str(database), before)
    sent = 2 * len(asked)
    _print(f"{name}, nobody asks, {before:,} hits", calm)
    _print(f"{name}, while questions are asked", ours)
    print(
        f"paced    {sent:,} redirects sent, {recorded['spooled']:,} recorded, {kept:,} stored, "
        f"{behind:,} behind at the end"
    )
    return ours.part(0.99) < GOAL_P99_MS and kept == recorded["spooled"] >= sent, before + kept


def _print(name: str, run: Paced) -> None:
    print(
        f"paced    p50 {run.part(0.5):6.2f} ms  p99 {run.part(0.99):6.2f} ms  p99.9 {run.part(0.999):7.2f} ms  {name}"
        + (f" ({run.questions:,.0f}, the slowest {run.slowest_ms:,.0f} ms)" if run.questions else "")
    )


def _copy(source: Path, target: Path) -> None:
    """Copy a folder; where the file system can, without copying what is in it."""
    if (
        shutil.which("cp")
        and subprocess.run(["cp", "-r", "--reflink=auto", source, target], check=False).returncode == 0
    ):
        return
    shutil.copytree(source, target, dirs_exist_ok=True)


def _run(port: int, asked: Sequence[bytes], database: Path | None = None) -> Paced:
    """Send the requests one by one, evenly; while a process asks questions of ``database``, if there is one."""
    with _questions(database) as told:
        took_ms = _send(port, asked)
    return Paced(sorted(took_ms[PER_S * WARM_S :]), *told)


@contextmanager
def _questions(database: Path | None) -> Generator[list[float]]:
    """Ask questions in a process of its own; afterwards the list holds how many there were and the slowest, in ms."""
    told: list[float] = []
    if database is None:
        yield told
        told += [0, 0.0]
        return
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    enough = context.Event()
    asking = context.Process(target=_ask, args=(str(database), there, enough))
    asking.start()
    there.close()  # so that an end of the process is noticed
    try:
        here.recv()
        yield told
    finally:
        enough.set()
        told += here.recv()
        asking.join()


def _ask(database: str, answers: "Connection[list[float], None]", enough: Event) -> None:
    took_ms: list[float] = []
    for one in ask_until(database, enough.is_set):
        if not took_ms:
            answers.send([])
        took_ms.append(one)
    answers.send([len(took_ms), max(took_ms)])


def _send(port: int, asked: Sequence[bytes]) -> list[float]:
    """Send each request when it is due, over whichever connection is free; return how long after that its answer came.

    Raises:
        ConnectionError: the server closed a connection, or answered something else than a redirect.
    """
    took_ms = [0.0] * len(asked)
    free = deque(socket.create_connection(("127.0.0.1", port), _PATIENCE_S) for _ in range(CONNECTIONS))
    connections = tuple(free)
    began, sent, answered = time.perf_counter() + 0.1, 0, 0
    with selectors.SelectSelector() as waiting:  # the others wait for whole milliseconds
        while answered < len(asked):
            late_s = time.perf_counter() - began - sent / PER_S
            if late_s >= 0 and sent < len(asked) and free:
                connection = free.popleft()
                connection.sendall(asked[sent])
                waiting.register(connection, selectors.EVENT_READ, sent)
                sent += 1
                continue
            for key, _ in waiting.select(min(max(-late_s, 0), 0.05) if free else _PATIENCE_S):
                connection = key.fileobj
                assert isinstance(connection, socket.socket)
                answer = connection.recv(65536)
                if not (answer.startswith(b"HTTP/1.1 302") and answer.endswith(b"\r\n\r\n")):
                    raise ConnectionError(f"No redirect: {answer[:200]!r}")
                took_ms[key.data] = (time.perf_counter() - began - key.data / PER_S) * 1000
                waiting.unregister(connection)
                free.append(connection)
                answered += 1
    for connection in connections:
        connection.close()
    return took_ms


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else HITS))
