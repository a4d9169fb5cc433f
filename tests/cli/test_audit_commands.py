"""The audit log on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.client import Client, FolderDraft

PAGE = "https://example.com/menu"


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A database with a folder made by the app, and a link made here."""
    url = str(tmp_path / "desk.db")
    with Client.local(url) as client:
        client.folders.create(FolderDraft(name="Menus"))
    assert run(url, "link", "create", PAGE, "--slug", "lunch", "--title", "Lunch").exit_code == 0
    return url


def run(database: str, *words: str) -> Result:
    return CliRunner().invoke(cli, (*words, "--database", database), catch_exceptions=False)


def test_changes_are_listed_with_the_door_they_came_by(database: str) -> None:
    result = run(database, "audit", "list")
    assert [line[21:] for line in result.stdout.splitlines()] == [
        "cli     Owner made the link “Lunch”.",
        "app     Owner made the folder “Menus”.",
    ]
    assert "2 of 2 entries" in result.stderr


def test_changes_are_chosen_and_shown_whole(database: str) -> None:
    assert run(database, "link", "update", "lunch", "--title", "Dinner").exit_code == 0
    result = run(database, "audit", "list", "--action", "link.updated", "--changes", "--from", "2020-01-01")
    assert result.stdout.splitlines()[1:] == ["    title: Lunch -> Dinner"]
    assert run(database, "audit", "list", "--surface", "app", "--subject", "lunch").stdout == ""
    assert run(database, "audit", "list", "--to", "2020-01-01").stdout == ""
    assert run(database, "audit", "list", "--by-key", "Till").stdout == ""
    found = json.loads(run(database, "audit", "list", "--member", "Owner", "--json").stdout)
    assert len(found["data"]) == 3


def test_the_log_is_written_to_a_file(database: str, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    assert "The audit log is in" in run(database, "audit", "export", "-o", str(file)).stdout
    assert [json.loads(line)["action"] for line in file.read_text().splitlines()] == ["folder.created", "link.created"]
    table = tmp_path / "log.csv"
    assert run(database, "audit", "export", "-o", str(table), "--json").exit_code == 0
    assert table.read_text("utf-8-sig").startswith('"id","at","actor"')


def test_how_long_the_log_is_kept_is_set(database: str) -> None:
    assert run(database, "workspace", "update", "--keep-audit-days", "90").exit_code == 0
    assert json.loads(run(database, "workspace", "show", "--json").stdout)["keep_audit_days"] == 90
    assert run(database, "workspace", "update", "--keep-audit-for-ever").exit_code == 0
    assert json.loads(run(database, "workspace", "show", "--json").stdout)["keep_audit_days"] is None
    assert run(database, "workspace", "update", "--keep-audit-days", "1").exit_code == 1
