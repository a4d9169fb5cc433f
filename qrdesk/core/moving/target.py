"""Where a copy goes: a database that nobody has used, and which shows nothing of a copy that was not finished."""

import contextlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qrdesk.core import database
from qrdesk.core.engines import open_postgres
from qrdesk.core.errors import CannotWrite, Conflict
from qrdesk.core.live_files import SIDES
from qrdesk.core.migrations.run import migrate
from qrdesk.core.moving import writing
from qrdesk.core.moving.reading import Query
from qrdesk.core.secret_files import sync_folder

_TABLES = (
    "SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace "
    "AND c.relkind IN ('r', 'p') AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
)


def refuse_used(url: str) -> None:
    """Make sure that there is nothing at ``url`` yet; nothing is changed there.

    Raises:
        Conflict: there is.
        DatabaseUnreachable: a PostgreSQL server does not answer.
    """
    if not database.is_postgres(url):
        path = _path(url)
        if path.is_symlink() or path.exists():
            raise Conflict(f"There is something at {path} already. Name a file that is not there yet.")
        return
    with database.translated(), contextlib.closing(_raw(url)) as look:

        def query(sql: str) -> Iterator[tuple[Any, ...]]:
            return iter(look.execute(sql.encode()).fetchall())

        there = [str(name) for (name,) in query(_TABLES)]
        if there and "schema_migration" not in there:
            raise Conflict(
                f"That PostgreSQL database is another program's (it has a table “{there[0]}”). Make a new one."
            )
        _refuse_rows(query, there)


def _refuse_rows(query: Query, there: list[str]) -> None:
    if used := writing.find_used(query, there):
        raise Conflict(f"That PostgreSQL database is in use already (in “{used}”). Make a new one.")


@contextmanager
def filled(url: str) -> Generator[None]:
    """Have an empty database at ``url`` open while the body fills it; what the body raises leaves it unused.

    Raises:
        Conflict: somebody else began to use it.
        DatabaseUnreachable: or one of its kinds.
        CannotWrite: the file cannot be made, or the disk is full.
    """
    try:
        if database.is_postgres(url):
            with _begun(url):
                yield
        else:
            with _draft(_path(url)) as draft, _begun(str(draft)):
                yield
    finally:
        database.close()


@contextmanager
def _begun(url: str) -> Generator[None]:
    database.connect(url)
    with database.scope():
        migrate(None)
        with database.write():
            database.hold_edits()  # who begins to use it now waits, and finds the copy
            if database.is_postgres(url):
                _refuse_rows(writing.ask, [str(name) for (name,) in writing.ask(_TABLES)])
            yield


@contextmanager
def _draft(path: Path) -> Generator[Path]:
    """Hand out a file beside ``path`` that gets its name when all is in it."""
    draft = path.with_name(f".{path.name}.moving")
    _remove(draft)  # of one that was killed
    try:
        yield draft
        database.close()  # all goes into the one file
        if draft.with_name(f"{draft.name}-wal").exists():
            raise CannotWrite(f"{path} could not be finished. Nothing was kept there.")
        refuse_used(str(path))
        draft.rename(path)
        sync_folder(path.parent)
    except OSError as fault:
        raise CannotWrite(f"{path} cannot be written: {fault.strerror}. Nothing was kept there.") from fault
    finally:
        database.close()
        with contextlib.suppress(OSError):
            _remove(draft)


def _remove(draft: Path) -> None:
    for side in ("", *SIDES):
        draft.with_name(draft.name + side).unlink(missing_ok=True)


def _path(url: str) -> Path:
    return database.sqlite_path(url).absolute()


def _raw(url: str) -> Any:
    from qrdesk.core.postgres_pool import Pool  # noqa: PLC0415 - only where PostgreSQL is used

    pool = open_postgres(url)
    assert isinstance(pool, Pool)
    return pool.connect_apart()
