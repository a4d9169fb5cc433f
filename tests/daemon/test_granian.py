"""``serve --server granian`` with real processes: it answers as Waitress does, loses no hit, leaves nobody behind."""

import http.client
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.models import Hit, Key
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from qrdesk.daemon.fast import needed
from tests.core.redirect.making import add_link, change
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon, alive
from tests.daemon.houses import BOT, HTML, PERSON, make
from tests.desks import make_key

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="granian is for Linux here")

# What is about this server, this connection or this moment, and not the answer.
_PASSING = {"date", "server", "connection", "x-request-id", "x-ratelimit-reset", "ratelimit", "x-ratelimit-remaining"}
_JSON = {"Content-Type": "application/json"}
_ASKED: tuple[tuple[str, str, dict[str, str], bytes], ...] = (
    *(("GET", f"/r/{slug}", {"User-Agent": PERSON, "Accept": HTML}, b"") for slug in (
        "plain", "PLAIN", "m%C3%A4rz", "m%C3%84RZ", "plain/", "rules", "locked", "limited", "paused", "ended", "gone",
        "mail", "social", "nothing", "a%2Fb", "%FF", "a%00b", "plain?a=1&a=2", "rules?a=1",
    )),
    ("GET", "//plain", {}, b""),
    ("GET", "/plain+", {"Accept": HTML}, b""),
    ("GET", "/plain", {"Sec-Purpose": "prefetch"}, b""),
    ("GET", "/social", {"User-Agent": BOT}, b""),
    ("GET", "/gone", {"Accept": "application/json"}, b""),
    ("GET", "/gone", {"Accept": HTML, "Accept-Language": "de"}, b""),
    ("GET", "/plain", {"Host": "nobody.example", "Accept": HTML}, b""),
    ("GET", "/plain", {"Host": "nobody.example", "Accept": "application/json"}, b""),
    ("GET", "/plain/qr", {}, b""),
    ("HEAD", "/plain", {}, b""),
    ("HEAD", "/gone", {}, b""),
    ("OPTIONS", "/plain", {}, b""),
    ("DELETE", "/plain", {}, b""),
    ("POST", "/locked", {"Content-Type": "application/x-www-form-urlencoded"}, b"password=wrong"),
    ("GET", "/", {"Accept": HTML}, b""),
    ("GET", "/robots.txt", {}, b""),
    ("GET", "/favicon.ico", {}, b""),
    ("GET", "/openapi.json", {}, b""),
    ("GET", "/docs", {}, b""),
    ("GET", "/api/v1/links", {}, b""),
    ("GET", "/api/v1/links?limit=2&state=paused", {"Authorization": "KEY"}, b""),
    ("GET", "/api/v1/links/paused", {"Authorization": "KEY"}, b""),
    ("GET", "/api/v1/links/nothing", {"Authorization": "KEY", "Accept-Language": "de"}, b""),
    ("GET", "/api/v1/links?limit=2&limit=3", {"Authorization": "KEY"}, b""),
    ("GET", "/api/v1/links", {"Authorization": "KEY", "x-api-key": "other"}, b""),
    ("POST", "/api/v1/links", {"Authorization": "KEY", **_JSON}, b'{"destination": "nonsense"}'),
    ("POST", "/api/v1/links", {"Authorization": "KEY", **_JSON}, b'{"a": 1, "a": 2}'),
    ("POST", "/api/v1/links", {"Authorization": "KEY"}, b""),
    ("POST", "/api/v1/links", {"Authorization": "KEY", **_JSON}, bytes(1_048_576)),
    ("POST", "/api/v1/links", {"Authorization": "KEY", **_JSON, "Content-Encoding": "gzip"}, b"{}"),
    ("PUT", "/api/v1/links", {"Authorization": "KEY", **_JSON}, b"{}"),
    ("GET", "/api/v1/nothing", {"Authorization": "KEY"}, b""),
    ("GET", "/mcp", {}, b""),
)  # fmt: skip

Said = list[tuple[int, dict[str, str], bytes]]


def furnish() -> None:
    """Make a link of each sort."""
    add_link("plain")
    add_link("märz")
    by_query = {"kind": "query", "name": "a", "any_of": ["1"]}
    make("rules", routing={"rules": [{"conditions": [by_query], "destination": "https://example.com/a"}]})
    make("locked", password="x")
    make("limited", hit_limit=500)
    now = datetime.now(UTC)
    make("paused", paused_at=now)
    make("ended", ends_at=now)
    make("gone", deleted_at=now)
    make("mail", "mailto:shop@example.com")
    make("social", routing={"social": {"title": "T"}})


def asked_of(daemon: Daemon, key: str) -> Said:
    """Ask everything, and return what was said without what belongs to the moment."""
    found: Said = []
    for method, path, headers, body in _ASKED:
        sent = {name: f"Bearer {key}" if value == "KEY" else value for name, value in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=60)) as connection:
            connection.request(method, path, body=body or None, headers=sent)
            answer = connection.getresponse()
            kept = {name.lower(): value for name, value in answer.getheaders() if name.lower() not in _PASSING}
            if answer.status == 413:
                kept.pop("content-length", None)
            found.append((answer.status, kept, re.sub(rb"[0-9a-f]{8,}", b"", answer.read())))
    return found


@pytest.fixture
def fast(start_on_each: Callable[..., Daemon]) -> Callable[..., Daemon]:
    """Starts daemons on granian."""
    return partial(start_on_each, server="granian")


@pytest.fixture
def key(database_url: str, start_on_each: Callable[..., Daemon]) -> str:
    """A key for everything."""
    return make_key(open_database(database_url, Settings()))


def test_it_answers_as_waitress_does(
    start_on_each: Callable[..., Daemon], fast: Callable[..., Daemon], key: str
) -> None:
    furnish()
    first = start_on_each()
    expected = asked_of(first, key)
    assert first.stop() == 0
    second = fast(port=first.port)
    for wanted, (method, path, *_), found in zip(expected, _ASKED, asked_of(second, key), strict=True):
        assert found == wanted, f"{method} {path}"
    assert second.stop() == 0
    # each was asked to count as often
    assert Hit.select().count() % 2 == 0
    assert Hit.select().count() > 20


def test_an_edit_is_seen_by_all_its_processes_and_a_limit_counts_for_all(fast: Callable[..., Daemon], key: str) -> None:
    link = add_link("menu", "https://example.com/1")
    with database.scope():
        Key.update(rate_limit=20).execute()
    daemon = fast(workers=2)
    assert len(daemon.pids("worker")) == 2
    assert {daemon.get("/r/menu")[1] for _ in range(20)} == {"https://example.com/1"}
    change(link, destination="https://example.com/2")
    until(lambda: {daemon.get("/menu")[1] for _ in range(20)} == {"https://example.com/2"}, within_s=10)
    bearer = {"Authorization": f"Bearer {key}"}
    statuses = [daemon.ask("/api/v1/links", headers=bearer).status for _ in range(40)]
    assert 20 <= statuses.count(200) <= 21  # a minute may begin meanwhile: a little of it is free again
    assert set(statuses) == {200, 429}


class Scanners:
    """Two clients that scan until they are told to stop; a connection that breaks is made anew."""

    def __init__(self, port: int) -> None:
        self.answered = 0
        self.broken = 0
        self.wrong: list[int] = []
        self._port = port
        self._stopping = False
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._scan, daemon=True) for _ in range(2)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping = True
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()
        assert self.wrong == []

    def _scan(self) -> None:
        while not self._stopping:
            with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)) as connection:
                try:
                    while not self._stopping:
                        self._ask(connection)
                except (OSError, http.client.HTTPException):
                    with self._lock:
                        self.broken += 1

    def _ask(self, connection: http.client.HTTPConnection) -> None:
        connection.request("GET", "/r/menu", headers={"User-Agent": PERSON})
        answer = connection.getresponse()
        answer.read()
        with self._lock:
            self.answered += 1
        if answer.status != 302:
            self.wrong.append(answer.status)


def test_no_hit_is_lost_when_a_process_is_killed_and_when_all_are_told_to_stop(fast: Callable[..., Daemon]) -> None:
    add_link("menu", "https://example.com/")
    daemon = fast(workers=2)
    scanners = Scanners(daemon.port)
    for _ in range(2):
        enough = scanners.answered + 200
        until(lambda enough=enough: scanners.answered > enough)
        pid = daemon.pids("worker")[0]
        os.kill(pid, signal.SIGKILL)
        until(lambda pid=pid: not alive(pid) and len(daemon.pids("worker")) == 2)
    enough = scanners.answered + 200
    until(lambda: scanners.answered > enough)
    daemon.process.terminate()
    until(lambda: daemon.process.poll() is not None)
    scanners.stop()
    assert daemon.stop() == 0
    stored = Hit.select().count()
    assert scanners.answered <= stored <= scanners.answered + scanners.broken


def test_nobody_outlives_a_daemon_that_is_killed_and_the_next_one_takes_its_port(fast: Callable[..., Daemon]) -> None:
    add_link("menu")
    daemon = fast(workers=2)
    port, children = daemon.port, list(daemon.children())
    assert len(children) == 3
    assert daemon.get("/r/menu")[0] == 302
    daemon.process.kill()
    daemon.process.wait(60)
    until(lambda: not any(map(alive, children)))
    again = fast(port=port)
    assert again.get("/r/menu")[0] == 302
    until(lambda: Hit.select().count() == 2)


def test_health_and_figures_are_told(fast: Callable[..., Daemon]) -> None:
    add_link("menu")
    daemon = fast()
    assert daemon.get("/r/menu")[0] == 302
    health = json.loads(daemon.get("/healthz")[2])
    assert (health["status"], health["hits"]["spooled"]) == ("ok", 1)
    assert b"qrdesk_" in daemon.get("/metrics")[2]
    assert not [line for line in daemon.log if "ERROR" in line or "Traceback" in line]


def test_where_granian_is_missing_a_sentence_says_how_to_get_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    needed.check_server("waitress")
    with pytest.raises(needed.ServerMissing, match=r"pip install 'qrdesk\[fast\]'"):
        needed.check_server("granian")
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(needed.ServerMissing, match="is for Linux"):
        needed.check_server("granian")
    assert not path.exists()
