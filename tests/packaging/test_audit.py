"""What QRDesk is made of: every library is held to versions that were tried, and its licence was looked at."""

import subprocess
import sys
from importlib import metadata

import pytest
from packaging.requirements import Requirement

from tests.packaging.scripts import FOLDER, script

audit = script("audit")


def test_nothing_that_we_use_is_unbound_or_under_a_licence_that_nobody_looked_at() -> None:
    done = subprocess.run(
        [sys.executable, str(FOLDER / "audit.py")], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    listed = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines()[:-1]}
    for name in ("peewee", "waitress", "certifi", "psycopg", "pyside6-essentials"):
        assert listed[name] == metadata.version(name)


@pytest.mark.parametrize(
    ("licence", "good"),
    [
        ("MIT", True), ("Apache 2.0", True), ("LGPL-3.0-only OR GPL-2.0-only", True), ("BSD-3-Clause AND 0BSD", True),
        ("GPL-3.0-only", False), ("AGPL-3.0-or-later", False), ("MIT AND GPL-3.0-only", False),
        ("see its licence", False), ("", False), ("Proprietary", False), ("SSPL-1.0", False),
    ],
)  # fmt: skip
def test_a_licence_is_good_when_somebody_has_looked_at_it(licence: str, good: bool) -> None:
    assert audit.is_good(licence) is good


@pytest.mark.parametrize(
    ("need", "bound"),
    [("peewee>=4.5,<5", True), ("peewee==4.5.3", True), ("certifi", True), ("peewee", False), ("peewee<5", False)],
)
def test_a_library_is_held_to_versions_that_were_tried(need: str, bound: bool) -> None:
    assert audit.is_bound(Requirement(need)) is bound


def test_what_is_unbound_or_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = {"ours": [Requirement("nothing-is-called-so")]}
    monkeypatch.setattr(audit, "needs_of", lambda name, _extras: iter(needs.get(name, [])))
    found, wrong = audit.look("ours", ())
    assert found == []
    assert wrong == [
        "nothing-is-called-so has no bound in pyproject.toml.",
        "nothing-is-called-so is not installed, so nobody knows what it is.",
    ]
