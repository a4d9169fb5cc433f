"""A server that does not behave, and a client that faces it."""

import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from qrdesk.client import Client
from qrdesk.core.services.keys import mint

Said = tuple[int, Mapping[str, str], bytes]  # status (0: it hangs up), headers and body


def saying(status: int, body: bytes, **headers: str) -> Said:
    """Return an answer."""
    return status, {name.replace("_", "-"): value for name, value in headers.items()}, body


class Strange:
    """A server that answers one after the other, and remembers what it was asked. The last answer stays."""

    def __init__(self, status: int, body: bytes, **headers: str) -> None:
        self.answers: list[Said] = [saying(status, body, **headers)]
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    @contextmanager
    def served(self) -> Generator[str]:
        """Serve; yield the address."""
        strange = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                strange.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, headers, body = strange.answers.pop(0) if len(strange.answers) > 1 else strange.answers[0]
                if not status:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def __getattr__(self, name: str) -> Any:
                if name.startswith("do_"):
                    return self.handle_any
                raise AttributeError(name)

            def log_message(self, format: str, *args: Any) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join(20)
            server.server_close()


@contextmanager
def facing(strange: Strange, key: str = "", tries: int = 1) -> Generator[Client]:
    """Yield a client of that server."""
    with strange.served() as address, Client.remote(address, key or mint(), tries=tries) as client:
        yield client
