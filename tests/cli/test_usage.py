"""Plans and what was used of them, from a terminal."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from tests.desks import desk, make_key, served


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = str(tmp_path / "desk.db")
    assert run("link", "create", "https://example.com/", "--slug", "menu", "--database", url).exit_code == 0
    return url


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


def test_a_plan_is_made_chosen_and_used_up(database: str) -> None:
    made = run("plan", "save", "tiny", "--links-month", "2", "--no-own-domains", "--database", database)
    assert made.stdout == "tiny              2 links a month; no domains of one's own\n"
    assert run("plan", "choose", "tiny", "--database", database).stdout == "My workspace has the plan “tiny”.\n"
    assert run("link", "create", "https://example.com/", "--database", database).exit_code == 0
    refused = run("link", "create", "https://example.com/", "--database", database)
    assert (refused.exit_code, "2 links a month" in refused.stderr) == (5, True)
    said = run("usage", "--database", database).stdout
    assert "Workspace My workspace (tiny)\n  2 of 2" in said
    assert json.loads(run("usage", "--json", "--database", database).stdout)["workspace"]["links"] == {
        "current": 2,
        "limit": 2,
    }


def test_what_is_not_given_stays_as_it_is(database: str) -> None:
    run("plan", "save", "agency", "--links-month", "10", "--rate-limit", "60", "--database", database)
    changed = run("plan", "save", "agency", "--links-month", "unlimited", "--json", "--database", database)
    assert json.loads(changed.stdout)["links_month"] is None
    assert json.loads(changed.stdout)["rate_limit"] == 60
    wrong = run("plan", "save", "agency", "--links-month", "many", "--database", database)
    assert (wrong.exit_code, "neither a whole number nor unlimited" in wrong.stderr) == (2, True)
    assert run("plan", "save", "agency", "--links-month", "9" * 30, "--database", database).exit_code == 1


def test_plans_are_listed_and_deleted(database: str) -> None:
    listed = run("plan", "list", "--database", database).stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["business", "free", "pro", "unlimited"]
    assert "100 links, 1,000 deliveries a month; no single scans, only their number; no domains" in listed[1]
    assert listed[3].endswith("no limits")
    assert run("plan", "delete", "free", "--database", database).exit_code == 0
    assert run("plan", "delete", "free", "--database", database).exit_code == 3
    assert run("plan", "delete", "unlimited", "--database", database).exit_code == 4


def test_one_of_a_thing_is_one(database: str) -> None:
    made = run("plan", "save", "one", "--links-month", "1", "--scan-days", "1", "--database", database)
    assert made.stdout == "one               1 link a month; single scans of 1 day\n"
    run("plan", "choose", "one", "--database", database)
    refused = run("link", "create", "https://example.com/", "--database", database)
    assert "“one” has 1 link a month" in refused.stderr
    assert "what was deleted counts, too" in refused.stderr


def test_use_is_shown_by_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_DATA_DIR", str(tmp_path / "data"))
    url = str(tmp_path / "desk.db")
    with desk(url, tmp_path / "data") as found, served(found.app) as address:
        key = make_key(found.opened, "links:read", "links:create")
        there = ("--server", address, "--key")
        assert run("link", "create", "https://example.com/", *there, key).exit_code == 0
        own = run("usage", *there, key).stdout
        others = run("usage", *there, found.key).stdout
    assert "By key" not in own
    assert "This key" in own
    assert others.splitlines()[-2:] == ["By key", "  test  (unlimited)  1 link made  0 deliveries"]
    assert "By key\n  test  (unlimited)  1 link made" in run("usage", "--database", url).stdout
