"""What the processes of one daemon say about themselves: a small file for each, and whoever is asked adds them up.

``serve`` begins with none. A process that is started again goes on from what the one before it told, so that a count
never goes down while the daemon runs; of a process that was killed, its last second may be missing.

A file is overwritten in its place, which works on a full disk too: that is when somebody looks. Whoever can write the
folder can make up numbers, and nothing else: nobody is let in because of what stands there.
"""

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from zlib import crc32

BACKGROUND = "background"
WEB = "web"  # with a number behind it
_FOLDER = "figures"  # in the data folder
_BYTES = 4096  # more than is ever told; set aside at once
_EVERY_S = 1.0
_ATTEMPTS = 5  # to read what is being overwritten, which takes some microseconds
_AGAIN_S = 0.001
_TEXT_CHARS = 400
_NOTHING: Mapping[str, Any] = MappingProxyType({})

State = Mapping[str, float | str]


class Said(NamedTuple):
    """What a process knows of itself at this moment."""

    counts: Mapping[str, int]  # since this process started; they only grow
    state: State = _NOTHING  # how things are, times as seconds since 1970


class Told(NamedTuple):
    """What a process told the others. ``counts`` hold those of the processes before it that had the same name."""

    since: float  # when the first process of this name started; seconds since 1970
    at: float
    counts: Mapping[str, int]
    state: State


class Figures:
    """The figures of this process, and a look at everybody's. Every thread may call it."""

    def __init__(self, data_dir: Path, name: str, say: Callable[[], Said]) -> None:
        """Go on from what the last process called ``name`` told."""
        self.name = name
        self._folder = data_dir / _FOLDER
        self._path = _file(data_dir, name)
        self._say = say
        before = read(data_dir, name)
        self._base = before.counts if before else {}
        self._counts = dict(self._base)
        self._since = before.since if before else time.time()
        self._fd: int | None = None
        self._told_s = -_EVERY_S  # on the monotonic clock
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def tell(self) -> Told:
        """Tell the others now. A disk that does not take it is no fault of this process."""
        with self._lock:  # around asking too: what is told later must not be older
            said = self._say()
            for name, count in said.counts.items():  # what is under way may seem done for a moment
                self._counts[name] = max(self._counts.get(name, 0), self._base.get(name, 0) + count)
            told = Told(self._since, time.time(), dict(self._counts), said.state)
            self._told_s = time.monotonic()
            with contextlib.suppress(OSError):
                self._write(told)
            return told

    def tell_in_turn(self) -> None:
        """Tell the others if that was a second ago."""
        if time.monotonic() - self._told_s >= _EVERY_S:
            self.tell()

    def everybody(self) -> dict[str, Told]:
        """Return what every process of this daemon told last, by its name; of this one what is true now."""
        own = self.tell()  # on disk, too: whoever is asked next must not know less
        names = sorted(path.stem for path in self._folder.glob("*.json"))
        found = {name: told for name in names if (told := _read(self._folder / f"{name}.json")) is not None}
        return {**found, self.name: own}

    def start(self) -> None:
        """Tell the others every second from now on."""
        self._thread = threading.Thread(target=self._keep, name="figures", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Tell the others for the last time."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
        self.tell()
        with self._lock:
            if self._fd is not None:
                os.close(self._fd)
                self._fd = None

    def _keep(self) -> None:
        while True:
            self.tell_in_turn()
            if self._stopping.wait(_EVERY_S):
                return

    def _write(self, told: Told) -> None:
        if self._fd is None:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.write(self._fd, _encode(told))


def read(data_dir: Path, name: str) -> Told | None:
    """Return what the process ``name`` told last; None where there is nothing to read."""
    return _read(_file(data_dir, name))


def clear(data_dir: Path) -> None:
    """Forget what the processes of an earlier daemon told. Only for whoever holds the claim on the data folder."""
    for path in (data_dir / _FOLDER).glob("*.json"):
        with contextlib.suppress(OSError):
            path.unlink()


def total(everybody: Mapping[str, Told], name: str) -> int:
    """Return the sum of one count over all processes."""
    return sum(told.counts.get(name, 0) for told in everybody.values())


def _file(data_dir: Path, name: str) -> Path:
    return data_dir / _FOLDER / f"{name}.json"


def _read(path: Path) -> Told | None:
    for attempt in range(_ATTEMPTS):
        if attempt:
            time.sleep(_AGAIN_S)
        try:
            body, _, rest = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if rest[:8] == b"%08x" % crc32(body):
            return _decode(body)
    return None


def _encode(told: Told) -> bytes:
    state = {name: value[:_TEXT_CHARS] if isinstance(value, str) else value for name, value in told.state.items()}
    body = json.dumps([told.since, told.at, dict(told.counts), state], separators=(",", ":")).encode()
    return (b"%b\n%08x\n" % (body, crc32(body))).ljust(_BYTES)


def _decode(body: bytes) -> Told | None:
    try:
        since, at, counts, state = json.loads(body)
        return Told(float(since), float(at), {name: int(count) for name, count in counts.items()}, dict(state))
    except (ValueError, TypeError, AttributeError):  # a checksum that is right, and nothing of ours
        return None
