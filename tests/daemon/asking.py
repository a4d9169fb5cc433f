"""Asking a WSGI callable, or a server by its socket, what a visitor would ask."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import WSGIApplication


@dataclass(frozen=True)
class Answered:
    """One answer; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(app: WSGIApplication, path: str, *, method: str = "GET", host: str = "go.example", **environ: str) -> Answered:
    """Call ``app`` as a server would; ``path`` is text, sent as UTF-8."""
    given: list[tuple[int, dict[str, str]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _failed: Any = None) -> Callable[[bytes], object]:
        assert len({name.lower() for name, _ in headers}) == len(headers), "a header came twice"
        given.append((int(status[:3]), {name.lower(): value for name, value in headers}))
        return lambda _: None

    request: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": "",
        "HTTP_HOST": host,
        "REMOTE_ADDR": "203.0.113.77",
        **environ,
    }
    body = b"".join(app(request, start_response))
    return Answered(*given[-1], body)


def talk(port: int, sent: bytes, *, timeout_s: float = 60.0) -> bytes:
    """Send raw bytes and return everything that comes back until the server closes or goes silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout_s) as connection:
        connection.sendall(sent)
        return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    """Return what comes until the other side closes."""
    got = b""
    try:
        while part := connection.recv(65536):
            got += part
    except ConnectionResetError:
        pass
    return got


def until(true: Callable[[], bool], *, within_s: float = 60.0) -> float:
    """Wait for something to become true and return how long that took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within_s, "it did not happen in time"
        time.sleep(0.01)
    return time.monotonic() - began
