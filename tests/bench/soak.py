"""Ten minutes at the rate that the drain keeps up with: ``python -m tests.bench soak [MINUTES]``.

The daemon runs granian with two processes. Visitors of a skewed crowd come evenly, and every second it is looked at how
much memory each of its processes holds. The goal is for all of them together: less than 5 % more at the end than after
the warm-up, which is the first fifth; no visitor is failed, and every hit is stored.
"""

import re
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from qrdesk.core import database
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.bench.sending import pour, requests_of_visitors
from tests.bench.servers import OURS_ON, await_drain, port_of, process, processes_of
from tests.bench.shop import fill, make_shop
from tests.bench.sustained import sustained

MINUTES = 10
GROWTH_GOAL = 0.05
_REQUESTS = 50_000  # different ones, sent in turn
_WARM = 0.2
_LAST = 0.1
_CATCH_UP_S = 600.0

Looks = list[dict[int, int]]  # one after another: kB that each process holds


def main(minutes: int = MINUTES) -> int:
    """Print the figures; return 0 when the goals are met."""
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as folder:
        return _soak(Path(folder), minutes)


def _soak(folder: Path, minutes: int) -> int:
    url = str(folder / "soak.db")
    open_database(url, Settings())
    with database.scope():
        fill(make_shop())
    database.close()
    asked = requests_of_visitors(_REQUESTS)
    with process(OURS_ON.format("granian", 2), url, folder=folder) as (line, pid):
        port, names = port_of(line), processes_of(pid)
        rate = sustained(port, url, asked)
        print(f"soak     {minutes} minutes at {rate:,.0f} hits/s, which the drain keeps up with", flush=True)
        looks: Looks = []
        poured = pour(port, asked, rate, minutes * 60, lambda: looks.append({one: _held_kb(one) for one in names}))
        recorded, stored, _, behind = await_drain(port, url, patience_s=_CATCH_UP_S)
        is_same = processes_of(pid).keys() == names.keys()
    growth = _shown(looks, names)
    print(f"soak     {poured.answers:,} answers at {poured.per_s:,.0f}/s, {poured.failures} failures, "
          f"{recorded['spooled']:,} recorded in all, {stored:,} stored, {behind:,} behind at the end")  # fmt: skip
    kept = stored == recorded["spooled"] and not recorded["dropped"] and not poured.failures and is_same
    met = growth < GROWTH_GOAL and kept and bool(rate)
    print(f"soak     goal memory grows by less than {GROWTH_GOAL:.0%} after the warm-up ({growth:+.1%}), no process "
          f"started anew, no failure, every hit stored: {'met' if met else 'MISSED'}")  # fmt: skip
    return 0 if met else 1


def _shown(looks: Looks, names: Mapping[int, str]) -> float:
    """Print what each process held after the warm-up and at the end; return by what share all of them grew."""
    count = max(1, int(len(looks) * _LAST))
    warm = int(len(looks) * _WARM)
    first, last = looks[warm : warm + count], looks[-count:]
    for pid, name in names.items():
        print(f"soak     {_middle(first, [pid]):>7.1f} MiB, at the end {_middle(last, [pid]):>7.1f}  {name or 'serve'}")
    before, after = _middle(first, list(names)), _middle(last, list(names))
    print(f"soak     {before:>7.1f} MiB, at the end {after:>7.1f}  all together")
    return after / before - 1


def _middle(looks: Looks, pids: Sequence[int]) -> float:
    return statistics.median(sum(look[pid] for pid in pids) for look in looks) / 1024


def _held_kb(pid: int) -> int:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MINUTES))
