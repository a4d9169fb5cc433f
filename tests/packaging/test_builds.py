"""The wheel and the sdist, really made: everywhere the same, and one from the other."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.packaging.scripts import ROOT

_MADE_OF = ("qrdesk", "resources", "packaging", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore")
_MOMENT = "1700000000"


def made(checkout: Path, into: Path, **environment: str) -> dict[str, bytes]:
    """Return what ``make wheel`` makes of a checkout, by name."""
    command = [sys.executable, str(checkout / "packaging/make_wheel.py"), "--into", str(into)]
    given = {**os.environ, "SOURCE_DATE_EPOCH": _MOMENT, **environment}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=given, cwd=into.parent, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: path.read_bytes() for path in into.iterdir()}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout without its history, with other times and modes."""
    place = tmp_path_factory.mktemp("elsewhere") / "checkout"
    place.mkdir()
    for name in _MADE_OF:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copyfile
            )
        else:
            shutil.copyfile(ROOT / name, place / name)
    for path in place.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700 if path.is_dir() else 0o600)
    return place


@pytest.mark.slow
def test_the_same_source_makes_the_same_bytes_wherever_and_whenever(elsewhere: Path, tmp_path: Path) -> None:
    here = made(ROOT, tmp_path / "here", TZ="Asia/Tokyo", PYTHONHASHSEED="1")
    there = made(elsewhere, tmp_path / "there", TZ="America/Lima", PYTHONHASHSEED="2")
    assert len(here) == 2
    assert here == there


@pytest.mark.slow
def test_the_sdist_makes_the_wheel_that_the_checkout_makes(elsewhere: Path, tmp_path: Path) -> None:
    ours = made(elsewhere, tmp_path / "ours")
    (sdist,) = (tmp_path / "ours").glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path / "sdist", filter="data")
    (unpacked,) = (tmp_path / "sdist").iterdir()
    program = "from hatchling.build import build_wheel; print(build_wheel('..'))"
    asked = {**os.environ, "SOURCE_DATE_EPOCH": _MOMENT}
    subprocess.run(
        [sys.executable, "-c", program], cwd=unpacked, check=True, env=asked, capture_output=True, timeout=120
    )
    (wheel,) = (tmp_path / "sdist").glob("*.whl")
    assert wheel.read_bytes() == ours[wheel.name]
    with zipfile.ZipFile(wheel) as packed:
        assert packed.testzip() is None
        assert {one.date_time[0] for one in packed.infolist()} == {2023}


@pytest.mark.slow
def test_what_does_not_belong_in_a_wheel_stops_it(elsewhere: Path, tmp_path: Path) -> None:
    left = elsewhere / "resources/notes.txt~"
    left.write_text("an editor's copy")
    command = [sys.executable, str(elsewhere / "packaging/make_wheel.py"), "--into", str(tmp_path / "dist")]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    finally:
        left.unlink()
    assert done.returncode == 1
    assert "notes.txt~ does not belong in it" in done.stderr
    assert not list((tmp_path / "dist").glob("*.whl"))
