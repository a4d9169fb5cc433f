"""``qrdesk mcp``: what agents' programs are told, and what is said where it cannot start."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from qrdesk.cli.main import cli
from qrdesk.core import resources
from qrdesk.daemon.mcp.tools import BY_NAME, TOOLS
from tests.desks import desk, served

_MANUAL = "manual/en/agents.md"


def told(*words: str) -> dict[str, Any]:
    """Return what a program has to be told, without the file names of this computer."""
    done = CliRunner().invoke(cli, ["mcp", "--print-config", *words])
    assert done.exit_code == 0, done.output
    entry = json.loads(done.stdout)["mcpServers"]["qrdesk"]
    if "command" in entry:
        entry["args"] = entry["args"][entry["args"].index("mcp") :]
        entry["command"] = "qrdesk"
    return entry


def of_manual() -> list[dict[str, Any]]:
    """Return the settings that the manual prints."""
    blocks = resources.read_text(_MANUAL).split("```json\n")[1:]
    return [json.loads(block.partition("```")[0])["mcpServers"]["qrdesk"] for block in blocks]


def test_the_manual_prints_what_the_command_prints() -> None:
    server = ("--server", "https://go.example.com")
    here = told("claude-desktop")
    there = [told(program, *server) for program in ("claude-desktop", "claude-code", "cursor", "windsurf")]
    assert of_manual() == [here, *there]


def test_a_program_is_told_whole_paths_and_the_key() -> None:
    here = told("cursor", "--database", "mine.db", "--workspace", "Café")
    assert here["args"] == ["mcp", "--database", str(Path("mine.db").absolute()), "--workspace", "Café"]
    postgres = told("cursor", "--database", "postgresql://u:p@h/n")
    assert postgres["args"] == ["mcp", "--database", "postgresql://u:p@h/n"]
    there = told("windsurf", "--server", "http://localhost:8765/api/v1", "--key", "qrd_x")
    assert there == {"serverUrl": "http://localhost:8765/mcp", "headers": {"Authorization": "Bearer qrd_x"}}


def test_what_the_environment_says_is_told_too_for_the_program_has_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QRDESK_DATABASE", str(tmp_path / "q.db"))
    monkeypatch.setenv("QRDESK_WORKSPACE", "Shop")
    arguments = told("cursor")["args"]
    assert arguments[-4:] == ["--database", str(tmp_path / "q.db"), "--workspace", "Shop"]


def test_a_program_that_stands_in_a_strangers_folder_starts_us_and_nothing_that_lies_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.argv", ["/lib/qrdesk/__main__.py"])
    said = json.loads(CliRunner().invoke(cli, ["mcp", "--print-config", "cursor"]).stdout)["mcpServers"]["qrdesk"]
    assert (said["command"], said["args"][:3]) == (sys.executable, ["-P", "-m", "qrdesk"])


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "mcp_types", None)
    monkeypatch.delitem(sys.modules, "qrdesk.daemon.mcp.stdio", raising=False)
    done = CliRunner().invoke(cli, ["mcp", "--database", str(tmp_path / "q.db")])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: Tools for agents need one more part: pip install 'qrdesk[mcp]'.\n"
    assert not (tmp_path / "q.db").exists()


def test_what_keeps_it_from_starting_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database, and longer than its header would be " * 9)
    done = CliRunner().invoke(cli, ["mcp", "--database", str(tmp_path / "text.db")])
    assert (done.exit_code != 0, done.stdout) == (True, "")
    assert "is not a QRDesk database" in done.stderr
    with desk(str(tmp_path / "q.db"), tmp_path / "data") as found, served(found.app) as address:
        done = CliRunner().invoke(cli, ["mcp", "--server", address, "--key", "qrd_wrong"])
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (5, "", 1)
    assert done.stderr.startswith("Error: ")


def test_the_manual_names_every_tool_with_the_scope_that_it_needs() -> None:
    rows = [line.split("|") for line in resources.read_text(_MANUAL).splitlines() if line.startswith("| `")]
    named = {name.strip(" `*"): scope for _, names, _, scope, _ in rows for name in names.split(",")}
    assert set(named) == set(BY_NAME)
    for name, tool in BY_NAME.items():
        assert tool.row.scope is not None
        assert f"`{tool.row.scope.value}`" in named[name]
    starred = {name.strip(" `*") for _, names, *_ in rows for name in names.split(",") if "*" in name}
    assert starred == {tool.name for tool in TOOLS if tool.destructive}
