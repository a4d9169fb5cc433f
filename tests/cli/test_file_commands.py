"""Pictures on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from tests.forms import LOGO


@pytest.fixture
def database(tmp_path: Path) -> str:
    (tmp_path / "logo.svg").write_bytes(LOGO)
    return str(tmp_path / "desk.db")


def run(database: str, *words: str) -> Result:
    return CliRunner().invoke(cli, ("file", *words, "--database", database), catch_exceptions=False)


def test_a_picture_goes_in_and_comes_out(database: str, tmp_path: Path) -> None:
    said = run(database, "upload", str(tmp_path / "logo.svg"), "--name", "Ours")
    assert said.stdout.split() == [
        *said.stdout.split()[:1],
        "logo",
        "image/svg+xml",
        "shapes",
        *said.stdout.split()[4:],
    ]
    assert said.stdout.endswith("bytes  Ours.svg\n")
    name = said.stdout.split()[0]
    assert run(database, "list").stdout == run(database, "show", name).stdout == said.stdout
    assert json.loads(run(database, "list", "--kind", "preview", "--json").stdout)["data"] == []
    out = tmp_path / "out.svg"
    assert f"Ours.svg is in {out}" in run(database, "download", name, "-o", str(out)).stdout
    assert b"<path" in out.read_bytes()
    assert run(database, "download", name, "-o", str(out)).exit_code == 1  # it is there already
    assert run(database, "delete", name).stdout == "The file “Ours.svg” is deleted.\n"
    assert run(database, "delete", name).exit_code == 3


def test_what_cannot_be_used_is_said_in_words(database: str, tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(b"<html>")
    (tmp_path / "large.png").write_bytes(bytes(1_000_001))
    for name, word in (("page.png", "<html>"), ("large.png", "1,000,000"), ("none.png", "cannot be read")):
        said = run(database, "upload", str(tmp_path / name))
        assert said.exit_code == 1
        assert word in said.stderr
    assert run(database, "upload", str(tmp_path / "logo.svg"), "--kind", "preview").exit_code == 1
