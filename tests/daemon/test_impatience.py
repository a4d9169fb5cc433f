"""Whoever waits for a database that hangs is let go, for as long as it hangs, and not before."""

import threading
from contextlib import ExitStack

import pytest

from qrdesk.core import database
from qrdesk.daemon import impatience
from qrdesk.daemon.impatience import Impatience

LONG_S = 30.0


def test_it_lets_go_over_and_over_while_nobody_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    looks, gone = threading.Semaphore(0), threading.Semaphore(0)
    hangs = threading.Event()

    def is_waiting() -> bool:
        looks.release()
        return hangs.is_set()

    monkeypatch.setattr(impatience, "_TURN_S", 0.01)
    monkeypatch.setattr(database, "let_go", gone.release)
    looking = Impatience(is_waiting)
    with ExitStack() as stack:
        looking.start()
        stack.callback(looking.stop)
        for _ in range(3):
            assert looks.acquire(timeout=LONG_S)
        assert not gone.acquire(blocking=False)
        hangs.set()
        for _ in range(2):
            assert gone.acquire(timeout=LONG_S)
