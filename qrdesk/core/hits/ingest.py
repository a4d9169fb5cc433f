"""The drain: moves recorded hits from spool files into the database, each exactly once.

One transaction holds the hits, their sums and how far each file has been read, so a crash repeats nothing. Where two
drains meet (two adopters of one file, a restored backup, a second server), the unique hit id decides.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import peewee

from qrdesk.core import database
from qrdesk.core.errors import Invalid
from qrdesk.core.hits import locking, rollups, rows
from qrdesk.core.hits.enrich import CountryOf, HitRow, enrich, unknown_country
from qrdesk.core.hits.records import Record, decode

BATCH_HITS = 2000
REFUSED = "refused.log"  # beside the folder of spool files
_READ_BYTES = 512 << 10
_PENDING_FILES = 64  # open at once
_LEFT_OVER_S = 60
_INSERT = f"INSERT INTO hit ({', '.join(HitRow._fields)})"
# What says that a value, and not the database, is at fault: too long, too large, or text that is none.
_UNFIT = (peewee.DataError, Invalid, OverflowError, UnicodeError)
_Refusal = tuple[str, str]  # hit id, reason
_KEEP_OFFSET = (
    'ON CONFLICT (file) DO UPDATE SET "offset" = CASE WHEN excluded."offset" > spool_offset."offset" '
    'THEN excluded."offset" ELSE spool_offset."offset" END'
)


@dataclass(slots=True)
class Drained:
    """What one drain did. ``lag_us`` is how long the oldest of these hits had been waiting, in microseconds."""

    hits: int = 0  # stored; a hit that was there already is not counted
    bytes: int = 0
    files: int = 0  # read to their end and removed
    damaged: int = 0  # torn or changed records, passed over
    refused: int = 0  # records that the database will not take, put aside
    lag_us: int = 0


@dataclass(slots=True)
class _Source:
    """An open spool file. We hold the lock of an orphan; a live one belongs to the process that writes it."""

    path: Path
    fd: int
    orphan: bool
    offset: int
    size: int


@dataclass(slots=True)
class _Chunk:
    """Whole lines of one file, up to ``offset``."""

    file: str
    offset: int
    bytes: int
    records: list[Record]
    damaged: int


class _Drain:
    """Collects chunks into batches, stores each in one transaction, and then lets go of finished files."""

    def __init__(
        self, aside: Path, now: datetime, stored: Callable[[], object], country_of: CountryOf = unknown_country
    ) -> None:
        self.total = Drained()
        self._aside = aside
        self._stored = stored
        self._country_of = country_of
        self._now_us = int(now.timestamp() * 1_000_000)
        self._chunks: list[_Chunk] = []
        self._finished: list[_Source] = []
        self._hits = 0

    def take(self, source: _Source) -> None:
        """Read a file to the end it had when it was opened."""
        try:
            for chunk in _chunks(source):
                self._chunks.append(chunk)
                self._hits += len(chunk.records)
                if self._hits >= BATCH_HITS:
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
        chunks, self._chunks, self._hits = self._chunks, [], 0
        if not chunks:
            return
        records = {record.hit_id: record for chunk in chunks for record in chunk.records}
        refused: list[_Refusal] = []
        with database.write():
            fresh = _insert([enrich(record, self._country_of) for record in records.values()], refused)
            ends = {chunk.file: chunk.offset for chunk in chunks}
            rows.run('INSERT INTO spool_offset (file, "offset")', list(ends.items()), _KEEP_OFFSET)
            if refused:  # last: what is written there twice, because the commit fails, does no harm
                _put_aside(self._aside, [(records[hit_id], reason) for hit_id, reason in refused])
        self.total.hits += len(fresh)
        self.total.refused += len(refused)
        self.total.bytes += sum(chunk.bytes for chunk in chunks)
        self.total.damaged += sum(chunk.damaged for chunk in chunks)
        waited_us = self._now_us - min((hit.at for hit in fresh), default=self._now_us)
        self.total.lag_us = max(self.total.lag_us, waited_us)
        self._stored()


def drain_once(
    folder: Path,
    *,
    now: datetime,
    stored: Callable[[], object] = lambda: None,
    country_of: CountryOf = unknown_country,
) -> Drained:
    """Store every whole record in ``folder`` that is not stored yet; remove files whose writer is gone.

    Batches already stored stay stored when a later one fails, and nothing is lost: the rest waits in its file. A record
    that the database will not take is put aside in ``refused.log`` beside the folder. ``stored`` is called after each
    batch: there may be many. ``country_of`` is ``Geo.country``.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
        OSError: the folder or a file cannot be read.
    """
    with database.scope():
        _write_through()
        drain = _Drain(folder.parent / REFUSED, now, stored, country_of)
        try:
            for source in _sources(folder, _offsets()):
                drain.take(source)
            drain.flush()
        finally:
            drain.close()
    return drain.total


def sweep(folder: Path, *, now: datetime) -> None:
    """Remove what crashes left: files that never got their name, and offsets of files that are gone."""
    before = (now - timedelta(seconds=_LEFT_OVER_S)).timestamp()
    for path in folder.glob(".*.new"):
        source = _open(path, 0)
        if source is not None and source.orphan and os.fstat(source.fd).st_mtime < before:
            locking.remove(path, source.fd)
        elif source is not None:
            os.close(source.fd)
    with database.scope():
        if isinstance(database.proxy.obj, peewee.SqliteDatabase):  # elsewhere other servers keep theirs in it too
            gone = [(file,) for file in _offsets() if not (folder / file).exists()]
            with database.write():
                rows.run("DELETE FROM spool_offset WHERE file IN (", gone, ")")


def _insert(hits: list[HitRow], refused: list[_Refusal]) -> list[HitRow]:
    """Store hits with their sums; return those that were new. One that cannot be stored is named in ``refused``."""
    try:
        with database.write():
            stored = rows.run(_INSERT, hits, "ON CONFLICT DO NOTHING RETURNING hit_id")
            by_id = {hit.hit_id: hit for hit in hits}
            fresh = [by_id[hit_id] for (hit_id,) in stored]
            rollups.store(rollups.sums_to_store(fresh))
            return fresh
    except _UNFIT as fault:
        if len(hits) == 1:
            refused.append((hits[0].hit_id, str(fault).strip()))
            return []
    middle = len(hits) // 2  # the others are found in few steps, and in their order
    return _insert(hits[:middle], refused) + _insert(hits[middle:], refused)


def _put_aside(path: Path, refused: Iterable[tuple[Record, str]]) -> None:
    """Keep what cannot be stored, for a person to look at.

    Raises:
        OSError: it cannot be written; then nothing of the batch is stored either, and all of it is tried again.
    """
    lines = [json.dumps({"reason": reason, "record": record}) + "\n" for record, reason in refused]
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as file:
        file.writelines(lines)


def _write_through() -> None:
    """Make a commit survive a power cut: the spool file is removed after it."""
    if isinstance(database.proxy.obj, peewee.SqliteDatabase):
        rows.ask("PRAGMA synchronous = FULL")


def _offsets() -> dict[str, int]:
    return dict(rows.ask('SELECT file, "offset" FROM spool_offset').fetchall())


def _sources(folder: Path, offsets: dict[str, int]) -> Iterator[_Source]:
    for path in sorted(folder.glob("*.log")):
        source = _open(path, offsets.get(path.name, 0))
        if source is not None:
            yield source


def _open(path: Path, offset: int) -> _Source | None:
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:  # another drain was faster
        return None
    orphan = locking.try_lock(fd)
    status = os.fstat(fd)
    if orphan and status.st_nlink == 0:  # ours to lock only because the other drain has removed it
        os.close(fd)
        return None
    return _Source(path, fd, orphan, offset, status.st_size)


def _chunks(source: _Source) -> Iterator[_Chunk]:
    while source.offset < source.size:
        os.lseek(source.fd, source.offset, os.SEEK_SET)
        read = os.read(source.fd, min(_READ_BYTES, source.size - source.offset))
        last = source.offset + len(read) >= source.size
        whole = len(read) if source.orphan and last else read.rfind(b"\n") + 1
        if whole == 0:
            if len(read) < _READ_BYTES:
                return  # a record that is being written
            whole = len(read)  # no record is that long
        source.offset += whole
        records, damaged = decode(read[:whole])
        yield _Chunk(source.path.name, source.offset, whole, records, damaged)
