"""Ctrl+C ends the command without a traceback, whenever it comes."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from qrdesk.cli.main import cli
from qrdesk.client.resources import Analytics

# the commands are not loaded yet when somebody presses it: an import of theirs is where it strikes
_WHILE_LOADING = """
import runpy, sys
class Pressed:
    def find_spec(self, name, path=None, target=None):
        if name == "qrdesk.cli.stats":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Pressed())
sys.argv = ["qrdesk", "stats", "top", "device"]
runpy.run_module("qrdesk", run_name="__main__")
"""


def test_while_the_commands_are_being_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", _WHILE_LOADING], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\nAborted!\n")


def test_while_an_answer_is_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Analytics, "top", pressed)
    told = CliRunner().invoke(cli, ["stats", "top", "device", "--json", "--database", str(tmp_path / "desk.db")])
    assert (told.exit_code, told.stdout) == (130, "")
    assert told.stderr.endswith("\nAborted!\n")
