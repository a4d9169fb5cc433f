"""Waiting where a server says that it was asked too often: long work goes on by itself, and is not cut off half-way."""

import time
from collections.abc import Callable
from typing import TypeVar

from qrdesk.client import cancelling
from qrdesk.core.errors import CalledOff, Limited

T = TypeVar("T")
_LONGEST_S = 300  # who is told to wait for longer is told so
_LOOK_S = 0.1


def patiently(call: Callable[[], T]) -> T:
    """Return what ``call`` returns; where it may not be made yet, wait as long as the server says and make it then.

    Raises:
        Limited: the server wants to be left alone for minutes.
        CalledOff: nobody waits for it any more (see ``cancelling``).
    """
    while True:
        try:
            return call()
        except Limited as fault:
            if fault.retry_s > _LONGEST_S:
                raise
            _wait(fault.retry_s)


def _wait(seconds: float) -> None:
    cancelled, until_s = cancelling.current(), time.monotonic() + seconds
    while (left_s := until_s - time.monotonic()) > 0:
        if cancelled():
            raise CalledOff("The server was to be asked again later, and this was called off before.")
        time.sleep(min(_LOOK_S, left_s))
