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
from qrdesk.core.hits import imported
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.hits.sums import ImportedDay
from qrdesk.core.models import Link
from qrdesk.core.opening import open_database


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Return a database with one link, “menu”: scanned once, once by a bot, with 40 clicks from another program."""
    url = str(tmp_path / "desk.db")
    assert run("link", "create", "https://example.com/", "--slug", "menu", "--database", url).exit_code == 0
    opened = open_database(url)
    at_us = int(datetime.now(UTC).timestamp() * 1e6)
    with databases.write():
        link = Link.get(Link.slug == "menu")
        scan = HitRow("h1", at_us, opened.owner.workspace_id, link.id, True, False, visitor="v")
        store_hits([scan, scan._replace(hit_id="h2", bot=True)])
        imported.add([ImportedDay(link.id, 20_000, opened.owner.workspace_id, 0, 40)])
    databases.close()
    return url


def test_what_is_kept_of_hits_is_set(database: str) -> None:
    told = run("workspace", "update", "--keep-hits-days", "30", "--ignore-dnt", "--database", database)
    assert "Hits are kept for 30 days, their sums for ever." in told.stdout
    assert "Visitors who ask not to be tracked are noted as others." in told.stdout
    told = run("workspace", "update", "--keep-hits-days", "1", "--database", database)
    assert "Hits are kept for 1 day, their sums for ever." in told.stdout
    told = run("workspace", "update", "--keep-hits-for-ever", "--honour-dnt", "--database", database)
    assert "Hits are kept for ever." in told.stdout
    assert "Visitors who ask not to be tracked are only counted." in told.stdout
    both = run("workspace", "update", "--keep-hits-for-ever", "--keep-hits-days", "3", "--database", database)
    assert (both.exit_code, "not both" in both.stderr) == (2, True)
    assert run("workspace", "update", "--keep-hits-days", "0", "--database", database).exit_code == 1


def test_a_links_hits_are_forgotten_once_asked(database: str) -> None:
    asked = CliRunner().invoke(cli, ["link", "erase-hits", "menu", "--database", database], input="n\n")
    assert (asked.exit_code, "Forget all 42 hits of localhost:8765/menu for" in asked.stderr) == (1, True)
    erased = run("link", "erase-hits", "menu", "--yes", "--json", "--database", database)
    assert json.loads(erased.stdout)["erased"] == 42
    assert json.loads(run("link", "show", "menu", "--json", "--database", database).stdout)["hit_count"] == 0
    again = run("link", "erase-hits", "menu", "--yes", "--database", database)
    both = "0 hits of localhost:8765/menu and 0 visits that led nowhere are forgotten"
    assert again.stdout == f"{both}, bots included.\n"


@pytest.mark.parametrize("name", ["menu", "localhost:8765/Menu", "id"])
def test_the_hits_of_a_deleted_link_are_forgotten_by_any_of_its_names(database: str, name: str) -> None:
    link_id = json.loads(run("link", "show", "menu", "--json", "--database", database).stdout)["id"]
    assert run("link", "delete", "menu", "--yes", "--database", database).exit_code == 0
    asked = CliRunner().invoke(
        cli, ["link", "erase-hits", link_id if name == "id" else name, "--database", database], input="y\n"
    )
    assert "Forget all 42 hits of localhost:8765/menu (deleted) for ever" in asked.stderr
    assert "42 hits of localhost:8765/menu and 0 visits that" in asked.stdout
    nobody = run("link", "erase-hits", "nobody", "--yes", "--database", database)
    assert (nobody.exit_code, nobody.stdout) == (3, "")


def test_of_a_deleted_link_and_one_that_is_there_with_the_same_slug_the_latter_is_meant(database: str) -> None:
    assert run("domain", "add", "https://b.example", "--database", database).exit_code == 0
    made = run(
        *("link", "create", "https://example.com/b", "--slug", "menu", "--host", "b.example", "--title", "Lunch <b>"),
        *("--json", "--database", database),
    )
    assert run("link", "delete", "menu", "--yes", "--database", database).exit_code == 0
    shown = run("link", "show", "menu", "--json", "--database", database)
    assert json.loads(shown.stdout)["id"] == json.loads(made.stdout)["id"]
    asked = CliRunner().invoke(cli, ["link", "erase-hits", "menu", "--database", database], input="n\n")
    assert "Forget all 0 hits of b.example/menu (“Lunch <b>”) for ever" in asked.stderr
    gone = CliRunner().invoke(cli, ["link", "erase-hits", "localhost:8765/menu", "--database", database], input="n\n")
    assert "Forget all 42 hits of localhost:8765/menu (deleted) for ever" in gone.stderr


def test_visits_that_came_while_a_link_led_nowhere_go_with_its_hits(database: str) -> None:
    with closing(sqlite3.connect(database)) as file, file:
        row = "INSERT INTO miss_day SELECT domain_id, 20000, ?, ?, workspace_id, 7, 1 FROM link"
        file.executemany(row, [("shut", "menu"), ("shut", "card"), ("miss", "menu"), ("index", "")])
    told = CliRunner().invoke(cli, ["link", "erase-hits", "menu", "--database", database], input="y\n")
    assert "bots included, and all its visits that led nowhere? [" in told.stderr
    assert "42 hits of localhost:8765/menu and 8 visits that led nowhere are forgotten" in told.stdout
    with closing(sqlite3.connect(database)) as file:
        left = file.execute("SELECT kind, slug FROM miss_day ORDER BY kind").fetchall()
    assert left == [("index", ""), ("miss", "menu"), ("shut", "card")]


def test_the_doctor_counts_wrong_sums_anew_when_asked_to(database: str) -> None:
    with closing(sqlite3.connect(database)) as file, file:
        file.execute("UPDATE rollup_day SET visitors = 9 WHERE scope = 'l' AND scans > 0")
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
