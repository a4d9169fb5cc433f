"""Reading an HTTP/1 answer from somebody who may mean harm: h11 reads, and is given little at a time.

A head is handed over once it is whole and has no long run of blanks: a bad header line takes h11 time that grows with
the square of the blanks in it (60 KB of them: 11 s, in which no other thread runs and no deadline helps). Lines of
chunks are kept short for the same reason.

Source: RFC 9112; h11 0.16, measured for this project.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import h11

_PIECE = 1 << 11  # bytes asked for at a time; the line before a chunk, and what follows chunks, has twice that at most
_HEAD = 1 << 16  # bytes of one head at most
_LINES = 102  # of one head: the status, 100 fields (as in http.client) and the empty one
_BLANKS = b" " * 256  # so many in a row are no head
_INTERIM = 100  # answers before the answer
_END = re.compile(rb"\n\r?\n")
_SWITCHED = 101
_VERSIONS = frozenset({b"1.0", b"1.1"})


class Unreadable(ValueError):
    """What came is no answer in HTTP/1."""


class Source(Protocol):
    """Where bytes come from: a connection."""

    def receive(self, most: int) -> bytes: ...


class Fields(Mapping[str, str]):
    """Header fields by name, in whatever case it is asked for; of the same name, values have a comma between them."""

    def __init__(self, told: Iterable[tuple[bytes, bytes]]) -> None:
        self._found: dict[str, tuple[str, str]] = {}
        for raw, value in told:
            name, text = raw.decode("latin-1"), value.decode("latin-1")
            named, before = self._found.get(name.lower(), (name, ""))
            self._found[name.lower()] = (named, f"{before}, {text}" if before else text)

    def __getitem__(self, name: str) -> str:
        return self._found[name.lower()][1]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._found.values())

    def __len__(self) -> int:
        return len(self._found)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the body."""

    status: int
    fields: Fields


class Reader:
    """Reads the one answer to a request of a ``method``, piece by piece."""

    def __init__(self, source: Source, method: str) -> None:
        self.began = False  # whether anything came at all
        self._source = source
        self._held = bytearray()  # came, and is no whole head yet
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_PIECE)
        self._http.send(_asked(method))
        self._http.send(h11.EndOfMessage())

    @property
    def clean(self) -> bool:
        """Whether another answer may follow: this one ended by itself, nothing came after it, and nobody hangs up."""
        done = self._http.our_state is h11.DONE and self._http.their_state is h11.DONE
        return done and self._http.trailing_data == (b"", False)

    def head(self) -> Head:
        """Return the head of the answer, without those that are only on the way to it.

        Raises:
            Unreadable: it is none.
            OSError: the connection broke off, or time was up.
        """
        for _ in range(_INTERIM):
            self._http.receive_data(self._one_head())
            told = self._next()
            if not isinstance(told, h11.Response | h11.InformationalResponse) or told.http_version not in _VERSIONS:
                raise Unreadable("no head of HTTP/1")
            if told.status_code >= 200 or told.status_code == _SWITCHED:
                if self._held:  # nothing at all would be the end
                    self._http.receive_data(bytes(self._held))
                return Head(told.status_code, Fields(told.headers.raw_items()))
        raise Unreadable("only answers that announce one")

    def body(self, most: int) -> tuple[bytes, bool]:
        """Return up to ``most`` bytes of the body as it is sent, and whether that is all of it.

        What breaks off in the middle is what there is.

        Raises:
            Unreadable: it is not in the form that the head says.
        """
        body = bytearray()
        ended = False
        while len(body) <= most:
            try:
                told = self._next()
            except Unreadable:
                if ended:  # all that came was read before: it lacks the rest, and nothing else
                    return bytes(body), False
                raise
            if isinstance(told, h11.Data):
                body += told.data
            elif told is h11.NEED_DATA:
                try:
                    came = self._receive()
                except OSError:
                    return bytes(body), False
                ended = not came
                self._http.receive_data(came)
            else:
                return bytes(body), True
        return bytes(body[:most]), False

    def _one_head(self) -> bytes:
        start = 0
        while (end := _END.search(self._held, start)) is None:
            start = max(0, len(self._held) - 2)  # the end may be cut in two
            if len(self._held) > _HEAD:
                raise Unreadable("too long")
            if not (came := self._receive()):
                raise ConnectionError("broke off")
            self._held += came
        head = bytes(self._held[: end.end()])
        del self._held[: end.end()]
        if len(head) > _HEAD or head.count(b"\n") > _LINES or _BLANKS in head.replace(b"\t", b" "):
            raise Unreadable("out of bounds")
        return head

    def _receive(self) -> bytes:
        """Wait for more; nothing at the end."""
        came = self._source.receive(_PIECE)
        self.began = self.began or bool(came)
        return came

    def _next(self) -> h11.Event | type[h11.NEED_DATA | h11.PAUSED]:
        try:
            return self._http.next_event()
        except h11.RemoteProtocolError:
            raise Unreadable("no HTTP/1") from None  # its own words hold what came, all of it


@lru_cache(8)
def _asked(method: str) -> h11.Request:
    """Return what stands for the request: it asks for an upgrade, so that h11 takes 101 for an answer."""
    return h11.Request(method=method, target="/", headers=[("Host", "any"), ("Upgrade", "any")])
