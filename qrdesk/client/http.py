"""The transport over HTTP: a QRDesk server far away, reached with a key."""

import inspect
import json
import re
import secrets
from collections.abc import Callable, Iterator
from typing import Any, Concatenate
from urllib.parse import quote, unquote

import requests
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json
from urllib3.exceptions import HTTPError, MaxRetryError  # requests lets some of them through

from qrdesk.client.hanging_up import Adapter, hanging_up
from qrdesk.client.transport import P, R
from qrdesk.core.context import Context
from qrdesk.core.errors import (
    AnswerLost,
    Busy,
    CalledOff,
    Conflict,
    Forbidden,
    Invalid,
    KeyMistyped,
    Kind,
    Limited,
    NotFound,
    QRDeskError,
    ServerUnreachable,
    TooLarge,
    Unauthenticated,
    rebuilt,
)
from qrdesk.core.operations import MAX_BODY_BYTES, PREFIX, Operation, find_operation
from qrdesk.core.schemas.base import Blob, Stream, Upload
from qrdesk.core.schemas.files import MAX_FILE_BYTES

_PATIENCE_S = (5, 60)  # to connect, to read
_HEALTH_S = (3, 5)  # the same for health, asked again and again
_LOOK_FIRST = "It is not known whether the change arrived: look before you try again."
_BY_STATUS: dict[int, type[QRDeskError]] = {
    400: Invalid,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: TooLarge,
    422: Invalid,
    503: Busy,
}
# Said to a creation that was sent again, these leave open whether it was made the first time.
_SAYS_NOTHING = {Kind.UNAVAILABLE, Kind.LIMITED, Kind.UNAUTHENTICATED, Kind.TOO_LARGE, Kind.INTERNAL}
_PIECE = 1 << 16  # bytes of a long answer at a time
_FILE_NAME = re.compile(r"filename\*=UTF-8''([^;]+)")


_Form = dict[str, Any]  # parts by name: file name, content, and media type where it is a file


class HttpTransport:
    """Calls service functions of a server. Redirects are not followed: they would carry the key elsewhere."""

    def __init__(self, server: str, key: str) -> None:
        self.server = (server.strip() if "://" in server else f"https://{server.strip()}").rstrip("/")
        self._key = key.strip()
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, Adapter())
        self._session.headers["Accept"] = "application/json"
        self._session.auth = self._signed  # with an auth of its own, requests leaves ~/.netrc alone

    def call(self, operation: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Send the call and rebuild its answer, or its error, from what comes back.

        Raises:
            ServerUnreachable: no answer, or none of a QRDesk server.
            AnswerLost: the same, and a change may have arrived there. Creations were then sent twice, and made once.
            CalledOff: nobody waits for the answer any more (see ``cancelling``).
        """
        row = find_operation(operation)
        if row is None:
            raise LookupError(f"{operation} is not in the operations table")
        given = inspect.signature(operation).bind(None, *args, **kwargs).arguments
        return self._make(row, given) if row.idempotent and not row.public else self._ask(row, given)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def health(self) -> dict[str, Any]:
        """Return what the server says about itself.

        Raises:
            ServerUnreachable: no answer, or none of a QRDesk server.
        """
        answer = self._request("GET", "/healthz", None, None, _HEALTH_S)
        try:
            return dict(answer.json())
        except (ValueError, TypeError) as fault:
            raise self._foreign(answer) from fault

    def _signed(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key:  # who has been invited has none yet
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request

    def _ask(self, row: Operation, given: dict[str, Any], once: str = "") -> Any:
        answer = self._send(row, given, once)
        if answer.status_code != row.status:
            raise self._error(answer)
        return self._result(row, answer)

    def _make(self, row: Operation, given: dict[str, Any]) -> Any:
        """Ask for a creation, once more where the answer was lost: by its name the server knows it again."""
        once = secrets.token_hex(16)
        try:
            return self._ask(row, given, once)
        except AnswerLost as fault:
            lost = fault
        try:
            return self._ask(row, given, once)
        except CalledOff:
            raise
        except QRDeskError as fault:
            if fault.kind in _SAYS_NOTHING:
                raise lost from fault
            raise

    def _send(self, row: Operation, given: dict[str, Any], once: str) -> requests.Response:
        path = PREFIX + row.path
        for name in row.path_names:
            path = path.replace(f"{{{name}}}", quote(str(given[name]), safe=""))
        query = _plain(given[row.query[0]]) if row.query else None
        body = _content(given[row.body[0]]) if row.body and not row.upload else None
        form = _form(given[row.body[0]], given[row.upload]) if row.body and row.upload else None
        if not (self._key.isascii() and self._key.isprintable()):
            raise KeyMistyped("The key has characters that no key has. Copy all of it; it begins with qrd_.")
        return self._request(row.method, path, query, body, form=form, once=once, stream=row.returns is Stream)

    def _request(
        self,
        method: str,
        path: str,
        query: dict[str, Any] | None,
        body: bytes | None,
        timeout: tuple[int, int] = _PATIENCE_S,
        *,
        form: _Form | None = None,
        once: str = "",
        stream: bool = False,
    ) -> requests.Response:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if once:
            headers["Idempotency-Key"] = once
        try:
            return self._session.request(
                method,
                self.server + path,
                params=query,
                data=body,
                files=form,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
                stream=stream,
            )
        except (requests.RequestException, HTTPError, UnicodeError) as fault:
            raise _lost(self.server, method, fault) from fault

    def _result(self, row: Operation, answer: requests.Response) -> Any:
        if row.status == 204:
            return None
        try:
            if row.returns is Blob:
                return _blob(answer)
            if row.returns is Stream:
                return Stream(self._pieces(answer), answer.headers.get("Content-Type", ""), _file_name(answer))
            body = answer.json()
            return TypeAdapter[Any](row.returns).validate_python(body if row.paged else body["data"])
        except (ValueError, KeyError, TypeError, ValidationError) as fault:
            raise self._foreign(answer) from fault

    def _pieces(self, answer: requests.Response) -> Iterator[bytes]:
        """Yield an answer as it comes in."""
        with answer, hanging_up(answer):
            try:
                yield from answer.iter_content(_PIECE)
            except (requests.RequestException, HTTPError) as fault:
                said = f"{self.server} stopped in the middle of the file. What came is not whole; try again."
                raise ServerUnreachable(said) from fault

    def _error(self, answer: requests.Response) -> QRDeskError:
        if answer.status_code == 413:  # a proxy in front may say so in its own way
            return TooLarge("The server does not take that much at once. Nothing was changed; send smaller parts.")
        if answer.status_code == 429:  # the same holds
            return Limited.until(_retry_s(answer))
        try:
            error = answer.json()["error"]
            code, message, fields = str(error["code"]), str(error["message"]), dict(error.get("field_errors") or {})
        except (ValueError, KeyError, TypeError):
            return self._foreign(answer)
        return rebuilt(code, message, fields) or _unknown(answer.status_code, code, message, fields)

    def _foreign(self, answer: requests.Response) -> ServerUnreachable:
        said = f"{self.server} answers, but not as a QRDesk server does."
        # a proxy says 502 or 504 when QRDesk behind it was heard too late
        passed_on = answer.status_code < 300 or answer.status_code >= 500
        if answer.request.method != "GET" and passed_on:
            return AnswerLost(f"{said} {_LOOK_FIRST}")
        return ServerUnreachable(f"{said} Check the address.")


def _unknown(status: int, code: str, message: str, fields: dict[str, str]) -> QRDeskError:
    """Return the error of a server that knows more codes than we do: its status tells the kind."""
    error = _BY_STATUS.get(status, QRDeskError)(message, field_errors=fields)
    error.code = code
    return error


def _retry_s(answer: requests.Response) -> int:
    """Return after how many seconds a server will listen again; 1 where it does not say so in a plain number."""
    said = answer.headers.get("Retry-After", "").strip()
    return max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) <= 6 else 1


def _lost(server: str, method: str, fault: Exception) -> ServerUnreachable:
    if method == "GET" or not _may_have_arrived(fault):
        return ServerUnreachable(f"{server} does not answer. Nothing was changed there.")
    return AnswerLost(f"{server} does not answer. {_LOOK_FIRST}")


def _may_have_arrived(fault: Exception) -> bool:
    """Say whether a request can have reached the server although no whole answer came back."""
    early = requests.exceptions.SSLError | requests.exceptions.ProxyError | requests.ConnectTimeout
    if isinstance(fault, early):
        return False
    if isinstance(fault, requests.ConnectionError):  # urllib3 says so when there was never a connection
        return not isinstance(next(iter(fault.args), None), MaxRetryError)
    broken = requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError
    return isinstance(fault, requests.ReadTimeout | broken | HTTPError)


def _content(model: BaseModel) -> bytes:
    content = to_json(_plain(model))
    if len(content) > MAX_BODY_BYTES:
        raise TooLarge(f"This is more than {MAX_BODY_BYTES:,} bytes at once. Nothing was sent; send smaller parts.")
    return content


def _form(model: BaseModel, file: Upload) -> _Form:
    if len(file.content) > MAX_FILE_BYTES:
        raise TooLarge(f"A file may have {MAX_FILE_BYTES:,} bytes at most. Nothing was sent; send a smaller one.")
    fields: _Form = {name: (None, str(value).encode()) for name, value in _plain(model).items()}
    # a name that would not fit into one line, or none at all, would change what the form says
    name = "".join(letter for letter in file.file_name if letter.isprintable() and letter not in '"\\') or "file"
    return {**fields, "file": (name, file.content, "application/octet-stream")}


def _plain(model: BaseModel) -> dict[str, Any]:
    # only what was set: a patch must not send the fields that stay as they are
    return model.model_dump(mode="json", exclude_unset=True)


def _blob(answer: requests.Response) -> Blob:
    return Blob(
        content=answer.content,
        media_type=answer.headers.get("Content-Type", ""),
        file_name=_file_name(answer),
        report=json.loads(answer.headers.get("X-QRDesk-Report", "{}")),
    )


def _file_name(answer: requests.Response) -> str:
    named = _FILE_NAME.search(answer.headers.get("Content-Disposition", ""))
    return unquote(named[1]) if named else ""
