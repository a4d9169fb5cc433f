"""The page about the API: its table of failures is that of the reference, and its commands do what it says."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import resources
from qrdesk.core.operations import MAX_BODY_BYTES, OPERATIONS, PREFIX
from qrdesk.daemon import openapi
from qrdesk.daemon.parsing import HEADER_BYTES
from tests.desks import Desk, desk, served

PAGE = resources.read_text("manual/en/api.md")


def test_each_failure_of_the_reference_is_on_the_page_and_no_other() -> None:
    paths = json.loads(openapi.document_json())["paths"]
    told = {
        (status, code)
        for item in paths.values()
        for one in item.values()
        for status, answer in one["responses"].items()
        for code in re.findall(r"^- `(\w+)`:", answer["description"], re.MULTILINE)
    }
    assert len(told) > 20
    assert set(re.findall(r"^\| (\d{3}) \| `(\w+)` \|", PAGE, re.MULTILINE)) == told


def test_what_it_says_of_the_table_is_true() -> None:
    assert ("At present there is none." in PAGE) == all(row.deprecated is None for row in OPERATIONS)
    assert (MAX_BODY_BYTES, HEADER_BYTES) == (1 << 20, 32 << 10)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Desk, str]]:
    """A desk behind a real server, and its address."""
    with desk(str(tmp_path / "q.db"), tmp_path / "data") as api, served(api.app) as address:
        yield api, address


def test_its_commands_do_what_it_says(server: tuple[Desk, str]) -> None:
    shell, curl = shutil.which("sh"), shutil.which("curl")
    if shell is None or curl is None:
        pytest.skip("needs sh and curl")
    api, address = server
    commands = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert len(commands) == 2
    own = {"PATH": os.environ["PATH"], "KEY": api.key, "SERVER": address, "no_proxy": "*"}
    for command in commands:
        done = subprocess.run([shell, "-ec", command], env=own, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert '"data"' in done.stdout
    assert api.ask("GET", f"{PREFIX}/links/menu").data["title"] == "Menu of the day"
    again = subprocess.run(
        [shell, "-ec", "TAG=x\n" + commands[1].partition("\n")[2].replace('"If-Match: $TAG"', "'If-Match: \"x\"'")],
        env=own,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "precondition_failed" in again.stdout
