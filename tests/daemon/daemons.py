"""A ``serve`` of our own, with all its processes, as tests start, ask and stop it."""

import http.client
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from qrdesk.core import database
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.daemon.asking import Answered

_CODE = """
import sys
from qrdesk.core.errors import QRDeskError
from qrdesk.daemon.serve import serve
try:
    port, path, workers, public_url, server = sys.argv[1:]
    sys.exit(serve("127.0.0.1", int(port), path, public_url, workers=int(workers), server=server))
except QRDeskError as fault:
    sys.exit(f"{fault.code}: {fault}")
"""
_ROOT = Path(__file__).resolve().parents[2]


class Daemon:
    """A ``serve`` of our own."""

    def __init__(
        self,
        path: Path | str,
        *,
        port: int = 0,
        workers: int = 1,
        public_url: str = "",
        server: str = "waitress",
        **environ: str,
    ) -> None:
        """Start one on a database: a file or a URL, which wants a ``QRDESK_DATA_DIR``."""
        self.data_dir = Path(environ.get("QRDESK_DATA_DIR", f"{path}.d"))
        self.log: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CODE, str(port), str(path), str(workers), public_url, server],
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
        answer = self.ask(path)
        return answer.status, answer.headers.get("location", ""), answer.body

    def ask(self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answered:
        """Ask by a connection of our own: which of several web processes takes it is up to the system."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, headers=dict(headers or {}))
            answer = connection.getresponse()
            sent = {name.lower(): value for name, value in answer.getheaders()}
            return Answered(answer.status, sent, answer.read())

    def pids(self, module: str) -> list[int]:
        """Return the processes that run ``module`` of the daemon, such as "worker"."""
        return [pid for pid, args in self.children().items() if f"daemon.{module}" in args and alive(pid)]

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


@contextmanager
def daemons(path: Path | str) -> Generator[Callable[..., Daemon]]:
    """Make the database ``path``, or update that of a URL, open in this process too; hand out what starts daemons."""
    open_database(str(path), Settings())
    with ExitStack() as stack:
        stack.callback(database.close)

        def starting(file: Path | str = path, **options: Any) -> Daemon:
            daemon = Daemon(file, **options)
            stack.callback(daemon.stop)
            return daemon

        yield starting


def alive(pid: int) -> bool:
    """Whether a process still runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
