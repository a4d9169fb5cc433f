"""The drain: each recorded hit ends up in the database exactly once."""

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import DatabaseLocked, DatabaseUnreachable
from qrdesk.core.hits import enrich, ingest, locking, recount, rollups, spool_files
from qrdesk.core.hits.ingest import drain_once, sweep
from qrdesk.core.hits.records import QUIET, Lines, Miss, Record, decode, encode, encode_miss
from qrdesk.core.hits.spool import Spool
from qrdesk.core.hits.sums import LINK, DaySum, Sums, merge
from qrdesk.core.models import Code, Hit, HitAgent, HitOrigin, HitWay, Link, MissDay, RollupDay, Slug, SpoolOffset
from qrdesk.core.schemas.access import WorkspacePatch
from qrdesk.core.services import workspaces
from tests.core.hits.places import Place, make_domain, make_link, opened, other_database, rows_of
from tests.postgres import fresh_database

NOW_US = time.time_ns() // 1000
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


def put(place: Place, spool: Spool, serial: int, *, source: str = "s", agent: str = PHONE) -> None:
    referrer = f"https://s{serial:06d}.example/menu?table=4"
    assert spool.record(
        NOW_US, place.workspace_id, place.link_id, source, agent, "de-AT,de", referrer, "203.0.113.0/24"
    )


def kept(place: Place) -> DaySum:
    """Return all that the link's days hold, as one."""
    found = DaySum(place.workspace_id)
    for row in RollupDay.select().where((RollupDay.scope == LINK) & (RollupDay.owner_id == place.link_id)):
        (one,) = rollups.read([(LINK, place.link_id, row.day)]).values()
        merge(found, one)
    return found


def hosts(serials: range) -> list[str]:
    return [f"s{serial:06d}.example" for serial in serials]


def orphan(place: Place, name: str, serials: range) -> Path:
    """Write a file as a dead process left it."""
    place.spool.mkdir(parents=True, exist_ok=True)
    path = place.spool / f"{name}.log"
    for serial in serials:
        record = Record(
            f"{name}{serial}",
            NOW_US,
            place.workspace_id,
            place.link_id,
            "s",
            PHONE,
            "",
            f"http://s{serial:06d}.example",
            "",
        )
        with path.open("ab") as file:
            file.write(encode(record))
    return path


def test_a_drained_hit_tells_who_came_and_keeps_no_raw_words(place: Place) -> None:
    spool = place.open_spool()
    put(place, spool, 1)
    assert place.drain().hits == 1
    hit = Hit.get()
    agent, origin = HitAgent.get_by_id(hit.agent_id), HitOrigin.get_by_id(hit.origin_id)
    assert (hit.scan, hit.bot, hit.language, hit.visitor) == (True, False, "de-AT", "")
    assert (agent.device, agent.os, agent.os_version, agent.browser) == ("mobile", "iOS", "iOS 17", "Safari")
    assert (origin.referrer_host, origin.referrer_class, origin.utm_source) == ("s000001.example", "site", "")
    assert int(hit.at.timestamp() * 1_000_000) == NOW_US
    assert Link.get().hit_count == 1
    spool.close()


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


def test_bots_are_kept_apart(place: Place) -> None:
    spool = place.open_spool()
    put(place, spool, 1)
    put(place, spool, 2, source="c")
    put(place, spool, 3, agent="WhatsApp/2.23.20.0")
    put(place, spool, 4, agent="")
    spool.close()
    place.drain()
    found = kept(place)
    assert found.totals == (1, 1, 2)
    assert found.counts["device"] == {"mobile": [1, 1]}
    assert Link.get().hit_count == 2
    assert Hit.select().where(Hit.bot == True).count() == 2  # noqa: E712 - peewee builds SQL from ==


def test_a_hit_that_is_only_counted_leaves_nothing_but_that(place: Place) -> None:
    spool = place.open_spool()
    for source, agent in (("s", PHONE), ("c", PHONE), ("s", "curl/8.1.2")):
        words = (agent, "de", "https://a.example/", "203.0.113.0/24", "v1", "rul_1", "var_1", "DE||", "https://x/")
        assert spool.record(NOW_US, place.workspace_id, place.link_id, source, *words, "utm_source=a", "card", QUIET)
    spool.close()
    place.drain()
    found = kept(place)
    assert (found.totals, found.visitors, found.counts) == ((1, 1, 1), 0, {})
    assert {(hit.language, hit.visitor) for hit in Hit.select()} == {("", "")}
    for table in ("hit_agent", "hit_place", "hit_origin", "hit_way"):
        (row,) = rows_of(f"SELECT * FROM {table}")
        assert not any(value for name, value in row.items() if name not in {"id", "key"})
    assert recount.compare() == []


def test_the_code_that_was_scanned_is_known_by_its_address(place: Place) -> None:
    now = datetime.now(UTC)
    exact = make_link(
        place.workspace_id, "Exact", domain_id=make_domain(place.workspace_id, "E.x", case_sensitive=True)
    )
    carried = (
        (place.link_id, "CARD", "card", "qrc_1"),
        (place.link_id, "Window", "window", "qrc_1"),  # printed before the code was given another address
        (exact, "CARD", "CARD", "qrc_2"),
    )
    for link, slug, folded, public_id in carried:
        code, _ = Code.get_or_create(
            public_id=public_id,
            defaults={
                "workspace": place.workspace_id,
                "link": link,
                "slug": slug,
                "design": "{}",
                "created_at": now,
                "updated_at": now,
            },
        )
        domain = Link.get_by_id(link).domain
        Slug.create(domain=domain, link=link, slug=slug, folded=folded, code_id=code.id)
    spool = place.open_spool()
    asked = (
        (place.link_id, "card"),
        (place.link_id, "window"),
        (place.link_id, "old-name"),
        (place.link_id, ""),
        (exact, "card"),
        (exact, "CARD"),
    )
    for link, slug in asked:
        words = (PHONE, "de", "", "", "", "", "", "", "", "", slug)
        assert spool.record(NOW_US, place.workspace_id, link, "s", *words)
    spool.close()
    place.drain()
    codes = [HitWay.get_by_id(hit.way_id).code for hit in Hit.select().order_by(Hit.id)]
    assert codes == ["qrc_1", "qrc_1", "", "", "", "qrc_2"]


def test_misses_are_drained_beside_hits_and_once(place: Place) -> None:
    path = orphan(place, "mixed", range(3))
    domain = Link.get_by_id(place.link_id).domain_id
    misses = [
        Miss(NOW_US, place.workspace_id, domain, "miss", "nobody", PHONE, 1),
        Miss(NOW_US, place.workspace_id, domain, "miss", "nobody", "curl/8.1.2", 1),
        Miss(NOW_US, place.workspace_id, domain, "miss", "", "", 700),
        Miss(NOW_US, place.workspace_id, domain, "index", "", PHONE, 1),
        Miss(1 << 70, place.workspace_id, domain, "miss", "x", PHONE, 1),
        Miss(NOW_US, place.workspace_id, 1 << 70, "miss", "x", PHONE, 1),
    ]
    with path.open("ab") as file:
        file.writelines(encode_miss(miss) for miss in misses)
    drained = place.drain()
    assert (drained.hits, drained.misses, drained.refused, drained.files) == (3, 703, 0, 1)
    found = {(row.kind, row.slug): (row.hits, row.bots) for row in MissDay.select()}
    assert found == {("miss", "nobody"): (1, 1), ("miss", ""): (700, 0), ("index", ""): (1, 0)}
    assert place.drain() == ingest.Drained()


def test_batches_of_several_links_add_up(
    place: Place, add_link: Callable[[str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool_files, "READ_BYTES", 16_384)
    monkeypatch.setattr(ingest, "BATCH_HITS", 100)
    links = [place.link_id, *(add_link(f"link{number}") for number in range(9))]
    spool = place.open_spool()
    for serial in range(3000):
        at_us = NOW_US - serial * 60_000_000
        source = "sc"[serial % 2]
        spool.record(at_us, place.workspace_id, links[serial % 10], source, PHONE, "de", f"http://h{serial % 7}", "")
    spool.close()
    assert place.drain().hits == 3000
    assert sorted(link.hit_count for link in Link.select()) == [300] * 10
    assert recount.compare() == []


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


def test_threads_that_race_for_orphans_count_each_hit_once(place: Place) -> None:
    for number in range(60):
        orphan(place, f"file{number:02d}-", range(number * 20, number * 20 + 20))
    failures: list[BaseException] = []
    begin = threading.Barrier(4)

    def adopt() -> None:
        try:
            begin.wait()
            for _ in range(10):
                place.drain()
        except DatabaseLocked:
            pass  # allowed: it tries again later, and the others go on
        except BaseException as fault:  # noqa: BLE001 - a thread's failure is the test's
            failures.append(fault)
        finally:
            current: Any = database.proxy.obj
            if not current.is_closed():
                current.close()

    threads = [threading.Thread(target=adopt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    place.drain()
    assert place.hosts() == hosts(range(1200))
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


def test_a_record_that_cannot_be_read_counts_as_a_hit_of_nobody_known(
    sqlite: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    orphan(sqlite, "odd", range(3))

    def broken(_user_agent: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(enrich, "read_agent", broken)
    monkeypatch.setattr(enrich, "_COMPLAINED", set[type[BaseException]]())
    drained = sqlite.drain()
    assert (drained.hits, drained.files) == (3, 1)
    assert {(row.device, row.os, row.browser) for row in HitAgent.select()} == {("", "", "")}
    assert Link.get().hit_count == 3
    assert len(caplog.records) == 1  # not one for each hit
    assert recount.compare() == []


@pytest.mark.parametrize("wrong", [{"at_us": 1 << 70}, {"at_us": 1 << 62}, {"link_id": 1 << 70}, {"hit_id": r"\ud800"}])
def test_a_record_the_database_will_not_take_is_put_aside_and_holds_up_nobody(
    place: Place, wrong: dict[str, Any]
) -> None:
    path = orphan(place, "first", range(700))
    record = Record("bad", NOW_US, place.workspace_id, place.link_id, "s", PHONE, "", "", "")._replace(**wrong)
    with path.open("ab") as file:
        file.write(encode(record))
    orphan(place, "first", range(700, 900))
    drained = place.drain()
    assert (drained.hits, drained.refused, drained.damaged, drained.files) == (900, 1, 0, 1)
    assert place.hosts() == hosts(range(900))
    assert Link.get().hit_count == 900
    assert recount.compare() == []
    (line,) = (place.spool.parent / ingest.REFUSED).read_text().splitlines()
    told = json.loads(line)
    assert told["record"] == list(decode(encode(record)).records[0])
    assert told["reason"]
    assert place.drain() == ingest.Drained()


def test_what_cannot_even_be_put_aside_waits_in_its_file(place: Place) -> None:
    path = orphan(place, "first", range(3))
    with path.open("ab") as file:
        file.write(encode(Record("bad", 1 << 70, 1, 1, "s", PHONE, "", "", "")))
    aside = place.spool.parent / ingest.REFUSED
    aside.mkdir()
    with pytest.raises(OSError, match=r"refused\.log"):
        place.drain()
    assert Hit.select().count() == 0
    aside.rmdir()
    drained = place.drain()
    assert (drained.hits, drained.refused, drained.files) == (3, 1, 1)


def test_a_long_drain_says_after_each_batch_that_it_lives(sqlite: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "BATCH_HITS", 10)
    monkeypatch.setattr(spool_files, "READ_BYTES", 2048)
    orphan(sqlite, "long", range(100))
    told: list[int] = []
    drain_once(sqlite.spool, now=datetime.now(UTC), stored=lambda _: told.append(Hit.select().count()))
    assert len(told) > 3
    assert told == sorted(told)
    assert told[0] < 100 == told[-1]


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


def test_commits_are_forced_to_disk_before_a_file_goes(sqlite: Place) -> None:
    orphan(sqlite, "one", range(1))
    sqlite.drain()
    assert database.proxy.execute_sql("PRAGMA synchronous").fetchone() == (2,)


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


def test_of_a_refused_hit_that_is_only_counted_nothing_of_the_visitor_lies_aside(sqlite: Place) -> None:
    spool = sqlite.open_spool()
    spool.record(1 << 62, sqlite.workspace_id, 1 << 70, "s", "Secret/1", "", "", "", quiet=QUIET)
    spool.close()
    assert sqlite.drain().refused == 1
    told = (sqlite.spool.parent / ingest.REFUSED).read_text()
    assert "Secret" not in told
    assert f"{1 << 70}" in told
