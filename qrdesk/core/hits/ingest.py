"""The drain: moves recorded hits from spool files into the database, each exactly once.

One transaction holds the hits, their sums and how far each file has been read, so a crash repeats nothing. Where two
drains meet (two adopters of one file, a restored backup, a second server), the unique hit id decides.
"""

import gc
import json
import os
import time
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import peewee

from qrdesk.core import database
from qrdesk.core.errors import Invalid
from qrdesk.core.hits import bounds, locking, lookups, memory, miss_days, partitions, rollups, rows, spool_files
from qrdesk.core.hits.code_slugs import codes_of
from qrdesk.core.hits.days import days_of
from qrdesk.core.hits.enrich import PlaceOf, enrich, unknown_place
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.hits.records import Miss, Record
from qrdesk.core.hits.spool_files import Chunk, Source
from qrdesk.core.hits.sums import Sums
from qrdesk.core.webhooks import clicks

BATCH_HITS = 10_000  # in one transaction; others who write wait for it, a fraction of a second
_BACKLOG = 3  # times as many at once while more is waiting: the busy rows of sums are then written a third as often
_HELD_S = 2.0  # how long such a batch may take; others who write wait for five seconds at most
REFUSED = "refused.log"  # beside the folder of spool files
_PENDING_FILES = 64  # open at once
_LEFT_OVER_S = 60
_INSERT = f"INSERT INTO hit ({', '.join(lookups.COLUMNS)})"
# What says that a value, and not the database, is at fault: too long, too large, no text, outside the calendar.
_UNFIT = (peewee.DataError, Invalid, OverflowError, ValueError)
_Refusal = tuple[str, str]  # hit id, reason
_Tell = Callable[[Sequence[HitRow]], object]  # writes down for others that hits are new
_Store = Callable[[Sequence[HitRow], list[_Refusal], _Tell], list[HitRow]]  # returns new ones, names what does not fit
# On PostgreSQL whose operator would rather be quick; any other choice of theirs waits at least for that.
_WAIT_FOR_DISK = (
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
)
_KEEP_OFFSET = (
    'ON CONFLICT (file) DO UPDATE SET "offset" = CASE WHEN excluded."offset" > spool_offset."offset" '
    'THEN excluded."offset" ELSE spool_offset."offset" END'
)


class _Batch(NamedTuple):
    """What one transaction stored, and how long it held up others who write."""

    fresh: Sequence[HitRow]
    misses: int
    refused: int
    held_s: float


@dataclass(slots=True)
class Drained:
    """What one drain did. ``lag_us`` is how long the oldest of these hits had been waiting, in microseconds."""

    hits: int = 0  # stored; a hit that was there already is not counted
    misses: int = 0  # visits that were led nowhere
    bytes: int = 0
    files: int = 0  # read to their end and removed
    damaged: int = 0  # torn or changed records, passed over
    refused: int = 0  # records that the database will not take, put aside
    lag_us: int = 0


class _Drain:
    """Collects chunks into batches, stores each in one transaction, and then lets go of finished files."""

    def __init__(
        self,
        aside: Path,
        now: datetime,
        stored: Callable[[Drained], object],
        place_of: PlaceOf = unknown_place,
        ids_key: bytes = b"",
    ) -> None:
        self.total = Drained()
        self._aside = aside
        self._stored = stored
        self._place_of = place_of
        self._tell = partial(clicks.tell, ids_key=ids_key, now=now)
        self._now_us = int(now.timestamp() * 1_000_000)
        self._chunks: list[Chunk] = []
        self._finished: list[Source] = []
        self._lines = 0
        self._most = BATCH_HITS

    def take(self, source: Source) -> None:
        """Read a file to the end it had when it was opened."""
        try:
            for chunk in spool_files.read(source):
                self._chunks.append(chunk)
                self._lines += len(chunk.lines.records) + len(chunk.lines.misses)
                if self._lines >= self._most:
                    self._store()
        except BaseException:
            os.close(source.fd)
            raise
        if not source.orphan:
            os.close(source.fd)
            return
        self._finished.append(source)
        if len(self._finished) >= _PENDING_FILES:
            self.flush()

    def flush(self) -> None:
        """Store what is left, then remove the files that are in the database to their last byte."""
        self._store()
        removed: list[tuple[str]] = []
        while self._finished:
            source = self._finished.pop()
            locking.remove(source.path, source.fd)
            removed.append((source.path.name,))
        if removed:
            self.total.files += len(removed)
            with database.write():  # last: an offset that outlives its file does no harm
                rows.run("DELETE FROM spool_offset WHERE file IN (", removed, ")")

    def close(self) -> None:
        """Let go of files that could not be finished; the next drain finds them again."""
        for source in self._finished:
            os.close(source.fd)

    def _store(self) -> None:
        chunks, lines = self._chunks, self._lines
        self._chunks, self._lines = [], 0
        if not chunks:
            return
        with _no_collecting():
            self._store_batch(chunks)
        del chunks
        if lines >= BATCH_HITS:
            memory.give_back()

    def _store_batch(self, chunks: Sequence[Chunk]) -> None:
        records = {record.hit_id: record for chunk in chunks for record in chunk.lines.records}
        hits = self._read(records.values())  # before the transaction: others write meanwhile
        try:
            stored = self._commit(chunks, records, hits, _store_all)
        except _UNFIT:  # nothing of it is stored: once more, and those at fault are put aside
            stored = self._commit(chunks, records, hits, _store_fit)
        self._size_next(len(hits), stored.held_s)
        self._count(chunks, stored)
        self._stored(self.total)

    def _commit(
        self, chunks: Sequence[Chunk], records: Mapping[str, Record], hits: Sequence[HitRow], store: _Store
    ) -> _Batch:
        refused: list[_Refusal] = []
        with database.write():
            rollups.lock()
            began = time.monotonic()
            fresh = store(hits, refused, self._tell)
            misses = _count_misses([miss for chunk in chunks for miss in chunk.lines.misses])
            ends = {chunk.file: chunk.offset for chunk in chunks}
            rows.run('INSERT INTO spool_offset (file, "offset")', list(ends.items()), _KEEP_OFFSET)
            if refused:  # last: what is written there twice, because the commit fails, does no harm
                _put_aside(self._aside, [(_kept(records[hit_id]), reason) for hit_id, reason in refused])
        return _Batch(fresh, misses, len(refused), time.monotonic() - began)

    def _size_next(self, hits: int, held_s: float) -> None:
        """Take as many at a time as others can wait for, going by a batch that held them up."""
        wanted = int(hits * _HELD_S / held_s) if held_s > 0 else 0
        self._most = min(max(wanted, BATCH_HITS), BATCH_HITS * _BACKLOG)

    def _read(self, records: Collection[Record]) -> list[HitRow]:
        code_of = codes_of(record.link_id for record in records if record.slug)
        return [enrich(record, self._place_of, code_of) for record in records]

    def _count(self, chunks: Sequence[Chunk], stored: _Batch) -> None:
        total = self.total
        total.hits += len(stored.fresh)
        total.misses += stored.misses
        total.refused += stored.refused
        total.bytes += sum(chunk.bytes for chunk in chunks)
        total.damaged += sum(chunk.lines.damaged for chunk in chunks)
        waited_us = self._now_us - min((hit.at for hit in stored.fresh), default=self._now_us)
        total.lag_us = max(total.lag_us, waited_us)


def drain_once(
    folder: Path,
    *,
    now: datetime,
    stored: Callable[[Drained], object] = lambda _: None,
    place_of: PlaceOf = unknown_place,
    ids_key: bytes = b"",
) -> Drained:
    """Store every whole record in ``folder`` that is not stored yet; remove files whose writer is gone.

    Batches already stored stay stored when a later one fails, and nothing is lost: the rest waits in its file. A record
    that the database will not take is put aside in ``refused.log`` beside the folder. ``stored`` is called after each
    batch: there may be many. ``place_of`` is ``Geo.place_of``; with ``ids_key`` are made the ids of the hits that
    endpoints are told of.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
        OSError: the folder or a file cannot be read.
    """
    with database.scope():
        _write_through()
        drain = _Drain(folder.parent / REFUSED, now, stored, place_of, ids_key)
        try:
            for source in spool_files.open_all(folder, _offsets()):
                drain.take(source)
            drain.flush()
        finally:
            drain.close()
    return drain.total


def _to_nobody(_hits: Sequence[HitRow]) -> None:
    """Tell nobody that hits are new."""


def store_hits(hits: Sequence[HitRow], tell: _Tell = _to_nobody) -> list[HitRow]:
    """Store hits with their sums, within the running transaction; return those that were new. No id comes twice.

    ``tell`` is called with the new ones, in the same transaction.

    Raises:
        peewee.DataError: or another of the faults of a value that the database will not take; nothing is stored then.
    """
    rollups.lock()
    partitions.make_for(hit.at for hit in hits)
    hits = bounds.bounded(hits)
    stored = rows.run(_INSERT, lookups.stored_rows(hits), "ON CONFLICT DO NOTHING RETURNING hit_id")
    new = {hit_id for (hit_id,) in stored}
    fresh = [hit for hit in hits if hit.hit_id in new]
    sums = Sums()
    sums.add(fresh, days_of({hit.workspace_id for hit in fresh}))
    rollups.store(sums)
    tell(fresh)
    return fresh


def sweep(folder: Path, *, now: datetime) -> None:
    """Remove what crashes left: files that never got their name, and offsets of files that are gone."""
    before = (now - timedelta(seconds=_LEFT_OVER_S)).timestamp()
    for path in folder.glob(".*.new"):
        source = spool_files.open_one(path, 0)
        if source is not None and source.orphan and os.fstat(source.fd).st_mtime < before:
            locking.remove(path, source.fd)
        elif source is not None:
            os.close(source.fd)
    with database.scope():
        if isinstance(database.proxy.obj, peewee.SqliteDatabase):  # elsewhere other servers keep theirs in it too
            gone = [(file,) for file in _offsets() if not (folder / file).exists()]
            with database.write():
                rows.run("DELETE FROM spool_offset WHERE file IN (", gone, ")")


def _store_all(hits: Sequence[HitRow], _refused: list[_Refusal], tell: _Tell) -> list[HitRow]:
    """Store hits; return those that were new. Where one cannot be stored, the transaction is over.

    Without a savepoint, for which SQLite copies every page that changes: memory would grow with the database.
    """
    return store_hits(hits, tell) if hits else []


def _store_fit(hits: Sequence[HitRow], refused: list[_Refusal], tell: _Tell) -> list[HitRow]:
    """Store hits; return those that were new. One that cannot be stored is named in ``refused``."""
    if not hits:
        return []
    try:
        with database.write():
            return store_hits(hits, tell)
    except _UNFIT as fault:
        if len(hits) == 1:
            refused.append((hits[0].hit_id, str(fault).strip()))
            return []
    middle = len(hits) // 2  # the others are found in few steps, and in their order
    return _store_fit(hits[:middle], refused, tell) + _store_fit(hits[middle:], refused, tell)


def _count_misses(misses: Sequence[Miss]) -> int:
    """Count visits that were led nowhere; what cannot be counted is let go of: nothing is to be found out by it."""
    if not misses:
        return 0
    try:
        with database.write():
            return miss_days.store(misses)
    except _UNFIT:
        middle = len(misses) // 2
        return _count_misses(misses[:middle]) + _count_misses(misses[middle:]) if middle else 0


def _kept(record: Record) -> Record:
    """Return a refused record as it may lie there for years: who is only counted said nothing of themselves."""
    return record._replace(user_agent="") if record.quiet else record


def _put_aside(path: Path, refused: Iterable[tuple[Record, str]]) -> None:
    """Keep what cannot be stored, for a person to look at.

    Raises:
        OSError: it cannot be written; then nothing of the batch is stored either, and all of it is tried again.
    """
    lines = [json.dumps({"reason": reason, "record": record}) + "\n" for record, reason in refused]
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as file:
        file.writelines(lines)


@contextmanager
def _no_collecting() -> Generator[None]:
    """Keep the search for cycles away: a batch is a hundred thousand small objects, all of them in use."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _write_through() -> None:
    """Make a commit survive a power cut: the spool file is removed after it."""
    if isinstance(database.proxy.obj, peewee.SqliteDatabase):
        rows.ask("PRAGMA synchronous = FULL")
    else:
        rows.ask(_WAIT_FOR_DISK)


def _offsets() -> dict[str, int]:
    return dict(rows.ask('SELECT file, "offset" FROM spool_offset').fetchall())
