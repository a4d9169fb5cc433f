"""Runs the WSGI callable for one request and hands granian the answer."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any, NoReturn
from wsgiref.types import WSGIApplication

from waitress.channel import ClientDisconnected

from qrdesk.daemon.fast.asking import NotRead
from qrdesk.daemon.fast.bodies import TOO_SLOW, NoRoom
from qrdesk.daemon.fast.caller import Caller
from qrdesk.daemon.parsing import refusal_of

_SERVER = ("Server", "QRDesk")  # else it is granian's name: who looks for holes need not know it
_CLOSE = ("Connection", "close")
_AHEAD_BYTES = 1 << 20  # of a long answer that wait to be taken
_LOOK_S = 0.02
_NOTHING = frozenset({204, 304})  # have no body, and no length of one

_log = logging.getLogger(__name__)


class Answer:
    """What the callable said with ``start_response``."""

    __slots__ = ("headers", "status")

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[str, str]] = []

    def start(self, status: str, headers: list[tuple[str, str]], _failed: Any = None) -> Callable[[bytes], object]:
        """Be the ``start_response`` of WSGI."""
        self.status = int(status[:3])
        self.headers = headers
        return _write


def answer_at_once(app: WSGIApplication, environ: dict[str, Any], proto: Any) -> None:
    """Answer what waits for nothing, in granian's own thread."""
    answer = Answer()
    body = app(environ, answer.start)
    if body:
        _send(proto, answer, b"".join(body))
    else:  # a redirect
        proto.response_empty(answer.status, [*answer.headers, _SERVER])


def answer_in_turn(app: WSGIApplication, environ: dict[str, Any], proto: Any, caller: Caller, idle_s: float) -> None:
    """Answer anything, in a thread that may wait. A long answer is sent as it is made, and as it is taken."""
    answer = Answer()
    pieces: Iterable[bytes] | None = None
    is_sent = False
    try:
        pieces = app(environ, answer.start)
        coming = iter(pieces)
        ahead = list(islice(coming, 2))
        if environ["REQUEST_METHOD"] == "HEAD" or len(ahead) < 2:
            _send(proto, answer, b"".join(ahead))
        else:
            is_sent = True
            _stream(proto, answer, chain(ahead, coming), caller, idle_s)
    except ClientDisconnected:
        caller.hang_up()
    except Exception:  # noqa: BLE001 - the last line of defence: nobody else would notice in this thread
        _log.exception("Fault at %s %r", environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if is_sent:
            caller.hang_up()  # granian would end the answer as if it were whole
        else:
            refuse(proto, NotRead(500, environ["PATH_INFO"]), environ["REQUEST_METHOD"])
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


def refuse(proto: Any, fault: NotRead, method: str) -> None:
    """Say why a request is not taken, and close the connection."""
    if fault.status == TOO_SLOW:
        proto.response_empty(TOO_SLOW, [_SERVER, _CLOSE])
        return
    no_place, length = (fault.refused, fault.length) if isinstance(fault, NoRoom) else (None, 0)
    status, _, headers, body = refusal_of(fault.status, method, fault.path, no_place=no_place, length=length)
    proto.response_bytes(status, [*headers, _SERVER, _CLOSE], body)


def _send(proto: Any, answer: Answer, body: bytes) -> None:
    headers = [*answer.headers, _SERVER]
    if body and answer.status not in _NOTHING:
        proto.response_bytes(answer.status, headers, body)
    else:
        proto.response_empty(answer.status, headers)


def _stream(proto: Any, answer: Answer, pieces: Iterator[bytes], caller: Caller, idle_s: float) -> None:
    """Send ``pieces``; granian keeps whatever it is given, so give it no more than is taken."""
    before = caller.arrived_bytes()
    transport = proto.response_stream(answer.status, [*answer.headers, _SERVER])
    given = 0
    try:
        for piece in pieces:
            _await_room(caller, before + given, idle_s)
            transport.send_bytes(piece)
            given += len(piece)
    except BaseException:
        caller.hang_up()  # before granian hears of it: it would end the answer as if it were whole
        raise


def _await_room(caller: Caller, given: int, idle_s: float) -> None:
    """Wait until few bytes of an answer are under way.

    Raises:
        ClientDisconnected: nothing is taken any more.
    """
    arrived, since = -1, time.monotonic()
    while True:
        if caller.is_cut_off():
            raise ClientDisconnected
        now = caller.arrived_bytes()
        if given - now <= _AHEAD_BYTES:
            return
        if now > arrived:
            arrived, since = now, time.monotonic()
        elif time.monotonic() - since > idle_s:
            raise ClientDisconnected
        time.sleep(_LOOK_S)


def _write(_: bytes) -> NoReturn:
    raise NotImplementedError("the answer is what the callable returns")
