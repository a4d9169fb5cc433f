"""Commands about what is kept of hits, and about their sums, on a real database."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.core import database as databases
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.models import Link
from qrdesk.core.opening import open_database


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Return a database with one link, “menu”, that was scanned once."""
    url = str(tmp_path / "desk.db")
    assert run("link", "create", "https://example.com/", "--slug", "menu", "--database", url).exit_code == 0
    opened = open_database(url)
    at_us = int(datetime.now(UTC).timestamp() * 1e6)
    with databases.write():
        link = Link.get(Link.slug == "menu")
        store_hits([HitRow("h1", at_us, opened.owner.workspace_id, link.id, True, False, visitor="v")])
    databases.close()
    return url


def test_what_is_kept_of_hits_is_set(database: str) -> None:
    told = run("workspace", "update", "--keep-hits-days", "30", "--ignore-dnt", "--database", database)
    assert "Hits are kept for 30 days, their sums for ever." in told.stdout
    assert "Visitors who ask not to be tracked are noted as others." in told.stdout
    told = run("workspace", "update", "--keep-hits-for-ever", "--honour-dnt", "--database", database)
    assert "Hits are kept for ever." in told.stdout
    assert "Visitors who ask not to be tracked are only counted." in told.stdout
    both = run("workspace", "update", "--keep-hits-for-ever", "--keep-hits-days", "3", "--database", database)
    assert (both.exit_code, "not both" in both.stderr) == (2, True)
    assert run("workspace", "update", "--keep-hits-days", "0", "--database", database).exit_code == 1


def test_a_links_hits_are_forgotten_once_asked(database: str) -> None:
    asked = CliRunner().invoke(cli, ["link", "erase-hits", "menu", "--database", database], input="n\n")
    assert (asked.exit_code, "Forget all 1 hits" in asked.stderr) == (1, True)
    erased = run("link", "erase-hits", "menu", "--yes", "--json", "--database", database)
    assert json.loads(erased.stdout)["erased"] == 1
    assert json.loads(run("link", "show", "menu", "--json", "--database", database).stdout)["hit_count"] == 0
    again = run("link", "erase-hits", "menu", "--yes", "--database", database)
    assert again.stdout == "0 hits of http://localhost:8765/menu are forgotten, bots included.\n"


def test_the_doctor_counts_wrong_sums_anew_when_asked_to(database: str) -> None:
    with closing(sqlite3.connect(database)) as file, file:
        file.execute("UPDATE rollup_day SET visitors = 9 WHERE scope = 'l'")
    ill = run("doctor", "--database", database)
    assert (ill.exit_code, "differ from the hits in 1 place. qrdesk doctor --repair" in ill.stdout) == (1, True)
    mended = run("doctor", "--repair", "--database", database)
    assert "sums: They differed from the hits in 1 place and were counted anew." in mended.stdout
    assert "The stored sums equal a recount" in run("doctor", "--database", database).stdout
    with closing(sqlite3.connect(database)) as file, file:
        file.execute("DELETE FROM rollup_day")
        file.execute("INSERT INTO fact VALUES ('sums', 'to recount')")
    assert "note  sums: Sums are to be counted anew" in run("doctor", "--database", database).stdout
    assert "They were to be counted anew, and were." in run("doctor", "--repair", "--database", database).stdout
    refused = run("doctor", "--repair", "--server", "http://localhost:1")
    assert (refused.exit_code, "on the database itself" in refused.stderr) == (2, True)
