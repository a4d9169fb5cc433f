"""One child process: heard, revived more and more slowly, and ended when it will not stop."""

import logging
import os
import signal
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from qrdesk.daemon import children, serve
from qrdesk.daemon.children import Child, stop_all
from tests.daemon.asking import until

_STEADY = "import signal\nprint('ready', flush=True)\nsignal.pause()\n"
_SLOW = "import signal, time\ntime.sleep(0.5)\nsignal.signal(signal.SIGTERM, lambda *_: exit(0))\n" + _STEADY
_STUBBORN = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + _STEADY
_DYING = "import sys\nprint('no reason', file=sys.stderr)\nsys.exit(3)\n"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the scripts use POSIX signals")


@pytest.fixture
def run(tmp_path: Path) -> Generator[Callable[[str], Child]]:
    """Makes a child that runs a script, and ends it after the test."""
    made: list[Child] = []

    def making(script: str) -> Child:
        (tmp_path / "script.py").write_text(script)
        child = Child("web 1", ["script"], {**os.environ, "PYTHONPATH": str(tmp_path)})
        made.append(child)
        return child

    yield making
    for child in made:
        child.kill()


def test_a_child_says_when_it_is_ready_and_stops_when_asked(run: Callable[[str], Child]) -> None:
    child = run(_STEADY)
    assert not child.alive
    child.start()
    assert child.ready.wait(10)
    began = time.monotonic()
    stop_all([child], patience_s=10)
    assert not child.alive
    assert time.monotonic() - began < 5


def test_nothing_is_run_from_the_folder_that_somebody_stands_in(
    run: Callable[[str], Child], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shadow = tmp_path / "here"
    shadow.mkdir()
    (shadow / "script.py").write_text(_DYING)
    monkeypatch.chdir(shadow)
    child = run(_STEADY)
    child.start()
    assert child.ready.wait(10)
    stop_all([child], patience_s=10)


def test_a_child_that_still_starts_is_given_time_to_listen(run: Callable[[str], Child]) -> None:
    child = run(_SLOW)
    child.start()
    serve._await_ready(child, [])
    stop_all([child], patience_s=10)
    assert child.returncode == 0  # a signal before it listens would have ended it with -15


@pytest.mark.parametrize(("script", "signals"), [(_DYING, []), ("import time\ntime.sleep(60)\n", [signal.SIGINT] * 2)])
def test_nobody_waits_for_a_child_that_is_gone_nor_after_a_second_signal(
    run: Callable[[str], Child], script: str, signals: list[int]
) -> None:
    child = run(script)
    child.start()
    until(lambda: bool(signals) or not child.alive)
    began = time.monotonic()
    serve._await_ready(child, signals)
    assert time.monotonic() - began < serve._STARTING_S / 2


def test_a_stubborn_child_is_ended_when_patience_runs_out(run: Callable[[str], Child]) -> None:
    child = run(_STUBBORN)
    child.start()
    assert child.ready.wait(10)
    stop_all([child], patience_s=0.2)
    assert not child.alive


def test_a_second_signal_ends_a_stubborn_child_at_once(run: Callable[[str], Child]) -> None:
    child = run(_STUBBORN)
    child.start()
    assert child.ready.wait(10)
    began = time.monotonic()
    stop_all([child], patience_s=60, hurry=[signal.SIGINT, signal.SIGINT])
    assert not child.alive
    assert time.monotonic() - began < 5


def test_a_child_that_keeps_dying_is_revived_later_and_later_and_its_words_are_logged(
    run: Callable[[str], Child], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(children, "_FIRST_WAIT_S", 0.02)
    caplog.set_level(logging.INFO, "qrdesk.daemon.children")
    child = run(_DYING)
    child.start()
    pids: list[int | None] = [child.pid]

    def revived_three_times() -> bool:
        child.revive()
        if child.pid != pids[-1]:
            pids.append(child.pid)
        return len(pids) == 4

    until(revived_three_times)
    until(lambda: "web 1: no reason" in caplog.text)
    waits = [float(record.getMessage().split()[-2]) for record in caplog.records if "starts again" in record.msg]
    assert waits == sorted(waits)
    assert waits[0] < waits[2]
