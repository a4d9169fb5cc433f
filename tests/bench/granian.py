"""How fast granian sends visitors on, two processes of it, with hits recorded and drained, beside a bare granian.

The bare one answers a constant 302 from two processes and does nothing else. Both are real processes on this machine,
up at the same time with two of Waitress, asked in turn. The goal is a median ratio, and every answered hit stored once.
"""

import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench.load import Load, put
from tests.bench.redirects import ASKED, LINKS, ROUND_S, ROUNDS
from tests.bench.servers import await_drain, make_links, port_of, process

GOAL = 0.6
PER_S_GOAL = 40_000
BARE = """
import socket, sys
from granian import Granian
HEADERS = [("Location", "https://example.com/landing"), ("Content-Length", "0")]
def app(environ, start_response):
    start_response("302 Found", HEADERS)
    return []
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
print(port, flush=True)
server = Granian("bare", port=port, interface="wsgi", workers=2, blocking_threads=int(sys.argv[1]), log_enabled=False)
server.serve(target_loader=lambda *_: app, wrap_loader=False)
"""
OURS = """
import sys
from qrdesk.daemon.serve import serve
sys.exit(serve("127.0.0.1", 0, sys.argv[1], server="{0}", workers=2))
"""
THREADS = "1"  # of the bare one: with more it is slower


def main() -> int:
    """Print the figures; return 0 when the goals are met."""
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as folder:
        return _measure(Path(folder))


def _measure(folder: Path) -> int:
    loads: dict[str, list[Load]] = {"bare granian": [], "granian": [], "waitress": []}
    urls = {name: str(folder / f"{name}.db") for name in ("granian", "waitress")}
    paths = {name: [f"/r/{slug}" for slug in make_links(url, LINKS)[:ASKED]] for name, url in urls.items()}
    with ExitStack() as stack:
        ports = {"bare granian": int(stack.enter_context(process(BARE, THREADS, folder=folder))[0])}
        for name, url in urls.items():
            line, _ = stack.enter_context(process(OURS.format(name), url, folder=folder))
            ports[name] = port_of(line)
        answered = 0
        for turn in range(ROUNDS + 1):
            for name, port in ports.items():
                load = put(port, paths.get(name, paths["granian"]), ROUND_S if turn else 1, folder)
                answered += load.answers if name == "granian" else 0
                if turn:  # the first only warms up
                    loads[name].append(load)
        recorded, stored, caught_up_s, behind = await_drain(ports["granian"], urls["granian"])
    per_s = _shown(loads)
    ratio = _ratio(loads)
    print(f"drain    {behind:,} hits behind at the end of the load, caught up after {caught_up_s:.2f} s")
    print(f"hits     {answered:,} answers read, {recorded['spooled']:,} recorded, {stored:,} stored, "
          f"{recorded['dropped']:,} dropped")  # fmt: skip
    kept = stored == recorded["spooled"] >= answered and not recorded["dropped"]
    met = ratio >= GOAL and per_s >= PER_S_GOAL and kept
    print(f"goal     {GOAL:.2f} of bare granian, {PER_S_GOAL:,} redirects/s, every recorded hit stored: "
          f"{'met' if met else 'MISSED'}")  # fmt: skip
    return 0 if met else 1


def _shown(loads: dict[str, list[Load]]) -> float:
    """Print what each server did in the median; return how many visitors granian sends on in a second."""
    middle: dict[str, float] = {}
    for name, rounds in loads.items():
        middle[name] = statistics.median(load.per_s for load in rounds)
        p50_ms, p99_ms = (
            statistics.median(times) for times in zip(*((r.p50_ms, r.p99_ms) for r in rounds), strict=True)
        )
        failures = sum(load.failures for load in rounds)
        print(f"{name:<12} x 2 {middle[name]:>8,.0f} redirects/s   p50 {p50_ms:.2f} ms   p99 {p99_ms:.2f} ms   "
              f"{failures} failures")  # fmt: skip
    return middle["granian"]


def _ratio(loads: dict[str, list[Load]]) -> float:
    """Print the ratios of each round; return the median of that to the bare one."""
    medians: dict[str, float] = {}
    for other in ("bare granian", "waitress"):
        ratios = [ours.per_s / theirs.per_s for ours, theirs in zip(loads["granian"], loads[other], strict=True)]
        medians[other] = statistics.median(ratios)
        print(f"ratio    granian / {other} {medians[other]:.2f} (of {', '.join(f'{one:.2f}' for one in ratios)})")
    return medians["bare granian"]


if __name__ == "__main__":
    sys.exit(main())
