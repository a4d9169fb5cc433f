#!/usr/bin/env python3
"""Make the app folder: QRDesk with all it needs, its Python too, in a folder that runs without being installed.

python3 packaging/make_app_folder.py [--into dist] [--work build]

It is made for the system and processor it is made on. Needs, on Debian, python3-venv and binutils, and the libraries of
Qt that packaging/bootstrap.py installs; PyInstaller and the rest are installed into a virtual environment in --work.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import release

EXTRAS = ("desktop", "fast", "keyring", "mcp", "package", "postgres")
HERE = Path(__file__).resolve().parent
_WINDOWS = sys.platform == "win32"


def main() -> int:
    """Make it, or say why not."""
    parser = argparse.ArgumentParser(prog="make_app_folder.py", description="Make the app folder of QRDesk.")
    parser.add_argument("--into", type=Path, default=release.ROOT / "dist", help="where the folder qrdesk is put")
    parser.add_argument("--work", type=Path, default=release.ROOT / "build", help="where it is worked in, and kept")
    given = parser.parse_args()
    return release.ended(lambda: make(given.into.absolute(), given.work.absolute()))


def make(into: Path, work: Path) -> Path:
    """Make the folder ``qrdesk`` in ``into`` and return it.

    Raises:
        Stop: something it is made with is missing or failed.
    """
    at = release.moment()
    python = _python(work / "app-venv")
    _install(python, work)
    release.say("Drawing the icons")
    release.run([python, HERE / "make_icons.py", work], "Drawing the icons")
    release.say("Collecting what the app needs (some minutes)")
    parts, icon = work / "parts.json", work / "icons/hicolor/256x256/apps/qrdesk.png"
    told = {**release.same_bytes(at), "QRDESK_PARTS": str(parts), "QRDESK_ICON": str(icon)}
    places = ["--distpath", into, "--workpath", work / "pyinstaller"]
    command = [python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", *places]
    release.run([*command, HERE / "qrdesk.spec"], "The app folder", told, work)  # not where QRDesk's source lies
    app = into / "qrdesk"
    release.run([python, HERE / "licences.py", app, parts], "Writing down the licences")
    settle(app.rglob("*"), at)
    _try(app)
    release.say(f"{app}  {release.size_of(app)}")
    return app


def settle(paths: Iterable[Path], at: int) -> None:
    """Give files the modes and the moment that every build gives them."""
    for path in paths:
        if path.is_symlink():
            continue
        runs = path.is_dir() or (os.access(path, os.X_OK) and ".so" not in path.name)  # libraries are not run
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (at, at))


def _python(venv: Path) -> Path:
    """Return the Python of a virtual environment of its own, made unless it is there and for this Python."""
    python = venv / ("Scripts/python.exe" if _WINDOWS else "bin/python")
    stamp = venv / "made-for.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != _made_for():
        release.say(f"Making {venv} with Python {sys.version.split()[0]} (a few minutes the first time)")
        shutil.rmtree(venv, ignore_errors=True)
        release.run([sys.executable, "-m", "venv", venv], "The virtual environment")
        wanted = f"{release.ROOT}[{','.join(EXTRAS)}]"
        release.run([python, "-m", "pip", "install", "--quiet", wanted], "Installing what the app is made of")
        stamp.write_text(_made_for(), encoding="utf-8")
    return python


def _made_for() -> str:
    project = (release.ROOT / "pyproject.toml").read_bytes()
    return f"{sys.version} {hashlib.sha256(project).hexdigest()}"


def _install(python: Path, work: Path) -> None:
    """Put QRDesk as it is now, as a wheel, in place of the one that was installed before."""
    wheels = work / "wheel"
    shutil.rmtree(wheels, ignore_errors=True)
    release.run([python, HERE / "make_wheel.py", "--into", wheels], "The wheel")
    (wheel,) = wheels.glob("*.whl")
    quietly = ["--quiet", "--no-deps", "--force-reinstall", "--no-compile"]
    release.run([python, "-m", "pip", "install", *quietly, wheel], "Installing the wheel")


def _try(app: Path) -> None:
    program = app / ("qrdesk.exe" if _WINDOWS else "qrdesk")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    if said.returncode or release.version() not in said.stdout:
        raise release.Stop(f"The app folder was made, but its program does not start: {said.stdout}{said.stderr}")
    without_screen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    every = [program, "-P", "-m", "qrdesk.*"]
    said = subprocess.run(every, capture_output=True, text=True, check=False, env=without_screen)
    if said.returncode:
        raise release.Stop(f"The app folder was made, but something lacks in it:\n{said.stderr}")


if __name__ == "__main__":
    sys.exit(main())
