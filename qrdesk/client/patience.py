"""Waiting where a server says that it was asked too often: long work goes on by itself, and is not cut off half-way."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from qrdesk.client import cancelling
from qrdesk.core.context import never
from qrdesk.core.errors import CalledOff, Limited

T = TypeVar("T")
Tell = Callable[[int], object]
_LONGEST_S = 300  # who is told to wait for longer is told so
_IN_VAIN_S = 600  # and who has waited for so long without getting anywhere
_LONGEST_GUESS_S = 60
_LOOK_S = 0.1


def _tell_nobody(_seconds: int) -> None: ...


_waiting: ContextVar[tuple[Tell, Callable[[], bool]]] = ContextVar("waiting", default=(_tell_nobody, never))


@contextmanager
def telling(tell: Tell, stop: Callable[[], bool] = never) -> Generator[None]:
    """Let ``tell`` hear of every pause that a server wants in the body, in whole seconds, before it is made.

    Pauses end with ``CalledOff`` soon after ``stop`` says so. Calls do not: what they change is not left half known.
    """
    token = _waiting.set((tell, stop))
    try:
        yield
    finally:
        _waiting.reset(token)


def patiently(call: Callable[[], T]) -> T:
    """Return what ``call`` returns; where it may not be made yet, wait as long as the server says and make it then.

    Where the server does not say for how long, the pauses are 1, 2, 4 … 60 seconds.

    Raises:
        Limited: the server wants to be left alone for minutes, or was asked again and again for ten.
        CalledOff: nobody waits for it any more (see ``cancelling``).
    """
    waited_s = guesses = 0
    while True:
        try:
            return call()
        except Limited as fault:
            pause_s = fault.retry_s
            if not pause_s:
                pause_s, guesses = min(1 << guesses, _LONGEST_GUESS_S), guesses + 1
            waited_s += pause_s
            if pause_s > _LONGEST_S or waited_s > _IN_VAIN_S:
                raise
        pause(pause_s, told_s=pause_s)


def pause(seconds: float, *, told_s: int = 0) -> None:
    """Wait before a server is asked again. Whoever wants to hear of pauses is told of ``told_s`` seconds, unless 0.

    Raises:
        CalledOff: nobody waits for it any more.
    """
    if told_s:
        _waiting.get()[0](told_s)
    _wait(seconds)


def _wait(seconds: float) -> None:
    cancelled, until_s = cancelling.current(), time.monotonic() + seconds
    _, stop = _waiting.get()
    while (left_s := until_s - time.monotonic()) > 0:
        if cancelled() or stop():
            raise CalledOff("The server was to be asked again later, and this was called off before.")
        time.sleep(min(_LOOK_S, left_s))
