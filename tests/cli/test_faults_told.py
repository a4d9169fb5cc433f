"""Faults, texts that are none, and options that would be overheard: said in words, with an exit code, and in a log."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.cli.noting import log_file
from qrdesk.client import local
from qrdesk.core.errors import Unexpected
from qrdesk.core.operations import PREFIX
from tests.desks import desk, served


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


def run(*words: str, told: str = "", **environ: str) -> Result:
    return CliRunner().invoke(cli, words, input=told, env=environ, catch_exceptions=False)


def at_a_terminal(database: str, *words: str, output: int | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a command as a process of its own, whose standard output goes to ``output``."""
    command = [sys.executable, "-m", "qrdesk", *words, "--database", database]
    return subprocess.run(
        command, stdout=output or subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("as_json", [False, True])
def test_a_fault_is_noted_in_the_log_and_nowhere_else(
    database: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], as_json: bool
) -> None:
    assert run("tag", "list", "--database", database).exit_code == 0

    def breaks(*_: object) -> None:
        raise RuntimeError("a wire came off")

    monkeypatch.setattr(local, "perform", breaks)
    said = run("tag", "list", "--database", database, *(["--json"] if as_json else []))
    assert said.exit_code == 70
    message = json.loads(said.stderr)["error"]["message"] if as_json else said.stderr
    assert str(log_file()) in message
    assert "Traceback" not in said.stderr + capfd.readouterr().err
    noted = log_file().read_text(encoding="utf-8")
    assert "a wire came off" in noted
    assert noted.split("fault ")[1][:8] in message


def test_what_is_logged_goes_where_it_went_before_once_the_command_is_over(database: str) -> None:
    log = logging.getLogger("qrdesk")
    before = (list(log.handlers), log.propagate)
    run("tag", "list", "--database", database)
    assert (log.handlers, log.propagate) == before
    assert not log_file().exists()


def test_a_log_that_cannot_be_written_changes_no_word(
    database: str, own_home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    run("tag", "list", "--database", database)
    monkeypatch.setattr("qrdesk.cli.noting.log_file", lambda: own_home / "file" / "qrdesk.log")
    (own_home / "file").write_text("")
    monkeypatch.setattr(local, "perform", lambda *_: 1 / 0)
    said = run("tag", "list", "--database", database)
    assert said.exit_code == 70
    assert "Traceback" not in said.stderr + capfd.readouterr().err


def test_a_fault_of_a_server_is_not_said_to_be_in_the_log_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk(str(tmp_path / "far.db"), tmp_path / "far") as found, served(found.app) as address:
        assert found.ask("GET", f"{PREFIX}/tags").status == 200

        def breaks(*_: object) -> None:
            raise Unexpected("abcd1234")

        monkeypatch.setattr("qrdesk.client.resources.Tags.list", breaks)
        said = run("tag", "list", "--server", address, "--key", found.key)
    assert (said.exit_code, "abcd1234" in said.stderr, str(log_file()) in said.stderr) == (70, True, False)


@pytest.mark.parametrize(
    "words",
    [
        ("key", "show", "\udcff"),
        ("link", "show", "\udcff"),
        ("link", "create", "https://example.com/\ud800"),
        ("me", "--workspace", "\udcff"),
        ("--workspace", "\udcff", "me"),
        ("me", "--server", "http://127.0.0.1:1", "--key", "\udcff"),
    ],
    ids=lambda words: " ".join(words[:3]).encode("ascii", "replace").decode(),
)
@pytest.mark.parametrize("as_json", [False, True])
def test_bytes_that_are_no_text_are_refused_before_anything_is_made(
    database: str, words: tuple[str, ...], as_json: bool
) -> None:
    said = run(*words, *(["--json"] if as_json else []), QRDESK_DATABASE=database)
    assert (said.exit_code, "no text (UTF-8)" in said.stderr) == (2, True)
    assert "went wrong" not in said.stderr
    assert not Path(database).exists()


def test_bytes_in_the_environment_are_refused_too(database: str) -> None:
    said = run("me", QRDESK_WORKSPACE="\udcff", QRDESK_DATABASE=database)
    assert (said.exit_code, "QRDESK_WORKSPACE has bytes" in said.stderr) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="arguments are text there")
def test_bytes_of_a_shell_are_refused_without_a_traceback(database: str) -> None:
    command = [os.fsencode(sys.executable), b"-m", b"qrdesk", b"key", b"show", b"\xff"]
    done = subprocess.run(
        command, capture_output=True, timeout=60, check=False, env={**os.environ, "QRDESK_DATABASE": database}
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"no text (UTF-8)" in done.stderr


@pytest.mark.parametrize("words", [("me",), ("doctor",), ("link", "list")], ids=" ".join)
def test_a_key_without_a_server_is_refused_and_not_passed_over(database: str, words: tuple[str, ...]) -> None:
    here = ("--database", database)
    refused = run(*words, "--key", "qrd_x", *here)
    assert (refused.exit_code, "add --server" in refused.stderr) == (2, True)
    assert run(*words, "--server", "", *here).exit_code == 2
    assert not Path(database).exists()
    run("link", "list", *here)
    assert run(*words, *here, QRDESK_KEY="qrd_x").exit_code == 0  # set for other commands; nobody typed it here


def test_the_workspace_may_be_named_before_the_command(database: str) -> None:
    here = ("--database", database)
    run("workspace", "create", "Bakery", "--url", "https://bakery.example", *here)
    assert "in “Bakery”" in run("--workspace", "bakery", *here, "me").stdout
    assert "in “My workspace”" in run("--workspace", "bakery", "me", "--workspace", "My workspace", *here).stdout
    assert run("--workspace", "nowhere", "me", *here).exit_code == 3
    for words in (("doctor",), ("secrets", "rotate")):
        refused = run("--workspace", "bakery", *words, *here)
        assert (refused.exit_code, "whole database" in refused.stderr) == (2, True)


def test_the_exit_codes_are_told() -> None:
    said = run("--help").stdout
    assert [line.split()[0] for line in said.partition("Exit codes:\n")[2].splitlines()] == [
        "0", "1", "2", "3", "4", "5", "6", "70", "130"
    ]  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["words", "json"])
@pytest.mark.fast_cases(1)
def test_a_full_disk_is_said_and_a_key_that_nobody_saw_is_named(database: str, more: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        lost = at_a_terminal(database, "key", "create", "--name", "till", *more, output=full.fileno())
        listed = at_a_terminal(database, "key", "list", *more, output=full.fileno())
    assert (lost.returncode, listed.returncode) == (1, 1)
    assert "cannot be written: No space left on device." in lost.stderr
    (key,) = json.loads(run("key", "list", "--json", "--database", database).stdout)
    assert f"qrdesk key revoke {key['id']}" in lost.stderr
    assert "cannot be written: No space left on device." in listed.stderr
    assert "Exception ignored" not in lost.stderr + listed.stderr
    assert not log_file().exists()
    if more:
        assert json.loads(listed.stderr)["error"]["code"] == "cannot_write"


@pytest.mark.wide
@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes standard output")
def test_a_key_that_goes_nowhere_is_named(database: str) -> None:
    command = '"$0" -m qrdesk key create --name till --database "$1" >&-'
    lost = subprocess.run(
        ["sh", "-c", command, sys.executable, database], stderr=subprocess.PIPE, text=True, timeout=60, check=False
    )
    assert (lost.returncode, "nobody has seen it: qrdesk key revoke key_" in lost.stderr) == (1, True)


@pytest.mark.wide
@pytest.mark.skipif(os.name == "nt", reason="a broken pipe is said in another way there")
def test_a_key_that_goes_to_a_reader_who_has_left_is_named(database: str) -> None:
    end, start = os.pipe()
    os.close(end)
    try:
        lost = at_a_terminal(database, "key", "create", "--name", "till", output=start)
    finally:
        os.close(start)
    assert (lost.returncode, "nobody has seen it: qrdesk key revoke key_" in lost.stderr) == (1, True)
