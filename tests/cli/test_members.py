"""Members, invitations and workspaces from the command line: at the computer with the database, and on a server."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from tests.desks import desk, served


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a server, and a key for it."""
    with desk(str(tmp_path / "far.db"), tmp_path / "far") as found, served(found.app) as address:
        yield address, found.key


def run(*words: str, told: str = "", **environ: str) -> Result:
    return CliRunner().invoke(cli, words, input=told, env=environ, catch_exceptions=False)


def answer(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_somebody_comes_in_is_changed_and_goes(database: str) -> None:
    here = ("--database", database)
    made = run("invitation", "create", "Anna", "--role", "admin", *here)
    assert made.exit_code == 0
    code = made.stdout.strip()
    assert code.startswith("qri_")
    assert "one time" in made.stderr
    joined = run("invitation", "accept", code, "--name", "Anna Amsel", *here)
    assert joined.stdout.startswith("qrd_")
    assert "as admin" in joined.stderr
    assert "accepted  admin" in run("invitation", "list", *here).stdout
    assert run("invitation", "accept", code, *here).exit_code == 1
    assert "admin   qrd_" in run("member", "show", "anna amsel", *here).stdout
    assert answer("member", "update", "Anna Amsel", "--role", "member", "--name", "Anna", *here)["role"] == "member"
    assert run("member", "remove", "Anna", *here, told="n\n").exit_code == 1
    assert len(answer("member", "list", *here)) == 2
    assert "no longer a member" in run("member", "remove", "Anna", "--yes", *here).stdout
    assert run("member", "show", "Anna", *here).exit_code == 3


def test_who_has_the_name_of_another_is_called_by_id(database: str) -> None:
    here = ("--database", database)
    first, second = (
        answer("invitation", "accept", answer("invitation", "create", "Anna", *here)["code"], *here)["member"]
        for _ in range(2)
    )
    assert f"{first['id']}, {second['id']}" in run("member", "remove", "anna", "--yes", *here).stderr
    assert answer("member", "remove", second["id"], "--yes", *here) == {"id": second["id"], "removed": True}


def test_an_invitation_is_taken_back(database: str) -> None:
    here = ("--database", database)
    made = answer("invitation", "create", "Anna", "--days", "2", *here)
    assert "lets nobody in" in run("invitation", "revoke", made["id"], *here).stdout
    more = answer("invitation", "create", "Anna", *here)
    assert run("invitation", "revoke", "anna", *here).stdout == "The invitation of “anna” lets nobody in any more.\n"
    assert run("invitation", "accept", more["code"], *here).exit_code == 1
    assert run("invitation", "revoke", "nobody", *here).exit_code == 3
    refused = run("invitation", "accept", made["code"], "--json", *here)
    assert json.loads(refused.stderr)["error"]["code"] == "invitation_over"


def test_the_last_owner_does_not_leave(database: str) -> None:
    refused = run("member", "leave", "--yes", "--json", "--database", database)
    assert refused.exit_code == 4
    assert json.loads(refused.stderr.splitlines()[-1])["error"]["code"] == "last_owner"


def test_who_one_is_is_told(database: str) -> None:
    assert "Owner is owner" in run("me", "--database", database).stdout


def test_a_program_is_told_what_it_may_do(server: tuple[str, str]) -> None:
    address, key = server
    told = run("me", "--server", address, "--key", key).stdout
    assert "A program is at work in “My workspace”" in told
    assert "links:create" in told


def test_on_a_server_a_code_is_enough(server: tuple[str, str]) -> None:
    address, key = server
    code = answer("invitation", "create", "Anna", "--server", address, "--key", key)["code"]
    joined = answer("invitation", "accept", code, "--server", address)
    assert joined["key"]["key"].startswith("qrd_")
    there = ("--server", address, "--key", joined["key"]["key"])
    assert answer("me", *there)["member"]["name"] == "Anna"
    assert run("member", "list", *there).exit_code == 5
    assert answer("member", "leave", "--yes", *there) == {"left": True}
    assert run("me", *there).exit_code == 5


def test_a_key_made_with_a_key_is_bound_as_that_one_unless_it_says_less(server: tuple[str, str]) -> None:
    address, key = server
    ways = ("--plan", "free", "--rate-limit", "50", "--from", "127.0.0.0/8", "--expires", "2999-01-31")
    first = answer("key", "create", "--name", "first", *ways, "--server", address, "--key", key)
    there = ("--server", address, "--key", first["key"])
    second = answer("key", "create", "--name", "second", "--rate-limit", "40", *there)
    assert second["rate_limit"] == 40
    bounds = ("plan", "allowed_networks", "expires_at")
    assert [second[name] for name in bounds] == [first[name] for name in bounds]
    refused = run("key", "create", "--name", "third", "--rate-limit", "60", *there)
    assert refused.exit_code == 5
    assert "lets no key ask more often" in refused.stderr


def test_a_workspace_is_added_and_worked_in(database: str) -> None:
    here = ("--database", database)
    made = answer("workspace", "create", "Bakery", "--url", "https://bakery.example", "--time-zone", "UTC", *here)
    assert len(run("workspace", "list", *here).stdout.splitlines()) == 2
    two = (*here, "--workspace", "bakery")
    link = answer("link", "create", "https://example.com", "--slug", "bread", *two)
    assert link["short_url"] == "https://bakery.example/bread"
    assert answer("link", "list", *here) == answer("link", "list", *here, "--workspace", "My workspace")
    assert "bread" not in run("link", "list", *here).stdout
    assert "bread" in run("link", "list", *here, QRDESK_WORKSPACE=made["id"]).stdout
    assert run("link", "list", *here, "--workspace", "nowhere").exit_code == 3


def test_on_a_server_the_key_says_which_workspace_it_is(server: tuple[str, str]) -> None:
    address, key = server
    refused = run("link", "list", "--server", address, "--key", key, "--workspace", "bakery")
    assert refused.exit_code == 2
    assert "the key says" in refused.stderr
    assert run("workspace", "list", "--server", address, "--key", key).exit_code == 5


def test_who_names_no_server_is_asked_for_it_and_no_database_is_made(database: str) -> None:
    said = run("invitation", "accept", "qri_4bF9", "--database", database)
    assert (said.exit_code, "Name the server you were invited to: --server URL" in said.stderr) == (2, True)
    assert not Path(database).exists()
    run("tag", "list", "--database", database)
    elsewhere = run("invitation", "accept", "qri_4bF9", "--database", database)
    assert (elsewhere.exit_code, "--server URL" in elsewhere.stderr) == (3, True)


def test_a_code_comes_from_standard_input(server: tuple[str, str]) -> None:
    address, key = server
    code = answer("invitation", "create", "Anna", "--server", address, "--key", key)["code"]
    nothing = run("invitation", "accept", "-", "--server", address)
    assert (nothing.exit_code, "no code on standard input" in nothing.stderr) == (2, True)
    assert run("invitation", "accept", "-", "--server", address, told=f"{code}\n").stdout.startswith("qrd_")
    unknown = run("invitation", "accept", "-", "--server", address, told="qri_4bF9\n")
    assert (unknown.exit_code, "--server URL" in unknown.stderr) == (3, False)


def test_questions_are_asked_beside_what_is_printed(database: str) -> None:
    here = ("--database", database)
    answer("invitation", "accept", answer("invitation", "create", "Anna", *here)["code"], *here)
    for words in (("member", "remove", "Anna"), ("member", "leave"), ("secrets", "rotate", "--forget-older")):
        asked = run(*words, *here)
        assert (asked.exit_code, asked.stdout) == (1, "")
        assert "[y/N]:" in asked.stderr
        assert "Nothing was done. Where nobody can be asked, add --yes." in asked.stderr
    assert len(answer("member", "list", *here)) == 2


def test_no_two_workspaces_are_called_alike(database: str) -> None:
    here = ("--database", database)
    assert run("workspace", "create", "Bakery", "--url", "https://bakery.example", *here).exit_code == 0
    for words in (("create", "bakery", "--url", "https://two.example"), ("update", "--name", "BAKERY")):
        refused = run("workspace", *words, *here)
        assert (refused.exit_code, "There is a workspace “Bakery” already" in refused.stderr) == (4, True)
    assert run("workspace", "update", "--name", "bakery", *here, "--workspace", "Bakery").exit_code == 0
    first, second = run("workspace", "list", *here).stdout.splitlines()
    assert first.split()[3:5] == ["http://localhost:8765", "unlimited"]
    assert second.split()[1:4] == ["bakery", "https://bakery.example", "unlimited"]


@pytest.mark.parametrize(
    "url", ["notaurl", "foo", "https://foo", "https://foo/x", "ftp://a.example", "https://foo:444"]
)
def test_an_address_that_nobody_could_open_is_refused(database: str, url: str) -> None:
    here = ("--database", database)
    assert run("workspace", "create", "Bakery", "--url", url, *here).exit_code == 1
    assert len(answer("workspace", "list", *here)) == 1


def test_how_long_the_audit_log_is_kept_is_shown(database: str) -> None:
    here = ("--database", database)
    assert "Entries of the audit log are kept for 400 days." in run("workspace", "show", *here).stdout
    assert "audit log are kept for ever." in run("workspace", "update", "--keep-audit-for-ever", *here).stdout


def test_what_a_role_may_not_do_is_said_to_be_of_the_role(server: tuple[str, str]) -> None:
    address, key = server
    code = answer("invitation", "create", "Anna", "--server", address, "--key", key)["code"]
    own = answer("invitation", "accept", code, "--server", address)["key"]["key"]
    refused = run("member", "list", "--server", address, "--key", own)
    assert (refused.exit_code, "Your role (member) may not do that." in refused.stderr) == (5, True)
