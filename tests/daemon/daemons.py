"""A ``serve`` of our own, with all its processes, as tests start, ask and stop it."""

import http.client
import os
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

_CODE = """
import sys
from qrdesk.core.errors import QRDeskError
from qrdesk.daemon.serve import serve
try:
    sys.exit(serve("127.0.0.1", int(sys.argv[1]), sys.argv[2], sys.argv[4], workers=int(sys.argv[3])))
except QRDeskError as fault:
    sys.exit(f"{fault.code}: {fault}")
"""
_ROOT = Path(__file__).resolve().parents[2]


class Daemon:
    """A ``serve`` of our own."""

    def __init__(self, path: Path, *, port: int = 0, workers: int = 1, public_url: str = "", **environ: str) -> None:
        self.data_dir = path.with_name(path.name + ".d")
        self.log: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CODE, str(port), str(path), str(workers), public_url],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(_ROOT), **environ},
        )
        assert self.process.stdout is not None
        self.reader = threading.Thread(target=self._read_log, daemon=True)
        self.reader.start()
        self.line = self.process.stdout.readline().strip()

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        self.log.extend(self.process.stderr)

    @property
    def port(self) -> int:
        assert self.line.startswith("QRDesk serving on http://127.0.0.1:"), self.log
        return int(self.line.rpartition(":")[2])

    def get(self, path: str) -> tuple[int, str, bytes]:
        """Return status, Location and body."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location", ""), answer.read()

    def children(self) -> dict[int, str]:
        """Return the command line of each child process, by process id."""
        found: dict[int, str] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == self.process.pid:
                    found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
            except OSError:  # ended while we looked
                continue
        return found

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(60)
        self.reader.join(10)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        return code
