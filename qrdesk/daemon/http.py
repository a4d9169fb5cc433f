"""Answers of the API: one envelope, and one table from kinds of failure to status numbers."""

import json
import logging
import re
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from urllib.parse import quote

import bottle
from pydantic_core import to_json
from waitress.channel import ClientDisconnected

from qrdesk.core.errors import CalledOff, Invalid, Kind, Limited, QRDeskError, Unexpected
from qrdesk.core.operations import Operation
from qrdesk.core.schemas.base import Blob, Page, Poster, Stream
from qrdesk.daemon import reports, speaking
from qrdesk.daemon.dialects.owners import envelope_of
from qrdesk.daemon.dialects.refused import Refused

_log = logging.getLogger(__name__)

JSON = "application/json"
REPORT = "X-QRDesk-Report"  # what is to be known about a file, beside the file
RETRY_AFTER_S = 1
POSTER_CACHE = "public, max-age=2592000, immutable"  # 30 days: a picture that is deleted leaves caches some day
STATUS: Mapping[Kind, int] = {
    Kind.INVALID: 422,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.GONE: 410,
    Kind.LIMITED: 429,
    Kind.TOO_LARGE: 413,
    Kind.UNAVAILABLE: 503,
    Kind.INTERNAL: 500,
}
# What HTTP itself has a number for.
_STATUS_BY_CODE = {
    "bad_request": 400,
    "ambiguous_key": 400,
    "method_not_allowed": 405,
    "precondition_failed": 412,
    "unsupported_media_type": 415,
    "wrong_host": 421,
    "not_installed": 501,
}
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class BadRequest(Invalid):
    """The request cannot be read at all: no JSON, or bytes that are no text."""

    code = "bad_request"


class WrongMediaType(Invalid):
    """The body is not sent as JSON."""

    code = "unsupported_media_type"


class MethodNotAllowed(Invalid):
    """The address is there, but not for this method."""

    code = "method_not_allowed"
    allowed: Collection[str] = ()

    @classmethod
    def of(cls, method: str, allowed: Collection[str]) -> "MethodNotAllowed":
        """Return the error for a method, at an address that takes those ``allowed``; none where others know them."""
        found = cls(f"{method} is not possible here.")
        found.allowed = allowed
        return found


def status_of(error: QRDeskError | type[QRDeskError]) -> int:
    """Return the status number of a failure."""
    return _STATUS_BY_CODE.get(error.code) or STATUS[error.kind]


def success(row: Operation, result: Any) -> bottle.HTTPResponse:
    """Return the answer for what a service function returned."""
    if isinstance(result, Poster):
        return _poster(row, result)
    if isinstance(result, Blob):
        return _file(row, result)
    if isinstance(result, Stream):
        return _stream(row, result)
    if row.status == 204:
        return bottle.HTTPResponse(status=204)
    body = result if isinstance(result, Page) else {"data": result}
    return bottle.HTTPResponse(to_json(body), row.status, {"Content-Type": JSON})


def failure(error: QRDeskError) -> bottle.HTTPResponse:
    """Return the answer for an error, in the envelope that belongs to the path of this request."""
    said = speaking.say(error, str(bottle.request.environ.get("HTTP_ACCEPT_LANGUAGE", "")))
    headers = {"Content-Type": JSON, **_headers_of(error), **said.headers}
    envelope = envelope_of(bottle.request.path)
    if envelope is not None:
        refused = Refused(status_of(error), error.code, said.message, said.field_errors, error.details)
        return bottle.HTTPResponse(_json(envelope.body(refused)), envelope.status(refused), headers)
    body: dict[str, Any] = {"code": error.code, "message": said.message}
    if said.field_errors:
        body["field_errors"] = said.field_errors
    if error.details:
        body["details"] = error.details
    return bottle.HTTPResponse(_json({"error": body}), status_of(error), headers)


def _json(body: Mapping[str, Any]) -> bytes:
    # json and not pydantic: the name of a field may hold half a character, which UTF-8 cannot spell
    return json.dumps(body).encode()


def guarded(answer: Callable[..., bottle.HTTPResponse]) -> Callable[..., bottle.HTTPResponse]:
    """Return ``answer`` so that no failure leaves it but in the envelope; faults of ours go to the log with an id."""

    def safe(**arguments: str) -> bottle.HTTPResponse:
        try:
            return answer(**arguments)
        except QRDeskError as error:
            if error.kind is Kind.INTERNAL and not isinstance(error, Unexpected):
                _log.exception("%s: %s", error.code, _where())
            return failure(error)
        except Exception as cause:  # noqa: BLE001 - the last line of defence: the caller gets an id, the log the traceback
            return failure(fault(cause))

    return safe


def fault(cause: BaseException) -> Unexpected:
    """Note ``cause`` in the log with its traceback, and return what the caller is told."""
    fault_id = secrets.token_hex(4)
    _log.error("fault %s at %s", fault_id, _where(), exc_info=cause)
    return Unexpected(fault_id)


def add_link(answer: bottle.HTTPResponse, link: str) -> None:
    """Add a link to those that the headers of an answer name. Source: RFC 8288, 3."""
    said = answer.headers.get("Link")
    answer.headers["Link"] = f"{said}, {link}" if said else link


def request_id(environ: Mapping[str, Any]) -> str:
    """Return the id of this request: the caller's own when it is a plain word, else a new one."""
    sent = str(environ.get("HTTP_X_REQUEST_ID", ""))
    return sent if _REQUEST_ID.fullmatch(sent) else secrets.token_hex(8)


def _where() -> str:
    return f"{bottle.request.method} {bottle.request.path!r}"


def _headers_of(error: QRDeskError) -> dict[str, str]:
    if error.kind is Kind.UNAUTHENTICATED:
        flaw = "" if error.code == "unauthenticated" else ', error="invalid_token"'  # RFC 6750, 3.1
        return {"WWW-Authenticate": f'Bearer realm="qrdesk"{flaw}'}
    if isinstance(error, Limited):
        return {"Retry-After": str(error.retry_s)}
    if isinstance(error, MethodNotAllowed) and error.allowed:
        return {"Allow": ", ".join(sorted(error.allowed))}
    if error.kind is Kind.UNAVAILABLE:
        return {"Retry-After": str(RETRY_AFTER_S)}
    return {}


def _file(row: Operation, blob: Blob) -> bottle.HTTPResponse:
    headers = {**_as_file(blob.media_type, blob.file_name), REPORT: reports.header_of(blob.report)}
    return bottle.HTTPResponse(blob.content, row.status, headers)


def _poster(row: Operation, poster: Poster) -> bottle.HTTPResponse:
    """Return a file for everybody: other pages may show it, and caches keep it. Who has it gets 304 and no bytes."""
    mark = f'"{poster.mark}"'
    headers = {
        **_as_file(poster.media_type, poster.file_name, "inline"),
        "Cache-Control": POSTER_CACHE,
        "ETag": mark,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    known = str(bottle.request.environ.get("HTTP_IF_NONE_MATCH", "")).split(",")
    if any(one.strip().removeprefix("W/") in {mark, "*"} for one in known):  # RFC 9110, 13.1.2: a weak comparison
        return bottle.HTTPResponse(b"", 304, headers)
    return bottle.HTTPResponse(poster.content, row.status, headers)


def _stream(row: Operation, stream: Stream) -> bottle.HTTPResponse:
    """Return a file that is sent as it is made, without its length. Its first piece is made here: it may fail."""
    first = next(stream.chunks, b"")
    return bottle.HTTPResponse(_Body(first, stream), row.status, _as_file(stream.media_type, stream.file_name))


def _as_file(media_type: str, file_name: str, shown: str = "attachment") -> dict[str, str]:
    return {
        "Content-Type": media_type,
        "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(file_name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",  # an SVG opened as a page may do nothing
    }


class _Body:
    """The pieces of a file. The server closes it: at the end, and when whoever asked has gone."""

    def __init__(self, first: bytes, stream: Stream) -> None:
        self._first = first
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield self._first
        try:
            yield from self._stream.chunks
        except CalledOff as gone:  # Waitress takes this one for no fault, and sends no end: the file is not whole
            raise ClientDisconnected from gone

    def close(self) -> None:
        self._stream.close()
