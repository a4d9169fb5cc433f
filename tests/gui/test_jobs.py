"""Work runs off the GUI thread; its answer comes back on it, or not at all."""

import threading
import time
import weakref
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.gui.jobs import Cancelled, InlineRunner, JobRunner, PoolRunner, Step


@pytest.fixture
def pool(qtbot: QtBot) -> Iterator[PoolRunner]:
    runner = PoolRunner(threads=2)
    yield runner
    assert runner.close(timeout_s=30)


def test_work_runs_elsewhere_and_answers_on_the_gui_thread(qtbot: QtBot, pool: PoolRunner) -> None:
    owner, gui = QObject(), QThread.currentThread()
    seen: list[tuple[bool, bool]] = []
    pool.run(
        owner,
        work=lambda: QThread.currentThread() is gui,
        done=lambda same: seen.append((same, QThread.currentThread() is gui)),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(False, True)]


def test_answers_that_take_long_wait_for_the_next_turn_of_the_event_loop(qtbot: QtBot, pool: PoolRunner) -> None:
    owner, told = QObject(), list[int]()

    def tell(number: int) -> None:
        end = time.thread_time() + 0.03
        while time.thread_time() < end:
            pass
        told.append(number)

    at_once = threading.Event()
    for number in range(6):
        pool.run(owner, partial(int, number), tell)
    pool.run(owner, at_once.set, lambda _nothing: None)
    assert at_once.wait(30)
    QApplication.processEvents()
    assert len(told) < 6, "the window reacts between them"
    qtbot.waitUntil(lambda: len(told) == 6)
    assert sorted(told) == list(range(6))


def test_a_failure_reaches_the_one_who_asked(qtbot: QtBot, pool: PoolRunner) -> None:
    owner = QObject()
    seen: list[Exception] = []
    done: list[float] = []
    pool.run(owner, work=lambda: 1 / 0, done=done.append, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)
    assert not done


def test_an_answer_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, pool: PoolRunner) -> None:
    gone, stays, gate = QObject(), QObject(), threading.Event()
    seen: list[str] = []
    pool.run(gone, work=lambda: gate.wait(30), done=lambda _: seen.append("gone"))
    shiboken6.delete(gone)
    gate.set()
    pool.run(stays, work=lambda: None, done=lambda _: seen.append("stays"))
    qtbot.waitUntil(lambda: "stays" in seen)
    qtbot.waitUntil(pool.idle)
    assert seen == ["stays"]


class Held:
    """What work holds on to, say a page."""

    def answer(self, *, well: bool) -> str:
        if not well:
            raise ValueError("no")
        return "made"


@pytest.mark.parametrize("well", [True, False])
def test_what_work_holds_is_let_go_on_the_gui_thread(qtbot: QtBot, pool: PoolRunner, well: bool) -> None:
    """A widget that goes on another thread ends the app."""
    owner, here, gone = QObject(), threading.current_thread(), list[bool]()

    def ask() -> None:
        held = Held()
        weakref.finalize(held, lambda: gone.append(threading.current_thread() is here))
        pool.run(owner, partial(held.answer, well=well), lambda _: None, lambda _: None)
        pool.run_long(owner, lambda _step: held.answer(well=well), lambda _: None, lambda _: None)

    for _ in range(200):
        ask()
    qtbot.waitUntil(lambda: len(gone) == 200)
    assert gone == [True] * 200


def test_long_work_reports_how_far_it_is(qtbot: QtBot, pool: PoolRunner) -> None:
    def work(step: Step) -> str:
        for done in range(1, 401):
            step(done, 400)
        return "made"

    owner = QObject()
    steps: list[tuple[int, int]] = []
    result: list[str] = []
    pool.run_long(owner, work, result.append, progress=lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: bool(result))
    assert result == ["made"]
    assert steps[-1] == (400, 400)
    assert len(steps) < 100, "a step per row would flood the window"


def test_cancel_stops_the_work_at_its_next_step(qtbot: QtBot, pool: PoolRunner) -> None:
    started, made = threading.Event(), 0

    def work(step: Step) -> None:
        nonlocal made
        while True:
            step(made)
            made += 1
            started.set()

    owner = QObject()
    ended: list[Exception] = []
    handle = pool.run_long(owner, work, lambda _: None, ended.append)
    assert started.wait(30)
    handle.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert isinstance(ended[0], Cancelled)
    assert made > 0


def test_closing_cancels_what_runs_and_takes_no_more(qtbot: QtBot) -> None:
    pool = PoolRunner(threads=1)
    owner, started = QObject(), threading.Event()

    def work(step: Step) -> None:
        while True:
            started.set()
            step(0)

    seen: list[object] = []
    pool.run_long(owner, work, seen.append, seen.append)
    assert started.wait(30)
    assert pool.close(timeout_s=30)
    pool.run(owner, lambda: 1, seen.append)
    assert seen == []


def test_the_inline_runner_gives_the_same_answers() -> None:
    seen: list[object] = []
    jobs: JobRunner = InlineRunner()
    owner = QObject()
    jobs.run(owner, lambda: 7, seen.append)
    jobs.run(owner, lambda: 1 / 0, seen.append, lambda error: seen.append(type(error)))
    jobs.run_long(owner, lambda step: step(1, 2), seen.append, progress=lambda done, total: seen.append((done, total)))
    assert seen == [7, ZeroDivisionError, (1, 2), None]
