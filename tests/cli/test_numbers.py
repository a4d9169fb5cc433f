"""Commands that count and that show the workspace, on a real database."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.core.hits.hit_row import HitRow, Way
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.opening import open_database
from qrdesk.daemon.recording import Recording
from tests.core.services.analytics_world import store

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1"


def _now_us() -> int:
    return int(datetime.now(UTC).timestamp() * 1e6)


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Return a database with two links, of which “lunch” was scanned three times."""
    url = str(tmp_path / "desk.db")
    for slug in ("lunch", "dinner"):
        assert run("link", "create", "https://example.com/", "--slug", slug, "--database", url).exit_code == 0
    lunch = json.loads(run("link", "show", "lunch", "--json", "--database", url).stdout)
    opened = open_database(url)
    from qrdesk.core.models import Link

    row = Link.get(Link.public_id == lunch["id"])
    recording = Recording(opened.spool, fsync_ms=0)
    now = datetime.now(UTC)
    for _ in range(3):
        visit = (int(now.timestamp() * 1e6), row.workspace_id, row.id, "s", PHONE, "de")
        assert recording.record(*visit, "", "", "", "", "", "", "", "", "", "")
    recording.close()
    drain_once(opened.spool, now=now)
    return url


def test_sums_and_steps_of_a_period(database: str) -> None:
    assert json.loads(run("stats", "totals", "--json", "--database", database).stdout)["scans"] == 3
    assert "3 scans" in run("stats", "totals", "--database", database).stdout
    steps = json.loads(run("stats", "timeline", "--link", "lunch", "--json", "--database", database).stdout)
    assert sum(point["scans"] for point in steps["points"]) == 3
    none = json.loads(run("stats", "totals", "--from", "2020-01-01", "--to", "2020-01-02", "--json",
                          "--database", database).stdout)  # fmt: skip
    assert none["scans"] == 0


def test_the_most_frequent_values_and_the_latest_hits(database: str) -> None:
    assert "mobile" in run("stats", "top", "device", "--database", database).stdout
    hits = json.loads(run("stats", "hits", "--link", "lunch", "--json", "--database", database).stdout)["hits"]
    assert [hit["source"] for hit in hits] == ["scan"] * 3
    assert run("stats", "hits", "--database", database).stdout.count("scan") == 3


def test_what_hits_have_in_common_can_be_asked_for(database: str) -> None:
    at = ("--database", database)
    assert run("tag", "create", "autumn", *at).exit_code == 0
    assert json.loads(run("stats", "totals", "--tag", "autumn", "--json", *at).stdout)["scans"] == 0
    for words, scans in (
        (("--where", "device=mobile"), 3),
        (("--where", "device=mobile", "--where", "os=iOS"), 3),
        (("--where", "device=desktop", "--where", "os=iOS"), 0),
        (("--where", "country="), 3),
        (("--where", "in-app=Instagram"), 0),
        (("--source", "click"), 0),
        (("--domain", "localhost:8765", "--link", "lunch", "--compare", "year"), 3),
    ):
        assert json.loads(run("stats", "totals", *words, "--json", *at).stdout)["scans"] == scans, words
    for wrong in ("country", "colour=red"):
        told = run("stats", "top", "device", "--where", wrong, *at)
        assert told.exit_code == 2
        assert "NAME=VALUE" in told.stderr
    assert "given twice" in run("stats", "heatmap", "--where", "os=iOS", "--where", "os=tvOS", *at).stderr
    told = run("stats", "totals", "--folder", "Nowhere", *at)
    assert (told.exit_code, told.stderr.strip()) == (3, "Error: There is no folder “Nowhere” here.")


@pytest.mark.parametrize(
    "words",
    [
        *(("totals", option, "") for option in ("--link", "--folder", "--tag", "--domain")),
        ("hits", "--link", ""),
        ("misses", "--domain", ""),
    ],
)
def test_a_variable_that_is_not_set_is_not_everybody(database: str, words: tuple[str, ...]) -> None:
    told = run("stats", *words, "--database", database)
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.endswith(f": Name a {words[1].removeprefix('--')}, or leave this out.\n")


def test_a_link_goes_by_the_address_that_is_printed(database: str) -> None:
    address = "http://localhost:8765/r/lunch?utm_source=poster"
    at = ("--json", "--database", database)
    assert json.loads(run("stats", "totals", "--link", address, *at).stdout)["scans"] == 3
    assert json.loads(run("link", "show", address, *at).stdout)["slug"] == "lunch"


def test_what_a_filter_leaves_unknown_is_a_dash(database: str) -> None:
    at = ("--database", database)
    assert ", 0 bots, " in run("stats", "totals", *at).stdout
    unknown = "Bots and visitors are not known with a filter."
    assert unknown not in run("stats", "totals", "--link", "lunch", *at).stdout
    said = run("stats", "totals", "--source", "scan", *at).stdout.splitlines()
    assert (", - bots, - visitors" in said[0], said[1:]) == (True, [unknown])
    totals = json.loads(run("stats", "totals", "--where", "device=mobile", "--json", *at).stdout)
    assert {totals[name] for name in ("bots", "visitors", "previous_bots", "previous_visitors")} == {None}


def test_where_nothing_was_counted_it_is_said(database: str) -> None:
    days = ("--from", "2020-01-01", "--to", "2020-01-02", "--database", database)
    for words in (("top", "device", *days), ("leaders", *days), ("hits", "--link", "dinner", "--database", database)):
        assert run("stats", *words).stdout == "No hits like these.\n"
        assert "No hits" not in run("stats", *words, "--json").stdout


def test_one_is_not_several(database: str) -> None:
    store([HitRow("b1", _now_us(), 1, 1, True, True), HitRow("c1", _now_us(), 1, 1, False, False, visitor="v")])
    assert "3 scans, 1 click, 1 bot, " in run("stats", "totals", "--database", database).stdout


def test_rules_come_with_the_id_that_a_filter_takes(database: str) -> None:
    at = ("--database", database)
    store([HitRow(f"h{number}", _now_us(), 1, 1, True, False, way=Way("", "rul_gone")) for number in range(2)])
    (line,) = run("stats", "top", "rule", *at).stdout.splitlines()
    assert line.split() == ["2", "100%", "rul_gone", "rul_gone", "(no", "longer", "there)"]
    assert json.loads(run("stats", "totals", "--where", "rule=rul_gone", "--json", *at).stdout)["scans"] == 2
    assert run("stats", "top", "device", *at).stdout.count("mobile") == 1
    told = run("stats", "totals", "--where", "rule=rul_never", *at)
    assert (told.exit_code, told.stderr.strip()) == (3, "Error: There is no rule “rul_never” here.")


def test_weeks_leaders_and_the_hours_of_the_week(database: str) -> None:
    at = ("--database", database)
    months = json.loads(run("stats", "timeline", "--step", "month", "--json", *at).stdout)
    assert sum(point["scans"] for point in months["points"]) == 3
    assert "3  lnk_" in run("stats", "leaders", *at).stdout
    assert len(json.loads(run("stats", "leaders", "--json", *at).stdout)["rows"]) == 1
    lines = run("stats", "heatmap", *at).stdout.splitlines()
    assert [line[:3] for line in lines[1:]] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert sum(int(count) for line in lines[1:] for count in line[3:].split()) == 3
    assert "0 at addresses nobody made" in run("stats", "misses", *at).stdout
    assert json.loads(run("stats", "misses", "--json", *at).stdout)["rows"] == []


@pytest.mark.parametrize(("name", "lines"), [("hits.csv", 4), ("hits.jsonl", 3)])
def test_hits_are_written_to_a_file(database: str, tmp_path: Path, name: str, lines: int) -> None:
    file = tmp_path / name
    told = run("stats", "export", "-o", str(file), "--where", "device=mobile", "--database", database)
    assert told.exit_code == 0, told.stderr
    text = file.read_text("utf-8-sig")
    assert len(text.splitlines()) == lines
    assert "mobile" in text.splitlines()[-1]
    before = file.read_bytes()
    unknown = ("stats", "export", "-o", str(file), "--tag", "no such", "--force", "--database", database)
    assert run(*unknown).exit_code == 3
    assert file.read_bytes() == before


def test_links_at_a_glance(database: str) -> None:
    one = json.loads(run("stats", "link", "lunch", "--json", "--database", database).stdout)
    assert [found["total_hits"] for found in one] == [3]
    two = json.loads(run("stats", "link", "lunch", "dinner", "--json", "--database", database).stdout)
    assert sorted(found["total_hits"] for found in two) == [0, 3]


def test_an_address_is_asked_for_before_it_is_taken(database: str) -> None:
    assert "is free" in run("slug", "check", "supper", "--database", database).stdout
    taken = json.loads(run("slug", "check", "LUNCH", "--json", "--database", database).stdout)
    assert (taken["free"], bool(taken["suggestions"])) == (False, True)


def test_the_workspace_is_renamed_and_moved_to_its_time_zone(database: str) -> None:
    told = run("workspace", "update", "--name", "Café", "--time-zone", "Europe/Berlin", "--database", database)
    assert told.exit_code == 0
    shown = json.loads(run("workspace", "show", "--json", "--database", database).stdout)
    assert (shown["name"], shown["time_zone"]) == ("Café", "Europe/Berlin")
    assert run("workspace", "update", "--time-zone", "Nowhere/Here", "--database", database).exit_code == 1


def test_a_code_gets_a_name(database: str) -> None:
    told = json.loads(run("code", "rename", "lunch", "--name", "Window", "--json", "--database", database).stdout)
    assert told["name"] == "Window"
    assert "Window" in run("code", "list", "--database", database).stdout
