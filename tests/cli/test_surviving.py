"""qrdesk survive: the kit that keeps printed codes alive."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli

Run = Callable[..., Result]


def test_it_says_what_is_in_the_kit_and_what_is_not(run: Run, tmp_path: Path) -> None:
    run("link", "create", "https://example.com/lunch", "--slug", "lunch", "--hit-limit", "5")
    said = run("survive", str(tmp_path / "kit"))
    assert said.stdout.splitlines() == [
        f"2 addresses of 1 domain in {tmp_path / 'kit'}",
        "1 answer there as they do here.",
        "        1  limit",
        "What is not kept of these, not-kept.csv says link by link. README.txt says the rest.",
        "Keep a copy in another place than the server, and make it anew when links have changed.",
    ]
    folders = {path.name for path in (tmp_path / "kit").iterdir()}
    assert folders == {"site", "nginx", "caddy", "worker", "README.txt", "not-kept.csv", "kit.json"}


def test_programs_are_told_the_same_as_the_kit_says_of_itself(run: Run, tmp_path: Path) -> None:
    said = json.loads(run("survive", str(tmp_path / "kit"), "--format", "nginx", "--json").stdout)
    assert said.pop("folder") == str(tmp_path / "kit")
    assert said == json.loads((tmp_path / "kit/kit.json").read_text())
    assert (said["formats"], said["addresses"], said["simple"], said["not_kept"]) == (["nginx"], 1, 1, {})


def test_that_it_was_made_is_in_the_audit_log(run: Run, tmp_path: Path) -> None:
    run("survive", str(tmp_path / "kit"))
    (entry,) = json.loads(run("audit", "list", "--action", "survival_kit.created", "--json").stdout)["data"]
    assert (entry["surface"], entry["subject_name"], entry["changes"]) == (
        "cli", "kit", {"addresses": [None, 1], "not_in_full": [None, 0]},
    )  # fmt: skip
    assert entry["sentence"] == "Owner made the survival kit “kit”, a folder that says where every link leads."


def test_its_page_is_written_in_german_when_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    run("survive", str(tmp_path / "kit"), "--language", "de")
    assert (tmp_path / "kit/README.txt").read_text(encoding="utf-8").startswith("QRDesk-Überlebenspaket")


def test_what_is_there_already_and_no_kit_stays(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    said = run("survive", str(tmp_path / "mine"), ok=False)
    assert (said.exit_code, "is no survival kit. It stays as it is" in said.stderr) == (1, True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("words", [("--server", "http://127.0.0.1:1"), ("--workspace", "Main")])
def test_it_works_on_the_whole_database_itself(words: tuple[str, ...], tmp_path: Path) -> None:
    said = CliRunner().invoke(cli, ["survive", str(tmp_path / "kit"), *words])
    assert (said.exit_code, "No such option" in said.stderr) == (2, True)
    assert "A key is not enough" in CliRunner().invoke(cli, ["survive", "--help"]).stdout
