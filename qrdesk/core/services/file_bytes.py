"""The bytes of files, in the data folder under the SHA-256 of what they are: whole or not at all, checked when read.

Whoever gives a file its name, or deletes one, first keeps other edits waiting (``database.hold_edits``): the last user
of some bytes cannot go, and take them along, while somebody else brings the same.
"""

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from qrdesk.core import database
from qrdesk.core.errors import FilesUnreachable, NotFound
from qrdesk.core.models import File
from qrdesk.core.secret_files import sync_folder
from qrdesk.core.services.queries import tuples

_LEFT_BEHIND = timedelta(days=1)  # by then whoever wrote it has died
_AT_ONCE = 200  # looked at in one transaction
_DIGEST = re.compile(r"[0-9a-f]{64}")


def digest_of(content: bytes) -> str:
    """Return what bytes are kept under."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def written(folder: Path, content: bytes) -> Generator[Callable[[], None]]:
    """Write bytes to the disk under a name that nobody knows; what is handed out gives them their own.

    Raises:
        FilesUnreachable: the data folder cannot be written, or is full.
    """
    path = _path(folder, digest_of(content))
    draft = path.with_name(f".{secrets.token_hex(8)}")
    with _told():
        if not path.parent.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            sync_folder(folder)
        _write(draft, content)

    def keep() -> None:
        with _told():
            draft.replace(path)
            sync_folder(path.parent)

    try:
        yield keep
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def read(folder: Path, digest: str) -> bytes:
    """Return bytes that were kept.

    Raises:
        NotFound: they are gone, or are others by now.
    """
    try:
        content = _path(folder, digest).read_bytes()
    except OSError:
        content = b""
    if digest_of(content) != digest:
        raise NotFound("The bytes of this file are no longer in the data folder as they were. Send the file again.")
    return content


def list_kept(folder: Path) -> Iterator[str]:
    """Yield what all bytes are kept under, be they whole or damaged."""
    for path in folder.glob("??/*"):
        if _DIGEST.fullmatch(path.name):
            yield path.name


def drop_unused(folder: Path, digests: list[str]) -> None:
    """Delete the bytes of those that no workspace has any more. What cannot be deleted is left for another time."""
    with database.write():
        database.hold_edits()
        used = {row[0] for row in tuples(File.select(File.digest).where(File.digest.in_(digests)))}
        for digest in digests:
            if digest not in used:
                with contextlib.suppress(OSError):
                    _path(folder, digest).unlink(missing_ok=True)


def sweep(folder: Path, now: datetime, breathe: Callable[[], object]) -> None:
    """Delete what a process that was killed left behind; ``breathe`` is called between two transactions."""
    found: list[str] = []
    for path in _left_behind(folder, now):
        if _DIGEST.fullmatch(path.name):
            found.append(path.name)
        else:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        if len(found) == _AT_ONCE:
            drop_unused(folder, found)
            found = []
            breathe()
    if found:
        drop_unused(folder, found)


def _left_behind(folder: Path, now: datetime) -> Iterator[Path]:
    before_s = (now - _LEFT_BEHIND).timestamp()
    with contextlib.suppress(OSError):  # there is no such folder before the first file
        for room in sorted(folder.iterdir()):
            for path in sorted(room.iterdir()):
                with contextlib.suppress(OSError):
                    if path.stat().st_mtime < before_s:
                        yield path


def _path(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _told() -> Generator[None]:
    try:
        yield
    except OSError as fault:  # without the path: whoever asks by HTTP has no business with it
        raise FilesUnreachable(
            f"The server cannot keep files at the moment: {fault.strerror}. Nothing was saved."
        ) from fault
