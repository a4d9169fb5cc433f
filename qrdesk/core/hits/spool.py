"""The hit spool: one ``os.write`` appends a hit to this process's own file, then the redirect may be answered.

What was written survives the end of the process, however it comes; the drain moves it into the database. Standard
library only: this is the hot path.
"""

import errno
import os
import threading
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple
from weakref import WeakSet

from qrdesk.core.hits.locking import create_locked
from qrdesk.core.hits.misses import Misses
from qrdesk.core.hits.records import Miss, encode_miss, line_of
from qrdesk.core.hits.reserve import reserve

ROTATE_BYTES = 8 << 20
ROTATE_S = 60.0
RESERVE_BYTES = 1 << 20
_TICK_S = 0.2
_PAST_US = 7 * 86_400 * 1_000_000
_FUTURE_US = 5 * 60 * 1_000_000
_FINAL = frozenset({0, errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})  # answers that a new file cannot better
_datasync = getattr(os, "fdatasync", os.fsync)


class Counters(NamedTuple):
    """What this process recorded: hits handed in, hits on disk, hits that the disk refused."""

    answered: int
    spooled: int
    dropped: int


class _File:
    """One open spool file. ``busy`` has an entry for each thread that may be writing to it."""

    __slots__ = ("busy", "fd", "opened_s", "reserved", "synced")

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.busy: list[None] = []  # append and pop are atomic: no lock on the way of a scan
        self.opened_s = time.monotonic()
        self.synced = 0
        self.reserved = RESERVE_BYTES if reserve(fd, 0, RESERVE_BYTES) else -1


class Spool:
    """Records hits and misses for one process, from any thread; a forked child gets a file of its own."""

    def __init__(self, folder: Path, *, fsync_ms: int = 200, clock: Callable[[], float] = time.time) -> None:
        """Open a file in ``folder``, which is made when missing. ``fsync_ms`` 0: leave it to the system.

        Raises:
            OSError: the folder cannot be written.
        """
        self._folder = folder
        self._fsync_ms = fsync_ms
        self._clock = clock
        self._closed = False
        self._begin()
        self._open()
        _spools.add(self)

    def _begin(self) -> None:
        """Start from nothing, as a new process must: equal hit ids of two processes would be taken for one hit."""
        self._boot = os.urandom(6).hex()
        self._numbers = count()  # next() is atomic
        self._burnt = 0
        self._dropped = 0
        self._sequence = 0
        self._file: _File | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._misses = Misses()
        self._set_bounds()

    def record(  # noqa: PLR0913, PLR0917 - bare words: an object for each hit would cost as much as the rest of it
        self,
        at_us: int,
        workspace_id: int,
        link_id: int,
        source: str,
        user_agent: str,
        language: str,
        referrer: str,
        network: str,
        visitor: str = "",
        rule: str = "",
        variant: str = "",
        geo: str = "",
        destination: str = "",
        campaign: str = "",
        slug: str = "",
        quiet: str = "",
    ) -> bool:
        """Write one hit; False when the disk refused it, and the redirect goes on all the same.

        ``at_us`` is microseconds since 1970 UTC, moved into the last 7 days or next 5 minutes here and never again.
        ``source`` is "s" for a scan, "c" for a click. ``network`` is what ``network_of`` returned, ``visitor`` what
        ``VisitorIds.id`` did. ``rule`` and ``variant`` are those of the ``Choice``. ``geo`` is what ``geo_hint`` made
        of trusted headers. ``destination``, ``campaign``, ``slug`` and ``quiet`` are those of ``Record``.
        """
        if not self._earliest_us <= at_us <= self._latest_us:
            at_us = min(max(at_us, self._earliest_us), self._latest_us)
        hit_id = f"{self._boot}{next(self._numbers):x}"
        return self._write(
            line_of(
                hit_id, at_us, workspace_id, link_id, source, user_agent, language, referrer, network, visitor, rule,
                variant, geo, destination, campaign, slug, quiet,
            )
        )  # fmt: skip

    def record_miss(self, miss: Miss) -> None:
        """Write a visit that was led nowhere, or only count it where they come in floods.

        What the disk refuses is lost, and a kill -9 may lose the last second of those that were only counted. No
        counter has them.
        """
        at_us = min(max(miss.at_us, self._earliest_us), self._latest_us)
        self._write_misses(self._misses.take(miss._replace(at_us=at_us)))

    @property
    def counters(self) -> Counters:
        """Exact totals since this process started; costs a number of the counter."""
        with self._lock:
            answered = next(self._numbers) - self._burnt
            self._burnt += 1
            return Counters(answered, answered - self._dropped, self._dropped)

    def close(self) -> None:
        """Force everything to disk and hand the file over to the drain. Later hits are dropped."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._write_misses(self._misses.due(now=True))
        with self._lock:
            self._closed = True
            file, self._file = self._file, None
            if file is not None:
                self._release(file)
        _spools.discard(self)

    def _write(self, line: bytes) -> bool:
        """Write a record without the lock; where that fails, with it."""
        file = self._file
        if file is not None:
            file.busy.append(None)
            try:
                # After the entry in busy, look again: whoever closes a file first puts another in its place.
                if file is self._file and os.write(file.fd, line) == len(line):
                    return True
            except OSError:
                pass  # written again below, where there is time to see what is wrong
            finally:
                file.busy.pop()
        return self._write_again(line)

    def _write_again(self, line: bytes) -> bool:
        """Write a record whose first write was refused or cut short. The same bytes: a double is stored once."""
        with self._lock:
            written = self._append_somewhere(line)
            self._dropped += not written
            return written

    def _write_misses(self, misses: "list[Miss]") -> None:
        for miss in misses:
            with self._lock:
                self._append_somewhere(encode_miss(miss))

    def _append_somewhere(self, line: bytes) -> bool:
        """Write a record to this file, or else to a new one; False when neither takes it. The lock is held."""
        if self._closed:
            return False
        refusal = self._append(line)
        if refusal not in _FINAL and self._rotate():
            refusal = self._append(line)
        return refusal == 0

    def _append(self, line: bytes) -> int:
        """Return 0 when the whole record was written, else the number of the error. The lock is held."""
        if self._file is None:
            return errno.EBADF
        try:
            if os.write(self._file.fd, line) == len(line):
                return 0
            return errno.EIO
        except OSError as fault:
            fresh = os.fstat(self._file.fd).st_size == 0  # a further new file would fare no better
            return errno.ENOSPC if fresh else fault.errno or errno.EIO

    def _rotate(self) -> bool:
        """Go on in a new file, and let go of the old one once nobody writes to it. The lock is held."""
        old = self._file
        try:
            self._open()
        except OSError:
            return False
        if old is not None:
            self._release(old)
        return True

    def _open(self) -> None:
        name = f"{self._boot}-{os.getpid()}-{self._sequence:06d}.log"
        self._sequence += 1
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = _File(create_locked(self._folder, name))
        if self._thread is None:
            self._thread = threading.Thread(target=self._keep, name="qrdesk-spool", daemon=True)
            self._thread.start()

    def _release(self, file: _File) -> None:
        while file.busy:
            time.sleep(0.0002)  # another thread is inside its write: a few microseconds
        if self._fsync_ms:
            _synced(file.fd)
        os.close(file.fd)  # gives up the lock: from here the drain may remove the file

    def _keep(self) -> None:
        """Every tick: write counted misses, force to disk, set blocks aside, rotate. Off the way of the scans."""
        stop = self._stop
        while not stop.wait(self._fsync_ms / 1000 or _TICK_S):
            self._set_bounds()
            self._write_misses(self._misses.due())
            file = self._file
            if file is None:
                continue
            file.busy.append(None)  # nobody closes it meanwhile
            try:
                healthy = file is not self._file or self._look_after(file)
            finally:
                file.busy.pop()
            if not healthy:
                with self._lock:
                    if file is self._file:
                        self._rotate()

    def _look_after(self, file: _File) -> bool:
        """Return False when it is time for another file."""
        status = os.fstat(file.fd)
        size = status.st_size
        if 0 <= file.reserved < size + RESERVE_BYTES // 2 and reserve(file.fd, size, RESERVE_BYTES):
            file.reserved = size + RESERVE_BYTES
        if self._fsync_ms and size > file.synced:
            if not _synced(file.fd):
                return False  # final for this file: the system may have thrown its pages away (fsyncgate)
            file.synced = size
        if status.st_nlink == 0:
            return False  # somebody removed it
        return size < ROTATE_BYTES and (size == 0 or time.monotonic() - file.opened_s < ROTATE_S)

    def _set_bounds(self) -> None:
        now_us = int(self._clock() * 1_000_000)
        self._earliest_us = now_us - _PAST_US
        self._latest_us = now_us + _FUTURE_US

    def forget_parent(self) -> None:
        """In a forked child: leave the parent's file to the parent. The first hit opens one of our own."""
        inherited = self._file
        self._begin()
        if inherited is not None:
            os.close(inherited.fd)  # only our copy: the lock stays with the parent


def _synced(fd: int) -> bool:
    try:
        _datasync(fd)
    except OSError:
        return False
    return True


_spools: "WeakSet[Spool]" = WeakSet()


def _after_fork() -> None:
    for spool in tuple(_spools):
        spool.forget_parent()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
