"""Lists and searches of many links: python -m tests.bench.searching [LINKS] [sqlite|postgres]

Prints how long the words of a link take to be noted, and how long the first page of 50 takes with its total.
"""

import itertools
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from qrdesk.client import BulkCreate, Client, DuplicateQuery, LinkDraft, LinkQuery
from qrdesk.core import database
from qrdesk.core.services import search
from qrdesk.core.settings import Settings
from tests.postgres import _newest_programs, _server

ROWS = 500
TAGS = 50
BASE = 1_700_000_000_000_000  # microseconds
COLUMNS = (
    "id public_id uuid workspace_id domain_id slug destination title note hit_count epoch created_at updated_at "
    "archived_at deleted_at routing suspended_reason hits_used password_hash password_version on_fallback count_only"
)
ASKED: tuple[dict[str, Any], ...] = (
    {},
    {"sort": "title"},
    {"sort": "-hit_count"},
    {"state": "live"},
    {"state": "archived"},
    {"search": "example"},
    {"search": "WORD0"},
    {"search": "WORD40"},
    {"search": "WORD2000"},
    {"search": "WORD0 WORD40"},
    {"search": "WORD0", "sort": "title"},
    {"search": "qqqq"},
    {"search": "s0999"},
    {"search": "qq"},
    {"search": "lnk_0000000777"},
    {"search": "http://localhost:8765/r/s0000123"},
    {"tag": "tag7"},
    {"page": 2000},
)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    kind = sys.argv[2] if len(sys.argv) > 2 else "sqlite"
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as folder:
        if kind == "sqlite":
            _measure(f"{folder}/qrdesk.db", folder, count)
            print(f"file: {Path(folder, 'qrdesk.db').stat().st_size / 1e6:,.0f} MB")
            return
        programs = _newest_programs()
        assert programs is not None, "PostgreSQL is not installed"
        with _server(programs) as url:
            _measure(url, folder, count)


def _measure(url: str, folder: str, count: int) -> None:
    with Client.local(url, Settings(data_dir=folder)) as client:
        words = _words()
        with database.scope():
            _fill(count, words)
            began = time.perf_counter()
            for start in range(1, count + 1, 5000):
                with database.write():
                    search.refresh(range(start, min(start + 5000, count + 1)))
            print(f"words noted: {(time.perf_counter() - began) / count * 1e6:.0f} us a link, {count:,} links")
            if "ostgres" in url:
                database.proxy.execute_sql("ANALYZE")
        for asked in ASKED:
            said = dict(asked)
            for at in (2000, 40, 0):
                said = {
                    key: value.replace(f"WORD{at}", words[at]) if isinstance(value, str) else value
                    for key, value in said.items()
                }
            query = LinkQuery.model_validate(said)
            took, page = _best(partial(client.links.list, query))
            print(f"{took:8.1f} ms  {said}  {len(page.data)} of {page.pagination.total}")
        print(f"{_best(lambda: client.links.duplicates(DuplicateQuery()))[0]:8.1f} ms  duplicates")
        print(f"{_best(client.tags.list)[0]:8.1f} ms  tags")
        print(f"{_best(client.folders.list)[0]:8.1f} ms  folders")
        drafts = tuple(LinkDraft(destination="https://new.example/page", title=" ".join(words[:6])) for _ in range(500))
        for _ in range(2):
            began = time.perf_counter()
            client.links.create_many(BulkCreate(links=drafts))
            print(f"made in bulk: {(time.perf_counter() - began) / len(drafts) * 1e3:.2f} ms a link")


def _best(call: Any) -> tuple[float, Any]:
    took: list[float] = []
    answer = None
    for _ in range(3):
        began = time.perf_counter()
        answer = call()
        took.append(time.perf_counter() - began)
    return min(took) * 1000, answer


def _words() -> list[str]:
    chance = random.Random(7)
    return [
        "".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))
        for _ in range(20_000)
    ]


def _fill(count: int, words: list[str]) -> None:
    chance = random.Random(7)
    weights = list(itertools.accumulate(1 / (at + 1) for at in range(len(words))))
    workspace, domain = (
        database.proxy.execute_sql(f"SELECT id FROM {table}").fetchone()[0] for table in ("workspace", "domain")
    )

    def links() -> Iterator[tuple[Any, ...]]:
        for at in range(1, count + 1):
            w = chance.choices(words, cum_weights=weights, k=6)
            note = "" if at % 4 else " ".join(chance.choices(words, cum_weights=weights, k=12))
            page = f"https://www.{w[0]}.example/{w[1]}/{w[2]}-{at % 5000}?utm_source={w[3]}"
            made, archived, deleted = BASE + at * 1000, None if at % 20 else BASE, None if at % 50 else BASE
            yield (
                *(at, f"lnk_{at:010d}", f"u{at:035d}", workspace, domain, f"S{at:07d}", page, " ".join(w[3:]).title()),
                *(note, at * 7919 % 10_007, 0, made, made, archived, deleted, "", "", 0, "", 0, False, False),
            )

    tags = [(at, f"tag_{at:010d}", f"t{at:035d}", workspace, f"tag{at}", "") for at in range(1, TAGS + 1)]
    _put("tag", "id public_id uuid workspace_id name colour", iter(tags))
    _put("link", COLUMNS, links())
    slugs = ((domain, at, f"S{at:07d}", f"s{at:07d}") for at in range(1, count + 1))
    _put("slug", "domain_id link_id slug folded", slugs)
    _put("link_tag", "link_id tag_id", ((at, 1 + at % TAGS) for at in range(1, count + 1)))
    if database.proxy.param == "%s":
        for table in ("tag", "link"):
            database.proxy.execute_sql(f"SELECT setval('{table}_id_seq', (SELECT MAX(id) FROM {table}))")


def _put(table: str, columns: str, rows: Iterator[tuple[Any, ...]]) -> None:
    width = len(columns.split())
    place = f"({', '.join([database.proxy.param] * width)})"
    with database.write():
        while some := list(itertools.islice(rows, ROWS)):
            sql = f"INSERT INTO {table} ({', '.join(columns.split())}) VALUES {', '.join([place] * len(some))}"
            database.proxy.execute_sql(sql, [value for row in some for value in row])


if __name__ == "__main__":
    main()
