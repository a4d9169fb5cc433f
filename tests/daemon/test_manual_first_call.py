"""The first API call of the manual: its commands do what it says."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from qrdesk.core import resources
from qrdesk.core.operations import PREFIX
from tests.desks import desk, served


@pytest.mark.parametrize("language", ["en", "de"])
def test_its_commands_make_a_link_and_lead_it_elsewhere(tmp_path: Path, language: str) -> None:
    shell, curl = shutil.which("sh"), shutil.which("curl")
    if shell is None or curl is None:
        pytest.skip("needs sh and curl")
    page = resources.read_text(f"manual/{language}/first-call.md")
    make, change = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    with desk(str(tmp_path / "q.db"), tmp_path / "data") as api, served(api.app) as address:
        link = ""
        for command in (make, change):
            own = command.replace("http://localhost:8765", address).replace("qrd_YOUR_KEY", api.key)
            done = subprocess.run(
                [shell, "-ec", own.replace("lnk_THE_ID", link)],
                env={"PATH": os.environ["PATH"], "no_proxy": "*"},
                capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert '"short_url"' in done.stdout, done.stderr
            link = link or next(iter(re.findall(r"lnk_\w+", done.stdout)))
        now = api.ask("GET", f"{PREFIX}/links/{link}").data
    assert (now["title"], now["destination"]) == ("Menu", "https://example.com/menu-winter")
