"""The spool: every hit that was answered is on disk, whatever happens next."""

import os
import re
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from qrdesk.core.hits import spool as spools
from qrdesk.core.hits.locking import try_lock
from qrdesk.core.hits.records import QUIET, Record, decode
from qrdesk.core.hits.spool import Spool

NOW_US = time.time_ns() // 1000
DEADLINE_S = 60


def put(spool: Spool, serial: int = 0, *, at_us: int = NOW_US) -> bool:
    return spool.record(at_us, 1, 17, "s", "Mozilla/5.0", "de", f"https://s{serial}.example/", "203.0.113.0/24")


def read(folder: Path) -> list[Record]:
    found: list[Record] = []
    for path in sorted(folder.glob("*.log")):
        records, _, damaged = decode(path.read_bytes())
        assert damaged == 0
        found += records
    return found


def wait_for(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.005)


def test_a_recorded_hit_is_in_the_file_before_the_call_returns(spool: Spool, folder: Path) -> None:
    assert put(spool, 7)
    (record,) = read(folder)
    words = ("Mozilla/5.0", "de", "https://s7.example/", "203.0.113.0/24", *[""] * 8)
    assert record[1:] == (NOW_US, 1, 17, "s", *words)
    assert spool.counters == (1, 1, 0)


def test_what_was_chosen_for_a_visitor_is_recorded_too(spool: Spool, folder: Path) -> None:
    chosen = ("0a1b2c3d", "rul_8X3k9pLMw7", "var_8X3k9pLMw7", "DE|DE-BY|M\u00fcnchen")
    way = ("https://x.example/?utm_source=poster", "utm_medium=print", "card", "")
    assert spool.record(NOW_US, 1, 17, "c", "Mozilla/5.0", "de", "", "203.0.113.0/24", *chosen, *way)
    (record,) = read(folder)
    assert (record.visitor, record.rule, record.variant, record.geo) == chosen
    assert (record.destination, record.campaign, record.slug, record.quiet) == way


def test_a_hit_that_is_only_counted_says_so(spool: Spool, folder: Path) -> None:
    assert spool.record(NOW_US, 1, 17, "s", "Mozilla/5.0", "", "", "", quiet=QUIET)
    (record,) = read(folder)
    assert record == Record(record.hit_id, NOW_US, 1, 17, "s", "Mozilla/5.0", "", "", "", quiet=QUIET)


def test_a_file_is_named_for_its_process_and_readable_by_its_owner_alone(spool: Spool, folder: Path) -> None:
    (path,) = folder.iterdir()
    assert re.fullmatch(rf"[0-9a-f]{{12}}-{os.getpid()}-\d{{6}}\.log", path.name)
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_published_file_is_locked_by_its_writer_until_it_closes(folder: Path) -> None:
    spool = Spool(folder)
    (path,) = folder.iterdir()
    fd = os.open(path, os.O_RDONLY)
    try:
        assert not try_lock(fd)
        spool.close()
        assert try_lock(fd)
    finally:
        os.close(fd)


def rotate(spool: Spool) -> None:
    with spool._lock:
        assert spool._rotate()


def test_eight_threads_lose_and_mix_nothing_while_files_rotate(folder: Path) -> None:
    spool = Spool(folder, fsync_ms=1)

    def write(start: int) -> None:
        for serial in range(start, start + 1500):
            assert put(spool, serial)

    threads = [threading.Thread(target=write, args=(number * 1500,)) for number in range(8)]
    for thread in threads:
        thread.start()
    rotate(spool)
    while any(thread.is_alive() for thread in threads):
        rotate(spool)
    assert spool.counters == (12_000, 12_000, 0)
    spool.close()
    found = read(folder)
    assert {record.referrer for record in found} == {f"https://s{serial}.example/" for serial in range(12_000)}
    assert len({record.hit_id for record in found}) == len(found) == 12_000


def test_a_file_is_not_given_up_while_a_thread_writes_to_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool(folder, fsync_ms=0)
    (old,) = folder.glob("*.log")
    inside, go_on = threading.Event(), threading.Event()
    write = os.write

    def slow(fd: int, line: bytes) -> int:
        inside.set()
        assert go_on.wait(DEADLINE_S)
        return write(fd, line)

    monkeypatch.setattr(os, "write", slow)
    writer = threading.Thread(target=put, args=(spool, 5))
    writer.start()
    assert inside.wait(DEADLINE_S)
    rotator = threading.Thread(target=rotate, args=(spool,))
    rotator.start()
    wait_for(lambda: len(list(folder.glob("*.log"))) == 2, "no second file")
    fd = os.open(old, os.O_RDONLY)
    assert not try_lock(fd)  # a drain that got it now would remove the file under the writer
    go_on.set()
    writer.join()
    rotator.join()
    assert try_lock(fd)
    os.close(fd)
    assert decode(old.read_bytes()).records[0].referrer == "https://s5.example/"
    spool.close()


def test_a_descriptor_that_changed_hands_is_not_written_to(folder: Path, tmp_path: Path) -> None:
    spool = Spool(folder, fsync_ms=0)
    file = spool._file
    assert file is not None
    strangers: list[int] = []

    class Overtaken(list[None]):
        """Before the writer can say that it writes, its file is closed and another program part gets the number."""

        def append(self, _: None, /) -> None:
            if not strangers:
                rotate(spool)
                opened = os.open(tmp_path / "stranger", os.O_CREAT | os.O_WRONLY)
                strangers.append(opened if opened == file.fd else os.dup2(opened, file.fd))
                if opened != file.fd:
                    os.close(opened)
            super().append(None)

    file.busy = Overtaken()
    assert put(spool, 6)
    assert strangers == [file.fd]
    os.close(strangers[0])
    assert (tmp_path / "stranger").read_bytes() == b""
    spool.close()
    assert [record.referrer for record in read(folder)] == ["https://s6.example/"]


def test_an_old_file_is_rotated_and_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spools, "ROTATE_S", 0.05)
    spool = Spool(folder, fsync_ms=5)
    put(spool)
    wait_for(lambda: len(list(folder.glob("*.log"))) >= 2, "no second file")
    old = min(folder.glob("*.log"))
    fd = os.open(old, os.O_RDONLY)
    wait_for(lambda: try_lock(fd), "the old file stays locked")
    os.close(fd)
    assert put(spool, 1)
    spool.close()
    assert sorted(record.referrer for record in read(folder)) == ["https://s0.example/", "https://s1.example/"]
    assert [record.referrer for record in decode(old.read_bytes()).records] == ["https://s0.example/"]


def test_an_idle_spool_makes_no_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spools, "ROTATE_S", 0.0)
    spool = Spool(folder, fsync_ms=1)
    ticks = spool._earliest_us
    wait_for(lambda: spool._earliest_us > ticks + 20_000, "no tick")
    spool.close()
    assert len(list(folder.iterdir())) == 1


def test_a_failed_sync_is_final_for_its_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = threading.Event()

    def sync(fd: int) -> None:
        if failing.is_set():
            failing.clear()
            raise OSError(5, "Input/output error")
        os.fsync(fd)

    monkeypatch.setattr(spools, "_datasync", sync)
    spool = Spool(folder, fsync_ms=5)
    failing.set()
    put(spool, 1)
    wait_for(lambda: len(list(folder.glob("*.log"))) == 2, "no second file")
    put(spool, 2)
    spool.close()
    assert [record.referrer for record in read(folder)] == ["https://s1.example/", "https://s2.example/"]


def test_a_removed_folder_is_made_again(folder: Path) -> None:
    spool = Spool(folder, fsync_ms=5)
    lost = spool._file
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    wait_for(lambda: spool._file is not lost, "no new file")
    assert put(spool, 3)
    spool.close()
    assert [record.referrer for record in read(folder)] == ["https://s3.example/"]


@pytest.mark.parametrize(("given", "kept"), [(-8 * 86_400, -7 * 86_400), (3600, 300), (-60, -60), (60, 60)])
def test_a_time_is_clamped_when_it_is_recorded(folder: Path, given: int, kept: int) -> None:
    spool = Spool(folder, clock=lambda: 1_760_000_000.0)
    put(spool, at_us=(1_760_000_000 + given) * 1_000_000)
    spool.close()
    assert read(folder)[0].at_us == (1_760_000_000 + kept) * 1_000_000


def test_after_closing_hits_are_counted_as_dropped(folder: Path) -> None:
    spool = Spool(folder)
    spool.close()
    spool.close()
    assert not put(spool)
    assert spool.counters == (1, 0, 1)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        Spool(tmp_path / "file" / "spool")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_has_its_own_ids_file_and_lock(folder: Path) -> None:
    spool = Spool(folder, fsync_ms=5)
    put(spool, 0)
    (parents,) = folder.glob("*.log")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that forking with threads is delicate is the point here
        child = os.fork()
    if child == 0:
        done = sum(put(spool, serial) for serial in range(100, 200)) == 100
        spool.close()
        os._exit(0 if done else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    for serial in range(1, 100):
        put(spool, serial)
    fd = os.open(parents, os.O_RDONLY)
    assert not try_lock(fd)  # the child's end has not given up the parent's file
    os.close(fd)
    assert spool.counters == (100, 100, 0)
    spool.close()
    found = read(folder)
    assert len({record.hit_id for record in found}) == len(found) == 200
    assert len({record.hit_id[:12] for record in found}) == 2
    assert len(list(folder.glob("*.log"))) == 2


LIMITED = """
import resource, sys, time
from pathlib import Path
from qrdesk.core.hits.spool import Spool
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
spool = Spool(Path(sys.argv[1]), fsync_ms=0)
kept = [spool.record(time.time_ns() // 1000, 1, 17, "s", "a", "de", f"https://s{n}.example/", "") for n in range(5000)]
print(all(kept), *spool.counters)
spool.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_a_write_cut_short_is_written_again_in_a_new_file(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder)], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["True", "5000", "5000", "0"]
    records: list[Record] = []
    torn = 0
    for path in folder.glob("*.log"):
        found, _, damaged = decode(path.read_bytes())
        records += found
        torn += damaged
    assert {record.referrer for record in records} == {f"https://s{serial}.example/" for serial in range(5000)}
    assert torn > 5
