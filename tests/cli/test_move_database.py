"""qrdesk move --to DATABASE, as a person sees it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from tests.core.moving.filled import few, rows_in_file, rows_in_postgres


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


def test_a_database_is_moved_to_postgresql_and_back(postgres_own: str, tmp_path: Path) -> None:
    path, back = few(tmp_path / "here.db"), tmp_path / "back.db"
    to = ("move", "--to", postgres_own, "--database", path)
    planned = run(*to, "--dry-run")
    assert planned.exit_code == 0, planned.stderr
    assert "        2  link\n" in planned.stdout
    assert "would be copied. There is nothing at the new place yet." in planned.stdout
    assert json.loads(run(*to, "--dry-run", "--json").stdout)["rows"]["link"] == 2
    done = run(*to)
    assert done.exit_code == 0, done.stderr
    assert "Counts and checksums of each table are the same in both." in done.stdout
    assert "Serve the new one from now on, and never both." in done.stdout
    assert rows_in_postgres(postgres_own, path) == rows_in_file(path)
    again = run(*to)
    assert (again.exit_code, again.stdout) == (4, "")
    assert "in use already" in again.stderr
    returned = run("--database", postgres_own, "move", "--to", back, "--json")
    assert json.loads(returned.stdout)["tables"]["link"]["rows"] == 2
    assert rows_in_file(back) == rows_in_file(path)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--server", "https://go.example", "--key", "x"), "moved at that server"),
        (("--workspace", "Linde"), "with all its workspaces"),
        (("--changed", "codes.csv"), "Every code keeps its address"),
        (("--to-key", "x"), "--to-key is for a server"),
    ],
)
def test_what_does_not_go_with_it_is_refused(more: tuple[str, ...], said: str, tmp_path: Path) -> None:
    here = () if "--server" in more else ("--database", few(tmp_path / "here.db"))
    refused = run("move", "--to", tmp_path / "there.db", *here, *more)
    assert refused.exit_code == 2
    assert said in " ".join(refused.stderr.split())
    assert not (tmp_path / "there.db").exists()


def test_a_mistyped_source_makes_nothing(tmp_path: Path) -> None:
    refused = run("move", "--to", tmp_path / "there.db", "--database", tmp_path / "heer.db")
    assert refused.exit_code == 2
    assert "There is no database at" in refused.stderr
    assert not list(tmp_path.glob("*.db*"))
