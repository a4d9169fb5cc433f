"""The thread that rings when a time has come."""

import logging
import queue
import threading
import time

import pytest

from qrdesk.core.net import watchdog as watchdog_module
from qrdesk.core.net.watchdog import Watchdog


def test_alarms_ring_in_the_order_of_their_times_whenever_they_were_set() -> None:
    rung: queue.SimpleQueue[int] = queue.SimpleQueue()
    watchdog, now_s = Watchdog(), time.monotonic()
    for number, later_s in ((2, 0.10), (3, 0.15), (1, 0.05)):
        watchdog.at(now_s + later_s, lambda number=number: rung.put(number))
    assert [rung.get(timeout=20) for _ in range(3)] == [1, 2, 3]


def test_an_alarm_that_is_sooner_than_all_others_wakes_it() -> None:
    rung = threading.Event()
    watchdog = Watchdog()
    late = watchdog.at(time.monotonic() + 1000, lambda: None)
    watchdog.at(time.monotonic() + 0.01, rung.set)
    assert rung.wait(20)
    late.cancel()


def test_a_cancelled_alarm_does_not_ring_and_one_that_fails_takes_no_other_with_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rung: queue.SimpleQueue[str] = queue.SimpleQueue()

    def fail() -> None:
        raise OSError("on purpose")

    watchdog, now_s = Watchdog(), time.monotonic()
    with watchdog._changed:  # it looks at nothing meanwhile
        watchdog.at(now_s + 0.03, lambda: rung.put("cancelled")).cancel()
    watchdog.at(now_s + 0.04, fail)
    watchdog.at(now_s + 0.05, lambda: rung.put("last"))
    assert rung.get(timeout=20) == "last"
    assert rung.empty()
    assert [one.levelno for one in caplog.records] == [logging.ERROR]


def test_alarms_that_were_cancelled_do_not_pile_up() -> None:
    watchdog = Watchdog()
    kept = watchdog.at(time.monotonic() + 1000, lambda: None)
    for _ in range(5000):
        watchdog.at(time.monotonic() + 2000, lambda: None).cancel()
    assert len(watchdog._alarms) <= 256
    kept.cancel()


def test_its_thread_ends_when_there_is_nothing_to_wait_for_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog_module, "_LINGER_S", 0.01)
    watchdog = Watchdog()
    for _ in range(2):
        rung = threading.Event()
        watchdog.at(time.monotonic(), rung.set)
        thread = watchdog._thread
        assert rung.wait(20)
        if thread is not None:
            thread.join(20)
            assert not thread.is_alive()
        assert watchdog._thread is None


def test_a_process_that_was_forked_has_one_of_its_own() -> None:
    before = watchdog_module.watchdog()
    assert watchdog_module.watchdog() is before
    watchdog_module._forget()
    assert watchdog_module.watchdog() is not before
