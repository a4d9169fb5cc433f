"""qrdesk secrets, and what the doctor says of the secret key."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.core import database as core_database
from tests.keyrings import MemoryKeyring, using


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "q.db")


def run(database: str, *words: str, answer: str = "") -> Result:
    try:
        return CliRunner().invoke(cli, (*words, "--database", database), input=answer, catch_exceptions=False)
    finally:
        core_database.close()


def doctor(database: str) -> str:
    found = {one["name"]: one for one in json.loads(run(database, "doctor", "--json").stdout)}
    return f"{found['secret key']['verdict']}: {found['secret key']['said']}"


def test_a_new_key_takes_the_place_of_the_old_one(database: str) -> None:
    run(database, "key", "create", "--name", "Till")
    file = Path(f"{database}.d/secret.key")
    before = file.read_bytes()
    said = run(database, "secrets", "rotate")
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.splitlines() == [
        f"The new secret key is in {file}. Sealed anew with it: 1.",
        "The key before is kept with it, for backups made until now.",
    ]
    assert file.read_bytes() != before
    assert doctor(database) == (
        f"good: It is in {file}, and others cannot read it. Kept with it for backups: 1 from before."
    )
    assert run(database, "key", "list").exit_code == 0
    (noted,) = json.loads(run(database, "audit", "list", "--action", "secret_key.rotated", "--json").stdout)["data"]
    assert (noted["surface"], noted["sentence"]) == ("cli", "Owner gave a new text to the secret key.")


def test_older_keys_are_taken_away_after_a_question(database: str) -> None:
    run(database, "key", "list")
    file = Path(f"{database}.d/secret.key")
    before = file.read_bytes()
    assert run(database, "secrets", "rotate", "--forget-older", answer="n\n").exit_code == 1
    assert file.read_bytes() == before
    said = json.loads(run(database, "secrets", "rotate", "--forget-older", "--yes", "--json").stdout)
    assert said == {"place": str(file), "sealed": 0, "unreadable": 0, "said": ""}
    assert (len(file.read_bytes().split()), before.strip() in file.read_bytes()) == (1, False)


def test_the_keyring_is_used_where_there_is_one(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_SECRET_STORE", "keyring")
    run(database, "key", "list")
    assert "no keyring that works" in doctor(database)
    assert "It is not in the keyring: this account has no" in run(database, "secrets", "rotate").stdout
    with using(MemoryKeyring()):
        assert "qrdesk secrets rotate puts a new one into the keyring" in doctor(database)
        assert "is in the keyring of this account" in run(database, "secrets", "rotate").stdout
        assert doctor(database).startswith("good: It is in the keyring of this account")


def test_no_database_is_made(database: str) -> None:
    said = run(database, "secrets", "rotate", "--json")
    assert (said.exit_code, json.loads(said.stderr)["error"]["code"]) == (6, "database_unreachable")
    assert not Path(database).exists()
