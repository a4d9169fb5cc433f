"""A kill -9 of the daemon in the middle of scans loses no answered scan and counts none twice."""

import http.client
import random
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.hits import recount
from tests.core.hits.places import make_link, opened, rows_of
from tests.faults import serving
from tests.faults.forks import Fork, Forks
from tests.faults.marks import BOT, STORED, agent_of, host_of, serial_of
from tests.faults.processes import Process, free_port, wait_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the daemon's processes in /proc")

CLIENTS = 2
DAY_US = 86_400_000_000


class Scanners:
    """Clients that scan until ``wanted`` answers were received whole; no two scans have host and browser in common."""

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
        headers = {"User-Agent": agent_of(serial), "Referer": f"https://{host_of(serial)}/"}
        connection.request("GET", "/r/spring", headers=headers)
        response = connection.getresponse()
        response.read()
        if (response.status, response.headers["Location"]) != (302, "https://x.example/"):
            self.wrong.append(f"{response.status} {response.headers}")


class Daemon:
    """``qrdesk serve`` on one port and database, started again after each kill.

    With ``forks`` it is started from them, which takes half as long.
    """

    def __init__(self, folder: Path, forks: Forks | None = None, more: tuple[str, ...] = ()) -> None:
        self._more = more
        self.database = folder / "qrdesk.db"
        self.data_dir = folder / "qrdesk.db.d"
        self.port = free_port()
        self._log = folder / "daemon.stderr"
        self._forks = forks
        self._process: Process | Fork | None = None

    def start(self) -> None:
        serve = ("serve", "--host", "127.0.0.1", "--port", str(self.port), "--database", str(self.database))
        serve += self._more
        if self._forks is None:
            self._process = Process("-m", "qrdesk", *serve, log=self._log)
        else:
            self._process = self._forks.start(*serve, environ={"PYTHONPATH": str(Path(__file__).parents[2])})
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


@pytest.fixture(params=["waitress", "granian"])
def daemon(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Daemon]:
    with closing(make_daemon(tmp_path, more=("--server", request.param, "--workers", "2"))) as daemon:
        yield daemon


@pytest.fixture
def forked_daemon(tmp_path: Path) -> Iterator[Daemon]:
    with closing(Forks(serving.__name__, tmp_path)) as forks, closing(make_daemon(tmp_path, forks)) as daemon:
        yield daemon


def make_daemon(folder: Path, forks: Forks | None = None, more: tuple[str, ...] = ()) -> Daemon:
    daemon = Daemon(folder, forks, more)
    with opened(str(daemon.database), daemon.data_dir) as found:
        make_link(found.owner.workspace_id)
    return daemon


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


def check(daemon: Daemon, scanners: Scanners, kills: int) -> int:
    """Compare what is stored with what was sent and answered; return how many scans are stored."""
    with opened(str(daemon.database), daemon.data_dir) as found, database.scope():
        assert database.proxy.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
        hits = rows_of(STORED)
        stored = {serial_of(hit["host"], hit["version"]) for hit in hits}
        assert len(hits) == len(stored), "a scan was counted twice"
        assert scanners.answered - stored == set(), "answered scans were lost"
        assert stored - scanners.answered <= scanners.unanswered
        assert len(scanners.answered) >= scanners.wanted
        assert len(scanners.unanswered) <= 2 * kills * CLIENTS
        assert recount.compare() == []
        check_sums(hits)
        assert list(found.spool.iterdir()) == []
        return len(hits)


def check_sums(hits: list[dict[str, Any]]) -> None:
    """Count what was sent anew, past all code of ours: a visitor is an agent here, and all of them come from one place.

    The agents come again and again, and at the same time as others: each is one visitor of its day.
    """
    days: dict[int, Counter[str]] = {}
    visitors: dict[int, set[str]] = {}
    for hit in hits:
        serial, day = serial_of(hit["host"], hit["version"]), hit["at"] // DAY_US
        bot = serial % 3 == BOT
        assert bool(hit["bot"]) == bot
        days.setdefault(day, Counter())["bots" if bot else "scans"] += 1
        visitors.setdefault(day, set()).update(() if bot else {agent_of(serial)})
    told = [(day, days[day]["scans"], 0, days[day]["bots"], len(visitors[day])) for day in sorted(days)]
    for scope in "lwd":
        kept = rows_of(f"SELECT * FROM rollup_day WHERE scope = '{scope}' ORDER BY day")
        assert [(row["day"], row["scans"], row["clicks"], row["bots"], row["visitors"]) for row in kept] == told


def test_two_kills_in_a_thousand_scans_lose_nothing_and_double_nothing(daemon: Daemon) -> None:
    scanners = scan_while_killing(daemon, 1000, 2, seed=2)
    assert check(daemon, scanners, 2) >= 1000


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_twenty_kills_in_twenty_thousand_scans_lose_nothing_and_double_nothing(forked_daemon: Daemon) -> None:
    scanners = scan_while_killing(forked_daemon, 20_000, 20, seed=20)
    assert check(forked_daemon, scanners, 20) >= 20_000
