"""Reading a backup that may be damaged, or made by somebody who means harm."""

import hashlib
import io
import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeVar

from pydantic import ValidationError

from qrdesk.core.errors import CalledOff, CannotRead, CannotWrite, QRDeskError
from qrdesk.core.live_files import refuse_reading
from qrdesk.core.schemas import backups
from qrdesk.core.schemas.backups import Backup, BackupPart

T = TypeVar("T")
Step = Callable[[int, int], object]  # done, of how much
_MOST_MANIFEST = 32 << 20  # bytes: a hundred thousand pictures
_MOST_UNPACKED = 300  # times its packed size; what we write reaches 230 where a database is empty pages alone
_LITTLE = 1 << 20  # bytes that may be packed as tightly as they like


def read_backup(path: Path) -> Backup:
    """Return what a backup says of itself, if each of its files is as it was when it was made.

    Raises:
        CannotRead: it cannot be read, is damaged, is none, or is of a newer version.
    """
    return _read(path, _checked)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What lay in a backup, checked: its database as a file, its pictures by what they are kept under, its keys."""

    backup: Backup
    database: Path
    pictures: Mapping[str, Path]
    secret_keys: tuple[bytes, ...] = field(repr=False)


def unpack(path: Path, folder: Path, step: Step) -> Unpacked:
    """Unpack a backup into an empty folder, for its owner alone. No name in it decides where anything is written.

    ``step`` is called with the bytes that are done and all of them; what it raises ends the unpacking.

    Raises:
        CannotRead: as for ``read_backup``; a part of it may lie in the folder.
        CannotWrite: there is no room for it, or the folder cannot be written.
    """
    return _read(path, lambda archive, size: _unpacked(archive, size, folder, step))


def is_backup(path: Path) -> bool:
    """Whether a file is a backup that this version can read, by its list alone: parts of it may be damaged."""
    try:
        _read(path, lambda archive, size: _manifest(archive, _entries(archive, size)))
    except CannotRead:
        return False
    return True


def _read(path: Path, look: Callable[[zipfile.ZipFile, int], T]) -> T:
    refuse_reading(path)
    try:
        if not path.is_file():
            raise CannotRead(f"There is no file {path}.")
        size = path.stat().st_size
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return look(archive, size)
    except (CalledOff, CannotWrite):
        raise
    except QRDeskError as fault:
        raise CannotRead(f"{path} is not to be used. {fault}") from fault
    except OSError as fault:
        raise CannotRead(f"{path} cannot be read: {fault.strerror or fault}.") from fault
    except Exception as fault:  # a damaged or made-up archive fails zipfile in many ways
        raise CannotRead(f"{path} is damaged, or is no backup of QRDesk. Use another one.") from fault


def _checked(archive: zipfile.ZipFile, size: int) -> Backup:
    backup, entries = _listed(archive, size)
    for part in backup.parts:
        _write(archive, entries[part.name], part, None)
    return backup


def _unpacked(archive: zipfile.ZipFile, size: int, folder: Path, step: Step) -> Unpacked:
    backup, entries = _listed(archive, size)
    total = sum(part.bytes for part in backup.parts)
    _refuse_too_large(total, folder)
    done, pictures, keys = 0, dict[str, Path](), io.BytesIO()
    for part in backup.parts:
        target: Path | BinaryIO | None = None
        if part.name == backups.DATABASE:
            target = folder / backups.DATABASE
        elif picture := backups.PICTURE.fullmatch(part.name):
            target = pictures[picture[2]] = folder / picture[2]
        elif part.name == backups.SECRET_KEY:
            target = keys
        so_far = done
        _write(archive, entries[part.name], part, target, lambda more, so_far=so_far: step(so_far + more, total))
        done += part.bytes
    kept = tuple(keys.getvalue().split())
    return Unpacked(backup, folder / backups.DATABASE, pictures, kept)


def _refuse_too_large(needed: int, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise CannotWrite(
            f"To look into the backup {needed // 1_000_000:,} MB are needed in {folder.parent}, and "
            f"{free // 1_000_000:,} MB are free. Nothing was changed; free some space and try again."
        )


def _listed(archive: zipfile.ZipFile, size: int) -> tuple[Backup, Mapping[str, zipfile.ZipInfo]]:
    entries = _entries(archive, size)
    backup = _manifest(archive, entries)
    parts = {part.name: part for part in backup.parts}
    if len(parts) != len(backup.parts) or set(parts) != set(entries) - {backups.MANIFEST, backups.DATA_DIR}:
        raise CannotRead("It does not hold what its list says.")
    if not {backups.DATABASE, backups.CONTENTS} <= set(parts):
        raise CannotRead("It holds no database.")
    return backup, entries


def _entries(archive: zipfile.ZipFile, size: int) -> Mapping[str, zipfile.ZipInfo]:
    """Return what is in the archive by name. What is refused here would do harm when it is unpacked."""
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        name = entry.filename
        if name != entry.orig_filename or name in found or not _is_ours(name) or not _is_plain(entry):
            raise CannotRead("It holds files that no backup of QRDesk has.")
        if entry.file_size > _MOST_UNPACKED * entry.compress_size + _LITTLE:
            raise CannotRead("It would unpack to far more than it can hold.")
        found[name] = entry
    if sum(entry.compress_size for entry in found.values()) > size:  # else many files would share the same bytes
        raise CannotRead("It would unpack to far more than it can hold.")
    return found


def _is_ours(name: str) -> bool:
    return name in {backups.MANIFEST, backups.DATA_DIR} or backups.PART.fullmatch(name) is not None


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file or the folder, and no link to another place, and can be read without a password."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    right = stat.S_IFDIR if entry.is_dir() else stat.S_IFREG
    return kind == right and not entry.flag_bits & 1 and (not entry.is_dir() or entry.file_size == 0)


def _manifest(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> Backup:
    entry = entries.get(backups.MANIFEST)
    if entry is None or entry.file_size > _MOST_MANIFEST:
        raise CannotRead("It is no backup of QRDesk.")
    try:
        backup = Backup.model_validate_json(archive.read(entry))
    except ValidationError as fault:
        raise CannotRead("The list of what is in it cannot be read.") from fault
    if backup.format_version > backups.FORMAT:
        raise CannotRead("A newer QRDesk made it. Update QRDesk first.")
    return backup


def _write(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    part: BackupPart,
    target: Path | BinaryIO | None,
    step: Callable[[int], object] | None = None,
) -> None:
    """Write one file of the archive where it is wanted, and see to it that it is what was put in."""
    digest, size = hashlib.sha256(), 0
    with archive.open(entry) as file, _opened(target) as out:
        while some := file.read(1 << 20):
            digest.update(some)
            size += len(some)
            if size > part.bytes:
                break
            if out is not None:
                out.write(some)
            if step is not None:
                step(size)
    if (size, digest.hexdigest()) != (part.bytes, part.sha256):
        raise CannotRead(f"{entry.filename} in it is damaged: it is not what was put in.")


@contextmanager
def _opened(target: Path | BinaryIO | None) -> Generator[BinaryIO | None]:
    if not isinstance(target, Path):
        yield target
        return
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(target, flags, 0o600), "wb") as file:
            yield file
    except OSError as fault:
        raise CannotWrite(
            f"{target.parent} cannot be written: {fault.strerror or fault}. Nothing was changed."
        ) from fault
