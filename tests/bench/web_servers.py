"""How fast each server sends visitors on, hits recorded and drained, in one run: ``python -m tests.bench servers``.

Ours are Waitress with one process and with two, and granian with two; beside them stand a bare granian of two, whose
answer is the same constant 302 each time, and nginx with two workers and ``return 302``. All are real processes on this
machine, up at the same time and asked in turn. The goals are granian's: a median ratio to the bare one, so many
redirects a second, no failure, and every hit stored. At last it is shown which rate the drain keeps up with for ever.
Take about six minutes, a quiet machine, and wrk: what makes the load shares the processors.
"""

import shutil
import socket
import statistics
import sys
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.load import Load, generator, put
from tests.bench.redirects import ASKED, LINKS, ROUND_S, ROUNDS
from tests.bench.servers import OURS_ON, await_drain, make_links, port_of, process
from tests.bench.sustained import sustained

GOAL = 0.6
PER_S_GOAL = 40_000
OURS: Mapping[str, tuple[str, int]] = {
    "waitress x 1": ("waitress", 1),
    "waitress x 2": ("waitress", 2),
    "granian x 2": ("granian", 2),
}
FAST, BARE, NGINX = "granian x 2", "bare granian x 2", "nginx x 2"
_CATCH_UP_S = 600.0
# The same interface as an app's, and an answer of the same size as ours.
_BARE = """
import socket, sys
from granian import Granian
HEADERS = [("Location", "https://example.com/menu/BCDFGHJK"), ("Cache-Control", "private, no-store"),
           ("Content-Length", "0")]
def app(environ, start_response):
    start_response("302 Found", HEADERS)
    return []
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
print(port, flush=True)
server = Granian("bare", port=port, interface="wsgi", workers=2, blocking_threads=int(sys.argv[1]), log_enabled=False)
server.serve(target_loader=lambda *_: app, wrap_loader=False)
"""
_THREADS = "1"  # of the bare one: with more it is slower
_NGINX = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{}}
http {{
    access_log off; keepalive_requests 1000000000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; return 302 https://example.com/menu/BCDFGHJK; }}
}}
"""
_RUN_NGINX = """
import os, sys
print(sys.argv[1].split("|")[0], flush=True)
os.execv(sys.argv[1].split("|")[1], ["nginx", "-p", sys.argv[1].split("|")[2], "-c", "nginx.conf"])
"""


def main() -> int:
    """Print the figures; return 0 when the goals are met."""
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as folder:
        return _measure(Path(folder))


def _measure(folder: Path) -> int:
    urls = {name: str(folder / f"{name.replace(' ', '')}.db") for name in OURS}
    paths = {name: [f"/r/{slug}" for slug in make_links(url, LINKS)[:ASKED]] for name, url in urls.items()}
    with ExitStack() as stack:
        ports = {BARE: int(stack.enter_context(process(_BARE, _THREADS, folder=folder))[0])}
        for name, (server, workers) in OURS.items():
            line, _ = stack.enter_context(process(OURS_ON.format(server, workers), urls[name], folder=folder))
            ports[name] = port_of(line)
        if nginx := _nginx():
            ports[NGINX] = stack.enter_context(_redirecting(nginx, folder))
        loads: dict[str, list[Load]] = {name: [] for name in ports}
        for turn in range(ROUNDS + 1):
            for name, port in ports.items():
                loads[name].append(put(port, paths.get(name, paths[FAST]), ROUND_S if turn else 1, folder))
        kept = [_stored(name, ports[name], url, loads[name]) for name, url in urls.items()]
        counted = {name: rounds[1:] for name, rounds in loads.items()}  # the first only warms up
        middle = _shown(counted)
        _show_sustained(max(one.per_s for one in counted[FAST]), ports[FAST], urls[FAST], paths[FAST])
    ratio = statistics.median(_ratios(counted[FAST], counted[BARE]))
    failures = sum(load.failures for name in OURS for load in counted[name])
    return _judged(ratio, middle[FAST], failures, kept=all(kept))


def _judged(ratio: float, per_s: float, failures: int, *, kept: bool) -> int:
    goals = (
        (f"granian >= {GOAL:.2f} of bare granian ({ratio:.2f})", ratio >= GOAL),
        (f"granian >= {PER_S_GOAL:,} redirects/s ({per_s:,.0f})", per_s >= PER_S_GOAL),
        (f"no failures ({failures})", not failures),
        ("every recorded hit stored", kept),
    )
    for said, is_met in goals:
        print(f"goal     {said}: {'met' if is_met else 'MISSED'}")
    return 0 if all(is_met for _, is_met in goals) else 1


def _shown(loads: Mapping[str, Sequence[Load]]) -> dict[str, float]:
    """Print what each server did in the median, and how that compares; return the redirects a second."""
    middle = {name: statistics.median(load.per_s for load in rounds) for name, rounds in loads.items()}
    print(f"servers  load by {generator()}; ratios are medians of {ROUNDS} rounds")
    print(f"{'':<17}redirects/s  p50 ms  p99 ms  failures  of bare granian  of waitress x 2")
    for name, rounds in loads.items():
        p50_ms, p99_ms = (
            statistics.median(times) for times in zip(*((r.p50_ms, r.p99_ms) for r in rounds), strict=True)
        )
        of_bare, of_waitress = (statistics.median(_ratios(rounds, loads[other])) for other in (BARE, "waitress x 2"))
        print(f"{name:<17}{middle[name]:>11,.0f}{p50_ms:>8.2f}{p99_ms:>8.2f}{sum(r.failures for r in rounds):>10}"
              f"{of_bare:>17.2f}{of_waitress:>17.2f}")  # fmt: skip
    if NGINX not in loads:
        print("nginx is not installed here, and was left out.")
    return middle


def _ratios(ours: Sequence[Load], theirs: Sequence[Load]) -> list[float]:
    return [one.per_s / other.per_s for one, other in zip(ours, theirs, strict=True)]


def _stored(name: str, port: int, url: str, loads: Sequence[Load]) -> bool:
    """Wait for the drain; say whether it has every hit that was answered."""
    answered = sum(load.answers for load in loads)
    recorded, stored, caught_up_s, behind = await_drain(port, url, patience_s=_CATCH_UP_S)
    print(f"hits     {name}: {answered:,} answers read, {recorded['spooled']:,} recorded, {stored:,} stored, "
          f"{recorded['dropped']:,} dropped; {behind:,} behind, caught up after {caught_up_s:.1f} s")  # fmt: skip
    return stored == recorded["spooled"] >= answered and not recorded["dropped"]


def _show_sustained(peak: float, port: int, url: str, paths: Sequence[str]) -> None:
    asked = [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: bench\r\n\r\n".encode() for path in paths]
    found = sustained(port, url, asked)
    print(f"granian  peak {peak:,.0f} redirects/s; the drain keeps up with {found:,.0f} for ever, and stores the rest "
          "of a peak afterwards")  # fmt: skip


def _nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")


@contextmanager
def _redirecting(nginx: str, folder: Path) -> Generator[int]:
    """Run nginx with two workers that answer everything with a redirect; yield its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, port=port))
    with process(_RUN_NGINX, f"{port}|{nginx}|{folder}", folder=folder) as (line, _):
        yield int(line)


if __name__ == "__main__":
    sys.exit(main())
