"""Files that are sent as they are made, over a real connection."""

import csv
import io
import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import Client, ExportQuery
from qrdesk.client.exporting import export_hits
from qrdesk.core import database
from qrdesk.core.cells import unguarded
from qrdesk.core.errors import Busy, NotFound, ServerUnreachable
from qrdesk.core.hits import hit_ids, ingest, rollups
from qrdesk.core.hits.hit_row import HitRow, Origin
from qrdesk.core.models import Link
from qrdesk.core.services import exporting_hits, hit_marks
from qrdesk.core.settings import Settings
from qrdesk.daemon.listening import listen
from qrdesk.daemon.server import Server
from tests.daemon.asking import until
from tests.desks import Desk, context, served

AT_US = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp() * 1e6)
DAYS: dict[str, Any] = {"start": date(2026, 3, 1), "end": date(2026, 3, 2)}
PATH = "/api/v1/hits/export?start=2026-03-01&end=2026-03-02"


@pytest.fixture
def shop(api: Desk) -> Desk:
    """A desk with a link that was scanned 3,000 times, by campaigns with names of their own."""
    api.ask("POST", "/api/v1/links", {"destination": "https://example.com", "slug": "lunch", "title": "=1+1"})
    with database.scope():
        link = Link.get()
        plain = HitRow("", 0, link.workspace_id, link.id, True, False)
        hits = [
            plain._replace(hit_id=f"h{n}", at=AT_US + n, origin=Origin(utm_source="=cmd()" if n % 2 else "ä\u2028b"))
            for n in range(3000)
        ]
        with database.write():
            rollups.lock()
            ingest.store_hits(hits)
    return api


@pytest.fixture
def remote(shop: Desk) -> Iterator[Client]:
    with served(shop.app) as address, Client.remote(address, shop.key) as found:
        yield found


def test_a_table_comes_whole_and_starts_no_formula(remote: Client, shop: Desk, tmp_path: Path) -> None:
    file = tmp_path / "hits.csv"
    steps: list[int] = []
    size = export_hits(remote, file, ExportQuery(**DAYS), step=steps.append)
    assert size == file.stat().st_size == steps[-1]
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    key = hit_marks.key_of_ids(shop.opened.secret_key)
    assert [row["id"] for row in rows] == [hit_ids.id_of(key, f"h{n}", AT_US + n) for n in range(3000)]
    assert (rows[1]["utm_source"], rows[1]["title"]) == ("'=cmd()", "'=1+1")
    assert (unguarded(rows[1]["utm_source"]), rows[0]["utm_source"]) == ("=cmd()", "ä\u2028b")


def test_lines_of_json_come_with_a_name_and_a_kind(remote: Client) -> None:
    stream = remote.analytics.export(ExportQuery(**DAYS, format="jsonl"))
    assert (stream.media_type, stream.file_name) == ("application/x-ndjson", "hits-2026-03-01-2026-03-02.jsonl")
    lines = b"".join(stream.chunks).split(b"\n")
    assert len(lines) == 3001
    assert json.loads(lines[1])["utm_source"] == "=cmd()"
    with pytest.raises(NotFound):
        remote.analytics.export(ExportQuery(link_id="nothing"))


def test_one_file_too_many_is_refused_in_the_envelope(shop: Desk) -> None:
    with database.scope():
        begun = [
            exporting_hits.export_hits(context(shop.opened), ExportQuery(**DAYS)) for _ in range(exporting_hits.AT_ONCE)
        ]
    for stream in begun:
        next(stream.chunks)
    refused = shop.ask("GET", PATH)
    assert (refused.status, refused.code) == (503, Busy.code)
    for stream in begun:
        stream.close()
    assert shop.ask("GET", PATH).status == 200


def test_a_file_that_breaks_off_is_no_file(remote: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = 0
    read = exporting_hits._page

    def breaking(*arguments: Any) -> Any:
        nonlocal pages
        pages += 1
        if pages > 2:
            raise RuntimeError("the disk went away")
        return read(*arguments)

    monkeypatch.setattr(exporting_hits, "_page", breaking)
    file = tmp_path / "hits.csv"
    with pytest.raises(ServerUnreachable, match="not whole"):
        export_hits(remote, file, ExportQuery(**DAYS))
    assert list(tmp_path.glob("hits*")) == []


def test_whoever_takes_no_more_gives_thread_and_place_back(shop: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reader is silent, but stays connected; the server hangs up, and the file is closed."""
    closed = threading.Event()

    def endless(*_: Any) -> Iterator[list[dict[str, Any]]]:
        try:
            while True:
                yield [{}] * 10
        finally:
            closed.set()

    monkeypatch.setattr(exporting_hits, "_pages", endless)
    monkeypatch.setattr(exporting_hits, "_csv_page", lambda _: b"x" * 100_000)
    listener = listen("127.0.0.1", 0)
    server = Server(shop.app, listener, Settings(), idle_s=1)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        with socket.create_connection(listener.getsockname(), 10) as reader:
            reader.sendall(f"GET {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {shop.key}\r\n\r\n".encode())
            assert reader.recv(100).startswith(b"HTTP/1.1 200")
            assert closed.wait(60)
        until(lambda: exporting_hits._places._value == exporting_hits.AT_ONCE)
    finally:
        server.stop()
        thread.join(20)
        assert not thread.is_alive()


@pytest.mark.parametrize(("version", "format"), [("1.0", "csv"), ("1.1", "jsonl")])
def test_whoever_only_asks_nothing_more_gets_the_whole_file(shop: Desk, version: str, format: str) -> None:
    """Such as ``nc -N``, and proxies that pass the end of a request on."""
    asked = f"GET {PATH}&format={format} HTTP/{version}\r\nHost: x\r\nAuthorization: Bearer {shop.key}\r\n\r\n"
    with served(shop.app) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), 10) as reader:
            reader.sendall(asked.encode())
            reader.shutdown(socket.SHUT_WR)
            got = b"".join(iter(lambda: reader.recv(65_536), b""))
    assert got.startswith(f"HTTP/{version} 200".encode())
    assert got.count(b"hit_") == 3000
    assert version == "1.0" or got.endswith(b"\r\n0\r\n\r\n")


def test_whoever_hangs_up_in_the_middle_gives_the_place_back(shop: Desk) -> None:
    with served(shop.app) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        for _ in range(3 * exporting_hits.AT_ONCE):
            with socket.create_connection((host, int(port)), 10) as reader:
                reader.sendall(f"GET {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {shop.key}\r\n\r\n".encode())
                reader.recv(10)
        until(lambda: exporting_hits._places._value == exporting_hits.AT_ONCE)
    assert shop.ask("GET", PATH).status == 200
