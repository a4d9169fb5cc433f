"""``/healthz``: well, or what is wrong, from what the processes of the daemon tell each other."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core.redirect.store import PlanStore
from qrdesk.daemon.figures import BACKGROUND, Figures, Said
from qrdesk.daemon.front import Front
from qrdesk.daemon.health import Health, ready
from qrdesk.daemon.hits import Hits
from qrdesk.daemon.recording import Recording
from qrdesk.daemon.redirect import Redirects
from qrdesk.daemon.tally import Tally
from qrdesk.daemon.worker import said_of
from tests.core.redirect.making import add_link
from tests.daemon.asking import Answered, ask
from tests.daemon.houses import House, house

__all__ = ["house"]


class Web:
    """A web process with its health, in a data folder of its own."""

    def __init__(self, house: House, data_dir: Path, name: str = "web-1") -> None:
        self.data_dir, self.store = data_dir, house.store
        self.recording = Recording(data_dir / "spool")
        self.redirects = Redirects(house.store, Hits(house.store, self.recording))
        tally = Tally()
        self.figures = Figures(data_dir, name, lambda: said_of(self.recording, self.redirects, tally))
        self.front = Front(house.store, self.redirects, house.front, self.health("the-database").answer, tally=tally)

    def health(self, database_id: str = "", **more: Any) -> Health:
        return Health(database_id, self.store, self.figures, **more)

    def ask(self, path: str) -> Answered:
        return ask(self.front, path, host="go.example")


def background_says(data_dir: Path, **state: float | str) -> None:
    Figures(data_dir, BACKGROUND, lambda: Said({}, state)).stop()


def reason(answer: Any) -> str:
    return str(json.loads(answer.body).get("reason", ""))


@pytest.fixture
def web(house: House, tmp_path: Path) -> Iterator[Web]:
    """A web process."""
    made = Web(house, tmp_path / "data")
    yield made
    made.recording.close()
    made.figures.stop()


def test_health_is_good_until_a_hit_is_lost(web: Web) -> None:
    add_link("menu")
    web.ask("/r/menu")
    well = web.ask("/healthz")
    assert well.status == 200
    assert json.loads(well.body) | {"version": ""} == {
        "status": "ok", "database_id": "the-database", "version": "", "hits": {"spooled": 1, "dropped": 0, "lag_ms": 0},
    }  # fmt: skip
    web.recording.close()  # what comes now is refused
    assert web.ask("/r/menu").status == 302
    ill = web.ask("/healthz")
    told = json.loads(ill.body)
    assert (ill.status, told["status"], told["hits"]) == (503, "degraded", {"spooled": 1, "dropped": 1, "lag_ms": 0})
    assert "could not be recorded" in told["reason"]


def test_health_knows_of_the_hits_of_the_other_web_processes(web: Web, house: House) -> None:
    add_link("menu")
    other = Web(house, web.data_dir, "web-2")
    assert other.ask("/r/menu").status == 302
    other.recording.close()
    assert other.ask("/r/menu").status == 302
    other.figures.stop()
    assert web.ask("/r/menu").status == 302
    ill = web.ask("/healthz")
    assert json.loads(ill.body)["hits"] == {"spooled": 2, "dropped": 1, "lag_ms": 0}
    assert "could not be recorded" in reason(ill)


def test_health_says_when_hits_are_kept_but_not_counted(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = web.health(started_at=time.time() - 300)
    background_says(web.data_dir, trouble="The disk is full.")
    assert "The disk is full." in reason(long_ago.answer())
    background_says(web.data_dir, trouble="", lag_ms=312)
    well = long_ago.answer()
    assert (well.status, json.loads(well.body)["hits"]["lag_ms"]) == ("200 OK", 312)
    now_s = time.time()
    monkeypatch.setattr(time, "time", lambda: now_s + 20)
    silent = long_ago.answer()
    assert silent.status == "503 Service Unavailable"
    assert "silent for 20 seconds" in reason(silent)
    # it started just now, and so may the background process
    assert web.health(started_at=time.time()).answer().status == "200 OK"


def test_lag_goes_on_growing_while_hits_wait_and_nobody_speaks(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    background_says(web.data_dir, lag_ms=500, waiting_bytes=1000)
    now_s = time.time()
    monkeypatch.setattr(time, "time", lambda: now_s + 100)
    assert json.loads(web.health().answer().body)["hits"]["lag_ms"] == pytest.approx(100_500, abs=5000)


def test_health_is_told_while_every_thread_waits_for_the_database(web: Web) -> None:
    add_link("menu")
    web.store.refresh()
    asked = ("/r/menu", "/healthz", "/metrics", "/api/v1/links", "/nothing")
    assert [bool(web.front.is_quick(path, "go.example")) for path in asked] == [True, True, False, False, False]
    assert web.front.is_quick("/readyz", "go.example")


def test_health_says_when_the_background_process_does_not_come_up(web: Web) -> None:
    now_s = time.time()
    assert web.health(started_at=now_s - 5).answer().status == "200 OK"
    assert web.health(started_at=now_s - 16).answer().status == "503 Service Unavailable"


def test_a_server_that_leads_visitors_is_ready_whatever_else_is_wrong(web: Web) -> None:
    add_link("menu")
    web.recording.close()  # hits are refused
    assert web.ask("/r/menu").status == 302
    assert web.ask("/healthz").status == 503
    said = web.ask("/readyz")
    assert (said.status, json.loads(said.body)) == (200, {"status": "ready"})
    assert web.ask("/READYZ/").status == 200


def test_before_its_links_are_loaded_a_server_is_not_ready() -> None:
    answer = ready(PlanStore())
    assert answer.status == "503 Service Unavailable"
    assert json.loads(answer.body)["status"] == "starting"
