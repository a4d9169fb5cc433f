"""Shells complete commands, options and names; nothing is said, made or changed meanwhile."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from qrdesk.cli import completing
from qrdesk.cli.main import cli
from qrdesk.client import Client, FolderDraft, LinkDraft
from qrdesk.core.names_at_hand import Names, names_at_hand

PAGE = "https://example.com/menu"
needs_bash = pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="needs bash")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two links, a folder whose name no shell takes as it is, and a tag."""
    found = tmp_path_factory.mktemp("completing") / "desk.db"
    with Client.local(str(found)) as client:
        client.links.create(LinkDraft(destination=PAGE, slug="Lunch", tags=("café",)))
        gone = client.links.create(LinkDraft(destination=PAGE, slug="late"))
        client.links.create(LinkDraft(destination=PAGE, slug="100_ok"))
        client.links.delete(gone.id)
        client.folders.create(FolderDraft(name="Spring $x, `id`"))
    return found


def completed(words: str, file: Path | str) -> list[str]:
    """Return what is offered for the last of the words, which may be empty."""
    *before, begin = words.split(" ")
    asked = ShellComplete(cli, {}, "qrdesk", completing.VARIABLE)
    offered = asked.get_completions(["--database", str(file), *before], begin)
    return [str(one.value) for one in offered]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("fold", ["folder"]),
        ("link resu", ["resume"]),
        ("link list --fol", ["--folder"]),
        ("completion z", ["zsh"]),
        ("link show l", ["Lunch"]),
        ("link show 100_", ["100_ok"]),
        ("link show %", []),
        ("link show _", []),
        ("stats link L", ["Lunch"]),
        ("code export Lu", ["Lunch"]),
        ("link list --tag c", ["café"]),
        ("link create https://example.com --folder s", ["Spring $x, `id`"]),
        ("domain show l", ["localhost:8765"]),
        ("link show --server http://127.0.0.1:1 l", []),
    ],
)
def test_what_begins_so_is_offered(file: Path, words: str, offered: list[str]) -> None:
    assert completed(words, file) == offered


def test_names_of_another_workspace_are_offered_only_there(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    with Client.local(str(file)) as client:
        client.links.create(LinkDraft(destination=PAGE, slug="lunch"))
    runner = CliRunner()
    made = ["workspace", "create", "Bakery", "--url", "https://bakery.example", "--database", str(file)]
    assert runner.invoke(cli, made).exit_code == 0
    assert completed("--workspace bakery link show ", file) == []
    assert completed("domain show --workspace Bakery ", file) == ["bakery.example"]
    assert completed("link show ", file) == ["lunch"]


def test_the_newest_links_are_offered_and_not_all(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert names_at_hand(file, Names.LINKS, "") == ["100_ok", "Lunch"]
    monkeypatch.setattr("qrdesk.core.names_at_hand.MOST", 1)
    assert names_at_hand(file, Names.LINKS, "") == ["100_ok"]


@pytest.mark.parametrize("content", [None, b"", b"Dear Sir or Madam, " * 500])
def test_what_is_no_database_offers_nothing_and_is_left_alone(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "here" / "desk.db"
    file.parent.mkdir()
    if content is not None:
        file.write_bytes(content)
    assert completed("link show ", file) == []
    assert [one.read_bytes() for one in file.parent.iterdir()] == ([] if content is None else [content])


def test_reading_names_leaves_no_file_behind(file: Path) -> None:
    before = sorted(file.parent.iterdir())
    assert completed("link show L", file) == ["Lunch"]
    assert sorted(file.parent.iterdir()) == before


def test_a_database_that_others_write_to_is_read_and_not_waited_for(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert completed("link show L", file) == ["Lunch"]
        other.execute("ROLLBACK")


def test_settings_that_cannot_be_read_offer_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_THREADS", "many")
    assert completed("link show L", file) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed(shell: str) -> None:
    printed = CliRunner().invoke(cli, ["completion", shell])
    assert printed.exit_code == 0
    assert f"{completing.VARIABLE}={shell}_complete" in printed.stdout
    found = shutil.which(shell)
    if found is not None and os.name != "nt":
        read = subprocess.run([found, "-n"], input=printed.stdout, text=True, capture_output=True, check=False)
        assert (read.returncode, read.stderr) == (0, "")


def test_a_shell_that_is_not_known_is_refused() -> None:
    assert CliRunner().invoke(cli, ["completion", "csh"]).exit_code == 2


@needs_bash
def test_bash_completes_a_line(file: Path, tmp_path: Path) -> None:
    """The script in a real bash: what its function offers is what is typed once it is chosen, whatever is in a name."""
    program = tmp_path / "qrdesk"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qrdesk "$@"\n')
    program.chmod(0o755)
    script = CliRunner().invoke(cli, ["completion", "bash"]).stdout
    asked = """
ask() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _qrdesk_completion "$1"
    printf '%s\\n' "${COMPREPLY[@]}" --
}
complete -p qrdesk
ask qrdesk folder delete Sp
ask qrdesk folder delete 'Spring\\ '
eval "printf '<%s>\\n' ${COMPREPLY[0]}"
ask qrdesk link sh
"""
    environ = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "QRDESK_DATABASE": str(file)}
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{asked}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environ,
    )
    folder = "Spring\\ \\$x,\\ \\`id\\`"
    assert done.stdout.splitlines()[1:] == [folder, "--", folder, "--", "<Spring $x, `id`>", "show", "--"], done.stderr
    assert done.stderr == ""


def test_a_fault_says_nothing_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(completing.VARIABLE, "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "qrdesk link")
    monkeypatch.setenv("COMP_CWORD", "not a number")
    with pytest.raises(SystemExit) as ended:
        completing.answer(cli)
    told = capfd.readouterr()
    assert (ended.value.code, told.out, told.err) == (1, "", "")
    assert sys.stderr is not None


def test_every_command_for_a_link_offers_links(file: Path) -> None:
    link = cli.get_command(click.Context(cli), "link")
    assert isinstance(link, click.Group)
    named = [
        name
        for name, command in link.commands.items()
        if any(isinstance(one, click.Argument) and one.name in {"name", "names"} for one in command.params)
    ]
    assert len(named) > 10
    assert [name for name in named if completed(f"link {name} L", file) != ["Lunch"]] == []
