"""Connections that look at the address they connect to, and that end when their time is up.

Requests and urllib3 stay as they are; what is replaced is how they find and open a connection. Nobody looks a name up
twice: what was checked is what is connected to, so a name that changes its mind in between gains nothing.

Source: facts measured for this project, "SSRF with requests"; urllib3 2 ``HTTPConnection._new_conn``.
"""

import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NameResolutionError, NewConnectionError

from qrdesk.core.net.answers import Refused
from qrdesk.core.net.networks import Networks, may_reach

_CONNECT_S = 5.0
_TRIED = 2  # addresses of one name


class Watch:
    """One request: what it may reach, until when, and the socket to cut when that time has come."""

    def __init__(self, allow: Networks, deadline_s: float) -> None:
        self.allow = allow
        self.dead = False  # whatever comes from the socket afterwards is half an answer, even one that looks like a 200
        self._until_s = time.monotonic() + deadline_s
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(deadline_s, self.cut)
        self._timer.daemon = True

    def __enter__(self) -> "Watch":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None

    @property
    def left_s(self) -> float:
        """Seconds that are left; a little more than none, because a timeout of 0 means something else."""
        return max(0.001, self._until_s - time.monotonic())

    def hold(self, connection: socket.socket) -> None:
        """Remember a connection, to be cut in time. A copy: wrapping it in TLS takes the handle away from it."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
            self._socket = connection.dup()
            dead = self.dead
        if dead:
            self.cut()

    def cut(self) -> None:
        """End the request, wherever it is."""
        with self._lock:
            self.dead = True
            if self._socket is not None:
                try:
                    self._socket.shutdown(socket.SHUT_RDWR)
                except OSError:  # it is over already
                    return


class _Plain(HTTPConnection):
    """A connection without TLS."""

    def __init__(self, *arguments: Any, watch: Watch, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._watch = watch

    def _new_conn(self) -> socket.socket:
        return _connect(self, self._watch)


class _Tls(HTTPSConnection):
    """A connection with TLS. The name asked for and checked in the certificate is still the one in the URL."""

    def __init__(self, *arguments: Any, watch: Watch, **options: Any) -> None:
        super().__init__(*arguments, **options)  # pyright: ignore[reportUnknownMemberType] - urllib3's own type
        self._watch = watch

    def _new_conn(self) -> socket.socket:
        return _connect(self, self._watch)


def _pool(kind: Callable[..., HTTPConnectionPool], connection: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes a pool whose connections are ours."""

    def make(*arguments: Any, **options: Any) -> HTTPConnectionPool:
        pool = kind(*arguments, **options)
        ours: Any = connection  # any callable does at run time
        pool.ConnectionCls = ours
        return pool

    return make


def _connect(connection: HTTPConnection, watch: Watch) -> socket.socket:
    """Return a socket to one of the addresses of the connection's host.

    Raises:
        Refused: one of them is not public. A name with both kinds is an attack, or as good as one.
    """
    host = connection.host.strip("[]")
    addresses = _look_up(connection, host, watch)
    if not addresses or not all(may_reach(str(one[4][0]), watch.allow) for one in addresses):
        raise Refused(host)
    trouble: OSError = OSError("no address")
    for family, kind, protocol, _, address in addresses[:_TRIED]:
        opened = socket.socket(family, kind, protocol)
        opened.settimeout(min(_CONNECT_S, watch.left_s))
        try:
            watch.hold(opened)
            opened.connect(address)
            opened.settimeout(watch.left_s)
        except OSError as fault:
            opened.close()
            trouble = fault
        else:
            return opened
    raise NewConnectionError(connection, str(trouble)) from trouble


def _look_up(connection: HTTPConnection, host: str, watch: Watch) -> list[Any]:
    """Return what ``getaddrinfo`` says. It knows no deadline, so it is asked by a thread that may be left behind."""
    said: list[Any] = []
    trouble: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            said.extend(socket.getaddrinfo(host, connection.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as fault:  # the second: a label that is empty or too long
            trouble.append(fault)

    asking = threading.Thread(target=ask, name="look-up", daemon=True)
    asking.start()
    asking.join(watch.left_s)
    if trouble or asking.is_alive():
        fault = socket.gaierror(str(trouble[0]) if trouble else "no answer in time")
        raise NameResolutionError(host, connection, fault)
    return list(said)


class _Adapter(HTTPAdapter):
    """Opens guarded connections only, and never one through a proxy: that would look names up for itself."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        super().__init__(max_retries=0)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        pools: dict[str, Any] = {
            "http": _pool(HTTPConnectionPool, partial(_Plain, watch=self._watch)),
            "https": _pool(HTTPSConnectionPool, partial(_Tls, watch=self._watch)),
        }
        self.poolmanager.pool_classes_by_scheme = pools

    def proxy_manager_for(self, proxy: str, **_: Any) -> Any:
        raise Refused(proxy)


class _Session(requests.Session):
    """Follows nothing: to prepare the next request, requests would read a whole body into memory first."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None


def session(watch: Watch, *, ca_file: str = "") -> requests.Session:
    """Return a session for one request; ``ca_file`` are the authorities to trust, empty for the usual ones."""
    opened = _Session()
    opened.trust_env = False  # neither a proxy from the environment nor a password from ~/.netrc
    opened.verify = ca_file or True
    opened.headers.clear()
    for scheme in ("http://", "https://"):
        opened.mount(scheme, _Adapter(watch))
    return opened
