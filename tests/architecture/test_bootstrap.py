"""The newcomer's script: what it asks of the system, what it says when it may not, how its server stops."""

import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from http.client import HTTPMessage, HTTPResponse
from pathlib import Path
from types import ModuleType
from typing import IO

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging/bootstrap.py"
SERVE = f"""
import importlib.util, pathlib, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background is started with it ignored
spec = importlib.util.spec_from_file_location("bootstrap", {str(SCRIPT)!r})
bootstrap = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bootstrap)
bootstrap.PYTHON = pathlib.Path(sys.executable)
sys.exit(bootstrap.run())
"""


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("qrdesk_bootstrap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH: what is not put in there is not installed."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, name: str, shell: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{shell}\n")
    program.chmod(0o755)


def test_a_library_that_another_package_provides_is_not_missing(bootstrap: ModuleType, programs: Path) -> None:
    listing = (
        r"installed\tlibgl1\t\ninstalled\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.80), other\nconfig-files\tlibegl1\t\n"
    )
    put(programs, "dpkg-query", f"printf '{listing}'")
    assert bootstrap.missing_packages(["libgl1", "libegl1", "libglib2.0-0", "xvfb"]) == ["libegl1", "xvfb"]


def test_a_system_without_apt_is_asked_for_nothing(bootstrap: ModuleType, programs: Path) -> None:
    assert not list(programs.iterdir())
    assert bootstrap.system_packages("test") == []


def test_each_command_asks_only_for_what_it_needs(
    bootstrap: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(programs, "dpkg-query", "true")
    put(programs, "apt-get", "true")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    qt, window = set(bootstrap.PACKAGES_QT), set(bootstrap.PACKAGES_WINDOW)
    assert not (qt | window) & set(bootstrap.system_packages("run"))
    assert qt <= set(bootstrap.system_packages("test"))
    assert not window & set(bootstrap.system_packages("test"))
    monkeypatch.setenv("DISPLAY", ":0")
    assert qt | window <= set(bootstrap.system_packages("run"))


def test_without_root_the_exact_command_is_named_and_nothing_is_run(
    bootstrap: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(programs, "sudo", "exit 1")  # as it answers where it would ask for a password
    put(programs, "apt-get", f"echo ran > {programs}/ran")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.Stopped, match="sudo apt-get install --yes --no-install-recommends libegl1 xvfb"):
        bootstrap.install_system_packages(["libegl1", "xvfb"])
    assert not (programs / "ran").exists()


def test_apt_in_trouble_shows_its_own_words(
    bootstrap: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(programs, "env", "echo 'E: Unable to locate package libegl1' >&2; exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(bootstrap.Stopped, match="Unable to locate package libegl1"):
        bootstrap.install_system_packages(["libegl1"])


def test_an_install_is_repeated_only_when_the_project_or_the_wish_changes(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def pip(command: list[str], cwd: Path, check: bool) -> subprocess.CompletedProcess[str]:
        calls.append(command[-1])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(subprocess, "run", pip)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    for wish in (["desktop"], ["desktop"], ["desktop", "test"], ["desktop"]):
        bootstrap.install_project(wish)
    (tmp_path / "pyproject.toml").write_text("[project]\n# changed\n")
    bootstrap.install_project(["desktop"])
    assert calls == [".[desktop]", ".[desktop,test]", ".[desktop,test]"]


def test_a_port_in_use_is_passed_over(bootstrap: ModuleType) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert bootstrap.free_port(port) != port
    assert bootstrap.free_port(port) == port


def test_an_unsuitable_python_is_named_before_anything_else_happens() -> None:
    program = f"import sys; sys.version_info = (3, 9, 2); exec(open({str(SCRIPT)!r}).read())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("QRDesk needs Python 3.11, 3.12 or 3.13")
    assert "Traceback" not in done.stderr


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def answer(address: str, headers: dict[str, str] | None = None) -> tuple[int, str | None]:
    """Return status and Location of what ``address`` answers; no redirect is followed."""
    request = urllib.request.Request(address, headers=headers or {})
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=10) as response:
            assert isinstance(response, HTTPResponse)
            return response.status, response.headers["Location"]
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers["Location"]


@contextmanager
def started() -> Generator[subprocess.Popen[str]]:
    """Start ``run`` as it is on a machine without a display; it is ended with the block."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-u", "-c", SERVE]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as run:
        try:
            yield run
        finally:
            run.terminate()


def said_until_ready(run: subprocess.Popen[str]) -> Iterator[str]:
    assert run.stdout is not None
    for line in run.stdout:
        yield line
        if line.startswith("Ctrl+C"):
            return
    pytest.fail("it ended before it said how to stop it")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize(
    "stops",
    [
        pytest.param([signal.SIGINT], id="once"),
        pytest.param([signal.SIGTERM, signal.SIGINT], id="twice"),
    ],
)
@pytest.mark.fast_cases(1)
def test_without_a_display_everything_printed_works_as_pasted_and_a_signal_stops_it(
    stops: list[signal.Signals],
) -> None:
    for time, stop in enumerate(stops):
        with started() as run:
            said = "".join(said_until_ready(run))
            assert "There is no display here" in said
            sample = re.findall(r"curl -i (\S+)", said)
            assert [answer(address) for address in sample] == [(302, "https://example.com/")]
            keys = re.findall(r"curl -H 'Authorization: (Bearer qrd_\w+)' (\S+)", said)
            assert len(keys) == (1 if time == 0 else 0)  # the second time, the sample and the first key are there
            assert all(answer(address, {"Authorization": key})[0] == 200 for key, address in keys)
            run.send_signal(stop)
            assert run.stdout is not None
            assert "The server has stopped" in run.stdout.read()
        assert run.returncode == 0
