"""qrdesk link simulate."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.client import Client, LinkDraft


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A database with a link that leads Germans elsewhere."""
    url = str(tmp_path / "desk.db")
    rule = {
        "name": "Germans",
        "conditions": [{"kind": "country", "any_of": ["DE"]}, {"kind": "dates", "since": "2026-06-01"}],
        "destination": "https://example.com/de",
    }
    draft = {"destination": "https://example.com/", "slug": "lunch", "rules": [rule], "time_zone": "UTC"}
    with Client.local(url) as client:
        client.links.create(LinkDraft.model_validate(draft))
    return url


def simulate(database: str, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(
        cli, ["link", "simulate", "lunch", *words, "--database", database], input=typed, catch_exceptions=False
    )


def test_the_winner_is_said_and_each_rule_below_it(database: str) -> None:
    answer = simulate(database, "--country", "de", "--at", "2026-06-10T12:00+02:00", "--language", "fr", "--os", "ios")
    assert answer.exit_code == 0
    assert answer.stdout == "“Germans” wins: the visitor is sent to https://example.com/de.\n"
    assert answer.stderr.splitlines() == [
        " * 1. Germans: All its conditions hold.",
        "On 10 Jun 2026, 10:00 (UTC, UTC+00:00).",
    ]


def test_as_json_it_is_the_whole_answer(database: str) -> None:
    told = json.loads(simulate(database, "--country", "DE", "--at", "2026-05-10T12:00Z", "--json").stdout)
    assert (told["kind"], told["location"]) == ("lead", "https://example.com/")
    assert told["rules"][0]["failed"] == "dates"
    assert told["at"] == "2026-05-10T12:00:00Z"


def test_changes_come_from_a_file_or_from_standard_input(database: str, tmp_path: Path) -> None:
    changes = tmp_path / "changes.json"
    changes.write_text('{"destination": "https://example.com/new"}', encoding="utf-8")
    assert "example.com/new" in simulate(database, "--changes", str(changes)).stdout
    assert (
        "example.com/typed"
        in simulate(database, "--changes", "-", typed='{"destination": "https://example.com/typed"}').stdout
    )
    assert "https://example.com/." in simulate(database).stdout


@pytest.mark.parametrize(
    "words",
    [("--country", "Germany"), ("--at", "yesterday"), ("--os", "beos"), ("--hits", "-1")],
)
def test_what_cannot_be_is_said_without_a_traceback(database: str, words: tuple[str, str]) -> None:
    answer = simulate(database, *words)
    assert answer.exit_code not in {0, 70}
    assert "Error" in answer.stderr


def test_changes_that_are_no_json_are_said_too(database: str) -> None:
    answer = simulate(database, "--changes", "-", typed="{")
    assert answer.exit_code == 1
    assert "Error" in answer.stderr


def test_a_link_that_is_not_made_yet_is_read_from_a_file(database: str, tmp_path: Path) -> None:
    draft = tmp_path / "new.json"
    draft.write_text('{"destination": "https://example.com/new", "time_zone": "Asia/Tokyo"}', encoding="utf-8")
    words = ["link", "simulate", "--new", str(draft), "--at", "2026-06-10T12:00", "--database", database]
    answer = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert answer.stdout == "The visitor is sent to https://example.com/new.\n"
    assert "Asia/Tokyo" in answer.stderr
    assert CliRunner().invoke(cli, [*words, "lunch"]).exit_code == 2, "a link that is there is named, too"
