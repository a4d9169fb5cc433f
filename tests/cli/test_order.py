"""Folders, tags, views, presets, bulk changes and duplicates from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


@pytest.fixture
def two(database: str, tmp_path: Path) -> str:
    """Make two links to the same page from a file."""
    file = tmp_path / "links.json"
    rows = [{"destination": "https://example.com/menu", "slug": slug, "tags": ["lunch"]} for slug in ("one", "two")]
    file.write_text(json.dumps(rows), encoding="utf-8")
    assert run("link", "bulk-create", str(file), "--database", database).exit_code == 0
    return database


def run(*words: str, told: str = "") -> Result:
    return CliRunner().invoke(cli, words, input=told, catch_exceptions=False)


def answer(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_folders_are_made_listed_changed_and_deleted(database: str) -> None:
    made = answer("folder", "create", "Menus", "--colour", "#AABBCC", "--database", database)
    assert (made["name"], made["colour"]) == ("Menus", "#aabbcc")
    assert run("folder", "create", "MENUS", "--database", database).exit_code == 4
    assert answer("folder", "update", "menus", "--name", "Cards", "--database", database)["name"] == "Cards"
    assert "Cards" in run("folder", "list", "--database", database).stdout
    assert "in no folder" in run("folder", "delete", made["id"], "--database", database).stdout
    assert answer("folder", "list", "--database", database) == []


def test_a_wrong_colour_is_said(database: str) -> None:
    refused = run("folder", "create", "Menus", "--colour", "red", "--database", database)
    assert (refused.exit_code, "such as #4150d4" in refused.stderr) == (1, True)


def test_tags_are_made_listed_joined_and_deleted(two: str) -> None:
    answer("tag", "create", "midday", "--database", two)
    assert answer("tag", "update", "lunch", "--name", "midday", "--database", two)["link_count"] == 2
    assert "midday" in run("tag", "list", "--database", two).stdout
    assert run("tag", "delete", "midday", "--database", two).exit_code == 0
    assert answer("tag", "list", "--database", two) == []


def test_views_keep_what_was_asked(database: str) -> None:
    made = answer("view", "create", "Soups", "--search", "soup", "--printed", "--database", database)
    assert (made["query"]["search"], made["query"]["printed"]) == ("soup", True)
    changed = answer("view", "update", "soups", "--tag", "hot", "--sort", "title", "--database", database)
    assert (changed["query"]["search"], changed["query"]["tag"]) == ("", "hot")
    assert "tag=hot, sort=title" in run("view", "list", "--database", database).stdout
    assert run("view", "create", "Bad", "--state", "lost", "--database", database).exit_code == 2
    assert run("view", "delete", "Soups", "--database", database).exit_code == 0
    assert answer("view", "list", "--database", database) == []


def test_presets_keep_campaign_parameters(database: str) -> None:
    answer("preset", "create", "Poster", "--source", "poster", "--medium", "print", "--database", database)
    assert "source=poster, medium=print" in run("preset", "list", "--database", database).stdout
    assert answer("preset", "update", "poster", "--term", "x", "--database", database)["utm"]["source"] == ""
    assert run("preset", "create", "Empty", "--database", database).exit_code == 1
    assert run("preset", "delete", "Poster", "--database", database).exit_code == 0
    assert answer("preset", "list", "--database", database) == []


def test_many_links_are_changed_by_name_or_by_what_finds_them(two: str) -> None:
    answer("folder", "create", "Menus", "--database", two)
    change = ("--to-folder", "menus", "--add-tag", "new", "--remove-tag", "lunch")
    refused = run("link", "bulk-update", "one", "nobody", *change, "--database", two)
    assert (refused.exit_code, "nobody" in refused.stderr) == (1, True)
    assert "1 links changed, 1 refused" in refused.stderr
    shown = answer("link", "show", "one", "--database", two)
    assert (shown["folder"]["name"], shown["tags"]) == ("Menus", ["new"])
    report = answer("link", "bulk-update", "--tag", "lunch", "--action", "archive", "--database", two)
    assert len(report["updated"]) == 1
    assert answer("link", "show", "two", "--database", two)["state"] == "archived"
    assert answer("link", "show", "one", "--database", two)["state"] == "live"


def test_many_links_are_deleted_only_when_told_twice(two: str) -> None:
    asked = run("link", "bulk-update", "one", "two", "--action", "delete", "--database", two, told="n\n")
    assert asked.exit_code == 1
    assert answer("link", "show", "one", "--database", two)["state"] == "live"
    run("link", "bulk-update", "one", "two", "--action", "delete", "--yes", "--database", two)
    assert run("link", "show", "one", "--database", two).exit_code == 3


def test_a_file_that_is_no_list_of_links_is_refused(database: str, tmp_path: Path) -> None:
    for text in ("{", "[]", '{"links": 1}', "[1]", '[{"destination": "https://example.com", "slogan": "x"}]'):
        (tmp_path / "bad.json").write_text(text, encoding="utf-8")
        refused = run("link", "bulk-create", str(tmp_path / "bad.json"), "--database", database)
        assert refused.exit_code == 1, text
        assert "Error: " in refused.stderr, text
    assert answer("link", "list", "--database", database)["data"] == []


def test_links_to_the_same_page_are_listed(two: str) -> None:
    shown = run("link", "duplicates", "--database", two)
    assert "2 links lead to https://example.com/menu" in shown.stdout
    assert "/one" in shown.stdout
    assert answer("link", "duplicates", "--limit", "1", "--database", two)["pagination"]["total"] == 1
