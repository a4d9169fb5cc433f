"""The rooms of the house and the files around it: who may import whom, whose data it is, what is kept out."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from qrdesk.core.settings import Settings, variable

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"


def test_every_import_goes_through_a_door() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_notice_names_every_folder_of_data() -> None:
    notice = (RESOURCES / "NOTICE").read_text(encoding="utf-8")
    named = re.findall(r"^resources/(\S+)/$", notice, re.MULTILINE)
    folders = {
        file.parent.relative_to(RESOURCES).as_posix()
        for file in RESOURCES.rglob("*")
        if file.is_file() and file.parent != RESOURCES
    }
    unnamed = {folder for folder in folders if not any(f"{folder}/".startswith(f"{name}/") for name in named)}
    assert folders
    assert not unnamed, "add a section headed resources/FOLDER/ to resources/NOTICE"
    assert not {name for name in named if not (RESOURCES / name).is_dir()}, (
        "resources/NOTICE names a folder that is gone"
    )


def test_swagger_page_runs_no_inline_script_and_asks_no_other_host() -> None:
    page = (RESOURCES / "docs/swagger/index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", page)
    assert re.findall(r'(?:src|href)="([^"]+)"', page)
    assert all(address.startswith("/") for address in re.findall(r'(?:src|href)="([^"]+)"', page))
    assets = re.findall(r'(?:src|href)="/docs/([^"]+)"', page)
    assert all((RESOURCES / "docs/swagger" / name).is_file() for name in assets)


def test_the_readme_begins_with_the_two_commands_and_lists_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = ["python3 packaging/bootstrap.py run", "python3 packaging/bootstrap.py test"]
    assert [line.split("  ")[0] for line in readme.splitlines()[3:5]] == commands
    listed = set(re.findall(r"^\| `(QRDESK_\w+)`", readme, re.MULTILINE))
    assert listed == {variable(one.name) for one in fields(Settings)}
