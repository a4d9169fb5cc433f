"""qrdesk backup: what it says is in a backup, what is not, and how it says that one is damaged."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.client import Client
from qrdesk.core import database as core_database


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = str(tmp_path / "q.db")
    assert run("link", "create", "https://example.com/", "--slug", "menu", "--database", url).exit_code == 0
    return url


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "b.zip")


def run(*words: str) -> Result:
    try:
        return CliRunner().invoke(cli, words, catch_exceptions=False)
    finally:
        core_database.close()


def test_it_says_what_is_in_it_and_what_is_not(database: str, file: str) -> None:
    said = run("backup", "create", file, "--database", database)
    assert (said.exit_code, said.stderr) == (0, "")
    first, holds, counted, lacks, secret_key, *more = said.stdout.splitlines()
    assert first.startswith(f"{file} is whole. It was made ")
    assert (holds, lacks) == ("It holds:", "It does not hold:")
    assert counted.startswith("  - The database: 1 link, 0 codes, 0 hits, 1 member, 1 workspace.")
    assert "without which the database does not open" in secret_key
    assert f"{database}.d/secret.key" in secret_key
    assert ["salts" in more[0], "Idempotency-Key" in more[1], "logs" in more[2], "keyring" in more[3]] == [True] * 4
    again = run("backup", "show", file).stdout.splitlines()
    assert (again[:4], again[5:]) == ([first, holds, counted, lacks], more)
    assert "in the data folder of the computer that served" in again[4]


def test_it_is_noted_as_one_made_in_the_app_is(database: str, file: str) -> None:
    assert run("backup", "create", file, "--database", database).exit_code == 0
    entries = json.loads(run("audit", "list", "--action", "backup", "--database", database, "--json").stdout)
    (entry,) = entries["data"] if isinstance(entries, dict) else entries
    assert (entry["action"], entry["surface"], entry["subject_name"]) == ("backup.created", "cli", "b.zip")
    assert entry["changes"] == {"links": [None, 1]}
    with Client.local(database) as client:
        by_hand = client.backups.state().by_hand
    assert by_hand is not None
    assert (by_hand.path, by_hand.links) == (file, 1)


def test_programs_are_told_the_same(database: str, file: str) -> None:
    made = json.loads(run("--database", database, "backup", "create", file, "--with-secret-key", "--json").stdout)
    assert made == json.loads(run("backup", "show", file, "--json").stdout)
    assert (made["file"], made["counts"]["links"]) == (file, 1)
    assert [part["name"] for part in made["parts"]] == ["qrdesk.db", "qrdesk.db.d/secret.key", "CONTENTS.txt"]
    assert any("THE SECRET KEY" in one for one in made["held"])


def test_what_cannot_be_done_is_said(database: str, file: str, tmp_path: Path) -> None:
    assert run("backup", "create", file, "--database", database).exit_code == 0
    said = run("backup", "create", file, "--database", database)
    assert (said.exit_code, "add --force" in said.stderr) == (1, True)
    assert run("backup", "create", file, "--database", database, "--force").exit_code == 0
    Path(file).write_bytes(Path(file).read_bytes()[:-30])
    said = run("backup", "show", file, "--json")
    assert (said.exit_code, json.loads(said.stderr)["error"]["code"]) == (1, "cannot_read")
    assert (said.stdout, "Use another one" in said.stderr) == ("", True)
    said = run("backup", "create", str(tmp_path / "new.zip"), "--database", str(tmp_path / "none.db"))
    assert (said.exit_code, "There is no database" in said.stderr) == (6, True)
    assert not (tmp_path / "none.db").exists()
    said = run("backup", "create", str(tmp_path / "new.zip"), "--database", "postgresql://me:hush@nowhere/q")
    assert (said.exit_code, "pg_dump" in said.stderr, "hush" in said.stderr) == (1, True, False)


def test_it_is_restored_after_saying_what_changes(database: str, file: str) -> None:
    assert run("backup", "create", file, "--database", database).exit_code == 0
    run("link", "create", "https://example.com/", "--slug", "later", "--database", database)
    asked = CliRunner().invoke(cli, ["backup", "restore", file, "--database", database], input="n\n")
    core_database.close()
    assert (asked.exit_code, "1 link not in the backup, and would be gone" in asked.stdout) == (1, True)
    assert "later" in run("link", "list", "--database", database).stdout
    assert run("backup", "restore", file, "--database", database, "--json").exit_code == 2
    done = json.loads(run("backup", "restore", file, "--database", database, "--yes", "--json").stdout)
    assert (done["counts"]["links"], Path(done["kept"]).name.startswith("before-restore-")) == (1, True)
    assert "later" not in run("link", "list", "--database", database).stdout
    back = run("backup", "restore", done["kept"], "--database", database, "--yes")
    assert back.stdout.splitlines()[-1].startswith("What was there before is in ")
    assert "later" in run("link", "list", "--database", database).stdout


def test_a_server_is_told_when_to_make_backups(database: str, tmp_path: Path) -> None:
    def schedule(*words: str) -> Result:
        return run("backup", "schedule", *words, "--database", database)

    assert schedule().stdout == "No backups are made by themselves.\n"
    assert "There is no folder" in schedule("daily", "--folder", str(tmp_path / "usb")).stderr
    said = schedule("weekly", "--hour", "4", "--keep", "30").stdout.splitlines()
    where = f"{database}.d/backups"
    assert said == [
        f"Backups are made every Monday at 04:00, while the server runs, in {where}.",
        "The newest 30 are kept.",
    ]
    kept = json.loads(schedule("--json").stdout)
    assert kept == {"every": "weekly", "hour": 4, "keep": 30, "folder": where, "last": None}
    assert schedule("off").stdout.startswith("No backups")
