"""Who owns a spool file: its writer holds a lock on it, and the lock goes when the writer does, however it went.

Process ids are never trusted: they are reused. On a network disk neither the lock nor appending is atomic, so a spool
belongs on a local disk.
"""

import os
import sys
from pathlib import Path

DAEMON_LOCK = "daemon.lock"  # in the data folder; whoever serves the database holds it
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)

if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 0x7FFF_0000  # far past any record: a locked range cannot be read by others

    def try_lock(fd: int) -> bool:
        """Take the file's lock unless another process holds it."""
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(fd, 0, os.SEEK_SET)
        return True

    def create_locked(folder: Path, name: str) -> int:
        """Make ``name`` for appending, owned by this process, and return its descriptor."""
        # An open file can neither be renamed nor removed here, so nobody can take away what was just made.
        fd = os.open(folder / name, _FLAGS, 0o600)
        if try_lock(fd):
            return fd
        os.close(fd)
        raise BlockingIOError(f"{name} is locked")

    def remove(path: Path, fd: int) -> None:
        """Remove a file whose lock we hold, and let go of it."""
        os.close(fd)
        path.unlink(missing_ok=True)

else:
    import fcntl

    _TRIES = 100

    def try_lock(fd: int) -> bool:
        """Take the file's lock unless another process holds it."""
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def create_locked(folder: Path, name: str) -> int:
        """Make ``name`` for appending, owned by this process, and return its descriptor.

        Locked before it gets its name: an adopter that locked it first would remove it under its writer.

        Raises:
            OSError: the folder cannot be written.
        """
        for number in range(_TRIES):
            new = folder / f".{name}.{number}.new"  # never the name of a try before: a cleaner may be removing that one
            fd = os.open(new, _FLAGS, 0o600)
            try:
                if try_lock(fd):
                    new.rename(folder / name)
                    _sync_folder(folder)
                    return fd
            except OSError:
                _undo(new, fd)
                raise
            _undo(new, fd)  # a cleaner looked whether it is left over, before we could lock it
        raise BlockingIOError(f"{name} is locked")

    def remove(path: Path, fd: int) -> None:
        """Remove a file whose lock we hold, and let go of it."""
        path.unlink(missing_ok=True)
        os.close(fd)

    def _undo(new: Path, fd: int) -> None:
        os.close(fd)
        new.unlink(missing_ok=True)

    def _sync_folder(folder: Path) -> None:
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
