"""Connections that look at the address they connect to, and that end when their time is up.

Nobody looks a name up twice: what was checked is what is connected to, so a name that changes its mind in between gains
nothing. The name in the address is still the one that TLS asks for and that the certificate must have. There is no
proxy, because a proxy would look names up for itself.

Source: facts measured for this project, "SSRF with requests".
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from qrdesk.core.net.answers import Refused
from qrdesk.core.net.networks import Networks, may_reach
from qrdesk.core.net.watchdog import watchdog

_CONNECT_S = 5.0
_READ_S = 10.0  # between two pieces
_TRIED = 2  # addresses of one name


class Origin(NamedTuple):
    """Where a connection leads: the same for all addresses of a web page's host."""

    tls: bool
    host: str  # as the address has it: a name in ASCII, or a number without brackets
    port: int


class Deadline:
    """Until when a request may take, and the connection to cut when that time has come."""

    def __init__(self, seconds: float) -> None:
        self._until_s = time.monotonic() + seconds
        self._over = False
        self._line: Line | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> "Deadline":
        self._alarm = watchdog().at(self._until_s, self._cut)
        return self

    def __exit__(self, *_: object) -> None:
        self._alarm.cancel()
        self.release()

    @property
    def dead(self) -> bool:
        """Whether time is up. What is read afterwards is half an answer, even where it looks like a 200."""
        return self._over or time.monotonic() >= self._until_s

    @property
    def left_s(self) -> float:
        """Seconds that are left; a little more than none, because a timeout of 0 means something else."""
        return max(0.001, self._until_s - time.monotonic())

    def hold(self, line: "Line") -> None:
        """Cut ``line`` in time, in the place of the one that was held."""
        with self._lock:
            self._line = line
            if self._over:
                line.cut()

    def release(self) -> None:
        """Leave the line that was held alone from now on."""
        with self._lock:
            self._line = None

    def _cut(self) -> None:
        with self._lock:
            self._over = True
            if self._line is not None:
                self._line.cut()


class Line:
    """One connection. Closing and cutting it may happen on two threads at once."""

    def __init__(self, origin: Origin, opened: socket.socket) -> None:
        self.origin = origin
        self.opened_s = time.monotonic()
        self._socket = opened
        self._lock = threading.Lock()
        self._closed = False

    def connect(self, address: Any, deadline: Deadline) -> None:
        """Connect to an ``address`` as ``getaddrinfo`` gives it.

        Raises:
            OSError: nobody is there, or not in time.
        """
        self._socket.settimeout(min(_CONNECT_S, deadline.left_s))
        self._socket.connect(address)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def wrap(self, context: ssl.SSLContext, deadline: Deadline) -> None:
        """Talk TLS from here on. The handshake is a step of its own, so that there is always a socket to cut."""
        with self._lock:
            plain, name = self._socket, self.origin.host.rstrip(".")
            wrapped = context.wrap_socket(plain, server_hostname=name, do_handshake_on_connect=False)
            self._socket = wrapped
        self.be_patient(deadline)
        wrapped.do_handshake()

    def be_patient(self, deadline: Deadline) -> None:
        """Wait for each piece as long as that is reasonable and the deadline lets."""
        self._socket.settimeout(min(_READ_S, deadline.left_s))

    def send(self, content: bytes) -> None:
        """Send all of it.

        Raises:
            OSError: the connection broke off, or time was up.
        """
        self._socket.sendall(content)

    def receive(self, most: int) -> bytes:
        """Return what came, up to ``most`` bytes; nothing at the end.

        Raises:
            OSError: the connection broke off, or time was up.
        """
        return self._socket.recv(most)

    def certificate(self) -> Mapping[str, Any]:
        """Return what the other side's certificate says, as :meth:`ssl.SSLSocket.getpeercert`; nothing without TLS."""
        return (self._socket.getpeercert() or {}) if isinstance(self._socket, ssl.SSLSocket) else {}

    def is_quiet(self) -> bool:
        """Say whether it is open and nothing came that nobody asked for. Leaves it without patience."""
        try:
            self._socket.settimeout(0)
            if isinstance(self._socket, ssl.SSLSocket) and self._socket.pending():
                return False
            # past TLS, which knows no looking without taking
            socket.socket.recv(self._socket, 1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except (OSError, ValueError):
            return False
        return False

    def cut(self) -> None:
        """End it, whatever another thread does with it just now."""
        with self._lock:
            if self._closed:
                return
            try:
                # past TLS, which would forget on the way that it was TLS
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:  # it is over already, or was not connected yet
                return

    def close(self) -> None:
        """Give it back to the system."""
        with self._lock:
            self._closed = True
            self._socket.close()


def open_line(origin: Origin, deadline: Deadline, allow: Networks, trust: Callable[[], ssl.SSLContext]) -> Line:
    """Connect to one of the addresses of the origin's host; ``deadline`` holds the line from then on.

    Raises:
        Refused: one of them is not public. A name with both kinds is an attack, or as good as one.
        OSError: nobody is there, or it is not who the address says.
    """
    line = _connect(origin, _checked(origin, deadline, allow), deadline)
    try:
        if origin.tls:
            line.wrap(trust(), deadline)
    except BaseException:
        deadline.release()
        line.close()
        raise
    return line


def _checked(origin: Origin, deadline: Deadline, allow: Networks) -> list[Any]:
    found = _look_up(origin, deadline)
    private = [address for one in found if not may_reach(address := str(one[4][0]), allow)]
    if private or not found:
        raise Refused(origin.host, *private[:1])
    return found


def _connect(origin: Origin, addresses: list[Any], deadline: Deadline) -> Line:
    trouble = OSError("no address")
    for family, kind, protocol, _, address in addresses[:_TRIED]:
        line = Line(origin, socket.socket(family, kind, protocol))
        deadline.hold(line)
        try:
            line.connect(address, deadline)
        except OSError as fault:
            trouble = fault
        else:
            return line
        deadline.release()
        line.close()
    raise trouble


def _look_up(origin: Origin, deadline: Deadline) -> list[Any]:
    """Return what ``getaddrinfo`` says. It knows no deadline, so it is asked by a thread that may be left behind."""
    said: list[Any] = []
    trouble: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            said.extend(socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as fault:  # the second: a label that is empty or too long
            trouble.append(fault)

    asking = threading.Thread(target=ask, name="look-up", daemon=True)
    asking.start()
    asking.join(deadline.left_s)
    if asking.is_alive():
        raise TimeoutError("no address in time")
    if trouble:
        raise socket.gaierror(str(trouble[0]))
    return said
