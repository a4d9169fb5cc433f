"""Bodies of requests, read whole before anybody answers: who drips one in holds no thread."""

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from qrdesk.core.surface import MAX_UPLOAD_BYTES, UPLOADS
from qrdesk.daemon.dialects.refused import Refused
from qrdesk.daemon.fast.asking import CHUNKED, NotRead
from qrdesk.daemon.large_bodies import Place, sender_of, take_place
from qrdesk.daemon.parsing import BODY_BYTES, PROXIED

TOO_SLOW = 408
_IN_MEMORY_BYTES = 524_288  # of one body; more lies in a file


class NoRoom(NotRead):
    """A large file has no place; ``refused`` says why."""

    def __init__(self, path: str, refused: Refused, length: int) -> None:
        super().__init__(413, path)
        self.refused = refused
        self.length = length


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a body may be, and how slow."""

    deadline_s: float
    file_deadline_s: float
    pace_s: float
    trusted_proxy: str


def has_body(environ: Mapping[str, Any]) -> bool:
    """Say whether a request announces a body."""
    return CHUNKED in environ or environ.get("CONTENT_LENGTH", "0") != "0"


async def read(environ: dict[str, Any], proto: Any, limits: Limits) -> Place | None:
    """Put the body of a request into ``environ``; return the place that it has if it is a large one.

    Raises:
        NotRead: it is too large or too slow, or it ends too early.
    """
    path = environ["PATH_INFO"]
    length = int(environ.get("CONTENT_LENGTH", "0"))
    place = _place(environ, length, limits.trusted_proxy)
    most = BODY_BYTES if place is None else MAX_UPLOAD_BYTES
    if length >= most:
        raise NotRead(413, path)
    body = tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES)  # noqa: SIM115 - whoever answers reads it, and closes it
    try:
        async with asyncio.timeout(limits.deadline_s if place is None else limits.file_deadline_s):
            received = await _fill(body, proto, path, most, place, limits.pace_s)
        if CHUNKED not in environ and received != length:  # whoever sent it has gone
            raise NotRead(400, path)
    except TimeoutError:
        body.close()
        raise NotRead(TOO_SLOW, path) from None
    except BaseException:
        body.close()
        raise
    body.seek(0)
    environ["wsgi.input"] = body
    environ["CONTENT_LENGTH"] = str(received)
    return place


async def _fill(body: IO[bytes], proto: Any, path: str, most: int, place: Place | None, pace_s: float) -> int:
    """Write what comes into ``body``; return how many bytes came."""
    received = empty = 0
    pieces = aiter(proto)
    while (piece := await _next(pieces, place, received, pace_s, path)) is not None:
        empty += not piece
        received += len(piece)
        if received >= most:
            raise NotRead(413, path)
        body.write(piece)
    if empty > 1:  # the last one is; another stands for what could not be read, or for headers behind the chunks
        raise NotRead(400, path)
    return received


async def _next(pieces: Any, place: Place | None, received: int, pace_s: float, path: str) -> bytes | None:
    """Return the next piece, None at the end; look at the pace of a large file meanwhile."""
    coming = asyncio.ensure_future(_one(pieces))
    try:
        while not (await asyncio.wait({coming}, timeout=pace_s))[0]:
            if place is not None and place.is_dripping(received, pace_s):
                raise NotRead(TOO_SLOW, path)
        return coming.result()
    finally:
        coming.cancel()


async def _one(pieces: Any) -> bytes | None:
    try:
        return await anext(pieces)
    except StopAsyncIteration:
        return None


def _place(environ: Mapping[str, Any], length: int, trusted_proxy: str) -> Place | None:
    path = environ["PATH_INFO"]
    is_upload = (environ["REQUEST_METHOD"], path) in UPLOADS
    if not is_upload or not (CHUNKED in environ or length >= BODY_BYTES) or length >= MAX_UPLOAD_BYTES:
        return None
    headers = {name.removeprefix("HTTP_"): value for name, value in environ.items() if name.startswith("HTTP_")}
    sender = sender_of(headers, environ["REMOTE_ADDR"], trusted_proxy or None, proxied=PROXIED in environ)
    found = take_place(headers, sender)
    if isinstance(found, Refused) and length >= BODY_BYTES:
        raise NoRoom(path, found, length)
    return found if isinstance(found, Place) else None
