"""The kinds of databases: how each is opened, and what the failures of its driver mean."""

import contextlib
import errno
import os
import sqlite3
import threading
import time
import weakref
from pathlib import Path
from typing import Any

import peewee

from qrdesk.core.errors import DatabaseCorrupt, DatabaseLocked, DatabaseUnreachable
from qrdesk.core.sqlite_address import as_it_lies, read_only

_KIND = 0xFF  # of an error number; the rest of it says more closely where
_CONNECT_S = 5  # for each address of a PostgreSQL server
_VANISHED = {
    "keepalives_idle": 10,  # s
    "keepalives_interval": 5,  # s
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # ms
}
_PATIENCE_S = 2.0  # with threads that are at work while all connections are to be closed


class _Connection(sqlite3.Connection):
    """A connection that can be remembered without being kept open."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.in_use = threading.RLock()
        with _counting:
            _opened.add(self)


_counting = threading.Lock()
_opened: "weakref.WeakSet[_Connection]" = weakref.WeakSet()


class Sqlite(peewee.SqliteDatabase):
    """Can close the connections of threads that have not done so themselves."""

    def in_use(self) -> threading.RLock:
        """Return the lock of this thread's connection, for as long as it works with that: nobody closes it meanwhile.

        A process whose connection is closed in the middle of a statement is not refused anything: it crashes.
        """
        ours: Any = self  # peewee types little of what a database can do
        ours.connect(reuse_if_open=True)
        return ours.connection().in_use

    def close_all(self) -> None:
        """Close every connection of this process; one whose thread goes on working with it goes with that thread."""
        self.close()
        give_up_at = time.monotonic() + _PATIENCE_S
        with _counting:
            opened = tuple(_opened)
        for connection in opened:
            if connection.in_use.acquire(timeout=max(0.0, give_up_at - time.monotonic())):
                try:
                    connection.close()
                finally:
                    connection.in_use.release()


def open_sqlite(path: Path, busy_timeout_ms: int) -> Sqlite:
    """Return the database in a file, which is made when missing, as its folder is; its tables are not read yet.

    Raises:
        DatabaseUnreachable: the file cannot be opened, or belongs to another program.
        DatabaseCorrupt: it is no database, or is damaged.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            _check_ours(path, busy_timeout_ms)
        else:
            _make(path)
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
    return Sqlite(str(path), pragmas=pragmas, timeout=busy_timeout_ms / 1000, **options)


def _make(path: Path) -> None:
    """Make an empty file for the owner alone, before SQLite makes one; its -wal and -shm files follow this one."""
    with contextlib.suppress(FileExistsError):  # somebody did; opened and closed once more, it would lose its locks
        os.close(os.open(os.path.realpath(path), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _check_ours(path: Path, busy_timeout_ms: int) -> None:
    """Refuse a file that is not ours before anything is changed in it; even WAL mode would be a change.

    SQLite alone looks into it. Whatever else of this process opened and closed the file would take from SQLite the
    locks that it may hold already, as POSIX has it, and then two programs could write at once.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not (size := path.stat().st_size):
        return
    try:
        names = _tables(path, busy_timeout_ms)
    except sqlite3.DatabaseError as fault:
        raise _refusal(path, fault) from fault
    if size == 1:  # to SQLite, that is an empty database
        raise _no_database(path)
    if names and "schema_migration" not in names:
        raise DatabaseUnreachable(f"{path} belongs to another program. Nothing was changed in it; choose another file.")


def _tables(path: Path, busy_timeout_ms: int) -> set[str]:
    """Return the names of the tables in a file. Nothing is changed by the look, and no other file is made.

    A database in WAL mode that nobody has open is read as one that nobody changes: else a -wal and a -shm would be left
    beside it.
    """
    real = os.path.realpath(path)  # SQLite follows a link, and its other files lie there
    wal, shm = Path(f"{real}-wal"), Path(f"{real}-shm")
    if not (wal.exists() and shm.exists()):
        names = _names(as_it_lies(path), busy_timeout_ms)
        if names or not wal.exists():  # else they may all be in that
            return names
    return _names(read_only(path), busy_timeout_ms)


def _names(address: str, busy_timeout_ms: int) -> set[str]:
    with contextlib.closing(sqlite3.connect(address, uri=True, timeout=busy_timeout_ms / 1000)) as look:
        return {row[0] for row in look.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _refusal(path: Path, fault: sqlite3.DatabaseError) -> DatabaseUnreachable:
    kind = getattr(fault, "sqlite_errorcode", 0) & _KIND
    if kind == sqlite3.SQLITE_NOTADB:
        return _no_database(path)
    if kind == sqlite3.SQLITE_CANTOPEN and not os.access(path, os.R_OK):
        return DatabaseUnreachable(f"The database {path} cannot be opened: {os.strerror(errno.EACCES)}.")
    return explain(fault)


def _no_database(path: Path) -> DatabaseCorrupt:
    return DatabaseCorrupt(f"{path} is not a QRDesk database. Nothing was changed in it.")


def open_postgres(url: str) -> peewee.PostgresqlDatabase:
    """Return the database at an address, with a pool of connections; nobody is asked yet.

    Raises:
        DatabaseUnreachable: the address cannot be read, or the driver is missing.
    """
    from qrdesk.core.postgres_pool import Pool  # noqa: PLC0415 - only where PostgreSQL is used

    try:
        parts = _read_parts(url)
        # libpq itself waits two minutes for a host that is down, and hours for one that vanishes meanwhile
        wanted = {"connect_timeout": _CONNECT_S, **_VANISHED}
        patience: dict[str, Any] = {name: value for name, value in wanted.items() if name not in parts}
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
    said = str(_first(fault)).strip()
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


def _first(fault: BaseException) -> BaseException:
    """Return what came first: of a full disk SQLite takes the transaction back itself, and then cannot once more."""
    while "cannot rollback" in str(fault) and fault.__context__ is not None:
        fault = fault.__context__
    return fault
