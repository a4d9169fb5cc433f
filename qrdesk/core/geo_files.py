"""Geo databases as files that stay as they are while they are read.

A database is mapped into memory, and a process that reads a mapped file which somebody cuts short is killed. So what is
opened is a copy of our own: written whole, put in place in one step, named for what it is a copy of.
"""

import contextlib
import hashlib
import lzma
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Protocol, cast

import maxminddb
import platformdirs

from qrdesk.core import live_files, resources
from qrdesk.core.errors import Kind, QRDeskError

_BUNDLED = "geo/country.mmdb.xz"
_NAME_CHARS = 20
CHOSEN = "geo-database.mmdb"  # in the data folder
_NO_DATABASE = "it is no MaxMind database, or only half of one"
_KEPT_S = 7 * 86_400


class Reader(Protocol):
    """An open database, as far as we use it."""

    def get(self, ip_address: str, /) -> object: ...

    def metadata(self) -> Any: ...  # typed in part only


class GeoFileBroken(QRDeskError):
    """A geo database that cannot be read."""

    kind = Kind.INVALID
    code = "geo_database_broken"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"The geo database {name} cannot be read: {reason.rstrip('.')}. QRDESK_GEO_DATABASE names it; write the "
            "path of an .mmdb file there, or leave it empty. Until then countries come from QRDesk's own database."
        )


def open_bundled(data_dir: str) -> Reader:
    """Open the country database that QRDesk brings along; the first process unpacks it for all.

    Raises:
        ResourceMissing, OSError, InvalidDatabaseError: the installation is damaged, or there is no room.
    """
    packed = resources.path(_BUNDLED)
    name = f"country-{_digest(packed.read_bytes())}.mmdb"

    def unpack(file: IO[bytes]) -> None:
        with lzma.open(packed) as content:
            shutil.copyfileobj(content, file, 1 << 20)

    return _open_copy(data_dir, name, unpack)


def open_own(path: Path, data_dir: str) -> Reader:
    """Open a database of the operator's.

    Raises:
        GeoFileBroken: it is missing, cannot be read, or is none.
    """
    _refuse_live(path)

    def copy(file: IO[bytes]) -> None:
        with path.open("rb") as content:
            shutil.copyfileobj(content, file, 1 << 20)

    try:
        name = f"own-{_digest(repr((str(path), *stamp(path))).encode())}.mmdb"
        return _open_copy(data_dir, name, copy)
    except (maxminddb.InvalidDatabaseError, ValueError) as fault:
        raise GeoFileBroken(str(path), _NO_DATABASE) from fault
    except OSError as fault:
        raise GeoFileBroken(str(path), fault.strerror or str(fault)) from fault


def check_bundled() -> None:
    """Look whether QRDesk's own database is where it was installed.

    Raises:
        ResourceMissing: it is not.
    """
    resources.path(_BUNDLED)


def check_own(path: Path) -> None:
    """Look whether a database of the operator's can be read; nothing is made.

    Raises:
        GeoFileBroken: it cannot.
    """
    own_built_at(path)


def own_built_at(path: Path) -> datetime:
    """Return when a database of the operator's was made; nothing is made.

    Raises:
        GeoFileBroken: it cannot be read.
    """
    _refuse_live(path)
    try:
        return _built_at(_opened(path))
    except (maxminddb.InvalidDatabaseError, ValueError) as fault:
        raise GeoFileBroken(str(path), _NO_DATABASE) from fault
    except OSError as fault:
        raise GeoFileBroken(str(path), fault.strerror or str(fault)) from fault


def bundled_built_at() -> datetime:
    """Return when QRDesk's own database was made; it is unpacked in memory alone.

    Raises:
        ResourceMissing: it is not where it was installed.
    """
    with lzma.open(resources.path(_BUNDLED)) as content:
        reader: Reader = cast("Any", maxminddb).open_database(content, maxminddb.MODE_FD)  # typed in part only
        return _built_at(reader)


def _built_at(reader: Reader) -> datetime:
    return datetime.fromtimestamp(int(reader.metadata().build_epoch), UTC)


def _refuse_live(path: Path) -> None:
    if live_files.is_live(path):
        raise GeoFileBroken(str(path), _NO_DATABASE)


def chosen(data_dir: str) -> tuple[Path, ...]:
    """Return the database that was chosen in the app for this data folder, if one was."""
    path = Path(data_dir).expanduser() / CHOSEN
    return (path,) if data_dir and path.is_file() else ()


def stamp(path: Path) -> tuple[int, int, int]:
    """Return what changes when a file is written again.

    Raises:
        OSError: there is no such file.
    """
    status = path.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino


def sweep(data_dir: str, *, now_s: float) -> None:
    """Remove what nobody has opened for a week; a process that still reads it goes on reading it."""
    for folder in _folders(data_dir):
        for path in (*folder.glob("*.mmdb"), *folder.glob(".*.mmdb.*.new")):
            with contextlib.suppress(OSError):  # gone by now, or in use where open files cannot be removed
                if path.stat().st_mtime < now_s - _KEPT_S:
                    path.unlink()


def _open_copy(data_dir: str, name: str, write: Callable[[IO[bytes]], None]) -> Reader:
    for folder in _folders(data_dir):
        path = folder / name
        if path.exists():
            with contextlib.suppress(maxminddb.InvalidDatabaseError, OSError):  # damaged since: written again
                os.utime(path)  # still wanted
                return _opened(path)
        if _written(path, write):
            return _opened_or_removed(path)
    with tempfile.TemporaryDirectory(prefix="qrdesk-geo-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / name
        with path.open("xb") as file:
            write(file)
        return _opened(path)  # what is mapped stays readable when its name is gone


def _opened(path: Path) -> Reader:
    reader: maxminddb.Reader = cast("Any", maxminddb).open_database(str(path))  # typed in part only
    return reader


def _opened_or_removed(path: Path) -> Reader:
    try:
        return _opened(path)
    except maxminddb.InvalidDatabaseError:
        path.unlink(missing_ok=True)
        raise


def _folders(data_dir: str) -> Iterator[Path]:
    yield Path(platformdirs.user_cache_dir("qrdesk", appauthor=False)) / "geo"
    if data_dir:
        yield Path(data_dir).expanduser() / "geo"


def _written(path: Path, write: Callable[[IO[bytes]], None]) -> bool:
    """Write a copy whole or not at all; False where this folder cannot take it."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = new.open("xb")
    except OSError:
        return False
    try:
        with file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        return path.exists()  # another process was faster, and has it open
    finally:
        new.unlink(missing_ok=True)
    return True


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_NAME_CHARS]
