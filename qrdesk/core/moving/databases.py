"""The move of a whole database to another kind, such as from a file to PostgreSQL. What was there stays as it is.

All of it is one transaction: whatever breaks in, the new database has never been used. Every table is read back within
it, and kept only where counts and checksums are those of the old one.
"""

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qrdesk.core import database, secrets
from qrdesk.core.engines import explain
from qrdesk.core.errors import CannotWrite, Conflict, NotFound, QRDeskError
from qrdesk.core.geo import Geo
from qrdesk.core.hits import waiting
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.moving import target as target_place
from qrdesk.core.moving import writing
from qrdesk.core.moving.reading import Query, count, reading, rows_of
from qrdesk.core.moving.tables import Sum, Table, all_tables
from qrdesk.core.opening import Opened, data_dir_of, open_existing
from qrdesk.core.restore_swapping import nobody_serving
from qrdesk.core.services import file_bytes, hit_marks
from qrdesk.core.settings import Settings, default_database

Step = Callable[[int, int], object]  # done, of how much
_OFTEN = 1000  # rows between two calls of it
_UNFIT = {"DataError", "IntegrityError", "ProgrammingError", "UnicodeError"}  # a value is at fault
_FAILED = {"DatabaseError", "InterfaceError"}  # the database is


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied.

    Attributes:
        tables: the rows and the checksum of each, alike in both.
        hits: how many hits had been waiting, and were stored first.
        pictures: how many came along.
        damaged: how many pictures were missing or damaged before, and did not.
        data_dir: the folder of the new database.
    """

    tables: Mapping[str, Sum]
    hits: int
    pictures: int
    damaged: int
    data_dir: Path


def count_rows(source: str, target: str, settings: Settings | None = None) -> dict[str, int]:
    """Return how many rows of each table ``move_database`` would copy. Nothing is changed.

    Raises:
        Conflict: there is something at the target, or a server uses the source.
        DatabaseUnreachable: or one of its kinds.
    """
    settings = settings or Settings.load()
    target_place.refuse_used(target)
    opened = open_existing(source or settings.database or default_database(), settings)
    database.close()
    with _told(), reading(opened) as query:
        return {table.name: count(query, table) for table in all_tables()}


def move_database(source: str, target: str, settings: Settings | None = None, step: Step = lambda _, __: None) -> Moved:
    """Copy a database that nobody serves into one that nobody has used, with its pictures and its secret key.

    ``step`` is called with what is done of how much; what it raises ends it, and nothing is kept.

    Raises:
        Conflict: there is something at the target, a server uses one of them, or the copy is not like the original.
        CannotWrite: the target's file or data folder cannot be written.
        DatabaseUnreachable: or one of its kinds.
        OSError: the spool cannot be read.
    """
    settings = settings or Settings.load()
    target_place.refuse_used(target)
    opened = open_existing(source or settings.database or default_database(), settings)
    data_dir = data_dir_of(target, settings)
    with ExitStack() as stack:
        for folder in {opened.data_dir, data_dir}:
            _keep_servers_from(folder, stack)
        hits = _store_waiting(opened, settings)
        database.close()
        with _told(), reading(opened) as query, target_place.filled(target):
            sums = _copy(query, step)
            pictures, damaged = _bring_pictures(opened, data_dir)
            _bring_key(opened, data_dir)
    return Moved(sums, hits, pictures, damaged, data_dir)


def _keep_servers_from(folder: Path, stack: ExitStack) -> None:
    try:
        stack.enter_context(nobody_serving(folder))
    except Conflict:
        raise Conflict(
            "A QRDesk server uses this database. Stop each of them, then move; nothing was changed."
        ) from None


def _store_waiting(opened: Opened, settings: Settings) -> int:
    """Store the hits that a server left in files when it ended, and return how many.

    Raises:
        Conflict: some cannot be stored.
    """
    if not waiting.look(opened.spool).files:
        return 0
    place_of = Geo.open(settings).place_of
    ids_key = hit_marks.key_of_ids(opened.secret_key)
    stored = drain_once(opened.spool, now=datetime.now(UTC), place_of=place_of, ids_key=ids_key).hits
    if waiting.look(opened.spool).files:
        raise Conflict(f"Somebody is still recording hits in {opened.spool}. Stop QRDesk, then move.")
    return stored


def _copy(query: Query, step: Step) -> dict[str, Sum]:
    tables = all_tables()
    total = 2 * sum(count(query, table) for table in tables)
    told = _Told(step, total)
    writing.clear_shipped()
    writing.make_parts(query)
    sums = {table.name: Sum() for table in tables}
    for table in tables:
        writing.put(table, told.each(_summed(rows_of(query, table), sums[table.name])))
    _compare(tables, sums, told)
    writing.continue_numbers()
    step(total, total)
    return sums


def _compare(tables: Iterable[Table], sums: Mapping[str, Sum], told: "_Told") -> None:
    other: list[str] = []
    for table in tables:
        found = Sum()
        for _ in told.each(_summed(rows_of(writing.ask, table), found)):
            pass
        if found != sums[table.name]:
            other.append(f"{table.name}: {found.rows} of {sums[table.name].rows}")
    if other:
        raise Conflict(f"Not every row arrived as it was ({'; '.join(other)}). Nothing was kept at the new place.")


def _summed(rows: Iterable[tuple[Any, ...]], total: Sum) -> Generator[tuple[Any, ...]]:
    for row in rows:
        total.add(row)
        yield row


class _Told:
    """Tells now and then how far it is."""

    def __init__(self, step: Step, total: int) -> None:
        self._step, self._total, self._done = step, total, 0

    def each(self, rows: Iterable[tuple[Any, ...]]) -> Generator[tuple[Any, ...]]:
        for row in rows:
            if self._done % _OFTEN == 0:
                self._step(min(self._done, self._total), self._total)
            self._done += 1
            yield row


def _bring_pictures(opened: Opened, data_dir: Path) -> tuple[int, int]:
    folder = data_dir / "files" / opened.database_id
    if folder == opened.files:
        return 0, 0
    brought = damaged = 0
    for digest in sorted(file_bytes.list_kept(opened.files)):
        try:
            content = file_bytes.read(opened.files, digest)
        except NotFound:
            damaged += 1
            continue
        with file_bytes.written(folder, content) as keep:
            keep()
        brought += 1
    return brought, damaged


def _bring_key(opened: Opened, data_dir: Path) -> None:
    if opened.secret.place is not None and data_dir != opened.data_dir:  # a keyring is that of all databases
        secrets.save_copy(opened.secret, data_dir / secrets.FILE_NAME)


@contextmanager
def _told() -> Generator[None]:
    """Say in our own words what a driver says; both name their faults as PEP 249 has it, and peewee does, too."""
    try:
        yield
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise CannotWrite(f"The data folder cannot be written: {reason}. Nothing was kept at the new place.") from fault
    except Exception as fault:
        kinds = {kind.__name__ for kind in type(fault).__mro__}
        if kinds & _UNFIT:
            said = str(fault).strip().splitlines()[0]
            raise Conflict(
                f"Something here cannot be kept there ({said}). Nothing was kept at the new place."
            ) from fault
        if isinstance(fault, QRDeskError) or not kinds & _FAILED:
            raise
        raise explain(fault) from fault
