"""Reading an HTTP/1 answer from somebody who may mean harm: whatever comes, little of it is kept.

Written for that, because the standard library trusts the other side more: a chunk of -1 bytes makes it read all that
ever comes into memory, and an early hint (103) is the answer for it.

Source: RFC 9112; Python 3.11 ``http.client``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

_PIECE = 1 << 14  # bytes asked for at a time
_HEAD = 1 << 16  # bytes of one head at most, or of what follows a body in chunks
_LINE = 1 << 10  # bytes of the line before a chunk at most
_INTERIM = 100  # answers before the answer
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-9]\d\d)(?: .*)?")
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?")
_BODILESS = frozenset({204, 304})


class Unreadable(ValueError):
    """What came is no answer in HTTP/1."""


class Source(Protocol):
    """Where bytes come from: a connection."""

    def receive(self, most: int) -> bytes: ...


class Fields(Mapping[str, str]):
    """Header fields by name, in whatever case it is asked for; of the same name, values have a comma between them."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, str]] = {}

    def add(self, name: str, value: str) -> None:
        """Take one field in, after those before it."""
        named, before = self._found.get(name.lower(), (name, ""))
        self._found[name.lower()] = (named, f"{before}, {value}" if before else value)

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
    stays: bool  # whether the other side keeps the connection open, as far as it says


class Reader:
    """Reads one answer, piece by piece."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._held = bytearray()  # came, and is not read yet
        self.began = False  # whether anything came at all
        self._open = False  # whether the body ends with the connection

    @property
    def clean(self) -> bool:
        """Whether another answer may follow: this one ended by itself, and nothing came after it."""
        return not self._held and not self._open

    def head(self) -> Head:
        """Return the head of the answer, without those that are only on the way to it.

        Raises:
            Unreadable: it is none.
            OSError: the connection broke off, or time was up.
        """
        for _ in range(_INTERIM):
            head = self._one_head()
            if head.status >= 200 or head.status == 101:
                return head
        raise Unreadable("only answers that announce one")

    def body(self, head: Head, most: int, *, asked: str) -> tuple[bytes, bool]:
        """Return up to ``most`` bytes of the body as it is sent, and whether that is all of it.

        ``asked`` is the method of the request. What breaks off in the middle is what there is.

        Raises:
            Unreadable: it is not in the form that the head says.
        """
        body = bytearray()
        try:
            for piece in self._pieces(head, asked):
                body += piece
                if len(body) > most:
                    return bytes(body[:most]), False
        except OSError:
            return bytes(body), False
        return bytes(body), True

    def _one_head(self) -> Head:
        lines = self._lines(_HEAD)
        told = _STATUS.fullmatch(next(lines, b""))
        if told is None:
            raise Unreadable("no status line")
        fields = _fields(lines)
        wishes = {word.strip() for word in fields.get("Connection", "").lower().split(",")}
        stays = "close" not in wishes if told[1] == b"1" else "keep-alive" in wishes
        status = int(told[2])
        return Head(status, fields, stays and status != 101)  # 101: what follows is another protocol

    def _lines(self, most: int) -> Iterator[bytes]:
        """Yield lines up to an empty one, ``most`` bytes of them."""
        while line := self._line(most):
            most -= len(line) + 1
            yield line

    def _line(self, most: int) -> bytes:
        """Return the next line without its end."""
        start = 0
        while (end := self._held.find(b"\n", start)) < 0:
            start = len(self._held)
            if start > most:
                break
            self._more()
        if end < 0 or end > most:
            raise Unreadable("too long")
        line = bytes(self._held[:end]).removesuffix(b"\r")
        del self._held[: end + 1]
        return line

    def _more(self) -> None:
        if not self._came():
            raise ConnectionError("broke off")

    def _came(self) -> bool:
        """Wait for more; False at the end."""
        came = self._source.receive(_PIECE)
        self._held += came
        self.began = self.began or bool(came)
        return bool(came)

    def _pieces(self, head: Head, asked: str) -> Iterator[bytes]:
        if asked == "HEAD" or head.status in _BODILESS or head.status == 101:
            return iter(())
        if coding := head.fields.get("Transfer-Encoding", ""):
            return self._chunks() if coding.lower().split(",")[-1].strip() == "chunked" else self._rest()
        if (length := head.fields.get("Content-Length")) is None:
            return self._rest()
        told = {one.strip() for one in length.split(",")}
        if len(told) > 1 or not re.fullmatch("[0-9]{1,15}", one := told.pop()):
            raise Unreadable("no length")
        return self._exactly(int(one))

    def _exactly(self, left: int) -> Iterator[bytes]:
        while left:
            if not self._held:
                self._more()
            piece = bytes(self._held[:left])
            del self._held[:left]
            left -= len(piece)
            yield piece

    def _chunks(self) -> Iterator[bytes]:
        while True:
            told = _SIZE.fullmatch(self._line(_LINE))
            if told is None:
                raise Unreadable("no chunk")
            if not (size := int(told[1], 16)):
                break
            yield from self._exactly(size)
            if self._line(2):
                raise Unreadable("a chunk without an end")
        for _ in self._lines(_HEAD):
            continue

    def _rest(self) -> Iterator[bytes]:
        """Yield what comes until the other side closes."""
        self._open = True
        while self._held or self._came():
            piece = bytes(self._held)
            self._held.clear()
            yield piece


def _fields(lines: Iterator[bytes]) -> Fields:
    fields = Fields()
    name, value = "", ""
    for count, line in enumerate(lines):
        if count >= 100:  # as in http.client
            raise Unreadable("too many fields")
        if line[:1] in {b" ", b"\t"}:  # it goes on from the line before
            value = f"{value} {line.strip().decode('latin-1')}"
            continue
        if name:
            fields.add(name, value)
        before, colon, after = line.decode("latin-1").partition(":")
        name, value = before.strip() if colon else "", after.strip()
    if name:
        fields.add(name, value)
    return fields
