"""A backup that is asked to end, or is killed: no copy of the database is left lying about."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from qrdesk.core import database as core_database
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.opening import open_database
from tests.faults.processes import wait_for

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere nobody is asked to end")
_ROOT = Path(__file__).resolve().parents[2]
# it waits for ever when the copy is made and packed
_UNTIL_ASKED = """
import sys, time
from qrdesk.core import backup
from qrdesk.cli.main import main
def wait(*_):
    print("packed", flush=True)
    while True:
        time.sleep(0.01)
backup.read_backup = wait
main()
"""


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = str(tmp_path / "q.db")
    open_database(url)
    core_database.close()
    with closing(sqlite3.connect(url)) as there, there:
        there.execute("INSERT INTO fact (name, value) VALUES ('who', 'am I')")
    return url


# as a terminal has it: whoever runs the tests in the background passes on that some signals are ignored
_HEARD = """
import signal
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
"""


@contextmanager
def packed(file: Path, database: str, *, before: str = _HEARD) -> Generator[subprocess.Popen[str]]:
    """Start a backup, and wait until all of it lies in its folder."""
    words = ["backup", "create", str(file), "--database", database, "--with-secret-key"]
    environ = {**os.environ, "PYTHONPATH": str(_ROOT)}
    program = subprocess.Popen(
        [sys.executable, "-c", before + _UNTIL_ASKED, *words], env=environ, stdout=subprocess.PIPE, text=True
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "packed\n"
        yield program
    finally:
        program.kill()
        program.communicate()


def rooms(folder: Path) -> list[Path]:
    return sorted(folder.glob(".qrdesk-backup-*"))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.fast_cases(1)
def test_who_is_asked_to_end_clears_away(database: str, tmp_path: Path, name: str) -> None:
    number = signal.Signals[name]
    with packed(tmp_path / "b.zip", database) as program:
        (room,) = rooms(tmp_path)
        assert {one.name for one in room.iterdir()} == {"alive", "copy", "draft"}
        program.send_signal(number)
        assert program.wait(60) == 128 + number
    assert (rooms(tmp_path), (tmp_path / "b.zip").exists()) == ([], False)


def test_nohup_keeps_it_going(database: str, tmp_path: Path) -> None:
    with packed(
        tmp_path / "b.zip", database, before="import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    ) as program:
        program.send_signal(signal.SIGHUP)
        program.send_signal(signal.SIGTERM)
        assert program.wait(60) == 128 + signal.SIGTERM


def test_what_a_killed_one_left_goes_with_the_next_and_one_at_work_stays(database: str, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    with packed(tmp_path / "other.zip", database) as at_work:
        (working,) = rooms(tmp_path)
        with packed(file, database) as killed:
            assert len(rooms(tmp_path)) == 2
            killed.kill()
            killed.wait(60)
        assert len(rooms(tmp_path)) == 2
        words = [sys.executable, "-m", "qrdesk", "backup", "create", str(file), "--database", database]
        subprocess.run(words, cwd=_ROOT, check=True, capture_output=True, timeout=120)
        assert rooms(tmp_path) == [working]
        at_work.terminate()
        wait_for(lambda: rooms(tmp_path) == [], "it was not cleared away")
    assert read_backup(file).counts.workspaces == 1
