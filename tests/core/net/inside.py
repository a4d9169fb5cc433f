"""A service that only this computer should reach, and the ways to write its address that have fooled others."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

HOSTILE = """
    http://127.0.0.1:{port}/ http://localhost:{port}/ http://LOCALHOST:{port}/ http://localhost.:{port}/
    http://127.1:{port}/ http://127.0.1:{port}/ http://2130706433:{port}/ http://0x7f000001:{port}/
    http://0x7f.0.0.1:{port}/ http://0177.0.0.1:{port}/ http://017700000001:{port}/ http://0:{port}/
    http://0.0.0.0:{port}/ http://[::]:{port}/ http://[::1]:{port}/ http://[0:0:0:0:0:0:0:1]:{port}/
    http://[::127.0.0.1]:{port}/ http://[::ffff:127.0.0.1]:{port}/ http://[::ffff:7f00:1]:{port}/
    http://[64:ff9b::7f00:1]:{port}/ http://[2002:7f00:1::]:{port}/ http://[2001:0:7f00:1::]:{port}/
    http://[fec0::1]:{port}/ http://[fe80::1]:{port}/ http://[fc00::1]:{port}/ http://[5f00::1]:{port}/
    http://[fd00:ec2::254]/latest/meta-data http://169.254.169.254/latest/meta-data/ http://2852039166/
    http://[::ffff:169.254.169.254]/ http://100.100.100.200/latest http://192.0.0.192/opc/v2/
    http://10.0.0.1/ http://172.16.0.1/ http://192.168.0.1/ http://100.64.0.1/ http://198.18.0.1/ http://224.0.0.1/
    http://255.255.255.255/ http://１２７.0.0.1:{port}/ http://127。0。0。1:{port}/ http://①②⑦.0.0.1:{port}/
    http://user@127.0.0.1:{port}/ http://example.com@127.0.0.1:{port}/ http://127.0.0.1:{port}\\@example.com/
    http://example.com\\@127.0.0.1:{port}/ http://127.0.0.1:{port}#@example.com/ http://127.0.0.1:{port}?@example.com/
    https://127.0.0.1:{port}/ file:///etc/passwd ftp://127.0.0.1/ gopher://127.0.0.1:{port}/_x javascript:alert(1)
    //127.0.0.1:{port}/ http:///x http://
""".split()
MIXED = [
    [["127.0.0.1"]],
    [["169.254.169.254"]],
    [["93.184.216.34", "127.0.0.1"]],
    [["127.0.0.1", "93.184.216.34"]],
    [["::ffff:10.0.0.1"]],
    [[]],
]


class _Counting(BaseHTTPRequestHandler):
    seen: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.seen.append((self.path, dict(self.headers)))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"in")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None: ...


@pytest.fixture
def inside() -> Iterator[tuple[int, list[tuple[str, dict[str, str]]]]]:
    """A service that only this computer should reach: its port, and what it was asked for."""
    seen: list[tuple[str, dict[str, str]]] = []
    server = HTTPServer(("127.0.0.1", 0), type("Counting", (_Counting,), {"seen": seen}))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port, seen
    server.shutdown()
    thread.join(20)
    server.server_close()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """Names and what each look-up of them says in turn; the last answer stays."""
    told: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host not in told:
            return real(host, port, *rest, **more)
        addresses = told[host].pop(0) if len(told[host]) > 1 else told[host][0]
        return [one for address in addresses for one in real(address, port, *rest, **more)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return told


def without_network(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Let no connection be made from here on; return the list of where one is tried."""
    connected: list[Any] = []

    def connect(_self: socket.socket, address: Any) -> None:
        connected.append(address)
        raise OSError("no network in a test")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return connected


def name_a_proxy(monkeypatch: pytest.MonkeyPatch, home: Path, port: int) -> None:
    """Let the environment name a proxy at ``port`` of this computer, and ``home`` a password for it."""
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    monkeypatch.delenv("no_proxy", raising=False)
    (home / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
