"""The README's five minutes, followed line by line as a newcomer would paste them."""

import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]


def blocks(heading: str) -> list[str]:
    """Return the code blocks under one heading of the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.split(r"^#+ ", text.split(f"{heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^```\w*\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def as_here(command: str, port: int) -> list[str]:
    """Return the words of a README command, with this interpreter and a port of the test's own."""
    words = shlex.split(command.replace("8765", str(port)))
    return [sys.executable, "-m", "qrdesk", *words[1:]] if words[0] == ".venv/bin/qrdesk" else words


@contextmanager
def server(command: list[str], folder: Path) -> Generator[None]:
    with subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert any(line.startswith("QRDesk serving on") for line in process.stdout), "it ended before it served"
            yield
        finally:
            process.terminate()
    assert process.returncode == 0


def environment() -> dict[str, str]:
    # the commands run in a folder of their own, and the checkout may not be installed where the test runs
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def follow(command: list[str], folder: Path) -> str:
    """Run one command, or ask what its ``curl`` asks, and return what it says."""
    if command[0] == "curl":
        header = command[command.index("-H") + 1] if "-H" in command else "Accept: */*"
        name, value = header.split(": ", 1)
        answer = requests.get(command[-1], headers={name: value}, allow_redirects=False, timeout=10)
        return f"{answer.status_code} {answer.headers.get('Location', '')} {answer.text}"
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_line_of_the_tour_works_as_pasted(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    serve, link_and_code, key_and_list = blocks("### From a terminal")
    (python,) = blocks("### From Python")
    with server(as_here(serve, port), tmp_path):
        said = [follow(as_here(line, port), tmp_path) for line in link_and_code.splitlines()]
        assert said[-1].startswith("302 https://example.com/menu ")
        assert (tmp_path / "menu.pdf").read_bytes().startswith(b"%PDF-")
        create_key, list_links = key_and_list.splitlines()
        (key,) = re.findall(r"qrd_\w+", follow(as_here(create_key, port), tmp_path))
        assert "menu" in follow(as_here(list_links.replace("YOUR_KEY", key), port), tmp_path)
        program = python.replace("8765", str(port)).replace("YOUR_KEY", key)
        assert follow([sys.executable, "-c", program], tmp_path).strip().endswith("/lunch")
