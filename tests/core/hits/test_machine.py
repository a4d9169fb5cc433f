"""Any story of writers, crashes and drains: what was answered is stored once, and nothing else is."""

import json
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from qrdesk.core import database
from qrdesk.core.hits import ingest, locking, recount, rollups, spool_files
from qrdesk.core.hits import spool as spools
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.records import QUIET, Miss, encode_miss
from qrdesk.core.hits.spool import Spool
from qrdesk.core.hits.sums import Sums
from qrdesk.core.models import Hit, Link, MissDay, RollupTotal, SpoolOffset, Workspace
from tests.core.hits.places import make_domain, make_folder, make_link, make_tag, opened, rows_of

NOW_US = time.time_ns() // 1000
AGENTS = ("curl/8.1", "Mozilla/5.0 (Windows NT 10.0) Firefox/127.0", "Mozilla/5.0 (Android 14; Mobile) Firefox/127.0")
DEVICES = ("", "desktop", "mobile")  # of the agents; the first is a program
HOUR_US = 3_600_000_000
INDIA_S = 19_800  # ahead of UTC, and never otherwise
numbers = st.integers(0, 1 << 30)

Groups = list[tuple[str, int]]


@pytest.fixture(autouse=True)
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a migrated database for each story to start from, and have the drain read in small pieces."""
    with opened(str(tmp_path / "empty.db"), tmp_path / "data") as found:
        workspace = found.owner.workspace_id
        Workspace.update(time_zone="Asia/Kolkata").execute()
        SpoolMachine.groups = groups_made(workspace)
    SpoolMachine.workspace = workspace
    SpoolMachine.told = 0
    SpoolMachine.template = tmp_path / "empty.db"
    monkeypatch.setattr(spool_files, "READ_BYTES", 1024)
    monkeypatch.setattr(ingest, "BATCH_HITS", 5)


def groups_made(workspace: int) -> dict[int, Groups]:
    """Make three links; return the groups that each is in."""
    first = make_link(workspace, "first", folder="Menus", tags=["a", "b"])
    second = make_link(workspace, "second", domain_id=make_domain(workspace, "two.example"), tags=["b"])
    third = make_link(workspace, "third")
    menus, a, b = make_folder(workspace, "Menus"), make_tag(workspace, "a"), make_tag(workspace, "b")
    domain, two = Link.get_by_id(first).domain_id, Link.get_by_id(second).domain_id
    return {
        first: [("w", workspace), ("d", domain), ("f", menus), ("t", a), ("t", b)],
        second: [("w", workspace), ("d", two), ("t", b)],
        third: [("w", workspace), ("d", domain)],
    }


@dataclass
class Answered:
    """One visit that was answered, as the visitor knows it."""

    link: int
    at_us: int
    scan: bool
    agent: int
    visitor: str
    rule: str
    host: str
    quiet: bool

    @property
    def day(self) -> int:
        return (self.at_us // 1_000_000 + INDIA_S) // 86_400

    @property
    def values(self) -> Iterable[tuple[str, str]]:
        if self.quiet:
            return ()
        origin = (("referrer", self.host), ("referrer_class", "site"))
        return (("device", DEVICES[self.agent]), ("language", "de"), ("rule", self.rule), *origin)


@dataclass
class Told:
    """A row of sums as it has to be: hours are scans, clicks, bots; counts are scans, clicks."""

    hours: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    counts: dict[str, dict[str, list[int]]] = field(default_factory=dict[str, dict[str, list[int]]])
    visitors: set[str] = field(default_factory=set[str])

    def add(self, one: Answered) -> None:
        which = 2 if one.agent == 0 else 0 if one.scan else 1
        half_us = HOUR_US // 2  # by which hours begin later in India
        self.hours.setdefault(str((one.at_us - half_us) // HOUR_US), [0, 0, 0])[which] += 1
        if one.agent == 0:
            return
        if not one.quiet:
            self.visitors.add(one.visitor)
        for dimension, value in one.values:
            if value:
                self.counts.setdefault(dimension, {}).setdefault(value, [0, 0])[which] += 1

    @property
    def row(self) -> tuple[Any, ...]:
        totals = [sum(one[place] for one in self.hours.values()) for place in range(3)]
        return (*totals, len(self.visitors), self.hours, self.counts)


class Crash(BaseException):
    """The drain's process dies here."""


class SpoolMachine(RuleBasedStateMachine):
    """Writers live and die, files are damaged and doubled, drains are cut short; the model is what was answered."""

    template: Path
    workspace: int
    groups: dict[int, Groups]
    told = 0  # stories that were checked to their end

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="qrdesk-machine-"))
        self.spool_folder = self.folder / "spool"
        self.spool_folder.mkdir()
        shutil.copy(self.template, self.folder / "qrdesk.db")
        database.connect(str(self.folder / "qrdesk.db"))
        database.proxy.execute_sql("PRAGMA synchronous = OFF")
        self.writers: list[Spool] = []
        self.started = 0
        self.serial = 0
        self.recorded: Counter[str] = Counter()  # hits by boot of their writer
        self.answered: dict[str, Answered] = {}  # by hit id
        self.missed = 0
        self.exact = True  # misses have no ids: once files were doubled or offsets lost, some count twice
        self.places: dict[Path, list[tuple[str, int, int]]] = {}  # hit id, start and end in each file; "" is a miss
        self.damaged: set[str] = set()
        self.damaged_misses = 0

    @precondition(lambda self: len(self.writers) < 3)
    @rule()
    def start_writer(self) -> None:
        self.started += 1
        # names in order, so that a story told again is the same story
        with patch.object(os, "urandom", lambda length: self.started.to_bytes(length, "big")):
            self.writers.append(Spool(self.spool_folder, fsync_ms=0))

    @precondition(lambda self: self.writers)
    @rule(pick=numbers, hits=st.integers(1, 12))
    def scan(self, pick: int, hits: int) -> None:
        spool = self.writers[pick % len(self.writers)]
        path = self.path_of(spool)
        for _ in range(hits):
            self.serial += 1
            start = path.stat().st_size
            one, hit_id = self.visit(), f"{spool._boot}{self.recorded[spool._boot]:x}"
            self.recorded[spool._boot] += 1
            words = (AGENTS[one.agent], "de", f"https://{one.host}/", "", one.visitor, one.rule)
            more = ("", "", "", "", "", QUIET if one.quiet else "")
            assert spool.record(one.at_us, self.workspace, one.link, "s" if one.scan else "c", *words, *more)
            self.answered[hit_id] = one
            self.places.setdefault(path, []).append((hit_id, start, path.stat().st_size))

    def visit(self) -> Answered:
        serial = self.serial
        return Answered(
            link=sorted(self.groups)[serial % 3],
            at_us=NOW_US - serial * 600_000_000,
            scan=serial % 2 == 0,
            agent=serial % 7 % 3,
            visitor=f"v{serial // 4 % 9}",
            rule=("", "rul_a", "rul_b")[serial % 3],
            host=f"h{serial % 11}.example",
            quiet=serial % 13 == 0,
        )

    @precondition(lambda self: self.writers)
    @rule(pick=numbers, times=st.integers(1, 4))
    def miss(self, pick: int, times: int) -> None:
        spool = self.writers[pick % len(self.writers)]
        path = self.path_of(spool)
        start = path.stat().st_size
        assert spool._file is not None
        miss = Miss(NOW_US, self.workspace, 1, "miss", f"s{times}", AGENTS[times % 3], times)
        os.write(spool._file.fd, encode_miss(miss))
        self.missed += times
        self.places.setdefault(path, []).append((f"{times}", start, path.stat().st_size))

    @precondition(lambda self: self.writers)
    @rule(pick=numbers)
    def rotate(self, pick: int) -> None:
        spool = self.writers[pick % len(self.writers)]
        with spool._lock:
            spool._rotate()

    @precondition(lambda self: self.writers)
    @rule(pick=numbers, kept=st.integers(0, 60))
    def tear_a_record(self, pick: int, kept: int) -> None:
        """A write stops half-way; nobody was answered. The writer may live on."""
        spool = self.writers[pick % len(self.writers)]
        assert spool._file is not None
        os.write(
            spool._file.fd, b'\n0badc0de[1,"torn",17,1,1,"s","Mozilla/5.0","de","https://torn.example/",""]'[:kept]
        )

    @precondition(lambda self: self.writers)
    @rule(pick=numbers)
    def kill_writer(self, pick: int) -> None:
        """What kill -9 leaves: the bytes, and no lock."""
        kill(self.writers.pop(pick % len(self.writers)))

    @precondition(lambda self: self.orphans())
    @rule(pick=numbers, where=numbers)
    def flip_a_bit(self, pick: int, where: int) -> None:
        path = self.choose(pick)
        content = bytearray(path.read_bytes())
        offset = self.offset_of(path)
        if offset < len(content):
            position = offset + where % (len(content) - offset)
            content[position] ^= 1 << (where % 8)
            path.write_bytes(content)
            for one, start, end in self.places.get(path, []):
                if start <= position < end:
                    self.damaged.add(one)
                    self.damaged_misses += 0 if one in self.answered else int(one)

    @precondition(lambda self: self.orphans())
    @rule(pick=numbers, seed=numbers)
    def double_some_bytes(self, pick: int, seed: int) -> None:
        """A file system's repair hands back a piece of another file as a file of its own."""
        self.exact = False
        content = self.choose(pick).read_bytes()
        chance = random.Random(seed)
        start, end = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
        (self.spool_folder / f"double-{seed}.log").write_bytes(content[start:end])

    @rule()
    def drain(self) -> None:
        drain_once(self.spool_folder, now=datetime.now(UTC))
        again = drain_once(self.spool_folder, now=datetime.now(UTC))
        assert (again.hits, again.misses, again.bytes) == (0, 0, 0)
        self.check(complete=False)

    @rule(after=st.integers(1, 3))
    def drain_dies_before_removing(self, after: int) -> None:
        def die(_path: Path, fd: int) -> None:
            os.close(fd)
            raise Crash

        self.drain_until("remove", locking, die, after)

    @rule(after=st.integers(1, 3))
    def drain_dies_inside_a_transaction(self, after: int) -> None:
        def die(_sums: Sums) -> None:
            raise Crash

        self.drain_until("store", rollups, die, after)

    @rule()
    def offsets_are_lost(self) -> None:
        """As when a backup is restored beside newer files."""
        self.exact = False
        SpoolOffset.delete().execute()
        self.drain()

    def teardown(self) -> None:
        if not hasattr(self, "folder"):
            return
        try:
            while self.writers:
                kill(self.writers.pop())
            for _ in range(2):
                drain_once(self.spool_folder, now=datetime.now(UTC))
            assert list(self.spool_folder.iterdir()) == []
            self.check(complete=True)
            SpoolMachine.told += 1
        finally:
            database.close()
            shutil.rmtree(self.folder)

    def check(self, *, complete: bool) -> None:
        stored = [hit.hit_id for hit in Hit.select()]
        assert len(stored) == len(set(stored))
        assert set(stored) <= set(self.answered)
        if complete:
            assert set(self.answered) - set(stored) <= self.damaged
            assert recount.compare() == []
        told: dict[tuple[str, int, int], Told] = {}
        for one in (self.answered[hit_id] for hit_id in stored):
            for scope, owner in (("l", one.link), *self.groups[one.link]):
                told.setdefault((scope, owner, one.day), Told()).add(one)
        assert self.kept() == {key: row.row for key, row in told.items()}
        self.check_totals(stored)
        self.check_misses(complete=complete)

    def kept(self) -> dict[tuple[str, int, int], tuple[Any, ...]]:
        found: dict[tuple[str, int, int], tuple[Any, ...]] = {}
        for row in rows_of("SELECT * FROM rollup_day"):
            names = ("device", "language", "rule", "referrer", "referrer_class")
            counts = {name: json.loads(row[name]) for name in names if row[name]}
            totals = (row["scans"], row["clicks"], row["bots"], row["visitors"])
            found[row["scope"], row["owner_id"], row["day"]] = (*totals, json.loads(row["hours"]), counts)
        return found

    def check_totals(self, stored: list[str]) -> None:
        totals = {link: Counter[str]() for link in self.groups}
        for one in (self.answered[hit_id] for hit_id in stored):
            totals[one.link]["bots" if one.agent == 0 else "scans" if one.scan else "clicks"] += 1
        for row in RollupTotal.select():
            total = totals[row.link_id]
            assert (row.scans, row.clicks, row.bots) == (total["scans"], total["clicks"], total["bots"])
        for link in Link.select():
            assert link.hit_count == totals[link.id]["scans"] + totals[link.id]["clicks"]

    def check_misses(self, *, complete: bool) -> None:
        counted = sum(row.hits + row.bots for row in MissDay.select())
        if self.exact:
            assert counted <= self.missed
        if complete:
            assert counted >= self.missed - self.damaged_misses

    def drain_until(self, name: str, module: object, die: Callable[..., None], after: int) -> None:
        real = getattr(module, name)
        left = [after]

        def dying(*arguments: object) -> None:
            left[0] -= 1
            (die if left[0] == 0 else real)(*arguments)

        setattr(module, name, dying)
        try:
            drain_once(self.spool_folder, now=datetime.now(UTC))
        except Crash:
            pass
        finally:
            setattr(module, name, real)
        self.check(complete=False)

    def path_of(self, spool: Spool) -> Path:
        (path,) = self.spool_folder.glob(f"{spool._boot}-*-{spool._sequence - 1:06d}.log")
        return path

    def orphans(self) -> list[Path]:
        live = {self.path_of(spool) for spool in self.writers}
        return sorted(path for path in self.spool_folder.glob("*.log") if path not in live)

    def choose(self, pick: int) -> Path:
        orphans = self.orphans()
        return orphans[pick % len(orphans)]

    def offset_of(self, path: Path) -> int:
        row = SpoolOffset.get_or_none(SpoolOffset.file == path.name)
        return 0 if row is None else row.offset


def kill(spool: Spool) -> None:
    spool._stop.set()
    file, spool._file = spool._file, None
    assert file is not None
    assert spool._thread is not None
    spool._thread.join()  # kill -9 takes the thread along; here it may still be looking at the file
    os.close(file.fd)
    spool._closed = True
    spools._spools.discard(spool)


QUICK = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def test_every_story_of_crashes_ends_well() -> None:
    run_state_machine_as_test(SpoolMachine, settings=QUICK)
    assert SpoolMachine.told >= 40


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_story_of_crashes_ends_well_however_long() -> None:
    run_state_machine_as_test(SpoolMachine, settings=settings(QUICK, max_examples=600, stateful_step_count=60))
    assert SpoolMachine.told >= 600
