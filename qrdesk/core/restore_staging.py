"""A backup unpacked beside the database: looked through and brought up to date before anything is put in place."""

import contextlib
import sqlite3
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import peewee

from qrdesk.core import copying, secrets
from qrdesk.core.backup_reading import unpack
from qrdesk.core.errors import CannotRead, DatabaseNewer, DatabaseUnreachable, SecretKeyMissing
from qrdesk.core.live_files import refuse_reading
from qrdesk.core.migrations.run import bring_up_to_date
from qrdesk.core.restore_copies import copy_out, describe, is_copy
from qrdesk.core.schemas.backups import DATABASE, Backup
from qrdesk.core.sqlite_address import as_it_lies

Step = Callable[[int, int], object]  # done, of how much
_UNPACKED, _LOOKED_AT = 45, 60  # percent of the time that all of it takes, about
_NO_PICTURES: Mapping[str, Path] = MappingProxyType({})
_FACTS = ("secret_key_fingerprint", "database_id")
_MAPPED = 1 << 31  # bytes: what is looked through in no order is not read again and again
_PARTS = "SELECT lower(type), name, lower(tbl_name), sql FROM sqlite_master"
_PLAIN = frozenset({"table", "index"})


@dataclass(frozen=True, slots=True)
class Staged:
    """A backup that can be put in place. ``secret_key`` is the one it brings along, where this computer needs it."""

    backup: Backup
    database: Path
    database_id: str
    pictures: Mapping[str, Path]
    secret_key: bytes | None = field(repr=False)


def stage(path: Path, room: Path, data_dir: Path, store: str, step: Step, *, thorough: bool = True) -> Staged:
    """Unpack a backup into ``room`` and see to it that this computer can use it.

    Not ``thorough`` is for a look at what is in it: that each index fits its table takes longer than all the rest.

    Raises:
        CannotRead: it is damaged, none, of a newer version, the open database, or holds what no backup does.
        CannotWrite: there is no room for it.
        SecretKeyMissing: neither the backup nor this computer has the secret key of its database.
    """
    refuse_reading(path)
    unpacked = None if is_copy(path) else unpack(path, room, partial(_percent, step))
    place = room / DATABASE
    try:
        if unpacked is None:
            copy_out(path, place)
        step(_UNPACKED, 100)
        found = _look(place, "integrity_check(1)" if thorough else "quick_check(1)")
        step(_LOOKED_AT, 100)
        _update(place)
        backup = unpacked.backup if unpacked else describe(path, place)
    except CannotRead as fault:
        raise CannotRead(f"{path} is not to be used. {fault}") from fault
    except DatabaseNewer as fault:
        raise CannotRead(f"{path} was made by a newer QRDesk. Update QRDesk first; nothing was changed.") from fault
    except (sqlite3.Error, DatabaseUnreachable) as fault:
        raise CannotRead(f"The database in {path} cannot be used ({fault}). Nothing was changed.") from fault
    brought, pictures = (unpacked.secret_keys, unpacked.pictures) if unpacked else ((), _NO_PICTURES)
    key = _key_for(found[_FACTS[0]], path, (*brought, *secrets.beside(path)), data_dir, store)
    return Staged(backup, place, found[_FACTS[1]], pictures, key)


def _percent(step: Step, done: int, total: int) -> None:
    step(done * _UNPACKED // max(1, total), 100)


def _look(path: Path, check: str) -> Mapping[str, str]:
    """Return what the database says of itself, if it is whole and one of ours."""
    with contextlib.closing(sqlite3.connect(as_it_lies(path), uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")  # it may be made up: nothing in it runs by itself
        connection.execute(f"PRAGMA mmap_size = {_MAPPED}")  # nobody else has the file, so it grows no shorter
        said = str(connection.execute(f"PRAGMA {check}").fetchone()[0])
        if said != "ok":
            raise CannotRead(f"The database in it is damaged ({said}).")
        found = dict(connection.execute("SELECT name, value FROM fact WHERE name IN (?, ?)", _FACTS).fetchall())
    if any(not isinstance(found.get(name), str) for name in _FACTS):
        raise CannotRead("The database in it has never been used.")
    return found


def _update(path: Path) -> None:
    """Bring it up to date, and refuse one that would do more than ours does when it is used."""
    with _opened(str(path)) as db, _opened(":memory:") as ours:
        is_other = bring_up_to_date(db)
        bring_up_to_date(ours)
        shape, usual = _shape(db), _shape(ours)
        if strange := sorted(shape - usual):
            raise CannotRead(f"The database in it has parts that no database of QRDesk has ({strange[0][0][:60]}).")
        if missing := sorted(usual - shape):
            raise CannotRead(f"The database in it lacks a part of every database of QRDesk ({missing[0][0][:60]}).")
        db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    if is_other and (damage := copying.find_damage(path)):
        raise CannotRead(f"The database in it is damaged ({damage}).")


@contextlib.contextmanager
def _opened(name: str) -> Generator[Any]:  # peewee types little of what a database can do
    db: Any = peewee.SqliteDatabase(name, pragmas={"trusted_schema": 0})
    db.connect()
    try:
        yield db
    finally:
        db.close()


def _shape(db: Any) -> set[tuple[str, str]]:
    """Return all parts by name, each with what it is: columns of tables and indexes, and the words of all that acts."""
    shape: set[tuple[str, str]] = set()
    for kind, name, table, sql in db.execute_sql(_PARTS).fetchall():
        said, words = str(name), " ".join(str(sql or "").split())
        if said.startswith("sqlite_") and kind in _PLAIN and not words.upper().startswith("CREATE UNIQUE"):
            continue  # SQLite's own: its statistics, and the indexes that tables bring along
        acts = kind not in _PLAIN or words.upper().startswith("CREATE VIRTUAL")
        about = words if acts else repr(_columns(db, "table_xinfo" if kind == "table" else "index_xinfo", said))
        shape.add((said, f"{kind} {table} {about}"))
    return shape


def _columns(db: Any, pragma: str, name: str) -> list[Any]:
    quoted = name.replace('"', '""')
    return list(db.execute_sql(f'PRAGMA {pragma}("{quoted}")').fetchall())


def _key_for(fingerprint: str, path: Path, brought: Sequence[bytes], data_dir: Path, store: str) -> bytes | None:
    """Return the key that has to be kept here for the database; None where it is here already."""
    try:
        secrets.load(data_dir, fingerprint, store, mend=False)
    except SecretKeyMissing as fault:
        fitting = [key for key in brought if secrets.fingerprint_of(key) == fingerprint]
        if fitting:
            return fitting[0]
        said = "The secret key in it belongs to another database." if brought else "It was made without its secret key."
        raise SecretKeyMissing(
            f"{said} The one of this computer does not fit, so what is sealed in it could not be read. Nothing was "
            f"changed. Put the key that was saved with it beside it, as {path.with_suffix('.key').name}, or use a "
            "backup that holds its key."
        ) from fault
    return None
