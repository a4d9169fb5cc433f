"""Reading spool files: which there are, and whole lines of them from where the database is."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qrdesk.core.hits import locking
from qrdesk.core.hits.records import Lines, decode

READ_BYTES = 512 << 10


@dataclass(slots=True)
class Source:
    """An open spool file. We hold the lock of an orphan; a live one belongs to the process that writes it."""

    path: Path
    fd: int
    orphan: bool
    offset: int
    size: int


@dataclass(slots=True)
class Chunk:
    """Whole lines of one file, up to ``offset``."""

    file: str
    offset: int
    bytes: int
    lines: Lines


def open_all(folder: Path, offsets: Mapping[str, int]) -> Iterator[Source]:
    """Open one file after the other; ``offsets`` is how far each has been read."""
    for path in sorted(folder.glob("*.log")):
        source = open_one(path, offsets.get(path.name, 0))
        if source is not None:
            yield source


def open_one(path: Path, offset: int) -> Source | None:
    """Open a file, with its lock where its writer is gone; None when another drain has just removed it."""
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:  # another drain was faster
        return None
    orphan = locking.try_lock(fd)
    status = os.fstat(fd)
    if orphan and status.st_nlink == 0:  # ours to lock only because the other drain has removed it
        os.close(fd)
        return None
    return Source(path, fd, orphan, offset, status.st_size)


def read(source: Source) -> Iterator[Chunk]:
    """Read a file to the end it had when it was opened."""
    while source.offset < source.size:
        os.lseek(source.fd, source.offset, os.SEEK_SET)
        said = os.read(source.fd, min(READ_BYTES, source.size - source.offset))
        last = source.offset + len(said) >= source.size
        whole = len(said) if source.orphan and last else said.rfind(b"\n") + 1
        if whole == 0:
            if len(said) < READ_BYTES:
                return  # a record that is being written
            whole = len(said)  # no record is that long
        source.offset += whole
        yield Chunk(source.path.name, source.offset, whole, decode(said[:whole]))
