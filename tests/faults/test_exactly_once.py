"""Writers and drains killed all at once, over and over, with everything else that goes wrong with files in between.

What was answered and is not stored must be nothing, what is stored twice must be nothing, and the sums must be those of
a recount, ours and one from what the visitors sent: for one process and for four, on SQLite and on PostgreSQL.
"""

import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qrdesk.core.hits.records import Record, encode
from tests.faults import visits
from tests.faults.forks import Fork, Forks
from tests.faults.processes import wait_for
from tests.faults.sites import Site, check, make_site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="kill -9 and fork are POSIX, and families are found in /proc"),
]

TURNS = 8


@pytest.fixture(params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A database with three links in groups of all kinds."""
    if request.param == "sqlite":
        yield make_site(str(tmp_path / "qrdesk.db"), tmp_path)
        return
    yield make_site(request.getfixturevalue("postgres_own"), tmp_path)


@pytest.fixture(scope="module")
def drain_forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    with closing(Forks("qrdesk.daemon.background", tmp_path_factory.mktemp("drains"))) as forks:
        yield forks


@pytest.fixture(scope="module")
def writer_forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    with closing(Forks(visits.__name__, tmp_path_factory.mktemp("writers"))) as forks:
        yield forks


@pytest.fixture
def drain(site: Site, drain_forks: Forks) -> Iterator[Callable[[], Fork]]:
    """Starts background processes of the site."""
    yield lambda: drain_forks.start(environ=site.environ())
    drain_forks.end_all()


@pytest.fixture
def write(site: Site, writer_forks: Forks) -> Iterator[Callable[[str], Fork]]:
    """Starts web processes of the site, as far as the spool goes, each with a name of its own."""
    yield lambda name: writer_forks.start(*site.writer(name), environ=site.environ())
    writer_forks.end_all()


def spoil(site: Site, backup: Path, chance: random.Random) -> None:
    """Do to the files of dead writers what disks, restored backups and people do."""
    left = sorted(site.spool.glob("*.log"))
    if not left:
        return
    whole = chance.choice(left)
    shutil.copy(whole, site.spool / f"restored-{whole.name}")  # the same hits again, under a name with no offset
    for path in sorted(backup.iterdir()):
        if not (site.spool / path.name).exists():
            path.rename(site.spool / path.name)  # the same again, under a name that was read to its end and forgotten
    shutil.copy(whole, backup)
    for path in chance.sample(left, min(2, len(left))):
        with path.open("ab") as file:
            file.write(chance.choice((b"\n3f00", b"\x00" * 512, b'\n00000000[3,"x"]\n', whole.read_bytes()[:3001])))


def finish(drain: Callable[[], Fork]) -> None:
    """Let one background process do the rest and stop in peace."""
    last = drain()
    last.wait_ready()
    assert last.terminate() == 0


@pytest.mark.parametrize("processes", [1, 4])
def test_whatever_happens_each_answered_hit_is_counted_once(
    site: Site, drain: Callable[[], Fork], write: Callable[[str], Fork], tmp_path: Path, processes: int
) -> None:
    chance = random.Random(processes)
    backup = tmp_path / "backup"
    backup.mkdir()
    for turn in range(TURNS):
        left = list(site.spool.glob("*.log"))
        running = [drain(), drain()]
        if turn % 2:  # else all may wait for the last drain, and be one batch; before there are writers: they go first
            wait_for(lambda left=left: not any(path.exists() for path in left), "nothing was recovered")
        running += [write(f"t{turn}w{number}") for number in range(processes)]
        for fork in running:
            fork.wait_ready()
        enough = site.notes.stat().st_size + chance.randint(5_000, 50_000)
        wait_for(lambda enough=enough: site.notes.stat().st_size > enough, "no hits were written")
        chance.shuffle(running)
        for fork in running:
            fork.kill_family()  # the forked ones, too
        spoil(site, backup, chance)
    finish(drain)
    check(site, under_way=TURNS * processes * 4)
    names, _ = visits.read_notes(site.notes)
    answering = {name.partition("n")[0] for name in names}
    assert len(answering) > len({name.partition("p")[0] for name in answering}), "nobody forked"


@pytest.mark.parametrize("processes", [1, 4])
def test_a_recovery_that_is_killed_over_and_over_comes_to_its_end(
    site: Site, drain: Callable[[], Fork], processes: int
) -> None:
    chance = random.Random(processes)
    leave_files(site, chance, files=300, hits=10)
    for turn in range(TURNS):
        running = [drain() for _ in range(processes)]
        before = files_in(site)
        for fork in running:
            fork.wait_ready()
        if turn % 3 == 2 and before:  # else in the middle of what they do first
            wait_for(lambda before=before: files_in(site) < before, "nothing was recovered")
        chance.shuffle(running)
        for fork in running:
            fork.kill_family()
    finish(drain)
    assert check(site, under_way=0) == 300 * 10


def files_in(site: Site) -> int:
    return sum(1 for _ in site.spool.glob("*.log"))


def leave_files(site: Site, chance: random.Random, *, files: int, hits: int) -> None:
    """Leave files as dead web processes do, each of them twice, some with a torn record."""
    site.spool.mkdir(parents=True, exist_ok=True)
    with site.notes.open("a") as notes:
        for file in range(files):
            lines: list[bytes] = []
            for number in range(hits):
                visit = visits.any_visit(f"f{file % 50}", file // 50 * hits + number, site.link_ids, chance)
                words = (visit.agent, "de", visit.referrer, "", visit.visitor)
                record = Record(f"{file}h{number}", visit.at_us, site.workspace_id, visit.link_id, visit.source, *words)
                lines.append(encode(record))
                notes.write(visits.sent(visit) + visits.answered(visit))
            content = b"".join(lines) + chance.choice((b"", b"\n3f00", lines[0][:40]))
            (site.spool / f"a{file:04d}.log").write_bytes(content)
            (site.spool / f"b{chance.randrange(1 << 30):010d}.log").write_bytes(content)
