"""Drains that die half-way, meet others, or lose their database repeat nothing."""

import contextlib
import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import DatabaseLocked, DatabaseUnreachable
from qrdesk.core.hits import ingest, locking, recount, rollups, spool_files
from qrdesk.core.hits.days import is_shared
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.records import Lines, Record, encode
from qrdesk.core.hits.sums import Sums
from qrdesk.core.models import Hit, Link, SpoolOffset
from qrdesk.core.schemas.access import WorkspacePatch
from qrdesk.core.services import workspaces
from tests.core.hits.ingest_hits import NOW_US, PHONE, hosts, kept, orphan, put
from tests.core.hits.places import Place, make_link, opened, other_database, rows_of
from tests.core.hits.together import hang_up, together
from tests.core.webhooks.listeners import bodies, events, listen
from tests.postgres import fresh_database


def test_a_failure_inside_a_batch_leaves_nothing_half(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    orphan(place, "whole", range(10))

    def broken(_sums: Sums) -> None:
        raise DatabaseLocked("held")

    with monkeypatch.context() as patch:
        patch.setattr(rollups, "store", broken)
        with pytest.raises(DatabaseLocked):
            place.drain()
    assert (Hit.select().count(), SpoolOffset.select().count()) == (0, 0)
    assert place.drain().hits == 10
    assert recount.compare() == []


def test_a_crash_between_commit_and_removal_repeats_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = orphan(place, "first", range(10))

    def crash(_path: Path, fd: int) -> None:
        os.close(fd)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(locking, "remove", crash)
        with pytest.raises(KeyboardInterrupt):
            place.drain()
    assert path.exists()
    assert SpoolOffset.get().offset == path.stat().st_size
    drained = place.drain()
    assert (drained.hits, drained.bytes, drained.files) == (0, 0, 1)
    assert (Hit.select().count(), kept(place).totals) == (10, (10, 0, 0))


def test_a_lost_offset_is_made_up_for_by_the_hit_ids(place: Place) -> None:
    spool = place.open_spool()
    put(place, spool, 1)
    place.drain()
    SpoolOffset.delete().execute()  # a restored backup, or a second server on the same files
    put(place, spool, 2)
    assert place.drain().hits == 1
    assert (kept(place).totals, Link.get().hit_count) == ((2, 0, 0), 2)
    spool.close()


def test_an_offset_never_moves_back(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    spool = place.open_spool()
    put(place, spool, 1)
    place.drain()
    offset = SpoolOffset.get().offset
    # a slower drain read less of the same file and commits after us
    name = next(place.spool.glob("*.log")).name
    drain = ingest._Drain(place.spool.parent / "refused.log", datetime.now(UTC), lambda _: None)
    drain._chunks.append(spool_files.Chunk(name, offset - 10, 5, Lines([], [], 0)))
    drain.flush()
    assert SpoolOffset.get().offset == offset
    spool.close()


def test_threads_that_race_for_orphans_count_and_tell_each_hit_once(place: Place) -> None:
    listen(place.workspace_id)
    for number in range(60):
        orphan(place, f"file{number:02d}-", range(number * 20, number * 20 + 20))

    def adopt(_number: int) -> None:
        try:
            for _ in range(10):
                place.drain()
        except DatabaseLocked:  # allowed where there is one writer: it tries again later, the others go on
            if is_shared():
                raise

    assert together(adopt) == []
    place.drain()
    assert place.hosts() == hosts(range(1200))
    told = {body["hit"]["referrer_host"] for body in bodies("link.clicked")}
    assert (len(events()), told) == (1200, set(hosts(range(1200))))
    assert list(place.spool.iterdir()) == []
    assert recount.compare() == []


def test_a_file_removed_while_it_was_being_locked_is_left_alone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = orphan(place, "gone", range(3))
    real = locking.try_lock

    def slow(fd: int) -> bool:
        path.unlink()  # the other adopter finishes first
        return real(fd)

    monkeypatch.setattr(locking, "try_lock", slow)
    assert place.drain() == ingest.Drained()


def test_a_held_database_is_a_clear_error_and_loses_nothing(sqlite: Place) -> None:
    import sqlite3

    orphan(sqlite, "waiting", range(5))
    current: Any = database.proxy.obj
    current.pragma("busy_timeout", 20)
    other = sqlite3.connect(current.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnreachable):
        sqlite.drain()
    other.execute("ROLLBACK")
    other.close()
    assert sqlite.drain().hits == 5


@pytest.mark.parametrize("by", ["a new time zone", "a recount"])
def test_no_recount_goes_past_a_drain_at_work(request: pytest.FixtureRequest, tmp_path: Path, by: str) -> None:
    """The drain has looked the zone up and not stored its sums yet: the recount waits, and counts its hits anew."""
    server: str = request.getfixturevalue("postgres")
    with fresh_database(server) as url, opened(url, tmp_path / "data") as found, database.scope():
        place = Place(found.spool, found.owner.workspace_id, make_link(found.owner.workspace_id))
        orphan(place, "first", range(5))
        ctx = Context(found.owner, datetime.now(UTC), found.secret_key)
        changed = threading.Event()

        def change() -> None:
            if by == "a recount":
                recount.recount()
            else:
                workspaces.update_workspace(ctx, WorkspacePatch(time_zone="Pacific/Kiritimati"))
                recount.recount()
            changed.set()

        thread = threading.Thread(target=change)
        real = rollups.store

        def slow(sums: Sums) -> None:
            thread.start()
            assert not changed.wait(0.5)  # time enough to go past us
            real(sums)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rollups, "store", lambda sums: real(sums) if thread.ident else slow(sums))
            assert place.drain().hits == 5
            thread.join(20)
        assert changed.is_set()
        assert recount.compare() == []


def test_a_restarted_server_is_met_by_a_new_connection(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    server: str = request.getfixturevalue("postgres")
    import psycopg

    name = f"qrdesk_restart_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        try:
            with opened(other_database(server, name), tmp_path / "data") as found:
                place = Place(found.spool, found.owner.workspace_id, 1)
                orphan(place, "before", range(5))
                assert place.drain().hits == 5
                orphan(place, "after", range(5, 10))
                admin.execute(
                    f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'".encode()
                )
                with contextlib.suppress(DatabaseUnreachable):  # the background process tries again
                    place.drain()
                place.drain()
                assert place.hosts() == hosts(range(10))
                assert recount.compare() == []
        finally:
            admin.execute(f"DROP DATABASE {name}".encode())


def sums_of(place: Place) -> tuple[Any, ...]:
    found = kept(place)
    return found.totals, found.visitors, found.counts["device"], Link.get_by_id(place.link_id).hit_count


def visitors_came(place: Place, name: str, serials: range) -> bytes:
    """Return what a process wrote of hits by ten visitors who come again and again."""
    lines: list[bytes] = []
    for serial in serials:
        words = (PHONE, "de", f"https://s{serial:06d}.example/", "", f"v{serial % 10}")
        lines.append(encode(Record(f"{name}{serial}", NOW_US, place.workspace_id, place.link_id, "s", *words)))
    return b"".join(lines)


def test_a_second_file_with_the_same_hits_adds_only_what_is_new(place: Place) -> None:
    """One after the other, so that no batch has a hit twice: the database itself must know it again."""
    place.spool.mkdir(parents=True)
    (place.spool / "one.log").write_bytes(visitors_came(place, "h", range(100)))
    assert place.drain().hits == 100
    before = sums_of(place)
    assert before == ((100, 0, 0), 10, {"mobile": [100, 0]}, 100)
    assert rows_of("SELECT * FROM spool_offset") == []  # nothing but their ids to know hits again by
    (place.spool / "two.log").write_bytes(visitors_came(place, "h", range(100)))
    drained = place.drain()
    assert (drained.hits, drained.refused, drained.files) == (0, 0, 1)
    assert sums_of(place) == before
    (place.spool / "three.log").write_bytes(visitors_came(place, "h", range(50, 130)))
    drained = place.drain()
    assert (drained.hits, drained.refused, drained.files) == (30, 0, 1)
    assert sums_of(place) == ((130, 0, 0), 10, {"mobile": [130, 0]}, 130)
    assert place.hosts() == hosts(range(130))
    assert recount.compare() == []


def test_the_same_hits_in_two_batches_of_one_drain_count_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "BATCH_HITS", 10)
    monkeypatch.setattr(spool_files, "READ_BYTES", 1024)
    place.spool.mkdir(parents=True)
    for name in ("one", "two", "three"):
        (place.spool / f"{name}.log").write_bytes(visitors_came(place, "h", range(60)))
    drained = place.drain()
    assert (drained.hits, drained.refused, drained.files) == (60, 0, 3)
    assert sums_of(place) == ((60, 0, 0), 10, {"mobile": [60, 0]}, 60)
    assert recount.compare() == []


def test_a_second_server_on_a_copy_of_the_files_counts_nothing_again(place: Place, tmp_path: Path) -> None:
    """While the first is at work: it has read the file, has it under lock, and is not done."""
    place.spool.mkdir(parents=True)
    there = tmp_path / "second server" / "spool"
    there.mkdir(parents=True)
    for folder in (place.spool, there):
        (folder / "same.log").write_bytes(visitors_came(place, "h", range(200)))
    found: list[int] = []
    faults: list[BaseException] = []

    def drain_there() -> None:
        try:
            found.append(drain_once(there, now=datetime.now(UTC)).hits)
        except BaseException as fault:  # noqa: BLE001 - a thread's failure is the test's
            faults.append(fault)
        finally:
            hang_up()

    second = threading.Thread(target=drain_there)
    real = rollups.store

    def store(sums: Sums) -> None:
        if not second.ident:
            second.start()  # it waits for the lock of sums, or for SQLite's own
        real(sums)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rollups, "store", store)
        found.append(place.drain().hits)
        second.join(60)
    assert (faults, sorted(found)) == ([], [0, 200])
    assert sums_of(place) == ((200, 0, 0), 10, {"mobile": [200, 0]}, 200)
    assert not list(there.iterdir())
    assert recount.compare() == []
