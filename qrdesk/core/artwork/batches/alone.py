"""One run at a time at one output: who works in the folder beside it holds a lock, which goes when that run does.

However it goes: the system lets go of the lock of one that was killed. Numbers of processes are never trusted.
"""

import errno
import os
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from qrdesk.core.errors import CannotWrite
from qrdesk.core.live_files import refuse_writing

_LOCK = "lock"
_TRIES = 100  # another run may take the folder away between two steps of ours
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)  # a link may lead to somebody's file
_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


@contextmanager
def alone(folder: Path, out: Path) -> Generator[None]:
    """Hold ``folder``, which works for ``out``: made where there is none, and gone again if nothing is left in it.

    Raises:
        CannotWrite: another run holds it, there cannot be such a folder, or ``out`` is the open database.
    """
    refuse_writing(out)
    try:
        made = [one for one in (folder, *folder.parents) if not one.exists()]
        held = _hold(folder)
    except OSError as fault:
        raise CannotWrite(f"{folder} cannot be written: {fault.strerror}.") from fault
    if held is None:
        raise CannotWrite(f"Another run makes {out} just now. Wait for its end, or choose another name.")
    try:
        yield
    finally:
        _let_go(folder / _LOCK, held)
        with suppress(OSError):  # something is left in it
            for one in made or [folder]:
                one.rmdir()


def clear(folder: Path) -> None:
    """Throw away all that is in a folder but its lock."""
    with suppress(OSError):
        for one in list(folder.iterdir()):
            if one.name == _LOCK:
                continue
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one, ignore_errors=True)
            else:
                with suppress(OSError):
                    one.unlink()


def _hold(folder: Path) -> int | None:
    """Return the open lock of a folder; None where another run has it."""
    for _ in range(_TRIES):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            found = os.open(folder / _LOCK, _FLAGS, 0o666)
        except FileNotFoundError:
            continue
        if not _try(found):
            os.close(found)
            return None
        if _is_there(folder / _LOCK, found):
            return found
        os.close(found)  # whoever had it took it away
    return None


def _is_there(lock: Path, held: int) -> bool:
    try:
        return os.path.samestat(lock.lstat(), os.fstat(held))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try(held: int) -> bool:
        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except OSError as fault:
            return fault.errno not in _HELD
        return True

    def _let_go(lock: Path, held: int) -> None:
        os.close(held)  # what is open cannot be removed here
        with suppress(OSError):
            lock.unlink()

else:
    import fcntl

    def _try(held: int) -> bool:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            return fault.errno not in _HELD  # some disks on the network know no locks: then there is none
        return True

    def _let_go(lock: Path, held: int) -> None:
        with suppress(OSError):
            if _is_there(lock, held):
                lock.unlink()
        os.close(held)
