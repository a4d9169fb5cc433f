"""An import killed half-way is taken up again: every link once, and counts as if nothing had happened."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.processes import Process, wait_for

ROWS = 2500
BROKEN = 1300


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list as Bitly's by day: half of its rows name a slug, half do not; one is broken."""
    path = tmp_path / "list.csv"
    lines = ["url,slug,title,hits,created_at"]
    for number in range(ROWS):
        slug = f"s{number}" if number % 2 else ""
        page = "nonsense" if number == BROKEN else f"https://example.com/{number % 50}"
        lines.append(f"{page},{slug},Page,3,2024-03-31")
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def started(tmp_path: Path, listed: Path) -> Iterator[list[Process]]:
    processes: list[Process] = []
    yield processes
    for process in processes:
        process.close()


def begin(started: list[Process], tmp_path: Path, listed: Path) -> Process:
    words = ("import", str(listed), "--rejects", str(tmp_path / "bad.csv"), "--database", str(tmp_path / "qrdesk.db"))
    started.append(Process("-m", "qrdesk", *words, log=tmp_path / "log.txt"))
    return started[-1]


def ask(tmp_path: Path, sql: str) -> int:
    try:
        with closing(sqlite3.connect(f"file:{tmp_path}/qrdesk.db?mode=ro", uri=True, timeout=20)) as look:
            return int(look.execute(sql).fetchone()[0] or 0)
    except sqlite3.OperationalError:  # no file or no table yet
        return 0


@pytest.mark.slow
def test_an_import_killed_half_way_makes_every_link_once(started: list[Process], tmp_path: Path, listed: Path) -> None:
    first = begin(started, tmp_path, listed)
    wait_for(lambda: ask(tmp_path, "SELECT COUNT(*) FROM link") > 0, "no part of the list went in")
    first.kill()  # kill -9, while the next part is on its way
    begun = ask(tmp_path, "SELECT COUNT(*) FROM link")
    assert 0 < begun < ROWS
    assert begin(started, tmp_path, listed).wait(seconds=240) == 0
    assert ask(tmp_path, "SELECT COUNT(*) FROM link") == ROWS - 1
    assert ask(tmp_path, "SELECT COUNT(*) FROM slug") == ROWS - 1
    assert ask(tmp_path, "SELECT SUM(hit_count) FROM link") == 3 * (ROWS - 1)
    assert ask(tmp_path, "SELECT SUM(clicks) FROM imported_day") == 3 * (ROWS - 1)
    assert (tmp_path / "bad.csv").read_text("utf-8-sig").count("nonsense") == 1
