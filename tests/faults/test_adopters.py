"""Writers and drains killed all at once, over and over: the files that are left still hold every answered hit once."""

import os
import random
import sys
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.hits import rollups
from qrdesk.core.models import Hit
from tests.core.hits.places import make_link, opened
from tests.faults.processes import Process, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX"),
]

ROUNDS = 25
WRITER = """
import itertools, os, sys, time
from pathlib import Path
from qrdesk.core.hits.spool import Spool
folder, answers, workspace, link = sys.argv[1:]
spool = Spool(Path(folder))
log = os.open(answers, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
print("ready", flush=True)
for n in itertools.count():
    name = f"w{os.getpid()}n{n}"
    at = time.time_ns() // 1000 - n * 1_000_000
    referrer = f"https://{name}.example/"
    assert spool.record(at, int(workspace), int(link), "s", "Mozilla/5.0 Firefox/1", "de", referrer, "")
    os.write(log, f"{name}.example\\n".encode())
    if n % 50 == 0:
        time.sleep(0.002)  # a writer has visitors, not a loop, and the drain needs the processor too
"""


def test_kills_of_writers_and_drains_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    chance = random.Random(7)
    path, data_dir, answers = tmp_path / "qrdesk.db", tmp_path / "data", tmp_path / "answers"
    with opened(str(path), data_dir) as found:
        workspace, link = found.owner.workspace_id, make_link(found.owner.workspace_id)
    answers.touch()
    running: list[Process] = []
    quick = {"QRDESK_HITS_DRAIN_MS": "10", "QRDESK_DATABASE": str(path), "QRDESK_DATA_DIR": str(data_dir)}
    drain = ("-m", "qrdesk.daemon.background")
    write = ("-c", WRITER, str(found.spool), str(answers), str(workspace), str(link))
    try:
        for _ in range(ROUNDS):
            running = []
            for command in (drain, drain, write, write):  # writers last: they write as fast as they can
                running.append(Process(*command, log=tmp_path / "log", environ=quick))
                running[-1].wait_said("ready")
            enough = answers.stat().st_size + chance.randint(1, 30_000)
            wait_for(lambda enough=enough: answers.stat().st_size > enough, "no hits were written")
            chance.shuffle(running)
            for process in running:
                os.kill(process.pid, 9)
            while running:
                running.pop().kill()
        last = Process(*drain, log=tmp_path / "log", environ=quick)
        running = [last]
        last.wait_said("ready")
        assert last.terminate() == 0
    finally:
        for process in running:
            process.close()
    with opened(str(path), data_dir), database.scope():
        stored = [hit.referrer_host for hit in Hit.select(Hit.referrer_host)]
        answered = set(answers.read_text().split())
        assert len(answered) > ROUNDS
        assert len(stored) == len(set(stored)), "a hit was counted twice"
        assert answered - set(stored) == set(), "answered hits were lost"
        assert len(set(stored) - answered) <= 2 * ROUNDS  # written, and killed before it was noted
        assert rollups.compare() == []
        assert database.proxy.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert [name for name in found.spool.iterdir() if name.suffix == ".log"] == []
