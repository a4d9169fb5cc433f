"""The kinds of databases: how each is opened, and what the failures of its driver mean."""

import contextlib
import os
import sqlite3
import weakref
from pathlib import Path
from typing import Any

import peewee

from qrdesk.core.errors import DatabaseCorrupt, DatabaseLocked, DatabaseUnreachable

_SQLITE_HEADER = b"SQLite format 3\x00"
_CONNECT_S = 5  # for each address of a PostgreSQL server


class _Connection(sqlite3.Connection):
    """A connection that can be remembered without being kept open."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _opened.add(self)


_opened: "weakref.WeakSet[_Connection]" = weakref.WeakSet()


class _Sqlite(peewee.SqliteDatabase):
    """Can close the connections of threads that have not done so themselves."""

    def close_all(self) -> None:
        """Close every connection of this process."""
        self.close()
        for connection in tuple(_opened):
            connection.close()


def open_sqlite(path: Path, busy_timeout_ms: int) -> peewee.SqliteDatabase:
    """Return the database in a file, which is made when missing, as its folder is; its tables are not read yet.

    Raises:
        DatabaseUnreachable: the file cannot be opened, or belongs to another program.
        DatabaseCorrupt: it is no database, or is damaged.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size:
            _check_ours(path, busy_timeout_ms)
        else:  # before SQLite does, for the owner alone; its -wal and -shm files follow this one
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as fault:
        raise DatabaseUnreachable(f"The database {path} cannot be opened: {fault.strerror}.") from fault
    pragmas = {
        "busy_timeout": busy_timeout_ms,  # first: switching to WAL may itself have to wait
        "journal_mode": "wal",
        "synchronous": "normal",
        "foreign_keys": 1,
        "cache_size": -32_000,
        "temp_store": "memory",
    }
    options: dict[str, Any] = {"check_same_thread": False, "factory": _Connection}
    return _Sqlite(str(path), pragmas=pragmas, timeout=busy_timeout_ms / 1000, **options)


def _check_ours(path: Path, busy_timeout_ms: int) -> None:
    """Refuse a file that is not ours before anything is changed in it; even WAL mode would be a change."""
    with path.open("rb") as file:
        if file.read(16) != _SQLITE_HEADER:
            raise DatabaseCorrupt(f"{path} is not a QRDesk database. Nothing was changed in it.")
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=busy_timeout_ms / 1000)) as look:
            names = {row[0] for row in look.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as fault:
        raise explain(fault) from fault
    if names and "schema_migration" not in names:
        raise DatabaseUnreachable(f"{path} belongs to another program. Nothing was changed in it; choose another file.")


def open_postgres(url: str) -> peewee.PostgresqlDatabase:
    """Return the database at an address, with a pool of connections; nobody is asked yet.

    Raises:
        DatabaseUnreachable: the address cannot be read, or the driver is missing.
    """
    from qrdesk.core.postgres_pool import Pool  # noqa: PLC0415 - only where PostgreSQL is used

    try:
        parts = _read_parts(url)
        # libpq itself waits for two minutes for a host that is down
        patience = {} if "connect_timeout" in parts else {"connect_timeout": _CONNECT_S}
        return Pool(
            url.replace("postgres://", "postgresql://", 1),
            max_connections=32,
            stale_timeout=300,
            timeout=30,
            prefer_psycopg3=True,
            **patience,
        )
    except (peewee.ImproperlyConfigured, ImportError) as missing:
        raise DatabaseUnreachable(
            "A PostgreSQL database needs one more part: pip install 'qrdesk[postgres]'."
        ) from missing


def _read_parts(url: str) -> dict[str, Any]:
    """Return the parts of an address.

    One that the driver would take apart wrongly is refused: its complaint would quote parts of the password.
    """
    from psycopg import ProgrammingError  # noqa: PLC0415 - only where PostgreSQL is used
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - only where PostgreSQL is used

    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        parts: dict[str, Any] = {"port": "unreadable"}
    host, port = str(parts.get("host") or ""), str(parts.get("port") or "")
    if "@" in host or not all(one.isdecimal() for one in port.split(",") if one):
        # no cause: it would stand in the log
        raise DatabaseUnreachable(
            "The address of the PostgreSQL database cannot be read. Write postgresql://USER:PASSWORD@HOST:PORT/NAME; "
            "in the password, write / as %2F, @ as %40, % as %25 and a blank as %20."
        ) from None
    return parts


def explain(fault: Exception) -> DatabaseUnreachable:
    """Return our error for a driver's failure."""
    said = str(fault).strip()
    low = said.lower()
    if "deadlock" in low:  # its details speak of who is blocked
        return DatabaseLocked("Another change of the same rows was in the way. Nothing was saved; try again.")
    if "locked" in low or "busy" in low:
        return DatabaseLocked("Another program is writing to the database and did not finish. Nothing was saved.")
    if "malformed" in low or "not a database" in low:
        return DatabaseCorrupt(
            "The database file is damaged. Stop QRDesk, keep a copy of the file, and restore the last backup."
        )
    if "disk is full" in low:
        return DatabaseUnreachable("The disk is full. Nothing was saved; free some space and try again.")
    if "readonly" in low or "read-only" in low:
        return DatabaseUnreachable("The database file may only be read. Nothing was saved; check who owns the file.")
    return DatabaseUnreachable(f"The database does not answer ({said.splitlines()[0] if said else 'no reason given'}).")
