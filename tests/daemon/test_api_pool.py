"""Heavy work happens in a process of its own, which dies with its parent and is replaced when it dies alone."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qrdesk.core.errors import BadSlug, Busy, Invalid, SlugTaken
from qrdesk.daemon.pool import Pool

PARENT = """
import os, sys
from qrdesk.daemon.pool import Pool

if __name__ == "__main__":
    print(Pool().compute(os.getpid), flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(2)
    yield pool
    pool.close()


def until(true: Callable[[], bool], within_s: float = 20) -> None:
    """Wait for a condition; fail when it does not come."""
    give_up_at = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < give_up_at
        threading.Event().wait(0.01)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def taken(slug: str) -> None:
    raise SlugTaken("go.example", slug)


def bad(slug: str) -> None:
    raise BadSlug("No.", field_errors={"slug": slug})


def begin_and_read(begun: Path, gate: Path) -> bytes:
    begun.touch()
    return gate.read_bytes()


def test_work_is_done_in_one_other_process(pool: Pool) -> None:
    first, second = pool.compute(os.getpid), pool.compute(os.getpid)
    assert first == second != os.getpid()
    assert pool.compute(pow, 2, 10) == 1024


def test_an_error_comes_back_as_it_was(pool: Pool) -> None:
    with pytest.raises(SlugTaken, match=r"go\.example/lunch is taken"):
        pool.compute(taken, "lunch")
    with pytest.raises(BadSlug) as refused:
        pool.compute(bad, "x")
    assert refused.value.field_errors == {"slug": "x"}
    with pytest.raises(ZeroDivisionError):
        pool.compute(divmod, 1, 0)


def test_a_process_that_died_is_replaced(pool: Pool) -> None:
    first = pool.compute(os.getpid)
    os.kill(first, signal.SIGKILL)
    until(lambda: not alive(first))
    assert pool.compute(os.getpid) != first


def test_work_that_kills_its_process_is_given_up(pool: Pool) -> None:
    with pytest.raises(Busy, match="could not be made"):
        pool.compute(os._exit, 9)
    assert pool.compute(pow, 2, 3) == 8


def test_whoever_finds_no_place_waits_for_one_and_only_a_crowd_is_sent_away_at_once(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)  # reading it waits until somebody writes
    pool = Pool(1, 1)
    try:
        with ThreadPoolExecutor(2) as threads:
            first = threads.submit(pool.compute, gate.read_bytes)
            until(lambda: not pool._places._value)
            second = threads.submit(pool.compute, pow, 2, 3)
            until(lambda: not pool._callers._value)
            began = time.monotonic()
            with pytest.raises(Busy, match="try again"):
                pool.compute(os.getpid)
            assert time.monotonic() - began < 2
            assert not second.done()
            gate.write_bytes(b"open")
            assert (first.result(20), second.result(20)) == (b"open", 8)
    finally:
        pool.close()


def test_what_is_small_takes_no_place_of_what_is_large_nor_the_other_way_round(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)  # reading it waits until somebody writes
    pool = Pool(1)
    try:
        with ThreadPoolExecutor(8) as threads:
            first = threads.submit(pool.compute_small, gate.read_bytes)
            until(lambda: not pool._small._value)
            crowd = [threads.submit(pool.compute_small, pow, 2, number) for number in range(6)]
            large = threads.submit(pool.compute, pow, 2, 10)
            until(lambda: not pool._places._value)
            with pytest.raises(Busy, match="try again"):
                pool.compute(os.getpid)
            gate.write_bytes(b"open")
            assert (first.result(20), large.result(20)) == (b"open", 1024)
            assert [one.result(20) for one in crowd] == [1, 2, 4, 8, 16, 32]
    finally:
        pool.close()


def test_what_takes_too_long_is_ended_and_the_next_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qrdesk.daemon.pool._LONGEST_S", 0.3)
    gate = tmp_path / "gate"
    os.mkfifo(gate)  # reading it waits until somebody writes, and nobody does
    pool = Pool(1)
    try:
        first = pool.compute(os.getpid)
        with pytest.raises(Invalid, match="took too long to make, and was stopped"):
            pool.compute(gate.read_bytes)
        until(lambda: not alive(first))
        assert pool.compute(os.getpid) != first
    finally:
        pool.close()


def test_what_is_small_is_done_while_something_large_is_made(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    pool = Pool(1)
    try:
        with ThreadPoolExecutor(2) as threads:
            large = threads.submit(pool.compute, gate.read_bytes)
            small = threads.submit(pool.compute_small, pow, 2, 3)
            try:
                assert small.result(20) == 8
                assert not large.done()
            finally:
                gate.write_bytes(b"open")
            assert large.result(20) == b"open"
    finally:
        pool.close()


def test_work_without_an_end_does_not_keep_the_pool_from_closing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qrdesk.daemon.pool._ENDING_S", 0.1)
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    pool = Pool(1)
    worker = pool.compute(os.getpid)
    with ThreadPoolExecutor(2) as threads:
        endless = threads.submit(pool.compute, gate.read_bytes)
        until(lambda: not pool._places._value)
        closing = threads.submit(pool.close)
        try:
            closing.result(20)
            with pytest.raises(Busy, match="could not be made"):
                endless.result(20)
        finally:
            if not endless.done():
                gate.write_bytes(b"open")
    assert not alive(worker)


def test_nobody_waits_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qrdesk.daemon.pool._WAIT_S", 0.05)
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    pool = Pool(1, 1)
    try:
        with ThreadPoolExecutor(1) as threads:
            first = threads.submit(pool.compute, gate.read_bytes)
            until(lambda: not pool._places._value)
            with pytest.raises(Busy, match="try again"):
                pool.compute(os.getpid)
            gate.write_bytes(b"open")
            assert first.result(20) == b"open"
    finally:
        pool.close()


def test_without_room_to_wait_whoever_finds_all_places_taken_is_sent_away(pool: Pool, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)  # reading it waits until somebody writes
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(pool.compute, gate.read_bytes) for _ in range(2)]
        until(lambda: not pool._places._value)  # a semaphore tells nobody how full it is
        with pytest.raises(Busy, match="try again"):
            pool.compute(os.getpid)
        for one in waiting:
            gate.write_bytes(b"open")
            assert one.result(20) == b"open"
    assert pool.compute(pow, 2, 3) == 8


def test_ctrl_c_in_the_terminal_is_not_its_business(pool: Pool) -> None:
    worker = pool.compute(os.getpid)
    os.kill(worker, signal.SIGINT)
    assert pool.compute(os.getpid) == worker


def test_it_ends_with_its_parent_even_by_kill(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert alive(worker)
        parent.kill()
        parent.wait(20)
        until(lambda: not alive(worker))
