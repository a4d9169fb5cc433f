"""The drain: each recorded hit ends up in the database exactly once."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.hits import ingest, recount, spool_files
from qrdesk.core.hits.ingest import drain_once, sweep
from qrdesk.core.hits.records import Record, encode
from qrdesk.core.models import SpoolOffset
from tests.core.hits.ingest_hits import NOW_US, PHONE, hosts, kept, orphan, put
from tests.core.hits.places import Place, make_link, opened


def test_a_live_file_is_read_as_it_grows_and_stays(place: Place) -> None:
    spool = place.open_spool()
    for serial in range(3):
        put(place, spool, serial)
        drained = place.drain()
        assert (drained.hits, drained.files, drained.damaged) == (1, 0, 0)
    assert place.drain() == ingest.Drained()
    assert place.hosts() == hosts(range(3))
    assert len(list(place.spool.iterdir())) == 1
    spool.close()


def test_the_file_of_a_process_that_is_gone_is_drained_and_removed(place: Place) -> None:
    spool = place.open_spool()
    put(place, spool, 1)
    place.drain()
    put(place, spool, 2)
    spool.close()
    drained = place.drain()
    assert (drained.hits, drained.files) == (1, 1)
    assert list(place.spool.iterdir()) == []
    assert SpoolOffset.select().count() == 0
    assert recount.compare() == []


def test_a_record_still_being_written_waits_for_its_end(place: Place) -> None:
    spool = place.open_spool()
    put(place, spool, 1)
    assert spool._file is not None
    line = encode(
        Record("later", NOW_US, place.workspace_id, place.link_id, "s", PHONE, "", "http://s000002.example", "")
    )
    os.write(spool._file.fd, line[:50])
    drained = place.drain()
    assert (drained.hits, drained.damaged) == (1, 0)
    os.write(spool._file.fd, line[50:])
    drained = place.drain()
    assert (drained.hits, drained.damaged) == (1, 0)
    spool.close()


def test_a_torn_end_is_passed_over_and_said(place: Place) -> None:
    path = orphan(place, "torn", range(5))
    os.truncate(path, path.stat().st_size - 20)
    drained = place.drain()
    assert (drained.hits, drained.damaged, drained.files) == (4, 1, 1)


def test_a_whole_record_without_its_last_newline_counts(place: Place) -> None:
    path = orphan(place, "cut", range(5))
    os.truncate(path, path.stat().st_size - 1)
    assert place.drain().hits == 5


def test_garbage_longer_than_one_read_does_not_stop_the_rest(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool_files, "READ_BYTES", 8192)
    path = orphan(place, "zeroed", range(2))
    with path.open("ab") as file:
        file.write(bytes(50_000))
    orphan(place, "zeroed", range(2, 40))
    assert place.drain().hits == 40
    assert place.hosts() == hosts(range(40))


def test_the_same_bytes_in_two_files_count_once(place: Place) -> None:
    path = orphan(place, "one", range(100))
    (place.spool / "two.log").write_bytes(path.read_bytes() * 2)
    drained = place.drain()
    assert (drained.hits, drained.files) == (100, 2)
    assert kept(place).totals == (100, 0, 0)
    assert recount.compare() == []


def test_what_crashes_leave_behind_is_swept(sqlite: Place) -> None:
    orphan(sqlite, "kept", range(1))
    old, fresh = sqlite.spool / ".a.log.new", sqlite.spool / ".b.log.new"
    old.write_bytes(b"")
    fresh.write_bytes(b"")
    now = datetime.now(UTC)
    hour_ago = (now - timedelta(hours=1)).timestamp()
    os.utime(old, (hour_ago, hour_ago))
    for file in ("kept.log", "gone.log"):
        SpoolOffset.create(file=file, offset=0)
    sweep(sqlite.spool, now=now)
    assert sorted(path.name for path in sqlite.spool.iterdir()) == [".b.log.new", "kept.log"]
    assert [row.file for row in SpoolOffset.select()] == ["kept.log"]


def test_a_missing_folder_is_an_empty_one(place: Place) -> None:
    assert drain_once(place.spool / "nowhere", now=datetime.now(UTC)) == ingest.Drained()


def test_two_databases_that_share_a_data_folder_keep_their_hits_apart(tmp_path: Path) -> None:
    counts: list[int] = []
    with opened(str(tmp_path / "a.db"), tmp_path / "shared") as found:
        place = Place(found.spool, found.owner.workspace_id, make_link(found.owner.workspace_id))
        orphan(place, "one", range(3))
    with opened(str(tmp_path / "b.db"), tmp_path / "shared") as other:
        make_link(other.owner.workspace_id)
        counts.append(drain_once(other.spool, now=datetime.now(UTC)).hits)
    with opened(str(tmp_path / "a.db"), tmp_path / "shared") as found:
        counts.append(drain_once(found.spool, now=datetime.now(UTC)).hits)
    assert counts == [0, 3]


def test_commits_are_forced_to_disk_before_a_file_goes(sqlite: Place) -> None:
    orphan(sqlite, "one", range(1))
    sqlite.drain()
    assert database.proxy.execute_sql("PRAGMA synchronous").fetchone() == (2,)
