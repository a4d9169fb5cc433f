"""Connections to a server that hang up when nobody waits for the answer any more: that is how it hears of it."""

import contextlib
import socket
import struct
import sys
import threading
from collections.abc import Callable, Generator
from typing import Any

from requests import Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.poolmanager import PoolManager

from qrdesk.client import cancelling
from qrdesk.core.context import never
from qrdesk.core.errors import CalledOff

_LOOK_S = 0.1
_AT_ONCE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)  # the system's own "linger", for no time


class _Plain(HTTPConnection):
    """A connection without encryption. ``heard`` is what the answer comes from, also where none comes after it."""

    heard: Any = None

    def getresponse(self) -> HTTPResponse:
        """Wait for the head of the answer, unless nobody does any more."""
        self.heard = self.sock
        with _hanging_up(self.heard):
            return super().getresponse()


class _Secure(HTTPSConnection):
    """An encrypted one."""

    heard: Any = None

    def getresponse(self) -> HTTPResponse:
        """Wait for the head of the answer, unless nobody does any more."""
        self.heard = self.sock
        with _hanging_up(self.heard):
            return super().getresponse()


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain  # type: ignore[assignment]  # as urllib3 has its own: the protocol is too strict


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure  # type: ignore[assignment]  # the same


_POOLS: dict[str, type[HTTPConnectionPool] | type[HTTPSConnectionPool]] = {"http": _PlainPool, "https": _SecurePool}


class Adapter(HTTPAdapter):
    """What a session sends requests with, so that calls end with ``CalledOff`` once ``cancelling`` says so."""

    poolmanager: PoolManager

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        """Make connections that can be hung up."""
        super().init_poolmanager(connections, maxsize, block, **more)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        """Do the same where a proxy lies between."""
        manager = super().proxy_manager_for(proxy, **more)
        if not proxy.lower().startswith("socks"):  # which has connections of its own
            manager.pool_classes_by_scheme = _POOLS
        return manager


@contextlib.contextmanager
def hanging_up(answer: Response) -> Generator[None]:
    """Hang up soon after the call was called off, while the body of its answer comes in.

    Raises:
        CalledOff: it was.
    """
    with _hanging_up(getattr(answer.raw.connection, "heard", None)):
        yield


@contextlib.contextmanager
def _hanging_up(connection: Any) -> Generator[None]:
    """Shut a socket down, whoever waits on it, soon after the call that is being made was called off.

    Raises:
        CalledOff: it was.
    """
    asked = cancelling.current()
    if asked is never or connection is None:
        yield
        return
    over, hung_up = threading.Event(), threading.Event()
    looking = threading.Thread(target=_look, args=(connection, asked, over, hung_up), daemon=True)
    looking.start()
    try:
        yield
    except Exception:
        if not hung_up.is_set():
            raise
    finally:
        over.set()
        looking.join()
    if hung_up.is_set():
        raise CalledOff("The question was called off.")


def _look(connection: Any, asked: Callable[[], bool], over: threading.Event, hung_up: threading.Event) -> None:
    while not over.wait(_LOOK_S):
        if asked():
            hung_up.set()
            inside = _innermost(connection)
            with contextlib.suppress(OSError):  # it is gone already
                # closed, it is reset then: a goodbye alone does not tell a server that sends a file to stop
                inside.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
                # not the method of an encrypted one, which would take its keys from under the thread that reads
                socket.socket.shutdown(inside, socket.SHUT_RDWR)
            return


def _innermost(connection: Any) -> socket.socket:
    """Return the socket that a connection goes by: encrypted within an encrypted one, to a proxy, it is inside."""
    while not isinstance(connection, socket.socket):
        connection = connection.socket  # of urllib3's SSLTransport
    return connection
