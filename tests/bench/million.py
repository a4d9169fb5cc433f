"""A million links in the table: how long the start takes, how much memory, how soon a link never asked for answers.

Throughput is compared with a server that has a thousand links, both up at the same time, asked in turn.
"""

import http.client
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.load import AGENT, LANGUAGE, put
from tests.bench.servers import OURS, make_links, port_of, process

MANY = 1_000_000
FEW = 1_000
START_S = 10.0
MEMORY_MIB = 1200
COLD_MS = 5.0
COLD_LINKS = 2_000
ASKED = 1_000
ROUNDS = 9
ROUND_S = 2.0
SAME = 0.9  # throughput beside that of a thousand links; less is not the same any more


def main() -> int:
    """Print the figures; return 0 when the goals are met."""
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as folder:
        return _measure(Path(folder))


def _measure(folder: Path) -> int:
    many, few = str(folder / "many.db"), str(folder / "few.db")
    slugs = make_links(many, MANY)
    random.Random(1).shuffle(slugs)
    few_paths = [f"/r/{slug}" for slug in make_links(few, FEW)]
    cold = [f"/r/{slug}" for slug in slugs[:COLD_LINKS]]
    many_paths = [f"/r/{slug}" for slug in slugs[COLD_LINKS : COLD_LINKS + ASKED]]
    began = time.monotonic()
    with process(OURS, many, folder=folder) as (line, pid):
        start_s = time.monotonic() - began
        memory = max(_resident_mib(one) for one in _family(pid))
        cold_ms = _p99(_ask_once(port_of(line), cold))
        with process(OURS, few, folder=folder) as (few_line, _):
            ratios = [
                put(port_of(line), many_paths, ROUND_S, folder).per_s
                / put(port_of(few_line), few_paths, ROUND_S, folder).per_s
                for _ in range(ROUNDS)
            ]
    ratio = statistics.median(ratios)
    print(
        f"million  start {start_s:.1f} s (goal {START_S:.0f}), largest process {memory:,.0f} MiB (goal {MEMORY_MIB:,})"
    )
    print(f"million  first redirect of a cold link p99 {cold_ms:.2f} ms (goal {COLD_MS:.0f})")
    print(f"million  throughput beside a thousand links {ratio:.2f} "
          f"(median of {', '.join(f'{one:.2f}' for one in ratios)})")  # fmt: skip
    met = start_s <= START_S and memory <= MEMORY_MIB and cold_ms <= COLD_MS and ratio >= SAME
    print(f"million  goals: {'met' if met else 'MISSED'}")
    return 0 if met else 1


def _ask_once(port: int, paths: Sequence[str]) -> list[float]:
    """Return how long each path took, in milliseconds, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    took: list[float] = []
    for path in paths:
        began = time.perf_counter()
        connection.request("GET", path, headers={"User-Agent": AGENT, "Accept-Language": LANGUAGE})
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status == 302, f"{path} answered {answer.status}"
    connection.close()
    return took


def _p99(values: list[float]) -> float:
    return sorted(values)[len(values) * 99 // 100]


def _family(pid: int) -> list[int]:
    """Return a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    sys.exit(main())
