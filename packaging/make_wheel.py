#!/usr/bin/env python3
"""Make the Python packages of QRDesk, a wheel and an sdist, and look into them: needs hatchling.

python packaging/make_wheel.py [--into dist]

The same commit makes the same bytes, whenever, wherever and by whomever it is made.
"""

import argparse
import os
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import release

_LEFTOVERS = ("__pycache__", ".pyc", ".pyo", ".db", ".so", ".orig", ".rej", ".swp", "~")
_BESIDE = {"PKG-INFO", "pyproject.toml", ".gitignore", "README.md", "CHANGELOG.md", "LICENSE"}  # in an sdist


def main() -> int:
    """Make both, or say why not."""
    parser = argparse.ArgumentParser(prog="make_wheel.py", description="Make the wheel and the sdist of QRDesk.")
    parser.add_argument("--into", type=Path, default=release.ROOT / "dist", help="folder they are put into")
    into = parser.parse_args().into.absolute()
    return release.ended(lambda: make(into))


def make(into: Path) -> tuple[Path, Path]:
    """Make the wheel and the sdist in ``into`` and return them.

    Raises:
        Stop: hatchling is missing, or one of them is not what it should be; then it is not there, either.
    """
    try:
        from hatchling.build import build_sdist, build_wheel
    except ImportError as missing:
        raise release.Stop("This needs hatchling: python -m pip install hatchling") from missing
    into.mkdir(parents=True, exist_ok=True)
    os.environ.update(release.same_bytes(release.moment()))
    os.chdir(release.ROOT)  # where the build backend looks for the project
    wheel, sdist = into / build_wheel(str(into)), into / build_sdist(str(into))
    for made, faults in ((wheel, faults_of_wheel(_in_wheel(wheel))), (sdist, faults_of_sdist(_in_sdist(sdist)))):
        if faults:
            made.unlink()
            raise release.Stop("\n".join([f"{made.name} is not what it should be, and was deleted:", *faults]))
        release.say(f"{made}  {release.size_of(made)}")
    return wheel, sdist


def faults_of_wheel(names: Iterable[str], root: Path = release.ROOT) -> list[str]:
    """Return what lacks in a wheel with these names, and what does not belong there."""
    about = f"qrdesk-{release.version()}.dist-info/"
    inside = {name for name in names if not name.startswith(about)}
    package = {f"qrdesk/{name}" for name in _files(root / "qrdesk")}
    wanted = package | {f"qrdesk/_resources/{name}" for name in _files(root / "resources")}
    return _faults(inside, wanted)


def faults_of_sdist(names: Iterable[str], root: Path = release.ROOT) -> list[str]:
    """Return what lacks in an sdist with these names, and what does not belong there."""
    top = f"qrdesk-{release.version()}/"
    wanted = {f"{folder}/{name}" for folder in ("qrdesk", "resources") for name in _files(root / folder)}
    return _faults({name.removeprefix(top) for name in names}, wanted | _BESIDE)


def _faults(inside: set[str], wanted: set[str]) -> list[str]:
    lacking = [f"  {name} is missing" for name in sorted(wanted - inside)]
    return lacking + [f"  {name} does not belong in it" for name in sorted(inside - wanted)]


def _files(folder: Path) -> list[str]:
    inside = [one for one in folder.rglob("*") if one.is_file()]
    return [
        one.relative_to(folder).as_posix()
        for one in inside
        if not any(one.name.endswith(end) for end in _LEFTOVERS) and "__pycache__" not in one.parts
    ]


def _in_wheel(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as wheel:
        return wheel.namelist()


def _in_sdist(path: Path) -> list[str]:
    with tarfile.open(path) as sdist:
        return sdist.getnames()


if __name__ == "__main__":
    sys.exit(main())
