"""How the command line says things: times on the right clock, every field error, all that is set of a link."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.link_lines import marks
from qrdesk.cli.main import cli
from qrdesk.cli.places import place, said_lines
from qrdesk.client import Client, WorkspacePatch
from qrdesk.core.operations import PREFIX
from qrdesk.core.schemas.links import LinkState, TargetStatus
from tests.desks import desk, make_key, served

PAGE = "https://example.com/menu"
RULE = {"name": "Germans", "conditions": [{"kind": "country", "any_of": ["DE"]}], "destination": f"{PAGE}/de"}


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A database in Vienna, with a link."""
    url = str(tmp_path / "desk.db")
    with Client.local(url) as client:
        client.workspace.update(WorkspacePatch(time_zone="Europe/Vienna"))
    assert run(url, "link", "create", PAGE, "--slug", "lunch").exit_code == 0
    return url


def run(database: str, *words: str) -> Result:
    return CliRunner().invoke(cli, (*words, "--database", database), catch_exceptions=False)


def answer(database: str, *words: str) -> Any:
    result = run(database, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("given", "starts", "ends"),
    [
        (("--time-zone", "America/New_York"), "2030-07-01T22:00:00Z", "2030-08-01T04:00:00Z"),
        ((), "2030-07-01T16:00:00Z", "2030-07-31T22:00:00Z"),
    ],
)
def test_times_are_read_on_the_clock_of_the_link(database: str, given: tuple[str, ...], starts: str, ends: str) -> None:
    times = ("--starts", "2030-07-01T18:00", "--ends", "2030-07-31")
    made = answer(database, "link", "create", PAGE, *times, *given)
    assert (made["starts_at"], made["ends_at"]) == (starts, ends)
    answer(database, "link", "update", "lunch", *(given or ("--time-zone", "")))
    changed = answer(database, "link", "update", "lunch", *times)
    assert (changed["starts_at"], changed["ends_at"]) == (starts, ends)


def test_the_time_understood_is_said_with_its_zone(database: str) -> None:
    said = run(database, "link", "update", "lunch", "--ends", "2030-07-31T12:00Z").stderr
    assert "Ends 31 Jul 2030, 14:00 (Europe/Vienna, UTC+02:00)." in said
    wrong = run(database, "link", "update", "lunch", "--ends", "2030-07-31", "--time-zone", "Mars/Olympus")
    assert (wrong.exit_code, "no time zone “Mars/Olympus”" in wrong.stderr) == (1, True)
    last = run(database, "link", "update", "lunch", "--ends", "9999-12-31")
    assert (last.exit_code, "no day after" in last.stderr) == (1, True)


def test_a_simulated_time_is_on_the_clock_of_the_link(database: str) -> None:
    at = ("--at", "2030-07-01T18:00")
    assert answer(database, "link", "simulate", "lunch", *at)["at"] == "2030-07-01T18:00:00+02:00"
    answer(database, "link", "update", "lunch", "--time-zone", "Asia/Tokyo")
    assert answer(database, "link", "simulate", "lunch", *at)["at"] == "2030-07-01T18:00:00+09:00"
    assert "On 1 Jul 2030, 18:00 (Asia/Tokyo, UTC+09:00)." in run(database, "link", "simulate", "lunch", *at).stderr


def test_rules_are_counted_and_only_taken_away_when_told(database: str, tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text(json.dumps({"rules": [RULE]}))
    assert "It has 1 rule." in run(database, "link", "update", "lunch", "--rules", str(file)).stderr
    both = run(database, "link", "update", "lunch", "--rules", str(file), "--clear", "rules")
    assert (both.exit_code, "Choose one" in both.stderr) == (2, True)
    file.write_text("[]")
    empty = run(database, "link", "update", "lunch", "--rules", str(file))
    assert (empty.exit_code, "--clear rules" in empty.stderr) == (2, True)
    file.write_text(json.dumps({"rules": [], "title": "x"}))
    assert "holds “title”" in run(database, "link", "update", "lunch", "--rules", str(file)).stderr
    assert len(answer(database, "link", "show", "lunch")["rules"]) == 1
    assert "It has no rules now." in run(database, "link", "update", "lunch", "--clear", "rules").stderr
    assert answer(database, "link", "show", "lunch")["rules"] == []


def test_what_was_set_is_cleared(database: str) -> None:
    given = ("--tag", "a", "--utm-source", "x", "--expired-url", f"{PAGE}/over", "--fallback-url", f"{PAGE}/down")
    assert answer(database, "link", "update", "lunch", *given)["tags"] == ["a"]
    words = [part for name in ("tags", "utm", "expired-url", "fallback-url") for part in ("--clear", name)]
    after = answer(database, "link", "update", "lunch", *words)
    assert (after["tags"], after["utm"]["source"]) == ([], "")
    assert (after["expired_destination"], after["fallback_destination"]) == ("", "")
    assert "--clear tags" in run(database, "link", "update", "lunch", "--tag", "").stderr


def test_every_field_error_is_said_with_places_from_one(database: str, tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text(json.dumps([RULE, {"conditions": [{"kind": "moon"}], "destination": PAGE}]))
    words = ("link", "update", "lunch", "--title", "x" * 201, "--rules", str(file))
    title, rule = run(database, *words).stderr.splitlines()
    assert title == "Error: title: This is too long: 200 characters are the most."
    assert rule.startswith("Error: rule 2, condition 1: This must be one of: country, ")
    fields = json.loads(run(database, *words, "--json").stderr)["error"]["field_errors"]
    assert set(fields) == {"title", "rules.1.conditions.0"}
    file.write_text(json.dumps([RULE, {"destination": "ftp://example.com"}]))
    (said,) = run(database, "link", "update", "lunch", "--rules", str(file)).stderr.splitlines()
    assert said.startswith("Error: rule 2, destination: Only http")


def test_a_message_is_not_said_twice() -> None:
    assert list(said_lines("It is taken.", {"slug": "It is taken."})) == ["It is taken."]
    assert list(said_lines("Bad. (and 1 more)", {"a": "Bad.", "b": "Worse."})) == ["a: Bad.", "b: Worse."]
    assert list(said_lines("Nothing fits.", {"a": "Bad."})) == ["Nothing fits.", "a: Bad."]
    assert list(said_lines("No.", {})) == ["No."]
    assert list(said_lines("This is over.", {"ends_at": "This is over."})) == ["ends_at: This is over."]
    assert list(said_lines("These rules are too long.", {})) == ["These rules are too long."]
    assert (place("deep_links.ios.url"), place("rules.0.any_of.1")) == ("deep_links.ios.url", "rule 1, any_of 2")


def test_a_link_is_shown_with_all_that_is_set(database: str, tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text(json.dumps([RULE]))
    run(database, "folder", "create", "Menus")
    run(database, "link", "alias", "lunch", "mittag")
    bare = run(database, "link", "show", "lunch").stdout
    assert "Password" not in bare
    assert "Folder" not in bare
    given = ("--title", "Lunch", "--note", "one\ntwo", "--tag", "a", "--tag", "b", "--folder", "Menus")
    more = ("--password", "x", "--hit-limit", "50", "--ends", "2120-07-31", "--utm-source", "poster")
    given = (*given, *more, "--rules", str(file))
    assert run(database, "link", "update", "lunch", *given).exit_code == 0
    run(database, "code", "export", "lunch", "-o", str(tmp_path / "lunch.svg"))
    lines = run(database, "link", "show", "lunch").stdout.splitlines()
    start = lines[0].index("http")
    said = {line[:start].rstrip(): line[start:] for line in lines if line[0] != " "}
    assert all(line[start - 1] == " " != line[start] for line in lines)
    expected = {
        "Also at": "http://localhost:8765/mittag",
        "Title": "Lunch",
        "Visitors get": f"{PAGE}?utm_source=poster",
        "State": "live",
        "Ends": "1 Aug 2120, 00:00 (Europe/Vienna, UTC+02:00)",
        "Hit limit": "0 of 50 used, 50 left",
        "Tags": "a, b",
        "Folder": "Menus",
        "Password": "yes",
        "Rules": f"1. Germans: In Germany → {PAGE}/de",
    }
    assert {name: said.get(name) for name in expected} == expected
    assert said["Printed"].startswith("a code, exported on ")
    assert lines[lines.index(f"{'Note':<{start}}one") + 1].strip() == "two"


def test_links_are_listed_by_a_saved_view_and_in_an_order(database: str) -> None:
    run(database, "link", "create", PAGE, "--slug", "soup", "--title", "Another", "--tag", "hot")
    run(database, "view", "create", "Hot ones", "--tag", "hot")
    assert "/lunch" not in (hot := run(database, "link", "list", "--view", "hot ones").stdout)
    assert "/soup" in hot
    assert "/soup" not in run(database, "link", "list", "--view", "Hot ones", "--tag", "cold").stdout
    assert [one["slug"] for one in answer(database, "link", "list", "--sort", "-title")["data"]] == ["soup", "lunch"]
    assert answer(database, "link", "list", "--printed")["data"] == []
    assert len(answer(database, "link", "list", "--not-printed", "--target", "unknown")["data"]) == 2
    for words in (("--view", "cold"), ("--folder", "nowhere")):
        assert run(database, "link", "list", *words).exit_code == 3
    assert run(database, "link", "list", "--sort", "colour").exit_code == 2


def test_a_destination_that_fails_is_marked_in_a_list(database: str) -> None:
    with Client.local(database) as client:
        link = client.links.get("lunch")
    assert marks(link) == ""
    failing = link.target.model_copy(update={"status": TargetStatus.FAILING})
    assert marks(link.model_copy(update={"target": failing})) == "  (destination failing)"
    down = link.target.model_copy(update={"status": TargetStatus.DOWN})
    both = link.model_copy(update={"target": down, "state": LinkState.PAUSED})
    assert marks(both) == "  (paused, destination down)"


def test_new_addresses_are_named_and_old_ones_go_on(database: str) -> None:
    said = run(database, "link", "alias", "lunch", "mittag").stdout
    assert said == f"http://localhost:8765/mittag leads to {PAGE} too, beside http://localhost:8765/lunch.\n"
    changed = run(database, "link", "update", "lunch", "--slug", "dinner")
    assert "The old address http://localhost:8765/lunch goes on working." in changed.stderr


def test_an_address_without_its_scheme_is_proposed(database: str) -> None:
    said = run(database, "link", "create", "example.com/menu")
    assert (said.exit_code, "Did you mean https://example.com/menu?" in said.stderr) == (1, True)
    assert "Did you mean" not in run(database, "link", "create", "nonsense").stderr


@pytest.mark.parametrize("words", [("export", "links"), ("stats", "export")], ids=lambda words: words[0])
def test_a_file_that_is_there_is_not_written_over_unasked(
    database: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "mine.svg"
    file.write_bytes(b"mine")
    more = ("--format", "csv")
    refused = run(database, *words, *more, "-o", str(file))
    assert (refused.exit_code, "mine.svg is there already, and stays as it is" in refused.stderr) == (1, True)
    as_json = run(database, *words, *more, "-o", str(file), "--json")
    assert json.loads(as_json.stderr)["error"]["code"] == "cannot_write"
    assert file.read_bytes() == b"mine"
    assert run(database, *words, *more, "-o", str(file), "--force").exit_code == 0
    assert file.read_bytes() != b"mine"


def test_artwork_is_written_over_as_scripts_rely_on_whole_or_not_at_all(database: str, tmp_path: Path) -> None:
    file = tmp_path / "lunch.svg"
    file.write_bytes(b"before")
    unreadable = ("--ink", "#fffff0", "--paper", "#ffffff")
    assert run(database, "code", "export", "lunch", *unreadable, "-o", str(file)).exit_code == 1
    assert file.read_bytes() == b"before"
    assert run(database, "code", "export", "lunch", "-o", str(file)).exit_code == 0
    assert b"<svg" in file.read_bytes()


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (("code", "export", "lunch"), b"<?xml"),
        (("code", "export", "lunch", "--format", "png"), b"\x89PNG"),
        (("export", "links"), b"\xef\xbb\xbf"),
        (("stats", "export"), b"\xef\xbb\xbf"),
    ],
    ids=["svg", "png", "links", "hits"],
)
def test_what_is_written_goes_to_standard_output_where_that_is_named(
    database: str, name: str, words: tuple[str, ...], begins: bytes
) -> None:
    answer = run(database, *words, "-o", name)
    assert (answer.exit_code, answer.stdout_bytes[: len(begins)]) == (0, begins)
    assert "standard output" in answer.stderr
    both = run(database, *words, "-o", name, "--json")
    assert (both.exit_code, "Leave one of them out" in both.stderr) == (2, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_is_written_to_and_not_replaced(database: str, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe.csv", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run(database, "export", "links", "-o", str(pipe)).exit_code == 0
    reader.join(30)
    assert b"lunch" in read[0]
    assert pipe.is_fifo()


def test_artwork_is_in_the_format_that_the_file_s_name_says(database: str, tmp_path: Path) -> None:
    file = tmp_path / "lunch.png"
    assert run(database, "code", "export", "lunch", "-o", str(file)).exit_code == 0
    assert file.read_bytes().startswith(b"\x89PNG")
    other = run(database, "code", "export", "lunch", "--format", "svg", "-o", str(tmp_path / "other.png"))
    assert (other.exit_code, "--format is svg, but other.png ends with .png" in other.stderr) == (2, True)
    assert run(database, "code", "export", "lunch", "-o", str(tmp_path / "lunch.gif")).exit_code == 2
    assert [one.name for one in tmp_path.glob("*.*") if one.suffix in {".png", ".svg", ".gif"}] == ["lunch.png"]


def test_a_key_is_revoked_by_its_name_where_one_has_it(database: str) -> None:
    for name in ("till", "door", "door"):
        run(database, "key", "create", "--name", name)
    assert run(database, "key", "revoke", "Till").exit_code == 0
    several = run(database, "key", "revoke", "door")
    assert (several.exit_code, "2 keys are called “door”" in several.stderr) == (1, True)
    assert "till was revoked already" in run(database, "key", "revoke", "till").stdout
    assert [one["name"] for one in answer(database, "key", "list") if one["revoked_at"]] == ["till"]


def test_the_database_may_be_named_before_the_command(database: str) -> None:
    shown = CliRunner().invoke(cli, ["--database", database, "link", "show", "lunch"], catch_exceptions=False)
    assert (shown.exit_code, PAGE in shown.stdout) == (0, True)


def test_a_database_made_by_a_typing_error_is_said(tmp_path: Path) -> None:
    file = tmp_path / "typo.db"
    assert f"A new, empty database was made at {file}" in run(str(file), "link", "list").stderr
    assert "A new" not in run(str(file), "link", "list").stderr
    other = tmp_path / "other.db"
    assert f"A new, empty database was made at {other}" in run(str(other), "link", "list", "--json").stderr


def test_a_key_for_links_alone_is_told_times_on_the_clock_of_the_workspace(tmp_path: Path) -> None:
    with desk(str(tmp_path / "desk.db"), tmp_path / "data") as found, served(found.app) as address:
        found.ask("POST", f"{PREFIX}/links", {"destination": PAGE, "slug": "lunch"})
        key = make_key(found.opened, "links:read", "links:update")
        there = ("--server", address, "--key", key)
        shown = CliRunner().invoke(cli, ["link", "show", "lunch", *there], catch_exceptions=False)
        words = ["link", "update", "lunch", *there, "--ends"]
        ended = CliRunner().invoke(cli, [*words, "2030-07-31T12:00Z"], catch_exceptions=False)
        whole_day = CliRunner().invoke(cli, [*words, "2030-07-31"], catch_exceptions=False)
    assert (shown.exit_code, PAGE in shown.stdout) == (0, True), shown.output
    assert (ended.exit_code, "Ends " in ended.stderr) == (0, True), ended.output
    assert (whole_day.exit_code, "Ends 1 Aug 2030, 00:00" in whole_day.stderr) == (0, True), whole_day.output


@pytest.mark.skipif(os.name == "nt", reason="a broken pipe is said in another way there")
def test_a_reader_that_has_had_enough_is_no_fault(database: str) -> None:
    command = [sys.executable, "-m", "qrdesk", "link", "list", "--database", database]
    end, start = os.pipe()
    os.close(end)
    try:
        done = subprocess.run(command, stdout=start, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    finally:
        os.close(start)
    assert "went wrong" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a process without a terminal is made in another way there")
def test_a_password_cannot_be_asked_for_without_a_terminal(database: str) -> None:
    command = [sys.executable, "-m", "qrdesk", "link", "update", "lunch", "--password", "-", "--database", database]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        start_new_session=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "There is no terminal here" in done.stderr
    assert "Warning" not in done.stderr
