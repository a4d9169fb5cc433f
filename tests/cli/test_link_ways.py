"""Everything about a link's ways from a terminal: options become fields, states change, rules are said in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli

PAGE = "https://example.com/menu"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


def run(database: str, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ("link", *words, "--database", database), input=typed, catch_exceptions=False)


def answer(database: str, *words: str, typed: str = "") -> dict[str, Any]:
    result = run(database, *words, "--json", typed=typed)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Return a file with one rule."""
    path = tmp_path / "rules.json"
    path.write_text(json.dumps([{"conditions": [{"kind": "country", "any_of": ["DE"]}], "destination": f"{PAGE}/de"}]))
    return path


@pytest.fixture
def lunch(database: str, rules: Path) -> dict[str, Any]:
    """Make a link with every option; return it."""
    return answer(
        database,
        *("create", PAGE, "--slug", "lunch", "--starts", "2020-01-01T00:00Z", "--ends", "2120-01-01T00:00+01:00"),
        *("--expired-url", "https://example.com/over", "--fallback-url", "https://example.org/", "--hit-limit", "50"),
        *("--utm-source", "poster", "--utm-medium", "print", "--forward-query", "utm", "--query-winner", "visitor"),
        *("--ios-url", "spotify:x", "--ios-store", "https://apps.apple.com/x", "--social-title", "Lunch"),
        *("--remember-visitors", "--count-only", "--time-zone", "Europe/Vienna", "--rules", str(rules)),
    )


def test_each_option_becomes_a_field(database: str, lunch: dict[str, Any]) -> None:
    made = lunch
    assert (made["starts_at"], made["ends_at"]) == ("2020-01-01T00:00:00Z", "2119-12-31T23:00:00Z")
    assert (made["expired_destination"], made["fallback_destination"]) == (
        "https://example.com/over",
        "https://example.org/",
    )
    assert (made["hit_limit"], made["forward_query"], made["query_winner"]) == (50, "utm", "visitor")
    assert made["deep_links"]["ios"] == {"url": "spotify:x", "store": "https://apps.apple.com/x"}
    assert (made["social"]["title"], made["remember_visitors"], made["time_zone"]) == ("Lunch", True, "Europe/Vienna")
    assert made["count_only"]
    assert "only: nothing is noted of who came" in run(database, "show", "lunch").stdout
    for option, counts_only in (("--no-count-only", False), ("--count-only", True)):
        answer(database, "bulk-update", "lunch", option)
        assert answer(database, "show", "lunch")["count_only"] == counts_only


def test_each_option_is_changed_alone(database: str, lunch: dict[str, Any]) -> None:
    changed = answer(
        database,
        *("update", "lunch", "--utm-medium", "web", "--android-url", "https://example.com/app", "--no-count-only"),
        *("--clear", "ends", "--clear", "hit-limit", "--forget-visitors"),
    )
    assert changed["final_url"] == f"{PAGE}?utm_source=poster&utm_medium=web"
    assert changed["deep_links"]["ios"] == lunch["deep_links"]["ios"]
    assert changed["deep_links"]["android"]["url"] == "https://example.com/app"
    emptied = answer(database, "update", "lunch", "--ios-url", "", "--social-title", "")
    assert (emptied["deep_links"]["ios"], emptied["social"]["title"]) == (None, "")
    assert emptied["deep_links"]["android"] == changed["deep_links"]["android"]
    assert (changed["ends_at"], changed["hit_limit"], changed["remember_visitors"]) == (None, None, False)
    assert not changed["count_only"]
    assert changed["rules"] == lunch["rules"]


def test_rules_are_said_and_what_is_said_of_them_is_taken_as_rules(
    database: str, lunch: dict[str, Any], rules: Path
) -> None:
    shown = run(database, "rules", "lunch").stdout.splitlines()
    assert shown == [f"1. In Germany → {PAGE}/de", f"Else → {PAGE}"]
    said = json.loads(run(database, "rules", "lunch", "--json").stdout)
    assert [one["sentence"] for one in said] == [f"In Germany → {PAGE}/de"]
    rules.write_text(json.dumps({"rules": [{key: said[0][key] for key in said[0] if key != "sentence"}]}))
    assert answer(database, "update", "lunch", "--rules", str(rules))["rules"] == lunch["rules"]


def test_a_typed_destination_is_made_and_changed(database: str) -> None:
    assert answer(database, "create", "a@b.example", "--type", "email", "--slug", "m")["destination"] == (
        "mailto:a@b.example"
    )
    assert answer(database, "update", "m", "--url", "c@d.example")["destination"] == "mailto:c@d.example"
    assert answer(database, "update", "m", "--url", "112", "--type", "phone")["destination"] == "tel:112"


def test_a_password_is_asked_for_and_not_echoed(database: str) -> None:
    result = run(database, "create", PAGE, "--slug", "p", "--password", "-", typed="open sesame\nopen sesame\n")
    assert result.exit_code == 0, result.output
    assert "sesame" not in result.output
    assert answer(database, "show", "p")["has_password"]
    assert not answer(database, "update", "p", "--clear", "password")["has_password"]


def test_states_change_and_are_listed(database: str) -> None:
    answer(database, "create", PAGE, "--slug", "lunch", "--hit-limit", "5")
    assert answer(database, "pause", "lunch")["state"] == "paused"
    assert "(paused)" in run(database, "list").stdout
    assert run(database, "list", "--state", "live").stdout == ""
    assert answer(database, "resume", "lunch")["state"] == "live"
    assert answer(database, "reset-hits", "lunch")["hits_used"] == 0
    assert answer(database, "alias", "lunch", "mittag")["aliases"] == ["mittag"]
    assert run(database, "rules", "mittag").stdout == f"Always → {PAGE}\n"
    assert "lunch" in run(database, "list", "--folder", "none").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--starts", "soon"), "“soon” is no time"),
        (("--starts", "0001-01-01"), ""),
        (("--rules", "nowhere.json"), "cannot be read"),
        (("--rules", "{file}"), "is not JSON"),
        (("--rules", "{text}"), "holds no list of rules"),
        (("--hit-limit", "0"), "x>=1"),
        (("--ios-store", "https://example.com"), "deep_links.ios.url: This is needed."),
        (("--type", "phone"), "no telephone number"),
        (("--time-zone", "Mars/Olympus"), "no time zone"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_made(
    database: str, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    file, text = tmp_path / "broken.json", tmp_path / "text.json"
    file.write_text("[{")
    text.write_text('"rules"')
    words = tuple(word.format(file=file, text=text) for word in words)
    result = run(database, "create", PAGE, *words)
    assert result.exit_code != 0
    assert said in result.stderr
    assert json.loads(run(database, "list", "--json").stdout)["data"] == []
