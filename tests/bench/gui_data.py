"""Databases for the figures of the app: links with titles, destinations, tags and the words that a search finds."""

import itertools
import random
import time
from pathlib import Path

from qrdesk.core import database, ids
from qrdesk.core.opening import open_database
from qrdesk.core.services import search
from qrdesk.core.settings import Settings
from tests.bench.servers import make_links

TAGS = 50
_WORDS = 5_000
_STEP = 5_000  # rows whose words are noted in one transaction
_PLACES = ("menu", "table", "poster", "window", "counter", "garden", "parking", "reception")


def make(path: Path, count: int) -> None:
    """Write a new database of ``count`` links to ``path``."""
    began = time.perf_counter()
    make_links(str(path), count)
    open_database(str(path), Settings())
    with database.scope():
        for hurry in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000"):
            database.proxy.execute_sql(f"PRAGMA {hurry}")
        _dress(count)
        for start in range(1, count + 1, _STEP):
            with database.write():
                search.refresh(range(start, min(start + _STEP, count + 1)))
        for calm in ("optimize", "journal_mode = WAL"):
            database.proxy.execute_sql(f"PRAGMA {calm}")
    database.close()
    print(f"gui      {count:,} links made in {time.perf_counter() - began:,.0f} s", flush=True)


def words(count: int = _WORDS) -> list[str]:
    """Return words that can be said, the most used first."""
    chance = random.Random(7)
    made: dict[str, None] = {}
    while len(made) < count:
        syllables = (chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))
        made.setdefault("".join(syllables))
    return list(made)


def _dress(count: int) -> None:
    """Give the links, which are bare, what a shop's have: titles, long addresses, hits and tags."""
    chance, known = random.Random(7), words()
    weights = list(itertools.accumulate(1 / (at + 1) for at in range(len(known))))

    def one(at: int) -> tuple[str, str, int, int]:
        said = chance.choices(known, cum_weights=weights, k=4)
        title = f"{said[0]} {said[1]} {_PLACES[at % len(_PLACES)]}".capitalize()
        page = f"https://www.{said[2]}.example/{said[3]}/{_PLACES[at % len(_PLACES)]}-{at}?utm_source={said[0]}"
        return title, page, at * 7919 % 10_007, at

    with database.write():
        write = database.proxy.connection().executemany
        write("UPDATE link SET title = ?, destination = ?, hit_count = ? WHERE id = ?", map(one, range(1, count + 1)))
        workspace = database.proxy.execute_sql("SELECT id FROM workspace").fetchone()[0]
        tags = [(at, ids.mint_id("tag"), ids.mint_uuid(), workspace, f"tag{at}", "") for at in range(1, TAGS + 1)]
        write("INSERT INTO tag (id, public_id, uuid, workspace_id, name, colour) VALUES (?, ?, ?, ?, ?, ?)", tags)
        put = "INSERT INTO link_tag (link_id, tag_id) VALUES (?, ?)"
        write(put, ((at, 1 + at % TAGS) for at in range(1, count + 1, 3)))
