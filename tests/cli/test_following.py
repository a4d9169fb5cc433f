"""``qrdesk stats hits``: the latest hits by the clock of the workspace, and with --follow every new one, once."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli import stats_hits
from qrdesk.cli.main import cli
from qrdesk.client.resources import Analytics
from qrdesk.core import database as base
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.hits.hit_row import Agent, HitRow, Place
from qrdesk.core.models import Link
from tests.core.services.analytics_world import store

# run in the background, a program is started with Ctrl+C ignored
_PROGRAM = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from qrdesk.cli.main import cli; cli()"
)
_NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
_numbers = count()


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """A database with the link “lunch”, whose workspace is in India, open in this process too."""
    url = str(tmp_path / "desk.db")
    assert run("link", "create", "https://example.com/", "--slug", "lunch", "--database", url).exit_code == 0
    assert run("workspace", "update", "--time-zone", "Asia/Kolkata", "--database", url).exit_code == 0
    yield url
    base.close()


def scan(number: int = 1, **more: object) -> None:
    with base.scope():
        link = Link.get(Link.slug == "lunch")
    head = int(_NOON.timestamp() * 1e6), link.workspace_id, link.id, True, False
    hit = HitRow("", *head, agent=Agent("mobile"), place=Place("DE"))._replace(**more)
    store([hit._replace(hit_id=f"h{next(_numbers)}") for _ in range(number)])


def waiting(monkeypatch: pytest.MonkeyPatch, steps: Iterable[Callable[[], None]]) -> list[float]:
    """Have something happen each time that the command waits, and Ctrl+C at the end; return how long it wanted to."""
    todo, waited = iter(steps), list[float]()

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        step = next(todo, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr(stats_hits, "time", SimpleNamespace(sleep=sleep, monotonic=time.monotonic))
    return waited


def test_times_are_those_of_the_workspace_and_columns_have_names(database: str) -> None:
    scan()
    scan(agent=Agent(), place=Place(), bot=True)
    head, *lines = run("stats", "hits", "--database", database).stdout.splitlines()
    assert head.split() == ["Time", "(Asia/Kolkata)", "Kind", "Country", "Device", "Link"]
    for line in lines:
        assert line.startswith("2026-03-20 17:30:00 ")
        assert line.index("lunch") == head.index("Link")
    assert [line.split()[2:] for line in lines] == [["bot", "-", "-", "lunch"], ["scan", "DE", "mobile", "lunch"]]


def test_following_prints_every_hit_once_until_control_c(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scan(2)
    monkeypatch.setattr(stats_hits, "_AT_ONCE", 3)
    waited = waiting(monkeypatch, [lambda: scan(7), lambda: None, lambda: scan(1)])
    answer = run("stats", "hits", "--follow", "--json", "--database", database)
    found = [json.loads(line) for line in answer.stdout.splitlines()]
    assert (answer.exit_code, len(found), len({hit["id"] for hit in found})) == (0, 10, 10)
    assert answer.stderr.strip() == ""
    assert waited == [1] * 4


def test_a_server_that_is_away_for_a_while_is_waited_for(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Analytics.hits

    def leaves() -> None:
        def fails(*_: object) -> None:
            raise ServerUnreachable("https://go.example does not answer.")

        monkeypatch.setattr(Analytics, "hits", fails)

    def comes_back() -> None:
        monkeypatch.setattr(Analytics, "hits", real)
        scan()

    scan()
    waiting(monkeypatch, [leaves, lambda: None, comes_back])
    answer = run("stats", "hits", "--follow", "--database", database)
    assert (answer.exit_code, answer.stdout.count("lunch")) == (0, 2)
    assert answer.stderr.count("does not answer") == 1
    waiting(monkeypatch, [leaves])
    assert run("stats", "hits", "--follow", "--link", "none", "--database", database).exit_code == 3


def test_following_ends_after_the_time_it_is_given(database: str) -> None:
    scan(3)
    answer = run("stats", "hits", "--follow", "--for", "0.1", "--limit", "2", "--database", database)
    assert (answer.exit_code, answer.stdout.count("lunch")) == (0, 2)
    assert "--for goes with --follow" in run("stats", "hits", "--for", "3", "--database", database).stderr


@pytest.mark.parametrize("seconds", ["nan", "inf", "0", "-1"])
def test_following_takes_only_a_time_that_ends(database: str, seconds: str) -> None:
    answer = run("stats", "hits", "--follow", "--for", seconds, "--database", database)
    assert (answer.exit_code, "seconds above 0" in answer.stderr) == (2, True)


def test_control_c_ends_a_program_that_follows_without_a_word(database: str) -> None:
    words = ("stats", "hits", "--follow", "--database", database)
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline().startswith("Time (Asia/Kolkata)")
            scan()
            assert program.stdout.readline().strip().endswith("lunch")
            program.send_signal(signal.SIGINT)
            said, complained = program.communicate(timeout=60)
        finally:
            program.kill()
    assert (program.returncode, said, complained.strip()) == (0, "", "")
