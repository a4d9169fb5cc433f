"""Processes that a test starts, watches and kills. Only ever those."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

START_S = 60.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], object], what: str, *, seconds: float = START_S) -> None:
    """Wait until ``condition`` holds; fail with ``what`` when it takes too long."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.005)


def family_of(session: int) -> list[int]:
    """Return the processes of a session that still run."""
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                # after the name, which may hold anything: state, parent, group, session
                state, _, _, theirs = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
                if int(theirs) == session and state != "Z":
                    found.append(int(entry.name))
    return found


class Process:
    """A program of ours in a session of its own, with a pipe from us as its standard input."""

    def __init__(self, *command: str, log: Path, environ: Mapping[str, str] | None = None) -> None:
        self._log = log.open("ab")
        self._popen = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            start_new_session=True,
            env={**os.environ, **(environ or {}), "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        self.pid = self._popen.pid
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def said(self, text: str) -> bool:
        """Whether a line it printed has ``text`` in it."""
        return any(text in line for line in tuple(self._lines))

    def wait_said(self, text: str) -> None:
        wait_for(lambda: self.said(text) or self._popen.poll() is not None, f"“{text}” was not printed")
        assert self.said(text), f"it ended with {self._popen.returncode}; see {self._log.name}"

    def line(self, beginning: str) -> str:
        """Return the line it printed that begins with this."""
        return next(line for line in tuple(self._lines) if line.startswith(beginning))

    def tell(self, line: str) -> None:
        """Write a line to its standard input."""
        assert self._popen.stdin is not None
        self._popen.stdin.write(f"{line}\n".encode())
        self._popen.stdin.flush()

    def family(self) -> list[int]:
        """Return the process and everything it started that still runs."""
        return family_of(self.pid)

    def kill_family(self) -> None:
        """Kill -9 the process and all it started."""
        while pids := self.family():
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self._finish()

    def kill(self) -> None:
        """Kill -9 this one process."""
        self._popen.kill()
        self._finish()

    def terminate(self, *, seconds: float = 60.0) -> int:
        """Ask it to stop, and return its exit code."""
        self._popen.terminate()
        self._popen.wait(seconds)
        return self._finish()

    def wait(self, *, seconds: float = START_S) -> int:
        """Wait for its own end, and return its exit code."""
        self._popen.wait(seconds)
        return self._finish()

    def close(self) -> None:
        """End whatever is left, at the end of a test."""
        if self._popen.returncode is None or self.family():
            self.kill_family()

    def _finish(self) -> int:
        code = self._popen.wait(START_S)
        self._reader.join(START_S)
        for stream in (self._popen.stdin, self._popen.stdout, self._log):
            if stream is not None:
                stream.close()
        return code

    def _read(self) -> None:
        assert self._popen.stdout is not None
        for line in self._popen.stdout:
            self._lines.append(line.decode(errors="replace").rstrip())
