"""What went wrong with a call over HTTP: the error that the server named, or what its silence means."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast

import requests
from urllib3.exceptions import HTTPError, LocationValueError, MaxRetryError  # requests lets some of them through

from qrdesk.core.errors import (
    AnswerLost,
    Busy,
    Conflict,
    Forbidden,
    Invalid,
    Limited,
    NotFound,
    QRDeskError,
    ServerUnreachable,
    TooLarge,
    Unauthenticated,
    rebuilt,
)

_LOOK_FIRST = "It is not known whether the change arrived: look before you try again."
BY_A_PROXY = (502, 503, 504)  # what it says when the server behind it is away, or was heard too late
_LONG_S = 999_999  # what is longer is for ever, as far as a caller is concerned
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")  # what a server of ours takes for one; else it is not repeated
_BY_STATUS: Mapping[int, type[QRDeskError]] = {
    400: Invalid,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: TooLarge,
    422: Invalid,
    503: Busy,
}


def refusal(server: str, answer: requests.Response, *, upload: bool = False) -> QRDeskError:
    """Return the error that an answer tells; ``upload`` says that a file was sent."""
    if answer.status_code == 429:  # a proxy in front may say so in its own way
        return Limited.until(retry_s(answer.headers))
    try:
        error = answer.json()["error"]
        code, message, fields = str(error["code"]), str(error["message"]), dict(error.get("field_errors") or {})
    except (ValueError, KeyError, TypeError):
        if answer.status_code == 413:  # the same holds
            less = "a smaller file" if upload else "smaller parts"
            return TooLarge(f"The server does not take that much at once. Nothing was changed; send {less}.")
        return foreign(server, answer)
    found = rebuilt(code, message, fields, _details(error)) or _unknown(answer.status_code, code, message, fields)
    told = answer.headers.get("X-Request-Id", "")
    found.request_id = told if _REQUEST_ID.fullmatch(told) else ""
    return found


def foreign(server: str, answer: requests.Response) -> ServerUnreachable:
    """Return the error for an answer that no QRDesk server gives."""
    said = f"{server} answers with {answer.status_code}, but not as a QRDesk server does."
    passed_on = answer.status_code < 300 or answer.status_code >= 500
    if answer.request.method != "GET" and passed_on:
        return AnswerLost(f"{said} {_LOOK_FIRST}")
    if answer.status_code in BY_A_PROXY:
        return ServerUnreachable(f"{said} What stands in front of it does not reach it; try again in a moment.")
    return ServerUnreachable(f"{said} Check the address.")


def lost(server: str, method: str, fault: Exception, more: str = "") -> ServerUnreachable:
    """Return the error for no answer at all, or for one that never ended. ``more`` is said last."""
    said = f"{server} began to answer and does not end." if isinstance(fault, TimeoutError) else ""
    said = said or f"{server} does not answer."
    if method == "GET" or not _may_have_arrived(fault):
        error = ServerUnreachable(f"{said} Nothing was changed there.{more}")
        error.happened = f"{said}{more}"
        return error
    return AnswerLost(f"{said} {_LOOK_FIRST}{more}")


def overlong(server: str, method: str, most: int) -> ServerUnreachable:
    """Return the error for an answer that is longer than any of a QRDesk server."""
    said = f"{server} answers with more than {most:,} bytes, which no QRDesk server does. The rest was not read."
    if method != "GET":
        return AnswerLost(f"{said} {_LOOK_FIRST}")
    return ServerUnreachable(f"{said} Check the address.")


def retry_s(headers: Mapping[str, str]) -> int:
    """Return after how many whole seconds a server will listen again; 0 where it does not say so.

    Source: RFC 9110, section 10.2.3: seconds, or a date. That is read by the server's own clock where it tells it.
    """
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdecimal():
        return max(1, int(said)) if len(said) < len(str(_LONG_S)) else _LONG_S
    until = _instant(said)
    if until is None:
        return 0
    now = _instant(headers.get("Date", "")) or datetime.now(UTC)
    return min(max(1, math.ceil((until - now).total_seconds())), _LONG_S)


def _instant(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _unknown(status: int, code: str, message: str, fields: dict[str, Any]) -> QRDeskError:
    """Return the error of a server that knows more codes than we do: its status tells the kind."""
    error = _BY_STATUS.get(status, QRDeskError)(message, field_errors=fields)
    error.code = code
    return error


def _details(error: Mapping[str, Any]) -> dict[str, Any] | None:
    found = error.get("details")
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None


def is_passing(fault: BaseException | None) -> bool:
    """Say whether there may be an answer in a moment although none came now."""
    if isinstance(fault, requests.exceptions.SSLError | LocationValueError):
        return False
    broken = requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError
    return isinstance(fault, requests.ConnectionError | requests.Timeout | TimeoutError | broken | HTTPError)


def _may_have_arrived(fault: Exception) -> bool:
    """Say whether a request can have reached the server although no whole answer came back."""
    early = requests.exceptions.SSLError | requests.exceptions.ProxyError | requests.ConnectTimeout
    if isinstance(fault, early):
        return False
    if isinstance(fault, requests.ConnectionError):  # urllib3 says so when there was never a connection
        return not isinstance(next(iter(fault.args), None), MaxRetryError)
    broken = requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError
    return isinstance(fault, requests.ReadTimeout | TimeoutError | broken | HTTPError)
