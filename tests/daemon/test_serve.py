"""``serve`` with real processes: starts, answers, is alone, revives, stops in order, and leaves nobody behind."""

import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qrdesk.core.models import Domain, Hit
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from qrdesk.daemon import figures
from qrdesk.daemon import serve as serving
from qrdesk.daemon.claim import AlreadyServing, Claim, read_note
from tests.core.redirect.making import add_link, change
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon, alive

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")


def test_the_whole_way_of_a_scan(start: Callable[..., Daemon]) -> None:
    link = add_link("menu", "https://example.com/1")
    daemon = start()
    assert daemon.get("/r/menu")[:2] == (302, "https://example.com/1")
    change(link, destination="https://example.com/2")
    assert until(lambda: daemon.get("/menu")[1] == "https://example.com/2") < 1
    health = json.loads(daemon.get("/healthz")[2])
    assert health["status"] == "ok"
    until(lambda: Hit.select().count() == health["hits"]["spooled"])
    assert daemon.get("/")[0] == 200
    assert daemon.get("/nothing")[0] == 404
    assert daemon.stop() == 0


def test_it_writes_where_it_serves_and_takes_the_note_away_at_the_end(start: Callable[..., Daemon]) -> None:
    daemon = start()
    note = read_note(daemon.data_dir)
    assert note is not None
    assert (note["pid"], note["port"], note["url"]) == (
        daemon.process.pid,
        daemon.port,
        f"http://127.0.0.1:{daemon.port}",
    )
    assert note["database_id"] == json.loads(daemon.get("/healthz")[2])["database_id"]
    assert daemon.stop() == 0
    assert read_note(daemon.data_dir) is None
    assert "Serving" in (daemon.data_dir / "daemon.log").read_text()


@pytest.mark.wide
def test_a_second_daemon_on_one_database_is_told_where_the_first_serves(start: Callable[..., Daemon]) -> None:
    first = start()
    second = start()
    assert second.line == ""
    assert second.stop() == 1
    said = "".join(second.log)
    assert said.startswith("already_serving: ")
    assert first.line.rpartition(" ")[2] in said
    assert first.get("/healthz")[0] == 200


@pytest.mark.wide
def test_a_refused_daemon_leaves_the_public_address_as_it_was(start: Callable[..., Daemon], path: Path) -> None:
    first = start(public_url="https://go.example")
    assert Domain.get(Domain.is_default).host == "go.example"
    second = start(public_url="https://wrong.example")
    assert second.stop() == 1
    assert first.stop() == 0
    with socket.create_server(("127.0.0.1", 0)) as other:
        third = start(port=other.getsockname()[1], public_url="https://wrong.example")
        assert third.stop() == 1
    assert "port_in_use" in "".join(third.log)
    assert [domain.host for domain in Domain.select()] == ["go.example"]


def test_a_public_address_that_is_none_is_refused_before_a_database_is_made(
    start: Callable[..., Daemon], tmp_path: Path
) -> None:
    daemon = start(tmp_path / "new.db", public_url="no address at all")
    assert daemon.stop() == 1
    assert "Traceback" not in "".join(daemon.log)
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("level", ["debug", "WARNING"])
@pytest.mark.wide
def test_hits_are_counted_at_every_log_level(start: Callable[..., Daemon], level: str) -> None:
    add_link("menu")
    daemon = start(QRDESK_LOG_LEVEL=level)
    assert daemon.get("/r/menu")[0] == 302
    until(lambda: Hit.select().count() == 1)
    assert json.loads(daemon.get("/healthz")[2])["status"] == "ok"


def test_the_backup_of_a_database_that_was_brought_up_to_date_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    opened = replace(open_database(str(path), Settings()), backup=path.with_name("before.db"))
    monkeypatch.setattr(serving, "open_database", lambda *_: opened)
    monkeypatch.setattr(serving, "_run", lambda *_: 0)
    caplog.set_level(logging.INFO, "qrdesk")
    assert serving.serve("127.0.0.1", 0, str(path), settings=Settings()) == 0
    assert f"kept in {path.with_name('before.db')}" in caplog.text


def test_a_port_in_use_is_named_with_a_way_out(start: Callable[..., Daemon], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        daemon = start(tmp_path / "new.db", port=port)
        assert daemon.stop() == 1
    said = "".join(daemon.log)
    assert said.startswith(f"port_in_use: Port {port} on 127.0.0.1 is in use")
    assert "--port 0" in said
    assert "Traceback" not in said


def test_two_web_processes_share_the_port_and_one_that_dies_is_replaced(start: Callable[..., Daemon]) -> None:
    add_link("menu", "https://example.com/")
    daemon = start(workers=2)
    web = [pid for pid, args in daemon.children().items() if "daemon.worker" in args]
    assert len(web) == 2
    os.kill(web[0], signal.SIGKILL)
    until(lambda: not alive(web[0]))
    assert daemon.get("/r/menu")[0] == 302  # the other one answers

    def revived() -> bool:
        now = [pid for pid, args in daemon.children().items() if "daemon.worker" in args and alive(pid)]
        return len(now) == 2 and web[0] not in now

    until(revived)
    assert daemon.stop() == 0
    assert any("starts again" in line for line in daemon.log)


@pytest.mark.wide
def test_a_background_process_that_dies_is_replaced_and_no_hit_is_lost(start: Callable[..., Daemon]) -> None:
    add_link("menu")
    daemon = start()
    (pid,) = (pid for pid, args in daemon.children().items() if "daemon.background" in args)
    os.kill(pid, signal.SIGKILL)
    for _ in range(10):
        assert daemon.get("/r/menu")[0] == 302
    until(lambda: Hit.select().count() == 10)
    assert daemon.stop() == 0


def test_stopping_drains_what_was_recorded_and_refuses_new_visitors(start: Callable[..., Daemon]) -> None:
    add_link("menu")
    daemon = start()
    port = daemon.port
    until(lambda: figures.read(daemon.data_dir, figures.BACKGROUND) is not None, within_s=60)  # it is at work
    for _ in range(50):
        assert daemon.get("/r/menu")[0] == 302
    assert daemon.stop() == 0
    assert Hit.select().count() == 50
    assert list((daemon.data_dir / "spool").glob("*/*.log")) == []
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


@pytest.mark.wide
def test_ctrl_c_is_a_stop_too(start: Callable[..., Daemon]) -> None:
    daemon = start()
    assert daemon.port
    daemon.process.send_signal(signal.SIGINT)
    assert daemon.process.wait(60) == 0


@pytest.mark.wide
def test_a_ctrl_c_that_is_passed_on_as_well_hurries_nobody(start: Callable[..., Daemon]) -> None:
    daemon = start()
    assert daemon.port
    for number in (signal.SIGINT, signal.SIGTERM):
        daemon.process.send_signal(number)
    assert daemon.process.wait(60) == 0
    daemon.reader.join(10)
    assert not any("did not stop in time" in line for line in daemon.log)


@pytest.mark.wide
def test_nobody_outlives_a_daemon_that_is_killed_and_the_next_one_takes_its_port(start: Callable[..., Daemon]) -> None:
    add_link("menu", "https://example.com/")
    daemon = start(workers=2)
    port, children = daemon.port, list(daemon.children())
    assert len(children) == 3
    assert daemon.get("/r/menu")[0] == 302
    daemon.process.kill()
    daemon.process.wait(60)
    until(lambda: not any(map(alive, children)))
    assert read_note(daemon.data_dir) is not None  # left behind, and no hindrance
    again = start(port=port)
    assert again.port == port
    assert again.get("/r/menu")[0] == 302
    until(lambda: Hit.select().count() == 2)


def test_a_claim_is_free_again_when_it_is_released(tmp_path: Path) -> None:
    claim = Claim(tmp_path)
    assert not claim.after_crash
    claim.publish({"url": "http://127.0.0.1:1", "pid": 1})
    with pytest.raises(AlreadyServing, match=r"http://127\.0\.0\.1:1 \(process 1\)"):
        Claim(tmp_path)
    claim.release()
    Claim(tmp_path).release()
