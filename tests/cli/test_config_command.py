"""qrdesk config, and commands that find their settings in a file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.core.settings_file import VARIABLE


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "qrdesk.toml"
    made.write_text(f"database = '{tmp_path}/of-the-file.db'\nthreads = 8\nlisten_port = 9999\n")
    return made


def test_each_setting_is_shown_with_its_source(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_LOG_LEVEL", "debug")
    monkeypatch.setenv("QRDESK_TREADS", "2")
    said = run("--config-file", str(file), "config", "--workers", "3")
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in said.stdout.splitlines()}
    assert rows["threads"] == f"8 file {file} QRDESK_THREADS"
    assert rows["log_level"] == "DEBUG environment QRDESK_LOG_LEVEL"
    assert rows["workers"] == "3 option --workers QRDESK_WORKERS"
    assert rows["plan_poll_ms"] == "250 ms default QRDESK_PLAN_POLL_MS"
    assert f"Settings file: {file}\n" in said.stderr
    assert "QRDESK_TREADS is no setting, so it does nothing. Did you mean QRDESK_THREADS?" in said.stderr
    assert VARIABLE not in os.environ


def test_a_database_named_before_the_command_is_an_option_and_its_password_is_hidden(file: Path) -> None:
    said = run("--config-file", str(file), "--database", "postgresql://u:hush@h/d", "config", "--json")
    told = json.loads(said.stdout)
    (shown,) = (one for one in told["settings"] if one["name"] == "database")
    assert (shown["value"], shown["source"], shown["where"]) == ("postgresql://u:•••@h/d", "option", "--database")
    assert told["files"] == [{"path": str(file), "there": True}]
    assert "hush" not in said.output


def test_commands_work_on_what_the_file_names(file: Path, tmp_path: Path) -> None:
    made = run("--config-file", str(file), "link", "create", "https://example.com/", "--slug", "menu")
    assert (made.exit_code, (tmp_path / "of-the-file.db").exists()) == (0, True)
    assert "menu" in run("link", "list", "--database", str(tmp_path / "of-the-file.db")).stdout


def test_serve_takes_its_port_from_the_file_unless_told_otherwise(file: Path) -> None:
    assert "[default: 9999;" in run("--config-file", str(file), "serve", "--help").stdout
    assert "[default: 8765;" in run("serve", "--help").stdout


@pytest.mark.parametrize(
    "words", [("link", "list"), ("doctor",), ("serve", "--port", "0"), ("config",), ("mcp",)], ids=" ".join
)
def test_a_file_that_is_wrong_is_said_by_every_command_without_a_traceback(file: Path, words: tuple[str, ...]) -> None:
    file.write_text("treads = 8\n")
    command = [sys.executable, "-m", "qrdesk", "--config-file", str(file), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 1
    assert f"There is no setting “treads”, as {file} has it. Did you mean “threads”?" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_file_is_told_as_json_too(file: Path) -> None:
    file.write_text("threads = 99\n")
    said = run("--config-file", str(file), "link", "list", "--json")
    error = json.loads(said.stderr)["error"]
    assert (said.exit_code, error["code"], list(error["field_errors"])) == (1, "invalid", ["threads"])
