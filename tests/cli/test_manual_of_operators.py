"""What the chapters for operators promise of files of other programs, of going back, and of numbers."""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.client.formats import FORMATS
from qrdesk.client.formats.records import Record, squeezed
from qrdesk.core import database, resources
from qrdesk.core.errors import DatabaseNewer
from qrdesk.core.manual import markdown
from qrdesk.core.migrations import run as migrations
from qrdesk.core.models import Link
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.core.redirect.making import add_link

LATER = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE workspace ADD COLUMN motto TEXT")


def down(migrator, db):
    db.execute_sql("ALTER TABLE workspace DROP COLUMN motto")
"""
Run = Callable[..., Result]
# What a cell of each column may hold; ``{0}`` is the number of the row.
CELLS = {
    "longurl": "https://example.com/{0}", "url": "https://example.com/{0}", "target": "https://example.com/{0}",
    "destination": "https://example.com/{0}",
    "link": "https://go.example.com/s{0}", "shortlink": "https://go.example.com/s{0}",
    "shorturl": "https://go.example.com/s{0}", "source": "/s{0}/", "keyword": "s{0}", "address": "s{0}",
    "shortcode": "s{0}", "title": "Menu {0}", "description": "Menu {0}", "domain": "", "archived": "false",
    "created": "2024-05-01T10:00:00Z", "createdat": "2024-05-01T10:00:00Z", "datecreated": "2024-05-01T10:00:00Z",
    "timestamp": "2024-05-01 10:00:00", "date": "2024-05-0{0}", "clicks": "{0}", "hits": "{0}", "visits": "{0}",
    "visitcount": "{0}", "engagements": "{0}", "qrscans": "1", "tags": "", "expirein": "",
    "custombitlinks": [], "meta": {}, "visitssummary": {"total": 1, "nonBots": 1},
}  # fmt: skip


def chapter(name: str, language: str = "en") -> str:
    return resources.read_text(f"manual/{language}/{name}.md")


def rows(name: str, heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, its own heading left out."""
    part = re.split(rf"^## {re.escape(heading)}$", chapter(name), flags=re.MULTILINE)[1].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


WRITTEN = rows("moving", "What each program writes")


@pytest.mark.parametrize("row", WRITTEN, ids=[f"{row[0]}-{number}" for number, row in enumerate(WRITTEN)])
def test_files_with_the_columns_of_the_page_are_known_and_read(run: Run, tmp_path: Path, row: list[str]) -> None:
    names = names_in(row[2])
    filled = [
        {name: cell.format(number) if isinstance(cell := CELLS[squeezed(name)], str) else cell for name in names}
        for number in (1, 2)
    ]
    file = tmp_path / ("list.json" if "JSON" in row[1] else "list.csv")
    if file.suffix == ".json":
        file.write_text(json.dumps(filled))
    else:
        with file.open("w", newline="") as writing:
            lines = csv.DictWriter(writing, names)
            lines.writeheader()
            lines.writerows(filled)
    said = json.loads(run("import", str(file), "--json").stdout)
    assert (said["format"], said["created"], said["refused"]) == (row[0].lower(), 2, [])
    found = json.loads(run("link", "show", "s2", "--json").stdout)
    assert found["destination"] == "https://example.com/2"
    if {"clicks", "hits", "visits", "visitcount", "engagements", "visitssummary"} & set(map(squeezed, names)):
        assert found["hit_count"] > 0
    if "Title" in names or "description" in names:
        assert found["title"] == "Menu 2"


def test_each_column_of_any_list_that_the_page_names_is_read() -> None:
    (anything,) = [one for one in FORMATS if one.name == "csv"]
    where, behind, whole, host, words, *_ = [
        names_in(row[1]) for row in rows("moving", "When a column is not understood")
    ]
    assert len(where) + len(behind) > 10
    for name in where:
        assert anything.looks_like(frozenset({squeezed(name)})), name
    read = {"slug": behind, "host": host, "title": words[:2], "note": words[2:]}
    for field, names in read.items():
        for name in names:
            made = anything.row(Record.of(2, {"url": "https://example.com/", name: "word"}.items()))
            assert getattr(made, field) == "word", name
    for name in whole:
        made = anything.row(Record.of(2, {"url": "https://example.com/", name: "https://go.example.com/word"}.items()))
        assert (made.host, made.slug) == ("go.example.com", "word"), name


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_list_with_other_names_is_refused_and_read_once_they_are_changed(
    run: Run, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.csv").write_text("Short,Goes to,Remark\nlunch,https://example.com/lunch,by the door\n")
    assert "destination" in run("import", "old.csv", ok=False).output
    (command,) = markdown.pieces_of_code(chapter("moving", language))
    subprocess.run(["/bin/sh", "-ec", command], check=True, timeout=60)
    run("import", "links.csv")
    assert json.loads(run("link", "show", "lunch", "--json").stdout)["destination"] == "https://example.com/lunch"


def test_names_in_capitals_need_a_domain_that_tells_them_apart(tmp_path: Path) -> None:
    """The name that a server is set up with does not, so the page has movers add the old one beside it."""
    at = ["--database", str(tmp_path / "q.db")]
    file = tmp_path / "links.csv"
    file.write_text("slug,url\nMenu,https://example.com/1\nmenu,https://example.com/2\n")

    def ran(*words: str) -> Result:
        return CliRunner().invoke(cli, [*words, *at], catch_exceptions=False)

    with_public = Settings(public_url="https://qr.example.com")
    open_database(at[1], with_public)
    database.close()
    assert json.loads(ran("import", str(file), "--json").stdout)["created"] == 1
    (command,) = [one for one in names_in(" ".join(chapter("moving").split())) if one.startswith("qrdesk domain add")]
    assert ran(*shlex.split(command)[1:]).exit_code == 0
    said = json.loads(ran("import", str(file), "--host", "go.example.com", "--json").stdout)
    assert (said["created"], said["refused"]) == (2, [])


@pytest.mark.parametrize("language", ["en", "de"])
def test_going_back_as_the_page_says_brings_the_old_data_back(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "qrdesk"
    place.mkdir()
    url, newer = str(place / "qrdesk.db"), tmp_path / "migrations"
    open_database(url, Settings())
    add_link("before")
    shutil.copytree(migrations.FOLDER, newer)
    (newer / "9000_later.py").write_text(LATER)
    with monkeypatch.context() as patch:
        patch.setattr(migrations.migrate, "__defaults__", (newer,))
        backup = open_database(url, Settings()).backup
        assert backup is not None
        add_link("after")
    database.close()
    with pytest.raises(DatabaseNewer):
        open_database(url, Settings())
    database.close()
    (steps,) = [one for one in markdown.pieces_of_code(chapter("upgrades", language)) if "systemctl stop" in one]
    (named,) = re.findall(r"qrdesk\.db\.before-update-\S+", steps)
    assert named.rpartition("-update-")[0] == backup.name.rpartition("-update-")[0]
    steps = steps.replace(named, backup.name).replace("/var/lib/qrdesk", str(place))
    steps = steps.replace("/opt/qrdesk/bin/pip", "pip").replace("/root/old/qrdesk-*.whl", "qrdesk")
    for name in ("systemctl", "chown", "pip"):
        (tmp_path / name).write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path}/asked\n')
        (tmp_path / name).chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    subprocess.run(["/bin/sh", "-ec", steps], check=True, env={"PATH": path}, timeout=60)
    assert (tmp_path / "asked").read_text().splitlines() == [
        "systemctl stop qrdesk", "chown qrdesk:qrdesk qrdesk.db", "pip install qrdesk", "systemctl start qrdesk",
    ]  # fmt: skip
    open_database(url, Settings())
    assert [link.slug for link in Link.select()] == ["before"]
    database.close()
    assert (place / "newer/qrdesk.db").exists()


def test_the_arithmetic_of_the_plan_is_right() -> None:
    text = " ".join(chapter("planning").split())
    measured = {
        row[0]: float(re.sub(r"[^\d.]", "", row[1].partition(" ")[0])) for row in rows("planning", "What was measured")
    }
    per_link, per_hit = measured["a link in PostgreSQL, with its address and all indexes"], 316
    assert measured["a hit in PostgreSQL, with all indexes"] == per_hit
    average = 1e9 / (30 * 86_400)
    links, hits, stored = 100e6, 1e9, measured["the same with PostgreSQL on the same machine, which waited for no disk"]
    left_over = 3600 * 10_000 - 3600 * stored
    said = {
        f"{average:.0f} a second on average": average,
        f"{round(average) * 10:,} a second": average * 10,
        f"{stored / average:.0f} times the average": stored,
        f"{left_over / 1e6:.0f} million, {left_over * 250 / 1e9:.0f} GB": left_over,
        f"stored {left_over / (stored - average) / 60:.0f} minutes later": left_over,
        f"{links * per_link / 1e9:.0f} GB in PostgreSQL": per_link,
        f"{links * 0.36e3 / 1e9:.0f} GB each": links,
        f"{links / 1e6 * 4.8 / 60:.0f} minutes to start": links,
        f"{links / 10 * 0.36e3 / 1e9:.1f} GB for each process, and {10 * 4.8:.0f} seconds to start": links,
        f"{hits * per_hit / 1e9:.0f} GB": hits,
        f"{hits * per_hit * 400 / 30.4 / 1e12:.1f} TB": hits,
        f"{hits * per_hit * 90 / 30.4 / 1e12:.1f} TB": hits,
        f"{hits / 30 * 9 / 1e6:.0f} million hits at a time": hits,
        f"9 days: {hits / 30 * 9 * 573 / 1e9:.0f} GB": hits,
        f"{hits * 330 / 1e9:.0f} GB | for ever": hits,
    }
    assert [one for one in said if one not in text] == []


def test_the_five_minutes_have_the_lines_of_the_folders_own_page() -> None:
    text = chapter("quick-server")
    steps = resources.read_text("server/README.txt")
    for piece in markdown.pieces_of_code(text)[1:3]:
        for line in piece.splitlines():
            assert line.removeprefix("cd ") in steps, line
