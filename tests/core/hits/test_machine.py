"""Any story of writers, crashes and drains: what was answered is stored once, and nothing else is."""

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from qrdesk.core import database
from qrdesk.core.hits import ingest, locking, rollups
from qrdesk.core.hits import spool as spools
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Hit, SpoolOffset
from tests.core.hits.places import make_link, opened

NOW_US = time.time_ns() // 1000
AGENTS = ("curl/8.1", "Mozilla/5.0 (Windows NT 10.0) Firefox/127.0", "Mozilla/5.0 (Android 14; Mobile) Firefox/127.0")
numbers = st.integers(0, 1 << 30)


@pytest.fixture(autouse=True)
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a migrated database for each story to start from, and have the drain read in small pieces."""
    with opened(str(tmp_path / "empty.db"), tmp_path / "data") as found:
        SpoolMachine.link = make_link(found.owner.workspace_id)
    SpoolMachine.workspace = found.owner.workspace_id
    SpoolMachine.template = tmp_path / "empty.db"
    monkeypatch.setattr(ingest, "_READ_BYTES", 1024)
    monkeypatch.setattr(ingest, "BATCH_HITS", 5)


class Crash(BaseException):
    """The drain's process dies here."""


class SpoolMachine(RuleBasedStateMachine):
    """Writers live and die, files are damaged and doubled, drains are cut short; the model is a set of serials."""

    template: Path
    workspace: int
    link: int

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
        self.answered: set[int] = set()
        self.places: dict[Path, list[tuple[int, int, int]]] = {}  # serial, start and end in each file
        self.damaged: set[int] = set()

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
            at_us = NOW_US - self.serial * 600_000_000
            agent = AGENTS[self.serial % 3]
            referrer = f"https://s{self.serial}.example/"
            words = (agent, "de", referrer, "", f"v{self.serial}", ("", "rul_a", "rul_b")[self.serial % 3], "", "")
            assert spool.record(at_us, self.workspace, self.link, "sc"[self.serial % 2], *words)
            self.answered.add(self.serial)
            self.places.setdefault(path, []).append((self.serial, start, path.stat().st_size))

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
            self.damaged |= {serial for serial, start, end in self.places.get(path, []) if start <= position < end}

    @precondition(lambda self: self.orphans())
    @rule(pick=numbers, seed=numbers)
    def double_some_bytes(self, pick: int, seed: int) -> None:
        """A file system's repair hands back a piece of another file as a file of its own."""
        content = self.choose(pick).read_bytes()
        chance = random.Random(seed)
        start, end = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
        (self.spool_folder / f"double-{seed}.log").write_bytes(content[start:end])

    @rule()
    def drain(self) -> None:
        drain_once(self.spool_folder, now=datetime.now(UTC))
        self.check(complete=False)

    @rule(after=st.integers(1, 3))
    def drain_dies_before_removing(self, after: int) -> None:
        def die(_path: Path, fd: int) -> None:
            os.close(fd)
            raise Crash

        self.drain_until("remove", locking, die, after)

    @rule(after=st.integers(1, 3))
    def drain_dies_inside_a_transaction(self, after: int) -> None:
        def die(_sums: rollups.Sums) -> None:
            raise Crash

        self.drain_until("store", rollups, die, after)

    @rule()
    def offsets_are_lost(self) -> None:
        """As when a backup is restored beside newer files."""
        SpoolOffset.delete().execute()

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
        finally:
            database.close()
            shutil.rmtree(self.folder)

    def check(self, *, complete: bool) -> None:
        stored = [int(hit.referrer_host.removeprefix("s").removesuffix(".example")) for hit in Hit.select()]
        assert len(stored) == len(set(stored))
        assert set(stored) <= self.answered
        if complete:
            assert self.answered - set(stored) <= self.damaged
        assert rollups.compare() == []

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


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_story_of_crashes_ends_well_however_long() -> None:
    run_state_machine_as_test(SpoolMachine, settings=settings(QUICK, max_examples=600, stateful_step_count=60))
