"""A server that was asked too often: a single call is told so, long work waits and goes on."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import Client, LinkDraft, cancelling, patience
from qrdesk.client.exporting import export_links
from qrdesk.client.patience import patiently
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
