#!/usr/bin/env python3
"""From a fresh checkout to a running app or a finished test run: needs Python 3.11 or later and nothing else.

python3 packaging/bootstrap.py run      open the app; without a display, serve a sample link
python3 packaging/bootstrap.py test     run the fast tests; anything after "test" goes to pytest
python3 packaging/bootstrap.py setup    only make .venv ready
"""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        f"QRDesk needs Python 3.11, 3.12 or 3.13, and this is Python {sys.version.split()[0]}. Nothing was changed.\n"
        "Install one of those and run this again with it, as in: python3.12 packaging/bootstrap.py run"
    )

import argparse
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "qrdesk-installed.json"

# What a bare Debian or Ubuntu lacks, by what it is needed for.
PACKAGE_VENV = f"python3.{sys.version_info.minor}-venv"
PACKAGES_QT = "libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0 libx11-6 fonts-dejavu-core".split()
PACKAGES_WINDOW = (
    "libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 "
    "libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libx11-xcb1"
).split()
PACKAGES_SCREEN = "xvfb xauth".split()

_FOR_TESTS = ("desktop", "fast", "mcp", "postgres", "test")
EXTRAS = {"run": ("desktop",), "test": _FOR_TESTS, "setup": _FOR_TESTS}
FIRST_PORT = 8765
SAMPLE_SLUG = "hello"
SAMPLE_DESTINATION = "https://example.com/"


class Stopped(Exception):
    """What went wrong and what to do about it, in words for the person at the keyboard."""


class Refused(Stopped):
    """What a ``qrdesk`` command refused, with its stable code."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def main() -> int:
    """Do what the command line says; returns the exit status."""
    options, pytest_arguments = _options()
    try:
        install_system_packages(system_packages(options.command))
        make_venv()
        install_project(EXTRAS[options.command])
        if options.command == "run":
            return run()
        if options.command == "test":
            return test(pytest_arguments)
        say(f"Ready: {PYTHON}")
        return 0
    except Stopped as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _options() -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="bootstrap.py", description="Make .venv ready, then open QRDesk or run its tests."
    )
    parser.add_argument(
        "command",
        choices=("run", "test", "setup"),
        help="run: open the app, or serve a sample link where there is no display; test: the fast tests; "
        "setup: make everything ready that developing QRDesk needs",
    )
    options, rest = parser.parse_known_args()
    if rest and options.command != "test":
        parser.error(f"{options.command} takes nothing more, and it was given: {shlex.join(rest)}")
    return options, rest


def say(words: str) -> None:
    """Print at once, in order with what child processes print."""
    print(words, flush=True)


# Libraries of the operating system


def system_packages(command: str) -> list[str]:
    """Return the Debian packages that ``command`` needs and this machine lacks; none on any other system."""
    if not (sys.platform == "linux" and shutil.which("dpkg-query") and shutil.which("apt-get")):
        return []
    needed: list[str] = [] if _has_venv_module() else [PACKAGE_VENV]
    if command != "run" or has_display():
        needed += PACKAGES_QT
    if command == "setup" or (command == "run" and has_display()):
        needed += PACKAGES_WINDOW
    if command == "setup":
        needed += PACKAGES_SCREEN
    return missing_packages(needed)


def _has_venv_module() -> bool:
    # Debian ships "venv" without "ensurepip"; a .venv made earlier needs neither
    return PYTHON.exists() or (
        importlib.util.find_spec("venv") is not None and importlib.util.find_spec("ensurepip") is not None
    )


def missing_packages(names: Sequence[str]) -> list[str]:
    """Return those of ``names`` that dpkg does not list as installed, in their order."""
    if not names:
        return []
    # "Provides" counts too: later releases renamed libglib2.0-0 to libglib2.0-0t64, which provides the old name
    listed = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}\t${Package}\t${Provides}\n"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    installed: set[str] = set()
    for line in listed.stdout.splitlines():
        status, package, provides = [*line.split("\t"), "", ""][:3]
        if status == "installed":
            installed.add(package)
            installed.update(part.split()[0] for part in provides.split(",") if part.strip())
    return [name for name in names if name not in installed]


def install_system_packages(names: Sequence[str]) -> None:
    """Install Debian packages where that needs no question; otherwise say which command would."""
    if not names:
        return
    as_root = _root_prefix()
    update = ["apt-get", "update"]
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *names]
    if as_root is None:
        raise Stopped(
            "QRDesk needs these libraries of the operating system first, and installing them needs root. "
            "Nothing was changed. Run\n\n"
            f"    sudo {shlex.join(update)} && sudo {shlex.join(install)}\n\nand then this command again."
        )
    say(f"Installing libraries of the operating system: {' '.join(names)}")
    for step in (update, install):
        quiet = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", *step, "-qq", "-o=Dpkg::Use-Pty=0"]
        done = subprocess.run(quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Stopped(
                f"{done.stdout}{done.stderr}\nInstalling libraries of the operating system failed. What apt-get "
                f"says is above. Run this yourself, then this command again:\n\n    sudo {shlex.join(install)}"
            )


def _root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root; None where that would ask for a password."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def has_display() -> bool:
    """Say whether a window can be shown here."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# The virtual environment


def make_venv() -> None:
    """Make ``.venv`` unless there is a working one."""
    works = "import pip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    if PYTHON.exists() and _answers([str(PYTHON), "-c", works]):
        return
    say(f"Making {VENV.relative_to(ROOT)} with Python {sys.version.split()[0]}")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stopped(
            f"{done.stdout}{done.stderr}\nThe virtual environment {VENV} could not be made. What Python says is above."
        )


def _answers(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:  # a .venv copied from another machine leads to a Python that is not here
        return False


def install_project(extras: Iterable[str]) -> None:
    """Install QRDesk into ``.venv`` from this checkout, unless this pyproject.toml was installed already."""
    before, fingerprint = _stamp(), _fingerprint()
    if before["fingerprint"] == [fingerprint] and set(before["extras"]) >= set(extras):
        return
    # extras of an earlier run stay up to date too, so that "run" after "test" leaves the tests runnable
    wanted = sorted({*extras, *before["extras"]})
    say(f"Installing QRDesk and what it needs into {VENV.relative_to(ROOT)} (a few minutes the first time)")
    STAMP.unlink(missing_ok=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--editable", f".[{','.join(wanted)}]"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise Stopped(
            "The installation failed. What pip says is above. Your data was not touched. When the cause is mended, "
            "run this command again."
        )
    STAMP.write_text(json.dumps({"fingerprint": [fingerprint], "extras": wanted}), encoding="utf-8")


def _fingerprint() -> str:
    # with the folder: a checkout that was moved or copied must be installed again
    return hashlib.sha256(os.fsencode(ROOT) + (ROOT / "pyproject.toml").read_bytes()).hexdigest()


def _stamp() -> dict[str, list[str]]:
    try:
        read = json.loads(STAMP.read_text(encoding="utf-8"))
        return {name: [str(value) for value in read[name]] for name in ("fingerprint", "extras")}
    except (OSError, ValueError, KeyError, TypeError):  # none yet, or cut short: install again
        return {"fingerprint": [], "extras": []}


# Tests


def test(arguments: Sequence[str]) -> int:
    """Run the fast tests offscreen; ``arguments`` go to pytest as they are."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [str(PYTHON), "-m", "pytest", "-m", "not slow", "-rfEs"]
    cores = os.cpu_count() or 1
    if cores > 1 and not _runs_alone(arguments):
        # what stands together stays together, so that what a file of tests shares is made once; one more than there
        # are cores, since many a test waits for a process of its own
        command += ["-n", str(min(cores, 4) + 1), "--dist", "worksteal"]
    return subprocess.run([*command, *arguments], cwd=ROOT, env=environment, check=False).returncode


def _runs_alone(arguments: Sequence[str]) -> bool:
    # one named test is faster without workers, and a debugger needs the terminal
    return any(argument.startswith(("-n", "--numprocesses", "--pdb")) or "::" in argument for argument in arguments)


# The app, or the server where there is no display


def run() -> int:
    """Open the app; where no window can be shown, serve a sample link until Ctrl+C."""
    if has_display():
        return subprocess.run([str(PYTHON), "-m", "qrdesk"], check=False).returncode
    say("There is no display here, so the app cannot open a window. Starting the QRDesk server instead.")
    first_time = _make_sample_link()
    port = free_port(FIRST_PORT)
    if port != FIRST_PORT:
        say(f"Port {FIRST_PORT} is in use by another program. Codes that carry it do not lead here now.")
    command = [str(PYTHON), "-m", "qrdesk", "serve", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    signal.signal(signal.SIGTERM, lambda number, frame: _stop(server))
    try:
        _wait_until_serving(server)
        key = _qrdesk("key", "create", "--name", "First key", "--json")["key"] if first_time else None
        _show_how_to_begin(f"http://127.0.0.1:{port}", key)
        _pass_on(server)
    except KeyboardInterrupt:
        say("")  # leaves the line that shows ^C
    finally:
        _stop(server)
        server.wait()
    say("The server has stopped. Links and hits are kept.")
    return max(server.returncode, 0)  # a negative one is the signal that we sent


def free_port(first: int) -> int:
    """Return ``first`` when nothing on this machine listens there, else a port that is free now."""
    for port in (first, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: an old connection is no owner
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Stopped("No port is free on 127.0.0.1, so the server cannot start.")


def _qrdesk(*arguments: str) -> dict[str, Any]:
    """Run one ``qrdesk`` command and return the JSON it prints."""
    command = [str(PYTHON), "-m", "qrdesk", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise _refusal(done.stderr)
    return json.loads(done.stdout)


def _refusal(said: str) -> "Refused":
    try:
        error = json.loads(said)["error"]
        return Refused(error["message"], error["code"])
    except (ValueError, KeyError, TypeError):  # it broke before it could answer in JSON
        return Refused(said, "")


def _make_sample_link() -> bool:
    """Make the sample link where there is no link yet; False when there are some: they are left as they are."""
    if _qrdesk("link", "list", "--state", "any", "--limit", "1", "--json")["data"]:
        return False
    title = ("--title", "Sample: made to try things with", "--tag", "sample")
    _qrdesk("link", "create", SAMPLE_DESTINATION, "--slug", SAMPLE_SLUG, *title, "--json")
    return True


def _wait_until_serving(server: subprocess.Popen[str]) -> None:
    assert server.stdout is not None  # it was opened with a pipe
    for line in server.stdout:
        if line.startswith("QRDesk serving on"):
            return
        say(line.rstrip())
    server.wait()
    raise Stopped("The server did not start. What it says is above.")


def _show_how_to_begin(address: str, key: str | None) -> None:
    sample = f"{address}/{SAMPLE_SLUG}"
    say(f"\nQRDesk serves at     {address}")
    say(f"Sample link          {sample}  leads to {SAMPLE_DESTINATION}")
    say(f"Reference of the API {address}/docs")
    command = shlex.quote(os.path.relpath(PYTHON.with_name("qrdesk")))
    if key is None:
        say(f"Keys                 those made earlier still work; for another: {command} key create --name NAME")
    else:
        say(f"Key                  {key}  (shown this once)")
    say(f"\nFollow the sample link:\n    curl -i {sample}")
    if key is not None:
        say(f"List your links:\n    curl -H 'Authorization: Bearer {key}' {address}/api/v1/links")
    say(f"More commands:\n    {command} --help\n\nCtrl+C stops the server.")


def _pass_on(server: subprocess.Popen[str]) -> None:
    """Print what the server prints until it ends."""
    assert server.stdout is not None  # it was opened with a pipe
    for line in server.stdout:
        say(line.rstrip())


def _stop(server: subprocess.Popen[str]) -> None:
    if server.poll() is None:
        server.terminate()


if __name__ == "__main__":
    sys.exit(main())
