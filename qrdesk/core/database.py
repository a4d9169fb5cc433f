"""One open database per process: connection, scopes, transactions and the change epoch."""

import contextlib
import re
import threading
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import peewee

from qrdesk.core import live_files
from qrdesk.core.engines import Sqlite, explain, open_postgres, open_sqlite
from qrdesk.core.errors import DatabaseUnreachable, Invalid, QRDeskError

proxy: Any = peewee.DatabaseProxy()  # Any: peewee types little of what a database can do
_state = threading.local()
_listeners: list[Callable[[], None]] = []
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/")  # two letters or more: C:/ is a drive
_IMPATIENT_MS = 20
_BUMP_AND_NOTIFY = (
    "WITH bumped AS (UPDATE change_epoch SET value = value + 1 WHERE id = 1 RETURNING value) "
    "SELECT value, pg_notify('qrdesk_changes', '') FROM bumped"
)


def is_postgres(url: str) -> bool:
    """Say whether ``url`` names a PostgreSQL database rather than a file.

    Raises:
        DatabaseUnreachable: it names another kind of database. What follows the scheme is not repeated: it may hold a
            password.
    """
    scheme = _SCHEME.match(url)
    if scheme is None or url.startswith("sqlite:///"):
        return False
    if scheme[1] in {"postgres", "postgresql"} and url.startswith("://", scheme.end(1)):
        return True
    raise DatabaseUnreachable(
        f"“{scheme[1]}:” does not begin the address of a database that QRDesk can use. Write the path of a file, "
        "sqlite:///PATH, or postgresql://USER:PASSWORD@HOST/NAME."
    )


def sqlite_path(url: str) -> Path:
    """Return the file that a path or a ``sqlite:///`` URL names."""
    return Path(url.removeprefix("sqlite:///") if url.startswith("sqlite:///") else url).expanduser()


def connect(url: str, *, busy_timeout_ms: int = 5000) -> None:
    """Bind this process to the database; files and folders are made when missing.

    Raises:
        DatabaseUnreachable: it cannot be opened, is damaged, or is no database.
    """
    close()
    if is_postgres(url):
        proxy.initialize(open_postgres(url))
    else:
        proxy.initialize(open_sqlite(sqlite_path(url), busy_timeout_ms))
        live_files.bind(sqlite_path(url))
    with scope():
        proxy.execute_sql("SELECT 1").fetchone()


def close() -> None:
    """Let go of every connection, those of other threads too, and of every listener. No thread should be at work."""
    _listeners.clear()
    current = proxy.obj
    if current is not None:
        current.close_all()
    live_files.bind(None)


def let_go() -> None:
    """Refuse every thread that waits for a PostgreSQL that hangs; nothing where it answers, or with a file."""
    if isinstance(proxy.obj, peewee.PostgresqlDatabase):
        pool: Any = proxy.obj  # peewee types little of what a database can do
        pool.let_go()


@contextmanager
def scope() -> Generator[None]:
    """Hold a connection while the body runs.

    SQLite connections stay open with their thread; PostgreSQL ones go back to the pool, so that
    a restarted server is met by a new connection.
    """
    with translated():
        if isinstance(proxy.obj, Sqlite):
            with proxy.obj.in_use():
                yield
        elif not proxy.is_closed():
            yield
        else:
            with proxy.connection_context():
                yield


@contextmanager
def write() -> Generator[None]:
    """Run the body in one transaction that holds the writer's place from its start.

    BEGIN IMMEDIATE, because a reader that turns writer half-way is refused without waiting. Listeners
    hear of a changed epoch after the commit, in this thread.
    """
    with scope():
        if not proxy.in_transaction():
            _begin_gathered()
        if proxy.in_transaction():
            with proxy.atomic():
                yield
            return
        with _transaction():
            yield


@contextmanager
def gathered(first: Callable[[], object] | None = None) -> Generator[None]:
    """Let all that the body writes be one transaction: its first ``write`` begins it, and it ends with the body.

    What the body does before it writes, such as hashing or asking another computer, keeps nobody from writing.
    ``first`` is called in the transaction before anything is written.
    """
    step = first or _nothing
    with scope():
        if proxy.in_transaction():
            with proxy.atomic():
                step()
                yield
        elif (steps := getattr(_state, "to_begin", None)) is not None:  # of the body that this one stands in
            steps.append(step)
            yield
        else:
            with ExitStack() as stack:
                _state.to_begin = [lambda: stack.enter_context(_transaction()), step]
                try:
                    yield
                finally:
                    _state.to_begin = None


@contextmanager
def vouched(check: Callable[[], object]) -> Generator[None]:
    """Call ``check`` first in the first transaction of the body: what was true may not be any more after a wait.

    No other edit comes between it and the end of that transaction. Work in several of them is not stopped half-way.
    """

    def step() -> None:
        hold_edits()
        check()
        _state.vouch = before

    with scope():
        before, _state.vouch = getattr(_state, "vouch", None), step
        try:
            if proxy.in_transaction():
                step()
            yield
        finally:
            _state.vouch = before


@contextmanager
def fenced(check: Callable[[], object]) -> Generator[None]:
    """Call ``check`` first in every transaction that the body begins in this thread; what it raises takes that back."""
    before, _state.fence = getattr(_state, "fence", None), check
    try:
        yield
    finally:
        _state.fence = before


def _begin_gathered() -> None:
    steps, _state.to_begin = getattr(_state, "to_begin", None), None
    for step in steps or ():
        step()


def _nothing() -> None:
    """Do what there is to do first where nothing is."""


@contextmanager
def _transaction() -> Generator[None]:
    _state.changed, _state.later = False, list[Callable[[], object]]()
    lock = ("IMMEDIATE",) if isinstance(proxy.obj, peewee.SqliteDatabase) else ()
    with proxy.atomic(*lock):
        for check in (getattr(_state, "vouch", None), getattr(_state, "fence", None)):
            if check is not None:
                check()
        yield
    if getattr(_state, "changed", False):
        _state.changed = False
        for listener in tuple(_listeners):
            listener()
    later: list[Callable[[], object]] = getattr(_state, "later", [])
    _state.later = []
    for work in later:
        work()


def afterwards(work: Callable[[], object]) -> None:
    """Call ``work`` when the running transaction is kept, in this thread; at once where none is running."""
    if proxy.in_transaction():
        _state.later.append(work)
    else:
        work()


@contextmanager
def impatient() -> Generator[None]:
    """Let what the body writes fail where it would have to wait for somebody else; for what may be left undone.

    Raises:
        peewee.OperationalError: another transaction is in the way.
    """
    if not isinstance(proxy.obj, peewee.SqliteDatabase):
        with proxy.atomic():
            proxy.execute_sql(f"SET LOCAL lock_timeout = {_IMPATIENT_MS}")
            yield
        return
    patience = int(proxy.execute_sql("PRAGMA busy_timeout").fetchone()[0])
    proxy.execute_sql(f"PRAGMA busy_timeout = {_IMPATIENT_MS}")
    try:
        yield
    finally:
        proxy.execute_sql(f"PRAGMA busy_timeout = {patience}")


def bump_epoch() -> int:
    """Note, in the running transaction, that what a visitor gets has changed; return the new epoch.

    On PostgreSQL every process that listens has notice of it when, and only if, the transaction is kept.
    """
    _state.changed = True
    if not isinstance(proxy.obj, peewee.SqliteDatabase):
        return int(proxy.execute_sql(_BUMP_AND_NOTIFY).fetchone()[0])
    proxy.execute_sql("UPDATE change_epoch SET value = value + 1 WHERE id = 1")
    return read_epoch()


def hold_edits() -> None:
    """Keep other edits waiting until the running transaction is done, as ``bump_epoch`` does, with nothing changed."""
    if not isinstance(proxy.obj, peewee.SqliteDatabase):  # there, whoever writes is alone
        proxy.execute_sql("SELECT value FROM change_epoch WHERE id = 1 FOR UPDATE")


def read_epoch() -> int:
    """Return the change epoch: it grows with every edit that a visitor could notice."""
    row = proxy.execute_sql("SELECT value FROM change_epoch WHERE id = 1").fetchone()
    return int(row[0])


def find_damage() -> str:
    """Return what SQLite finds wrong with its file, empty when it is intact; PostgreSQL looks after its own."""
    if not isinstance(proxy.obj, peewee.SqliteDatabase):
        return ""
    said = str(proxy.execute_sql("PRAGMA quick_check").fetchone()[0])
    return "" if said == "ok" else said


def on_change(listener: Callable[[], None]) -> Callable[[], None]:
    """Call ``listener`` after every commit of this process that bumped the epoch; return the way to stop."""
    _listeners.append(listener)

    def stop() -> None:
        with contextlib.suppress(ValueError):
            _listeners.remove(listener)

    return stop


def on_notice(heard: Callable[[], object]) -> Callable[[], None]:
    """Call ``heard``, in a thread of its own, soon after other processes bumped the epoch; return the way to stop.

    On PostgreSQL alone, and not surely: a notice may be missed, so look now and then without one.
    """
    if isinstance(proxy.obj, peewee.SqliteDatabase):
        return _nothing
    from qrdesk.core.postgres_notices import Notices  # noqa: PLC0415 - only where PostgreSQL is used

    return Notices(proxy.obj, heard).stop


@contextmanager
def translated() -> Generator[None]:
    """Turn the driver's failures into ours, in words for a person."""
    try:
        yield
    except QRDeskError:
        raise
    except (peewee.OperationalError, peewee.InterfaceError, peewee.InternalError) as fault:
        raise explain(fault) from fault
    except peewee.DatabaseError as fault:
        if isinstance(fault, peewee.DataError) and "NUL" in str(fault):
            raise Invalid("Text with a NUL character in it can be neither stored nor looked for.") from fault
        if isinstance(fault, peewee.IntegrityError | peewee.DataError | peewee.ProgrammingError):
            raise
        raise explain(fault) from fault
