"""A move that is killed, or finds the disk full: the new place has never been used, and the next move is whole."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core.errors import QRDeskError
from qrdesk.core.moving.databases import move_database
from tests.core.moving.filled import asked, few, full, rows_in_file, rows_in_postgres
from tests.core.moving.test_databases import is_unused

_ROOT = Path(__file__).resolve().parents[3]
_KILLED = """
import os, sys
from qrdesk.core.moving.databases import move_database
def step(done, total):
    if done == (total if sys.argv[3] == "last" else 0):
        os.kill(os.getpid(), 9)
move_database(sys.argv[1], sys.argv[2], step=step)
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True, timeout=20).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True, timeout=20)


def killed(source: str, target: str, moment: str) -> None:
    environ = {**os.environ, "PYTHONPATH": str(_ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, source, target, moment], env=environ, check=False, timeout=60
    )
    assert ended.returncode == -signal.SIGKILL


@pytest.mark.parametrize("moment", ["first", "last"])
def test_killed_on_its_way_to_postgresql(moment: str, postgres_own: str, tmp_path: Path) -> None:
    path = few(tmp_path / "here.db")
    before = rows_in_file(path)
    killed(str(path), postgres_own, moment)
    assert is_unused(postgres_own)
    assert rows_in_file(path) == before
    move_database(str(path), postgres_own)
    assert rows_in_postgres(postgres_own, path) == before


@pytest.mark.parametrize("moment", ["first", "last"])
def test_killed_on_its_way_to_a_file(moment: str, postgres_own: str, tmp_path: Path) -> None:
    path, back = few(tmp_path / "here.db"), tmp_path / "back.db"
    move_database(str(path), postgres_own)
    killed(postgres_own, str(back), moment)
    assert not back.exists()
    move_database(postgres_own, str(back))
    assert rows_in_file(back) == rows_in_file(path)
    assert not list(tmp_path.glob(".back*"))


def test_a_full_disk_leaves_no_file(small_disk: Path, tmp_path: Path) -> None:
    path, back = full(tmp_path / "here.db"), small_disk / "back.db"
    (small_disk / "filler").write_bytes(bytes(300_000))
    with pytest.raises(QRDeskError, match="disk is full"):
        move_database(str(path), str(back))
    assert [one.name for one in small_disk.iterdir() if one.is_file()] == ["filler"]
    (small_disk / "filler").unlink()


def test_ctrl_c_leaves_nothing(postgres_own: str, tmp_path: Path) -> None:
    path, back = few(tmp_path / "here.db"), tmp_path / "back.db"

    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    for target in (postgres_own, str(back)):
        with pytest.raises(KeyboardInterrupt):
            move_database(str(path), target, step=stop)
    assert is_unused(postgres_own)
    assert [one.name for one in tmp_path.glob("*back*")] in ([], ["back.db.d"])
    with asked(postgres_own) as server:
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        while server.execute(others).fetchone() != (0,):
            pass
