"""The server that tests start leaves nothing behind, whatever ends them."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests import postgres
from tests.faults.processes import wait_for

PROGRAMS = postgres._newest_programs()
SERVING = """
from tests.postgres import _newest_programs, _server
with _server(_newest_programs()) as url:
    print(url, flush=True)
    input()
"""


def ended() -> int:
    """Return the number of a process that has just ended."""
    with subprocess.Popen(["true"]) as process:
        return process.pid


@pytest.mark.skipif(PROGRAMS is None, reason="PostgreSQL is not installed")
def test_a_server_ends_with_the_tests_that_are_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVING],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        cwd=Path(__file__).parents[1],
    ) as tests:
        try:
            assert tests.stdout is not None
            url = next(line.decode() for line in tests.stdout if line.startswith(b"postgresql:"))
            folder = Path(url.strip().partition("host=")[2])
            assert folder.name.startswith(f"qrdesk-pg-{tests.pid}-")
            server = postgres._server_of(folder)
            assert postgres._runs(server)
        finally:
            os.killpg(tests.pid, signal.SIGKILL)
    wait_for(lambda: not folder.exists() and not postgres._runs(server), "the server goes on")


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill looks only elsewhere")
def test_only_what_nobody_works_in_any_more_is_cleared_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "place"
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    gone, ours = ended(), os.getpid()
    kept = {f"qrdesk-pg-{ours}-a_b", f"qrdesk-pg-{gone}-served", "qrdesk-pg-r4bxjzb6", "qrdesk-pg-me-x", f"o-{gone}-x"}
    for name in {*kept, f"qrdesk-pg-{gone}-empty", f"qrdesk-pg-{gone}-over"}:
        (place / name / "data").mkdir(parents=True)
    for name, server in {"served": ours, "over": gone}.items():
        (place / f"qrdesk-pg-{gone}-{name}" / "data" / "postmaster.pid").write_text(f"{server}\n/data\n")
    postgres._clear_up()
    assert {folder.name for folder in place.iterdir()} == kept
