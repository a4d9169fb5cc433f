"""A server that was asked too often: a single call is told so, long work waits and goes on."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from qrdesk.cli.main import cli
from qrdesk.client import Client, LinkDraft, cancelling, patience
from qrdesk.client.exporting import export_audit, export_hits, export_links
from qrdesk.client.http import HttpTransport
from qrdesk.client.patience import patiently, telling
from qrdesk.core import database
from qrdesk.core.errors import CalledOff, Kind, Limited
from qrdesk.core.limits.memory import MemoryLimiter
from qrdesk.core.models import Key
from qrdesk.core.opening import open_database
from qrdesk.core.schemas.links import LinkQuery
from qrdesk.core.settings import Settings
from qrdesk.daemon.api import build_app
from qrdesk.daemon.pacing import Pacing
from tests.clocks import Clock
from tests.desks import make_key, served


class Watch(Clock):
    """A clock that waiting moves on."""

    def wait(self, seconds: float) -> None:
        self.now_s += seconds


@pytest.fixture
def clock() -> Watch:
    return Watch()


@pytest.fixture
def client(tmp_path: Path, clock: Watch, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of a server that lets it ask three times a minute."""
    settings = Settings(data_dir=str(tmp_path / "data"))
    opened = open_database(str(tmp_path / "qrdesk.db"), settings)
    key = make_key(opened)
    with database.scope():
        Key.update(rate_limit=3).execute()
    app = build_app(opened, settings, pacing=Pacing(opened.secret_key, MemoryLimiter(clock=clock)))
    monkeypatch.setattr(patience, "_wait", clock.wait)
    with served(app) as address, Client.remote(address, key) as found:
        yield found
    app.close()
    database.close()


def test_a_single_call_is_told_when_to_come_back(client: Client) -> None:
    for _ in range(3):
        client.tags.list()
    with pytest.raises(Limited) as refused:
        client.links.create(LinkDraft(destination="https://example.com/"))
    assert (refused.value.kind, refused.value.code, refused.value.retry_s) == (Kind.LIMITED, "rate_limited", 60)
    assert str(refused.value) == "Too many requests. Nothing was done; try again in 60 seconds."


def test_long_work_waits_and_goes_on(client: Client, clock: Watch, tmp_path: Path) -> None:
    for number in range(5):
        patiently(lambda number=number: client.links.create(LinkDraft(destination=f"https://example.com/{number}")))
    assert clock.now_s == 60
    found = list(client.links.each(LinkQuery(limit=1)))
    assert len({link.id for link in found}) == 5
    assert clock.now_s == 180  # one of the second minute, three of the third, one of the fourth
    assert export_links(client, tmp_path / "links.csv", "csv", daily=True) == 5


def spent(client: Client) -> None:
    """Ask until it may not be asked any more."""
    with contextlib.suppress(Limited):
        for _ in range(4):
            client.tags.list()


def test_files_that_are_sent_as_they_are_made_wait_too(client: Client, clock: Watch, tmp_path: Path) -> None:
    spent(client)
    assert export_hits(client, tmp_path / "hits.csv") > 0
    assert clock.now_s == 60
    spent(client)
    assert export_audit(client, tmp_path / "audit.csv") > 0
    assert clock.now_s == 120


@pytest.mark.parametrize("command", ["export links", "stats export", "audit export --from 2026-01-01", "audit export"])
def test_exports_from_the_command_line_wait_and_say_so_once(
    client: Client, clock: Watch, tmp_path: Path, command: str
) -> None:
    client.links.create(LinkDraft(destination="https://example.com/"))
    spent(client)
    transport = client.transport
    assert isinstance(transport, HttpTransport)
    where = [*command.split(), "--server", transport.server, "--key", transport._key, "-o"]
    told = CliRunner().invoke(cli, [*where, str(tmp_path / "file.csv")])
    assert told.exit_code == 0, told.output
    assert clock.now_s >= 60
    assert told.stderr.count("The server wants a pause of 60 seconds; waiting. Ctrl+C stops.") == 1
    assert (tmp_path / "file.csv").stat().st_size > 0
    spent(client)
    quiet = CliRunner().invoke(cli, [*where, str(tmp_path / "other.csv"), "--json"])
    assert quiet.exit_code == 0, quiet.output
    assert "pause" not in quiet.output


def refusing(*pauses_s: int) -> Callable[[], str]:
    """Return a call that is refused with these pauses, and then done."""
    left = list(pauses_s)

    def call() -> str:
        if left:
            raise Limited.until(left.pop(0))
        return "done"

    return call


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made."""
    found: list[float] = []
    monkeypatch.setattr(patience, "_wait", found.append)
    return found


def test_where_nothing_is_said_the_pauses_grow(waited: list[float]) -> None:
    assert patiently(refusing(*[0] * 9)) == "done"
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    waited.clear()
    assert patiently(refusing(0, 5, 0)) == "done"
    assert waited == [1, 5, 2]


@pytest.mark.parametrize(("pause_s", "most"), [(0, 16), (1, 600), (299, 2)])
def test_nobody_asks_for_ever(waited: list[float], pause_s: int, most: int) -> None:
    with pytest.raises(Limited):
        patiently(refusing(*[pause_s] * 5000))
    assert len(waited) <= most
    assert 290 < sum(waited) <= 600


def test_pauses_are_told_before_they_are_made(waited: list[float]) -> None:
    told: list[int] = []
    with telling(told.append):
        assert patiently(refusing(40, 0)) == "done"
    assert told == waited == [40, 1]
    assert patiently(refusing(7)) == "done"
    assert told == [40, 1]


def test_a_pause_that_nobody_wants_to_wait_for_ends() -> None:
    stop = threading.Event()
    with telling(lambda _: stop.set(), stop.is_set), pytest.raises(CalledOff):
        patiently(refusing(250))


def test_waiting_ends_when_it_is_called_off() -> None:
    def refuse() -> None:
        refused.set()
        raise Limited.until(250)

    def wait() -> None:
        with cancelling.cancelled_by(called_off.is_set), pytest.raises(CalledOff):
            patiently(refuse)
        ended.set()

    refused, called_off, ended = threading.Event(), threading.Event(), threading.Event()
    waiting = threading.Thread(target=wait)
    waiting.start()
    assert refused.wait(20)
    assert not ended.wait(0.3)
    called_off.set()
    waiting.join(20)
    assert ended.is_set()


def test_nobody_waits_for_hours() -> None:
    began = time.monotonic()

    def refuse() -> Any:
        raise Limited.until(3600)

    with pytest.raises(Limited):
        patiently(refuse)
    assert time.monotonic() - began < 20
