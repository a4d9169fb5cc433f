"""Keys on the command line: what state they are in, whom a name means, and what is said of them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.core import database as core_database
from qrdesk.core.models import Key


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


def run(database: str, *words: str) -> Result:
    return CliRunner().invoke(cli, (*words, "--database", database), catch_exceptions=False)


def made(database: str, name: str, *words: str) -> dict[str, Any]:
    result = run(database, "key", "create", "--name", name, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def end(database: str, key_id: str) -> None:
    """Let a key's time be over since yesterday."""
    core_database.connect(database)
    with core_database.scope(), core_database.write():
        Key.update(expires_at=datetime.now(UTC) - timedelta(days=1)).where(Key.public_id == key_id).execute()
    core_database.close()


def states(database: str) -> dict[str, str]:
    return {line.split()[0]: line.split()[2] for line in run(database, "key", "list").stdout.splitlines()}


def test_a_key_is_good_has_ended_or_was_revoked(database: str) -> None:
    good, ended, revoked = (made(database, name)["id"] for name in ("a", "b", "c"))
    end(database, ended)
    run(database, "key", "revoke", "c")
    assert states(database) == {good: "good", ended: "ended", revoked: "revoked"}
    shown = run(database, "key", "show", "b").stdout
    assert shown.splitlines()[0].split()[2] == "ended"
    assert "Ended 20" in shown


def test_a_name_means_the_key_that_is_good(database: str) -> None:
    old, older, new = (made(database, "till")["id"] for _ in range(3))
    end(database, old)
    run(database, "key", "revoke", older)
    assert run(database, "key", "show", "Till").stdout.startswith(new)
    assert run(database, "key", "revoke", "till").stdout == "till is revoked.\n"
    assert run(database, "key", "show", "till").stdout.startswith(old)  # it can be given more time
    run(database, "key", "revoke", old)
    several = run(database, "key", "show", "till")
    assert (several.exit_code, "3 keys are called “till”" in several.stderr) == (1, True)


def test_a_revoked_key_is_shown_by_its_name_and_not_revoked_twice(database: str) -> None:
    key = made(database, "Integrator")["id"]
    run(database, "key", "revoke", "Integrator")
    shown = run(database, "key", "show", "integrator")
    assert (shown.exit_code, "Revoked 20" in shown.stdout) == (0, True)
    again = run(database, "key", "revoke", "Integrator")
    assert (again.exit_code, "Integrator was revoked already, 20" in again.stdout) == (0, True)
    assert json.loads(run(database, "key", "revoke", key, "--json").stdout) == {"id": key, "revoked": True}
    entries = run(database, "audit", "list", "--action", "key.revoked").stdout
    assert len(entries.splitlines()) == 1
    assert run(database, "key", "rotate", "Integrator").exit_code == 4
    assert run(database, "key", "revoke", "nothing").exit_code == 3


def test_keys_are_listed_with_whose_they_are_and_what_bounds_them(database: str) -> None:
    till = made(
        database, "till", "--scopes", "links:read", "--from", "203.0.113.0/24", "--rate-limit", "60", "--plan", "pro",
        "--expires", "2999-01-31T12:00Z",
    )  # fmt: skip
    own = made(database, "Laptop", "--for", "owner")
    assert own["kind"] == "user"
    first, second = run(database, "key", "list").stdout.splitlines()
    assert first.split()[3:] == ["Owner", "Laptop", "(all)"]
    bounds = "(links:read; until 2999-01-31 12:00 UTC; from 203.0.113.0/24; 60 a minute; plan pro)"
    assert second == f"{till['id']}  {till['hint']}  good  program  till    {bounds}"
    assert first.index("Laptop") == second.index("till")
    assert "For the member Owner." in run(database, "key", "show", own["id"]).stdout
    stranger = run(database, "key", "create", "--name", "x", "--for", "nobody")
    assert (stranger.exit_code, "no member “nobody”" in stranger.stderr) == (1, True)


def test_the_grace_of_a_rotation_and_how_exact_the_last_use_is_are_told(database: str) -> None:
    made(database, "till")
    run(database, "key", "rotate", "till", "--grace-days", "2")
    until = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"
    assert f"The text before is good until {until}" in run(database, "key", "show", "till").stdout
    core_database.connect(database)
    with core_database.scope(), core_database.write():
        Key.update(last_used_at=datetime.now(UTC), last_used_from="203.0.113.0/24").execute()
    core_database.close()
    assert "from 203.0.113.0/24; noted once a minute at most." in run(database, "key", "show", "till").stdout
    run(database, "key", "rotate", "till")
    assert "text before" not in run(database, "key", "show", "till").stdout


def test_a_twin_and_the_secret_of_webhooks_are_said_when_a_key_is_made(database: str) -> None:
    first = run(database, "key", "create", "--name", "till")
    assert "Another" not in first.stderr
    assert "With --json it comes with a secret for webhooks of links that it makes" in first.stderr
    second = run(database, "key", "create", "--name", "Till")
    assert "Another good key is called “Till”, too." in second.stderr
    assert len(second.stdout.splitlines()) == 1
    assert run(database, "key", "create", "--name", "till", "--json").stderr == ""
    for key in states(database):
        run(database, "key", "revoke", key)
    assert "Another" not in run(database, "key", "create", "--name", "till").stderr


def test_what_is_wrong_is_said_by_the_names_of_options(database: str) -> None:
    wrong = run(database, "key", "create", "--name", "x", "--from", "1.2.3.4", "--from", "foo")
    assert wrong.stderr.splitlines()[-1].startswith("Error: --from: “foo” is no network.")
    as_json = run(database, "key", "create", "--name", "x", "--from", "foo", "--json")
    assert list(json.loads(as_json.stderr)["error"]["field_errors"]) == ["allowed_networks.0"]
    scope = run(database, "key", "create", "--name", "x", "--scopes", "links:read,links:fly")
    assert "There is no scope “links:fly”." in scope.stderr
    days = run(database, "workspace", "update", "--keep-audit-days", "1")
    assert days.stderr == "Error: --keep-audit-days: This must be 30 or more.\n"


def test_any_network_stands_alone(database: str) -> None:
    made(database, "till", "--from", "203.0.113.0/24")
    for words in (("update", "till"), ("create", "--name", "x")):
        both = run(database, "key", *words, "--from", "203.0.113.0/24", "--from", "any")
        assert (both.exit_code, "any stands alone" in both.stderr) == (2, True)
    assert made(database, "free", "--from", "any")["allowed_networks"] == []
