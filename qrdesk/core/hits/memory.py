"""Gives memory back to the system that a large batch needed for a moment."""

import ctypes
import sys
from functools import cache
from typing import Any


def give_back() -> None:
    """Return what is free. glibc keeps it otherwise, and a process that works off a backlog grows with every batch."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    """Return glibc's own function for it; None with other libraries, which have none."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
