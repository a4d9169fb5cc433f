"""qrdesk import and qrdesk export, in process."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.client import importing

FILES = Path(__file__).parents[1] / "data/import"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


def test_a_dry_run_first_and_then_the_real_one(database: str, tmp_path: Path) -> None:
    words = ("import", str(FILES / "kutt.json"), "--rejects", str(tmp_path / "bad.json"), "--database", database)
    trial = run(*words, "--dry-run")
    assert trial.exit_code == 0
    assert "5 rows: 4 would be made, 0 there already, 1 left out" in trial.stdout
    assert "3 rows bring numbers of hits but no days: they would count on the day the link was made" in trial.stderr
    assert json.loads(run("link", "list", "--json", "--database", database).stdout)["data"] == []
    done = run(*words)
    assert "5 rows: 4 made, 0 there already, 1 left out" in done.stdout
    assert "Row 2: It asked for a password" in done.stderr
    assert "go.example.org, kutt.it are no domains of this workspace" in done.stderr
    (bad,) = json.loads((tmp_path / "bad.json").read_text("utf-8"))
    assert bad["address"] == "broken"
    again = run(*words)
    assert (again.exit_code, "5 rows: 0 made, 4 there already, 1 left out" in again.stdout) == (0, True)


def test_a_format_that_is_not_the_file_s_is_said(database: str) -> None:
    answer = run("import", str(FILES / "kutt.json"), "--format", "bitly", "--database", database)
    assert (answer.exit_code, "does not look like a list of links from Bitly" in answer.stderr) == (1, True)


def test_control_c_keeps_what_was_made_and_says_how_to_go_on(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("url\n" + "".join(f"https://example.com/{number}\n" for number in range(6)))
    real, parts = importing.send_part, [2]

    def pressed(*arguments: object, **options: object) -> object:
        if not parts:
            raise KeyboardInterrupt
        parts.pop()
        return real(*arguments, **options)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(importing, "send_part", pressed)
    monkeypatch.setattr("qrdesk.client.formats.parts.MAX_IMPORT", 4)
    answer = run("import", str(file), "--json", "--database", database)
    assert answer.exit_code == 130
    report = json.loads(answer.stdout)
    assert (report["created"], report["stopped"], report["refused"], report["file"]) == (4, True, [], None)
    parts.append(1)
    said = run("import", str(file), "--database", database)
    assert "4 there already" in said.stdout
    assert "Run the same command again" in said.stderr
    monkeypatch.undo()
    assert "6 rows: 2 made, 4 there already" in run("import", str(file), "--database", database).stdout


def test_links_go_out_and_come_in_elsewhere(database: str, tmp_path: Path) -> None:
    source = shutil.copy(FILES / "shlink.json", tmp_path)  # what is left out is written beside it
    run("import", str(source), "--folder", "Old ones", "--database", database)
    out = tmp_path / "out.json"
    written = run("export", "links", "-o", str(out), "--daily", "--database", database)
    assert (written.exit_code, f"3 links are in {out}" in written.stdout) == (0, True)
    answer = run("import", str(out), "--json", "--database", str(tmp_path / "other.db"))
    report = json.loads(answer.stdout)
    assert (report["format"], report["created"], report["refused"]) == ("qrdesk", 3, [])
    table = tmp_path / "out.csv"
    answer = run("export", "links", "--state", "archived", "-o", str(table), "--json", "--database", database)
    assert json.loads(answer.stdout) == {"links": 0, "file": str(table)}
    assert table.read_text("utf-8-sig").startswith('"short_url"')
