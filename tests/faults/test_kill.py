"""A kill -9 of the daemon in the middle of scans loses no answered scan and counts none twice."""

import http.client
import random
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.hits import recount
from tests.core.hits.places import Place, make_link, opened
from tests.faults.processes import Process, free_port, wait_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the daemon's processes in /proc")

CLIENTS = 2
AGENTS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "WhatsApp/2.23.20.0",
)


class Scanners:
    """Clients that scan until ``wanted`` answers were received whole, each scan with a referrer of its own."""

    def __init__(self, port: int, wanted: int) -> None:
        self.wanted = wanted
        self.answered: set[int] = set()
        self.unanswered: set[int] = set()  # sent, perhaps: the daemon died before we had the answer
        self.wrong: list[str] = []
        self._starts = 0
        self._started = threading.Condition()
        self._port = port
        self._serials = iter(range(1, 1 << 30))
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._scan, daemon=True) for _ in range(CLIENTS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def daemon_is_up(self) -> None:
        """Let the clients that met its end go on."""
        with self._started:
            self._starts += 1
            self._started.notify_all()

    def reached(self, answers: int) -> bool:
        assert self.wrong == []
        return len(self.answered) >= answers

    def join(self) -> None:
        for thread in self._threads:
            thread.join(120)
            assert not thread.is_alive()
        assert self.wrong == []

    def _scan(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        while len(self.answered) < self.wanted and not self.wrong:
            with self._lock:
                serial = next(self._serials)
            starts = self._starts
            try:
                self._ask(connection, serial)
                self.answered.add(serial)
            except (OSError, http.client.HTTPException):
                self.unanswered.add(serial)
                connection.close()
                with self._started:
                    assert self._started.wait_for(lambda starts=starts: self._starts > starts, 60)
        connection.close()

    def _ask(self, connection: http.client.HTTPConnection, serial: int) -> None:
        headers = {"User-Agent": AGENTS[serial % 3], "Referer": f"https://s{serial:06d}.example/"}
        connection.request("GET", "/r/spring", headers=headers)
        response = connection.getresponse()
        response.read()
        if (response.status, response.headers["Location"]) != (302, "https://x.example/"):
            self.wrong.append(f"{response.status} {response.headers}")


class Daemon:
    """``qrdesk serve`` on one port and database, started again after each kill."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "qrdesk.db"
        self.data_dir = folder / "qrdesk.db.d"
        self.port = free_port()
        self._log = folder / "daemon.stderr"
        self._process: Process | None = None

    def start(self) -> None:
        serve = ("serve", "--host", "127.0.0.1", "--port", str(self.port), "--database", str(self.database))
        self._process = Process("-m", "qrdesk", *serve, log=self._log)
        self._process.wait_said("QRDesk serving on")

    def kill(self) -> None:
        assert self._process is not None
        assert len(self._process.family()) >= 3  # the supervisor, a web process, the background process
        self._process.kill_family()

    def stop(self) -> int:
        assert self._process is not None
        return self._process.terminate()

    def close(self) -> None:
        if self._process is not None:
            self._process.close()


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    daemon = Daemon(tmp_path)
    with opened(str(daemon.database), daemon.data_dir) as found:
        make_link(found.owner.workspace_id)
    yield daemon
    daemon.close()


def scan_while_killing(daemon: Daemon, scans: int, kills: int, seed: int) -> Scanners:
    moments = sorted(random.Random(seed).sample(range(1, scans), kills))
    scanners = Scanners(daemon.port, scans)
    daemon.start()
    scanners.start()
    for moment in moments:
        wait_for(lambda moment=moment: scanners.reached(moment), "the daemon stopped answering")
        daemon.kill()
        daemon.start()
        scanners.daemon_is_up()
    scanners.join()
    assert daemon.stop() == 0
    return scanners


def check(daemon: Daemon, scanners: Scanners, kills: int) -> None:
    with opened(str(daemon.database), daemon.data_dir) as found, database.scope():
        assert database.proxy.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
        hosts = Place(found.spool, found.owner.workspace_id, 0).hosts()
        stored = {int(host.removeprefix("s").removesuffix(".example")) for host in hosts}
        assert len(hosts) == len(stored), "a scan was counted twice"
        assert scanners.answered - stored == set(), "answered scans were lost"
        assert stored - scanners.answered <= scanners.unanswered
        assert len(scanners.answered) >= scanners.wanted
        assert len(scanners.unanswered) <= 2 * kills * CLIENTS
        assert recount.compare() == []
        assert list(found.spool.iterdir()) == []


def test_two_kills_in_a_thousand_scans_lose_nothing_and_double_nothing(daemon: Daemon) -> None:
    scanners = scan_while_killing(daemon, 1000, 2, seed=2)
    check(daemon, scanners, 2)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_twenty_kills_in_nine_thousand_scans_lose_nothing_and_double_nothing(daemon: Daemon) -> None:
    scanners = scan_while_killing(daemon, 9_000, 20, seed=20)  # of a day's new referrers 10,000 are kept
    check(daemon, scanners, 20)
