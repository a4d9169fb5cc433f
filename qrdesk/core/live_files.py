"""The files of the database that this process has open. SQLite alone opens them.

POSIX takes all locks on a file from a process that closes any descriptor of it: one look into the open database, and
two programs could write to it at once. So each file that a person names is read, and written, past this module.
"""

import contextlib
import os
from pathlib import Path

from qrdesk.core.errors import CannotRead, CannotWrite

SIDES = ("-wal", "-shm", "-journal")  # of a database file
_live: tuple[Path, ...] = ()


def bind(database: Path | None) -> None:
    """Remember the database that this process opens; None: it lets go of it, or has none in a file."""
    global _live  # noqa: PLW0603 - as the database itself, there is one in a process
    _live = files_of(database.absolute()) if database is not None else ()


def files_of(database: Path) -> tuple[Path, ...]:
    """Return where the files of a database are, or would be. SQLite follows a link, and they lie there."""
    places = {database, Path(os.path.realpath(database))}
    return tuple(place.with_name(place.name + side) for place in places for side in ("", *SIDES))


def is_live(path: Path) -> bool:
    """Whether this is a file of the open database, under whatever name. It is not opened for that."""
    return any(are_same(path, one) for one in _live)


def are_same(one: Path, other: Path) -> bool:
    """Whether two names are of one file; False where one of them is not there."""
    with contextlib.suppress(OSError, ValueError):  # ValueError: a name that no file can have
        return one.samefile(other)
    return False


def refuse_reading(path: Path) -> None:
    """Do nothing, unless this is a file of the open database.

    Raises:
        CannotRead: it is one.
    """
    if is_live(path):
        raise CannotRead(
            f"{path.name} belongs to the database that QRDesk has open, so it was not read. Choose another file."
        )


def refuse_writing(path: Path) -> None:
    """Do nothing, unless this is a file of the open database.

    Raises:
        CannotWrite: it is one.
    """
    if is_live(path):
        raise CannotWrite(
            f"{path.name} belongs to the database that QRDesk has open, and stays as it is. Choose another name."
        )


def read(path: Path, most: int) -> bytes:
    """Return what is in a file that a person named, ``most`` bytes of it at most.

    Raises:
        CannotRead: it is not there, is not ours to read, or is a file of the open database.
    """
    refuse_reading(path)
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as fault:
        raise CannotRead(f"{path} cannot be read: {fault.strerror}.") from fault
