"""A PostgreSQL that takes callers and never answers: whoever waits for it is refused, and nobody else is."""

import threading
import time
from collections.abc import Iterator

import pytest

from qrdesk.core import database
from qrdesk.core.errors import DatabaseUnreachable, QRDeskError
from tests.faults.processes import wait_for
from tests.postgres import Server, own_server

pytestmark = pytest.mark.wide


class Caller(threading.Thread):
    """Asks the database one thing."""

    def __init__(self, sql: str) -> None:
        super().__init__(daemon=True)
        self._sql = sql
        self.answer: object = None
        self.fault: QRDeskError | None = None
        self.start()

    def run(self) -> None:
        try:
            with database.scope():
                self.answer = database.proxy.execute_sql(self._sql).fetchone()[0]
        except QRDeskError as fault:
            self.fault = fault


@pytest.fixture
def server() -> Iterator[Server]:
    with own_server() as server:
        database.connect(server.url)
        yield server
        server.thaw()
        database.close()


def answers() -> bool:
    caller = Caller("SELECT 1")
    caller.join(60)
    return caller.answer == 1


def test_whoever_waits_for_a_server_that_hangs_is_refused_until_it_answers_again(server: Server) -> None:
    server.freeze()
    waiting = Caller("SELECT 1")
    wait_for(lambda: database.proxy.obj._tried, "nobody asked")
    database.let_go()
    waiting.join(20)
    assert isinstance(waiting.fault, DatabaseUnreachable)
    assert not answers()  # tries to connect, in vain
    began = time.monotonic()
    assert not answers()
    assert time.monotonic() - began < 2  # the next ones do not even try for a while
    server.thaw()
    wait_for(answers, "it is not asked any more", seconds=20)


def test_nobody_is_refused_by_a_server_that_only_takes_long(server: Server) -> None:
    waiting = Caller("SELECT 7 FROM pg_sleep(1)")
    wait_for(lambda: database.proxy.obj._in_use, "nobody asked")
    database.let_go()
    waiting.join(20)
    assert waiting.answer == 7
