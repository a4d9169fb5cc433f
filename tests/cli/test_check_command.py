"""qrdesk code check: the scan score of a picture, for people and for programs."""

import json
from pathlib import Path

import pytest
import segno
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli

URL = "https://go.example.com/r/AB12CD"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["code", "check", *words], catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "code.png"
    segno.make(URL, error="m", boost_error=False).save(str(path), scale=8)
    return str(path)


@pytest.fixture
def pale(tmp_path: Path) -> str:
    path = tmp_path / "pale.png"
    segno.make(URL, error="m").save(str(path), scale=8, dark="#ffff00")
    return str(path)


def test_a_good_code_is_told_in_four_lines(file: str) -> None:
    said = run(file)
    assert (said.exit_code, said.stderr) == (0, "")
    points, reads, size, measured = said.stdout.splitlines()
    assert points.endswith(" of 100: safe to print")
    assert reads == f"Reads {URL}"
    assert size == "QR version 3-M, 29 × 29 modules of 8 pixels, margin 4"
    assert measured.startswith("Grade A: contrast 100%, 100% of the error correction unused")


def test_programs_are_told_the_same(file: str) -> None:
    said = json.loads(run(file, "--json").stdout)
    assert (said["file"], said["text"], said["version"], said["quiet_zone"]) == (file, URL, 3, 4)
    assert (said["score"]["verdict"], said["score"]["reasons"]) == ("safe", [])


def test_below_75_it_exits_1_and_says_why(pale: str, file: str) -> None:
    said = run(pale)
    assert (said.exit_code, said.stdout.splitlines()[0]) == (1, "0 of 100: do not print it")
    assert "  - The contrast is " in said.stdout
    assert (run(pale, "--json").exit_code, json.loads(run(pale, "--json").stdout)["score"]["points"]) == (1, 0)
    other = run(file, "--expect", "https://elsewhere.example")
    assert (other.exit_code, "and not as “https://elsewhere.example”" in other.stdout) == (1, True)


def test_what_cannot_be_looked_at_is_said(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "card.pdf").write_bytes(b"%PDF-1.7 ...")
    for name, words in {
        "gone.png": "gone.png cannot be read: No such file",
        "empty.png": "empty.png is empty",
        "notes.txt": "not a picture that can be opened here",
        "card.pdf": "a PDF file, which has no pixels",
        ".": "cannot be read",
    }.items():
        said = run(str(tmp_path / name))
        assert (said.exit_code, said.stdout) == (1, "")
        assert words in said.stderr
    assert json.loads(run(str(tmp_path / "notes.txt"), "--json").stderr)["error"]["code"] == "picture_invalid"


def test_what_a_strange_code_says_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "code.png"
    segno.make("a\x1b[2Jb\x07", error="m").save(str(path), scale=8)
    said = run(str(path))
    assert "Reads a\ufffd[2Jb\ufffd" in said.stdout
    assert "\x1b" not in said.output
