"""A proxy of a server that stumbles over everything it is asked: it has no time at first, and then loses the answer."""

import http.client
import threading
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@contextmanager
def stumbling(address: str, spared: Iterable[str] = ()) -> Generator[tuple[str, Counter[str]]]:
    """Yield the address of the proxy, and what it was asked: method and path, of which each fails twice.

    ``spared`` paths never fail.
    """
    with Proxy(urlsplit(address).netloc, frozenset(spared)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", server.asked
        finally:
            server.shutdown()
            thread.join(20)


class Proxy(ThreadingHTTPServer):
    """Counts what it is asked."""

    def __init__(self, there: str, spared: frozenset[str]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.there, self.spared = there, spared
        self.asked, self._lock = Counter[str](), threading.Lock()

    def time_of(self, method: str, path: str) -> int:
        """Note that it is asked for ``path`` once more; return the how many-eth time that is."""
        with self._lock:
            self.asked[f"{method} {path}"] += 1
            return self.asked[f"{method} {path}"]


class Handler(BaseHTTPRequestHandler):
    """Answers in its own way twice, then as the server does."""

    protocol_version = "HTTP/1.1"

    @property
    def proxy(self) -> Proxy:
        """The proxy that was asked."""
        assert isinstance(self.server, Proxy)
        return self.server

    def answer(self) -> None:
        """Answer the request, or not."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.partition("?")[0]
        time = self.proxy.time_of(self.command, path)
        fails = path not in self.proxy.spared
        if fails and time == 1:
            self.send(503, {}, b"busy")
            return
        with closing(http.client.HTTPConnection(self.proxy.there, timeout=60)) as connection:
            connection.request(self.command, self.path, body, dict(self.headers))
            answer = connection.getresponse()
            status, headers, content = answer.status, dict(answer.getheaders()), answer.read()
        if fails and time == 2:  # it was done there, and nobody hears of it
            self.close_connection = True
            return
        self.send(status, headers, content)

    def send(self, status: int, headers: dict[str, str], content: bytes) -> None:
        """Send an answer with a length of its own."""
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


for method in ("GET", "POST", "PATCH", "PUT", "DELETE"):
    setattr(Handler, f"do_{method}", Handler.answer)
