"""Where an address lies, as a country, and as region and city where a database of the operator's tells them.

An estimate, and shown as one: two databases that both name a city agree in one case of three. Nothing is billed by it
and nobody is locked out by it.
"""

import ipaddress
import logging
import os
import re
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple, cast

import maxminddb

from qrdesk.core import geo_files
from qrdesk.core.errors import QRDeskError
from qrdesk.core.geo_files import GeoFileBroken, Reader
from qrdesk.core.hits import hit_row
from qrdesk.core.settings import Settings

_CODE = re.compile(r"[A-Z]{2}")
_NOWHERE = frozenset({"XX", "ZZ", "T1"})  # unknown, unknown, Tor: what some say instead of nothing
_TEXT_CHARS = 64
_REMEMBERED = 32_768
_FAULTS = (QRDeskError, OSError, ValueError, maxminddb.InvalidDatabaseError)

_log = logging.getLogger(__name__)


class Attribution(NamedTuple):
    """Whom to name, on every page that shows what their data told."""

    text: str
    url: str
    licence: str


ATTRIBUTION = Attribution(
    "IP Geolocation by DB-IP", "https://db-ip.com", "Creative Commons Attribution 4.0 International (CC BY 4.0)"
)


class Place(NamedTuple):
    """Where an address lies; "" is unknown."""

    country: str = ""  # ISO 3166, two letters
    region: str = ""  # ISO 3166-2, such as US-TX; the name where a database has no code
    city: str = ""


class Geo:
    """The databases of one process. Reading is for any thread; ``refresh`` meets databases that were written anew."""

    def __init__(self, own: tuple[Path, ...], data_dir: str) -> None:
        self._named = own
        self._data_dir = data_dir
        self._lock = threading.Lock()
        self._stamps: dict[Path, tuple[int, int, int] | None] = {}
        self._own: dict[Path, Reader] = {}
        self._faults: dict[Path, str] = {}
        self._bundled: Reader | None = None
        self._readers: tuple[Reader, ...] = ()
        self._remembered = _remembering(())
        self.refresh()

    @classmethod
    def open(cls, settings: Settings) -> "Geo":
        """Open the operator's databases, if any, and ours behind them. One that is broken is said, and left out."""
        return cls(_own_paths(settings), settings.data_dir)

    @property
    def trouble(self) -> str:
        """What is wrong, in words for a person; empty when nothing is."""
        return " ".join(self._faults.values())

    def country(self, address: str) -> str:
        """Return the country of an address or of a network such as ``203.0.113.0/24``, as two letters; "" unknown."""
        return self.place(address).country

    def place(self, address: str) -> Place:
        """Return where an address or network lies, from the first database that knows its country."""
        return _first_place(self._readers, address)

    def place_of(self, network: str) -> hit_row.Place:
        """Return where a network lies, as hits name it. Networks repeat themselves, so answers are remembered."""
        return self._remembered(network)

    def refresh(self) -> None:
        """Open what is new. What cannot be opened is logged once; what was open before stays."""
        with self._lock:
            paths = self._named or geo_files.chosen(self._data_dir)  # which somebody may have chosen meanwhile
            for gone in set(self._stamps) - set(paths):
                self._stamps.pop(gone)
                self._own.pop(gone, None)
                self._faults.pop(gone, None)
            for path in paths:
                self._open_own(path)
            if self._bundled is None:
                try:
                    self._bundled = geo_files.open_bundled(self._data_dir)
                except _FAULTS as fault:
                    self._complain(Path(), f"Countries stay unknown: {fault}")
            readers = [self._own[path] for path in paths if path in self._own]
            found = tuple([*readers, self._bundled] if self._bundled is not None else readers)
            if found != self._readers:
                self._readers, self._remembered = found, _remembering(found)

    def _open_own(self, path: Path) -> None:
        stamp = _stamp(path)
        if path in self._stamps and self._stamps[path] == stamp:
            return
        self._stamps[path] = stamp
        try:
            self._own[path] = geo_files.open_own(path, self._data_dir)
        except GeoFileBroken as fault:
            self._complain(path, str(fault))
        else:
            self._faults.pop(path, None)

    def _complain(self, path: Path, said: str) -> None:
        if self._faults.get(path) != said:
            _log.error("%s", said)
        self._faults[path] = said


def check(settings: Settings) -> None:
    """Look whether the operator's databases can be read; nothing is made.

    Raises:
        GeoFileBroken: one cannot.
        ResourceMissing: ours is not where it was installed.
    """
    for path in _own_paths(settings) or geo_files.chosen(settings.data_dir):
        geo_files.check_own(path)
    geo_files.check_bundled()


def built_at(settings: Settings) -> tuple[datetime, bool]:
    """Return when the database was made that countries come from first, and whether it is the operator's own.

    Of several the oldest counts.

    Raises:
        GeoFileBroken, ResourceMissing: as for :func:`check`.
    """
    own = _own_paths(settings) or geo_files.chosen(settings.data_dir)
    made = [geo_files.own_built_at(path) for path in own] or [geo_files.bundled_built_at()]
    return min(made), bool(own)


def _own_paths(settings: Settings) -> tuple[Path, ...]:
    names = (name.strip() for name in settings.geo_database.split(os.pathsep))
    return tuple(Path(name).expanduser().absolute() for name in names if name)


def country_code(text: str) -> str:
    """Return a country code as we keep it; "" for what is none, or stands for no country."""
    code = text.strip().upper()
    return code if _CODE.fullmatch(code) and code not in _NOWHERE else ""


def place_in(country: str, region: str, city: str) -> hit_row.Place:
    """Return a place as hits name it: there is a Springfield in more than one country."""
    return hit_row.Place(country, region, f"{city}, {country}" if city else "")


def _remembering(readers: tuple[Reader, ...]) -> Callable[[str], hit_row.Place]:
    # Memory of its own for each set of databases: no answer of the old ones outlives them.
    return lru_cache(_REMEMBERED)(partial(_hit_place, readers))


def _hit_place(readers: tuple[Reader, ...], network: str) -> hit_row.Place:
    return place_in(*_first_place(readers, network))


def _first_place(readers: tuple[Reader, ...], address: str) -> Place:
    plain = _plain(address)
    if plain:
        for reader in readers:
            place = _looked_up(reader, plain)
            if place.country:
                return place
    return Place()


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        return geo_files.stamp(path)
    except OSError:
        return None


@lru_cache(4096)
def _plain(text: str) -> str:
    """Return an address as the databases know it, "" for what is none."""
    try:
        address = ipaddress.ip_address(text.partition("/")[0].partition("%")[0])
    except ValueError:
        return ""
    # as a server that listens on IPv6 sees IPv4: the databases know only the short form
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


def _looked_up(reader: Reader, address: str) -> Place:
    try:
        found = reader.get(address)
    except (ValueError, maxminddb.InvalidDatabaseError):  # IPv6 where there is only IPv4; damage
        return Place()
    if not isinstance(found, dict):
        return Place()
    told = cast("dict[str, Any]", found)
    country = country_code(_text(told, "country_code") or _text(told, "country", "iso_code"))
    return Place(country, _region(told, country), _text(told, "city")) if country else Place()


def _region(found: Mapping[str, Any], country: str) -> str:
    parts: Any = found.get("subdivisions")
    if isinstance(parts, list) and parts and isinstance(parts[0], dict):
        part = cast("dict[str, Any]", parts[0])
        code = _text(part, "iso_code")
        return f"{country}-{code}"[:_TEXT_CHARS] if code else _text(part)
    return _text(found, "state1") or _text(found, "region")


def _text(found: Mapping[str, Any], *ways: str) -> str:
    """Return the text that stands under a name, or within that under the next, and at last in English."""
    value: Any = found
    for name in (*ways, "names", "en"):
        if isinstance(value, dict):
            value = cast("dict[str, Any]", value).get(name)
    if not isinstance(value, str):
        return ""
    if value.isprintable():
        return value[:_TEXT_CHARS]
    return "".join(letter for letter in value if letter.isprintable())[:_TEXT_CHARS]
