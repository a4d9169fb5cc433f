"""A database with a year of hits, built once and kept: ``python -m tests.bench.stored [HITS]`` builds it, 10,000,000.

It is what the product would have stored of the hits of ``hits_made``: enriched, looked up and summed by its own code.
Only the batches are larger, a day each, and nothing waits for the disk. It lies in ``$QRDESK_BENCH_CACHE``, else in the
user's cache folder, some 4 GB for ten million; another version of the tables or of the made hits replaces it.
"""

import gc
import os
import random
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import platformdirs

from qrdesk.core import database
from qrdesk.core.hits import lookups, rollups, uniques
from qrdesk.core.hits.days import Days, days_of
from qrdesk.core.hits.enrich import enrich
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Place, Way
from qrdesk.core.hits.records import Record
from qrdesk.core.hits.sums import Groups, Sums
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.bench.crowd import make_crowd
from tests.bench.hits_made import DAYS, Made, Makes, hit_ids
from tests.bench.shop import fill, make_shop

HITS = 10_000_000
FILE = "qrdesk.db"
_VERSION = 1  # of what ``crowd``, ``shop`` and ``hits_made`` make: another one, another database
_MIGRATIONS = Path(database.__file__).with_name("migrations")
_INSERT = f"INSERT INTO hit ({', '.join(lookups.COLUMNS)}) VALUES ({', '.join('?' * len(lookups.COLUMNS))})"
_NOTHING = Record("", 0, 0, 0, "s", "", "", "", "")


def stored(number: int = HITS) -> Path:
    """Return a database of ``number`` hits; where there is none yet, or an outdated one, it is built."""
    cache = Path(os.environ.get("QRDESK_BENCH_CACHE") or platformdirs.user_cache_dir("qrdesk-bench", appauthor=False))
    folder = cache / f"hits-{number}-{_version()}"
    if not folder.exists():
        for outdated in cache.glob(f"hits-{number}-*"):
            shutil.rmtree(outdated)
        building = cache / f"hits-{number}-{_version()}.building"  # what was left half done is gone by now
        building.mkdir(parents=True)
        print(f"stored   building a database of {number:,} hits in {folder} ...", flush=True)
        began = time.perf_counter()
        gc.disable()  # as the drain does: sums are many small things, none of them in a circle
        try:
            _build(building / FILE, number)
        finally:
            gc.enable()
        building.rename(folder)
        took_s = time.perf_counter() - began
        print(f"stored   built in {took_s:,.0f} s, {took_s / number * 1e6:.1f} us a hit", flush=True)
    return folder / FILE


def _version() -> str:
    """Return what the database depends on, in short."""
    migrations = sorted(path.stem for path in _MIGRATIONS.glob("0*.py"))
    return blake2b(" ".join([str(_VERSION), *migrations]).encode(), digest_size=6).hexdigest()


def _build(path: Path, number: int) -> None:
    makes = Makes(make_crowd(), make_shop())
    open_database(str(path), Settings())
    with database.scope():
        for hurry in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000000"):
            database.proxy.execute_sql(f"PRAGMA {hurry}")
        workspace = fill(make_shop())
        told = _Told(makes, workspace)
        groups, days = rollups.groups_of(link.id for link in makes.links), days_of([workspace])
        for at, made in enumerate(makes.year(number)):
            _store(list(told.rows(made)), groups, days, recent=at >= DAYS - uniques.KEPT_DAYS)
            if at % 30 == 29:
                print(f"stored   {at + 1} of {DAYS} days after {time.process_time():,.0f} s", flush=True)
        for calm in ("journal_mode = WAL", "optimize"):
            database.proxy.execute_sql(f"PRAGMA {calm}")
    database.close()


def _store(hits: Sequence[HitRow], groups: Groups, days: Days, *, recent: bool) -> None:
    """Store all hits of one day. Visitors are noted of the last days only: those before have been swept away."""
    with database.write():
        database.proxy.connection().executemany(_INSERT, lookups.stored_rows(hits))
        sums = Sums()
        sums.add(hits, days)
        visitors = sums.spread_visitors(groups)
        found = sums.spread(groups)
        for key, ones in visitors.items():
            found[key].visitors = len(ones)
        rollups.put(found)
        rollups.add_totals(sums.totals())
        if recent:
            uniques.replace(visitors)


class _Told:
    """What the product makes of the crowd's words: each is read once, not once for each hit."""

    def __init__(self, makes: Makes, workspace: int) -> None:
        crowd = makes.crowd
        self._makes = makes
        self._workspace = workspace
        self._ids = hit_ids(random.Random(4))
        self._agents = [_agent(text) for text in crowd.agents.values]
        self._places = [_place(f"{one.country}|{one.region}|{one.city}") for one in crowd.spots.values]
        self._languages = [enrich(_NOTHING._replace(language=text)).language for text in crowd.languages.values]
        self._ways = [Way(way.destination, way.rule, way.variant, way.code) for way in makes.ways]
        self._utm = [way.destination.partition("?")[2].partition("#")[0] for way in makes.ways]
        self._origins: dict[tuple[int, int, str], Origin] = {}

    def rows(self, made: Made) -> Iterator[HitRow]:
        """Yield what is stored of some hits."""
        links = [link.id for link in self._makes.links]
        for at, link, way, scan, agent, spot, language, page, campaign, visitor in zip(*made, strict=True):
            read, bot = self._agents[agent]
            yield HitRow(
                next(self._ids),
                at,
                self._workspace,
                links[link],
                scan,
                bot,
                self._languages[language],
                visitor,
                read,
                self._places[spot],
                self._origins.get((page, campaign, self._utm[way])) or self._origin(page, campaign, way),
                self._ways[way],
            )

    def _origin(self, page: int, campaign: int, way: int) -> Origin:
        crowd = self._makes.crowd
        said = _NOTHING._replace(
            referrer=crowd.pages.values[page],
            campaign=crowd.campaigns.values[campaign],
            destination=self._makes.ways[way].destination,
        )
        found = self._origins[page, campaign, self._utm[way]] = enrich(said).origin
        return found


def _agent(text: str) -> tuple[Agent, bool]:
    row = enrich(_NOTHING._replace(user_agent=text))
    return row.agent, row.bot


def _place(hint: str) -> Place:
    return enrich(_NOTHING._replace(geo=hint)).place


if __name__ == "__main__":
    stored(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else HITS)
