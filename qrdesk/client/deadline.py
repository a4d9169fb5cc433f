"""An end for calls: a server that drips its answer holds nobody for ever."""

import time
from collections.abc import Generator
from contextlib import contextmanager

from qrdesk.client import cancelling
from qrdesk.core.errors import CalledOff


@contextmanager
def ended_after(seconds: float) -> Generator[None]:
    """Let the call of the body hang up when so many seconds are over, however busy the server keeps it.

    Raises:
        TimeoutError: they are.
        CalledOff: the call was called off before (see ``cancelling``).
    """
    asked, until_s = cancelling.current(), time.monotonic() + seconds
    try:
        with cancelling.cancelled_by(lambda: asked() or time.monotonic() >= until_s):
            yield
    except CalledOff as fault:
        if asked():
            raise
        raise TimeoutError(f"not whole after {seconds:g} seconds") from fault
