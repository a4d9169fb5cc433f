"""The audit log on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.client import Client, FolderDraft
from tests.desks import desk, make_key, served

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
    run(database, "key", "create", "--name", "Till")
    unused = run(database, "audit", "list", "--by-key", "Till")
    assert (unused.exit_code, unused.stdout) == (0, "")
    found = json.loads(run(database, "audit", "list", "--member", "Owner", "--json").stdout)
    assert len(found["data"]) == 4


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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--member", "nobody"), "No member is called “nobody”"),
        (("--by-key", "nothing"), "No key is called “nothing”"),
        (("--action", "lunch.eaten"), "There is no action “lunch.eaten”. These are, with all done to them: backup, "),
        (("--action", "Eat!"), "such as link.updated"),
        (("--surface", "web"), "There is no door “web”. These are: api, app, cli, system."),
        (("--surface", "Web!"), "such as app, cli"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "ends before it begins"),
    ],
)
def test_what_cannot_be_found_is_said(database: str, tmp_path: Path, words: tuple[str, str], said: str) -> None:
    refused = run(database, "audit", "list", *words)
    assert (refused.exit_code in {1, 2}, said in refused.stderr, refused.stdout) == (True, True, "")
    file = tmp_path / "log.csv"
    assert run(database, "audit", "export", *words, "-o", str(file)).exit_code == refused.exit_code
    assert not file.exists()


def test_changes_are_told_in_plain_words(database: str) -> None:
    run(database, "link", "update", "lunch", "--starts", "2030-11-22T01:17:49.2Z", "--tag", "a", "--tag", "b")
    run(database, "link", "update", "lunch", "--clear", "starts", "--clear", "tags")
    lines = run(database, "audit", "list", "--changes", "--action", "link.updated").stdout.splitlines()
    assert "    starts_at: 2030-11-22 01:17 UTC -> -" in lines
    assert "    starts_at: - -> 2030-11-22 01:17 UTC" in lines
    assert "    tags: a, b -> -" in lines


def test_a_role_and_a_program_are_named_in_the_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_DATA_DIR", str(tmp_path / "data"))
    url = str(tmp_path / "far.db")
    with desk(url, tmp_path / "data") as found, served(found.app) as address:
        there = ("--server", address, "--key", make_key(found.opened, "links:read", "links:create"))
        made = CliRunner().invoke(cli, ["link", "create", PAGE, "--title", "Lunch", *there], catch_exceptions=False)
        assert made.exit_code == 0
    code = run(url, "invitation", "create", "Anna").stdout.strip()
    run(url, "invitation", "accept", code)
    for role in ("admin", "member"):
        run(url, "member", "update", "Anna", "--role", role)
    said = [line[29:] for line in run(url, "audit", "list").stdout.splitlines()]
    assert said[:2] == ["Owner changed the role of “Anna” to member.", "Owner changed the role of “Anna” to admin."]
    assert "The key “test” made the link “Lunch”." in said


def test_what_was_changed_since_a_mark_is_listed_for_scripts(database: str) -> None:
    mark = run(database, "audit", "since").stdout.strip().removeprefix("mark ")
    assert run(database, "audit", "since", mark).stdout == f"mark {mark}\n"
    assert run(database, "link", "update", "lunch", "--title", "Dinner").exit_code == 0
    changed, last = run(database, "audit", "since", mark).stdout.splitlines()
    assert changed.startswith("link lnk_")
    assert last != f"mark {mark}"
    found = json.loads(run(database, "audit", "since", "aud_gone", "--json").stdout)
    assert found["everything"] is True
