"""A file of secrets: for its owner alone, written whole or not at all."""

import contextlib
import os
import secrets as randomness
import stat
from pathlib import Path

from qrdesk.core.errors import CannotWrite

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def create(path: Path, content: bytes) -> None:
    """Write a new file, and its folder; one that is there already stays as it is.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = _draft(path, content)
        with contextlib.suppress(FileExistsError):  # another process was first: its content holds
            os.link(draft, path)
        draft.unlink()
        sync_folder(path.parent)
    except OSError as fault:
        raise CannotWrite(f"The folder {path.parent} cannot be written: {fault.strerror}.") from fault


def replace(path: Path, content: bytes) -> None:
    """Write the file anew. It stays its owner's: root may be at work for the account that serves.

    Raises:
        CannotWrite: it cannot be written; it is as it was.
    """
    path = path.resolve()  # what a link leads to is meant, not the link
    draft = None
    try:
        draft = _draft(path, content)
        if os.name == "posix":
            _give(draft, path if path.exists() else path.parent)
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as fault:
        if draft is not None:
            draft.unlink(missing_ok=True)
        raise CannotWrite(f"{path} cannot be written: {fault.strerror}. It is as it was.") from fault


def is_private(path: Path) -> bool:
    """Whether nobody but its owner can read the file. Systems without such bits keep a person's files apart."""
    try:
        return os.name != "posix" or not path.stat().st_mode & _OTHERS
    except OSError:
        return True  # nothing to read there


def make_private(path: Path) -> bool:
    """Let nobody but its owner read the file; False where that is not ours to do."""
    try:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
    except OSError:
        return False
    return is_private(path)


def _draft(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{randomness.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _give(path: Path, like: Path) -> None:
    owner = like.stat()
    if path.stat().st_uid != owner.st_uid:
        os.chown(path, owner.st_uid, owner.st_gid)


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder outlive a power cut, where a folder can be opened."""
    if os.name == "posix":
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
