"""Somebody's PDF, opened with suspicion: what it holds may be of any shape and unpack to any size."""

import base64
import binascii
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

BROKEN = (  # what pikepdf raises for things that are not what they should be
    pikepdf.PdfError,
    pikepdf.PasswordError,
    pikepdf.ForeignObjectError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)
_DEEPEST = 50  # parents of a page
_SMALL = 64 << 10  # bytes whose unpacking by another program is bounded by what their filter can make of them
Object = Any  # any object of a PDF: its own type is known when it is looked at


class Unreadable(Exception):
    """A stream that is damaged, or that unpacks to more than anybody reads."""


def get(of: Object, key: str) -> Object:
    """Return what a dictionary, or that of a stream, has under ``key``; None where there is no such thing."""
    return of.get(key) if isinstance(of, (pikepdf.Dictionary, pikepdf.Stream)) else None


def items(of: Object) -> Iterator[tuple[str, Object]]:
    """Yield the keys of a dictionary and what they stand for; nothing of anything else."""
    if isinstance(of, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in sorted(of.keys()):
            yield str(key), of[key]


def listed(of: Object) -> list[Object]:
    """Return the members of an array; nothing of anything else."""
    return [of[place] for place in range(len(of))] if isinstance(of, pikepdf.Array) else []


def word(of: Object) -> str:
    """Return a name, with its slash; "" for anything else."""
    return str(of) if isinstance(of, pikepdf.Name) else ""


def is_stream(of: Object) -> bool:
    """Return whether it is a stream."""
    return isinstance(of, pikepdf.Stream)


def inherited(page: Object, key: str) -> Object:
    """Return what a page has under ``key``, or the nearest of its parents that has."""
    node = page
    for _ in range(_DEEPEST):
        found = get(node, key)
        if found is not None or node is None:
            return found
        node = get(node, "/Parent")
    return None


def decoded(stream: Object, limit: int) -> bytes:
    """Return the content of a stream, unpacked to ``limit`` bytes at most.

    Raises:
        Unreadable: it is damaged, or larger.
    """
    filters = listed(stream.get("/Filter")) or [stream.get("/Filter")]
    names = [word(name) for name in filters if name is not None]
    parameters = listed(stream.get("/DecodeParms")) or [stream.get("/DecodeParms")]
    if not set(names) <= _DECODERS.keys() or any(int(get(each, "/Predictor") or 1) > 1 for each in parameters):
        return _by_pikepdf(stream, names, limit)
    content = bytes(stream.read_raw_bytes())
    for name in names:
        content = _DECODERS[name](content, limit)
    if len(content) > limit:
        raise Unreadable("is larger than anybody reads")
    return content


def _by_pikepdf(stream: Object, names: list[str], limit: int) -> bytes:
    if len(names) > 1 or len(stream.read_raw_bytes()) > _SMALL:
        raise Unreadable("is packed in a way that is not looked into")
    content = bytes(stream.read_bytes())
    if len(content) > limit:
        raise Unreadable("is larger than anybody reads")
    return content


def inflated(content: bytes, limit: int) -> bytes:
    """Return what Flate has packed, ``limit`` bytes at most.

    Raises:
        Unreadable: it is damaged, or larger.
    """
    inflater = zlib.decompressobj()
    try:
        found = inflater.decompress(content, limit + 1)
    except zlib.error as error:
        raise Unreadable("is damaged") from error
    if len(found) > limit:
        raise Unreadable("is larger than anybody reads")
    return found


def _from_85(content: bytes, _limit: int) -> bytes:
    text = content.strip().removeprefix(b"<~").partition(b"~>")[0]
    try:
        return base64.a85decode(text)
    except ValueError as error:
        raise Unreadable("is damaged") from error


def _from_hex(content: bytes, _limit: int) -> bytes:
    digits = b"".join(content.partition(b">")[0].split())
    try:
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    except ValueError as error:
        raise Unreadable("is damaged") from error


_DECODERS = {
    "/FlateDecode": inflated,
    "/Fl": inflated,
    "/ASCII85Decode": _from_85,
    "/A85": _from_85,
    "/ASCIIHexDecode": _from_hex,
    "/AHx": _from_hex,
}
