"""Hosts and addresses that no link may lead to, from a file of the operator's own.

One in a line: a host (its subdomains are meant too), an address that others begin with, or a line of a hosts file such
as ``0.0.0.0 bad.example``. What follows a ``#`` is a comment. The file is read again when it changes.
"""

import logging
import re
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

from qrdesk.core import destinations, live_files
from qrdesk.core.errors import BadDestination
from qrdesk.core.public_url import hostname

_SINKS = frozenset({"0.0.0.0", "127.0.0.1", "::", "::1", "255.255.255.255", "fe80::1%lo0"})
_PLAIN = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", re.ASCII)
_MOST_LINE = 4096  # characters; longer ones are no address
_log = logging.getLogger(__name__)


class Blocklist:
    """What one file said when it was read. Hosts are kept as hashes: 8 bytes each, where text takes a hundred."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        hashes = array("q")
        self._prefixes: dict[str, list[str]] = {}  # what an address begins with after its host, by host
        for entry in (entry for line in lines for entry in _entries(line)):
            host, slash, rest = entry.partition("/")
            if slash and rest:
                self._prefixes.setdefault(host, []).append(f"/{rest}")
            else:
                hashes.append(hash(host))
        self._hosts = array("q", sorted(hashes))

    def __len__(self) -> int:
        return len(self._hosts) + sum(map(len, self._prefixes.values()))

    def reason_for(self, url: str) -> str:
        """Return why no link may lead to ``url``, a checked destination, in words; empty when one may."""
        host, _, rest = url.partition("://")[2].partition("/")
        host = hostname(host)
        for name in _and_parents(host):
            if self._has(name):
                return f"{name} is on this server's list of hosts that no link may lead to."
            if any(f"/{rest}".startswith(prefix) for prefix in self._prefixes.get(name, ())):
                return f"This address of {name} is on this server's list of pages that no link may lead to."
        return ""

    def _has(self, host: str) -> bool:
        wanted = hash(host)
        place = bisect_left(self._hosts, wanted)
        return place < len(self._hosts) and self._hosts[place] == wanted


def _and_parents(host: str) -> Iterator[str]:
    if ":" in host or host.replace(".", "").isdecimal():
        yield host
        return
    while host:
        yield host
        host = host.partition(".")[2]


def _entries(line: str) -> Iterator[str]:
    """Yield what a line names, as ``host`` or ``host/path``."""
    words = line[:_MOST_LINE].partition("#")[0].split()
    if words and words[0].lower() in _SINKS and len(words) > 1:
        words = words[1:]
    else:
        words = words[:1]
    for word in words:
        entry = _entry(word.removeprefix("*."))
        if entry:
            yield entry


def _entry(word: str) -> str:
    if _PLAIN.fullmatch(low := word.lower()):  # nearly every line of a long list
        return low
    try:
        checked = destinations.check(word if "://" in word else f"http://{word}")
    except BadDestination:
        return ""
    host, _, rest = checked.partition("://")[2].partition("/")
    host = hostname(host)
    single = "." not in host and ":" not in host  # localhost, broadcasthost: what hosts files begin with
    return "" if single else f"{host}/{rest}"


class _Kept:
    """The list of one file, read again when the file is another one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read: tuple[str, tuple[int, int, int] | None] = ("", None)
        self._list = Blocklist()

    def current(self, path: str) -> Blocklist:
        with self._lock:
            now = (path, _stamp(path))
            if now != self._read:
                can_be_read = now[1] is not None and not live_files.is_live(Path(path).expanduser())
                self._list = _load(path) if can_be_read else Blocklist()
                self._read = now
                if path and not can_be_read:
                    _log.warning("The blocklist %s cannot be read, so nothing is on it.", path)
            return self._list


_kept = _Kept()


def reason_for(url: str, path: str) -> str:
    """Return why no link may lead to ``url``, a checked http(s) destination; empty when one may.

    ``path`` is the file; empty is none.
    """
    return _kept.current(path).reason_for(url) if path else ""


def stamp_of(path: str) -> tuple[int, int, int] | None:
    """Return what changes with the file; None while it cannot be read."""
    return _stamp(path) if path else None


def _stamp(path: str) -> tuple[int, int, int] | None:
    try:
        found = Path(path).expanduser().stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _load(path: str) -> Blocklist:
    try:
        with Path(path).expanduser().open(encoding="utf-8", errors="replace") as lines:
            return Blocklist(lines)
    except OSError as fault:
        _log.warning("The blocklist %s cannot be read: %s. Nothing is on it.", path, fault.strerror)
        return Blocklist()
