"""Where a backup may be written, and the folder it is made in until it is whole."""

import contextlib
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from qrdesk.core.backup_reading import is_backup
from qrdesk.core.errors import CannotWrite
from qrdesk.core.hits.locking import create_locked, try_lock
from qrdesk.core.live_files import are_same, files_of
from qrdesk.core.opening import Opened

BACKUPS = "backups"  # in the data folder: those that QRDesk makes by itself
_ROOM = ".qrdesk-backup-"
_ROOM_NAME = re.compile(re.escape(_ROOM) + "[a-z0-9_]{8}")  # as tempfile makes them
_ALIVE = "alive"  # whoever works in a room holds the lock of this file
_LEFT_BEHIND_S = 24 * 3600.0  # by then whoever wrote it has died, where locks tell nothing, as on some network shares


def check(path: Path, target: Path, opened: Opened, *, force: bool) -> None:
    """See to it that a backup may be written: to ``target``, which is where ``path`` leads.

    Raises:
        CannotWrite: it would take the place of something that is no backup.
    """
    if _is_live(target, opened):
        raise CannotWrite(
            f"{path} is the database itself, or lies in its folder {opened.data_dir}, and stays as it is. "
            "Name a file in another folder."
        )
    if not os.path.lexists(target):
        return
    if not target.is_file():
        raise CannotWrite(f"{path} is no file that could be written over. Name a file, such as qrdesk-backup.zip.")
    if not force:
        raise CannotWrite(f"{path} is there already, and stays as it is. Choose another name, or add --force.")
    if target.stat().st_size and not is_backup(target):
        raise CannotWrite(
            f"{path} is there already, and is no backup that this QRDesk can read. It stays as it is, also with "
            "--force. Choose another name."
        )


def _is_live(target: Path, opened: Opened) -> bool:
    """Whether it is a file of the database that is being backed up, under whatever name."""
    if are_same(target.parent, opened.data_dir / BACKUPS):
        return False
    if any(are_same(one, opened.data_dir) for one in (target, *target.parents)):
        return True
    ours = [*files_of(opened.path)] if opened.path else []
    if opened.secret.place is not None:
        ours.append(opened.secret.place)
    return any(are_same(target, one) or _will_be(target, one) for one in ours)


def _will_be(target: Path, one: Path) -> bool:
    """Whether two names may be of one file when there is one: in some folders capitals make no difference."""
    return target.name.casefold() == one.name.casefold() and are_same(target.parent, one.parent)


@contextmanager
def making_room(folder: Path) -> Generator[Path]:
    """Hand out a new folder in ``folder`` for this process alone; it is gone afterwards.

    What a process that was killed left of such a folder goes, too: copies of the database may lie in it.

    Raises:
        OSError: it cannot be made.
    """
    _sweep(folder)
    with tempfile.TemporaryDirectory(prefix=_ROOM, dir=folder, ignore_cleanup_errors=True) as made:
        room, fd = Path(made), None
        with contextlib.suppress(BlockingIOError):  # a share without locks
            fd = create_locked(room, _ALIVE)
        try:
            yield room
        finally:
            if fd is not None:
                os.close(fd)


def _sweep(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for room in folder.glob(f"{_ROOM}*"):
            if _ROOM_NAME.fullmatch(room.name) and _is_ours(room) and _is_left_behind(room):
                shutil.rmtree(room, ignore_errors=True)


def _is_ours(room: Path) -> bool:
    try:
        found = room.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and (os.name != "posix" or found.st_uid == os.geteuid())


def _is_left_behind(room: Path) -> bool:
    try:
        fd = os.open(room / _ALIVE, os.O_WRONLY)
    except OSError:  # it has just been made, or has been half removed
        return _age_s(room) > _LEFT_BEHIND_S
    try:
        return try_lock(fd) or _age_s(room) > _LEFT_BEHIND_S
    finally:
        os.close(fd)


def _age_s(room: Path) -> float:
    """Return how long ago anything in it was written."""
    ages = [room.stat().st_mtime]
    for path in room.iterdir():
        with contextlib.suppress(OSError):
            ages.append(path.lstat().st_mtime)
    return time.time() - max(ages)
