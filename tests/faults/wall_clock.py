"""The clock on the wall of processes that a test starts, which it sets while they run."""

import shutil
import struct
import subprocess
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_suffix(".c")


class WallClock:
    """Off by some seconds, for each process that is started in its ``environ``."""

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("cc")
        if compiler is None:
            pytest.skip("no compiler is installed")
        library, self._file = folder / "wall_clock.so", folder / "wall_clock"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, _SOURCE], check=True, timeout=60)
        self.set(0)
        self.environ = {"LD_PRELOAD": str(library), "WALL_CLOCK": str(self._file)}

    def set(self, off_s: int) -> None:
        """Set it, all at once, to so many seconds ahead of ours."""
        with self._file.open("r+b" if self._file.exists() else "wb", buffering=0) as file:
            file.write(struct.pack("=q", off_s))
