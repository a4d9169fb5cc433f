"""The background process: it drains, waits out trouble, says how it is, and ends with the daemon."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.hits import recount
from qrdesk.core.hits.ingest import Drained
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Hit
from qrdesk.core.settings import Settings
from qrdesk.daemon import figures
from qrdesk.daemon.background import _Background
from qrdesk.daemon.children import FAILED
from tests.core.hits.places import make_link, opened
from tests.faults.processes import Process, wait_for


class Place:
    """A database, its spool, and background processes for them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "qrdesk.db"
        self.data_dir = folder / "data"
        self.environ = {
            "QRDESK_DATABASE": str(self.database),
            "QRDESK_DATA_DIR": str(self.data_dir),
            "QRDESK_HITS_DRAIN_MS": "20",
            "QRDESK_BUSY_TIMEOUT_MS": "50",
        }
        with opened(str(self.database), self.data_dir) as found:
            self.spool = found.spool
            self.workspace_id = found.owner.workspace_id
            self.link_id = make_link(self.workspace_id)
        self.started: list[Process] = []
        self.serial = 0

    def start(self, **more: str) -> Process:
        environ = {**self.environ, **more}
        process = Process("-m", "qrdesk.daemon.background", log=self.folder / "background.log", environ=environ)
        self.started.append(process)
        return process

    def scan(self, spool: Spool, hits: int) -> None:
        for _ in range(hits):
            self.serial += 1
            at_us = time.time_ns() // 1000
            referrer = f"https://s{self.serial}.example/"
            words = ("Mozilla/5.0 Firefox/1", "", referrer, "81.2.69.0/24")
            assert spool.record(at_us, self.workspace_id, self.link_id, "s", *words)

    def stored(self) -> int:
        with sqlite3.connect(self.database, timeout=10) as connection:
            (count,) = connection.execute("SELECT COUNT(DISTINCT hit_id) FROM hit").fetchone()
        connection.close()
        return int(count)

    def ask(self, sql: str) -> list[Any]:
        with sqlite3.connect(self.database, timeout=10) as connection:
            found = [value for (value,) in connection.execute(sql)]
        connection.close()
        return found

    def status(self) -> dict[str, Any]:
        told = figures.read(self.data_dir, figures.BACKGROUND)
        return dict(told.state) if told is not None else {}

    def counts(self) -> dict[str, int]:
        told = figures.read(self.data_dir, figures.BACKGROUND)
        return dict(told.counts) if told is not None else {}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    yield place
    for process in place.started:
        process.close()


def test_hits_arrive_while_it_runs_and_the_rest_when_it_stops(place: Place) -> None:
    process = place.start()
    process.wait_said("ready")
    spool = Spool(place.spool)
    place.scan(spool, 500)
    wait_for(lambda: place.stored() == 500, "hits of a live process did not arrive")
    place.scan(spool, 100)
    spool.close()
    assert process.terminate() == 0
    assert place.stored() == 600
    assert list(place.spool.iterdir()) == []
    assert place.ask("SELECT DISTINCT country FROM hit JOIN hit_place ON hit_place.id = hit.place_id") == ["GB"]
    assert len(place.ask("SELECT salt FROM visitor_salt")) == 4  # made ahead, so that no web process has to write
    status = place.status()
    assert status["trouble"] == ""
    assert 0 <= status["lag_ms"] < 60_000


@pytest.mark.wide
def test_it_waits_out_a_held_database_and_says_so(place: Place) -> None:
    process = place.start()
    process.wait_said("ready")
    holder = sqlite3.connect(place.database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    spool = Spool(place.spool)
    place.scan(spool, 50)
    wait_for(lambda: place.status().get("trouble"), "it did not say what is wrong")
    assert "writing to the database" in place.status()["trouble"]
    wait_for(lambda: place.status()["waiting_bytes"] > 50 * 50, "it did not say how much waits")
    waited_ms = place.status()["lag_ms"]
    wait_for(lambda: place.status()["lag_ms"] > waited_ms, "hits wait, and it does not say for how long")
    failed = place.counts()["failed"]
    assert failed > 0
    assert place.stored() == 0
    holder.execute("ROLLBACK")
    holder.close()
    wait_for(lambda: place.stored() == 50, "it did not go on")
    wait_for(lambda: place.status()["trouble"] == "", "it still complains")
    wait_for(lambda: place.status()["waiting_bytes"] == 0, "it says that hits wait")
    spool.close()
    assert process.terminate() == 0
    assert place.counts()["drained"] == 50
    assert place.counts()["failed"] >= failed


def test_it_starts_before_its_database_can_be_opened(place: Place) -> None:
    aside = place.database.with_suffix(".aside")
    spool = Spool(place.spool)
    place.scan(spool, 5)
    spool.close()
    place.database.rename(aside)
    place.database.write_bytes(b"not a database, and not empty either")
    process = place.start()
    log = place.folder / "background.log"
    wait_for(lambda: "not a QRDesk database" in log.read_text(), "it did not say what is wrong")
    wait_for(lambda: "not a QRDesk database" in place.status().get("trouble", ""), "health would not know")
    aside.replace(place.database)
    wait_for(lambda: place.stored() == 5, "it did not go on")
    assert process.terminate() == 0


def run_without_a_parent(place: Place) -> None:
    """Run one whose standard input has ended already: it is told to stop before it has opened anything."""
    command = [sys.executable, "-m", "qrdesk.daemon.background"]
    environ = {**os.environ, **place.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, stdin=subprocess.DEVNULL, env=environ, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.wide
def test_told_to_stop_while_it_starts_it_drains_all_the_same(place: Place) -> None:
    spool = Spool(place.spool)
    place.scan(spool, 50)
    spool.close()
    run_without_a_parent(place)
    assert place.stored() == 50
    assert list(place.spool.iterdir()) == []


@pytest.mark.wide
def test_told_to_stop_while_its_database_cannot_be_opened_it_ends_and_keeps_the_hits(place: Place) -> None:
    spool = Spool(place.spool)
    place.scan(spool, 5)
    spool.close()
    aside = place.database.with_suffix(".aside")
    place.database.rename(aside)
    place.database.write_bytes(b"not a database, and not empty either")
    run_without_a_parent(place)
    assert len(list(place.spool.glob("*.log"))) == 1
    aside.replace(place.database)
    run_without_a_parent(place)
    assert place.stored() == 5


@pytest.mark.parametrize("level", ["debug", "Warning"])
@pytest.mark.fast_cases(1)
def test_it_takes_a_log_level_in_any_spelling(place: Place, level: str) -> None:
    process = place.start(QRDESK_LOG_LEVEL=level)
    process.wait_said("ready")
    spool = Spool(place.spool)
    place.scan(spool, 5)
    spool.close()
    assert process.terminate() == 0
    assert place.stored() == 5


def test_a_setting_it_cannot_read_is_said_in_words(place: Place) -> None:
    process = place.start(QRDESK_LOG_LEVEL="loud")
    assert process.wait() == FAILED
    said = (place.folder / "background.log").read_text()
    assert "QRDESK_LOG_LEVEL must be one of" in said
    assert "Traceback" not in said


PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, *sys.argv[1:]], stdin=subprocess.PIPE)
print("child", child.pid, flush=True)
child.wait()
"""


def test_it_ends_when_its_parent_is_killed(place: Place) -> None:
    log = place.folder / "parent.log"
    parent = Process("-c", PARENT, "-m", "qrdesk.daemon.background", log=log, environ=place.environ)
    place.started.append(parent)
    parent.wait_said("ready")
    assert len(parent.family()) == 2
    spool = Spool(place.spool)
    place.scan(spool, 20)
    spool.close()
    os.kill(parent.pid, 9)
    wait_for(lambda: not parent.family(), "it outlived its parent")
    assert place.stored() == 20


def test_two_of_them_on_one_spool_count_each_hit_once(place: Place) -> None:
    for _ in range(2):
        place.start().wait_said("ready")
    for _ in range(10):
        spool = Spool(place.spool)
        place.scan(spool, 100)
        spool.close()
    assert [process.terminate() for process in place.started] == [0, 0]
    assert place.stored() == 1000
    with opened(str(place.database), place.data_dir), database.scope():
        assert Hit.select().count() == 1000
        assert recount.compare() == []


def test_it_loads_no_web_framework_and_no_window_system() -> None:
    code = "import sys, qrdesk.daemon.background; print({'bottle', 'waitress', 'PySide6'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "set()"


def test_what_the_first_batches_of_a_drain_stored_counts_though_a_later_one_fails(place: Place) -> None:
    background = _Background(Settings(database=str(place.database), data_dir=str(place.data_dir)))
    total = Drained(hits=5000, misses=1)
    background._batch(total)
    total.hits, total.damaged = 10_000, 2
    background._batch(total)
    background._counted = Drained()  # the next drain
    background._batch(Drained(hits=5, misses=1, refused=1))
    background._figures.stop()
    assert place.counts() == {"drained": 10_005, "misses": 2, "damaged": 2, "refused": 1}
