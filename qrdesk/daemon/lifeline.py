"""How a child learns that the process which started it has ended, even by kill -9."""

import contextlib
import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def end_with_parent(stop: Callable[[], None]) -> None:
    """Call ``stop`` when the parent closes our standard input, as the system does for it when it dies.

    On Linux the system sends SIGTERM besides, which also reaches a child that lost its input.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    threading.Thread(target=_watch, args=(stop,), name="lifeline", daemon=True).start()


def _watch(stop: Callable[[], None]) -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    stop()
