"""A PDF's objects, written one after the other as they come: however many pages there are, the memory stays flat."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Part:
    """An object that pages share, such as a spot colour. Where its body has a part, a reference to that is written.

    It knows nothing of the file: pages can be made in another process, and the same part is written once.
    """

    room: str  # in the resources of a page: ColorSpace, ExtGState, Font, Pattern, XObject; "" is in none
    body: tuple["bytes | Part", ...]
    stream: bytes | None
    digest: bytes

    @property
    def name(self) -> str:
        """What contents call it."""
        return f"{self.room[:1]}{self.digest.hex()[:12]}"


def part(room: str, *body: bytes | Part, stream: bytes | None = None) -> Part:
    """Return a part. Equal bodies and streams make equal parts."""
    content = blake2b(room.encode(), digest_size=16)
    for piece in body:
        content.update(b"\0" + (piece.digest if isinstance(piece, Part) else piece))
    content.update(b"\1" + (b"" if stream is None else stream))
    return Part(room, body, stream, content.digest())


class Writable(Protocol):
    """What takes bytes."""

    def write(self, content: bytes, /) -> object: ...


class Objects:
    """The objects of one file, and where they lie in it."""

    def __init__(self, file: Writable, version: str) -> None:
        self._file = file
        self._places = array("Q", [0])  # by number; 0 for one that is still to come
        self._digest = blake2b(digest_size=16)
        self._written = 0
        self._parts: dict[bytes, int] = {}
        self._write(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version.encode())

    @property
    def digest(self) -> bytes:
        """16 bytes that stand for all that was written so far."""
        return self._digest.digest()

    def reserve(self) -> int:
        """Return the number of an object that is to come."""
        self._places.append(0)
        return len(self._places) - 1

    def add(self, body: bytes, stream: bytes | None = None, number: int = 0) -> int:
        """Write an object; return its number. A stream is written as it is: ``body`` is its dictionary, closed."""
        number = number or self.reserve()
        self._places[number] = self._written
        if stream is None:
            self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        else:
            head = b"%s /Length %d >>" % (body[:-2].rstrip(), len(stream))
            self._write(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, head, stream))
        return number

    def share(self, wanted: Part) -> int:
        """Return the number of a part, which is written if it was not yet."""
        number = self._parts.get(wanted.digest)
        if number is None:
            number = self._parts[wanted.digest] = self.add(self.filled(wanted.body), wanted.stream)
        return number

    def filled(self, body: Sequence[bytes | Part]) -> bytes:
        """Return a body with references in place of its parts."""
        return b"".join(b"%d 0 R" % self.share(piece) if isinstance(piece, Part) else piece for piece in body)

    def finish(self, root: int, about: int) -> None:
        """Write where everything lies. Both file ids are a digest of the content."""
        places, here = self._places, self._written
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % len(places))
        for start in range(1, len(places), 1000):
            self._write(b"".join(b"%010d 00000 n \n" % place for place in places[start : start + 1000]))
        identity = self._digest.hexdigest().encode()
        trailer = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n"
        self._write(trailer % (len(places), root, about, identity, identity, here))

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._digest.update(content)
        self._written += len(content)


def number(value: float) -> str:
    """Return ``value`` to five digits behind the point, without zeros that say nothing. PDF knows no exponents."""
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    if text.startswith("0."):
        return text[1:]
    if text.startswith("-0."):
        return "-" + text[2:]
    return "0" if text == "-0" else text


def numbers(*values: float) -> bytes:
    """Return numbers with spaces between."""
    return " ".join(map(number, values)).encode()


@lru_cache(maxsize=64)
def name(text: str) -> bytes:
    """Return ``text`` as a name, whatever its characters: those that mean something to PDF are written as numbers."""
    return b"/" + b"".join(
        bytes((byte,)) if chr(byte).isalnum() and byte < 0x80 else b"#%02X" % byte for byte in text.encode()
    )


def string(text: str) -> bytes:
    """Return ``text`` as a text string, whatever its characters."""
    if all(" " <= character <= "~" for character in text):
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode() + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"
