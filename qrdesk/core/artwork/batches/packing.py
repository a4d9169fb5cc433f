"""Finished pages and files as plain bytes, to be kept until the last of them is there.

Nothing in them can do anything when they are read again: they lie in a folder that others may write to.
"""

import json
import struct
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from qrdesk.core.artwork.batches import naming
from qrdesk.core.artwork.pdf import Page
from qrdesk.core.artwork.pdf.objects import Part, part
from qrdesk.core.errors import CannotRead

_HEAD = struct.Struct(">I")
_MOST_BLOBS = 1_000_000


def pack(said: Any, blobs: Sequence[bytes]) -> bytes:
    """Return something that JSON takes, and bytes, as one."""
    head = json.dumps({"said": said, "sizes": [len(blob) for blob in blobs]}).encode()
    return b"".join([_HEAD.pack(len(head)), head, *blobs])


def unpack(content: bytes) -> tuple[Any, list[bytes]]:
    """Return what was packed.

    Raises:
        CannotRead: it is damaged.
    """
    try:
        (length,) = _HEAD.unpack_from(content)
        head: dict[str, Any] = json.loads(content[_HEAD.size : _HEAD.size + length])
        file = BytesIO(content[_HEAD.size + length :])
        sizes: list[int] = head["sizes"]
        if len(sizes) > _MOST_BLOBS or sum(sizes) != len(content) - _HEAD.size - length or min(sizes, default=0) < 0:
            raise damaged()
        return head["said"], [file.read(size) for size in sizes]
    except (struct.error, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise damaged() from fault


def damaged() -> CannotRead:
    """Return the error for a part of a run that cannot be read again."""
    return CannotRead("What an earlier run had finished is damaged. Add --anew to begin from the first row.")


def unpack_files(content: bytes) -> list[tuple[str, bytes]]:
    """Return the files that were packed with their names, which lead nowhere else, whoever wrote them.

    Raises:
        CannotRead: they are damaged.
    """
    names: list[Any]
    names, files = unpack(content)
    if not isinstance(names, list) or len(names) != len(files):  # pyright: ignore[reportUnnecessaryIsInstance] JSON
        raise damaged()
    safe = [naming.safe_again(name) for name in names if isinstance(name, str)]
    if len(safe) != len(files):
        raise damaged()
    return list(zip(safe, files, strict=True))


def pack_pages(pages: Iterable[Page]) -> bytes:
    """Return pages as bytes; what they share is there once."""
    blobs: list[bytes] = []
    parts: list[Any] = []
    known: dict[bytes, int] = {}

    def blob(content: bytes) -> int:
        blobs.append(content)
        return len(blobs) - 1

    def number(one: Part) -> int:
        if one.digest not in known:
            body = [["part", number(piece)] if isinstance(piece, Part) else ["blob", blob(piece)] for piece in one.body]
            parts.append([one.room, body, None if one.stream is None else blob(one.stream)])
            known[one.digest] = len(parts) - 1
        return known[one.digest]

    drawn = [
        [blob(page.boxes), blob(page.stream), [number(one) for one in page.needs.values()], page.transparent]
        for page in pages
    ]
    return pack({"parts": parts, "pages": drawn}, blobs)


def unpack_pages(content: bytes) -> list[Page]:
    """Return the pages that were packed.

    Raises:
        CannotRead: they are damaged.
    """
    said: dict[str, list[Any]]
    said, blobs = unpack(content)
    try:
        parts: list[Part] = []
        room: str
        body: list[tuple[str, int]]
        stream: int | None
        for room, body, stream in said["parts"]:
            pieces: list[bytes | Part] = [parts[at] if kind == "part" else blobs[at] for kind, at in body]
            parts.append(part(room, *pieces, stream=None if stream is None else blobs[stream]))
        return [_page(row, parts, blobs) for row in said["pages"]]
    except (KeyError, IndexError, ValueError, TypeError) as fault:
        raise damaged() from fault


def _page(row: list[Any], parts: list[Part], blobs: list[bytes]) -> Page:
    boxes: int
    stream: int
    needs: list[int]
    boxes, stream, needs, transparent = row
    return Page(blobs[boxes], blobs[stream], {parts[at].name: parts[at] for at in needs}, bool(transparent))
