"""Which geo database tells countries here, and choosing another one: looked through, then copied, never moved."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Literal, cast

import maxminddb

from qrdesk.core import geo_files, live_files
from qrdesk.core.errors import CannotWrite, Kind, QRDeskError
from qrdesk.core.settings import Settings

Source = Literal["bundled", "chosen", "named"]
_LOOKED_AT = 20_000  # entries: the first ones of some databases are of networks that lie nowhere
_MOST_KNOWN = 8
_cities: dict[tuple[str, str, str, int], bool] = {}  # by what a database says of itself: whether it tells cities
_LARGEST = 4 << 30  # bytes; those with cities have 130 MB


class BadGeoFile(QRDeskError):
    """A file that was chosen tells no countries."""

    kind = Kind.INVALID
    code = "geo_file_unusable"


@dataclass(frozen=True, slots=True)
class GeoFile:
    """A geo database. ``source`` is how it came: with QRDesk, chosen in the app, or named by the environment."""

    source: Source
    name: str
    built_at: datetime | None
    cities: bool
    bytes: int
    trouble: str = ""


def in_use(data_dir: Path, settings: Settings) -> GeoFile:
    """Return which database tells countries.

    Raises:
        ResourceMissing, OSError, InvalidDatabaseError: the installation is damaged.
    """
    if settings.geo_database:
        return _told("named", Path(settings.geo_database.split(os.pathsep)[0]).expanduser())
    if found := geo_files.chosen(str(data_dir)):
        return _told("chosen", found[0])
    reader = cast("Any", geo_files.open_bundled(str(data_dir)))
    return _described("bundled", reader, 0)


def choose(path: Path, data_dir: Path) -> GeoFile:
    """Copy a database into the data folder, from where servers take it up within a minute.

    Raises:
        BadGeoFile: it is none, or tells no countries. The one of before goes on.
        CannotRead: it is the open database.
        CannotWrite: there is no room for it.
    """
    size = _size_of(path)
    draft = data_dir / f".{geo_files.CHOSEN}.{secrets.token_hex(4)}"
    try:
        if size > shutil.disk_usage(data_dir).free:
            raise CannotWrite(f"There is no room for {path.name} in {data_dir}. The one of before goes on.")
        _copy(path, draft)
        found = _looked_through(draft, path)  # the copy: what was chosen may change meanwhile
        draft.replace(data_dir / geo_files.CHOSEN)
    except OSError as fault:
        raise CannotWrite(f"{path.name} cannot be copied to {data_dir}: {fault.strerror}.") from fault
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    return found


def choose_bundled(data_dir: Path) -> None:
    """Go back to the database that QRDesk brings along.

    Raises:
        CannotWrite: the other one cannot be removed.
    """
    try:
        (data_dir / geo_files.CHOSEN).unlink(missing_ok=True)
    except OSError as fault:
        raise CannotWrite(f"{data_dir / geo_files.CHOSEN} cannot be removed: {fault.strerror}.") from fault


def _size_of(path: Path) -> int:
    live_files.refuse_reading(path)
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise BadGeoFile(f"{path.name} cannot be read: {fault.strerror}.") from fault
    if not path.is_file() or not 0 < size <= _LARGEST:
        raise BadGeoFile(f"{path.name} is no geo database. Choose an .mmdb file.")
    return size


def _copy(path: Path, draft: Path) -> None:
    with path.open("rb") as source, os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
        shutil.copyfileobj(source, to, 1 << 20)
        to.flush()
        os.fsync(to.fileno())


def _looked_through(path: Path, chosen: Path) -> GeoFile:
    try:
        with contextlib.closing(cast("Any", maxminddb).open_database(str(path))) as reader:
            found = _described("chosen", reader, path.stat().st_size)
            tells = any(_country(told) for told in _entries(reader))
    except (maxminddb.InvalidDatabaseError, ValueError, UnicodeError) as fault:
        raise BadGeoFile(f"{chosen.name} is no geo database, or only half of one. Choose an .mmdb file.") from fault
    if not tells:
        raise BadGeoFile(f"{chosen.name} tells no countries ({found.name}). Choose a database of countries or cities.")
    return found


def _told(source: Source, path: Path) -> GeoFile:
    try:
        with contextlib.closing(cast("Any", maxminddb).open_database(str(path))) as reader:
            return _described(source, reader, path.stat().st_size)
    except (OSError, maxminddb.InvalidDatabaseError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "it is no geo database"
        return GeoFile(source, path.name, None, cities=False, bytes=0, trouble=f"{path} cannot be read: {reason}.")


def _described(source: Source, reader: Any, size: int) -> GeoFile:
    about = reader.metadata()
    name = "".join(letter for letter in str(about.database_type) if letter.isprintable())[:80]
    built_at = None
    with contextlib.suppress(OverflowError, OSError, ValueError):
        built_at = datetime.fromtimestamp(int(about.build_epoch), UTC) if about.build_epoch else None
    return GeoFile(source, name, built_at, cities=_knows_cities(reader, size), bytes=size)


def _knows_cities(reader: Any, size: int) -> bool:
    """Return whether it tells any; remembered, for a look through one that tells none takes 50 ms."""
    about = reader.metadata()
    seal = (str(about.database_type), str(about.build_epoch), str(about.node_count), size)
    if seal not in _cities:
        if len(_cities) >= _MOST_KNOWN:
            _cities.clear()
        _cities[seal] = any(_has_city(told) for told in _entries(reader))
    return _cities[seal]


def _entries(reader: Any) -> Iterable[Any]:
    entries: Iterable[Any] = islice(iter(reader), _LOOKED_AT)
    return (told for _, told in entries if hasattr(told, "get"))


def _country(told: Any) -> bool:
    country: Any = told.get("country")
    return bool(told.get("country_code") or (hasattr(country, "get") and country.get("iso_code")))


def _has_city(told: Any) -> bool:
    return bool(told.get("city"))
