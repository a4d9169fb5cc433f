"""How fast a scan is answered, with hits recorded and drained, beside a bare Waitress app that answers a constant 302.

Both servers are real processes on this machine, up at the same time, asked in turn: the bare one, plain links, and
links with five rules. The goals are median ratios, while the drain keeps up and every answered hit is stored once.
"""

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from qrdesk.core.settings import Settings
from tests.bench import parts
from tests.bench.load import Load, put
from tests.bench.servers import BARE, FIVE_RULES, OURS, await_drain, make_links, port_of, process

PLAIN_GOAL = 0.75
RULES_GOAL = 0.65
ROUNDS = 7
ROUND_S = 4.0
LINKS = 1000
ASKED = 100  # of them


def main() -> int:
    """Print the figures; return 0 when the goals are met."""
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as folder:
        return _measure(Path(folder))


def _measure(folder: Path) -> int:
    url = str(folder / "bench.db")
    plain = [f"/r/{slug}" for slug in make_links(url, LINKS)[:ASKED]]
    ruled = [f"/r/{slug}" for slug in make_links(url, LINKS, FIVE_RULES)[:ASKED]]
    threads = str(Settings().threads)
    with process(BARE, threads, folder=folder) as (bare_line, _), process(OURS, url, folder=folder) as (our_line, _):
        bare_port, our_port = int(bare_line), port_of(our_line)
        answered = put(our_port, plain, 1, folder).answers + put(our_port, ruled, 1, folder).answers
        put(bare_port, plain, 1, folder)
        loads: dict[str, list[Load]] = {"bare": [], "plain": [], "5 rules": []}
        for _ in range(ROUNDS):
            loads["bare"].append(put(bare_port, plain, ROUND_S, folder))
            loads["plain"].append(put(our_port, plain, ROUND_S, folder))
            loads["5 rules"].append(put(our_port, ruled, ROUND_S, folder))
        recorded, stored, caught_up_s, behind = await_drain(our_port, url)
    answered += sum(load.answers for name in ("plain", "5 rules") for load in loads[name])
    ratios = _print_loads(loads)
    parts.show(statistics.median(load.per_s for load in loads["bare"]), folder / "parts")
    lost = recorded["spooled"] - stored
    print(f"drain    {behind:,} hits behind at the end of the load, caught up after {caught_up_s:.2f} s")
    print(f"hits     {answered:,} answers read, {recorded['spooled']:,} recorded, {stored:,} stored, "
          f"{recorded['dropped']:,} dropped")  # fmt: skip
    kept = lost == 0 and not recorded["dropped"] and stored >= answered
    met = ratios["plain"] >= PLAIN_GOAL and ratios["5 rules"] >= RULES_GOAL and kept
    print(f"goal     plain >= {PLAIN_GOAL:.2f}, 5 rules >= {RULES_GOAL:.2f}, every recorded hit stored: "
          f"{'met' if met else 'MISSED'}")  # fmt: skip
    return 0 if met else 1


def _print_loads(loads: dict[str, list[Load]]) -> dict[str, float]:
    for name, rounds in loads.items():
        per_s, p50, p99 = (
            statistics.median(values)
            for values in zip(*((load.per_s, load.p50_ms, load.p99_ms) for load in rounds), strict=True)
        )
        failures = sum(load.failures for load in rounds)
        print(f"{name:<8} {per_s:>8,.0f} redirects/s   p50 {p50:.2f} ms   p99 {p99:.2f} ms   {failures} failures")
    return {name: _ratio(name, loads[name], loads["bare"]) for name in loads if name != "bare"}


def _ratio(name: str, ours: Sequence[Load], bare: Sequence[Load]) -> float:
    ratios = [mine.per_s / theirs.per_s for mine, theirs in zip(ours, bare, strict=True)]
    ratio = statistics.median(ratios)
    print(f"ratio    {name} {ratio:.2f} (median of {', '.join(f'{one:.2f}' for one in ratios)})")
    return ratio


if __name__ == "__main__":
    sys.exit(main())
