"""A receiver of posts that keeps its connections open, as good ones do, and counts them."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Generator
from typing import BinaryIO

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
HANG_UP = b""  # as an answer: close without one
Say = Callable[[int], bytes]  # the answer to the request of that number, counted from 1 over all connections


class Posts:
    """What was received, in the order that it came."""

    def __init__(self, say: Say, tls: ssl.SSLContext | None) -> None:
        self.connections = 0
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []
        self.ended = 0  # connections that are over
        self.host = ""
        self._say, self._tls = say, tls
        self._lock = threading.Condition()
        self._open: list[socket.socket] = []

    def accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                accepted, _ = listener.accept()
                with self._lock:
                    self.connections += 1
                    self._open.append(accepted)
                threading.Thread(target=self._serve, args=(accepted,), name="receiver", daemon=True).start()

    def hang_up(self) -> None:
        """Close all connections, whatever they do just now."""
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def wait_ended(self, many: int) -> None:
        """Wait until that many connections are over."""
        with self._lock:
            assert self._lock.wait_for(lambda: self.ended >= many, 20)

    def _serve(self, accepted: socket.socket) -> None:
        plain = accepted
        with contextlib.suppress(OSError), accepted:
            accepted.settimeout(60)
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls:
                accepted = self._tls.wrap_socket(accepted, server_side=True)
            with accepted:
                self._talk(accepted)
        with self._lock:
            self._open.remove(plain)
            self.ended += 1
            self._lock.notify_all()

    def _talk(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as coming:
            while head := _head(coming):
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
                body = coming.read(length)
                with self._lock:
                    self.heads.append(head)
                    self.bodies.append(body)
                    number = len(self.bodies)
                answer = self._say(number)
                connection.sendall(answer)
                if answer == HANG_UP:
                    return


def _head(coming: BinaryIO) -> bytes:
    """Return the lines of one head; nothing at the end."""
    head = b""
    while (line := coming.readline()) not in {b"", b"\r\n"}:
        head += line
    return head


@contextlib.contextmanager
def posts(say: Say = lambda _: OK, tls: ssl.SSLContext | None = None) -> Generator[Posts]:
    """Receive posts on a free port of this computer."""
    received = Posts(say, tls)
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listener:
        received.host = f"127.0.0.1:{listener.getsockname()[1]}"
        accepting = threading.Thread(target=received.accept, args=(listener,), name="accept")
        accepting.start()
        try:
            yield received
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join(20)
            received.hang_up()
            received.wait_ended(received.connections)
