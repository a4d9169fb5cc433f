"""Receivers that misbehave, on a free port of this computer: each gets one connection at a time and does its worst."""

import contextlib
import gzip
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Generator

Talk = Callable[[socket.socket, threading.Event], None]

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
CHUNKED = PAGE + b"Transfer-Encoding: chunked\r\n\r\n"


@contextlib.contextmanager
def receiver(talk: Talk, tls: ssl.SSLContext | None = None) -> Generator[str]:
    """Serve ``talk`` to every connection and hand out ``host:port``. ``talk`` gives up when its event is set."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threads = [threading.Thread(target=_accept, args=(listener, talk, tls, over), name="receiver")]
        threads[0].start()
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            over.set()
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(20)
                assert not thread.is_alive()


def _accept(listener: socket.socket, talk: Talk, tls: ssl.SSLContext | None, over: threading.Event) -> None:
    while not over.is_set():
        try:
            accepted, _ = listener.accept()
        except OSError:
            return
        with contextlib.suppress(OSError), accepted:
            accepted.settimeout(10)
            with tls.wrap_socket(accepted, server_side=True) if tls else contextlib.nullcontext(accepted) as spoken:
                spoken.recv(65536)
                talk(spoken, over)


def answering(content: bytes) -> Talk:
    """Send ``content`` and close."""
    return lambda connection, _: connection.sendall(content)


def dripping(before: bytes, drop: bytes) -> Talk:
    """Send ``before`` and then ``drop`` again and again, never an end."""

    def talk(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(before)
        while not over.wait(0.02):
            connection.sendall(drop)

    return talk


def silent(_: socket.socket, over: threading.Event) -> None:
    """Say nothing until it is over."""
    over.wait(60)


def resetting(connection: socket.socket, _: threading.Event) -> None:
    """Break off in the middle of the header."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Le")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def endless(connection: socket.socket, over: threading.Event) -> None:
    """Send a body without an end, as fast as it is taken."""
    connection.sendall(PAGE + b"\r\n")
    while not over.is_set():
        connection.sendall(b"x" * 65536)


BOMB = gzip.compress(b"\0" * 20_000_000)
