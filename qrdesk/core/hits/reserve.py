"""Disk blocks set aside for a spool file, so that hits can still be recorded when the disk is full."""

import ctypes
import sys
from collections.abc import Callable
from functools import cache

_KEEP_SIZE = 1  # FALLOC_FL_KEEP_SIZE: the file must not look longer than what was written


def reserve(fd: int, offset: int, length: int) -> bool:
    """Set ``length`` bytes of disk aside behind ``offset``; False where that cannot be done. The size stays."""
    call = _fallocate()
    return call is not None and call(fd, _KEEP_SIZE, offset, length) == 0


@cache
def _fallocate() -> Callable[[int, int, int, int], int] | None:
    # os.posix_fallocate would do the other thing: it lengthens the file.
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    call = getattr(libc, "fallocate64", None) or getattr(libc, "fallocate", None)
    if call is None:
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)
    call.restype = ctypes.c_int
    return call
