"""Reading a backup that may be damaged, or made by somebody who means harm: nothing of it is written anywhere."""

import hashlib
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import ValidationError

from qrdesk.core.errors import CannotRead, QRDeskError
from qrdesk.core.schemas import backups
from qrdesk.core.schemas.backups import Backup, BackupPart

_MOST_MANIFEST = 32 << 20  # bytes: a hundred thousand pictures
_MOST_UNPACKED = 300  # times its packed size; what we write reaches 230 where a database is empty pages alone
_LITTLE = 1 << 20  # bytes that may be packed as tightly as they like


def read_backup(path: Path) -> Backup:
    """Return what a backup says of itself, if each of its files is as it was when it was made.

    Raises:
        CannotRead: it cannot be read, is damaged, is none, or is of a newer version.
    """
    return _read(path, _checked)


def is_backup(path: Path) -> bool:
    """Whether a file is a backup that this version can read, by its list alone: parts of it may be damaged."""
    try:
        _read(path, lambda archive, size: _manifest(archive, _entries(archive, size)))
    except CannotRead:
        return False
    return True


def _read(path: Path, look: Callable[[zipfile.ZipFile, int], Backup]) -> Backup:
    try:
        if not path.is_file():
            raise CannotRead(f"There is no file {path}.")
        size = path.stat().st_size
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return look(archive, size)
    except QRDeskError as fault:
        raise CannotRead(f"{path} is not to be used. {fault}") from fault
    except OSError as fault:
        raise CannotRead(f"{path} cannot be read: {fault.strerror or fault}.") from fault
    except Exception as fault:  # a damaged or made-up archive fails zipfile in many ways
        raise CannotRead(f"{path} is damaged, or is no backup of QRDesk. Use another one.") from fault


def _checked(archive: zipfile.ZipFile, size: int) -> Backup:
    entries = _entries(archive, size)
    backup = _manifest(archive, entries)
    parts = {part.name: part for part in backup.parts}
    if len(parts) != len(backup.parts) or set(parts) != set(entries) - {backups.MANIFEST, backups.DATA_DIR}:
        raise CannotRead("It does not hold what its list says.")
    if not {backups.DATABASE, backups.CONTENTS} <= set(parts):
        raise CannotRead("It holds no database.")
    for name, part in parts.items():
        if not _is_whole(archive, entries[name], part):
            raise CannotRead(f"{name} in it is damaged: it is not what was put in.")
    return backup


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


def _is_whole(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, part: BackupPart) -> bool:
    digest, size = hashlib.sha256(), 0
    with archive.open(entry) as file:
        while some := file.read(1 << 20):
            digest.update(some)
            size += len(some)
    return (size, digest.hexdigest()) == (part.bytes, part.sha256)
