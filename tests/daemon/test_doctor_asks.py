"""What the doctor learns from the server that runs: how it is, and whether it believes the proxy in front."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.doctor import examine, running
from qrdesk.core.doctor.finding import Finding, Verdict
from qrdesk.core.models import Domain
from qrdesk.core.opening import Opened, open_existing
from qrdesk.core.settings import Settings
from tests.daemon.daemons import Daemon, daemons

Start = Callable[..., Daemon]
PUBLIC = "https://go.example.com"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def start(path: Path) -> Iterator[Start]:
    with daemons(path) as starting:
        yield starting


@pytest.fixture
def opened(start: Start, path: Path) -> Opened:
    return open_existing(str(path), Settings())


def found(opened: Opened, name: str, **settings: str) -> Finding:
    (finding,) = (one for one in examine(opened, Settings(**settings)) if one.name == name)  # type: ignore[arg-type] # texts
    return finding


def by_https() -> None:
    with database.scope(), database.write():
        now = datetime.now(UTC)
        Domain.create(workspace=1, scheme="https", host="go.example.com", created_at=now, verified_at=now)


def test_a_server_that_runs_is_asked_and_one_that_was_killed_is_missed(start: Start, opened: Opened) -> None:
    assert "None runs" in found(opened, "server").said
    daemon = start()
    assert found(opened, "server") == Finding("server", Verdict.GOOD, f"It answers at http://127.0.0.1:{daemon.port}.")
    daemon.process.kill()
    daemon.process.wait(20)
    note = opened.data_dir / "daemon.json"
    told = json.loads(note.read_text())
    note.write_text(json.dumps({**told, "url": "http://127.0.0.1:1"}))  # whose port nobody has by now
    gone = found(opened, "server")
    assert (gone.verdict, "http://127.0.0.1:1, and does not answer: Nothing" in gone.said) == (Verdict.BAD, True)


def test_the_server_of_another_database_is_told_apart(start: Start, opened: Opened, tmp_path: Path) -> None:
    with daemons(tmp_path / "other.db") as starting:
        other = starting()
        open_existing(str(opened.path), Settings())
        (opened.data_dir / "daemon.json").write_text(json.dumps({"url": f"http://127.0.0.1:{other.port}", "pid": 1}))
        said = found(opened, "server")
    assert (said.verdict, "something else answers" in said.said) == (Verdict.WARNING, True)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"url": 5}', '{"url": "http://[::"}', "\xff"])
def test_a_note_that_makes_no_sense_is_no_server(opened: Opened, text: str) -> None:
    (opened.data_dir / "daemon.json").write_bytes(text.encode("latin-1"))
    assert found(opened, "server").verdict in {Verdict.GOOD, Verdict.BAD}
    assert running.find_running(opened.data_dir / "nowhere") is None


@pytest.mark.parametrize(
    ("there", "here", "verdict", "said"),
    [
        (
            "",
            "",
            Verdict.WARNING,
            f"{PUBLIC} is reached by https, so a proxy stands in front, and the server is not told",
        ),
        ("127.0.0.1", "", Verdict.GOOD, "What the proxy in front says of visitors is believed."),
        ("127.0.0.1", "127.0.0.1", Verdict.GOOD, "is believed (127.0.0.1)."),
        ("", "127.0.0.1", Verdict.WARNING, "is 127.0.0.1 here, but the server that runs does not know it"),
        ("192.0.2.7", "192.0.2.7", Verdict.GOOD, "The proxy is another computer (192.0.2.7)"),
    ],
)
def test_the_server_is_asked_whether_it_believes_the_proxy(
    start: Start, opened: Opened, there: str, here: str, verdict: Verdict, said: str
) -> None:
    by_https()
    start(QRDESK_TRUSTED_PROXY=there)
    proxy = found(opened, "proxy", trusted_proxy=here)
    assert (proxy.verdict, said in proxy.said) == (verdict, True)


def test_without_a_server_the_settings_decide(opened: Opened) -> None:
    assert "needs one" in found(opened, "proxy").said
    by_https()
    told = found(opened, "proxy")
    assert (told.verdict, "Set QRDESK_TRUSTED_PROXY" in told.said) == (Verdict.WARNING, True)
    assert found(opened, "proxy", trusted_proxy="10.0.0.3").verdict is Verdict.GOOD
    anyone = found(opened, "proxy", trusted_proxy="*")
    assert (anyone.verdict, "can say to be any visitor" in anyone.said) == (Verdict.WARNING, True)


def test_a_settings_file_is_read_once_and_its_end_stops_no_process(start: Start, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("threads = 3\n")
    daemon = start(QRDESK_CONFIG_FILE=str(file))
    file.write_text("threads = = 3\n")
    (before,) = daemon.pids("worker")
    os.kill(before, signal.SIGKILL)
    assert daemon.get("/healthz")[0] in {200, 503}
    (after,) = daemon.pids("worker")
    assert after != before
