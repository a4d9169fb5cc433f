"""A spool file comes into being beside drains that tidy the folder."""

import os
import sys
from pathlib import Path

import pytest

from qrdesk.core.hits import locking


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "spool").mkdir()
    return tmp_path / "spool"


@pytest.mark.skipif(sys.platform != "linux", reason="a file is found by its descriptor there alone")
def test_a_file_is_made_while_others_look_whether_it_is_left_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = locking.try_lock
    looks: list[int] = []

    def look_first(fd: int) -> bool:
        """Lock as a drain does that comes between making the file and locking it, the first three times."""
        if len(looks) < 3:
            looks.append(os.open(Path(f"/proc/self/fd/{fd}").readlink(), os.O_RDONLY))
            assert lock(looks[-1])
        return lock(fd)

    monkeypatch.setattr(locking, "try_lock", look_first)
    made = locking.create_locked(folder, "a.log")
    assert len(looks) == 3
    assert [path.name for path in folder.iterdir()] == ["a.log"]
    assert os.fstat(made).st_ino == (folder / "a.log").stat().st_ino
    for fd in (*looks, made):
        os.close(fd)
