"""Writers and drains killed all at once, over and over, with everything else that goes wrong with files in between.

What was answered and is not stored must be nothing, what is stored twice must be nothing, and the sums must be those of
a recount: for one writer and for four, on SQLite and on PostgreSQL.
"""

import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.hits import recount
from tests.core.hits.places import make_link, opened, rows_of
from tests.faults.processes import Process, wait_for
from tests.postgres import fresh_database, postgres

__all__ = ["postgres"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are POSIX"),
]

# A web process: it answers visitors, its clock jumps by days, and now and then it forks after the spool was opened.
WRITER = """
import os, random, sys, time
from pathlib import Path
from qrdesk.core.hits.spool import Spool
folder, answers, workspace, *links = sys.argv[1:]
chance = random.Random(os.getpid())
spool = Spool(Path(folder), clock=lambda: time.time() + chance.choice((0, 0, 0, -3 * 86_400, 2 * 86_400)))
log = os.open(answers, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
print("ready", flush=True)
forked = 0
n = 0
while True:
    n += 1
    name = f"{os.getpid():08x}{n:014x}"  # each hit is a visitor of its own: by that it is known again
    at = time.time_ns() // 1000 + chance.randrange(-9 * 86_400, 3_600) * 1_000_000
    link = int(chance.choice(links))
    agent = chance.choice(("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "curl/8.5.0"))
    kept = spool.record(at, int(workspace), link, "s", agent, "de", "https://x.example/", "", name)
    assert kept
    os.write(log, f"{name}\\n".encode())
    if n % 5 == 0:
        time.sleep(0.01)  # a writer has visitors, not a loop, and the drain needs the processor too
    if n % 100 == 0 and forked < 2:
        forked += 1
        if os.fork() == 0:
            chance.seed(os.getpid())
"""
DRAIN = ("-m", "qrdesk.daemon.background")


@dataclass
class Site:
    """One database, its links, and where the writers note what they answered."""

    url: str
    data_dir: Path
    spool: Path
    answers: Path
    workspace_id: int
    link_ids: list[int]

    def writer(self) -> tuple[str, ...]:
        numbers = (self.workspace_id, *self.link_ids)
        return ("-c", WRITER, str(self.spool), str(self.answers), *(str(number) for number in numbers))

    def environ(self) -> dict[str, str]:
        return {"QRDESK_HITS_DRAIN_MS": "10", "QRDESK_DATABASE": self.url, "QRDESK_DATA_DIR": str(self.data_dir)}


@pytest.fixture(params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A database with three links in groups of all kinds."""
    if request.param == "sqlite":
        yield _site(str(tmp_path / "qrdesk.db"), tmp_path)
        return
    with fresh_database(request.getfixturevalue("postgres")) as url:
        yield _site(url, tmp_path)


def _site(url: str, tmp_path: Path) -> Site:
    with opened(url, tmp_path / "data") as found, database.scope():
        workspace_id = found.owner.workspace_id
        link_ids = [
            make_link(workspace_id, "spring", folder="Posters", tags=("red", "blue")),
            make_link(workspace_id, "summer", tags=("red",)),
            make_link(workspace_id, "autumn"),
        ]
        (tmp_path / "answers").touch()
        return Site(url, tmp_path / "data", found.spool, tmp_path / "answers", workspace_id, link_ids)


def spoil(spool: Path, chance: random.Random) -> None:
    """Do to the files of dead writers what disks, restored backups and people do."""
    left = sorted(spool.glob("*.log"))
    if not left:
        return
    whole = chance.choice(left)
    shutil.copy(whole, spool / f"restored-{whole.name}")  # the same hits again, under a name with no offset
    for path in chance.sample(left, min(2, len(left))):
        with path.open("ab") as file:
            file.write(chance.choice((b"\n3f00", b"\x00" * 512, b'\n00000000[3,"x"]\n', whole.read_bytes()[:3001])))


@pytest.mark.parametrize(("writers", "rounds"), [(1, 4), (4, 6)])
def test_whatever_happens_each_answered_hit_is_counted_once(site: Site, writers: int, rounds: int) -> None:
    chance = random.Random(writers)
    running: list[Process] = []
    log = site.answers.with_name("log")
    try:
        for _ in range(rounds):
            for command in (DRAIN, DRAIN, *[site.writer()] * writers):  # writers last: they write as fast as they can
                running.append(Process(*command, log=log, environ=site.environ()))
            for process in running:
                process.wait_said("ready")
            enough = site.answers.stat().st_size + chance.randint(5_000, 30_000)
            wait_for(lambda enough=enough: site.answers.stat().st_size > enough, "no hits were written")
            chance.shuffle(running)
            while running:
                running.pop().kill_family()  # the forked ones, too
            spoil(site.spool, chance)
        running = [Process(*DRAIN, log=log, environ=site.environ())]
        running[0].wait_said("ready")
        assert running.pop().terminate(seconds=120) == 0
    finally:
        for process in running:
            process.close()
    check(site, rounds * writers * 3)


def check(site: Site, under_way: int) -> None:
    """Compare what is stored with what was answered. A hit may be written and its writer killed before it is noted."""
    with opened(site.url, site.data_dir), database.scope():
        stored = [row["visitor"] for row in rows_of("SELECT visitor FROM hit")]
        answered = set(site.answers.read_text().split())
        assert len(answered) > 500
        assert len(stored) == len(set(stored)), "a hit was counted twice"
        assert answered - set(stored) == set(), "answered hits were lost"
        assert len(set(stored) - answered) <= under_way
        assert recount.compare() == []
        assert list(site.spool.glob("*.log")) == []
        if database.find_damage():
            pytest.fail(database.find_damage())
