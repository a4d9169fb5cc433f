"""How fast the drain is: ``python -m tests.bench draining``, about three minutes.

Spool files of a skewed crowd are written as redirects write them, and then drained by a process of its own that is
bound to one core: with places from a city database, user agents, origins, all sums and visitors. The goal is for
400,000 hits over 5,000 links; peak memory is compared with that of 100,000, and one link that gets every hit is shown,
as is a workspace with an endpoint that is told of every hit.
"""

import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

from qrdesk.core import database
from qrdesk.core.geo import Geo
from qrdesk.core.hits import ingest
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Hit
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.bench.crowd import make_crowd, networks_of
from tests.bench.hits_made import Makes, hit_ids
from tests.bench.shop import fill, make_shop
from tests.core.mmdb import write_mmdb
from tests.core.webhooks.listeners import listen

GOAL_PER_S = 10_000
FEW, MANY, HOT, PARTS = 100_000, 400_000, 100_000, 50_000
FLAT = 1.15  # memory for many beside that for few; more is growing
_DAY_US = 86_400_000_000
_SOME = 10_000
# Where the time goes: modules and functions of the drain, each with what it does inside of others.
_PARTS: tuple[tuple[str, str, str], ...] = (
    ("ingest", "decode", "reading the spool file"),
    ("ingest", "enrich", "what a hit tells"),
    ("lookups", "stored_rows", "small rows that hits name"),
    ("ingest", "store_hits", "hits and sums into the database, all that follows included"),
    ("sums.Sums", "add", "adding up"),
    ("sums.Sums", "tallies", "spreading over workspace, domain, folder and tags"),
    ("rollups", "groups_of", "which groups a link is in"),
    ("uniques", "note", "visitors of the day"),
    ("rollups", "_rows", "sums read"),
    ("rollups", "_added", "sums merged"),
    ("rollups", "_write", "sums written"),
    ("rollups", "add_totals", "sums of all time"),
)


class Drain(NamedTuple):
    """What one process measured. ``parts`` are processor seconds by what was done."""

    hits: int
    took_s: float
    cpu_s: float
    peak_mib: float
    parts: dict[str, float]

    @property
    def per_s(self) -> float:
        """Hits for each second."""
        return self.hits / self.took_s


def main() -> int:
    """Print the figures; return 0 when the goals are met."""
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as folder:
        places = write_mmdb(Path(folder, "city.mmdb"), networks_of(make_crowd().spots))
        few = _drain(Path(folder, "few"), FEW, places)
        many = _drain(Path(folder, "many"), MANY, places)
        hot = _drain(Path(folder, "hot"), HOT, places, only=0)
        heard = _drain(Path(folder, "heard"), FEW, places, heard=True)
        parts = _drain(Path(folder, "parts"), PARTS, places, watch=True)
    grown = many.peak_mib / few.peak_mib
    for run, said in (
        (many, f"5,000 links, on one core (goal {GOAL_PER_S:,})"),
        (few, "5,000 links"),
        (hot, "one hot link"),
        (heard, "5,000 links, each hit an event for an endpoint"),
    ):
        alone = run.hits / run.cpu_s
        print(f"draining {run.per_s:>8,.0f} hits/s ({alone:,.0f} by processor time), {run.hits:,} hits of {said}")
    print(
        f"draining peak memory {few.peak_mib:,.0f} MiB for {FEW:,} hits, {many.peak_mib:,.0f} MiB for {MANY:,} "
        f"({grown:.2f} times, goal {FLAT:.2f})"
    )
    for said, took_s in parts.parts.items():
        print(f"draining {took_s / parts.hits * 1e6:>8.1f} us a hit  {said}")
    print(f"draining {parts.cpu_s / parts.hits * 1e6:>8.1f} us a hit  in all, while watched")
    met = many.per_s >= GOAL_PER_S and grown <= FLAT
    print(f"draining goals: {'met' if met else 'MISSED'}")
    return 0 if met else 1


def _drain(
    folder: Path, number: int, places: Path, *, only: int | None = None, watch: bool = False, heard: bool = False
) -> Drain:
    folder.mkdir()
    url = str(folder / "bench.db")
    spool = open_database(url, Settings()).spool
    with database.scope():
        workspace = fill(make_shop())
        if heard:
            listen(workspace)
    database.close()
    _write(spool, workspace, number, only)
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measure, url, str(places), number, watch).result()


def _write(folder: Path, workspace: int, number: int, only: int | None) -> None:
    """Write the hits of the last day to spool files, as a process that serves redirects does."""
    makes, ids = Makes(make_crowd(), make_shop()), hit_ids(random.Random(5))
    began = int(time.time() * 1_000_000) - _DAY_US
    spool = Spool(folder, fsync_ms=0)
    for start in range(0, number, _SOME):
        at = [began + _DAY_US * one // number for one in range(start, min(start + _SOME, number))]
        for record in makes.records(makes.some(at, only), workspace, ids):
            spool.record(*record[1:])
    spool.close()


def _measure(url: str, places: str, number: int, watch: bool) -> Drain:
    """Drain on one core of this machine, in a process that has done nothing before."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["XDG_CACHE_HOME"] = str(Path(places).with_name("cache"))  # not the person's own: copies are put there
    settings = Settings(geo_database=places, data_dir=str(Path(places).with_name("geo")))
    geo = Geo.open(settings)
    spool = open_database(url, Settings()).spool
    parts: dict[str, float] = {}
    with _watched(parts, watch):
        began, cpu_began = time.perf_counter(), time.process_time()
        drained = ingest.drain_once(spool, now=datetime.now(UTC), place_of=geo.place_of)
        took_s, cpu_s = time.perf_counter() - began, time.process_time() - cpu_began
    stored = Hit.select().count()
    database.close()
    if not stored == drained.hits == number:
        sys.exit(f"{number:,} hits were written, {drained.hits:,} drained and {stored:,} stored.")
    return Drain(number, took_s, cpu_s, _peak_mib(), parts)


def _peak_mib() -> float:
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 1.0


@contextmanager
def _watched(parts: dict[str, float], watch: bool) -> Generator[None]:
    """Add up the time spent in the functions of ``_PARTS``; those that are called otherwise by now are left out."""
    before: list[tuple[Any, str, Any]] = []
    for where, name, said in _PARTS if watch else ():
        module, _, inner = where.partition(".")
        owner: Any = sys.modules[f"qrdesk.core.hits.{module}"]
        owner = getattr(owner, inner) if inner else owner
        if work := getattr(owner, name, None):
            before.append((owner, name, work))
            setattr(owner, name, _timed(work, parts, said))
    try:
        yield
    finally:
        for owner, name, work in before:
            setattr(owner, name, work)


def _timed(work: Callable[..., Any], parts: dict[str, float], said: str) -> Callable[..., Any]:
    parts[said] = 0.0

    @wraps(work)
    def timed(*arguments: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return work(*arguments, **named)
        finally:
            parts[said] += time.process_time() - began

    return timed


if __name__ == "__main__":
    sys.exit(main())
