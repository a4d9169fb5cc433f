"""Processes forked from one that has loaded their program: a start costs milliseconds, and a test can kill hundreds.

Run as a program it is that one: each line of its standard input starts a process, in a session of its own.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from tests.faults.processes import Process, family_of, wait_for

_ENDED = "ended with"


class Fork:
    """One process, with all that it forked itself. What it prints is in ``output``."""

    def __init__(self, pid: int, output: Path) -> None:
        self._pid = pid
        self._output = output

    def wait_said(self, text: str) -> None:
        alive = Path(f"/proc/{self._pid}")
        wait_for(lambda: text in self._output.read_text() or not alive.exists(), f"“{text}” was not printed")
        said = self._output.read_text()
        assert text in said, said

    def wait_ready(self) -> None:
        self.wait_said("ready")

    def family(self) -> list[int]:
        """Return the process and everything it started that still runs."""
        return family_of(self._pid)

    def kill_family(self) -> None:
        """Kill -9 all of the family at once, wherever they are."""
        while family_of(self._pid):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)

    def close(self) -> None:
        """End whatever is left, at the end of a test."""
        self.kill_family()

    def terminate(self) -> int:
        """Ask it to stop, and return its exit code."""
        os.kill(self._pid, signal.SIGTERM)
        self.wait_said(_ENDED)
        return int(self._output.read_text().rpartition(_ENDED)[2])


class Forks:
    """Starts processes that run ``main`` of one module."""

    def __init__(self, module: str, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._begun: list[Fork] = []
        self._process = Process("-m", __name__, module, log=folder / "log")
        self._process.wait_said("loaded")

    def start(self, *words: str, environ: Mapping[str, str]) -> Fork:
        """Start one with these arguments, in our environment with some values more."""
        begun = f"begun {(number := next(self._numbers))} "
        output = self._folder / str(number)
        output.touch()
        told = {"words": words, "environ": {**os.environ, **environ}, "output": str(output), "begun": begun}
        self._process.tell(json.dumps(told))
        self._process.wait_said(begun)
        fork = Fork(int(self._process.line(begun).removeprefix(begun)), output)
        self._begun.append(fork)
        return fork

    def end_all(self) -> None:
        """Kill whatever of them is left."""
        while self._begun:
            self._begun.pop().kill_family()

    def close(self) -> None:
        self.end_all()
        self._process.close()


def main() -> None:
    """Load the module that the argument names, and fork as often as told to."""
    module = sys.argv[1]
    run = importlib.import_module(module).main
    silent, held = os.pipe()  # the standard input of all: it ends when we do
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries them
    print("loaded", flush=True)
    while line := sys.stdin.readline():
        told = json.loads(line)
        if os.fork() == 0:
            os.close(held)
            os.dup2(silent, 0)
            _begin(told["begun"], told["output"])
            os.environ.clear()
            os.environ.update(told["environ"])
            sys.argv = [module, *told["words"]]
            print(_ENDED, run(), flush=True)
            sys.exit()


def _begin(begun: str, output: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    print(f"{begun}{os.getpid()}", flush=True)  # not before the session is there to be killed
    said = os.open(output, os.O_WRONLY | os.O_APPEND)
    os.dup2(said, 1)
    os.dup2(said, 2)


if __name__ == "__main__":
    main()
