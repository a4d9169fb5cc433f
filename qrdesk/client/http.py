"""The transport over HTTP: a QRDesk server far away, reached with a key."""

import inspect
import json
import re
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Concatenate, NamedTuple
from urllib.parse import quote, unquote

import requests
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json
from urllib3.exceptions import HTTPError  # requests lets some of them through

from qrdesk import __version__
from qrdesk.client import once, refusals
from qrdesk.client.addresses import address_of
from qrdesk.client.deadline import ended_after
from qrdesk.client.hanging_up import Adapter, hanging_up
from qrdesk.client.patience import pause
from qrdesk.client.retrying import PAUSE_S, TRIES, Course, Tries
from qrdesk.client.transport import P, R, check_names
from qrdesk.core import edits
from qrdesk.core.context import Context
from qrdesk.core.errors import (
    AnswerLost,
    CalledOff,
    KeyMistyped,
    Kind,
    Limited,
    QRDeskError,
    ServerUnreachable,
    TooLarge,
)
from qrdesk.core.operations import MAX_BODY_BYTES, PREFIX, Operation, find_operation
from qrdesk.core.schemas.base import Blob, Poster, Stream, Upload
from qrdesk.core.schemas.files import LARGE_OTHER, LARGE_PICTURE, MAX_FILE_BYTES, MAX_OTHER_BYTES, PICTURES

_WHOLE_S = 120.0
_SLOWEST = 10_000  # bytes of a request in a second: large ones have so much more time
# Said to a creation that was sent again, these leave open whether it was made the first time.
_SAYS_NOTHING = {Kind.UNAVAILABLE, Kind.LIMITED, Kind.UNAUTHENTICATED, Kind.TOO_LARGE, Kind.INTERNAL}
_PIECE = 1 << 16  # bytes of a long answer at a time
# bytes that an answer unpacks to: of what is read as text, what a server says of itself, and files kept in memory
_MOST_BYTES, _MOST_HEALTH, _MOST_FILE = 64 << 20, 64 << 10, 256 << 20
_FILE_NAME = re.compile(r"filename\*=UTF-8''([^;]+)")


_Form = dict[str, Any]  # parts by name: file name, content, and media type where it is a file


class _Endless(Exception):
    """An answer is longer than any that a server gives."""


class _Patience(NamedTuple):
    """How long is waited, in seconds: to connect, for the next byte, and until all of an answer has come.

    ``most`` is how many bytes it may unpack to.
    """

    connect_s: float = 5.0
    read_s: float = 60.0
    whole_s: float = _WHOLE_S
    most: int = _MOST_BYTES


_HEALTH_S = _Patience(3.0, 5.0, 8.0, _MOST_HEALTH)  # it is asked again and again


class HttpTransport:
    """Calls service functions of a server. Redirects are not followed: they would carry the key elsewhere."""

    def __init__(
        self,
        server: str,
        key: str,
        surface: str = "sdk",
        *,
        whole_s: float = _WHOLE_S,
        tries: int = TRIES,
        pause_s: float = PAUSE_S,
    ) -> None:
        """``surface`` is what calls, as the server is to show it.

        After ``whole_s`` seconds an answer is whole, or nobody waits for the rest, however busily it drips in. Those
        that are files, sent as they are made, may take longer. A call is sent ``tries`` times at most, where that can
        help and does no harm, and waits up to ``pause_s`` seconds when the server wants a pause.

        Raises:
            ValueError: there is no time to answer in, or nothing would ever be sent.
        """
        if not (whole_s > 0 and tries >= 1 and pause_s >= 0):
            raise ValueError("An answer takes more than no time, and a call is sent once at least.")
        self._address = address_of(server)
        self.server = self._address.url
        self._key = key.strip()
        if self._key:
            self._address.warn()
        self._patience = _Patience(min(_Patience().connect_s, whole_s), min(_Patience().read_s, whole_s), whole_s)
        self._tries = Tries(tries, whole_s, pause_s)
        self._seen = threading.local()
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, Adapter())
        self._session.headers["Accept"] = "application/json"
        self._session.headers["User-Agent"] = f"QRDesk/{__version__} ({surface})"
        self._session.auth = self._signed  # with an auth of its own, requests leaves ~/.netrc alone

    def call(self, operation: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Send the call and rebuild its answer, or its error, from what comes back.

        Raises:
            Invalid: a name has half a character in it, which no address can carry.
            ServerUnreachable: no answer, none of a QRDesk server, or one without an end, as often as it was tried.
            AnswerLost: the same, and a change may have arrived there. Creations were sent again, and made once at most.
            Limited: the server wants a longer pause than a call waits for.
            CalledOff: nobody waits for the answer any more (see ``cancelling``).
        """
        row = find_operation(operation)
        if row is None:
            raise LookupError(f"{operation} is not in the operations table")
        given = inspect.signature(operation).bind(None, *args, **kwargs).arguments
        check_names(row, given)
        name = (once.current() or secrets.token_hex(16)) if row.idempotent else ""
        return self._ask_again(row, given, name)

    @property
    def etag(self) -> str:
        """The tag of what this thread's last call returned: other threads call meanwhile."""
        return getattr(self._seen, "etag", "")

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def health(self) -> dict[str, Any]:
        """Return what the server says about itself.

        Raises:
            ServerUnreachable: no answer, or none of a QRDesk server.
        """
        answer = self._request("GET", "/healthz", None, None, patience=_HEALTH_S)
        try:
            return dict(answer.json())
        except (ValueError, TypeError) as fault:
            raise refusals.foreign(self.server, answer) from fault

    def _signed(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key:  # who has been invited has none yet
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request

    def _ask_again(self, row: Operation, given: dict[str, Any], name: str) -> Any:
        """Ask until there is an answer, or no use in asking again. By its name the server knows a creation again."""
        course, lost = Course(self._tries, repeatable=row.method == "GET" or bool(name)), None
        while True:
            heard: list[requests.Response] = []
            try:
                return self._ask(row, given, name, heard)
            except CalledOff:
                raise
            except QRDeskError as fault:
                if isinstance(fault, AnswerLost):
                    lost = lost or fault
                pause_s = course.pause_s(fault, heard[0] if heard else None)
                if pause_s is None:
                    if lost is not None and lost is not fault and fault.kind in _SAYS_NOTHING:
                        raise lost from fault
                    raise
                told_s = fault.retry_s if isinstance(fault, Limited) else 0
            pause(pause_s, told_s=told_s)

    def _ask(self, row: Operation, given: dict[str, Any], name: str, heard: list[requests.Response]) -> Any:
        """Return what one answer says, which is left in ``heard``."""
        answer = self._send(row, given, name)
        heard.append(answer)
        if answer.status_code != row.status:
            raise refusals.refusal(self.server, answer, upload=row.upload is not None)
        result = self._result(row, answer)
        self._seen.etag = answer.headers.get("ETag", "") if edits.is_marked(row) else ""
        return result

    def _send(self, row: Operation, given: dict[str, Any], name: str) -> requests.Response:
        path = PREFIX + row.path
        for part in row.path_names:
            path = path.replace(f"{{{part}}}", quote(str(given[part]), safe=""))
        query = _plain(given[row.query[0]]) if row.query else None
        body = _content(given[row.body[0]]) if row.body and not row.upload else None
        form = _form(given[row.body[0]], given[row.upload]) if row.body and row.upload else None
        if not (self._key.isascii() and self._key.isprintable()):
            raise KeyMistyped("The key has characters that no key has. Copy all of it; it begins with qrd_.")
        open_at = row.status if row.returns is Stream else None
        patience = self._patience._replace(most=_MOST_FILE) if row.returns in {Blob, Poster} else self._patience
        headers = {"Idempotency-Key": name, "If-Match": once.tag_for(row)}
        return self._request(
            row.method, path, query, body, form=form, headers=headers, open_at=open_at, patience=patience
        )

    def _request(
        self,
        method: str,
        path: str,
        query: dict[str, Any] | None,
        body: bytes | None,
        *,
        form: _Form | None = None,
        headers: Mapping[str, str] | None = None,
        open_at: int | None = None,
        patience: _Patience | None = None,
    ) -> requests.Response:
        """Return the answer, whole; one with the status ``open_at`` is left to be read as it comes in."""
        self._address.check()
        sent = {"Content-Type": "application/json"} if body is not None else {}
        sent |= {name: value for name, value in (headers or {}).items() if value}
        connect_s, read_s, whole_s, most = patience or self._patience
        try:
            with ended_after(whole_s + _weight(body, form) / _SLOWEST):
                answer = self._session.request(
                    method,
                    self.server + path,
                    params=query,
                    data=body,
                    files=form,
                    headers=sent,
                    timeout=(connect_s, read_s),
                    allow_redirects=False,
                    stream=True,
                )
                if answer.status_code != open_at:
                    _read(answer, most)
                return answer
        except _Endless as fault:
            raise refusals.overlong(self.server, method, most) from fault
        except (requests.RequestException, HTTPError, UnicodeError, TimeoutError) as fault:
            raise refusals.lost(self.server, method, fault, self._address.remark) from fault

    def _result(self, row: Operation, answer: requests.Response) -> Any:
        if row.status == 204:
            return None
        try:
            if row.returns is Blob:
                return _blob(answer)
            if row.returns is Poster:
                return _poster(answer)
            if row.returns is Stream:
                return Stream(self._pieces(answer), answer.headers.get("Content-Type", ""), _file_name(answer))
            body = answer.json()
            return TypeAdapter[Any](row.returns).validate_python(body if row.paged else body["data"])
        except (ValueError, KeyError, TypeError, ValidationError) as fault:
            raise refusals.foreign(self.server, answer) from fault

    def _pieces(self, answer: requests.Response) -> Iterator[bytes]:
        """Yield an answer as it comes in."""
        with answer, hanging_up(answer):
            try:
                yield from answer.iter_content(_PIECE)
            except (requests.RequestException, HTTPError) as fault:
                said = f"{self.server} stopped in the middle of the file. What came is not whole; try again."
                raise ServerUnreachable(said) from fault


def _read(answer: requests.Response, most: int) -> None:
    """Wait for the whole of an answer; it is kept in there. Counted is what it unpacks to: a little can become a lot.

    Raises:
        ServerUnreachable: it is more than ``most`` bytes, which no QRDesk server answers with.
    """
    kept = bytearray()
    with answer, hanging_up(answer):
        for piece in answer.iter_content(_PIECE):
            kept += piece
            if len(kept) > most:
                raise _Endless
    answer._content = bytes(kept)  # as reading it all at once would keep it  # noqa: SLF001  # type: ignore[attr-defined]


def _weight(body: bytes | None, form: _Form | None) -> int:
    """Return the bytes of what is sent, as far as they count."""
    return len(body or b"") + sum(len(part[1]) for part in (form or {}).values())


def _content(model: BaseModel) -> bytes:
    content = to_json(_plain(model))
    if len(content) > MAX_BODY_BYTES:
        raise TooLarge(f"This is more than {MAX_BODY_BYTES:,} bytes at once. Nothing was sent; send smaller parts.")
    return content


def _form(model: BaseModel, file: Upload) -> _Form:
    is_picture = getattr(model, "kind", "") in PICTURES
    if len(file.content) > (MAX_FILE_BYTES if is_picture else MAX_OTHER_BYTES):
        raise TooLarge(LARGE_PICTURE if is_picture else LARGE_OTHER)
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


def _poster(answer: requests.Response) -> Poster:
    return Poster(
        content=answer.content,
        media_type=answer.headers.get("Content-Type", ""),
        file_name=_file_name(answer),
        report={},
        mark=answer.headers.get("ETag", "").strip('"'),
    )


def _file_name(answer: requests.Response) -> str:
    named = _FILE_NAME.search(answer.headers.get("Content-Disposition", ""))
    return unquote(named[1]) if named else ""
