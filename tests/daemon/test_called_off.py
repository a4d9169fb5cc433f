"""Whoever hangs up calls the question off: over real connections, with the processes of a real server."""

import contextlib
import logging
import select
import socket
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import Client, ExportQuery, TotalsQuery
from qrdesk.client.cancelling import cancelled_by
from qrdesk.core import database
from qrdesk.core.errors import Busy, CalledOff
from qrdesk.core.hits import ingest, rollups
from qrdesk.core.hits.hit_row import Agent, HitRow, Place
from qrdesk.core.models import Link
from qrdesk.core.services import exporting_hits, question_places
from qrdesk.core.settings import Settings
from qrdesk.daemon.listening import listen
from qrdesk.daemon.server import GONE, Server
from tests.core.redirect.making import add_link
from tests.core.services.endless import endless_hits
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon
from tests.desks import Desk, desk, served
from tests.postgres import fresh_database

AT_US = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp() * 1e6)
ASKED: dict[str, Any] = {"start": date(2026, 3, 1), "end": date(2026, 3, 2), "country": "DE", "os": "iOS"}
TOTALS = "/api/v1/analytics/totals?start=2026-03-01&end=2026-03-02&country=DE&os=iOS"
NOTHING = "/api/v1/analytics/totals?start=2026-03-01&end=2026-03-02&region=X&city=X"  # takes a place, and has no hit
ALL_PLACES = question_places.AT_ONCE + question_places.WAITING


@contextmanager
def house(url: str, folder: Path) -> Generator[Desk]:
    """A workspace with a few hits that only a look at each of them can tell from others."""
    with desk(url, folder / "data") as found:
        add_link("menu")
        with database.scope(), database.write():
            link = Link.get()
            plain = HitRow("", 0, link.workspace_id, link.id, True, False, place=Place("DE"), agent=Agent("", "iOS"))
            rollups.lock()
            ingest.store_hits([plain._replace(hit_id=f"h{n}", at=AT_US + n) for n in range(50)])
        yield found


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Desk]:
    with house(str(tmp_path / "q.db"), tmp_path) as found:
        yield found


@contextmanager
def asking(port: int, key: str, path: str = TOTALS) -> Generator[socket.socket]:
    """Ask a question as curl does; when the body is over, so is the connection."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n\r\n".encode())
        yield connection


def read_until(connection: socket.socket, word: bytes) -> bytes:
    """Return what has come when the word has."""
    got = b""
    while word not in got:
        part = connection.recv(4096)
        assert part, got
        got += part
    return got


@pytest.mark.wide
@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
def test_a_server_whose_callers_hang_up_has_its_places_back(shop: Desk, tmp_path: Path) -> None:
    url, bearer = str(tmp_path / "q.db"), {"Authorization": f"Bearer {shop.key}"}
    with ExitStack() as stack:
        daemon = Daemon(url, QRDESK_DATA_DIR=str(tmp_path / "data"), QRDESK_QUERY_SECONDS="3600")
        stack.callback(daemon.stop)
        assert daemon.ask(NOTHING, headers=bearer).status == 200
        stack.enter_context(endless_hits(url, "hit_agent"))  # the background reads hits, too
        with ExitStack() as callers:
            asked = [callers.enter_context(asking(daemon.port, shop.key)) for _ in range(ALL_PLACES + 1)]
            (refused,), _, _ = select.select(asked, [], [], 60)  # all others have a place, or wait for one
            assert read_until(refused, Busy.code.encode()).startswith(b"HTTP/1.1 503")
            assert daemon.ask("/healthz").status == 200
        until(lambda: daemon.ask(NOTHING, headers=bearer).status == 200, within_s=60)
        assert daemon.stop() == 0
    assert "fault" not in "".join(daemon.log).lower()
    assert "Traceback" not in "".join(daemon.log)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
def test_each_of_four_processes_hears_who_hangs_up(postgres: str, tmp_path: Path) -> None:
    """On PostgreSQL, within one statement."""
    import psycopg

    with ExitStack() as stack:
        url = stack.enter_context(fresh_database(postgres))
        shop = stack.enter_context(house(url, tmp_path))
        daemon = Daemon(url, workers=4, QRDESK_DATA_DIR=str(tmp_path / "data"), QRDESK_QUERY_SECONDS="3600")
        stack.callback(daemon.stop)
        looking = stack.enter_context(psycopg.connect(url, autocommit=True))

        def waiting() -> int:
            words = "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FILTER%'"
            found = looking.execute(words).fetchone()
            return found[0] if found else -1

        stack.enter_context(endless_hits(url))
        with ExitStack() as callers:
            for _ in range(8):
                callers.enter_context(asking(daemon.port, shop.key))
            until(lambda: waiting() >= question_places.AT_ONCE, within_s=60)
        until(lambda: waiting() == 0, within_s=60)
        assert daemon.ask(NOTHING, headers={"Authorization": f"Bearer {shop.key}"}).status == 200
    assert "fault" not in "".join(daemon.log).lower()


def test_the_client_hangs_up_when_nobody_waits_any_more(shop: Desk, tmp_path: Path) -> None:
    with served(shop.app) as address, Client.remote(address, shop.key) as client:
        before = client.analytics.totals(TotalsQuery(**ASKED))
        with endless_hits(str(tmp_path / "q.db")):
            began = threading.Event()

            def asked() -> bool:
                if question_places._places._value < question_places.AT_ONCE:
                    began.set()
                return began.is_set()

            with cancelled_by(asked), pytest.raises(CalledOff):
                client.analytics.totals(TotalsQuery(**ASKED))
            until(lambda: question_places._places._value == question_places.AT_ONCE)
        with cancelled_by(lambda: False):
            assert client.analytics.totals(TotalsQuery(**ASKED)) == before


def test_the_client_hangs_up_in_the_middle_of_a_file(
    shop: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    unwanted, go_on = threading.Event(), threading.Event()
    read = exporting_hits._page

    def later(*arguments: Any) -> Any:
        assert go_on.wait(20)
        unwanted.set()
        return read(*arguments)

    monkeypatch.setattr(exporting_hits, "_page", later)
    with served(shop.app) as address, Client.remote(address, shop.key) as client:
        with cancelled_by(unwanted.is_set):
            stream = client.analytics.export(ExportQuery(**ASKED, format="csv"))
            with endless_hits(str(tmp_path / "q.db")), contextlib.closing(stream):
                go_on.set()
                with pytest.raises(CalledOff):
                    b"".join(stream.chunks)
        until(lambda: exporting_hits._places._value == exporting_hits.AT_ONCE)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_an_application_is_told_who_has_gone_and_who_only_asks_more() -> None:
    """Half a goodbye counts as one: nobody can tell it from a whole one before the answer is sent."""
    told: list[bool] = []
    go_on = threading.Event()

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/wait":
            until(environ[GONE])
        told.append(environ[GONE]())
        go_on.set()
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    listener = listen("127.0.0.1", 0)
    server = Server(app, listener, Settings())
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        with socket.create_connection(listener.getsockname(), 10) as caller:
            caller.sendall(b"GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n")
            until(lambda: told == [False, False])
            caller.sendall(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
            caller.shutdown(socket.SHUT_WR)
            until(lambda: told == [False, False, True])
        go_on.clear()
        with socket.create_connection(listener.getsockname(), 10) as caller:
            caller.sendall(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
        assert go_on.wait(10)
    finally:
        server.stop()
        thread.join(20)
        assert not thread.is_alive()
