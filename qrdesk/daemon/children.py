"""The processes behind ``serve``: started, listened to, started again when they die, stopped."""

import contextlib
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

FAILED = 3  # the exit code of a child after an error that was put in words
READY = "ready"  # a child prints this line when it does its work
_FIRST_WAIT_S = 0.25  # before a dead child is started again; doubled each time
_LONGEST_WAIT_S = 30.0
_STEADY_S = 60.0  # a child that lived this long starts anew without a wait
_POLL_S = 0.02
_PACKAGE = Path(__file__).resolve().parents[2]

_log = logging.getLogger(__name__)


class Child:
    """One process of ours. It holds a pipe from us as its standard input: when we end, however, it reads the end."""

    def __init__(self, name: str, command: Sequence[str], environ: Mapping[str, str], *, fd: int | None = None) -> None:
        """Describe a child that runs ``python -m`` the ``command`` and may use our descriptor ``fd``."""
        self.name = name
        self._command = [sys.executable, "-P", "-m", *command]  # nothing from the folder that somebody stands in
        self._environ = _importing(environ)
        self._fds = () if fd is None else (fd,)
        self._process: subprocess.Popen[str] | None = None
        self._started_at = 0.0
        self._wait_s = _FIRST_WAIT_S
        self._due_at: float | None = None
        self.ready = threading.Event()

    def start(self) -> None:
        """Start the process; what it writes goes to our log."""
        self._let_go()
        self.ready = threading.Event()
        self._process = subprocess.Popen(
            self._command,
            env=self._environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            bufsize=1,
            pass_fds=self._fds,
            # Ctrl-C in a terminal is for us alone: children are stopped in order, not all at once.
            process_group=0 if os.name == "posix" else None,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._started_at = time.monotonic()
        self._due_at = None
        for stream in (self._process.stdout, self._process.stderr):
            assert stream is not None
            threading.Thread(target=self._read, args=(stream, self.ready), name=self.name, daemon=True).start()

    @property
    def pid(self) -> int | None:
        """The process id; None before the first start."""
        return self._process.pid if self._process else None

    @property
    def returncode(self) -> int | None:
        """How the process ended; None while it runs, and before the first start."""
        return self._process.poll() if self._process else None

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def revive(self) -> None:
        """Start the process again if it died: soon the first time, later and later while it keeps dying."""
        if self.alive:
            return
        now = time.monotonic()
        if self._due_at is None:
            steady = now - self._started_at > _STEADY_S
            self._wait_s = _FIRST_WAIT_S if steady else min(self._wait_s * 2, _LONGEST_WAIT_S)
            self._due_at = now + self._wait_s
            code = self._process.returncode if self._process else None
            _log.error("%s ended with %s and starts again in %.1f s.", self.name, code, self._wait_s)
        elif now >= self._due_at:
            self.start()

    def ask_to_stop(self) -> None:
        """Tell the process to finish what it does."""
        process = self._process
        if process is None or process.poll() is not None:
            return
        if os.name == "posix":
            process.terminate()
        else:
            self._let_go()  # terminate() kills there; the end of its input asks

    def kill(self) -> None:
        """End the process at once, if it still runs."""
        if self._process is not None and self._process.poll() is None:
            _log.warning("%s did not stop in time and was ended.", self.name)
            self._process.kill()
            self._process.wait()
        self._let_go()

    def _let_go(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def _read(self, stream: IO[str], ready: threading.Event) -> None:
        with contextlib.suppress(ValueError), stream:  # closed under us when the program ends
            for line in stream:
                text = line.rstrip()
                if text == READY:
                    ready.set()
                elif text:
                    _log.info("%s: %s", self.name, text)


def stop_all(children: Sequence[Child], *, patience_s: float, hurry: Sequence[object] = ()) -> None:
    """Ask all to stop and wait; kill what runs after ``patience_s``, or as soon as ``hurry`` holds a second signal."""
    for child in children:
        child.ask_to_stop()
    give_up_at = time.monotonic() + patience_s
    while any(child.alive for child in children) and time.monotonic() < give_up_at and len(hurry) < 2:
        time.sleep(_POLL_S)
    for child in children:
        child.kill()


def _importing(environ: Mapping[str, str]) -> dict[str, str]:
    """Return ``environ`` with which a child finds this very package, in a checkout that nobody installed too."""
    if not (_PACKAGE / "pyproject.toml").is_file():
        return dict(environ)
    paths = [str(_PACKAGE), environ.get("PYTHONPATH", "")]
    return {**environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
